//! The Markdown twin of a page: everything that a reader of the page gets, for machines and for copying.
//!
//! All languages, every sample, every field, every link.

use std::fmt::Write as _;

use crate::index::PageRecord;
use crate::limits;
use crate::model::document::{Alert, AttributeValue, Component, Document, Expression, LinkForm, Node, NodeKind};
use crate::model::links::{Group, Links, Prose, ResolvedEntry, ResolvedField, Target};
use crate::model::source::SourceId;
use crate::model::value::Value;
use crate::parse::{self, facts};

use super::body::html_with_links;
use super::scope::{Form, PageWords, Scope, Variable};
use super::{Renderer, code, escape, inline, reference};

#[must_use]
pub fn page(
    render: &Renderer<'_>,
    record: &PageRecord,
    links: &Links,
    document: &Document<'_>,
    words: &PageWords,
    below: u8,
) -> String {
    let mut out = String::new();
    if record.page.front.description.is_some() {
        escape::markdown(&words.description, &mut out);
        out.push_str("\n\n");
    }
    let mut twin = Twin {
        render,
        scope: Scope::new(words, document),
        links,
        uses: &links.uses,
        skip_heading: record.title_heading.map(|number| record.page.headings.open()[number].span),
        below,
        title: None,
        out,
        indent: String::new(),
        depth: 0,
    };
    twin.blocks(&document.nodes);
    twin.reference();
    let title = twin.title.unwrap_or_else(|| {
        let mut title = String::new();
        escape::markdown(&escape::line(&record.title), &mut title);
        title
    });
    let marks = "#".repeat(1 + usize::from(below));
    format!("{}\n", format!("{marks} {title}\n\n{}", twin.out).trim_end())
}

struct Twin<'t> {
    render: &'t Renderer<'t>,
    scope: Scope<'t>,
    links: &'t Links,
    uses: &'t [Target],
    skip_heading: Option<crate::model::place::Span>,
    /// How much deeper its headings are than on a page of its own.
    below: u8,
    /// The heading that stands as the title.
    title: Option<String>,
    out: String,
    /// What stands before each further line: `> `, or the width of a list's mark.
    indent: String,
    depth: usize,
}

impl<'t> Twin<'t> {
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

    fn end_block(&mut self) {
        self.out.push('\n');
        self.out.push_str(self.indent.trim_end());
        self.out.push('\n');
        self.out.push_str(&self.indent);
    }

