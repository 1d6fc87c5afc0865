//! The entries of a page: signatures, and sections of rows, one variant for each language.

use std::fmt::Write as _;

use crate::index::{USED_BY, section_anchor};
use crate::model::language::Language;
use crate::model::links::{Group, Prose, ResolvedEntry, ResolvedField, TypePart, UsedBy};
use crate::model::value::Value;

use super::templates::{Given, TemplateProblem, Templates};
use super::view::{FactView, RowView, TocView};
use super::{escape, inline};

/// More values than this are folded.
const MOST_VALUES: usize = 10;

/// The entries of a page as HTML.
#[derive(Debug, Default)]
pub struct ReferenceHtml {
    /// The anchor of the first group.
    pub anchor: String,
    /// The titles of the first group, by language.
    pub signatures: String,
    pub sections: String,
    pub toc: Vec<TocView>,
    /// Method and path of the first group, if one of its languages is HTTP.
    pub endpoint: Option<String>,
}

/// Renders the groups of a page. `below` is how much deeper its headings are than on a page of their own.
pub fn html(
    groups: &[Group],
    languages: &[Language],
    templates: &Templates,
    below: u8,
    prefix: &str,
) -> Result<ReferenceHtml, TemplateProblem> {
    let mut out = ReferenceHtml::default();
    for (number, group) in groups.iter().enumerate() {
        let mut writer = Writer { group, languages, templates, level: 2 + below, number: Some(number), prefix };
        if number == 0 {
            out.anchor = format!("{prefix}{}", group.anchor);
            out.signatures = writer.signatures();
            out.endpoint = group.entries.iter().find(|entry| entry.method.is_some()).map(endpoint);
        }
        writer.group(&mut out)?;
    }
    Ok(out)
}

/// One group among the words of a page, under a heading of its own; that alone is an anchor of this page.
pub fn group_html(
    group: &Group,
    languages: &[Language],
    templates: &Templates,
    level: u8,
    anchor: &str,
) -> Result<String, TemplateProblem> {
    let group = Group { anchor: anchor.to_owned(), ..group.clone() };
    let mut out = ReferenceHtml::default();
    let mut writer = Writer { group: &group, languages, templates, level, number: None, prefix: "" };
    writer.group(&mut out)?;
    Ok(out.sections)
}

struct Writer<'w> {
    group: &'w Group,
    languages: &'w [Language],
    templates: &'w Templates,
    level: u8,
    /// Among the groups of the page, if it is of the page: its sections are anchors then.
    number: Option<usize>,
    prefix: &'w str,
}

