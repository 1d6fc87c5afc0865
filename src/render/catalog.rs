//! `reference.json`: all entries of a site, resolved, for programs.
//!
//! ```json
//! {"languages":[{"id":"ruby","name":"Ruby"}],
//! "entries":[
//! {"id":"create_parcel","language":"ruby","key":"create","title":"postbox.parcels.create()", …}
//! ]}
//! ```

use serde::Serialize;

use crate::model::language::Language;
use crate::model::links::{Group, Prose, ResolvedEntry, ResolvedField, TypePart, UsedBy};
use crate::model::output::{Content, Output, Piece};
use crate::model::value::Value;
use crate::packed::Packed;

use super::inline;

/// Where it is published.
pub const PATH: &str = "reference.json";

#[derive(Serialize)]
struct EntryJson<'e> {
    id: &'e str,
    language: &'e str,
    key: &'e str,
    title: &'e str,
    method: Option<&'static str>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<Reason>,
    description: Option<String>,
    parameters: Vec<FieldJson<'e>>,
    properties: Vec<FieldJson<'e>>,
    returns: Vec<FieldJson<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    used_by: Vec<UserJson<'e>>,
}

#[derive(Serialize)]
struct FieldJson<'e> {
    key: Option<&'e str>,
    #[serde(rename = "type")]
    kind: String,
    /// The names in the type that lead somewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkJson<'e>>,
    /// Not of what is returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    optional: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<&'e Value>,
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<FieldJson<'e>>,
}

#[derive(Serialize)]
struct LinkJson<'e> {
    text: &'e str,
    url: String,
}

#[derive(Serialize)]
struct UserJson<'e> {
    title: &'e str,
    url: String,
}

/// `true`, or what to use instead.
#[derive(Serialize)]
#[serde(untagged)]
enum Reason {
    Yes(bool),
    Because(String),
}

/// The entries of a page, one to a line with a comma between them; nothing for a page that has none.
#[must_use]
pub fn entries(groups: &[Group], href: &str, prefix: &str) -> String {
    let mut out = String::new();
    for group in groups {
        for entry in &group.entries {
            if !out.is_empty() {
                out.push_str(",\n");
            }
            let writer = Writer { href, language: &entry.language };
            let entry = writer.entry(group, entry, format!("{}#{prefix}{}", page_of(href), group.anchor));
            out.push_str(&serde_json::to_string(&entry).unwrap_or_default());
        }
    }
    out
}

/// The whole file, of what the pages hold in the order of the navigation.
#[must_use]
pub fn output(languages: &[Language], pages: impl Iterator<Item = Packed>) -> Output {
    let languages: Vec<_> =
        languages.iter().map(|known| serde_json::json!({ "id": known.id, "name": known.name })).collect();
    let languages = serde_json::to_string(&languages).unwrap_or_default();
    let mut pieces = vec![Piece::Text(format!("{{\"languages\":{languages},\n\"entries\":[\n"))];
    for (number, page) in pages.enumerate() {
        if number > 0 {
            pieces.push(Piece::Text(",\n".to_owned()));
        }
        pieces.push(Piece::Packed(page));
    }
    pieces.push(Piece::Text("\n]}\n".to_owned()));
    Output { path: PATH.to_owned(), content: Content::Joined(pieces) }
}

/// An address without its fragment.
fn page_of(href: &str) -> &str {
    href.split_once('#').map_or(href, |(page, _)| page)
}

struct Writer<'w> {
    href: &'w str,
    language: &'w str,
}

impl Writer<'_> {
    fn entry<'e>(&self, group: &'e Group, entry: &'e ResolvedEntry, url: String) -> EntryJson<'e> {
        let here = |user: &&UsedBy| user.languages.is_empty() || user.languages.iter().any(|id| id == self.language);
        EntryJson {
            id: &group.id,
            language: &entry.language,
            key: &entry.key,
            title: &entry.title,
            method: entry.method,
            url,
            deprecated: reason(entry.deprecated.as_ref()),
            description: entry.description.as_ref().map(inline::prose_markdown),
            parameters: self.fields(&entry.parameters),
            properties: self.fields(&entry.properties),
            returns: entry.returns.iter().map(|field| FieldJson { optional: None, ..self.field(field) }).collect(),
            used_by: group
                .used_by
                .iter()
                .filter(here)
                .map(|user| UserJson { title: &user.title, url: self.whole(&user.href) })
                .collect(),
        }
    }

    fn fields<'e>(&self, fields: &'e [ResolvedField]) -> Vec<FieldJson<'e>> {
        fields.iter().map(|field| self.field(field)).collect()
    }

    fn field<'e>(&self, field: &'e ResolvedField) -> FieldJson<'e> {
        let link = |part: &'e TypePart| Some(LinkJson { text: &part.text, url: self.whole(part.href.as_ref()?) });
        FieldJson {
            key: field.key.as_deref(),
            kind: field.kind.iter().map(|part| part.text.as_str()).collect(),
            links: field.kind.iter().filter_map(link).collect(),
            optional: Some(!field.required),
            deprecated: reason(field.deprecated.as_ref()),
            default: field.default.as_ref(),
            description: field.description.as_ref().map(inline::prose_markdown),
            properties: self.fields(&field.fields),
        }
    }

    /// An address that says its page, for a reader that has none open.
    fn whole(&self, href: &str) -> String {
        if href.starts_with('#') { format!("{}{href}", page_of(self.href)) } else { href.to_owned() }
    }
}

fn reason(deprecated: Option<&Option<Prose>>) -> Option<Reason> {
    Some(match deprecated? {
        Some(why) => Reason::Because(inline::prose_markdown(why)),
        None => Reason::Yes(true),
    })
}
