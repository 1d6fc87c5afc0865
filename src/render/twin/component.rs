//! Components of the twin, and the partials that it brings in.

use std::fmt::Write as _;

use super::{Twin, address};
use crate::limits;
use crate::model::document::{AttributeValue, Component, Expression, Node};
use crate::model::links::Target;
use crate::model::source::SourceId;
use crate::model::value::Value;
use crate::parse::{self, facts};
use crate::render::scope::{Scope, Variable};
use crate::render::{code, escape, schema};

impl Twin<'_> {
    pub(super) fn component(&mut self, component: &Component<'_>, node: &Node<'_>) {
        let targets = self.targets(node);
        if let Some(Target::Include { partial }) = targets.last() {
            let (text, level) = self.partial(*partial, component, node);
            self.level = level;
            return self.push_block(&text);
        }
        match targets.first() {
            Some(Target::Group(group)) => {
                self.entries(group, (self.level + 1).clamp(2, 5));
                return self.mixed(&node.children);
            }
            Some(Target::Schema { page, href, .. }) => {
                let text = schema::within_twin(self.render, *page, href);
                self.push_block(&text);
                return self.mixed(&node.children);
            }
            _ => {}
        }
        let name = component.name.as_ref();
        if let Some(alert) = self.callout(component) {
            let title = self.words(component, "title").filter(|title| !title.is_empty());
            let title = title.map(|title| format!("**{title}**\n{0}>\n{0}> ", self.indent)).unwrap_or_default();
            let first = format!("> [!{alert}]\n{}> {title}", self.indent);
            self.nested(&first, "> ", &node.children);
            return;
        }
        match name {
            "CodeBlock" | "CodeBlockTab" => {
                let title = self.attribute(component, "title").unwrap_or_default();
                self.samples(targets, &title);
                self.blocks(&node.children);
                return;
            }
            _ => {}
        }
        let href = self.href(node);
        let title = ["title", "label", "name", "path", "query", "body", "header"]
            .iter()
            .find_map(|name| self.words(component, name))
            .filter(|title| !title.is_empty());
        let kind = if name == "If" { self.words(component, "lang") } else { None };
        let mut heading = match (title, href) {
            (Some(title), Some(href)) => format!("**[{title}]({})**", address(&href)),
            (Some(title), None) => format!("**{title}**"),
            (None, Some(href)) if name == "img" || name == "Image" => {
                format!("![{}]({})", self.words(component, "alt").unwrap_or_default(), address(&href))
            }
            (None, Some(href)) => format!("<{href}>"),
            (None, None) => kind.map(|kind| format!("**{kind}**")).unwrap_or_default(),
        };
        if matches!(name, "Field" | "ParamField" | "ResponseField") {
            heading.push_str(&self.field(component));
        }
        self.push_block(&heading);
        self.tags(component);
        if let Some(text) = self.words(component, "caption") {
            self.push_block(&text);
        }
        self.mixed(&node.children);
    }

    /// What is said of a field behind its name, as of those of entries.
    fn field(&self, component: &Component<'_>) -> String {
        let mut text = self.words(component, "type").map(|kind| format!(" {kind}")).unwrap_or_default();
        let mut places = ["path", "query", "header", "body"].into_iter().filter(|_| component.name == "ParamField");
        let place = places.find(|place| self.attribute(component, place).is_some_and(|name| !name.is_empty()));
        if let Some(place) = place {
            let _ = write!(text, " ({place})");
        }
        for claim in ["required", "deprecated"] {
            if self.attribute(component, claim).is_some_and(|given| given == "true") {
                let _ = write!(text, " ({claim})");
            }
        }
        if let Some(default) = self.attribute(component, "default") {
            let _ = write!(text, " (default {})", escape::code_span(&default));
        }
        text
    }

    /// A callout is a quote that says its kind.
    fn callout(&self, component: &Component<'_>) -> Option<String> {
        let kind = match component.name.as_ref() {
            "Callout" => self.attribute(component, "kind").unwrap_or_else(|| "note".to_owned()),
            name @ ("Note" | "Info" | "Tip" | "Check" | "Warning" | "Danger") => name.to_owned(),
            _ => return None,
        };
        Some(kind.to_uppercase())
    }

    /// The labels of an entry of a changelog, and what it says beside them.
    fn tags(&mut self, component: &Component<'_>) {
        let mut words = match component.attribute("tags").map(|tags| &tags.value) {
            Some(AttributeValue::Expression(Expression::Literal(Value::List(tags)))) => {
                tags.iter().map(|tag| escape::code_span(&tag.shown())).collect::<Vec<_>>()
            }
            Some(AttributeValue::Text(tags)) => vec![escape::as_markdown(tags)],
            _ => Vec::new(),
        };
        words.extend(self.words(component, "description"));
        if !words.is_empty() {
            self.push_block(&words.join(" "));
        }
    }

    fn samples(&mut self, targets: &[Target], title: &str) {
        for target in targets {
            let Target::Sample(set) = target else {
                continue;
            };
            for variant in &set.variants {
                let Ok(text) = self.render.texts.text(variant.source) else {
                    continue;
                };
                let (text, _) = code::sample(&text, set.region.as_deref(), &mut code::Marks::default());
                let own = variant.languages.iter().find(|language| !variant.fallback.contains(*language));
                let label = own
                    .and_then(|id| self.render.languages.iter().find(|known| known.id == *id))
                    .map(|language| language.name.clone());
                let title = match (title, label) {
                    ("", Some(label)) => label,
                    (title, Some(label)) => format!("{title} · {label}"),
                    (title, None) => title.to_owned(),
                };
                self.code(&variant.ending, &title, &text);
            }
        }
    }

    /// What a partial comes to as it would stand alone, and the level of the last heading then.
    pub(super) fn partial(&self, partial: SourceId, component: &Component<'_>, node: &Node<'_>) -> (String, u8) {
        let render = self.render;
        let known = self.links.partials.iter().find(|known| known.source == partial);
        let (Some(known), Ok(text)) =
            (known.filter(|_| self.depth <= limits::INCLUDE_DEPTH), render.texts.text(partial))
        else {
            return self.apart(&node.children);
        };
        let (children, _) = self.apart(&node.children);
        let mut variables = self.scope.given(component, self.targets(node), |nodes| self.line(nodes));
        variables.push(Variable::rendered("children", children.clone()));
        let (body, mdx) = render.texts.body(partial);
        parse::with_body(partial, &text, body, mdx, |document| {
            let mut inner = Twin {
                scope: Scope { page: self.scope.page, document: &document.value, variables: variables.into() },
                uses: &known.uses,
                depth: self.depth + 1,
                ..self.fresh()
            };
            inner.mixed(&document.value.nodes);
            if !facts::places_children(&document.value.nodes) {
                inner.push_block(&children);
            }
            (inner.out, inner.level)
        })
    }

    /// Blocks as they would stand alone, and the level of the last heading then.
    fn apart(&self, nodes: &[Node<'_>]) -> (String, u8) {
        let mut twin = self.fresh();
        twin.mixed(nodes);
        (twin.out, twin.level)
    }

    /// The same with nothing written yet.
    fn fresh(&self) -> Self {
        Self { scope: self.scope.clone(), title: None, out: String::new(), indent: String::new(), ..*self }
    }
}
