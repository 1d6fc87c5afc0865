//! The Markdown twin of a page: everything that a reader of the page gets, for machines and for copying.
//!
//! All languages, every sample, every field, every link. Here stand its blocks; what stands in a line, components and
//! entries have files of their own.

mod component;
mod line;
mod reference;

use std::fmt::Write as _;

use crate::index::PageRecord;
use crate::model::document::{Alert, Document, Expression, Node, NodeKind, Stand};
use crate::model::links::{Links, Target};
use crate::parse::facts;

use super::body::html_with_links;
use super::scope::{PageWords, Scope};
use super::{Renderer, code, escape, inline};
pub(super) use reference::used_by;

#[must_use]
pub fn page(
    render: &Renderer<'_>,
    record: &PageRecord,
    links: &Links,
    document: &Document<'_>,
    words: &PageWords,
    below: u8,
) -> String {
    let out = links.lead.as_ref().map(|lead| format!("{}\n\n", inline::prose_markdown(lead))).unwrap_or_default();
    let mut twin = Twin {
        render,
        scope: Scope::new(words, document),
        links,
        uses: &links.uses,
        title_heading: record.title_heading,
        below,
        level: 1 + below,
        title: None,
        out,
        indent: String::new(),
        depth: 0,
    };
    twin.blocks(&document.nodes);
    twin.reference();
    let title = twin.title.unwrap_or_else(|| title(record));
    let marks = "#".repeat(1 + usize::from(below));
    format!("{}\n", format!("{marks} {title}\n\n{}", twin.out).trim_end())
}

/// The title of a page, as Markdown.
pub(super) fn title(record: &PageRecord) -> String {
    escape::as_markdown(&escape::line(&record.title))
}

struct Twin<'t> {
    render: &'t Renderer<'t>,
    scope: Scope<'t>,
    links: &'t Links,
    uses: &'t [Target],
    /// Which heading of the page itself stands as its title.
    title_heading: Option<usize>,
    /// What that says.
    title: Option<String>,
    /// How much deeper its headings are than on a page of its own.
    below: u8,
    /// The level of the last one.
    level: u8,
    out: String,
    /// What stands before each further line: `> `, or the width of a list's mark.
    indent: String,
    depth: usize,
}

impl Twin<'_> {
    fn blocks(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.block(node);
        }
    }

    fn push_block(&mut self, text: &str) {
        let mut lines = text.trim_end().lines();
        let Some(first) = lines.next() else { return };
        self.out.push_str(first);
        for line in lines {
            self.out.push('\n');
            if line.is_empty() {
                self.out.push_str(self.indent.trim_end());
            } else {
                self.out.push_str(&self.indent);
                self.out.push_str(line);
            }
        }
        self.end_block();
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.push_block(&format!("{} {text}", "#".repeat(usize::from(level))));
    }

    fn code(&mut self, language: &str, title: &str, text: &str) {
        self.push_block(&fenced(language, title, text));
    }

    fn end_block(&mut self) {
        self.out.push('\n');
        self.out.push_str(self.indent.trim_end());
        self.out.push('\n');
        self.out.push_str(&self.indent);
    }

    fn block(&mut self, node: &Node<'_>) {
        if let Some(level) = facts::heading_level(node) {
            let text = self.line(&node.children);
            if self.title_heading == Some(node.numbers.heading) && self.depth == 0 {
                self.title = Some(text).filter(|text| !text.is_empty());
            } else {
                self.level = (level.max(2) + self.below).min(6);
                self.heading(self.level, &text);
            }
            return;
        }
        match &node.kind {
            NodeKind::CodeBlock { info, text, .. } => {
                let mut marks = code::marks(info);
                let text = code::stripped(text, &mut marks);
                self.code(&marks.language, marks.title.as_deref().unwrap_or(""), &text);
            }
            NodeKind::Quote(alert) => {
                let first = alert
                    .map_or_else(|| "> ".to_owned(), |alert| format!("> [!{}]\n{}> ", alert_word(alert), self.indent));
                self.nested(&first, "> ", &node.children);
            }
            NodeKind::List { start } => self.list(*start, node),
            NodeKind::Table(_) => self.table(node),
            NodeKind::Rule => self.push_block("---"),
            NodeKind::HtmlBlock(html) => {
                self.push_block(&html_with_links(html, self.targets(node), self.scope.page));
            }
            NodeKind::FootnoteDefinition(label) => {
                let mark = format!("[^{}{label}]: ", self.scope.page.prefix);
                self.nested(&mark, "    ", &node.children);
            }
            NodeKind::DefinitionTerm => {
                let text = self.line(&node.children);
                self.push_block(&format!("**{text}**"));
            }
            NodeKind::Component(component) => self.component(component, node),
            NodeKind::Modules | NodeKind::Expression { value: Expression::Empty, .. } => {}
            NodeKind::Paragraph => {
                if facts::holds_only_blocks(node) {
                    self.blocks(&node.children);
                } else {
                    let text = self.line(&node.children);
                    self.push_block(&text);
                }
            }
            NodeKind::DefinitionList | NodeKind::DefinitionDetail => self.blocks(&node.children),
            _ => {
                let text = self.line(std::slice::from_ref(node));
                if !text.trim().is_empty() {
                    self.push_block(&text);
                }
            }
        }
    }

    fn nested(&mut self, first: &str, further: &str, nodes: &[Node<'_>]) {
        self.out.push_str(first);
        let before = self.indent.len();
        self.indent.push_str(further);
        if nodes.iter().any(|node| is_block(&node.kind)) {
            self.mixed(nodes);
        } else {
            let text = self.line(nodes);
            self.push_block(&text);
        }
        self.indent.truncate(before);
        self.trim_to_line();
        self.end_block();
    }

    /// Tight items hold bare text beside blocks.
    fn mixed(&mut self, nodes: &[Node<'_>]) {
        let mut from = 0;
        for (at, node) in nodes.iter().enumerate() {
            if is_block(&node.kind) {
                if at > from {
                    let text = self.line(&nodes[from..at]);
                    self.push_block(&text);
                }
                self.block(node);
                from = at + 1;
            }
        }
        if from < nodes.len() {
            let text = self.line(&nodes[from..]);
            self.push_block(&text);
        }
    }

    /// Takes back what stands after the last word, so that the next block starts on a line of its own.
    fn trim_to_line(&mut self) {
        let length = self.out.trim_end_matches([' ', '\n', '>']).len();
        self.out.truncate(length);
    }

    fn list(&mut self, start: Option<u64>, node: &Node<'_>) {
        for (number, item) in node.children.iter().enumerate() {
            let mark = start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start + number as u64));
            let task = match &item.kind {
                NodeKind::Item { task: Some(true) } => "[x] ",
                NodeKind::Item { task: Some(false) } => "[ ] ",
                _ => "",
            };
            self.out.push_str(&mark);
            self.out.push_str(task);
            let before = self.indent.len();
            self.indent.push_str(&" ".repeat(mark.len()));
            self.mixed(&item.children);
            self.indent.truncate(before);
            self.trim_to_line();
            self.out.push('\n');
            self.out.push_str(&self.indent);
        }
        self.trim_to_line();
        self.end_block();
    }

    fn table(&mut self, node: &Node<'_>) {
        let mut text = String::new();
        for (number, row) in node.children.iter().enumerate() {
            text.push('|');
            for cell in &row.children {
                let words = in_cell(&self.line(&cell.children));
                let _ = write!(text, " {words} |");
            }
            text.push('\n');
            if number == 0 {
                text.push('|');
                for _ in &row.children {
                    text.push_str(" --- |");
                }
                text.push('\n');
            }
        }
        self.push_block(&text);
    }
}

