//! The fields of an entry that a reader can be led to, each with its anchor.

use super::{EntryAt, Index};
use crate::limits;
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
    bounds: &'w mut Bounds,
    each: E,
}

impl<'w, 'i, E: FnMut(String, Written<'i>)> Fields<'w, 'i, E> {
    pub fn new(index: &'i Index, language: &'i str, bounds: &'w mut Bounds, each: E) -> Self {
        Self { index, language, bounds, each }
    }

    pub fn entry(&mut self, entries: &'i [Entry], number: usize) {
        for list in LISTS {
            self.items(None, &anchor_scope(entries, number, list), entries[number].list(list), list == "returns");
        }
    }

    fn items(&mut self, of: Option<EntryAt>, parent: &str, items: &'i [Item], returned: bool) {
        if !self.bounds.enter(of, items) {
            return;
        }
        for item in items {
            if !self.bounds.meet() {
                break;
            }
            match item {
                Item::Field(field) => {
                    let path = field_path(parent, field.key.as_deref(), field.unwrap);
                    // What is returned and has no type is a type itself.
                    let is_type = returned && field.kind.is_none();
                    if field.key.is_some() && !field.unwrap && !is_type {
                        (self.each)(format!("{}-{path}", self.language), Written::Field(field));
                    }
                    self.items(None, &path, &field.properties, false);
                }
                Item::Named(name) => {
                    let Some(at) = self.index.shared(self.language, name) else { continue };
                    let (_, _, entry) = self.index.entry(at);
                    let path = field_path(parent, entry.key.as_deref(), entry.unwrap);
                    if !returned {
                        (self.each)(format!("{}-{path}", self.language), Written::Shared(entry));
                    }
                    self.items(Some(at), &path, &entry.properties, false);
                }
                Item::Plain(_) => {}
            }
        }
        self.bounds.leave();
    }
}

/// How far a walk over fields goes. It is the same for each, so that what is shown has an anchor and is compared.
#[derive(Debug, Default)]
pub struct Bounds {
    /// The lists that we are inside of, each with the shared item that it belongs to.
    open: Vec<Option<EntryAt>>,
    met: usize,
    too_deep: bool,
}

impl Bounds {
    /// Goes into a list of fields, if there is anything in it. A shared item that holds itself is met once more, without
    /// what it holds.
    #[must_use]
    pub fn enter(&mut self, of: Option<EntryAt>, items: &[Item]) -> bool {
        if items.is_empty() || of.is_some_and(|at| self.is_inside(at)) {
            return false;
        }
        let is_deep = self.open.len() == limits::DEPTH;
        self.too_deep |= is_deep;
        if !is_deep {
            self.open.push(of);
        }
        !is_deep
    }

    pub fn leave(&mut self) {
        self.open.pop();
    }

    /// Counts a field; false if it is one too many.
    #[must_use]
    pub fn meet(&mut self) -> bool {
        self.met += 1;
        self.met <= limits::FIELDS
    }

    #[must_use]
    pub fn is_inside(&self, at: EntryAt) -> bool {
        self.open.contains(&Some(at))
    }

    #[must_use]
    pub fn is_in_shared(&self) -> bool {
        self.open.iter().any(Option::is_some)
    }

    #[must_use]
    pub fn were_too_many(&self) -> bool {
        self.met > limits::FIELDS
    }

    #[must_use]
    pub fn were_too_deep(&self) -> bool {
        self.too_deep
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
