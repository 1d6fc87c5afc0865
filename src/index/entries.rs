//! Entries by what they are called: key and id, the name of a type, and the group that a page shows them in.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::Entry;
use crate::model::usage::GroupAt;
use crate::near::near;

use super::build::Builder;
use super::{Index, PageRecord};

/// Where an entry stands: page, language and entry by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryAt {
    pub page: usize,
    pub language: usize,
    pub entry: usize,
}

impl Index {
    #[must_use]
    pub fn entry(&self, at: EntryAt) -> (&PageRecord, &str, &Entry) {
        let (page, language, entries) = self.entries_beside(at);
        (page, language, &entries[at.entry])
    }

    /// All entries of its page in its language.
    #[must_use]
    pub fn entries_beside(&self, at: EntryAt) -> (&PageRecord, &str, &[Entry]) {
        let page = &self.pages[at.page];
        let (language, entries) = &page.page.front.reference[at.language];
        (page, language, entries)
    }

    /// The entries of a page that have one anchor, by language.
    #[must_use]
    pub fn members(&self, group: &GroupAt) -> &[EntryAt] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// The entries of a language with this key; if there are none, with this id.
    #[must_use]
    pub fn named(&self, language: &str, name: &str) -> &[EntryAt] {
        let by_key = self.by_key.get(language).and_then(|names| names.get(name));
        let found = by_key.or_else(|| self.by_id.get(language).and_then(|names| names.get(name)));
        found.map_or(&[], Vec::as_slice)
    }

    /// The shared item that a name in a list of fields stands for.
    #[must_use]
    pub fn shared(&self, language: &str, name: &str) -> Option<EntryAt> {
        self.named(language, name).first().copied().filter(|at| self.entry(*at).2.is_item())
    }

    #[must_use]
    pub fn with_id(&self, language: &str, id: &str) -> &[EntryAt] {
        self.by_id.get(language).and_then(|names| names.get(id)).map_or(&[], Vec::as_slice)
    }

    /// The entry that a name in a type expression of a language means.
    #[must_use]
    pub fn typed(&self, language: &str, name: &str) -> Option<EntryAt> {
        self.by_type.get(language)?.get(name).copied()
    }

    /// Every name that an item of a language can have, for near names.
    #[must_use]
    pub fn names(&self, language: &str) -> Vec<&str> {
        let mut names: Vec<&str> = [&self.by_key, &self.by_id]
            .into_iter()
            .filter_map(|table| table.get(language))
            .flat_map(|names| names.keys().map(String::as_str))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[must_use]
    pub fn type_names(&self, language: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.by_type.get(language).map(|names| names.keys().map(String::as_str).collect()).unwrap_or_default();
        names.sort_unstable();
        names
    }
}

impl Builder {
    pub(super) fn entries(&mut self) {
        for page in 0..self.index.pages.len() {
            let record = &self.index.pages[page];
            let reference = &Arc::clone(&record.page).front.reference;
            for (language, (name, entries)) in reference.iter().enumerate() {
                for (entry, written) in entries.iter().enumerate() {
                    let group = self.index.groups.entry((page, written.anchor.clone())).or_default();
                    group.push(EntryAt { page, language, entry });
                }
                if !self.index.settings.languages.iter().any(|known| known.id == *name) {
                    let steps = vec![Step::Key("reference".into()), Step::Key(name.as_str().into())];
                    let place = Place::data(self.index.pages[page].source.id, DataPath::key(steps));
                    let known = self.index.settings.languages.iter().map(|language| language.id.as_str());
                    let help = did_you_mean(&near(name, known))
                        .or_else(|| Some("add it to `languages` in `content/site.yml`".to_owned()));
                    let message = format!("`{name}` is no language of this site");
                    self.diagnostics.push(Diagnostic::new(Code::UNKNOWN_LANGUAGE, place, message).help_if(help));
                    continue;
                }
                for (entry, written) in entries.iter().enumerate() {
                    self.entry(EntryAt { page, language, entry }, name, written);
                }
            }
        }
    }

    fn entry(&mut self, at: EntryAt, language: &str, entry: &Entry) {
        let add = |table: &mut HashMap<String, HashMap<String, Vec<EntryAt>>>, name: &Option<String>| {
            if let Some(name) = name {
                table.entry(language.to_owned()).or_default().entry(name.clone()).or_default().push(at);
            }
        };
        add(&mut self.index.by_key, &entry.key);
        add(&mut self.index.by_id, &entry.id);
        if entry.method().is_some() {
            return;
        }
        let types = self.index.by_type.entry(language.to_owned()).or_default();
        let key = entry.key.as_deref();
        let title = entry.title.as_deref().and_then(declared);
        let short = title.and_then(|title| title.rsplit(['.', '\\', ':']).next());
        for name in [key, title, short].into_iter().flatten() {
            types.entry(name.to_owned()).or_insert(at);
        }
    }
}

/// `class Challenge : Base` → `Challenge`; nothing for the title of a method.
#[must_use]
pub fn declared(title: &str) -> Option<&str> {
    const WORDS: [&str; 14] = [
        "class",
        "interface",
        "struct",
        "enum",
        "type",
        "record",
        "module",
        "trait",
        "object",
        "abstract",
        "public",
        "final",
        "sealed",
        "protocol",
    ];
    let mut words = title.split_whitespace().skip_while(|word| WORDS.contains(word));
    let name = words.next()?;
    let name = name.split('<').next().unwrap_or(name).trim_end_matches([':', ',']);
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | ':' | '$'));
    let more = words
        .next()
        .is_none_or(|word| matches!(word, ":" | "extends" | "implements" | "<" | "=" | "struct" | "interface"));
    (plain && more && !name.is_empty() && !name.starts_with('/')).then_some(name)
}