impl Writer<'_> {
    /// All groups but the first of a page have a heading of their own.
    fn has_heading(&self) -> bool {
        self.number != Some(0)
    }

    /// The titles of the entries, each language its own; languages without one share that of the first.
    fn signatures(&self) -> String {
        let mut out = String::new();
        for (entry, languages) in self.variants() {
            let scope = format!("data-lang=\"{}\"", languages.join(" "));
            let names = self.names(&languages);
            let _ =
                writeln!(out, "<p class=\"sig\" {scope}><span class=\"ln\">{names}</span> {}</p>", title_html(entry));
            let others: Vec<&String> = languages.iter().filter(|language| **language != entry.language).collect();
            if !others.is_empty() {
                let _ = writeln!(
                    out,
                    "<p class=\"gap\" data-lang=\"{}\">Not in {} yet: this is {}.</p>",
                    others.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" "),
                    others.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", "),
                    self.name(&entry.language)
                );
            }
            if let Some(note) = &entry.deprecated {
                let _ = writeln!(out, "<p {scope}>{}</p>", deprecated(note.as_ref()));
            }
            if let Some(description) = &entry.description {
                let _ = writeln!(out, "<p {scope}>{}</p>", inline::prose_html(description));
            }
        }
        out
    }

    /// Each entry with the languages that show it.
    fn variants(&self) -> Vec<(&ResolvedEntry, Vec<String>)> {
        let mut variants: Vec<(&ResolvedEntry, Vec<String>)> =
            self.group.entries.iter().map(|entry| (entry, vec![entry.language.clone()])).collect();
        if self.has_heading() {
            return variants;
        }
        let without: Vec<String> = self
            .languages
            .iter()
            .map(|language| language.id.clone())
            .filter(|id| !self.group.entries.iter().any(|entry| entry.language == *id))
            .collect();
        if let Some(first) = variants.first_mut() {
            first.1.extend(without);
        }
        variants
    }

    fn name(&self, id: &str) -> String {
        let known = self.languages.iter().find(|language| language.id == id);
        escape::escaped(known.map_or(id, |language| language.name.as_str()))
    }

    fn names(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", ")
    }

    fn group(&mut self, out: &mut ReferenceHtml) -> Result<(), TemplateProblem> {
        let shown: Vec<String> = self.group.entries.iter().map(|entry| entry.language.clone()).collect();
        let all = shown.len() == self.languages.len();
        if self.has_heading() {
            let scope = if all { String::new() } else { format!(" data-lang=\"{}\"", shown.join(" ")) };
            let anchor = escape::escaped(&format!("{}{}", self.prefix, self.group.anchor));
            let level = self.level;
            let _ = write!(
                out.sections,
                "<section{scope}><div class=\"sec\"><h{level} id=\"{anchor}\"><a href=\"#{anchor}\">"
            );
            let alone = self.group.entries.len() == 1;
            for entry in &self.group.entries {
                let class = if entry.method.is_some() { "" } else { " class=\"sig\"" };
                let scope = if alone { String::new() } else { format!(" data-lang=\"{}\"", entry.language) };
                let _ = write!(out.sections, "<span{class}{scope}>{}</span>", title_html(entry));
            }
            let _ = writeln!(out.sections, "</a></h{level}>");
            for entry in &self.group.entries {
                let scope = if alone { String::new() } else { format!(" data-lang=\"{}\"", entry.language) };
                if let Some(note) = &entry.deprecated {
                    let _ = writeln!(out.sections, "<p{scope}>{}</p>", deprecated(note.as_ref()));
                }
                if let Some(description) = &entry.description {
                    let _ = writeln!(out.sections, "<p{scope}>{}</p>", inline::prose_html(description));
                }
            }
            let title = self.group.entries.first().map(plain_title).unwrap_or_default();
            out.toc.push(TocView {
                level: 2,
                text: title,
                anchor: format!("{}{}", self.prefix, self.group.anchor),
                languages: if all { String::new() } else { shown.join(" ") },
            });
        }
        self.level += u8::from(self.has_heading());
        self.section("parameters", "Parameters", |entry| &entry.parameters, out)?;
        self.section("returns", "Returns", |entry| &entry.returns, out)?;
        self.section("properties", "Properties", |entry| &entry.properties, out)?;
        self.used_by(out);
        self.level -= u8::from(self.has_heading());
        if self.has_heading() {
            out.sections.push_str("</div></section>\n");
        }
        Ok(())
    }

    fn section(
        &self,
        name: &str,
        title: &str,
        list: impl Fn(&ResolvedEntry) -> &Vec<ResolvedField>,
        out: &mut ReferenceHtml,
    ) -> Result<(), TemplateProblem> {
        if self.group.entries.iter().all(|entry| list(entry).is_empty()) {
            return Ok(());
        }
        self.section_heading(name, title, out);
        let mut lists = String::new();
        for (entry, languages) in self.variants() {
            let rows = match self.rows(list(entry), "")? {
                rows if !rows.is_empty() => rows,
                _ if name == "returns" => "<li><p>Nothing is returned.</p></li>".to_owned(),
                _ => format!("<li><p>No {name}.</p></li>"),
            };
            let _ = writeln!(
                lists,
                "<ul class=\"props\" data-lang=\"{}\"><li class=\"ln\">{}</li>{rows}</ul>",
                languages.join(" "),
                self.names(&languages)
            );
        }
        out.sections.push_str(expand_all(&lists));
        out.sections.push_str(&lists);
        out.sections.push_str("</section>\n");
        Ok(())
    }

    /// Opens a section of the group.
    fn section_heading(&self, name: &str, title: &str, out: &mut ReferenceHtml) {
        let level = self.level;
        let Some(number) = self.number else {
            let _ = writeln!(out.sections, "<section class=\"sec\">\n<h{level}>{title}</h{level}>");
            return;
        };
        let plain = format!("{}{}", self.prefix, section_anchor(&self.group.anchor, number, name));
        let anchor = escape::escaped(&plain);
        let _ = writeln!(
            out.sections,
            "<section class=\"sec\">\n<h{level} id=\"{anchor}\"><a href=\"#{anchor}\">{title}</a></h{level}>"
        );
        if number == 0 {
            out.toc.push(TocView { level: 2, text: title.to_owned(), anchor: plain, languages: String::new() });
        }
    }

    fn used_by(&self, out: &mut ReferenceHtml) {
        if self.group.used_by.is_empty() {
            return;
        }
        self.section_heading(USED_BY, "Used by", out);
        let scope = |user: &UsedBy| format!(" data-lang=\"{}\"", user.languages.join(" "));
        out.sections.push_str(&users_html(&self.group.used_by, scope, |_| String::new()));
        out.sections.push_str("</section>\n");
    }

    /// Rows as HTML, from the inside out.
    fn rows(&self, fields: &[ResolvedField], parent: &str) -> Result<String, TemplateProblem> {
        let mut html = String::new();
        for field in fields {
            if field.unwrap && !field.fields.is_empty() {
                // Its fields stand in its place, under its type.
                if !field.kind.is_empty() || field.description.is_some() {
                    html.push_str(&self.row(&bare(field), parent)?);
                }
                html.push_str(&self.rows(&field.fields, parent)?);
                continue;
            }
            html.push_str(&self.row(field, parent)?);
        }
        Ok(html)
    }

    fn row(&self, field: &ResolvedField, parent: &str) -> Result<String, TemplateProblem> {
        let name = field.key.clone().unwrap_or_default();
        let inner = if name.is_empty() { parent.to_owned() } else { format!("{parent}{name}.") };
        let children = self.rows(&field.fields, &inner)?;
        let count = field.fields.len();
        let view = RowView {
            anchor: if field.anchor.is_empty() { String::new() } else { format!("{}{}", self.prefix, field.anchor) },
            parent: parent.to_owned(),
            name: field.key.clone(),
            kind: type_html(&field.kind),
            required: field.required,
            deprecated: field.deprecated.is_some(),
            deprecated_note: field
                .deprecated
                .as_ref()
                .and_then(Option::as_ref)
                .map(inline::prose_html)
                .unwrap_or_default(),
            description: field.description.as_ref().map(inline::prose_html).unwrap_or_default(),
            facts: field.default.iter().map(|value| fact("Default", vec![literal(value)])).collect(),
            children,
            children_summary: if count == 1 { "1 property".to_owned() } else { format!("{count} properties") },
            shape: shape(field.fields.iter().filter_map(|field| field.key.as_deref())),
            open: field.expanded,
        };
        row_html(&view, self.templates)
    }
}

