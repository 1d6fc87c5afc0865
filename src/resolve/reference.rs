//! The entries of a page with every name in them followed: descriptions, shared items, types.

use std::collections::HashSet;

use crate::index::{Bounds, EntryAt, Index, anchor_scope, field_path};
use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::links::{Group, Prose, ResolvedEntry, ResolvedField, TypePart};
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::{Deprecated, Entry, Field, Item, LISTS, named};
use crate::model::route::Route;
use crate::near::near;

use super::From;
use super::type_expression::{entry_href, type_expression};

/// The entries of a page, those of one id together, in the order in which ids first appear.
#[must_use]
pub fn groups(from: From<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut walk = Walk::default();
    let order = |name: &str| from.index.settings.languages.iter().position(|known| known.id == name);
    let mut languages: Vec<_> = from.holder.page.front.reference.iter().collect();
    languages.retain(|(name, _)| order(name).is_some());
    languages.sort_by_key(|(name, _)| order(name));
    for (language, entries) in languages {
        for (number, entry) in entries.iter().enumerate() {
            let steps = vec![
                Step::Key("reference".into()),
                Step::Key(language.as_str().into()),
                Step::Item(u32::try_from(number).unwrap_or(u32::MAX)),
            ];
            let mut resolver = Resolver { from, language, steps, walk: &mut walk, diagnostics };
            let resolved = resolver.entry(entries, number);
            let anchor = entry.anchor.clone();
            if let Some(group) = groups.iter_mut().find(|group| group.anchor == anchor) {
                group.entries.push(resolved);
            } else {
                let id = entry.id.clone().or_else(|| entry.key.clone()).unwrap_or_default();
                groups.push(Group { id, anchor, entries: vec![resolved], used_by: Vec::new() });
            }
        }
    }
    if let Some(page) = from.index.page_at(&from.holder.source.path) {
        for group in &mut groups {
            group.used_by = super::usage::used_by(from.index, &[(page, group.anchor.clone())]);
        }
    }
    groups
}

/// The entry of an id (or a key) in every language, for a page that shows it among its own words.
#[must_use]
pub fn named_group(from: From<'_>, id: &str) -> Option<Group> {
    let mut group = Group { id: id.to_owned(), ..Group::default() };
    // What is wrong in it is said where it is written.
    let mut quiet = Vec::new();
    for language in &from.index.settings.languages {
        let by_id = from.index.with_id(&language.id, id).first();
        let Some(at) = by_id.or_else(|| from.index.named(&language.id, id).first()) else { continue };
        let (holder, language, entries) = from.index.entries_beside(*at);
        let mut walk = Walk::default();
        let from = From { holder, ..from };
        let mut resolver = Resolver { from, language, steps: Vec::new(), walk: &mut walk, diagnostics: &mut quiet };
        let mut entry = resolver.entry(entries, at.entry);
        for fields in [&mut entry.parameters, &mut entry.properties, &mut entry.returns] {
            without_anchors(fields);
        }
        group.entries.push(entry);
    }
    (!group.entries.is_empty()).then_some(group)
}

/// The anchors of fields are those of the page that they are written on.
fn without_anchors(fields: &mut [ResolvedField]) {
    for field in fields {
        field.anchor.clear();
        without_anchors(&mut field.fields);
    }
}

/// What is known of a page's entries while they are resolved.
#[derive(Default)]
struct Walk {
    bounds: Bounds,
    /// What was said of them.
    said: Vec<Code>,
    /// What is returned is given, not asked for: nothing in it is required.
    returned: bool,
    anchors: HashSet<String>,
}

struct Resolver<'r, 'i> {
    from: From<'i>,
    language: &'r str,
    /// The way to what is in hand, in the front matter.
    steps: Vec<Step>,
    walk: &'r mut Walk,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl Resolver<'_, '_> {
    fn entry(&mut self, entries: &[Entry], number: usize) -> ResolvedEntry {
        let entry = &entries[number];
        let deprecated = self.deprecated(&entry.deprecated);
        let description = self.text("description", entry.description.as_deref());
        let [parameters, properties, returns] = LISTS.map(|list| {
            self.walk.returned = list == "returns";
            let scope = anchor_scope(entries, number, list);
            self.list(None, list, &scope, entry.list(list), list == "returns")
        });
        if let Some(url) = &entry.url {
            self.url(url);
        }
        ResolvedEntry {
            language: self.language.to_owned(),
            key: entry.key.clone().unwrap_or_default(),
            title: entry.title.clone().or_else(|| entry.key.clone()).unwrap_or_default(),
            method: entry.method(),
            deprecated,
            description,
            parameters,
            properties,
            returns,
        }
    }

