//! The tree of a body to HTML.
//!
//! Walks the tree once, and takes what its nodes stand for from `Links`, by their numbers. Components are rendered from
//! the inside out.

mod arguments;
mod components;
mod footnotes;
mod images;
mod partials;
mod samples;
mod tables;

use std::fmt::Write as _;

use crate::index::Toc;
use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::document::{Alert, Expression, Link, LinkForm, Node, NodeKind, Stand};
use crate::model::links::{Partial, Target};
use crate::model::place::{Place, Span};
use crate::model::source::SourceId;
use crate::near::near;
use crate::parse::{self, facts, uses};

use super::card::CardView;
use super::feed::Update;
use super::scope::{Form, PageWords, Scope};
use super::templates::Given;
use super::{Renderer, escape};
use footnotes::Footnotes;

/// Where a walk is among the headings of a page.
#[derive(Debug, Clone, Copy)]
pub struct Headings<'h> {
    pub toc: &'h Toc,
    /// How much deeper than on a page of its own.
    pub below: u8,
    /// Levels are those of the author, for a body that stands in no page.
    pub as_written: bool,
}

/// The state of one walk.
pub struct Body<'w> {
    pub render: &'w Renderer<'w>,
    pub source: SourceId,
    pub scope: Scope<'w>,
    pub uses: &'w [Target],
    pub partials: &'w [Partial],
    pub headings: Headings<'w>,
    pub out: String,
    /// The tabs that are being rendered are languages of the site: which ones, and those that share the first.
    pub tabs: Vec<TabLanguages>,
    /// Lists are trees of files.
    pub in_tree: bool,
    pub whole: Whole,
}

