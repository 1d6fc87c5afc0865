//! The entries of a page in its twin, every language under its name.

use std::fmt::Write as _;

use super::{Twin, address};
use crate::model::language::Language;
use crate::model::links::{Group, ResolvedEntry, ResolvedField, UsedBy};
use crate::render::{escape, inline, reference};

impl Twin<'_> {
    pub(super) fn reference(&mut self) {
        let level = 2 + self.below;
        for group in &self.links.reference {
            // What other languages have and this one has not is said, as on the page.
            self.entries(group, level);
            if !group.used_by.is_empty() {
                self.heading(level, "Used by");
                self.push_block(&used_by(&group.used_by, &self.render.languages));
            }
        }
    }

    /// The entries of one group, with the sections that any of them has.
    pub(super) fn entries(&mut self, group: &Group, level: u8) {
        let has =
            |list: fn(&ResolvedEntry) -> &Vec<ResolvedField>| group.entries.iter().any(|entry| !list(entry).is_empty());
        let sections = [has(|entry| &entry.parameters), has(|entry| &entry.returns), has(|entry| &entry.properties)];
        for entry in &group.entries {
            self.entry(entry, sections, level);
        }
    }

    fn entry(&mut self, entry: &ResolvedEntry, sections: [bool; 3], level: u8) {
        let name = self.render.languages.iter().find(|known| known.id == entry.language);
        let name = escape::as_markdown(name.map_or(entry.language.as_str(), |known| known.name.as_str()));
        self.heading(level, &format!("{name}: {}", escape::code_span(&reference::plain_title(entry))));
        if let Some(note) = &entry.deprecated {
            let note = note.as_ref().map(|note| format!(" {}", inline::prose_markdown(note))).unwrap_or_default();
            self.push_block(&format!("**Deprecated.**{note}"));
        }
        if let Some(description) = &entry.description {
            self.push_block(&inline::prose_markdown(description));
        }
        let lists = [
            ("Parameters", &entry.parameters, "No parameters."),
            ("Returns", &entry.returns, "Nothing is returned."),
            ("Properties", &entry.properties, "No properties."),
        ];
        for ((name, list, none), shown) in lists.into_iter().zip(sections) {
            if shown {
                self.heading(level + 1, name);
                let mut rows = String::new();
                fields(list, 0, &mut rows);
                self.push_block(if list.is_empty() { none } else { &rows });
            }
        }
    }
}

fn fields(fields: &[ResolvedField], depth: usize, out: &mut String) {
    for field in fields {
        if field.unwrap && !field.fields.is_empty() {
            if !field.kind.is_empty() || field.description.is_some() {
                self::fields(&[reference::bare(field)], depth, out);
            }
            self::fields(&field.fields, depth, out);
            continue;
        }
        let _ = write!(out, "{:indent$}- ", "", indent = depth * 2);
        if let Some(key) = &field.key {
            let _ = write!(out, "{} ", escape::code_span(key));
        }
        for part in &field.kind {
            let text = escape::as_markdown(&part.text);
            match &part.href {
                Some(href) => {
                    let _ = write!(out, "[{text}]({})", address(href));
                }
                None => out.push_str(&text),
            }
        }
        if field.required {
            out.push_str(" (required)");
        }
        match &field.deprecated {
            Some(Some(note)) => {
                let _ = write!(out, " (deprecated: {})", inline::prose_markdown(note));
            }
            Some(None) => out.push_str(" (deprecated)"),
            None => {}
        }
        if let Some(default) = &field.default {
            let _ = write!(out, " (default {})", escape::code_span(&reference::literal(default)));
        }
        if let Some(description) = &field.description {
            let _ = write!(out, ": {}", inline::prose_markdown(description));
        }
        out.push('\n');
        self::fields(&field.fields, depth + 1, out);
    }
}

/// Who uses an entry or a schema, as a list.
pub fn used_by(users: &[UsedBy], languages: &[Language]) -> String {
    let line = |user: &UsedBy| {
        let languages = match reference::languages_used(user, languages) {
            languages if languages.is_empty() => languages,
            languages => format!(" ({languages})"),
        };
        format!("- [{}]({}){languages}\n", escape::as_markdown(&user.title), address(&user.href))
    };
    users.iter().map(line).collect()
}
