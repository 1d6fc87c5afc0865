//! Who takes or returns what: for each entry, the entries whose parameters and returns name it, by language.

use std::collections::BTreeMap;

use crate::index::{self, EntryAt, Index, PageRecord, USED_BY};
use crate::model::links::UsedBy;
use crate::model::reference::{Entry, Item};
use crate::model::usage::{GroupAt, Usage};

use super::type_expression::{entry_href, typed_entries};

/// Follows every name in what entries take and return.
#[must_use]
pub fn usage(index: &Index) -> Usage {
    let mut usage = Usage { documented: super::documented::documented(index), ..Usage::default() };
    for (page, record) in index.pages.iter().enumerate() {
        if record.route.is_none() {
            continue;
        }
        for (language, entries) in &record.page.front.reference {
            for entry in entries {
                let user = (page, entry.anchor.clone());
                let mut met = Vec::new();
                for item in entry.parameters.iter().chain(&entry.returns) {
                    named(index, language, item, &mut met);
                }
                for at in met {
                    let target_at = group_of(index, at);
                    if index.pages[at.page].route.is_none() || target_at == user {
                        continue;
                    }
                    let languages = usage.users.entry(target_at).or_default().entry(user.clone()).or_default();
                    if !languages.contains(language) {
                        languages.push(language.clone());
                    }
                }
            }
        }
    }
    usage
}

/// The group that an entry belongs to.
#[must_use]
pub fn group_of(index: &Index, at: EntryAt) -> GroupAt {
    (at.page, index.entry(at).2.anchor.clone())
}

/// The entries that an item names, its fields included.
fn named(index: &Index, language: &str, item: &Item, met: &mut Vec<EntryAt>) {
    match item {
        Item::Named(name) => met.extend(index.named(language, name).first()),
        Item::Plain(kind) => met.extend(typed_entries(index, language, kind)),
        Item::Field(field) => {
            // A return value without a type is named for it.
            let kind = field.kind.as_deref().or(field.key.as_deref()).unwrap_or_default();
            met.extend(typed_entries(index, language, kind));
            for item in &field.properties {
                named(index, language, item, met);
            }
        }
    }
}

/// The entries that the returns of an entry name, in the order written.
#[must_use]
pub fn returned(index: &Index, language: &str, entry: &Entry) -> Vec<EntryAt> {
    let mut met = Vec::new();
    for item in &entry.returns {
        named(index, language, item, &mut met);
    }
    met
}

/// The users of some entries, as a page lists them. Languages are named only where they are not all.
#[must_use]
pub fn used_by(index: &Index, groups: &[GroupAt]) -> Vec<UsedBy> {
    let mut joined: BTreeMap<&GroupAt, Vec<&str>> = BTreeMap::new();
    for (user, languages) in users(index, groups) {
        let known = joined.entry(user).or_default();
        for language in languages {
            if !known.contains(&language.as_str()) {
                known.push(language);
            }
        }
    }
    let listed = joined.into_iter().filter_map(|(user, languages)| user_view(index, user, &languages));
    let mut listed: Vec<UsedBy> = listed.collect();
    listed.sort_by(|a, b| (&a.title, &a.href).cmp(&(&b.title, &b.href)));
    listed
}

/// Who uses any of some entries and is none of them, and in which languages.
fn users<'i>(index: &'i Index, groups: &'i [GroupAt]) -> impl Iterator<Item = (&'i GroupAt, &'i Vec<String>)> {
    let users = groups.iter().filter_map(|group| index.usage.users.get(group)).flatten();
    users.filter(|(user, _)| !groups.contains(user))
}

/// Whether an anchor is that of a list of users, which a page has only where there are any.
#[must_use]
pub fn is_list_of_users(index: &Index, record: &PageRecord, anchor: &str) -> bool {
    let Some(page) = index.page_of(record.source.id).filter(|_| anchor.ends_with(USED_BY)) else { return false };
    if record.schema.is_some() {
        return anchor == USED_BY && !users_of_schema(index, page).is_empty();
    }
    let groups = index::groups(index, &record.page).into_iter().enumerate();
    let mut named = groups.filter(|(number, (group, _))| index::section_anchor(group, *number, USED_BY) == anchor);
    named.any(|(_, (group, _))| users(index, &[(page, group)]).any(|(user, _)| user_view(index, user, &[]).is_some()))
}

/// Who uses a schema: the entries that describe it, those that take or return them, and schemas that refer to it.
#[must_use]
pub fn users_of_schema(index: &Index, page: usize) -> Vec<UsedBy> {
    let groups = index.usage.documented.get(&page).map(Vec::as_slice).unwrap_or_default();
    let mut listed: Vec<UsedBy> = groups.iter().filter_map(|group| user_view(index, group, &[])).collect();
    for described in &mut listed {
        described.languages.clear();
    }
    listed.extend(used_by(index, groups));
    let base = index.settings.base_path();
    let schemas = index.schemas.refers.iter().filter(|(from, to)| *to == page && *from != page);
    let mut schemas: Vec<UsedBy> = schemas
        .filter_map(|(from, _)| {
            let record = &index.pages[*from];
            let href = record.route.as_ref()?.href(base);
            Some(UsedBy { title: record.title.clone(), href, languages: Vec::new() })
        })
        .collect();
    schemas.sort_by(|a, b| (&a.title, &a.href).cmp(&(&b.title, &b.href)));
    listed.extend(schemas);
    listed
}

/// A group as others list it.
#[must_use]
pub fn user_view(index: &Index, user: &GroupAt, languages: &[&str]) -> Option<UsedBy> {
    let members = index.members(user);
    let (record, _, first) = index.entry(*members.first()?);
    let href = entry_href(index, members[0])?;
    // A page has the name of its first entry; a further one has only its own.
    let title =
        if href.contains('#') { first.title.clone().or_else(|| first.key.clone())? } else { record.title.clone() };
    let all = members.iter().all(|at| languages.contains(&index.entry(*at).1));
    let order = |id: &&&str| index.settings.languages.iter().position(|known| known.id == **id);
    let mut named: Vec<&&str> = languages.iter().filter(|_| !all).collect();
    named.sort_by_key(order);
    Some(UsedBy { title, href, languages: named.into_iter().map(|id| (*id).to_owned()).collect() })
}