    /// `url` is where readers find the entry; a page must be there.
    fn url(&mut self, url: &str) {
        if Route::parse(url).is_ok_and(|url| self.from.holder.route.as_ref() == Some(&url)) {
            return;
        }
        match (super::link::link(self.from, url, &[]), &self.from.holder.route) {
            (Err(problem), _) if problem.code == Code::BROKEN_LINK => {
                let place = self.place("url", None);
                self.diagnostics.push(problem.at(place));
            }
            (Ok(_), Some(route)) => {
                let message = format!("`{url}` is not where this entry is: its page is published at `{route}`");
                self.diagnostics.push(
                    Diagnostic::new(Code::CONFLICTING_URL, self.place("url", None), message)
                        .help("give all entries of a page one `url`, or the page a `route`"),
                );
            }
            _ => {}
        }
    }

    fn list(
        &mut self,
        of: Option<EntryAt>,
        name: &str,
        parent: &str,
        items: &[Item],
        returned: bool,
    ) -> Vec<ResolvedField> {
        if !self.walk.bounds.enter(of, items) {
            return Vec::new();
        }
        self.steps.push(Step::Key(name.into()));
        let mut fields = Vec::with_capacity(items.len());
        for (number, item) in items.iter().enumerate() {
            self.steps.push(Step::Item(u32::try_from(number).unwrap_or(u32::MAX)));
            if !self.walk.bounds.meet() {
                self.beyond_bounds();
                self.steps.pop();
                break;
            }
            fields.extend(match item {
                Item::Field(field) => Some(self.field(field, parent, returned)),
                Item::Named(name) => self.named(name, parent, returned),
                Item::Plain(text) if text.is_empty() => None,
                Item::Plain(text) => {
                    let kind = self.kind(text, None, false);
                    Some(ResolvedField { kind, ..ResolvedField::default() })
                }
            });
            self.steps.pop();
        }
        self.steps.pop();
        self.walk.bounds.leave();
        fields
    }

    /// Shared items inside shared items can come to any number and any depth; it is said where the page names the first
    /// of them.
    fn beyond_bounds(&mut self) {
        let walk = &mut *self.walk;
        if walk.bounds.is_in_shared() {
            return;
        }
        let mut say = |code: Code, message: String| {
            if !walk.said.contains(&code) {
                walk.said.push(code);
                let place = Place::data(self.from.holder.source.id, DataPath::value(self.steps.clone()));
                self.diagnostics.push(Diagnostic::new(code, place, message));
            }
        };
        if walk.bounds.were_too_many() {
            let message = format!("with this, the entries of the page come to more than {} fields", limits::FIELDS);
            say(Code::TOO_LARGE, message);
        }
        if walk.bounds.were_too_deep() {
            let message = format!("with this, fields stand more than {} deep in each other", limits::DEPTH);
            say(Code::TOO_DEEP, message);
        }
    }

    /// The anchor of a field; none for a second one of the same name.
    fn anchor(&mut self, path: &str) -> String {
        let anchor = format!("{}-{path}", self.language);
        if self.walk.anchors.insert(anchor.clone()) { anchor } else { String::new() }
    }

    fn field(&mut self, field: &Field, parent: &str, returned: bool) -> ResolvedField {
        let path = field_path(parent, field.key.as_deref(), field.unwrap);
        let deprecated = self.deprecated(&field.deprecated);
        let description = self.text("description", field.description.as_deref());
        // A return value that has a name but no type is named for its type: `Task<Challenge>`.
        let (key, kind) = match (&field.key, &field.kind) {
            (Some(key), None) if returned => (None, self.kind(key, Some("key"), false)),
            (key, Some(kind)) => (key.clone(), self.kind(kind, Some("type"), !field.properties.is_empty())),
            (key, None) => (key.clone(), Vec::new()),
        };
        let anchor = if key.is_some() && !field.unwrap { self.anchor(&path) } else { String::new() };
        let fields = self.list(None, "properties", &path, &field.properties, false);
        let has_key = key.is_some();
        ResolvedField {
            key,
            anchor,
            kind,
            description,
            required: !field.optional && has_key && field.default.is_none() && !self.walk.returned,
            deprecated,
            default: field.default.clone(),
            fields,
            expanded: field.expanded,
            unwrap: field.unwrap,
        }
    }

    /// `(Name)`: a shared item, or the entry of a type.
    fn named(&mut self, name: &str, parent: &str, returned: bool) -> Option<ResolvedField> {
        let index = self.from.index;
        match index.named(self.language, name) {
            [] => {
                let place = Place::data(self.from.holder.source.id, DataPath::value(self.steps.clone()));
                let near = near(name, index.names(self.language));
                let mut help = did_you_mean(
                    &near
                        .iter()
                        .map(|name| format!("({name})"))
                        .collect::<Vec<_>>()
                        .iter()
                        .map(String::as_str)
                        .collect::<Vec<_>>(),
                );
                if help.is_none() {
                    help =
                        Some(format!("define it in a shared file: `reference.{}` with `key: {name}`", self.language));
                }
                let message = format!("`({name})` is no entry of {}", self.language_name());
                self.diagnostics.push(Diagnostic::new(Code::UNKNOWN_REFERENCE, place, message).help_if(help));
                None
            }
            [at] => Some(self.shared(*at, parent, returned)),
            several => {
                let place = Place::data(self.from.holder.source.id, DataPath::value(self.steps.clone()));
                let message = format!("`({name})` is {} entries of {}", several.len(), self.language_name());
                let mut diagnostic = Diagnostic::new(Code::AMBIGUOUS_REFERENCE, place, message)
                    .help("name one of them by its id, or give them different keys");
                for at in several {
                    diagnostic = diagnostic.note(entry_place(index, *at), "this one");
                }
                self.diagnostics.push(diagnostic);
                Some(self.shared(several[0], parent, returned))
            }
        }
    }

