//! The block of YAML at the head of a page, typed.
//!
//! ```yaml
//! ---
//! title: Create a challenge
//! descriptions: { challenge: { id: The id of the challenge. } }
//! reference: { ruby: [ { key: create, id: create_challenge } ] }
//! ---
//! ```
//!
//! Every problem of a block is reported, not the first; a value of a wrong type is left out and the rest is kept.

use std::collections::HashSet;

use gray_matter::engine::Engine;
use gray_matter::{Matter, Pod};

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::page::FrontMatter;
use crate::model::place::{Place, Span, Step};
use crate::model::reference::{Deprecated, Entry, Field, Item, named};
use crate::model::source::SourceId;
use crate::model::value::Value;

use super::data;
use super::reader::{Reader, Says};
use super::slug::slug;

/// The front matter of a page, where its YAML starts, and where the body starts.
#[must_use]
pub fn front_matter(source: SourceId, text: &str, most: usize) -> (Checked<FrontMatter>, usize) {
    let none = |diagnostics, body| (Checked::new(FrontMatter::default(), diagnostics), body);
    let block = match block(text) {
        Block::None(body) => return none(Vec::new(), body),
        Block::Unclosed(start) => {
            let place = Place::span(source, Span::new(start, start + 3));
            let diagnostic =
                Diagnostic::new(Code::UNCLOSED_FRONT_MATTER, place, "the front matter is opened here and never closed")
                    .help("close it with a line of `---`; a rule at the start of a page is written `***`");
            return none(vec![diagnostic], text.len());
        }
        Block::Found { yaml, offset, body } => (yaml, offset, body),
    };
    let (yaml, offset, body) = block;
    if yaml.len() > most {
        let place = Place::span(source, Span::new(offset, offset));
        let message = format!("the front matter is larger than {}", limits::size(most));
        let help = "the setting `limits.front_matter` raises this to 10 MB at most";
        return none(vec![Diagnostic::new(Code::TOO_LARGE, place, message).help(help)], body);
    }
    let mut value = match data::yaml(source, yaml, offset) {
        Ok(value) => value,
        Err(diagnostic) => return none(vec![*diagnostic], body),
    };
    let mut reader = Reader::new(source, data::duplicate_keys(source, &mut value), SAYS);
    let front = reader.front_matter(value);
    (Checked::new(front, reader.diagnostics), body)
}

/// Where the YAML of a page stands, for finding a value's place again.
#[must_use]
pub fn yaml_range(text: &str) -> Option<(usize, usize)> {
    match block(text) {
        Block::Found { yaml, offset, .. } => Some((offset, offset + yaml.len())),
        _ => None,
    }
}

enum Block<'t> {
    /// No front matter; the body starts here.
    None(usize),
    Unclosed(usize),
    Found {
        yaml: &'t str,
        offset: usize,
        body: usize,
    },
}

/// An engine that reads nothing: the block is handed to the YAML reader once, as it stands in the file.
struct Untouched;

impl Engine for Untouched {
    fn parse(_: &str) -> gray_matter::Result<Pod> {
        Ok(Pod::Null)
    }
}

fn block(text: &str) -> Block<'_> {
    let start = super::byte_order_mark(text);
    let rest = &text[start..];
    let first = rest.lines().next().unwrap_or_default();
    if first.trim_end() != "---" || !rest.starts_with("---") {
        return Block::None(start);
    }
    let mut at = start + rest.find('\n').map_or(rest.len(), |feed| feed + 1);
    let yaml_start = at;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |feed| at + feed + 1);
        if text[at..end].trim_end() == "---" {
            // The delimiters are gray_matter's business; it sees the head alone, so that the body is not copied.
            let head = Matter::<Untouched>::new().parse::<Option<()>>(&text[start..end]);
            let empty = head.is_ok_and(|head| head.matter.is_empty());
            let yaml = if empty { "" } else { &text[yaml_start..at] };
            return Block::Found { yaml, offset: yaml_start, body: end };
        }
        at = end;
    }
    Block::Unclosed(start)
}

