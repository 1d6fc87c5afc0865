//! Everything that can be pointed at, with where it was defined: routes, anchors, descriptions, entries, samples.
//!
//! Takes all parsed pages; gives one table for the whole site, and says what clashes in it.

pub mod schemas;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic, did_you_mean};
use crate::model::page::Page;
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::{Entry, literal, named};
use crate::model::route::Route;
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use crate::near::near;
use crate::parse::slug::{Anchors, slug};

/// A page or shared file, parsed.
#[derive(Debug, Clone)]
pub struct ParsedPage {
    pub source: Source,
    pub page: Arc<Page>,
    /// Of a page that is made of a JSON Schema, what is known of that.
    pub schema: Option<Arc<Schema>>,
}

#[derive(Debug, Default)]
pub struct Index {
    pub settings: Arc<Settings>,
    pub settings_source: Option<SourceId>,
    /// Published pages and shared files, by path.
    pub pages: Vec<PageRecord>,
    pub redirects: Vec<Redirect>,
    pub descriptions: HashMap<String, Description>,
    pub samples: HashMap<String, (SourceId, Digest)>,
    pub schemas: schemas::Schemas,
    page_by_path: HashMap<SourcePath, usize>,
    owners: HashMap<Route, Owner>,
    /// Published files that are not pages, by their path below the output.
    files: HashMap<String, SourceId>,
    /// `language → name → entries`
    by_key: HashMap<String, HashMap<String, Vec<EntryAt>>>,
    by_id: HashMap<String, HashMap<String, Vec<EntryAt>>>,
    by_type: HashMap<String, HashMap<String, EntryAt>>,
}

#[derive(Debug, Clone)]
pub struct PageRecord {
    pub source: Source,
    pub page: Arc<Page>,
    pub schema: Option<Arc<Schema>>,
    /// None for a shared file.
    pub route: Option<Route>,
    pub title: String,
    /// Which of its headings is the title that stands at the top.
    pub title_heading: Option<usize>,
    /// Anchors of the page's headings, partials included, in order.
    pub toc: Vec<TocItem>,
    pub anchors: std::collections::HashSet<String>,
    /// The page that this one is a section of.
    pub part_of: Option<usize>,
    /// Its sections, if the folder is published as one page.
    pub parts: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocItem {
    /// 0 for an anchor that is no heading.
    pub level: u8,
    pub text: String,
    pub anchor: String,
}

#[derive(Debug, Clone)]
pub struct Redirect {
    pub from: Route,
    /// Where it leads, before links are resolved: a route with an anchor, or an address.
    pub to: String,
    pub place: Option<Place>,
}

#[derive(Debug, Clone)]
pub struct Description {
    pub source: SourceId,
    pub path: Vec<Step>,
    /// As written.
    pub raw: String,
    /// The text, aliases followed; none if there is none.
    pub text: Option<Arc<str>>,
    /// The description that holds the text itself.
    pub origin: String,
}

/// Where an entry stands: page, language and entry by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryAt {
    pub page: usize,
    pub language: usize,
    pub entry: usize,
}

