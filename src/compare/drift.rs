//! Schemas held against the entries that describe them, language by language.

use crate::index::{EntryAt, Index};
use crate::model::diagnostic::Code;
use crate::model::finding::Finding;
use crate::model::place::Place;
use crate::model::usage::GroupAt;
use crate::resolve::documented::id_of;
use crate::resolve::reference::entry_place;

use super::field::{EntryField, entry_fields, folded};
use super::kind;
use super::shape::{SchemaField, Shape, TextOf, shape};

/// Every difference between the schemas of a site and the entries that describe them.
#[must_use]
pub fn findings(index: &Index, text_of: &TextOf<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (schema, groups) in &index.usage.documented {
        let Some(shape) = shape(index, *schema, text_of) else { continue };
        for group in groups {
            found.extend(group_findings(index, &shape, group));
        }
    }
    found
}

fn group_findings(index: &Index, shape: &Shape, group: &GroupAt) -> Vec<Finding> {
    let mut members = index.members(group).to_vec();
    let subject = id_of(index, &members);
    let order = |at: &EntryAt| {
        let language = index.entry(*at).1;
        index.settings.languages.iter().position(|known| known.id == language)
    };
    members.retain(|at| order(at).is_some());
    members.sort_by_key(order);
    let mut found = Vec::new();
    for at in members {
        let (_, language, entry) = index.entry(at);
        let object = !entry.properties.is_empty();
        let list = if object { "properties" } else { "parameters" };
        let fields = entry_fields(index, at, list);
        if fields.is_empty() {
            continue;
        }
        let place = entry_place(index, at);
        let mut side = Side { index, subject: &subject, language, object, found: Vec::new() };
        // What a method takes besides a body, an object of options holds together.
        let fields = if object { fields } else { flattened(fields) };
        side.compare(shape, &fields, "", &place);
        found.append(&mut side.found);
    }
    found
}

/// Parameters with those of objects among them in their place.
fn flattened(fields: Vec<EntryField>) -> Vec<EntryField> {
    let flat = |field: EntryField| if field.fields.is_empty() { vec![field] } else { field.fields };
    fields.into_iter().flat_map(flat).collect()
}

/// One language's side of a comparison.
struct Side<'s> {
    index: &'s Index,
    subject: &'s str,
    language: &'s str,
    /// The entry is an object, and not what a method takes.
    object: bool,
    found: Vec<Finding>,
}

