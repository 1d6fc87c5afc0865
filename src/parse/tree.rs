//! The syntax tree of a page, counted and written out for comparison with other parsers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::model::document::{AttributeValue, Document, Expression, Node, NodeKind, Stand};

/// How often each kind of node stands in a tree, by the names that unified's syntax trees have for them.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub jsx_flow: usize,
    pub jsx_text: usize,
    pub attributes: usize,
    pub expr_flow: usize,
    pub expr_text: usize,
    pub esm: usize,
    pub heading: usize,
    pub code: usize,
    pub inline_code: usize,
    pub list: usize,
    pub table: usize,
    pub link: usize,
    pub image: usize,
    pub blockquote: usize,
    pub max_jsx_depth: usize,
}

/// The counts, and how often each component stands.
#[must_use]
pub fn counts(document: &Document<'_>) -> (Counts, BTreeMap<String, usize>) {
    let mut counts = Counts::default();
    let mut components = BTreeMap::new();
    count(&document.nodes, 0, &mut counts, &mut components);
    (counts, components)
}

fn count(nodes: &[Node<'_>], depth: usize, counts: &mut Counts, components: &mut BTreeMap<String, usize>) {
    for node in nodes {
        let mut inner = depth;
        match &node.kind {
            NodeKind::Heading { .. } => counts.heading += 1,
            NodeKind::Quote(_) => counts.blockquote += 1,
            NodeKind::CodeBlock { .. } => counts.code += 1,
            NodeKind::Code(_) => counts.inline_code += 1,
            NodeKind::List { .. } => counts.list += 1,
            NodeKind::Table(_) => counts.table += 1,
            NodeKind::Link(link) => counts.link += usize::from(link.form != crate::model::document::LinkForm::Label),
            NodeKind::Image(link) => {
                counts.image += usize::from(link.form != crate::model::document::LinkForm::Label);
                // What stands in an image is its text, not nodes.
                continue;
            }
            NodeKind::Component(component) => {
                match component.stand {
                    Stand::Flow => counts.jsx_flow += 1,
                    Stand::Text => counts.jsx_text += 1,
                }
                counts.attributes += component.attributes.len();
                inner += 1;
                counts.max_jsx_depth = counts.max_jsx_depth.max(inner);
                if !component.name.is_empty() {
                    *components.entry(component.name.to_string()).or_default() += 1;
                }
            }
            NodeKind::Expression { stand, .. } => match stand {
                Stand::Flow => counts.expr_flow += 1,
                Stand::Text => counts.expr_text += 1,
            },
            NodeKind::Modules => counts.esm += 1,
            _ => {}
        }
        count(&node.children, inner, counts, components);
    }
}

/// The tree as indented lines: kind, what it holds, and its range.
#[must_use]
pub fn outline(document: &Document<'_>) -> String {
    let mut text = String::new();
    write_nodes(&document.nodes, 0, &mut text);
    text
}

fn write_nodes(nodes: &[Node<'_>], depth: usize, text: &mut String) {
    for node in nodes {
        let _ = writeln!(
            text,
            "{:indent$}{} [{}..{}]",
            "",
            label(&node.kind),
            node.span.start,
            node.span.end,
            indent = depth * 2
        );
        if let NodeKind::Component(component) = &node.kind {
            for attribute in &component.attributes {
                let span = attribute.value_span;
                let value = match &attribute.value {
                    AttributeValue::Flag => "true".to_owned(),
                    AttributeValue::Text(value) => format!("{value:?}"),
                    AttributeValue::Expression(value) => expression(value),
                };
                let name = if attribute.name.is_empty() { "..." } else { &attribute.name };
                let _ = writeln!(
                    text,
                    "{:indent$}@{name} = {value} [{}..{}]",
                    "",
                    span.start,
                    span.end,
                    indent = depth * 2 + 2
                );
                if let AttributeValue::Expression(Expression::Markup(nodes)) = &attribute.value {
                    write_nodes(nodes, depth + 2, text);
                }
            }
        }
        write_nodes(&node.children, depth + 1, text);
    }
}

fn expression(value: &Expression<'_>) -> String {
    match value {
        Expression::Empty => "{}".to_owned(),
        Expression::Literal(value) => {
            format!("{{{}}}", serde_json::to_string(value).unwrap_or_default())
        }
        Expression::Name(path) => format!("{{{}}}", path.join(".")),
        Expression::Markup(_) => "{<…>}".to_owned(),
        Expression::Unsupported(source) => format!("{{?{source}}}"),
    }
}

fn label(kind: &NodeKind<'_>) -> String {
    match kind {
        NodeKind::Paragraph => "paragraph".to_owned(),
        NodeKind::Heading { level, id, .. } => match id {
            Some(id) => format!("heading {level} #{id}"),
            None => format!("heading {level}"),
        },
        NodeKind::Quote(None) => "quote".to_owned(),
        NodeKind::Quote(Some(alert)) => format!("quote {alert:?}").to_lowercase(),
        NodeKind::CodeBlock { info, text, .. } => format!("code {info:?} {text:?}"),
        NodeKind::List { start: None } => "list".to_owned(),
        NodeKind::List { start: Some(start) } => format!("list from {start}"),
        NodeKind::Item { task: None } => "item".to_owned(),
        NodeKind::Item { task: Some(done) } => {
            format!("item {}", if *done { "[x]" } else { "[ ]" })
        }
        NodeKind::FootnoteDefinition(label) => format!("footnote {label}"),
        NodeKind::DefinitionList => "definitions".to_owned(),
        NodeKind::DefinitionTerm => "term".to_owned(),
        NodeKind::DefinitionDetail => "detail".to_owned(),
        NodeKind::Table(alignments) => format!("table of {}", alignments.len()),
        NodeKind::TableHead => "head".to_owned(),
        NodeKind::TableRow => "row".to_owned(),
        NodeKind::TableCell => "cell".to_owned(),
        NodeKind::Rule => "rule".to_owned(),
        NodeKind::HtmlBlock(html) => format!("html {html:?}"),
        NodeKind::Emphasis => "emphasis".to_owned(),
        NodeKind::Strong => "strong".to_owned(),
        NodeKind::Strike => "strike".to_owned(),
        NodeKind::Link(link) => format!("link {:?}", link.url),
        NodeKind::Image(link) => format!("image {:?}", link.url),
        NodeKind::Text(text) => format!("text {text:?}"),
        NodeKind::Code(text) => format!("inline code {text:?}"),
        NodeKind::FootnoteReference(label) => format!("footnote reference {label}"),
        NodeKind::SoftBreak => "soft break".to_owned(),
        NodeKind::HardBreak => "hard break".to_owned(),
        NodeKind::HtmlInline(html) => format!("inline html {html:?}"),
        NodeKind::Component(component) => format!("<{}> {:?}", component.name, component.stand).to_lowercase_stand(),
        NodeKind::Expression { value, stand } => {
            format!("expression {} {stand:?}", expression(value)).to_lowercase_stand()
        }
        NodeKind::Modules => "modules".to_owned(),
    }
}

/// `Flow` and `Text` at the end of a label are written small; names before them keep their case.
trait LowerStand {
    fn to_lowercase_stand(self) -> String;
}

impl LowerStand for String {
    fn to_lowercase_stand(self) -> String {
        if let Some(rest) = self.strip_suffix("Flow") {
            return format!("{rest}flow");
        }
        self.strip_suffix("Text").map_or(self.clone(), |rest| format!("{rest}text"))
    }
}