#[derive(Debug, Clone)]
pub enum Owner {
    Page(usize),
    Redirect(usize),
    /// Made by folio itself: the search page, a list of schemas.
    Made(&'static str),
}

/// Files beside the pages.
#[derive(Debug, Default)]
pub struct Files {
    /// `(path below the output, source)`
    pub published: Vec<(String, Source)>,
    pub samples: Vec<Source>,
}

#[must_use]
pub fn index(
    settings: Arc<Settings>,
    settings_source: Option<SourceId>,
    pages: &[ParsedPage],
    files: &Files,
    made: &[(Route, &'static str)],
) -> Checked<Index> {
    let mut builder =
        Builder { index: Index { settings, settings_source, ..Index::default() }, diagnostics: Vec::new() };
    builder.pages(pages);
    builder.files(files);
    builder.anchors();
    builder.combine();
    builder.routes(made);
    builder.descriptions();
    builder.entries();
    schemas::enter(&mut builder.index, &mut builder.diagnostics);
    Checked::new(builder.index, builder.diagnostics)
}

impl Index {
    #[must_use]
    pub fn page_at(&self, path: &SourcePath) -> Option<usize> {
        self.page_by_path.get(path).copied()
    }

    #[must_use]
    pub fn owner(&self, route: &Route) -> Option<&Owner> {
        self.owners.get(route)
    }

    #[must_use]
    pub fn file(&self, path: &str) -> Option<SourceId> {
        self.files.get(path).copied()
    }

    pub fn routes(&self) -> impl Iterator<Item = &str> {
        let mut routes: Vec<_> = self.owners.keys().map(Route::as_str).collect();
        routes.sort_unstable();
        routes.into_iter()
    }

    #[must_use]
    pub fn entry(&self, at: EntryAt) -> (&PageRecord, &str, &Entry) {
        let page = &self.pages[at.page];
        let (language, entries) = &page.page.front.reference[at.language];
        (page, language, &entries[at.entry])
    }

    /// The entries of a language with this key; if there are none, with this id.
    #[must_use]
    pub fn named(&self, language: &str, name: &str) -> &[EntryAt] {
        let by_key = self.by_key.get(language).and_then(|names| names.get(name));
        let found = by_key.or_else(|| self.by_id.get(language).and_then(|names| names.get(name)));
        found.map_or(&[], Vec::as_slice)
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

    /// The description that `(path)` means: the text of that path, or of its `self`.
    #[must_use]
    pub fn description(&self, path: &str) -> Option<(&str, &Description)> {
        if let Some((name, found)) = self.descriptions.get_key_value(path) {
            return Some((name, found));
        }
        self.descriptions.get_key_value(&format!("{path}.self")).map(|(name, found)| (name.as_str(), found))
    }

    /// Near names of a description that is not there.
    #[must_use]
    pub fn near_descriptions(&self, path: &str) -> Option<String> {
        let mut names: Vec<&str> = self.descriptions.keys().map(String::as_str).collect();
        names.sort_unstable();
        did_you_mean(&near(path, names))
    }

    /// The anchor of the entries with this id (or of this key, where there is none).
    #[must_use]
    pub fn entry_anchor(entry: &Entry) -> String {
        slug(entry.id.as_deref().or(entry.key.as_deref()).unwrap_or("entry"))
    }
}

struct Builder {
    index: Index,
    diagnostics: Vec<Diagnostic>,
}

impl Builder {
    fn pages(&mut self, pages: &[ParsedPage]) {
        for parsed in pages {
            let shared = match parsed.source.kind {
                SourceKind::Page { shared, .. } => shared,
                _ if parsed.schema.is_some() => false,
                _ => continue,
            };
            let number = self.index.pages.len();
            let page = &parsed.page;
            let file = parsed.source.path.below("content").unwrap_or(parsed.source.path.as_str());
            let title_heading = match (&page.front.title, page.headings.iter().position(|heading| heading.level > 0)) {
                (None, first) => first,
                (Some(_), Some(first)) if page.headings[first].level == 1 => Some(first),
                _ => None,
            };
            let title = page
                .front
                .title
                .clone()
                .filter(|title| !title.trim().is_empty())
                .or_else(|| title_heading.map(|heading| page.headings[heading].text.clone()))
                .filter(|title| !title.trim().is_empty())
                .unwrap_or_else(|| title_of_file(file, &self.index.settings));
            let route = (!shared).then(|| self.route(parsed, file));
            self.index.page_by_path.insert(parsed.source.path.clone(), number);
            self.index.pages.push(PageRecord {
                source: parsed.source.clone(),
                page: Arc::clone(page),
                schema: parsed.schema.clone(),
                route,
                title,
                title_heading,
                toc: Vec::new(),
                anchors: std::collections::HashSet::new(),
                part_of: None,
                parts: Vec::new(),
            });
        }
    }

    /// `route`, else the `url` that all entries share, else the file's path; the latter then redirects.
    fn route(&mut self, parsed: &ParsedPage, file: &str) -> Route {
        let source = parsed.source.id;
        let front = &parsed.page.front;
        let own = Route::of_file(file);
        let mut chosen = None;
        if let Some(route) = &front.route {
            let place = Place::data(source, DataPath::value(vec![Step::Key("route".into())]));
            chosen = self.checked_route(route, place);
        } else if let Some((url, path)) = shared_url(&parsed.page) {
            chosen = self.checked_route(url, Place::data(source, DataPath::value(path)));
        }
        for (number, from) in front.redirect_from.iter().enumerate() {
            let steps = vec![Step::Key("redirect_from".into()), Step::Item(u32::try_from(number).unwrap_or(0))];
            let place = Place::data(source, DataPath::value(steps));
            if let Some(from) = self.checked_route(from, place.clone()) {
                let to = chosen.as_ref().unwrap_or(&own).to_string();
                self.index.redirects.push(Redirect { from, to, place: Some(place) });
            }
        }
        match chosen {
            Some(route) if route != own => {
                self.index.redirects.push(Redirect { from: own, to: route.to_string(), place: None });
                route
            }
            _ => own,
        }
    }

    fn checked_route(&mut self, text: &str, place: Place) -> Option<Route> {
        match Route::parse(text) {
            Ok(route) => Some(route),
            Err(why) => {
                let message = format!("`{text}` is no route: {why}");
                self.diagnostics.push(Diagnostic::new(Code::INVALID_ROUTE, place, message));
                None
            }
        }
    }

    fn files(&mut self, files: &Files) {
        for (path, source) in &files.published {
            self.index.files.insert(path.clone(), source.id);
        }
        for source in &files.samples {
            self.index.samples.insert(source.path.as_str().to_owned(), (source.id, source.digest));
        }
    }

    /// Gives every heading its anchor, those of partials included.
    fn anchors(&mut self) {
        for number in 0..self.index.pages.len() {
            let mut anchors = Anchors::default();
            let mut toc = Vec::new();
            let record = &self.index.pages[number];
            for (_, entries) in &record.page.front.reference {
                for entry in entries {
                    let anchor = Index::entry_anchor(entry);
                    if !anchors.contains(&anchor) {
                        anchors.unique(&anchor);
                    }
                }
            }
            for anchor in &record.page.anchors {
                anchors.unique(anchor);
            }
            let skip = record.title_heading;
            self.outline(number, skip, 0, &mut 0, &mut anchors, &mut toc);
            let record = &mut self.index.pages[number];
            let mut known: std::collections::HashSet<String> = toc.iter().map(|item| item.anchor.clone()).collect();
            known.extend(record.page.anchors.iter().cloned());
            known.extend(entry_anchors(&record.page));
            record.toc = toc;
            record.anchors = known;
        }
    }

    fn outline(
        &self,
        number: usize,
        skip: Option<usize>,
        depth: usize,
        included: &mut usize,
        anchors: &mut Anchors,
        toc: &mut Vec<TocItem>,
    ) {
        let record = &self.index.pages[number];
        let mut inclusions = record.page.includes.iter().peekable();
        for position in 0..=record.page.headings.len() {
            while let Some(inclusion) = inclusions.next_if(|inclusion| inclusion.before as usize <= position) {
                *included += 1;
                if depth < limits::INCLUDE_DEPTH
                    && *included <= limits::INCLUDES
                    && let Some(partial) = self.index.partial(&record.source.path, &inclusion.file)
                {
                    self.outline(partial, None, depth + 1, included, anchors, toc);
                }
            }
            let Some(heading) = record.page.headings.get(position) else {
                break;
            };
            if skip == Some(position) {
                // The title keeps a place in the list, so that the renderer finds each heading by its number.
                toc.push(TocItem { level: 1, text: heading.text.clone(), anchor: String::new() });
                continue;
            }
            let anchor = anchors.unique(heading.id.as_deref().unwrap_or(&slug(&heading.text)));
            toc.push(TocItem { level: heading.level, text: heading.text.clone(), anchor });
        }
    }

    /// Folders that are published as one page.
    fn combine(&mut self) {
        for folder in self.index.settings.combine.clone() {
            let root = self.index.pages.iter().position(|record| {
                record.route.as_ref().is_some_and(|route| route.as_str() == folder)
                    || record.source.path.below("content").is_some_and(|path| Route::of_file(path).as_str() == folder)
            });
            let Some(root) = root else { continue };
            let path = self.index.pages[root].source.path.clone();
            let mut parts: Vec<usize> = (0..self.index.pages.len())
                .filter(|number| {
                    let record = &self.index.pages[*number];
                    *number != root
                        && record.route.is_some()
                        && record.schema.is_none()
                        && record.source.path.folder() == path.folder()
                })
                .collect();
            parts.sort_by(|a, b| {
                let order = |number: &usize| self.index.pages[*number].page.front.order.unwrap_or(f64::MAX);
                order(a).total_cmp(&order(b)).then_with(|| a.cmp(b))
            });
            for part in &parts {
                self.index.pages[*part].part_of = Some(root);
            }
            self.index.pages[root].parts = parts;
        }
    }

    fn routes(&mut self, made: &[(Route, &'static str)]) {
        let mut folded: HashMap<String, Route> = HashMap::new();
        for (route, name) in made {
            self.index.owners.insert(route.clone(), Owner::Made(name));
        }
        for number in 0..self.index.pages.len() {
            let record = &self.index.pages[number];
            let Some(route) = record.route.clone() else {
                continue;
            };
            if record.part_of.is_some() {
                // A section answers at its own route by leading to the page that holds it.
                self.index.owners.insert(route, Owner::Page(number));
                continue;
            }
            let place = self.route_place(number);
            if let Some(Owner::Page(other)) = self.index.owners.get(&route) {
                let message = format!("two pages are published at `{route}`");
                let note = self.route_place(*other);
                self.diagnostics
                    .push(Diagnostic::new(Code::CONFLICTING_ROUTE, place, message).note(note, "the other one"));
                continue;
            }
            if let Some(other) = folded.insert(route.as_str().to_lowercase(), route.clone()) {
                let message = format!("`{route}` and `{other}` differ only in case, and are one on many hosts");
                let mut diagnostic = Diagnostic::new(Code::CONFLICTING_ROUTE, place, message);
                if let Some(Owner::Page(number)) = self.index.owners.get(&other) {
                    diagnostic = diagnostic.note(self.route_place(*number), "the other one");
                }
                self.diagnostics.push(diagnostic);
            }
            self.index.owners.insert(route, Owner::Page(number));
        }
        self.settings_redirects();
        self.redirects();
    }

    fn settings_redirects(&mut self) {
        let Some(source) = self.index.settings_source else {
            return;
        };
        for (from, to) in self.index.settings.redirects.clone() {
            let steps = vec![Step::Key("redirects".into()), Step::Key(from.as_str().into())];
            let place = Place::data(source, DataPath::key(steps));
            if let Some(from) = self.checked_route(&from, place.clone()) {
                self.index.redirects.push(Redirect { from, to, place: Some(place) });
            }
        }
    }

    fn redirects(&mut self) {
        let mut kept: Vec<Redirect> = Vec::new();
        for redirect in std::mem::take(&mut self.index.redirects) {
            match self.index.owners.get(&redirect.from) {
                None => {
                    self.index.owners.insert(redirect.from.clone(), Owner::Redirect(kept.len()));
                    kept.push(redirect);
                }
                Some(owner) => {
                    // The path of a page that is published elsewhere gives way in silence.
                    let Some(place) = redirect.place else {
                        continue;
                    };
                    let (message, note) = match owner {
                        Owner::Page(number) => {
                            let number = *number;
                            (
                                format!("a redirect from `{}` hides the page there", redirect.from),
                                Some(self.route_place(number)),
                            )
                        }
                        Owner::Redirect(other) if kept[*other].to == redirect.to => continue,
                        Owner::Redirect(other) => {
                            (format!("two redirects start at `{}`", redirect.from), kept[*other].place.clone())
                        }
                        Owner::Made(name) => (format!("a redirect from `{}` hides {name}", redirect.from), None),
                    };
                    let mut diagnostic = Diagnostic::new(Code::CONFLICTING_ROUTE, place, message);
                    if let Some(note) = note {
                        diagnostic = diagnostic.note(note, "the other one");
                    }
                    self.diagnostics.push(diagnostic);
                }
            }
        }
        self.index.redirects = kept;
    }

    /// Where a page's route comes from.
    fn route_place(&self, number: usize) -> Place {
        let record = &self.index.pages[number];
        if record.page.front.route.is_some() {
            return Place::data(record.source.id, DataPath::value(vec![Step::Key("route".into())]));
        }
        match shared_url(&record.page) {
            Some((_, steps)) => Place::data(record.source.id, DataPath::value(steps)),
            None => Place::start(record.source.id),
        }
    }

    fn descriptions(&mut self) {
        let mut clashes = Vec::new();
        let mut sorted: BTreeMap<String, Description> = BTreeMap::new();
        for record in &self.index.pages {
            for (path, text) in &record.page.front.descriptions {
                let steps = description_steps(path);
                let known = sorted.get(path.as_str());
                if let Some(known) = known {
                    if known.raw != *text {
                        let place = Place::data(record.source.id, DataPath::value(steps));
                        let first = Place::data(known.source, DataPath::value(known.path.clone()));
                        let message = format!("`{path}` is defined twice, with different texts");
                        clashes.push(
                            Diagnostic::new(Code::DUPLICATE_DESCRIPTION, place, message).note(first, "first here"),
                        );
                    }
                    continue;
                }
                sorted.insert(
                    path.clone(),
                    Description {
                        source: record.source.id,
                        path: steps,
                        raw: text.clone(),
                        text: None,
                        origin: path.clone(),
                    },
                );
            }
        }
        self.diagnostics.extend(clashes);
        self.index.descriptions = sorted.into_iter().collect();
        let mut names: Vec<String> = self.index.descriptions.keys().cloned().collect();
        names.sort_unstable();
        for name in &names {
            self.follow(name);
        }
    }

    /// Follows the aliases from one description to its text.
    fn follow(&mut self, name: &str) {
        let mut way: Vec<String> = vec![name.to_owned()];
        loop {
            let at = way.last().cloned().unwrap_or_default();
            let here = &self.index.descriptions[&at];
            let Some(next) = named(&here.raw) else {
                let text: Arc<str> = literal(&here.raw).trim().into();
                if let Some(description) = self.index.descriptions.get_mut(name) {
                    description.text = Some(text);
                    description.origin = at;
                }
                return;
            };
            let place = Place::data(here.source, DataPath::value(here.path.clone()));
            let Some((target, _)) = self.index.description(next) else {
                // Said once, by the description that holds the broken name.
                if way.len() == 1 {
                    let help = self.index.near_descriptions(next);
                    let message = format!("there is no description `{next}`");
                    self.diagnostics.push(Diagnostic::new(Code::UNKNOWN_DESCRIPTION, place, message).help_if(help));
                }
                return;
            };
            let target = target.to_owned();
            if let Some(start) = way.iter().position(|step| *step == target) {
                // Said once, by the first name of the circle.
                let circle = &way[start..];
                if start == 0 && circle.iter().min().is_some_and(|least| *least == name) {
                    let message = format!("this text stands for itself: `{}`", circle.join("` → `"));
                    self.diagnostics.push(Diagnostic::new(Code::DESCRIPTION_CYCLE, place, message));
                }
                return;
            }
            way.push(target);
        }
    }

    fn entries(&mut self) {
        for page in 0..self.index.pages.len() {
            let record = &self.index.pages[page];
            let reference = &Arc::clone(&record.page).front.reference;
            for (language, (name, entries)) in reference.iter().enumerate() {
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
        for name in [key, title].into_iter().flatten() {
            types.entry(name.to_owned()).or_insert(at);
        }
    }
}

impl Index {
    /// The shared file that `file` means, as written in the source at `from`.
    #[must_use]
    pub fn partial(&self, from: &SourcePath, file: &str) -> Option<usize> {
        let path = if let Some(rooted) = file.strip_prefix('/') {
            join("content", rooted)?
        } else {
            join(from.folder(), file)?
        };
        self.page_at(&SourcePath::new(&path))
    }
}

/// `content/a` and `../b.mdx` → `content/b.mdx`; `None` where that leaves `content`.
#[must_use]
pub fn join(folder: &str, file: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.len() <= 1 {
                    return None;
                }
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The one `url` that all entries of a page have, and the way to the first.
fn shared_url(page: &Page) -> Option<(&str, Vec<Step>)> {
    let mut found: Option<(&str, Vec<Step>)> = None;
    for (language, entries) in &page.front.reference {
        for (number, entry) in entries.iter().enumerate() {
            let url = entry.url.as_deref()?;
            match &found {
                Some((known, _)) if *known != url => return None,
                Some(_) => {}
                None => {
                    let steps = vec![
                        Step::Key("reference".into()),
                        Step::Key(language.as_str().into()),
                        Step::Item(u32::try_from(number).unwrap_or(0)),
                        Step::Key("url".into()),
                    ];
                    found = Some((url, steps));
                }
            }
        }
    }
    found
}

fn description_steps(path: &str) -> Vec<Step> {
    std::iter::once(Step::Key("descriptions".into())).chain(path.split('.').map(|key| Step::Key(key.into()))).collect()
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

/// Anchors that a page has for its entries and their fields.
fn entry_anchors(page: &Page) -> Vec<String> {
    let mut anchors = Vec::new();
    for (language, entries) in &page.front.reference {
        for entry in entries {
            anchors.push(Index::entry_anchor(entry));
            for list in crate::model::reference::LISTS {
                field_anchors(language, "", entry.list(list), &mut anchors);
            }
        }
    }
    for name in crate::model::reference::LISTS {
        let holds =
            page.front.reference.iter().flat_map(|(_, entries)| entries).any(|entry| !entry.list(name).is_empty());
        if holds {
            anchors.push(name.to_owned());
        }
    }
    anchors
}

fn field_anchors(language: &str, parent: &str, items: &[crate::model::reference::Item], anchors: &mut Vec<String>) {
    use crate::model::reference::Item;
    for item in items {
        match item {
            Item::Field(field) => {
                let path = field_path(parent, field.key.as_deref(), field.unwrap);
                if field.key.is_some() && !field.unwrap {
                    anchors.push(format!("{language}-{path}"));
                }
                field_anchors(language, &path, &field.properties, anchors);
            }
            Item::Named(name) => anchors.push(format!("{language}-{}", field_path(parent, Some(name), false))),
            Item::Plain(_) => {}
        }
    }
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

fn title_of_file(file: &str, settings: &Settings) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = if stem == "index" {
        return settings.title.clone();
    } else {
        stem.strip_suffix("/index").unwrap_or(stem)
    };
    title_of_name(stem.rsplit('/').next().unwrap_or(stem))
}

/// `magic-auth` → `Magic auth`
#[must_use]
pub fn title_of_name(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}
