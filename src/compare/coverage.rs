//! How much of a site each language has: entries, their fields, and samples.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::{EntryAt, Index};
use crate::model::coverage::{Count, Coverage, Gap, GapKind, LanguageCoverage};
use crate::model::page::UseKind;
use crate::resolve::documented::{groups, id_of};
use crate::resolve::sample;
use crate::resolve::type_expression::typed_entries;

use super::field::{EntryField, entry_fields, folded};
use super::shape::{TextOf, shape};

/// What each language of a site has of it.
#[must_use]
pub fn coverage(index: &Index, text_of: &TextOf<'_>) -> Coverage {
    let languages = index.settings.languages.iter();
    let languages = languages.map(|language| LanguageCoverage {
        id: language.id.clone(),
        name: language.name.clone(),
        ..LanguageCoverage::default()
    });
    let mut counter =
        Counter { index, text_of, coverage: Coverage { languages: languages.collect(), gaps: Vec::new() } };
    counter.entries();
    counter.samples();
    let mut coverage = counter.coverage;
    for language in &mut coverage.languages {
        let parts = [language.entries, language.fields, language.samples];
        let all = Count { have: parts.iter().map(|part| part.have).sum(), of: parts.iter().map(|part| part.of).sum() };
        language.percent = (all.percent() * 100.0).floor() / 100.0;
    }
    coverage
}

struct Counter<'c> {
    index: &'c Index,
    text_of: &'c TextOf<'c>,
    coverage: Coverage,
}

impl Counter<'_> {
    /// Every entry of a published page is asked of every language, unless its id names one: `ruby_client`.
    fn entries(&mut self) {
        let index = self.index;
        let http = http_languages(index);
        for (page, record) in index.pages.iter().enumerate() {
            if record.route.is_none() {
                continue;
            }
            let href = crate::resolve::link::page_href(index, page, None, None);
            for (group, members) in groups(index, page) {
                let id = id_of(index, &members);
                let own = index.settings.languages.iter().find(|language| id.starts_with(&format!("{}_", language.id)));
                let by_language: BTreeMap<&str, EntryAt> =
                    members.iter().rev().map(|at| (index.entry(*at).1, *at)).collect();
                let names: BTreeMap<&str, BTreeSet<String>> = by_language
                    .iter()
                    .map(|(language, at)| {
                        // What a language has in a class of its own beside it, it has.
                        let own = own_entries(index, page, language);
                        (*language, own.chain([*at]).flat_map(|at| field_names(index, at)).collect())
                    })
                    .collect();
                let schema = index.usage.documented.iter().find(|(_, groups)| groups.contains(&group));
                let told = self.told(schema.map(|(schema, _)| *schema), &by_language);
                // What only libraries speak of is asked of libraries alone.
                let in_libraries = told.is_empty();
                let asked = if in_libraries { self.spoken(&by_language) } else { told };
                for number in 0..self.coverage.languages.len() {
                    let language = self.coverage.languages[number].id.clone();
                    if own.is_some_and(|own| own.id != language) {
                        continue;
                    }
                    let has = by_language.contains_key(language.as_str());
                    self.coverage.languages[number].entries.add(has);
                    if !has {
                        self.gap(&language, GapKind::Entry, &id, None, &href);
                    }
                    if in_libraries && http.contains(&language) {
                        continue;
                    }
                    for (folded, shown) in &asked {
                        let has_field = names.get(language.as_str()).is_some_and(|names| names.contains(folded));
                        self.coverage.languages[number].fields.add(has_field);
                        if has && !has_field {
                            self.gap(&language, GapKind::Field, &id, Some(shown.clone()), &href);
                        }
                    }
                }
            }
        }
    }

    /// The fields that every language should have: those of the schema and of HTTP.
    fn told(&self, schema: Option<usize>, by_language: &BTreeMap<&str, EntryAt>) -> BTreeMap<String, String> {
        let index = self.index;
        let mut asked = BTreeMap::new();
        if let Some(shape) = schema.and_then(|schema| shape(index, schema, self.text_of)) {
            let fields = shape.fields.into_iter().filter(|field| field.certain);
            asked.extend(fields.map(|field| (folded(&field.name), field.name)));
        }
        for at in by_language.values().filter(|at| index.entry(**at).2.method().is_some()) {
            let own = listed(index, *at).into_iter().filter(|field| !field.shared);
            asked.extend(own.map(|field| (folded(&field.key), field.key)));
        }
        asked
    }

    /// The fields of which two languages speak, by the names of their texts.
    fn spoken(&self, by_language: &BTreeMap<&str, EntryAt>) -> BTreeMap<String, String> {
        let index = self.index;
        let mut spoken: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for at in by_language.values() {
            for field in listed(index, *at).iter().filter(|field| !field.shared && !field.key.ends_with(')')) {
                // Options that a method takes together are asked for one by one.
                let holds = field.fields.iter().filter(|_| index.entry(*at).2.properties.is_empty());
                let several: Vec<&EntryField> = holds.collect();
                let types = typed_entries(index, index.entry(*at).1, field.kind.as_deref().unwrap_or_default());
                if several.is_empty() && types.iter().any(|at| !index.entry(*at).2.properties.is_empty()) {
                    continue;
                }
                for field in if several.is_empty() { vec![field] } else { several } {
                    // A key and the name of its text are one field.
                    let text = field.description.as_ref().and_then(|text| text.name.as_ref());
                    let name = text.map_or_else(|| field.key.clone(), Clone::clone);
                    spoken.entry(folded(&name)).or_insert((0, name)).0 += 1;
                }
            }
        }
        let least = by_language.len().min(2);
        spoken.into_iter().filter(|(_, (count, _))| *count >= least).map(|(key, (_, name))| (key, name)).collect()
    }

    fn samples(&mut self) {
        let index = self.index;
        for (page, record) in index.pages.iter().enumerate() {
            let href = crate::resolve::link::page_href(index, page, None, None);
            let mut met = BTreeSet::new();
            let uses = record.page.uses.open();
            for (number, used) in uses.iter().enumerate() {
                let UseKind::Sample { file, language: None } = &used.kind else { continue };
                if !met.insert(file.as_str()) {
                    continue;
                }
                let Ok(set) = sample::sample(index, &record.source.path, file, None) else { continue };
                let replaced = sample::replaced(index, &uses[number + 1..]);
                let shown = |id: &String| set.variants.iter().find(|variant| variant.languages.contains(id));
                // What belongs to no language is the same for all.
                if set.variants.iter().all(|variant| variant.languages.is_empty()) {
                    continue;
                }
                for number in 0..self.coverage.languages.len() {
                    let id = self.coverage.languages[number].id.clone();
                    let has =
                        shown(&id).is_some_and(|variant| !variant.fallback.contains(&id)) || replaced.contains(&&id);
                    self.coverage.languages[number].samples.add(has);
                    if !has {
                        self.gap(&id, GapKind::Sample, file, None, &href);
                    }
                }
            }
        }
    }

    fn gap(&mut self, language: &str, kind: GapKind, id: &str, field: Option<String>, href: &str) {
        let (language, id, href) = (language.to_owned(), id.to_owned(), href.to_owned());
        self.coverage.gaps.push(Gap { language, kind, id, field, href });
    }
}

