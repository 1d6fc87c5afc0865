//! Which entries describe which schema.
//!
//! A page says so with `schema:`; else the constant of the schema's property `object`, else its title in snake case,
//! is held against the `id` of entries. Where several schemas could be meant, none is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::index::{EntryAt, Index, PageRecord};
use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::place::{DataPath, Place, Step};
use crate::model::usage::GroupAt;
use crate::near::near;

use super::usage::group_of;

/// For each schema, by the number of its page, the groups of entries that describe it.
#[must_use]
pub fn documented(index: &Index) -> BTreeMap<usize, Vec<GroupAt>> {
    let mut by_schema: BTreeMap<usize, Vec<GroupAt>> = BTreeMap::new();
    let mut taken: BTreeSet<GroupAt> = BTreeSet::new();
    for (page, record) in index.pages.iter().enumerate() {
        let Some(schema) = record.front_schema().and_then(|name| index.schema_named(&record.source.path, name)) else {
            continue;
        };
        if let Some(group) = main_group(index, page, schema) {
            taken.insert(group.clone());
            by_schema.entry(schema).or_default().push(group);
        }
    }
    for (group, mut schemas) in candidates(index) {
        if taken.contains(&group) {
            continue;
        }
        // The one whose title says the same, of several whose objects do.
        if schemas.len() > 1 {
            let id = id_of(index, index.members(&group));
            schemas.retain(|schema| snake(&index.pages[*schema].title) == id);
        }
        if let [schema] = schemas.as_slice() {
            by_schema.entry(*schema).or_default().push(group);
        }
    }
    by_schema
}

/// What is wrong with the `schema` of a page.
#[must_use]
pub fn unknown(index: &Index, record: &PageRecord) -> Option<Diagnostic> {
    let name = record.front_schema()?;
    if index.schema_named(&record.source.path, name).is_some() {
        return None;
    }
    let place = Place::data(record.source.id, DataPath::value(vec![Step::Key("schema".into())]));
    let help = did_you_mean(&near(name, index.schemas.names()));
    Some(Diagnostic::new(Code::UNKNOWN_SCHEMA, place, format!("there is no schema `{name}`")).help_if(help))
}

impl PageRecord {
    /// The schema that a page says it documents.
    fn front_schema(&self) -> Option<&str> {
        self.page.front.schema.as_deref().filter(|name| !name.trim().is_empty())
    }
}

/// The group of a page that its schema is about: by name, else the first that has properties, else the first.
fn main_group(index: &Index, page: usize, schema: usize) -> Option<GroupAt> {
    let groups = groups(index, page);
    let names = names(index, schema);
    let named = groups.iter().find(|(_, members)| names.contains(&id_of(index, members)));
    let object = || groups.iter().find(|(_, members)| has_properties(index, members));
    named.or_else(object).or(groups.first()).map(|(group, _)| group.clone())
}

/// The groups of a page with their entries, in the order in which they are first written.
#[must_use]
pub fn groups(index: &Index, page: usize) -> Vec<(GroupAt, Vec<EntryAt>)> {
    let mut found: Vec<(GroupAt, Vec<EntryAt>)> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (language, (_, entries)) in index.pages[page].page.front.reference.iter().enumerate() {
        for entry in 0..entries.len() {
            let at = EntryAt { page, language, entry };
            let group = group_of(index, at);
            let number = *numbers.entry(group.1.clone()).or_insert_with(|| {
                found.push((group, Vec::new()));
                found.len() - 1
            });
            found[number].1.push(at);
        }
    }
    found
}

/// Whether any of some entries is an object with properties.
fn has_properties(index: &Index, members: &[EntryAt]) -> bool {
    members.iter().any(|at| !index.entry(*at).2.properties.is_empty())
}

/// What the entries of a schema may be called: its object constant, its title in snake case.
fn names(index: &Index, schema: usize) -> Vec<String> {
    let record = &index.pages[schema];
    let object = record.schema.as_ref().and_then(|schema| schema.object.clone());
    object.into_iter().chain([snake(&record.title)]).collect()
}

/// Every group, with the schemas that may be meant: those of its object constant, else those of its title.
fn candidates(index: &Index) -> BTreeMap<GroupAt, Vec<usize>> {
    let mut by_object: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (page, record) in index.pages.iter().enumerate() {
        let Some(schema) = &record.schema else { continue };
        by_title.entry(snake(&record.title)).or_default().push(page);
        if let Some(object) = &schema.object {
            by_object.entry(object).or_default().push(page);
        }
    }
    let mut found = BTreeMap::new();
    for page in 0..index.pages.len() {
        for (group, members) in groups(index, page) {
            let id = id_of(index, &members);
            let has_properties = has_properties(index, &members);
            let schemas = by_object.get(id.as_str()).filter(|_| has_properties).or_else(|| by_title.get(&id));
            found.extend(schemas.map(|schemas| (group, schemas.clone())));
        }
    }
    found
}

/// The id that the entries of a group share; their key where they have none.
#[must_use]
pub fn id_of(index: &Index, members: &[EntryAt]) -> String {
    let first = members.first().map(|at| index.entry(*at).2);
    first.and_then(|entry| entry.id.clone().or_else(|| entry.key.clone())).unwrap_or_default()
}

/// `AuthenticationChallenge`, `Authentication challenge` → `authentication_challenge`; `SSOConnection` → `sso_connection`
#[must_use]
pub fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (at, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            if !out.ends_with('_') && !out.is_empty() {
                out.push('_');
            }
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        let lower_before = before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
        let lower_after = chars.get(at + 1).is_some_and(|after| after.is_lowercase());
        let starts = c.is_uppercase() && (lower_before || (before.is_some_and(char::is_uppercase) && lower_after));
        if starts && !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out.trim_end_matches('_').to_owned()
}
