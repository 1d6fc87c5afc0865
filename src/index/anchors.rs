//! Anchors of entries and their fields: unique in a page, and the same for as long as the names are.

use super::{EntryAt, Index};
use crate::limits;
use crate::model::page::Page;
use crate::model::reference::{Entry, Item, LISTS};

/// Anchors that a page has for its entries and their fields.
pub(super) fn entry_anchors(index: &Index, page: &Page) -> Vec<String> {
    let mut anchors = Vec::new();
    for (language, entries) in &page.front.reference {
        for (number, entry) in entries.iter().enumerate() {
            anchors.push(entry.anchor.clone());
            for list in LISTS {
                let mut walk = FieldAnchors { index, language, open: Vec::new(), anchors: &mut anchors };
                walk.items(&anchor_scope(entries, number, list), entry.list(list), list == "returns");
            }
        }
    }
    for (number, (group, holds)) in groups(index, page).iter().enumerate() {
        let lists = LISTS.iter().zip(holds).filter(|(_, holds)| **holds);
        anchors.extend(lists.map(|(list, _)| section_anchor(group, number, list)));
    }
    anchors
}

/// The anchors of the lists of users that a page has or may yet get.
pub(super) fn user_anchors(index: &Index, page: &Page) -> Vec<String> {
    let groups = groups(index, page);
    groups.iter().enumerate().map(|(number, (group, _))| section_anchor(group, number, USED_BY)).collect()
}

/// The name of the section that lists who uses an entry or a schema.
pub const USED_BY: &str = "used-by";

/// The anchor of a section below the group of this number: those of the first group have the plain names.
#[must_use]
pub fn section_anchor(group: &str, number: usize, name: &str) -> String {
    if number == 0 { name.to_owned() } else { format!("{group}-{name}") }
}

/// The anchors of a page's groups of entries in the order in which they are shown, and which lists each has.
#[must_use]
pub fn groups(index: &Index, page: &Page) -> Vec<(String, [bool; LISTS.len()])> {
    let mut groups: Vec<(String, [bool; LISTS.len()])> = Vec::new();
    for language in &index.settings.languages {
        let of_language = page.front.reference.iter().filter(|(name, _)| *name == language.id);
        for (_, entries) in of_language {
            for entry in entries {
                let at = groups.iter().position(|(known, _)| *known == entry.anchor).unwrap_or_else(|| {
                    groups.push((entry.anchor.clone(), [false; LISTS.len()]));
                    groups.len() - 1
                });
                for (holds, list) in groups[at].1.iter_mut().zip(LISTS) {
                    *holds |= !entry.list(list).is_empty();
                }
            }
        }
    }
    groups
}

/// The anchors of fields, those of shared items included: the same that `resolve::reference` gives them.
pub(super) struct FieldAnchors<'i> {
    index: &'i Index,
    language: &'i str,
    /// The shared items that we are inside of.
    open: Vec<EntryAt>,
    anchors: &'i mut Vec<String>,
}

impl FieldAnchors<'_> {
    pub(super) fn items(&mut self, parent: &str, items: &[Item], returned: bool) {
        for item in items {
            if self.anchors.len() > limits::FIELDS {
                return;
            }
            match item {
                Item::Field(field) => {
                    let path = field_path(parent, field.key.as_deref(), field.unwrap);
                    let is_type = returned && field.kind.is_none();
                    if field.key.is_some() && !field.unwrap && !is_type {
                        self.anchors.push(format!("{}-{path}", self.language));
                    }
                    self.items(&path, &field.properties, false);
                }
                Item::Named(name) => {
                    let Some(at) = self.index.named(self.language, name).first().copied() else { continue };
                    let (_, _, entry) = self.index.entry(at);
                    if entry.kind.is_none() || entry.method().is_some() || self.open.contains(&at) {
                        continue;
                    }
                    let path = field_path(parent, entry.key.as_deref(), entry.unwrap);
                    if !returned {
                        self.anchors.push(format!("{}-{path}", self.language));
                    }
                    self.open.push(at);
                    self.items(&path, &entry.properties, false);
                    self.open.pop();
                }
                Item::Plain(_) => {}
            }
        }
    }
}

/// What stands before the names of an entry's fields in their anchors: nothing for the parameters of the first
/// entry of its language, so that the shortest anchors are those of what a page is about.
#[must_use]
pub fn anchor_scope(entries: &[Entry], number: usize, list: &str) -> String {
    let own = if number == 0 { "" } else { &entries[number].anchor };
    let part = match list {
        "parameters" => "",
        "properties" if entries[number].parameters.is_empty() => "",
        list => list,
    };
    field_path(own, Some(part), false)
}

/// `options.id`; the name of a field that is unwrapped is not part of the way.
#[must_use]
pub fn field_path(parent: &str, key: Option<&str>, unwrap: bool) -> String {
    let key = if unwrap { "" } else { key.unwrap_or("") };
    let key: String = key.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$')).collect();
    match (parent.is_empty(), key.is_empty()) {
        (true, _) => key,
        (false, true) => parent.to_owned(),
        (false, false) => format!("{parent}.{key}"),
    }
}