    fn block(&mut self, node: &Node<'_>) {
        if let Some(level) = facts::heading_level(node) {
            let text = self.line(&node.children);
            if self.skip_heading == Some(node.span) && self.depth == 0 {
                self.title = Some(text).filter(|text| !text.is_empty());
            } else {
                let marks = "#".repeat(usize::from((level.max(2) + self.below).min(6)));
                self.push_block(&format!("{marks} {text}"));
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

    fn code(&mut self, language: &str, title: &str, text: &str) {
        let longest =
            text.lines().map(|line| line.trim_start().chars().take_while(|c| *c == '`').count()).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escape::line(&title.replace('"', "'")))
        };
        let text = text.strip_suffix('\n').unwrap_or(text);
        self.push_block(&format!("{fence}{language}{title}\n{text}\n{fence}"));
    }

    fn line(&mut self, nodes: &[Node<'_>]) -> String {
        let mut text = String::new();
        self.inline(nodes, &mut text);
        text.trim().to_owned()
    }

    fn inline(&mut self, nodes: &[Node<'_>], out: &mut String) {
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

    fn around(&mut self, mark: &str, nodes: &[Node<'_>], out: &mut String) {
        out.push_str(mark);
        self.inline(nodes, out);
        out.push_str(mark);
    }

    /// The address that a node leads to.
    fn href(&self, node: &Node<'_>) -> Option<String> {
        let targets = self.targets(node);
        if let NodeKind::Component(component) = &node.kind {
            let mut addresses =
                (0..component.attributes.len()).filter_map(|number| self.scope.address(component, number, targets));
            return addresses.find(|href| !href.is_empty());
        }
        targets.first()?.href().map(str::to_owned)
    }

    fn expression(&mut self, value: &Expression<'_>, out: &mut String) {
        match value {
            Expression::Empty => {}
            Expression::Literal(value) => escape::markdown(&value.shown(), out),
            Expression::Name(path) => match self.scope.value(path) {
                Some(known) if known.form == Form::Rendered => out.push_str(&known.text),
                known => escape::markdown(&known.map(|known| known.text).unwrap_or_default(), out),
            },
            Expression::Markup(nodes) => self.inline(nodes, out),
            Expression::Unsupported(source) => out.push_str(&escape::code_span(&format!("{{{source}}}"))),
        }
    }

    fn attribute(&self, component: &Component<'_>, name: &str) -> Option<String> {
        let value = &component.attribute(name)?.value;
        let is_none = matches!(value, AttributeValue::Expression(Expression::Markup(_) | Expression::Unsupported(_)));
        (!is_none).then(|| self.scope.shown(value))
    }

    fn targets(&self, node: &Node<'_>) -> &'t [Target] {
        node.numbers.of(self.uses)
    }

    fn inline_component(&mut self, component: &Component<'_>, node: &Node<'_>, out: &mut String) {
        let href = self.href(node);
        let mut words = String::new();
        self.inline(&node.children, &mut words);
        match (component.name.as_ref(), href) {
            ("code" | "kbd", _) => out.push_str(&escape::code_span(&words)),
            ("img", Some(href)) => {
                let alt = self.attribute(component, "alt").unwrap_or_default();
                let _ = write!(out, "![{alt}]({})", address(&href));
            }
            (_, Some(href)) => {
                let title = self.attribute(component, "title");
                let words = if words.is_empty() { title.unwrap_or_default() } else { words };
                let _ = write!(out, "[{words}]({})", address(&href));
            }
            ("br", None) => out.push_str("\\\n"),
            ("Tooltip", None) => {
                let tip = self.attribute(component, "tip").unwrap_or_default();
                let _ = write!(out, "{words} ({tip})");
            }
            _ => {
                if words.is_empty() {
                    for name in ["title", "text", "tip", "label"] {
                        if let Some(text) = self.attribute(component, name) {
                            words.push_str(&text);
                            break;
                        }
                    }
                }
                out.push_str(&words);
            }
        }
    }

    fn component(&mut self, component: &Component<'_>, node: &Node<'_>) {
        let targets = self.targets(node);
        if let Some(Target::Include { partial }) = targets.last() {
            return self.include(*partial, component, node);
        }
        match targets.first() {
            Some(Target::Group(group)) => {
                self.entries(group);
                return self.mixed(&node.children);
            }
            Some(Target::Schema { page, href, .. }) => {
                let text = super::schema::within_twin(self.render, *page, href);
                self.push_block(&text);
                return self.mixed(&node.children);
            }
            _ => {}
        }
        let name = component.name.as_ref();
        if let Some(alert) = self.callout(component) {
            let title = self.attribute(component, "title").filter(|title| !title.is_empty());
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
            .find_map(|name| self.attribute(component, name))
            .filter(|title| !title.is_empty());
        let kind = if name == "If" { self.attribute(component, "lang") } else { None };
        let heading = match (title, href) {
            (Some(title), Some(href)) => format!("**[{title}]({})**", address(&href)),
            (Some(title), None) => format!("**{title}**"),
            (None, Some(href)) if name == "img" || name == "Image" => {
                format!("![{}]({})", self.attribute(component, "alt").unwrap_or_default(), address(&href))
            }
            (None, Some(href)) => format!("<{href}>"),
            (None, None) => kind.map(|kind| format!("**{kind}**")).unwrap_or_default(),
        };
        if !heading.is_empty() {
            self.push_block(&heading);
        }
        self.tags(component);
        for extra in ["caption", "type"] {
            if let Some(text) = self.attribute(component, extra) {
                self.push_block(&text);
            }
        }
        self.mixed(&node.children);
        if let Some(default) = self.attribute(component, "default").filter(|_| name.ends_with("Field")) {
            self.push_block(&format!("Default {}", escape::code_span(&default)));
        }
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
            Some(AttributeValue::Text(tags)) => vec![tags.to_string()],
            _ => Vec::new(),
        };
        words.extend(self.attribute(component, "description"));
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
                let region = code::region(&text, set.region.as_deref()).unwrap_or((&*text).into());
                let text = code::stripped(&region, &mut code::Marks::default());
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

    fn include(&mut self, partial: SourceId, component: &Component<'_>, node: &Node<'_>) {
        let render = self.render;
        let known = self.links.partials.iter().find(|known| known.source == partial);
        let (Some(known), Ok(text)) =
            (known.filter(|_| self.depth <= limits::INCLUDE_DEPTH), render.texts.text(partial))
        else {
            return self.mixed(&node.children);
        };
        let children = self.apart(&node.children);
        let scope = self.scope.clone();
        let mut variables = scope.given(component, self.targets(node), |nodes| self.line(nodes));
        variables.push(Variable::rendered("children", children.clone()));
        let (body, mdx) = render.texts.body(partial);
        parse::with_body(partial, &text, body, mdx, |document| {
            let mut inner = Twin {
                scope: Scope { page: self.scope.page, document: &document.value, variables },
                uses: &known.uses,
                title: None,
                out: std::mem::take(&mut self.out),
                indent: self.indent.clone(),
                depth: self.depth + 1,
                ..*self
            };
            inner.blocks(&document.value.nodes);
            if !facts::places_children(&document.value.nodes) {
                inner.push_block(&children);
            }
            self.out = inner.out;
        });
    }

    /// Blocks as they would stand alone.
    fn apart(&mut self, nodes: &[Node<'_>]) -> String {
        let before = (std::mem::take(&mut self.out), std::mem::take(&mut self.indent));
        self.mixed(nodes);
        let text = std::mem::replace(&mut self.out, before.0);
        self.indent = before.1;
        text
    }

    /// The entries, every language under its name.
    fn reference(&mut self) {
        for group in &self.links.reference {
            // What other languages have and this one has not is said, as on the page.
            self.entries(group);
            if !group.used_by.is_empty() {
                self.out.push_str("## Used by\n\n");
                for user in &group.used_by {
                    let languages = reference::languages_used(user, &self.render.languages);
                    let languages = if languages.is_empty() { languages } else { format!(" ({languages})") };
                    let _ = writeln!(self.out, "- [{}]({}){languages}", user.title, address(&user.href));
                }
                self.out.push('\n');
            }
        }
    }

    /// The entries of one group, with the sections that any of them has.
    fn entries(&mut self, group: &Group) {
        let has =
            |list: fn(&ResolvedEntry) -> &Vec<ResolvedField>| group.entries.iter().any(|entry| !list(entry).is_empty());
        let sections = [has(|entry| &entry.parameters), has(|entry| &entry.returns), has(|entry| &entry.properties)];
        for entry in &group.entries {
            self.entry(entry, sections);
        }
    }

    fn entry(&mut self, entry: &ResolvedEntry, sections: [bool; 3]) {
        let name = self.render.languages.iter().find(|known| known.id == entry.language);
        let name = name.map_or(entry.language.as_str(), |known| known.name.as_str());
        let _ = write!(self.out, "## {name}: {}\n\n", escape::code_span(&reference::plain_title(entry)));
        if let Some(note) = &entry.deprecated {
            let note = note.as_ref().map(|note| format!(" {}", self.prose(note))).unwrap_or_default();
            let _ = write!(self.out, "**Deprecated.**{note}\n\n");
        }
        if let Some(description) = &entry.description {
            let _ = write!(self.out, "{}\n\n", self.prose(description));
        }
        let lists = [
            ("Parameters", &entry.parameters, "No parameters."),
            ("Returns", &entry.returns, "Nothing is returned."),
            ("Properties", &entry.properties, "No properties."),
        ];
        for ((name, list, none), shown) in lists.into_iter().zip(sections) {
            if !shown {
                continue;
            }
            let _ = write!(self.out, "### {name}\n\n");
            if list.is_empty() {
                self.out.push_str(none);
                self.out.push('\n');
            } else {
                self.fields(list, 0);
            }
            self.out.push('\n');
        }
    }

    /// A text of the data, its links as they are published.
    fn prose(&self, prose: &Prose) -> String {
        if prose.links.is_empty() {
            return inline::prose_markdown(prose);
        }
        let document = parse::markdown::inline(SourceId(0), &prose.markdown);
        let mut inner = Twin {
            scope: Scope::new(self.scope.page, &document),
            uses: &prose.links,
            skip_heading: None,
            title: None,
            out: String::new(),
            indent: String::new(),
            ..*self
        };
        let text = inner.line(&document.nodes);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn fields(&mut self, fields: &[ResolvedField], depth: usize) {
        for field in fields {
            if field.unwrap && !field.fields.is_empty() {
                if !field.kind.is_empty() || field.description.is_some() {
                    self.fields(&[reference::bare(field)], depth);
                }
                self.fields(&field.fields, depth);
                continue;
            }
            let _ = write!(self.out, "{:indent$}- ", "", indent = depth * 2);
            if let Some(key) = &field.key {
                let _ = write!(self.out, "{} ", escape::code_span(key));
            }
            for part in &field.kind {
                match &part.href {
                    Some(href) => {
                        let _ = write!(self.out, "[{}]({})", part.text, address(href));
                    }
                    None => escape::markdown(&part.text, &mut self.out),
                }
            }
            if field.required {
                self.out.push_str(" (required)");
            }
            if field.deprecated.is_some() {
                self.out.push_str(" (deprecated)");
            }
            if let Some(default) = &field.default {
                let _ = write!(self.out, " (default {})", escape::code_span(&reference::literal(default)));
            }
            if let Some(description) = &field.description {
                let _ = write!(self.out, ": {}", self.prose(description));
            }
            self.out.push('\n');
            self.fields(&field.fields, depth + 1);
        }
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
        NodeKind::Component(component) => component.stand == crate::model::document::Stand::Flow,
        NodeKind::Expression { stand, .. } => *stand == crate::model::document::Stand::Flow,
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