/// What is kept from the first word of a page to its last, through all partials.
#[derive(Default)]
pub struct Whole {
    /// The level of the last heading written; none may be skipped.
    pub level: u8,
    /// Method and path of the page's first entry, if it has them.
    pub endpoint: Option<String>,
    /// What a heading that was left out holds: the page's title.
    pub title: String,
    pub footnotes: Footnotes,
    pub has_variants: bool,
    pub images: usize,
    /// The statuses of responses that have their anchor already.
    pub statuses: Vec<u16>,
    /// Entries of a changelog.
    pub updates: Vec<Update>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The language of each tab in a row of tabs; empty if they are no languages.
#[derive(Debug, Clone, Default)]
pub struct TabLanguages {
    /// In the order of the tabs; the languages that have none are with the first.
    scopes: Vec<String>,
    next: usize,
}

impl<'w> Body<'w> {
    /// A walk that has not begun, and that knows of nothing elsewhere.
    #[must_use]
    pub fn new(render: &'w Renderer<'w>, source: SourceId, scope: Scope<'w>, headings: Headings<'w>) -> Self {
        Self {
            render,
            source,
            scope,
            uses: &[],
            partials: &[],
            headings,
            out: String::new(),
            tabs: Vec::new(),
            in_tree: false,
            whole: Whole { level: 1 + headings.below, ..Whole::default() },
        }
    }
}

impl<'w> Body<'w> {
    pub fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.node(node);
        }
    }

    /// Nodes that stand below each other, outside of any component.
    pub fn blocks(&mut self, nodes: &[Node<'_>]) {
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            let row = nodes[at..].iter().take_while(|node| self.is_flow_text(node)).count();
            if row > 0 {
                self.flow_texts(&nodes[at..at + row]);
                at += row;
            } else {
                self.node(node);
                at += 1;
            }
        }
    }

    /// A text between braces that stands on a line of its own: a paragraph, though no Markdown made it one.
    fn is_flow_text(&self, node: &Node<'_>) -> bool {
        match &node.kind {
            NodeKind::Expression { value: Expression::Literal(_) | Expression::Unsupported(_), stand } => {
                *stand == Stand::Flow
            }
            NodeKind::Expression { value: Expression::Name(path), stand } => {
                *stand == Stand::Flow && self.scope.value(path).is_none_or(|known| known.form() != Form::Rendered)
            }
            _ => false,
        }
    }

    fn flow_texts(&mut self, row: &[Node<'_>]) {
        self.out.push_str("<p>");
        for (number, node) in row.iter().enumerate() {
            if number > 0 {
                self.out.push(' ');
            }
            self.node(node);
        }
        self.out.push_str("</p>\n");
    }

    /// Renders nodes apart from what is written so far.
    pub fn apart(&mut self, nodes: &[Node<'_>]) -> String {
        let before = std::mem::take(&mut self.out);
        self.nodes(nodes);
        std::mem::replace(&mut self.out, before)
    }

    /// The same for a block of its own.
    pub fn block(&mut self, node: &Node<'_>) -> String {
        let before = std::mem::take(&mut self.out);
        self.blocks(std::slice::from_ref(node));
        std::mem::replace(&mut self.out, before)
    }

    fn wrap(&mut self, tag: &str, nodes: &[Node<'_>]) {
        self.out.extend(["<", tag, ">"]);
        self.nodes(nodes);
        self.out.extend(["</", tag, ">"]);
    }

    /// What a node's own uses stand for.
    fn targets(&self, node: &Node<'_>) -> &'w [Target] {
        node.numbers.of(self.uses)
    }

    pub fn node(&mut self, node: &Node<'_>) {
        match &node.kind {
            NodeKind::Paragraph => self.paragraph(node),
            NodeKind::Heading { level, classes, .. } => self.heading(*level, classes, node),
            NodeKind::Quote(alert) => self.quote(*alert, node),
            NodeKind::CodeBlock { info, text, .. } => self.fence(info, text, node),
            NodeKind::List { start } => self.list(*start, node),
            NodeKind::Item { task } => self.item(*task, node),
            NodeKind::FootnoteDefinition(label) => {
                let text = self.apart(&node.children);
                self.whole.footnotes.define(label, text);
            }
            NodeKind::DefinitionList => self.wrap("dl", &node.children),
            NodeKind::DefinitionTerm => self.wrap("dt", &node.children),
            NodeKind::DefinitionDetail => self.wrap("dd", &node.children),
            NodeKind::Table(alignments) => self.table(alignments, node),
            // Parts of a table are written by the table.
            NodeKind::TableHead | NodeKind::TableRow | NodeKind::TableCell => self.nodes(&node.children),
            NodeKind::Rule => self.out.push_str("<hr>"),
            NodeKind::HtmlBlock(html) | NodeKind::HtmlInline(html) => {
                self.out.push_str(&html_with_links(html, self.targets(node), self.scope.page));
            }
            NodeKind::Emphasis => self.wrap("em", &node.children),
            NodeKind::Strong => self.wrap("strong", &node.children),
            NodeKind::Strike => self.wrap("del", &node.children),
            NodeKind::Link(link) => self.link(link, node),
            NodeKind::Image(link) => self.image(link, node),
            NodeKind::Text(text) => escape::text(text, &mut self.out),
            NodeKind::Code(text) => {
                self.out.push_str("<code>");
                escape::text(text, &mut self.out);
                self.out.push_str("</code>");
            }
            NodeKind::FootnoteReference(label) => {
                let (number, time) = self.whole.footnotes.number(label);
                let (prefix, slug) = (&self.scope.page.prefix, parse::slug::slug(label));
                let id = if time == 1 { format!(" id=\"{prefix}fnref-{slug}\"") } else { String::new() };
                let _ = write!(self.out, "<sup><a href=\"#{prefix}fn-{slug}\"{id}>{number}</a></sup>");
            }
            NodeKind::SoftBreak => self.out.push('\n'),
            NodeKind::HardBreak => self.out.push_str("<br>\n"),
            NodeKind::Component(component) => self.component(component, node),
            NodeKind::Expression { value, .. } => self.expression(value, node),
            NodeKind::Modules => {}
        }
    }

    /// A paragraph that holds nothing but blocks is none, and one that holds blocks among its words ends before each.
    fn paragraph(&mut self, node: &Node<'_>) {
        let empty = node.children.iter().all(|child| match &child.kind {
            NodeKind::Text(text) => text.trim().is_empty(),
            NodeKind::SoftBreak | NodeKind::Expression { value: Expression::Empty, .. } => true,
            _ => false,
        });
        if empty || facts::holds_only_blocks(node) {
            self.nodes(&node.children);
        } else if node.children.iter().any(|child| matches!(child.kind, NodeKind::Component(_))) {
            let mut words = String::new();
            for child in &node.children {
                let html = self.apart(std::slice::from_ref(child));
                if matches!(child.kind, NodeKind::Component(_)) && escape::starts_block(&html) {
                    self.words(&words);
                    words.clear();
                    self.out.push_str(html.trim());
                    self.out.push('\n');
                } else {
                    words.push_str(&html);
                }
            }
            self.words(&words);
        } else {
            self.wrap("p", &node.children);
        }
        self.out.push('\n');
    }

    fn words(&mut self, html: &str) {
        if !html.trim().is_empty() {
            let _ = writeln!(self.out, "<p>{}</p>", html.trim());
        }
    }

    fn heading(&mut self, level: u8, classes: &[std::borrow::Cow<'_, str>], node: &Node<'_>) {
        let Some(item) = self.headings.toc.headings.get(node.numbers.heading) else {
            return;
        };
        if item.anchor.is_empty() {
            self.whole.title = self.apart(&node.children);
            return;
        }
        let anchor = escape::escaped(&format!("{}{}", self.scope.page.prefix, item.anchor));
        let level = self.level(level);
        let class = if classes.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", escape::escaped(&classes.join(" ")))
        };
        let inner = self.apart(&node.children);
        if inner.contains("<a ") {
            let _ = writeln!(self.out, "<h{level} id=\"{anchor}\"{class}>{inner}</h{level}>");
        } else {
            let _ = writeln!(self.out, "<h{level} id=\"{anchor}\"{class}><a href=\"#{anchor}\">{inner}</a></h{level}>");
        }
    }

    /// The level that a heading is written with: never a second title, never one skipped.
    fn level(&mut self, wanted: u8) -> u8 {
        if self.headings.as_written {
            return wanted;
        }
        let wanted = wanted.max(2).saturating_add(self.headings.below);
        let level = wanted.clamp(2, 6).min(self.whole.level + 1).max(2);
        self.whole.level = level;
        level
    }

    fn quote(&mut self, alert: Option<Alert>, node: &Node<'_>) {
        let Some(alert) = alert else {
            self.out.push_str("<blockquote>");
            self.blocks(&node.children);
            self.out.push_str("</blockquote>");
            return;
        };
        let (name, title) = match alert {
            Alert::Note => ("Note", "Note"),
            Alert::Tip => ("Tip", "Tip"),
            Alert::Important => ("Info", "Important"),
            Alert::Warning => ("Warning", "Warning"),
            Alert::Caution => ("Danger", "Caution"),
        };
        let body = self.apart(&node.children);
        let arguments = vec![("title".to_owned(), Given::data(&title))];
        let html = self.render.templates.component(name, arguments, self.beside(&[], "", 0), Some(&body));
        self.push_component(html, name, node);
    }

    fn card(&mut self, card: &CardView, node: &Node<'_>) {
        self.whole.has_variants |= !card.languages.is_empty();
        let html = self.render.templates.component("CodeCard", Vec::new(), vec![("card", Given::data(card))], None);
        self.push_component(html, "CodeCard", node);
        self.out.push('\n');
    }

    fn list(&mut self, start: Option<u64>, node: &Node<'_>) {
        if self.in_tree {
            self.out.push_str("<ul class=\"tree\">");
            for item in &node.children {
                self.tree_item(item);
            }
            self.out.push_str("</ul>");
            return;
        }
        match start {
            None => self.wrap("ul", &node.children),
            Some(1) => self.wrap("ol", &node.children),
            Some(start) => {
                let _ = write!(self.out, "<ol start=\"{start}\">");
                self.nodes(&node.children);
                self.out.push_str("</ol>");
            }
        }
        self.out.push('\n');
    }

    /// A file, or a folder that can be closed.
    fn tree_item(&mut self, node: &Node<'_>) {
        let (inner, own): (Vec<&Node<'_>>, Vec<&Node<'_>>) =
            node.children.iter().partition(|child| matches!(child.kind, NodeKind::List { .. }));
        let folder = !inner.is_empty();
        self.out.push_str(if folder { "<li><details open><summary>" } else { "<li>" });
        for child in own {
            match &child.kind {
                NodeKind::Paragraph => self.nodes(&child.children),
                _ => self.node(child),
            }
        }
        if folder {
            self.out.push_str("</summary>");
            for list in inner {
                self.node(list);
            }
            self.out.push_str("</details>");
        }
        self.out.push_str("</li>");
    }

    fn item(&mut self, task: Option<bool>, node: &Node<'_>) {
        self.out.push_str("<li>");
        if let Some(done) = task {
            let (checked, label) = if done { (" checked", "done") } else { ("", "not done") };
            let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
        }
        self.nodes(&node.children);
        self.out.push_str("</li>\n");
    }

    fn link(&mut self, link: &Link<'_>, node: &Node<'_>) {
        let [Target::Address(href) | Target::Page { href }] = self.targets(node) else {
            self.nodes(&node.children);
            return;
        };
        self.out.push_str("<a href=\"");
        escape::html(href, &mut self.out);
        self.out.push('"');
        if !link.title.is_empty() && link.form != LinkForm::Auto {
            let _ = write!(self.out, " title=\"{}\"", escape::escaped(&link.title));
        }
        self.out.push('>');
        self.nodes(&node.children);
        self.out.push_str("</a>");
    }

    fn expression(&mut self, value: &Expression<'_>, node: &Node<'_>) {
        match value {
            Expression::Empty => {}
            Expression::Literal(value) => escape::text(&value.shown(), &mut self.out),
            Expression::Name(path) => {
                if let Some(known) = self.scope.value(path) {
                    match known.form() {
                        Form::Rendered => self.out.push_str(&known.text()),
                        Form::Words | Form::Address => escape::text(&known.text(), &mut self.out),
                    }
                } else {
                    self.unknown_variable(path, node.span);
                    let _ = write!(self.out, "<code>{{{}}}</code>", escape::escaped(&path.join(".")));
                }
            }
            Expression::Markup(nodes) => self.nodes(nodes),
            Expression::Unsupported(source) => {
                let _ = write!(self.out, "<code>{{{}}}</code>", escape::escaped(source));
            }
        }
    }

    fn unknown_variable(&mut self, path: &[String], span: Span) {
        let name = path.join(".");
        let mut known = vec!["page.title", "page.description", "page.route", "site.title", "site.description"];
        known.extend(self.scope.variables.iter().map(|variable| variable.name.as_str()));
        known.extend(self.scope.document.constants.iter().map(|(name, _)| name.as_str()));
        let help = did_you_mean(&near(&name, known));
        let help = help.unwrap_or_else(|| "`export const` gives a name its value, `\\{` is a literal `{`".to_owned());
        let message = format!("`{name}` stands for nothing here");
        let place = Place::span(self.source, span);
        self.whole.diagnostics.push(Diagnostic::new(Code::UNKNOWN_VARIABLE, place, message).help(help));
    }
}

/// Raw HTML with its addresses and anchors as they are published, and no title beside the page's own.
pub(super) fn html_with_links(html: &str, targets: &[Target], page: &PageWords) -> String {
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for ((range, _), target) in uses::html_links(html).into_iter().zip(targets) {
        let quoted = html[..range.start].ends_with(['"', '\'']);
        let href = escape::escaped(target.href().unwrap_or_default());
        edits.push((range, if quoted { href } else { format!("\"{href}\"") }));
    }
    for tag in parse::html::tags(html) {
        let element = html[tag.name.clone()].to_ascii_lowercase();
        if !page.prefix.is_empty() {
            let anchors = tag.attributes.into_iter();
            let anchors = anchors.filter(|own| facts::holds_anchors(&element, &html[own.name.clone()]));
            edits.extend(anchors.map(|own| (own.value.clone(), page.anchors(&html[own.value]))));
        }
        if element == "h1" {
            edits.push((tag.name, "h2".to_owned()));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for (range, text) in edits {
        out.push_str(&html[from..range.start]);
        out.push_str(&text);
        from = range.end;
    }
    out.push_str(&html[from..]);
    escape::without_null(out)
}
