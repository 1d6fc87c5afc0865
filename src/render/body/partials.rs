//! What a tag brings in from another source: a partial, the rows of a schema.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::{AttributeValue, Component, Expression, Node};
use crate::model::links::Target;
use crate::model::place::Place;
use crate::parse::{self, facts};
use crate::render::scope::{Scope, Variable};

use super::{Body, Headings};

impl Body<'_> {
    pub(super) fn include(&mut self, component: &Component<'_>, node: &Node<'_>) {
        let render = self.render;
        let targets = self.targets(node);
        let known = match targets.last() {
            Some(Target::Include { partial }) => self.partials.iter().find(|known| known.source == *partial),
            _ => None,
        };
        let toc = self.headings.toc.partials.get(node.numbers.partial);
        let text = known.and_then(|known| render.texts.text(known.source).ok());
        let (Some(known), Some((_, toc)), Some(text)) = (known, toc, text) else {
            self.nodes(&node.children);
            return;
        };
        let partial = known.source;
        for (number, attribute) in component.attributes.iter().enumerate() {
            let unknown = match &attribute.value {
                AttributeValue::Expression(Expression::Name(path)) => self.scope.value(path).is_none().then_some(path),
                _ => None,
            };
            if self.address(component, number, targets).is_none()
                && let Some(path) = unknown
            {
                self.unknown_variable(path, attribute.value_span);
            }
        }
        let scope = self.scope.clone();
        let mut variables = scope.given(component, targets, |nodes| self.apart(nodes));
        let children = self.apart(&node.children);
        variables.push(Variable::rendered("children", children.clone()));
        let (body, mdx) = render.texts.body(partial);
        parse::with_body(partial, &text, body, mdx, |document| {
            let scope = Scope { page: self.scope.page, document: &document.value, variables: variables.into() };
            let mut inner = Body {
                uses: &known.uses,
                partials: self.partials,
                in_tree: self.in_tree,
                whole: std::mem::take(&mut self.whole),
                ..Body::new(render, partial, scope, Headings { toc, ..self.headings })
            };
            inner.blocks(&document.value.nodes);
            self.whole = inner.whole;
            self.out.push_str(&inner.out);
            if !facts::places_children(&document.value.nodes) {
                self.out.push_str(&children);
            }
        });
    }

    /// `<Schema>`: the rows of a schema, as on its own page, without anchors of their own.
    pub(super) fn schema(&mut self, component: &Component<'_>, node: &Node<'_>, targets: &[Target]) {
        self.check_attributes(component);
        if targets.is_empty() {
            let place = Place::span(self.source, component.name_span);
            let problem = Diagnostic::new(Code::MISSING_ATTRIBUTE, place, "`<Schema>` needs `name`");
            self.whole.diagnostics.push(problem.help("name the schema by its title, `$id` or file"));
        }
        let Some(Target::Schema { page, href, .. }) = targets.first() else {
            self.blocks(&node.children);
            return;
        };
        let html = crate::render::schema::within_page(self.render, *page, href);
        self.push_component(html, "Schema", node);
        self.out.push('\n');
        self.blocks(&node.children);
    }
}
