//! The Markdown twin of a schema's page.

use std::fmt::Write as _;

use crate::index::PageRecord;
use crate::model::schema::{KindPart, RowName, SchemaLinks, SchemaNode, SchemaRow, SchemaTree};
use crate::render::twin::{self, address};
use crate::render::{Renderer, escape, inline};

use super::Subject;
use super::rows::{has_own_row, notes, sorted_facts};

pub fn page(render: &Renderer<'_>, record: &PageRecord, subject: &Subject<'_, '_>) -> String {
    let mut twin = Twin { links: subject.links, out: format!("# {}\n\n", twin::title(record)) };
    let root = &subject.tree.root;
    if root.deprecated {
        twin.out.push_str("**Deprecated.**\n\n");
    }
    if !record.page.front.tags.is_empty() {
        let tags: Vec<String> = record.page.front.tags.iter().map(|tag| escape::as_markdown(tag)).collect();
        let _ = write!(twin.out, "Tags: {}\n\n", tags.join(", "));
    }
    if let Some(text) = root.description {
        let _ = write!(twin.out, "{}\n\n", inline::prose_markdown(&subject.links.texts[text]));
    }
    twin.out.push_str(if root.rows.is_empty() { "## Value\n\n" } else { "## Properties\n\n" });
    twin.root(root);
    if let Some(href) = super::source_link(render.index, record) {
        let _ = write!(twin.out, "[View JSON Schema at its source]({})\n\n", address(&href));
    }
    if !subject.tree.definitions.is_empty() {
        twin.out.push_str("## Definitions\n\n");
        for definition in &subject.tree.definitions {
            twin.line(Some(&definition.name), "", &definition.node, false, 0);
        }
        twin.out.push('\n');
    }
    if let Some(example) = subject.example {
        let _ = write!(twin.out, "{}\n\n", twin::fenced("json", "Example", example));
    }
    let raw = super::raw_href(render.index, record);
    let name = record.source.path.file_name();
    let _ = write!(twin.out, "## JSON Schema\n\nRaw: [{}]({})\n\n", escape::as_markdown(name), address(&raw));
    let text = &subject.text[crate::parse::byte_order_mark(subject.text)..];
    if text.len() <= crate::limits::SCHEMA_SHOWN {
        let _ = write!(twin.out, "{}\n\n", twin::fenced("json", name, text));
    }
    if !subject.links.used_by.is_empty() {
        let users = twin::used_by(&subject.links.used_by, &render.languages);
        let _ = write!(twin.out, "## Used by\n\n{users}");
    }
    let mut out = twin.out;
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The rows of a schema alone, as a list.
pub fn rows(tree: &SchemaTree<'_>, links: &SchemaLinks) -> String {
    let mut twin = Twin { links, out: String::new() };
    twin.root(&tree.root);
    twin.out
}

struct Twin<'t> {
    links: &'t SchemaLinks,
    out: String,
}

impl Twin<'_> {
    fn root(&mut self, node: &SchemaNode) {
        if has_own_row(node) {
            let whole = SchemaNode { rows: Vec::new(), description: None, deprecated: false, ..node.clone() };
            self.line(None, "", &whole, false, 0);
        }
        for row in &node.rows {
            self.row(row, 0);
        }
        self.out.push('\n');
    }

    fn row(&mut self, row: &SchemaRow, depth: usize) {
        let name = match &row.name {
            RowName::Property(name) => Some(name.as_str()),
            RowName::Word(word) => Some(word.as_ref()),
            RowName::Branch(title) => title.as_deref(),
        };
        self.line(name, &row.parent, &row.node, row.required, depth);
    }

    fn line(&mut self, name: Option<&str>, parent: &str, node: &SchemaNode, required: bool, depth: usize) {
        let _ = write!(self.out, "{:indent$}- ", "", indent = depth * 2);
        if let Some(name) = name {
            let _ = write!(self.out, "{} ", escape::code_span(&format!("{parent}{name}")));
        }
        for part in &node.kind {
            match part {
                KindPart::Words(words) => escape::markdown(words, &mut self.out),
                KindPart::Reference(number) => {
                    let referred = &self.links.references[*number];
                    match &referred.href {
                        Some(href) => {
                            let label = escape::as_markdown(&referred.label);
                            let _ = write!(self.out, "[{label}]({})", address(href));
                        }
                        None => escape::markdown(&referred.label, &mut self.out),
                    }
                }
            }
        }
        self.out.push_str(notes(node, self.links));
        for words in &node.narrowed {
            self.out.push_str(" · ");
            escape::markdown(words, &mut self.out);
        }
        if required {
            self.out.push_str(" (required)");
        }
        if node.deprecated {
            self.out.push_str(" (deprecated)");
        }
        if let Some(text) = node.description {
            let _ = write!(self.out, ": {}", inline::prose_markdown(&self.links.texts[text]));
        }
        for fact in sorted_facts(node) {
            let values: Vec<String> = fact.values.iter().map(|value| escape::code_span(value)).collect();
            let _ = write!(self.out, " {}: {}.", fact.name, values.join(", "));
        }
        self.out.push('\n');
        for row in &node.rows {
            self.row(row, depth + 1);
        }
    }
}