    fn shared(&mut self, at: EntryAt, parent: &str, returned: bool) -> ResolvedField {
        let index = self.from.index;
        let (record, _, entry) = index.entry(at);
        let is_item = entry.is_item();
        let path = field_path(parent, entry.key.as_deref(), entry.unwrap);
        let anchor = if is_item && !returned { self.anchor(&path) } else { String::new() };
        // What is wrong in it is said where it is written, not where it is named.
        let mut quiet = Vec::new();
        let mut inner = Resolver {
            from: From { holder: record, ..self.from },
            language: self.language,
            steps: Vec::new(),
            walk: &mut *self.walk,
            diagnostics: &mut quiet,
        };
        let field = if is_item {
            ResolvedField {
                anchor,
                key: entry.key.clone(),
                kind: entry.kind.as_deref().map(|kind| inner.kind(kind, None, true)).unwrap_or_default(),
                description: inner.text("description", entry.description.as_deref()),
                required: !entry.optional && entry.key.is_some() && entry.default.is_none() && !inner.walk.returned,
                deprecated: inner.deprecated(&entry.deprecated),
                default: entry.default.clone(),
                fields: inner.list(Some(at), "properties", &path, &entry.properties, false),
                expanded: entry.expanded,
                unwrap: entry.unwrap,
            }
        } else {
            let shown = entry.key.clone().or_else(|| entry.title.clone()).unwrap_or_default();
            let kind = vec![TypePart { text: shown, href: entry_href(index, at), literal: false }];
            let text = entry.id.as_ref().map(|id| format!("({id}.self)"));
            let own = text.filter(|text| named(text).is_some_and(|path| index.description(path).is_some()));
            let description = inner.text("description", own.as_deref().or(entry.description.as_deref()));
            ResolvedField { kind, description, ..ResolvedField::default() }
        };
        self.beyond_bounds();
        field
    }

    fn deprecated(&mut self, deprecated: &Deprecated) -> Option<Option<Prose>> {
        match deprecated {
            Deprecated::No => None,
            Deprecated::Yes => Some(None),
            Deprecated::Because(why) => Some(self.text("deprecated", Some(why))),
        }
    }

    /// A description, or the one that it names.
    fn text(&mut self, key: &str, raw: Option<&str>) -> Option<Prose> {
        self.steps.push(Step::Key(key.into()));
        let text = raw.and_then(|raw| super::description(self.from, raw, &self.steps, self.diagnostics));
        self.steps.pop();
        text
    }

    /// A type expression; `described` where the fields of an unknown type are given right below it.
    fn kind(&mut self, text: &str, key: Option<&str>, described: bool) -> Vec<TypePart> {
        let (parts, unknown) = type_expression(self.from.index, self.language, text);
        if !described {
            for name in unknown {
                let message = format!("`{}` is no entry of {}", name.name, self.language_name());
                let help = did_you_mean(&near(&name.name, self.from.index.type_names(self.language)));
                let place = match key {
                    Some(key) => self.place(key, Some((&name.name, name.nth))),
                    None => Place::data(
                        self.from.holder.source.id,
                        DataPath::value(self.steps.clone()).within(&name.name, name.nth),
                    ),
                };
                self.diagnostics.push(Diagnostic::new(Code::UNKNOWN_TYPE, place, message).help_if(help));
            }
        }
        parts
    }

    fn place(&self, key: &str, within: Option<(&str, u32)>) -> Place {
        let mut steps = self.steps.clone();
        steps.push(Step::Key(key.into()));
        let mut path = DataPath::value(steps);
        if let Some((words, nth)) = within {
            path = path.within(words, nth);
        }
        Place::data(self.from.holder.source.id, path)
    }

    fn language_name(&self) -> &str {
        let known = self.from.index.settings.languages.iter().find(|known| known.id == self.language);
        known.map_or(self.language, |known| known.name.as_str())
    }
}

/// Where an entry is written.
#[must_use]
pub fn entry_place(index: &Index, at: EntryAt) -> Place {
    let (record, language, entry) = index.entry(at);
    let mut steps = vec![
        Step::Key("reference".into()),
        Step::Key(language.into()),
        Step::Item(u32::try_from(at.entry).unwrap_or(u32::MAX)),
    ];
    if entry.key.is_some() {
        steps.push(Step::Key("key".into()));
    }
    Place::data(record.source.id, DataPath::value(steps))
}