/// An entry is found by its id or its key; a second one of a name is numbered.
fn give_anchors(language: &str, entries: &mut [Entry]) {
    let mut taken = HashSet::new();
    for (number, entry) in entries.iter_mut().enumerate() {
        let own = slug(entry.id.as_deref().or(entry.key.as_deref()).unwrap_or("entry"));
        let anchor = if taken.contains(&own) { format!("{language}-{own}-{number}") } else { own.clone() };
        entry.anchor = anchor;
        taken.insert(own);
    }
}

const KEYS: [&str; 22] = [
    "title",
    "description",
    "route",
    "order",
    "nav_title",
    "hidden",
    "draft",
    "redirect_from",
    "schema",
    "descriptions",
    "reference",
    "originalPath",
    "sidebarTitle",
    "slug",
    "icon",
    "tags",
    "keywords",
    "updated",
    "image",
    "layout",
    "sidebar_position",
    "sidebar_label",
];

const ENTRY_KEYS: [&str; 17] = [
    "key",
    "id",
    "url",
    "title",
    "type",
    "description",
    "deprecated",
    "parameters",
    "properties",
    "returns",
    "patternBefore",
    "optional",
    "default",
    "expanded",
    "unwrap",
    "example",
    "name",
];

const FIELD_KEYS: [&str; 11] = [
    "key",
    "type",
    "description",
    "optional",
    "deprecated",
    "default",
    "properties",
    "expanded",
    "unwrap",
    "example",
    "id",
];

const KEYED: &str = "a mapping of keys to values";

const SAYS: Says = Says {
    invalid: Code::INVALID_FRONT_MATTER,
    unknown: Code::UNKNOWN_KEY,
    no_such: |key| format!("`{key}` has no meaning here"),
};

impl Reader {
    fn front_matter(&mut self, value: Value) -> FrontMatter {
        let mut front = FrontMatter::default();
        let mut slug = None;
        self.pairs(value, KEYED, |reader, key, value| match key {
            "title" => front.title = reader.text(value),
            "description" => front.description = reader.text(value),
            "route" => front.route = reader.text(value),
            "slug" => slug = reader.text(value),
            "order" | "sidebar_position" => front.order = reader.number(&value),
            "nav_title" => front.nav_title = reader.text(value),
            "sidebarTitle" | "sidebar_label" => {
                let title = reader.text(value);
                front.nav_title = front.nav_title.take().or(title);
            }
            "hidden" => front.hidden = reader.flag(&value),
            "draft" => front.draft = reader.flag(&value),
            "redirect_from" => front.redirect_from = reader.kept_texts(value),
            "schema" => front.schema = reader.text(value),
            "tags" => front.tags = reader.kept_texts(value),
            "keywords" => front.keywords = reader.kept_texts(value),
            "icon" => front.icon = reader.text(value),
            "descriptions" => reader.descriptions(value, &mut String::new(), &mut front),
            "reference" => front.reference = reader.reference(value),
            "originalPath" | "updated" | "image" | "layout" => {}
            _ => reader.unknown(key, &KEYS),
        });
        if front.route.is_none() {
            front.route = slug.filter(|slug| slug.starts_with('/'));
        }
        front
    }

    /// A tree of texts, each known by its full path.
    fn descriptions(&mut self, value: Value, path: &mut String, front: &mut FrontMatter) {
        match value {
            Value::Map(_) => self.pairs(value, "a mapping of texts", |reader, key, value| {
                let length = path.len();
                if length > 0 {
                    path.push('.');
                }
                path.push_str(key);
                reader.descriptions(value, path, front);
                path.truncate(length);
            }),
            Value::Null if path.is_empty() => {}
            // Nothing behind its colon: a text, and an empty one.
            Value::Null => self.description(path, String::new(), front),
            value if path.is_empty() => self.wrong("a mapping of texts", &value),
            value => {
                if let Some(text) = self.text(value) {
                    self.description(path, text, front);
                }
            }
        }
    }

    fn description(&mut self, path: &str, text: String, front: &mut FrontMatter) {
        if self.steps.iter().any(|step| matches!(step, Step::Key(key) if key.contains('.'))) {
            front.dotted.push((u32::try_from(front.descriptions.len()).unwrap_or(u32::MAX), self.steps.clone()));
        }
        front.descriptions.push((path.to_owned(), text));
    }