/// What a row says of a field whose own fields stand in its place.
#[must_use]
pub fn bare(field: &ResolvedField) -> ResolvedField {
    ResolvedField {
        kind: field.kind.clone(),
        description: field.description.clone(),
        deprecated: field.deprecated.clone(),
        ..ResolvedField::default()
    }
}

/// One row through its template.
pub fn row_html(row: &RowView, templates: &Templates) -> Result<String, TemplateProblem> {
    let html = templates.component("Property", Vec::new(), vec![("row", Given::data(row))], None)?;
    Ok(format!("{}\n", html.trim()))
}

/// The control over the folds of a section, if there are any.
#[must_use]
pub fn expand_all(lists: &str) -> &'static str {
    if lists.contains("<details") { "<button type=\"button\" class=\"all\">Expand all</button>\n" } else { "" }
}

/// Who uses something. Of those who do so in some languages alone, `scope` is an attribute and `words` stand behind.
#[must_use]
pub fn users_html(users: &[UsedBy], scope: impl Fn(&UsedBy) -> String, words: impl Fn(&UsedBy) -> String) -> String {
    let mut out = String::from("<ul class=\"used\">");
    for user in users {
        let all = user.languages.is_empty();
        let (scope, words) = if all { <_>::default() } else { (scope(user), words(user)) };
        let (href, title) = (escape::escaped(&user.href), escape::escaped(&user.title));
        let _ = write!(out, "<li{scope}><a href=\"{href}\">{title}</a>{words}</li>");
    }
    out.push_str("</ul>");
    out
}

