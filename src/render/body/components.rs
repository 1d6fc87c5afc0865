//! Tags of a body: built-in components, those of templates, elements.

use super::images::size_of;
use super::{Body, TabLanguages};
use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::document::{AttributeValue, Component, Expression, Node, Stand};
use crate::model::links::Target;
use crate::model::place::Place;
use crate::model::value::Value;
use crate::near::near;
use crate::parse::{facts, uses};
use crate::render::feed::Update;
use crate::render::templates::Given;
use crate::render::{card, component, escape};
use std::fmt::Write as _;

impl Body<'_> {
    pub(super) fn component(&mut self, component: &Component<'_>, node: &Node<'_>) {
        if uses::include_file(component, self.scope.document).is_some() {
            self.include(component, node);
            return;
        }
        if component.name.is_empty() {
            self.nodes(&node.children);
            return;
        }
        let targets = self.targets(node);
        if let Some(level) = facts::heading_level(node) {
            let classes = component.attribute("className").or_else(|| component.attribute("class"));
            let classes = classes.and_then(|classes| self.told(component, classes));
            let classes = classes.map(Into::into).into_iter().collect::<Vec<_>>();
            self.heading(level, &classes, node);
            return;
        }
        if component.is_element() {
            self.element(component, node, targets);
            return;
        }
        match component.name.as_ref() {
            // Without a block of code around it, a tab is one.
            "CodeBlock" | "CodeBlockTab" => self.code_block(component, node, targets),
            "CodeGroup" => self.code_group(component, node),
            "Schema" => self.schema(component, node, targets),
            _ => self.named_component(component, node, targets),
        }
    }

    fn named_component(&mut self, component: &Component<'_>, node: &Node<'_>, targets: &[Target]) {
        let name = component.name.as_ref();
        if name == "Include"
            && let Some(file) = component.attribute("file")
        {
            let place = Place::span(self.source, file.value_span);
            let message = "`file` of `<Include>` must be written out";
            self.whole.diagnostics.push(Diagnostic::new(Code::INVALID_ATTRIBUTE, place, message));
            self.nodes(&node.children);
            return;
        }
        let Some(signature) = self.render.templates.signature(name).filter(|_| !component::is_inner(name)) else {
            if self.render.templates.is_broken(name) {
                self.nodes(&node.children);
                return;
            }
            let names: Vec<&str> =
                self.render.templates.component_names().filter(|name| !component::is_inner(name)).collect();
            let own = (!name.contains(['.', ':', '-']) && !component::is_inner(name))
                .then(|| format!("define it in `templates/components/{name}.html`"));
            let help = did_you_mean(&near(name, names)).or(own);
            let place = Place::span(self.source, component.name_span);
            let message = format!("there is no component `{name}`");
            self.whole.diagnostics.push(Diagnostic::new(Code::UNKNOWN_COMPONENT, place, message).help_if(help));
            self.nodes(&node.children);
            return;
        };
        let anchor = self.own_anchor(component, node);
        let arguments = self.arguments(component, signature, targets);
        if let Some(Target::Group(group)) = targets.first() {
            let level = (self.whole.level + 1).clamp(2, 5);
            let html = crate::render::reference::group_html(
                group,
                &self.render.languages,
                self.render.templates,
                level,
                &anchor,
            );
            self.push_component(html, name, node);
            self.out.push('\n');
            self.whole.has_variants = true;
            self.blocks(&node.children);
            return;
        }
        let children = self.child_views(node);
        let scope = self.tab_scope(name, &children);
        let outer = self.whole.level;
        let titled = matches!(name, "Step" | "Update");
        let level = (outer + 1).clamp(2, 6);
        if titled {
            self.whole.level = level;
        }
        let in_tree = std::mem::replace(&mut self.in_tree, name == "FileTree");
        let mut body = self.apart(&node.children);
        self.in_tree = in_tree;
        if component::holds_blocks(name) && !body.trim().is_empty() && facts::is_line(&node.children) {
            body = format!("<p>{}</p>", body.trim());
        }
        if name == "Update" {
            self.whole.updates.push(self.update(component, &anchor, &body));
        }
        if titled {
            // The next one stands beside this one, whatever headings this one holds.
            self.whole.level = outer;
        }
        let by_language = name == "Tabs" && self.tabs.pop().is_some_and(|tabs| !tabs.scopes.is_empty());
        let mut beside = self.beside(&children, &anchor, level);
        if name == "Image" {
            let (width, height) = size_of(targets).unwrap_or_default();
            beside.extend([("width", Given::data(&width)), ("height", Given::data(&height))]);
            beside.push(("lazy", Given::data(&self.is_far_down())));
        }
        beside.push(("scope", Given::data(&scope)));
        beside.push(("by_language", Given::data(&by_language)));
        if name == "If" || by_language {
            self.whole.has_variants = true;
            self.check_languages(component);
        }
        let html = self.render.templates.component(name, arguments, beside, Some(body.trim()));
        self.push_component(html, name, node);
        if component.stand == Stand::Flow {
            self.out.push('\n');
        }
    }

    fn update(&self, component: &Component<'_>, anchor: &str, body: &str) -> Update {
        let text =
            |name: &str| component.attribute(name).map(|given| self.scope.shown(&given.value)).unwrap_or_default();
        let tags = match component.attribute("tags").map(|given| &given.value) {
            Some(AttributeValue::Expression(Expression::Literal(Value::List(tags)))) => {
                tags.iter().map(Value::shown).collect()
            }
            _ => Vec::new(),
        };
        let (label, description) = (text("label"), text("description"));
        Update { anchor: anchor.to_owned(), label, description, tags, html: body.to_owned() }
    }

    /// The languages of a condition are languages of the site.
    fn check_languages(&mut self, component: &Component<'_>) {
        let Some(list) = component.attribute("lang") else { return };
        for id in facts::condition(component) {
            if !self.render.languages.iter().any(|known| known.id == id) {
                let known = self.render.languages.iter().map(|language| language.id.as_str());
                let help = did_you_mean(&near(&id, known));
                let message = format!("`{id}` is no language of this site");
                let place = Place::span(self.source, list.value_span);
                self.whole.diagnostics.push(Diagnostic::new(Code::UNKNOWN_LANGUAGE, place, message).help_if(help));
            }
        }
    }

    /// The anchor of a component that has a title of its own.
    fn own_anchor(&self, component: &Component<'_>, node: &Node<'_>) -> String {
        if facts::titled(component).is_none() {
            return String::new();
        }
        let item = self.headings.toc.headings.get(node.numbers.heading);
        item.map(|item| format!("{}{}", self.scope.page.prefix, item.anchor)).unwrap_or_default()
    }

    /// For `Tabs`, notes which languages its tabs are; for `Tab`, says which languages it is shown for.
    fn tab_scope(&mut self, name: &str, children: &[component::ChildView]) -> String {
        match name {
            "Tabs" => {
                let scopes = self.tab_languages(children);
                self.tabs.push(TabLanguages { scopes, next: 0 });
                String::new()
            }
            "Tab" => {
                let Some(tabs) = self.tabs.last_mut() else { return String::new() };
                let scope = tabs.scopes.get(tabs.next).cloned().unwrap_or_default();
                tabs.next += 1;
                scope
            }
            _ => String::new(),
        }
    }

    fn tab_languages(&self, children: &[component::ChildView]) -> Vec<String> {
        let tabs: Vec<&component::ChildView> = children.iter().filter(|child| child.name == "Tab").collect();
        let own: Option<Vec<&str>> =
            tabs.iter().map(|tab| tab.language.as_deref().filter(|language| !language.is_empty())).collect();
        let Some(own) = own.filter(|own| own.len() > 1) else { return Vec::new() };
        let mut distinct = own.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < own.len() {
            return Vec::new();
        }
        let others = self.render.languages.iter().map(|known| known.id.as_str()).filter(|id| !own.contains(id));
        let mut scopes: Vec<String> = own.iter().map(|id| (*id).to_owned()).collect();
        for other in others {
            scopes[0].push(' ');
            scopes[0].push_str(other);
        }
        scopes
    }

    /// What folio gives a component beside its attributes.
    pub(super) fn beside(
        &self,
        children: &[component::ChildView],
        anchor: &str,
        level: u8,
    ) -> Vec<(&'static str, Given)> {
        vec![
            ("children", Given::data(&children)),
            ("anchor", Given::data(&anchor)),
            ("level", Given::data(&level)),
            ("languages", Given::data(&self.render.site.languages)),
        ]
    }

    fn child_views(&self, node: &Node<'_>) -> Vec<component::ChildView> {
        component::children(node)
            .map(|child| {
                let attributes = child
                    .attributes
                    .iter()
                    .map(|attribute| (attribute.name.to_string(), self.scope.shown(&attribute.value)))
                    .collect();
                let title = child.attribute("title").map(|title| self.scope.shown(&title.value)).unwrap_or_default();
                let language = card::language_named(&title, &self.render.languages);
                let language = language.filter(|_| child.name == "Tab").map(|known| known.id.clone());
                component::ChildView { name: child.name.to_string(), language, attributes }
            })
            .collect()
    }

    /// What a template made of a component, or what is wrong with the template.
    pub(super) fn push_component(
        &mut self,
        html: Result<String, crate::render::templates::TemplateProblem>,
        name: &str,
        node: &Node<'_>,
    ) {
        match html {
            Ok(html) => self.out.push_str(html.trim()),
            Err(problem) => {
                let place = Place::span(self.source, node.span);
                let message = format!("the component `{name}` cannot be rendered: {}", problem.message);
                self.whole.diagnostics.push(self.render.template_diagnostic(&problem, Some((place, message))));
            }
        }
    }

    /// An HTML element, with the attribute names of React put right.
    fn element(&mut self, component: &Component<'_>, node: &Node<'_>, targets: &[Target]) {
        const VOID: [&str; 13] =
            ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
        let name = component.name.as_ref();
        let _ = write!(self.out, "<{name}");
        for (number, attribute) in component.attributes.iter().enumerate() {
            let written = attribute.name.as_ref();
            let written = match written {
                "className" => "class",
                "htmlFor" => "for",
                "tabIndex" => "tabindex",
                "autoPlay" => "autoplay",
                "colSpan" => "colspan",
                "rowSpan" => "rowspan",
                // The site's policy allows no style and no script in an attribute.
                "" => continue,
                other if other.eq_ignore_ascii_case("style") => continue,
                other if other.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")) => continue,
                other => other,
            };
            let value = match (self.address(component, number, targets), &attribute.value) {
                (Some(href), _) => Some(href).filter(|href| !href.is_empty()),
                (_, AttributeValue::Expression(Expression::Literal(Value::Bool(false) | Value::Null))) => None,
                (_, AttributeValue::Flag | AttributeValue::Expression(Expression::Literal(Value::Bool(true)))) => {
                    let _ = write!(self.out, " {written}");
                    None
                }
                _ => self.told(component, attribute),
            };
            let Some(mut value) = value else { continue };
            if facts::holds_anchors(name, written) {
                value = self.scope.page.anchors(&value);
            }
            let _ = write!(self.out, " {written}=\"{}\"", escape::escaped(&value));
        }
        if name == "img" {
            self.image_facts(component, targets);
        }
        self.out.push('>');
        self.nodes(&node.children);
        if VOID.contains(&name) {
            return;
        }
        let _ = write!(self.out, "</{name}>");
        if component.stand == Stand::Flow {
            self.out.push('\n');
        }
    }
}