fn alert_word(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "NOTE",
        Alert::Tip => "TIP",
        Alert::Important => "IMPORTANT",
        Alert::Warning => "WARNING",
        Alert::Caution => "CAUTION",
    }
}

fn is_block(kind: &NodeKind<'_>) -> bool {
    match kind {
        NodeKind::Paragraph
        | NodeKind::Heading { .. }
        | NodeKind::Quote(_)
        | NodeKind::CodeBlock { .. }
        | NodeKind::List { .. }
        | NodeKind::Item { .. }
        | NodeKind::FootnoteDefinition(_)
        | NodeKind::DefinitionList
        | NodeKind::DefinitionTerm
        | NodeKind::DefinitionDetail
        | NodeKind::Table(_)
        | NodeKind::TableHead
        | NodeKind::TableRow
        | NodeKind::TableCell
        | NodeKind::Rule
        | NodeKind::HtmlBlock(_)
        | NodeKind::Modules => true,
        NodeKind::Component(component) => component.stand == Stand::Flow,
        NodeKind::Expression { stand, .. } => *stand == Stand::Flow,
        NodeKind::Emphasis
        | NodeKind::Strong
        | NodeKind::Strike
        | NodeKind::Link(_)
        | NodeKind::Image(_)
        | NodeKind::Text(_)
        | NodeKind::Code(_)
        | NodeKind::FootnoteReference(_)
        | NodeKind::SoftBreak
        | NodeKind::HardBreak
        | NodeKind::HtmlInline(_) => false,
    }
}

/// A text in one cell of a table: on one line, and with no bar that would end the cell, not even in code.
fn in_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_escaped = false;
    for c in text.chars() {
        if c == '|' && !is_escaped {
            out.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// An address as it can stand in parentheses.
pub(super) fn address(href: &str) -> String {
    if href.contains([' ', '(', ')', '<', '>']) {
        format!("<{}>", href.replace('<', "%3C").replace('>', "%3E"))
    } else {
        href.to_owned()
    }
}

/// A block of code, with as many backticks as it takes.
pub(super) fn fenced(language: &str, title: &str, text: &str) -> String {
    let longest =
        text.lines().map(|line| line.trim_start().chars().take_while(|c| *c == '`').count()).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let title = match escape::line(&title.replace('"', "'")) {
        title if title.is_empty() => title,
        title => format!(" title=\"{title}\""),
    };
    let text = text.strip_suffix('\n').unwrap_or(text);
    format!("{fence}{language}{title}\n{text}\n{fence}")
}
