//! How much of a site each language has: entries, their fields, and samples.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::index::{EntryAt, Index};
use crate::model::page::UseKind;
use crate::resolve::documented::{groups, id_of};
use crate::resolve::sample;

use super::field::{EntryField, TextOf, entry_fields, folded, shape};

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Coverage {
    pub languages: Vec<LanguageCoverage>,
    pub gaps: Vec<Gap>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LanguageCoverage {
    pub id: String,
    pub name: String,
    pub entries: Count,
    pub fields: Count,
    pub samples: Count,
    /// Of all three together; 100 where nothing is asked for.
    pub percent: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    pub have: usize,
    pub of: usize,
}

/// Something that a language lacks and another has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    pub language: String,
    pub kind: GapKind,
    /// The id of the entries, or the stem of the sample.
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The address of the page.
    pub href: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GapKind {
    Entry,
    Field,
    Sample,
}

impl Count {
    fn add(&mut self, has: bool) {
        self.of += 1;
        self.have += usize::from(has);
    }

    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of documentation are small")]
    pub fn percent(self) -> f64 {
        if self.of == 0 { 100.0 } else { self.have as f64 * 100.0 / self.of as f64 }
    }
}

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
                let names: BTreeMap<&str, BTreeSet<String>> =
                    by_language.iter().map(|(language, at)| (*language, field_names(index, *at))).collect();
                let schema = index.usage.documented.iter().find(|(_, groups)| groups.contains(&group));
                let asked = self.asked(schema.map(|(schema, _)| *schema), &by_language, &names);
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

    /// The fields that every language should have: those of the schema and of HTTP; without either, those of which
    /// two languages speak.
    fn asked(
        &self,
        schema: Option<usize>,
        by_language: &BTreeMap<&str, EntryAt>,
        names: &BTreeMap<&str, BTreeSet<String>>,
    ) -> BTreeMap<String, String> {
        let mut asked = BTreeMap::new();
        if let Some(shape) = schema.and_then(|schema| shape(self.index, schema, self.text_of)) {
            let fields = shape.fields.into_iter().filter(|field| field.certain);
            asked.extend(fields.map(|field| (folded(&field.name), field.name)));
        }
        for at in by_language.values().filter(|at| self.index.entry(**at).2.method().is_some()) {
            for field in leaves(self.index, *at) {
                asked.entry(folded(&field.key)).or_insert(field.key);
            }
        }
        if asked.is_empty() {
            let least = if names.len() > 1 { 2 } else { 1 };
            for name in names.values().flatten() {
                if names.values().filter(|names| names.contains(name)).count() >= least {
                    asked.insert(name.clone(), name.clone());
                }
            }
            // A key and the name of its text are one field.
            let texts: BTreeMap<String, String> = by_language
                .values()
                .flat_map(|at| leaves(self.index, *at))
                .filter_map(|field| Some((folded(&field.key), folded(field.description?.name.as_deref()?))))
                .filter(|(key, text)| key != text)
                .collect();
            asked
                .retain(|name, _| texts.get(name).is_none_or(|text| !names.values().any(|names| names.contains(text))));
        }
        asked
    }

    fn samples(&mut self) {
        let index = self.index;
        for (page, record) in index.pages.iter().enumerate() {
            let href = crate::resolve::link::page_href(index, page, None, None);
            let mut met = BTreeSet::new();
            for used in &record.page.uses {
                let UseKind::Sample { file, language: None } = &used.kind else { continue };
                if !met.insert(file.as_str()) {
                    continue;
                }
                let Ok(set) = sample::sample(index, &record.source.path, file, None) else { continue };
                let shown = |id: &String| set.variants.iter().find(|variant| variant.languages.contains(id));
                // What belongs to no language is the same for all.
                if set.variants.iter().all(|variant| variant.languages.is_empty()) {
                    continue;
                }
                for number in 0..self.coverage.languages.len() {
                    let id = self.coverage.languages[number].id.clone();
                    let has = shown(&id).is_some_and(|variant| !variant.fallback.contains(&id));
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

/// The fields of an entry that hold no others, of all its lists.
fn leaves(index: &Index, at: EntryAt) -> Vec<EntryField> {
    let mut found = Vec::new();
    for list in ["parameters", "properties"] {
        for field in entry_fields(index, at, list) {
            if field.shared || field.key.ends_with(')') {
                continue;
            }
            // Options that a method takes together are asked for one by one.
            if list == "parameters" && !field.fields.is_empty() {
                found.extend(field.fields.into_iter().filter(|field| !field.shared && !field.key.ends_with(')')));
            } else {
                found.push(field);
            }
        }
    }
    found
}

/// What the fields of an entry are called: their keys, the names of their texts, and what aliases stand for.
fn field_names(index: &Index, at: EntryAt) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for field in leaves(index, at) {
        let key = folded(&field.key);
        let aliases = index.settings.aliases.iter();
        names.extend(
            aliases
                .filter(|(_, aliases)| aliases.iter().any(|alias| folded(alias) == key))
                .map(|(name, _)| folded(name)),
        );
        names.extend(field.description.and_then(|text| text.name).map(|name| folded(&name)));
        names.insert(key);
    }
    names
}