/// In which languages something is used, by their names; nothing if in all.
#[must_use]
pub fn languages_used(user: &UsedBy, languages: &[Language]) -> String {
    let name =
        |id: &String| languages.iter().find(|known| known.id == *id).map_or(id.clone(), |known| known.name.clone());
    user.languages.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// A line of values below a row.
#[must_use]
pub fn fact(name: &str, values: Vec<String>) -> FactView {
    let folded = (values.len() > MOST_VALUES).then(|| format!("{} values", values.len()));
    FactView { anchor: String::new(), name: name.to_owned(), values, folded }
}

/// `{ id, email, … }`
#[must_use]
pub fn shape<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let most = 4;
    let more = if names.len() > most { ", …" } else { "" };
    format!("{{ {}{more} }}", names.iter().take(most).copied().collect::<Vec<_>>().join(", "))
}

/// A value as code: text in quotes.
#[must_use]
pub fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        value => serde_json::to_string(value).unwrap_or_default(),
    }
}

/// A type with its links.
#[must_use]
pub fn type_html(parts: &[TypePart]) -> String {
    let mut out = String::new();
    for part in parts {
        match &part.href {
            Some(href) => {
                out.push_str("<a href=\"");
                escape::html(href, &mut out);
                out.push_str("\">");
                escape::text(&part.text, &mut out);
                out.push_str("</a>");
            }
            None if part.literal => {
                out.push_str("<code>");
                escape::text(&part.text, &mut out);
                out.push_str("</code>");
            }
            None => escape::text(&part.text, &mut out),
        }
    }
    out
}

/// The title of an entry: an endpoint, or a signature with its key set off.
fn title_html(entry: &ResolvedEntry) -> String {
    if entry.method.is_some() {
        return endpoint(entry);
    }
    let key = entry.key.as_str();
    let mut out = String::new();
    match entry.title.rfind(key).filter(|_| !key.is_empty()) {
        Some(at) => {
            escape::text(&entry.title[..at], &mut out);
            out.push_str("<b>");
            escape::text(key, &mut out);
            out.push_str("</b>");
            escape::text(&entry.title[at + key.len()..], &mut out);
        }
        None => escape::text(&entry.title, &mut out),
    }
    out
}

/// `DELETE /users/:id`
#[must_use]
pub fn plain_title(entry: &ResolvedEntry) -> String {
    match entry.method {
        Some(method) => format!("{method} {}", entry.title),
        None => entry.title.clone(),
    }
}

fn deprecated(note: Option<&Prose>) -> String {
    let note = note.map(|note| format!(" {}", inline::prose_html(note))).unwrap_or_default();
    format!("<span class=\"badge deprecated\">Deprecated</span>{note}")
}

/// Method and path, the parameters in the path set off.
fn endpoint(entry: &ResolvedEntry) -> String {
    let method = entry.method.unwrap_or("GET");
    let mut out = format!("<span class=\"ep\"><b class=\"m {}\">{method}</b>", method.to_lowercase());
    for (number, part) in entry.title.split('/').enumerate() {
        if number > 0 {
            out.push('/');
        }
        if number > 1 {
            out.push_str("<wbr>");
        }
        let parameter = part.starts_with(':') || (part.starts_with('{') && part.ends_with('}'));
        if parameter {
            out.push_str("<i>");
        }
        escape::text(part, &mut out);
        if parameter {
            out.push_str("</i>");
        }
    }
    out.push_str("</span>");
    out
}
