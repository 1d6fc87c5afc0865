//! Words of code that are keys of entries and fields, and lead to them.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::model::links::EntryName;

use crate::render::escape;
use crate::render::highlight::Class;

/// What the words of code may mean, by the word.
pub(super) type Names<'n> = HashMap<&'n str, Vec<&'n EntryName>>;

pub(super) fn by_name<'n>(names: &[&'n EntryName]) -> Names<'n> {
    let mut known = Names::new();
    for name in names {
        known.entry(bare(&name.key)).or_default().push(name);
    }
    known
}

/// What a token leads to that is nothing but a name, in quotes or with a colon: its link can carry the colour.
pub(super) fn whole_name<'n>(text: &str, class: Class, before: &str, names: &Names<'n>) -> Option<&'n EntryName> {
    if matches!(class, Class::String | Class::Comment) {
        return None;
    }
    let name = text.trim_end().trim_end_matches(':').trim_matches('"');
    let before = if text.starts_with('"') { "\"" } else { before };
    if !name.is_empty() && name.chars().all(is_word) { known_at(name, before, names) } else { None }
}

/// Words that are the key of an entry or a field lead there.
pub(super) fn linked(text: &str, before: &str, names: &Names<'_>, out: &mut String) {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if length == 0 {
            let skip = rest.find(is_word).unwrap_or(rest.len());
            escape::text(&rest[..skip], out);
            at += skip;
            continue;
        }
        let name = &rest[..length];
        match known_at(name, if at == 0 { before } else { &text[..at] }, names) {
            Some(known) => link(known, "", name, out),
            None => escape::text(name, out),
        }
        at += length;
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// What a word means behind what stands before it.
fn known_at<'n>(name: &str, before: &str, names: &Names<'n>) -> Option<&'n EntryName> {
    let fits = |known: &&&EntryName| {
        known.pattern_before.as_deref().is_none_or(|pattern| {
            let left = before.trim_end();
            left.ends_with(pattern) && !left[..left.len() - pattern.len()].ends_with(is_word)
        })
    };
    names.get(name)?.iter().find(fits).copied()
}

pub(super) fn link(known: &EntryName, css: &str, text: &str, out: &mut String) {
    out.push_str("<a");
    if !css.is_empty() {
        let _ = write!(out, " class={css}");
    }
    out.push_str(" href=\"");
    escape::html(&known.href, out);
    out.push('"');
    if !known.description.is_empty() {
        out.push_str(" title=\"");
        escape::html(&known.description, out);
        out.push('"');
    }
    out.push('>');
    escape::text(text, out);
    out.push_str("</a>");
}

/// `builder()` → `builder`, `:name` → `name`
fn bare(key: &str) -> &str {
    key.trim_end_matches("()").trim_start_matches([':', '-', '@'])
}
