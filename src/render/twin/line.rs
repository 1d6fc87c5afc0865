//! What stands in a line of the twin: words, links, expressions, and components among words.

use std::fmt::Write as _;

use super::{Twin, address};
use crate::model::document::{AttributeValue, Component, Expression, LinkForm, Node, NodeKind};
use crate::model::links::Target;
use crate::render::body::html_with_links;
use crate::render::escape;
use crate::render::scope::Form;

impl<'t> Twin<'t> {
    /// Nodes in one piece, with nothing around them.
    pub(super) fn line(&self, nodes: &[Node<'_>]) -> String {
        let mut text = String::new();
        self.inline(nodes, &mut text);
        text.trim().to_owned()
    }

    fn inline(&self, nodes: &[Node<'_>], out: &mut String) {
        for node in nodes {
            match &node.kind {
                NodeKind::Text(text) => escape::markdown(text, out),
                NodeKind::Code(text) => out.push_str(&escape::code_span(text)),
                NodeKind::SoftBreak => out.push('\n'),
                NodeKind::HardBreak => out.push_str("\\\n"),
                NodeKind::Emphasis => self.around("*", &node.children, out),
                NodeKind::Strong => self.around("**", &node.children, out),
                NodeKind::Strike => self.around("~~", &node.children, out),
                NodeKind::Link(link) => {
                    let href = self.href(node).unwrap_or_else(|| link.url.to_string());
                    let mut words = String::new();
                    self.inline(&node.children, &mut words);
                    keep_from_image(out);
                    if link.form == LinkForm::Auto && href == link.url.as_ref() {
                        out.push_str(&href);
                    } else if link.title.is_empty() {
                        let _ = write!(out, "[{words}]({})", address(&href));
                    } else {
                        let _ = write!(out, "[{words}]({} \"{}\")", address(&href), link.title.replace('"', "\\\""));
                    }
                }
                NodeKind::Image(link) => {
                    let href = self.href(node).unwrap_or_else(|| link.url.to_string());
                    let mut words = String::new();
                    self.inline(&node.children, &mut words);
                    let _ = write!(out, "![{words}]({})", address(&href));
                }
                NodeKind::FootnoteReference(label) => {
                    let _ = write!(out, "[^{}{label}]", self.scope.page.prefix);
                }
                NodeKind::HtmlInline(html) => {
                    out.push_str(&html_with_links(html, self.targets(node), self.scope.page));
                }
                NodeKind::Expression { value, .. } => self.expression(value, out),
                NodeKind::Component(component) => self.inline_component(component, node, out),
                _ => self.inline(&node.children, out),
            }
        }
    }

    fn around(&self, mark: &str, nodes: &[Node<'_>], out: &mut String) {
        out.push_str(mark);
        self.inline(nodes, out);
        out.push_str(mark);
    }

    /// The address that a node leads to.
    pub(super) fn href(&self, node: &Node<'_>) -> Option<String> {
        let targets = self.targets(node);
        if let NodeKind::Component(component) = &node.kind {
            let mut addresses =
                (0..component.attributes.len()).filter_map(|number| self.scope.address(component, number, targets));
            return addresses.find(|href| !href.is_empty());
        }
        targets.first()?.href().map(str::to_owned)
    }

    fn expression(&self, value: &Expression<'_>, out: &mut String) {
        match value {
            Expression::Empty => {}
            Expression::Literal(value) => escape::markdown(&value.shown(), out),
            Expression::Name(path) => match self.scope.value(path) {
                Some(known) if known.form() == Form::Rendered => out.push_str(&known.text()),
                Some(known) => escape::markdown(&known.text(), out),
                None => {}
            },
            Expression::Markup(nodes) => self.inline(nodes, out),
            Expression::Unsupported(source) => out.push_str(&escape::code_span(&format!("{{{source}}}"))),
        }
    }

    pub(super) fn attribute(&self, component: &Component<'_>, name: &str) -> Option<String> {
        let value = &component.attribute(name)?.value;
        let is_none = matches!(value, AttributeValue::Expression(Expression::Markup(_) | Expression::Unsupported(_)));
        (!is_none).then(|| self.scope.shown(value))
    }

    pub(super) fn targets(&self, node: &Node<'_>) -> &'t [Target] {
        node.numbers.of(self.uses)
    }

    /// An attribute as Markdown that shows it.
    pub(super) fn words(&self, component: &Component<'_>, name: &str) -> Option<String> {
        match &component.attribute(name)?.value {
            AttributeValue::Expression(Expression::Markup(nodes)) => Some(self.line(nodes)),
            _ => Some(escape::as_markdown(&self.attribute(component, name)?)),
        }
    }

    /// The text of nodes, for code.
    fn plain(&self, nodes: &[Node<'_>]) -> String {
        let text = |node: &Node<'_>| match &node.kind {
            NodeKind::Text(text) | NodeKind::Code(text) => text.to_string(),
            NodeKind::SoftBreak | NodeKind::HardBreak => " ".to_owned(),
            NodeKind::Expression { value: Expression::Literal(value), .. } => value.shown(),
            NodeKind::Expression { value: Expression::Name(path), .. } => {
                self.scope.value(path).map(|known| known.text().into_owned()).unwrap_or_default()
            }
            _ => self.plain(&node.children),
        };
        nodes.iter().map(text).collect()
    }

    fn inline_component(&self, component: &Component<'_>, node: &Node<'_>, out: &mut String) {
        if let Some(Target::Include { partial }) = self.targets(node).last() {
            out.push_str(self.partial(*partial, component, node).0.trim());
            return;
        }
        let href = self.href(node);
        let mut words = String::new();
        self.inline(&node.children, &mut words);
        match (component.name.as_ref(), href) {
            ("code" | "kbd", _) => out.push_str(&escape::code_span(&self.plain(&node.children))),
            ("img", Some(href)) => {
                let alt = self.words(component, "alt").unwrap_or_default();
                let _ = write!(out, "![{alt}]({})", address(&href));
            }
            (_, Some(href)) => {
                let title = || self.words(component, "title").unwrap_or_default();
                let words = if words.is_empty() { title() } else { words };
                keep_from_image(out);
                let _ = write!(out, "[{words}]({})", address(&href));
            }
            ("br", None) => out.push_str("\\\n"),
            ("Tooltip", None) => {
                let tip = self.words(component, "tip").unwrap_or_default();
                let _ = write!(out, "{words} ({tip})");
            }
            _ => {
                if words.is_empty() {
                    let mut named = ["title", "text", "tip", "label"].into_iter();
                    words = named.find_map(|name| self.words(component, name)).unwrap_or_default();
                }
                out.push_str(&words);
            }
        }
    }
}

/// A `!` right before a link would make it a picture.
fn keep_from_image(before: &mut String) {
    if before.ends_with('!') {
        before.insert(before.len() - 1, '\\');
    }
}