/// The entries of a page that only one language has, and says so in their id: `dotnet_options`.
fn own_entries<'i>(index: &'i Index, page: usize, language: &str) -> impl Iterator<Item = EntryAt> + 'i {
    let listed = &index.pages[page].page.front.reference;
    let number = listed.iter().position(|(name, _)| name == language);
    let prefix = format!("{language}_");
    number.into_iter().flat_map(move |number| {
        let entries = listed[number].1.iter().enumerate();
        let prefix = prefix.clone();
        entries
            .filter(move |(_, entry)| entry.id.as_ref().is_some_and(|id| id.starts_with(&prefix)))
            .map(move |(entry, _)| EntryAt { page, language: number, entry })
    })
}

/// The fields of an entry, of all its lists.
fn listed(index: &Index, at: EntryAt) -> Vec<EntryField> {
    ["parameters", "properties"].into_iter().flat_map(|list| entry_fields(index, at, list)).collect()
}

/// What the fields of an entry are called, those of the objects that it takes included: their keys, the names of
/// their texts, and what aliases stand for.
fn field_names(index: &Index, at: EntryAt) -> BTreeSet<String> {
    let language = index.entry(at).1;
    let mut names = BTreeSet::new();
    for field in listed(index, at) {
        let types = typed_entries(index, language, field.kind.as_deref().unwrap_or_default());
        for inner in
            types.into_iter().flat_map(|at| entry_fields(index, at, "properties")).chain(field.fields.iter().cloned())
        {
            add_names(index, &inner, &mut names);
        }
        add_names(index, &field, &mut names);
    }
    names
}

fn add_names(index: &Index, field: &EntryField, names: &mut BTreeSet<String>) {
    let key = folded(&field.key);
    let aliases = index.settings.aliases.iter();
    let meant = aliases.filter(|(_, aliases)| aliases.iter().any(|alias| folded(alias) == key));
    names.extend(meant.map(|(name, _)| folded(name)));
    names.extend(field.description.as_ref().and_then(|text| text.name.as_deref()).map(folded));
    names.insert(key);
}

/// The languages whose entries are requests.
fn http_languages(index: &Index) -> BTreeSet<String> {
    let listed = index.pages.iter().flat_map(|record| &record.page.front.reference);
    let is_http = |entries: &[crate::model::reference::Entry]| entries.iter().any(|entry| entry.method().is_some());
    listed.filter(|(_, entries)| is_http(entries)).map(|(language, _)| language.clone()).collect()
}
