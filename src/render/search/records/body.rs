//! The words of a body: headings, and what stands below each, partials in their places.

use std::fmt::Write as _;

use crate::index::{Toc, TocItem};
use crate::model::document::{AttributeValue, Component, Document, Expression, Node, NodeKind, Stand};
use crate::model::links::Target;
use crate::model::source::SourceId;
use crate::parse::{self, facts};
use crate::render::scope::{Form, Known, Scope, Variable};

use super::{Builder, HEADING, Subject, TEXT};

/// The body, or the partial in it, that is being walked.
struct Holder<'h> {
    toc: &'h Toc,
    uses: &'h [Target],
    scope: Scope<'h>,
    /// Of a partial, the tag that brings it in, and where that stands.
    given: Option<(&'h Component<'h>, &'h Node<'h>, &'h Holder<'h>)>,
}

impl Builder<'_> {
    /// Headings, and what stands below each.
    pub(super) fn body(&mut self, document: &Document<'_>) {
        let Subject { toc, uses, words, .. } = *self.subject;
        let body = Holder { toc, uses, scope: Scope::new(words, document), given: None };
        self.nodes(&document.nodes, &body);
        self.section();
    }

    fn nodes(&mut self, nodes: &[Node<'_>], holder: &Holder<'_>) {
        for node in nodes {
            self.node(node, holder);
        }
    }

    fn node(&mut self, node: &Node<'_>, holder: &Holder<'_>) {
        if facts::heading_level(node).is_some() {
            self.heading(holder.toc.headings.get(node.numbers.heading));
            return;
        }
        match &node.kind {
            NodeKind::CodeBlock { .. } | NodeKind::Modules => {}
            NodeKind::Component(component) => self.component(component, node, holder),
            NodeKind::Text(words) | NodeKind::Code(words) => self.text.push_str(words),
            NodeKind::SoftBreak | NodeKind::HardBreak => self.text.push(' '),
            NodeKind::Expression { value, stand } => {
                match value {
                    Expression::Literal(value) => self.text.push_str(&value.shown()),
                    Expression::Markup(nodes) => self.nodes(nodes, holder),
                    Expression::Name(path) => self.name(path, holder),
                    Expression::Empty | Expression::Unsupported(_) => {}
                }
                if *stand == Stand::Flow {
                    self.text.push(' ');
                }
            }
            NodeKind::Paragraph
            | NodeKind::TableCell
            | NodeKind::Item { .. }
            | NodeKind::DefinitionTerm
            | NodeKind::DefinitionDetail => {
                self.nodes(&node.children, holder);
                self.text.push(' ');
            }
            _ => self.nodes(&node.children, holder),
        }
    }

    /// What a name stands for: its words, or the tags that a partial was given by that name.
    fn name(&mut self, path: &[String], holder: &Holder<'_>) {
        let Some(known) = holder.scope.value(path) else { return };
        let (Known::Given(Variable { name, form: Form::Rendered, .. }), Some((component, node, outer))) =
            (known, holder.given)
        else {
            self.text.push_str(&known.text());
            return;
        };
        match component.attribute(name).map(|attribute| &attribute.value) {
            _ if facts::is_children(path) => self.nodes(&node.children, outer),
            Some(AttributeValue::Expression(Expression::Markup(nodes))) => self.nodes(nodes, outer),
            Some(AttributeValue::Expression(Expression::Name(path))) => self.name(path, outer),
            _ => {}
        }
    }

    /// A heading that is deep, or is the title, begins no record.
    fn heading(&mut self, item: Option<&TocItem>) {
        let Some(item) = item.filter(|item| !item.anchor.is_empty()) else { return };
        if item.level > 3 {
            let _ = write!(self.text, "{} ", item.text);
            return;
        }
        self.section();
        self.flush();
        self.open = Some((item.anchor.clone(), item.text.clone()));
        self.add(&item.text, HEADING);
    }

    fn component(&mut self, component: &Component<'_>, node: &Node<'_>, holder: &Holder<'_>) {
        if let Some(Target::Include { partial }) = node.numbers.of(holder.uses).last() {
            self.partial(*partial, component, node, holder);
            return;
        }
        let title = || Some(holder.scope.shown(&component.attribute("title")?.value));
        if let Some(title) = facts::titled(component).or_else(title) {
            let _ = write!(self.text, "{title} ");
        }
        for attribute in &component.attributes {
            if let AttributeValue::Expression(Expression::Markup(nodes)) = &attribute.value {
                self.nodes(nodes, holder);
                self.text.push(' ');
            }
        }
        self.nodes(&node.children, holder);
    }

    fn partial(&mut self, partial: SourceId, component: &Component<'_>, node: &Node<'_>, holder: &Holder<'_>) {
        let Subject { texts, partials, words, .. } = *self.subject;
        let known = partials.iter().find(|known| known.source == partial);
        let toc = holder.toc.partials.get(node.numbers.partial);
        let (Some(known), Some((_, toc)), Ok(text)) = (known, toc, texts.text(partial)) else { return };
        // Tags are walked where they are placed.
        let mut variables = holder.scope.given(component, node.numbers.of(holder.uses), |_| String::new());
        variables.push(Variable::rendered("children", String::new()));
        let (body, mdx) = texts.body(partial);
        parse::with_body(partial, &text, body, mdx, |document| {
            let scope = Scope { page: words, document: &document.value, variables: variables.into() };
            let inner = Holder { toc, uses: &known.uses, scope, given: Some((component, node, holder)) };
            self.nodes(&document.value.nodes, &inner);
            if !facts::places_children(&document.value.nodes) {
                self.nodes(&node.children, holder);
            }
        });
    }

    /// Ends the text below a heading; before the first one it belongs to the page.
    fn section(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.add(&text, TEXT);
        if let Some((anchor, label)) = self.open.take() {
            self.show("", &anchor, &label, &text);
        }
    }
}
