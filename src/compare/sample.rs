//! Samples held against the reference: answers against the schema of what their entry returns, names against the
//! names that their language has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::index::{EntryAt, Index};
use crate::model::diagnostic::Code;
use crate::model::finding::Finding;
use crate::model::json::{Json, JsonKind, pointer_below};
use crate::model::links::SampleVariant;
use crate::model::place::{Place, Span};
use crate::model::reference::{Entry, Item};
use crate::model::source::{SourceId, SourcePath};
use crate::model::usage::GroupAt;
use crate::parse;
use crate::resolve::usage::{group_of, returned};
use crate::resolve::{bundle, sample};
use crate::validity::Checker;

use super::block::{Block, blocks};
use super::name::{Names, unknown_names};
use super::shape::TextOf;

/// Every sample that is not as the reference and the schemas say.
#[must_use]
pub fn findings(index: &Index, text_of: &TextOf<'_>) -> Vec<Finding> {
    let mut by_group: BTreeMap<&GroupAt, usize> = BTreeMap::new();
    for (schema, groups) in &index.usage.documented {
        by_group.extend(groups.iter().map(|group| (group, *schema)));
    }
    let mut comparer = Comparer {
        index,
        text_of,
        by_group,
        checkers: HashMap::new(),
        names: Names::of(index),
        met: BTreeSet::new(),
        found: Vec::new(),
    };
    for record in &index.pages {
        let Some(text) = text_of(record.source.id).filter(|_| !record.page.components.is_empty()) else { continue };
        for block in blocks(record, &text) {
            comparer.block(&record.source.path, &block);
        }
    }
    comparer.found
}

struct Comparer<'c> {
    index: &'c Index,
    text_of: &'c TextOf<'c>,
    by_group: BTreeMap<&'c GroupAt, usize>,
    checkers: HashMap<usize, Option<Checker>>,
    names: Names<'c>,
    /// What was compared already: a sample may be shown on several pages.
    met: BTreeSet<(SourceId, String)>,
    found: Vec<Finding>,
}

