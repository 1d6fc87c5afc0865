//! The fields of an entry that a reader can be led to, each with its anchor.

use super::{EntryAt, Index};
use crate::model::reference::{Entry, Field, Item, LISTS};

/// A field as it is written: where it stands, or as an item that entries share.
#[derive(Debug, Clone, Copy)]
pub enum Written<'i> {
    Field(&'i Field),
    Shared(&'i Entry),
}

/// The fields of an entry that have an anchor on its page, those of shared items included: the same that
/// `resolve::reference` shows.
pub struct Fields<'w, 'i, E: FnMut(String, Written<'i>)> {
    index: &'i Index,
    language: &'i str,
    /// The shared items that we are inside of.
    open: Vec<EntryAt>,
    /// How many fields may still come.
    left: &'w mut usize,
    each: E,
}

impl<'w, 'i, E: FnMut(String, Written<'i>)> Fields<'w, 'i, E> {
    pub fn new(index: &'i Index, language: &'i str, left: &'w mut usize, each: E) -> Self {
        Self { index, language, open: Vec::new(), left, each }
    }

    pub fn entry(&mut self, entries: &'i [Entry], number: usize) {
        for list in LISTS {
            self.items(&anchor_scope(entries, number, list), entries[number].list(list), list == "returns");
        }
    }

    fn items(&mut self, parent: &str, items: &'i [Item], returned: bool) {
        for item in items {
            let Some(left) = self.left.checked_sub(1) else { return };
            *self.left = left;
            match item {
                Item::Field(field) => {
                    let path = field_path(parent, field.key.as_deref(), field.unwrap);
                    // What is returned and has no type is a type itself.
                    let is_type = returned && field.kind.is_none();
                    if field.key.is_some() && !field.unwrap && !is_type {
                        (self.each)(format!("{}-{path}", self.language), Written::Field(field));
                    }
                    self.items(&path, &field.properties, false);
                }
                Item::Named(name) => {
                    let Some(at) = self.index.named(self.language, name).first().copied() else { continue };
                    let (_, _, entry) = self.index.entry(at);
                    if entry.kind.is_none() || entry.method().is_some() {
                        continue;
                    }
                    let path = field_path(parent, entry.key.as_deref(), entry.unwrap);
                    if !returned {
                        (self.each)(format!("{}-{path}", self.language), Written::Shared(entry));
                    }
                    if !self.open.contains(&at) {
                        self.open.push(at);
                        self.items(&path, &entry.properties, false);
                        self.open.pop();
                    }
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