impl Side<'_> {
    fn compare(&mut self, shape: &Shape, fields: &[EntryField], parent: &str, place: &Place) {
        let mut taken = vec![false; fields.len()];
        for property in &shape.fields {
            let path = format!("{parent}{}", property.name);
            let Some(number) = self.find(property, shape, fields, &taken) else {
                if property.certain {
                    self.missing(property, path, place);
                }
                continue;
            };
            taken[number] = true;
            let field = &fields[number];
            self.field(property, field, &path);
            if !property.inner.fields.is_empty() && !field.fields.is_empty() {
                self.compare(&property.inner, &field.fields, &format!("{path}."), &field.place);
            }
        }
        for (field, taken) in fields.iter().zip(taken) {
            // What is called is no field, and what a method takes may be in its path or its head.
            if !taken && !shape.open && self.object && !field.key.ends_with(')') {
                let message = format!("`{}` of `{}` is in {{in}} and not in the schema", field.key, self.subject);
                let listed = shape.place.as_ref().map(|place| (place, "the schema lists its properties here"));
                self.push(Code::EXTRA_FIELD, format!("{parent}{}", field.key), &field.place, listed, message);
            }
        }
    }

    /// The field that stands for a property: by its name in any case, by an alias, or by the text that it shares.
    fn find(&self, property: &SchemaField, shape: &Shape, fields: &[EntryField], taken: &[bool]) -> Option<usize> {
        let wanted = folded(&property.name);
        let free = |number: &usize| !taken[*number];
        let by_key = (0..fields.len()).filter(free).find(|number| folded(&fields[*number].key) == wanted);
        let aliases = self.index.settings.aliases.iter().filter(|(name, _)| folded(name) == wanted);
        let aliases: Vec<String> = aliases.flat_map(|(_, aliases)| aliases).map(|alias| folded(alias)).collect();
        let by_alias = || (0..fields.len()).filter(free).find(|number| aliases.contains(&folded(&fields[*number].key)));
        let is_property = |key: &str| shape.fields.iter().any(|other| folded(&other.name) == folded(key));
        let by_text = || {
            (0..fields.len()).filter(free).find(|number| {
                let name = fields[*number].description.as_ref().and_then(|text| text.name.as_deref());
                name.is_some_and(|name| folded(name) == wanted) && !is_property(&fields[*number].key)
            })
        };
        by_key.or_else(by_alias).or_else(by_text)
    }

    fn missing(&mut self, property: &SchemaField, path: String, place: &Place) {
        let message = format!("`{path}` of `{}` is missing in {{in}}", self.subject);
        self.push(Code::MISSING_FIELD, path, place, Some((&property.place, "it is in the schema here")), message);
    }

    fn field(&mut self, property: &SchemaField, field: &EntryField, path: &str) {
        let subject = self.subject;
        let schema = (&property.place, "the schema says it here");
        if property.certain && property.required == field.optional {
            let message = if field.optional {
                format!("`{path}` of `{subject}` is required in the schema and optional in {{in}}")
            } else {
                format!("`{path}` of `{subject}` is optional in the schema and required in {{in}}")
            };
            self.push(Code::OPTIONAL_MISMATCH, path.to_owned(), &field.place, Some(schema), message);
        }
        if property.deprecated != field.deprecated {
            let message = if field.deprecated {
                format!("`{path}` of `{subject}` is deprecated in {{in}} and not in the schema")
            } else {
                format!("`{path}` of `{subject}` is deprecated in the schema and not in {{in}}")
            };
            self.push(Code::DEPRECATED_MISMATCH, path.to_owned(), &field.place, Some(schema), message);
        }
        if let Some(message) = type_message(property, field, path) {
            self.push(Code::TYPE_MISMATCH, path.to_owned(), &field.part("type"), Some(schema), message);
        }
        if let (Some((wanted, at)), Some(text)) = (&property.description, &field.description)
            && !text.text.is_empty()
            && *wanted != text.text
        {
            let message = format!("the description of `{path}` of `{subject}` is not that of the schema");
            let said = format!("the schema says: {wanted}");
            self.push(Code::DESCRIPTION_MISMATCH, path.to_owned(), &text.place, Some((at, &said)), message);
        }
    }

    fn push(&mut self, code: Code, field: String, place: &Place, other: Option<(&Place, &str)>, message: String) {
        self.found.push(Finding {
            code,
            subject: self.subject.to_owned(),
            field,
            language: Some(self.language.to_owned()),
            message,
            place: place.clone(),
            other: other.map(|(place, message)| (place.clone(), message.to_owned())),
            help: None,
        });
    }
}

/// How the types of both sides disagree, if it is certain that they do.
fn type_message(property: &SchemaField, field: &EntryField, path: &str) -> Option<String> {
    let text = field.kind.as_deref()?;
    if let Some(literals) = kind::literals(text).filter(|literals| !literals.is_empty()) {
        if let Some(constant) = &property.constant {
            let same = literals == [constant.as_str()];
            return (!same).then(|| format!("`{path}` is always `{constant}` in the schema, and `{text}` in {{in}}"));
        }
        if !property.values.is_empty() {
            let missing = property.values.iter().map(String::as_str).find(|value| !literals.contains(value));
            let extra = literals.iter().copied().find(|literal| !property.values.iter().any(|value| value == literal));
            return match (missing, extra) {
                (Some(missing), _) => Some(format!("`{path}` can be `{missing}` in the schema, and not in {{in}}")),
                (None, Some(extra)) => Some(format!("`{path}` can be `{extra}` in {{in}}, and not in the schema")),
                (None, None) => None,
            };
        }
    }
    let language = kind::kinds(text)?;
    if property.types.is_empty() || kind::agree(&property.types, &language) {
        return None;
    }
    Some(format!("`{path}` is `{}` in the schema, and `{text}` in {{in}}", property.types.join(" | ")))
}