impl Comparer<'_> {
    fn block(&mut self, page: &SourcePath, block: &Block) {
        let Some(id) = block.id.as_deref() else { return };
        let Ok(set) = sample::sample(self.index, page, &block.file, block.language.as_deref()) else { return };
        // A part of a file has no beginning and no end that could be held against anything.
        if set.region.is_some() {
            return;
        }
        for variant in &set.variants {
            if !self.met.insert((variant.source, format!("{id}/{}", block.is_response()))) {
                continue;
            }
            if variant.ending == "json" {
                self.answer(block, id, variant);
            } else if !block.is_response() {
                self.code(id, variant);
            }
        }
    }

    /// The names in a sample of code.
    fn code(&mut self, id: &str, variant: &SampleVariant) {
        let Some(language) = variant.languages.iter().find(|language| !variant.fallback.contains(*language)) else {
            return;
        };
        let Some(at) = self.index.with_id(language, id).first().copied() else { return };
        let Some(text) = (self.text_of)(variant.source) else { return };
        for unknown in unknown_names(self.index, &mut self.names, at, &text) {
            self.found.push(Finding {
                code: Code::UNKNOWN_NAME,
                subject: self.path(variant.source),
                field: unknown.name,
                language: Some(language.clone()),
                message: unknown.message,
                place: Place::span(variant.source, unknown.span),
                other: Some((
                    crate::resolve::reference::entry_place(self.index, at),
                    "the entry that it shows".to_owned(),
                )),
                help: unknown.help,
            });
        }
    }

    /// A sample of JSON against the schema that it is an instance of.
    fn answer(&mut self, block: &Block, id: &str, variant: &SampleVariant) {
        if block.is_request() || block.status().is_some_and(|status| status >= 300) {
            return;
        }
        let own = || self.own_schema(id).map(|schema| Expected { schema, list: false });
        let expected = if block.is_response() {
            self.returned_schema(id)
        } else if block.tab {
            None
        } else {
            own()
        };
        let Some(expected) = expected else { return };
        let Some(text) = (self.text_of)(variant.source) else { return };
        let json = match parse::json::json(variant.source, &text) {
            Ok(json) => json.value,
            Err(problem) => {
                let message = format!("this sample is no JSON: {}", problem.message);
                let whole = self.whole(expected.schema);
                self.push(variant.source, "/".to_owned(), message, problem.place.clone(), whole);
                return;
            }
        };
        match (&json.kind, expected.list) {
            (JsonKind::List(items), true) => {
                for item in items {
                    self.value(item, variant.source, expected.schema);
                }
            }
            // A list inside of something that nobody described.
            (_, true) => {}
            (_, false) => self.value(&json, variant.source, expected.schema),
        }
    }

    fn value(&mut self, json: &Json<'_>, source: SourceId, schema: usize) {
        let title = &self.index.pages[schema].title;
        let Some(checker) = self.checker(schema) else { return };
        let problems = checker.problems(&json.plain());
        for problem in problems {
            let message = format!("this is not as the schema `{title}` says: {}", problem.message);
            let found = json.nearest(&problem.pointer);
            let key = problem.key.as_ref().and_then(|key| found.member(key));
            let place = Place::span(source, key.map_or_else(|| opening(found), |member| member.key_span));
            let pointer = match &problem.key {
                Some(key) => pointer_below(&problem.pointer, key),
                None => problem.pointer,
            };
            let field = if pointer.is_empty() { "/".to_owned() } else { pointer };
            let rule = self.rule(&problem.rule).unwrap_or_else(|| self.whole(schema));
            self.push(source, field, message, place, rule);
        }
    }

    fn checker(&mut self, schema: usize) -> Option<&Checker> {
        let (index, text_of) = (self.index, self.text_of);
        let made = self.checkers.entry(schema).or_insert_with(|| {
            let source = index.pages[schema].source.id;
            let text = text_of(source)?;
            parse::schema::with_tree(source, &text, |tree, json| {
                let bundle = bundle::bundle(index, schema, json, tree, &|source| text_of(source));
                Checker::new(&bundle.value)
            })?
        });
        made.as_ref()
    }

    fn whole(&self, schema: usize) -> Place {
        Place::start(self.index.pages[schema].source.id)
    }

    /// Where a keyword of a bundle is written, in whichever file that is.
    fn rule(&self, pointer: &str) -> Option<Place> {
        let (file, below) = pointer.strip_prefix("/$defs/f")?.split_once('/')?;
        let source = self.index.pages.get(file.parse::<usize>().ok()?)?.source.id;
        let text = (self.text_of)(source)?;
        let json = parse::json::json(source, &text).ok()?.value;
        let below = crate::model::route::decoded(below).unwrap_or_else(|| below.to_owned());
        Some(Place::span(source, opening(json.nearest(&format!("/{below}")))))
    }

    fn push(&mut self, source: SourceId, field: String, message: String, place: Place, rule: Place) {
        self.found.push(Finding {
            code: Code::INVALID_SAMPLE,
            subject: self.path(source),
            field,
            language: None,
            message,
            place,
            other: Some((rule, "the schema says so here".to_owned())),
            help: None,
        });
    }

    fn path(&self, source: SourceId) -> String {
        let found = self.index.samples.iter().find(|(_, id)| **id == source);
        found.map(|(path, _)| path.strip_prefix("content/").unwrap_or(path).to_owned()).unwrap_or_default()
    }

    /// The schema of the object that an id names.
    fn own_schema(&self, id: &str) -> Option<usize> {
        let languages = self.index.settings.languages.iter();
        languages.flat_map(|language| self.index.with_id(&language.id, id)).find_map(|at| self.schema_of(*at))
    }

    fn schema_of(&self, at: EntryAt) -> Option<usize> {
        self.by_group.get(&group_of(self.index, at)).copied()
    }

    /// The schema of what an entry returns: that of HTTP first, for it is HTTP that a sample of JSON shows.
    fn returned_schema(&self, id: &str) -> Option<Expected> {
        let languages = self.index.settings.languages.iter();
        let mut entries: Vec<(&str, EntryAt)> = languages
            .flat_map(|language| self.index.with_id(&language.id, id).iter().map(|at| (language.id.as_str(), *at)))
            .collect();
        entries.sort_by_key(|(_, at)| self.index.entry(*at).2.method().is_none());
        entries.into_iter().find_map(|(language, at)| {
            let entry = self.index.entry(at).2;
            let schema = returned(self.index, language, entry).into_iter().find_map(|at| self.schema_of(at))?;
            Some(Expected { schema, list: returns_list(entry) })
        })
    }
}

/// What an answer is to be.
struct Expected {
    schema: usize,
    list: bool,
}

/// Whether the first thing that an entry returns is a bare list.
fn returns_list(entry: &Entry) -> bool {
    let text = match entry.returns.first() {
        Some(Item::Field(field)) => field.kind.as_deref().or(field.key.as_deref()).unwrap_or_default(),
        Some(Item::Plain(text) | Item::Named(text)) => text,
        None => return false,
    };
    let lists =
        ["List<", "list<", "Array<", "array<", "list[", "List[", "Array[", "Sequence[", "IEnumerable<", "Collection<"];
    text.contains("[]") || lists.iter().any(|list| text.contains(list))
}

/// Where a value begins: of a map or list only its bracket, for the rest may be long.
fn opening(json: &Json<'_>) -> Span {
    match json.kind {
        JsonKind::Map(_) | JsonKind::List(_) => Span::new(json.span.start as usize, json.span.start as usize + 1),
        _ => json.span,
    }
}