    fn reference(&mut self, value: Value) -> Vec<(String, Vec<Entry>)> {
        let mut languages = Vec::new();
        self.pairs(value, "a mapping of languages to entries", |reader, language, value| {
            let mut entries = reader.each(value, "a list of entries", Self::entry);
            give_anchors(language, &mut entries);
            languages.push((language.to_owned(), entries));
        });
        languages
    }

    fn entry(&mut self, value: Value) -> Entry {
        let mut entry = Entry::default();
        self.pairs(value, KEYED, |reader, key, value| match key {
            "key" | "name" => entry.key = reader.text(value),
            "id" => entry.id = reader.text(value),
            "url" => entry.url = reader.text(value),
            "title" => entry.title = reader.text(value),
            "type" => entry.kind = reader.text(value),
            "description" => entry.description = reader.text(value),
            "deprecated" => entry.deprecated = reader.deprecated(value),
            "optional" => entry.optional = reader.flag(&value),
            "default" => entry.default = Some(value),
            "parameters" => entry.parameters = reader.items(value),
            "properties" => entry.properties = reader.items(value),
            "returns" => entry.returns = reader.items(value),
            "expanded" => entry.expanded = reader.flag(&value),
            "unwrap" => entry.unwrap = reader.flag(&value),
            "patternBefore" => entry.pattern_before = reader.text(value),
            "example" => {}
            _ => reader.unknown(key, &ENTRY_KEYS),
        });
        entry
    }

    fn items(&mut self, value: Value) -> Vec<Item> {
        self.each(value, "a list of fields", Self::item)
    }

    fn item(&mut self, value: Value) -> Item {
        match value {
            Value::Text(text) => match named(&text) {
                Some(name) => Item::Named(name.to_owned()),
                None => Item::Plain(text),
            },
            Value::Map(_) => Item::Field(Box::new(self.field(value))),
            other => {
                self.wrong("a field or `(Name)`", &other);
                // One that cannot be read keeps its place.
                Item::Plain(String::new())
            }
        }
    }

    fn field(&mut self, value: Value) -> Field {
        let mut field = Field::default();
        self.pairs(value, KEYED, |reader, key, value| match key {
            "key" => field.key = reader.text(value),
            "type" => field.kind = reader.text(value),
            "description" => field.description = reader.text(value),
            "optional" => field.optional = reader.flag(&value),
            "deprecated" => field.deprecated = reader.deprecated(value),
            "default" => field.default = Some(value),
            "properties" => field.properties = reader.items(value),
            "expanded" => field.expanded = reader.flag(&value),
            "unwrap" => field.unwrap = reader.flag(&value),
            "example" | "id" => {}
            _ => reader.unknown(key, &FIELD_KEYS),
        });
        field
    }

    /// A text that cannot be read keeps its place, so that the numbers of those after it stay right.
    fn kept_texts(&mut self, value: Value) -> Vec<String> {
        self.each_text(value).into_iter().map(Option::unwrap_or_default).collect()
    }

    fn number(&mut self, value: &Value) -> Option<f64> {
        match value {
            Value::Number(number) => Some(*number),
            #[expect(clippy::cast_precision_loss, reason = "an order of pages is a small number")]
            Value::Integer(number) => Some(*number as f64),
            Value::Null => None,
            other => {
                self.wrong("a number", other);
                None
            }
        }
    }

    fn flag(&mut self, value: &Value) -> bool {
        *value != Value::Null && self.truth(value)
    }

    fn deprecated(&mut self, value: Value) -> Deprecated {
        match value {
            Value::Bool(true) => Deprecated::Yes,
            Value::Bool(false) | Value::Null => Deprecated::No,
            Value::Text(text) => Deprecated::Because(text),
            other => {
                self.wrong("`true`, `false` or a text", &other);
                Deprecated::No
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_for_editors_knows_the_same_keys() {
        let mut known = super::KEYS.to_vec();
        known.sort_unstable();
        assert_eq!(crate::editor::keys(crate::editor::FRONT_MATTER), known);
    }
}
