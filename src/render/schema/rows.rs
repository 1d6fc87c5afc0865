//! The nodes of a schema to rows, through the same template as the fields of an entry.

use crate::model::schema::{Definition, KindPart, Referred, RowName, SchemaFact, SchemaLinks, SchemaNode, SchemaRow};
use crate::render::reference::{fact, row_html, shape};
use crate::render::templates::{TemplateProblem, Templates};
use crate::render::view::{FactView, RowView};
use crate::render::{escape, inline};

pub struct Rows<'r> {
    pub links: &'r SchemaLinks,
    pub templates: &'r Templates,
    /// Rows can be pointed at; not so where a page shows the rows of a schema that has a page of its own.
    pub anchors: bool,
}

/// The order of the lines below a row.
const FACTS: [&str; 7] = ["Constant", "Default", "Example", "Pattern", "Limits", "Required", "One of"];

/// Whether a node is an object, or is made of other schemas, and not a plain value.
#[must_use]
pub fn has_properties(node: &SchemaNode) -> bool {
    !node.rows.is_empty()
}

/// Whether there is more to say of the root than its rows do.
#[must_use]
pub fn has_own_row(node: &SchemaNode) -> bool {
    let plain = matches!(node.kind.as_slice(), [] | [KindPart::Words(_)]) && node.narrowed.is_empty();
    node.rows.is_empty() || !plain || !node.facts.is_empty()
}

/// The facts of a node, in the order in which they are shown.
#[must_use]
pub fn sorted_facts(node: &SchemaNode) -> Vec<&SchemaFact> {
    let mut facts: Vec<&SchemaFact> = node.facts.iter().collect();
    facts.sort_by_key(|fact| FACTS.iter().position(|name| *name == fact.name));
    facts
}

impl Rows<'_> {
    /// The rows at the top of a page: what is said of the whole comes first, if there is anything to say.
    pub fn root(&self, node: &SchemaNode) -> Result<String, TemplateProblem> {
        let mut html = String::new();
        if has_own_row(node) {
            let whole = RowView { children: String::new(), ..self.view(node)? };
            let whole = RowView { description: String::new(), deprecated: false, ..whole };
            html.push_str(&row_html(&whole, self.templates)?);
        }
        html.push_str(&self.rows(&node.rows)?);
        Ok(html)
    }

    pub fn definition(&self, definition: &Definition) -> Result<String, TemplateProblem> {
        let view = RowView {
            anchor: if self.anchors { definition.anchor.clone() } else { String::new() },
            name: Some(definition.name.clone()),
            ..self.view(&definition.node)?
        };
        row_html(&view, self.templates)
    }

    pub fn rows(&self, rows: &[SchemaRow]) -> Result<String, TemplateProblem> {
        let mut html = String::new();
        for row in rows {
            html.push_str(&self.row(row)?);
        }
        Ok(html)
    }

    fn row(&self, row: &SchemaRow) -> Result<String, TemplateProblem> {
        let name = match &row.name {
            RowName::Property(name) => Some(name.clone()),
            RowName::Word(word) => Some(word.to_string()),
            RowName::Branch(title) => title.clone(),
        };
        let view = self.view(&row.node)?;
        let view = RowView {
            anchor: if self.anchors { row.anchor.clone() } else { String::new() },
            parent: row.parent.clone(),
            name,
            required: row.required,
            // What a word stands for is what a reader wants to see of it.
            open: matches!(row.name, RowName::Word(_)),
            ..view
        };
        row_html(&view, self.templates)
    }

    /// A row without its name.
    fn view(&self, node: &SchemaNode) -> Result<RowView, TemplateProblem> {
        let properties = node.rows.iter().filter_map(|row| match &row.name {
            RowName::Property(name) => Some(name.as_str()),
            RowName::Word(_) | RowName::Branch(_) => None,
        });
        let branches = node.rows.iter().filter(|row| matches!(row.name, RowName::Branch(_))).count();
        let count = properties.clone().count();
        let (children_summary, shape) = if branches > 0 {
            let labels: Vec<String> = node.rows.iter().map(|row| self.branch_label(row)).collect();
            (counted(branches, "variant"), variants(&labels))
        } else if count > 0 {
            (counted(count, "property").replace("propertys", "properties"), shape(properties))
        } else {
            let words: Vec<String> = node.rows.iter().map(|row| self.branch_label(row)).collect();
            (counted(words.len(), "rule"), variants(&words))
        };
        Ok(RowView {
            kind: self.kind(node),
            deprecated: node.deprecated,
            description: node.description.map(|text| inline::prose_html(&self.links.texts[text])).unwrap_or_default(),
            facts: sorted_facts(node).into_iter().map(|line| self.fact(line)).collect(),
            children: self.rows(&node.rows)?,
            children_summary,
            shape,
            ..RowView::default()
        })
    }

    fn fact(&self, line: &SchemaFact) -> FactView {
        let anchor = if self.anchors { line.anchor.clone() } else { String::new() };
        FactView { anchor, ..fact(line.name, line.values.clone()) }
    }

    fn branch_label(&self, row: &SchemaRow) -> String {
        match &row.name {
            RowName::Property(name) | RowName::Branch(Some(name)) => name.clone(),
            RowName::Word(word) => word.to_string(),
            RowName::Branch(None) => plain_kind(&row.node, self.links),
        }
    }

    /// A type as HTML: `string · date-time`, its names linked.
    fn kind(&self, node: &SchemaNode) -> String {
        let mut out = String::new();
        for part in &node.kind {
            match part {
                KindPart::Words(words) => escape::text(words, &mut out),
                KindPart::Reference(number) => self.reference(*number, &mut out),
            }
        }
        out.push_str(notes(node, self.links));
        for words in &node.narrowed {
            if !out.is_empty() {
                out.push_str(" · ");
            }
            escape::text(words, &mut out);
        }
        out
    }

    fn reference(&self, number: usize, out: &mut String) {
        let referred = &self.links.references[number];
        match &referred.href {
            Some(href) => {
                out.push_str("<a href=\"");
                escape::html(href, out);
                out.push_str("\">");
                escape::text(&referred.label, out);
                out.push_str("</a>");
            }
            None => escape::text(&referred.label, out),
        }
    }
}

/// What is said of the references in a type behind their names.
#[must_use]
pub fn notes(node: &SchemaNode, links: &SchemaLinks) -> &'static str {
    let referred = || {
        node.kind.iter().filter_map(|part| match part {
            KindPart::Reference(number) => Some(&links.references[*number]),
            KindPart::Words(_) => None,
        })
    };
    let any = |claim: fn(&Referred) -> bool| referred().any(claim);
    match (any(|one| one.recursive), any(|one| one.external), any(|one| one.dynamic)) {
        (true, _, false) => " (recursive)",
        (true, _, true) => " (recursive, dynamic)",
        (false, true, _) => " (elsewhere)",
        (false, false, true) => " (dynamic)",
        (false, false, false) => "",
    }
}

/// A type without its links.
#[must_use]
pub fn plain_kind(node: &SchemaNode, links: &SchemaLinks) -> String {
    let words = node.kind.iter().map(|part| match part {
        KindPart::Words(words) => words.to_string(),
        KindPart::Reference(number) => links.references[*number].label.clone(),
    });
    words.collect()
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// `User | Session | …`
fn variants(names: &[String]) -> String {
    let most = 4;
    let more = if names.len() > most { " | …" } else { "" };
    let shown: Vec<&str> = names.iter().take(most).map(String::as_str).filter(|name| !name.is_empty()).collect();
    format!("{}{more}", shown.join(" | "))
}
