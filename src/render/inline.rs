//! Texts from front matter, settings and schemas: inline Markdown whose HTML is text.

use crate::model::document::{Node, NodeKind};
use crate::model::links::{Prose, Target};
use crate::model::source::SourceId;
use crate::parse::{facts, markdown, uses};

use super::escape;

/// A text as HTML, with its links.
#[must_use]
pub fn prose_html(prose: &Prose) -> String {
    if prose.links.is_empty() && is_plain(&prose.markdown) {
        let mut out = String::with_capacity(prose.markdown.len());
        escape::text(&prose.markdown, &mut out);
        return out;
    }
    let document = markdown::inline(SourceId(0), &prose.markdown);
    let mut writer = Writer { links: &prose.links, out: String::new() };
    writer.blocks(&document.nodes);
    writer.out
}

/// Whether Markdown is sure to find nothing in a text, links aside.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    const MARKS: [char; 13] = ['`', '*', '_', '[', ']', '<', '>', '&', '\\', '~', '\n', '!', '|'];
    let starts_block = |c: char| matches!(c, '#' | '-' | '+' | '=' | ' ' | '\t' | ':') || c.is_ascii_digit();
    !text.contains(MARKS) && !text.starts_with(starts_block)
}

/// A text without its marks.
#[must_use]
pub fn plain(text: &str) -> String {
    if is_plain(text) {
        return text.trim_end().to_owned();
    }
    facts::plain(&markdown::inline(SourceId(0), text).nodes)
}

struct Writer<'p> {
    links: &'p [Target],
    out: String,
}

impl Writer<'_> {
    /// The paragraphs of a text stand one after the other, with a break between them.
    fn blocks(&mut self, nodes: &[Node<'_>]) {
        for (number, node) in nodes.iter().enumerate() {
            if number > 0 {
                self.out.push_str("<br>");
            }
            match &node.kind {
                NodeKind::Paragraph | NodeKind::Heading { .. } => self.nodes(&node.children),
                _ => self.node(node),
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn wrap(&mut self, tag: &str, nodes: &[Node<'_>]) {
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
        self.nodes(nodes);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn node(&mut self, node: &Node<'_>) {
        match &node.kind {
            NodeKind::Text(text) | NodeKind::HtmlInline(text) | NodeKind::HtmlBlock(text) => {
                escape::text(text, &mut self.out);
            }
            NodeKind::Code(text) => {
                self.out.push_str("<code>");
                escape::text(text, &mut self.out);
                self.out.push_str("</code>");
            }
            NodeKind::CodeBlock { text, .. } => {
                self.out.push_str("<code>");
                escape::text(text.trim_end(), &mut self.out);
                self.out.push_str("</code>");
            }
            NodeKind::Emphasis => self.wrap("em", &node.children),
            NodeKind::Strong => self.wrap("strong", &node.children),
            NodeKind::Strike => self.wrap("del", &node.children),
            NodeKind::SoftBreak => self.out.push(' '),
            NodeKind::HardBreak => self.out.push_str("<br>"),
            NodeKind::Link(link) => {
                let href = match node.numbers.of(self.links) {
                    [Target::Address(href) | Target::Page { href }] => Some(href.as_str()),
                    _ => None,
                };
                match href {
                    Some(href) => {
                        self.out.push_str("<a href=\"");
                        escape::html(href, &mut self.out);
                        if !link.title.is_empty() {
                            self.out.push_str("\" title=\"");
                            escape::html(&link.title, &mut self.out);
                        }
                        self.out.push_str("\">");
                        self.nodes(&node.children);
                        self.out.push_str("</a>");
                    }
                    None => self.nodes(&node.children),
                }
            }
            NodeKind::List { .. } => self.list(&node.children),
            NodeKind::FootnoteReference(label) => {
                self.out.push('[');
                escape::text(label, &mut self.out);
                self.out.push(']');
            }
            // An image in a line of text is its words.
            _ => self.nodes(&node.children),
        }
    }

    fn list(&mut self, items: &[Node<'_>]) {
        for item in items {
            self.out.push_str(if self.out.is_empty() { "• " } else { "<br>• " });
            for node in &item.children {
                self.blocks(std::slice::from_ref(node));
            }
        }
    }
}

/// A text as Markdown for the twin, in one line: links as they are published, and HTML kept from being any.
#[must_use]
pub fn prose_markdown(prose: &Prose) -> String {
    let mut edits = Vec::new();
    if !prose.links.is_empty() || prose.markdown.contains('<') {
        let document = markdown::inline(SourceId(0), &prose.markdown);
        collect_edits(&document.nodes, &prose.markdown, &prose.links, &mut edits);
    }
    let mut text = String::with_capacity(prose.markdown.len());
    let mut from = 0;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    for (range, words) in edits {
        if range.start >= from {
            text.push_str(&prose.markdown[from..range.start]);
            text.push_str(&words);
            from = range.end;
        }
    }
    text.push_str(&prose.markdown[from..]);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect_edits(nodes: &[Node<'_>], text: &str, links: &[Target], edits: &mut Vec<(std::ops::Range<usize>, String)>) {
    for node in nodes {
        match &node.kind {
            // HTML in a text from data is text.
            NodeKind::Text(_) => {
                let angles = text.get(node.span.range()).unwrap_or_default().match_indices('<');
                let angles = angles.map(|(at, _)| node.span.start as usize + at);
                let plain = angles.filter(|at| !text[..*at].ends_with('\\'));
                edits.extend(plain.map(|at| (at..at, "\\".to_owned())));
            }
            NodeKind::Link(link) | NodeKind::Image(link) => {
                let address = uses::address(text, node.span, &link.url);
                if let ([Target::Address(href) | Target::Page { href } | Target::Image { href, .. }], true) =
                    (node.numbers.of(links), address != node.span)
                {
                    edits.push((address.range(), href.clone()));
                }
            }
            _ => {}
        }
        collect_edits(&node.children, text, links, edits);
    }
}
