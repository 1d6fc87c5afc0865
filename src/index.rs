//! Everything that can be pointed at, with where it was defined: routes, anchors, descriptions, entries, samples.
//!
//! Takes all parsed pages; gives one table for the whole site, and says what clashes in it.

mod clash;
pub mod promises;
pub mod revise;
pub mod schemas;
pub mod seen;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic, did_you_mean};
use crate::model::names::Names;
use crate::model::page::{Aspects, Heading, Outline, Page};
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::{Entry, Item, LISTS, literal, named};
use crate::model::route::Route;
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::model::shared::Shared;
use crate::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use crate::model::usage::Usage;
use crate::near::near;
use crate::parse::slug::{Anchors, slug};

/// A page or shared file, parsed.
#[derive(Debug, Clone)]
pub struct ParsedPage {
    pub source: Source,
    pub page: Arc<Page>,
    /// Of a page that is made of a JSON Schema, what is known of that.
    pub schema: Option<Arc<Schema>>,
    pub aspects: Aspects,
}

impl ParsedPage {
    #[must_use]
    pub fn new(source: Source, mut page: Page, schema: Option<Schema>) -> Self {
        if page.includes.is_empty() && page.front.reference.is_empty() {
            let title = title_heading(&page, &page.headings.open());
            let Outlined { title_anchor, anchors, problems, .. } = outlined(&Index::default(), &source, &page, title);
            let outline = Outline { title: title.and_then(|title| u32::try_from(title).ok()), title_anchor, anchors };
            page.outline = problems.is_empty().then_some(outline);
        }
        let aspects = Aspects::of(&page, schema.as_ref());
        Self { source, page: Arc::new(page), schema: schema.map(Arc::new), aspects }
    }
}

/// The facts of a site. A copy is cheap: what two revisions of a site have in common they share.
#[derive(Debug, Default, Clone)]
pub struct Index {
    pub settings: Arc<Settings>,
    pub settings_source: Option<SourceId>,
    /// Published pages and shared files, by path.
    pub pages: Vec<Shared<PageRecord>>,
    pub redirects: Shared<Vec<Redirect>>,
    descriptions: Shared<HashMap<Arc<str>, Shared<Description>>>,
    /// Those that stand for another one, by the name of that.
    aliases: Shared<HashMap<Arc<str>, Vec<Arc<str>>>>,
    pub samples: Shared<HashMap<String, SourceId>>,
    pub schemas: Shared<schemas::Schemas>,
    /// Who takes or returns what; filled in once all names can be followed.
    pub usage: Shared<Usage>,
    sample_digests: Shared<HashMap<SourceId, Digest>>,
    page_by_path: Shared<HashMap<SourcePath, usize>>,
    page_by_source: Shared<HashMap<SourceId, usize>>,
    owners: Shared<HashMap<Route, Owner>>,
    /// Pages that another one holds as partials.
    brought_in: Shared<HashSet<usize>>,
    /// Published files that are not pages, by their path below the output.
    files: Shared<HashMap<String, SourceId>>,
    /// How large the published pictures are.
    pictures: Shared<HashMap<SourceId, (u32, u32)>>,
    /// `language → name → entries`
    by_key: Shared<EntriesByName>,
    by_id: Shared<EntriesByName>,
    by_type: Shared<HashMap<String, HashMap<String, EntryAt>>>,
}

type EntriesByName = HashMap<String, HashMap<String, Vec<EntryAt>>>;

#[derive(Debug, Clone)]
pub struct PageRecord {
    pub source: Source,
    pub page: Arc<Page>,
    pub schema: Option<Arc<Schema>>,
    pub aspects: Aspects,
    /// None for a shared file.
    pub route: Option<Route>,
    pub title: String,
    /// Which of its headings is the title that stands at the top.
    pub title_heading: Option<usize>,
    pub title_anchor: Option<String>,
    anchors: Names,
    /// What is wrong with them.
    pub problems: Vec<Diagnostic>,
    /// The page that this one is a section of.
    pub part_of: Option<usize>,
    /// The anchor of that section; empty for a page of its own.
    pub section: String,
    /// Its sections, if the folder is published as one page.
    pub parts: Vec<usize>,
}

impl PageRecord {
    /// Every anchor of the page, those of its headings, of its partials and of its entries included.
    #[must_use]
    pub fn anchors(&self) -> &Names {
        seen::anchors(self.source.id);
        &self.anchors
    }

    /// What stands before each anchor of a page that is a section of another.
    #[must_use]
    pub fn anchor_prefix(&self) -> String {
        if self.section.is_empty() { String::new() } else { format!("{}-", self.section) }
    }
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
    pub origin: Arc<str>,
    /// No other page defines it as well.
    pub is_alone: bool,
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
    builder.entries();
    builder.anchors();
    builder.combine();
    builder.routes(made);
    builder.descriptions();
    schemas::enter(&mut builder.index, &mut builder.diagnostics);
    Checked::new(builder.index, builder.diagnostics)
}

impl Index {
    #[must_use]
    pub fn page_at(&self, path: &SourcePath) -> Option<usize> {
        self.page_by_path.get(path).copied()
    }

    /// Whether another page holds it as a partial.
    #[must_use]
    pub fn is_brought_in(&self, number: usize) -> bool {
        self.brought_in.contains(&number)
    }

    fn set_outline(&mut self, number: usize, outlined: Outlined) {
        let Outlined { toc: _, title_anchor, anchors, problems, partials } = outlined;
        let record = &mut self.pages[number];
        record.title_anchor = title_anchor;
        record.anchors = anchors;
        record.problems = problems;
        if partials.iter().any(|partial| !self.brought_in.contains(partial)) {
            self.brought_in.extend(partials);
        }
    }

    /// The headings of a page with their anchors, partials included, in order.
    #[must_use]
    pub fn toc(&self, record: &PageRecord) -> Vec<TocItem> {
        record_outlined(self, record).toc
    }

    #[must_use]
    pub fn page_of(&self, source: SourceId) -> Option<usize> {
        self.page_by_source.get(&source).copied()
    }

    /// What a page, a shared file or a sample held when it was read.
    #[must_use]
    pub fn digest(&self, source: SourceId) -> Option<Digest> {
        let page = self.page_of(source).map(|number| self.pages[number].source.digest);
        page.or_else(|| self.sample_digests.get(&source).copied())
    }

    #[must_use]
    pub fn owner(&self, route: &Route) -> Option<&Owner> {
        self.owners.get(route)
    }

    #[must_use]
    pub fn file(&self, path: &str) -> Option<SourceId> {
        self.files.get(path).copied()
    }

    /// How large a published picture is, if it says so.
    #[must_use]
    pub fn picture(&self, file: SourceId) -> Option<(u32, u32)> {
        self.pictures.get(&file).copied()
    }

    pub fn routes(&self) -> impl Iterator<Item = &str> {
        let mut routes: Vec<_> = self.owners.keys().map(Route::as_str).collect();
        routes.sort_unstable();
        routes.into_iter()
    }

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
        seen::text(path);
        self.found(path)
    }

    fn found(&self, path: &str) -> Option<(&str, &Description)> {
        if let Some((name, found)) = self.descriptions.get_key_value(path) {
            return Some((name, found));
        }
        self.descriptions.get_key_value(format!("{path}.self").as_str()).map(|(name, found)| (&**name, &**found))
    }

    /// The description that holds the text of another one.
    #[must_use]
    pub fn origin<'i>(&'i self, description: &'i Description) -> &'i Description {
        self.descriptions.get(&description.origin).map_or(description, |origin| origin)
    }

    /// All descriptions with their names, in no order.
    pub fn descriptions(&self) -> impl Iterator<Item = (&Arc<str>, &Description)> {
        self.descriptions.iter().map(|(name, description)| (name, &**description))
    }

    /// Near names of a description that is not there.
    #[must_use]
    pub fn near_descriptions(&self, path: &str) -> Vec<&str> {
        let mut names: Vec<&str> = self.descriptions.keys().map(|name| &**name).collect();
        names.sort_unstable();
        near(path, names)
    }

    /// The anchor of the entry `number` of a page in one language: the same in every language that has its id.
    #[must_use]
    pub fn entry_anchor(language: &str, entries: &[Entry], number: usize) -> String {
        let own = |entry: &Entry| slug(entry.id.as_deref().or(entry.key.as_deref()).unwrap_or("entry"));
        let anchor = own(&entries[number]);
        let taken = entries[..number].iter().any(|entry| own(entry) == anchor);
        if taken { format!("{language}-{anchor}-{number}") } else { anchor }
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
            let (title, title_heading) = title(page, file, &self.index.settings);
            let route = (!shared).then(|| self.route(parsed, file));
            self.index.page_by_path.insert(parsed.source.path.clone(), number);
            self.index.page_by_source.insert(parsed.source.id, number);
            self.index.pages.push(Shared::from(PageRecord {
                source: parsed.source.clone(),
                page: Arc::clone(page),
                schema: parsed.schema.clone(),
                aspects: parsed.aspects,
                route,
                title,
                title_heading,
                title_anchor: None,
                anchors: Names::default(),
                problems: Vec::new(),
                part_of: None,
                section: String::new(),
                parts: Vec::new(),
            }));
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
        let named = Route::parse(own.as_str());
        if let (None, Err(why)) = (&chosen, &named) {
            let message = format!("the name of this file gives no route: {why}");
            let diagnostic = Diagnostic::new(Code::INVALID_ROUTE, Place::start(source), message);
            self.diagnostics.push(diagnostic.help("rename the file, or give the page a `route`"));
        }
        match chosen {
            Some(route) if route != own && named.is_ok() => {
                self.index.redirects.push(Redirect { from: own, to: route.to_string(), place: None });
                route
            }
            Some(route) => route,
            None => own,
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
            if let Some(other) = self.index.files.insert(path.clone(), source.id) {
                let message = format!("two files are published at `/{path}`");
                let diagnostic = Diagnostic::new(Code::CONFLICTING_ROUTE, Place::start(source.id), message);
                self.diagnostics.push(diagnostic.note(Place::start(other), "the other one"));
            }
            if let Some(size) = source.picture {
                self.index.pictures.insert(source.id, size);
            }
        }
        for source in &files.samples {
            self.index.samples.insert(source.path.as_str().to_owned(), source.id);
            self.index.sample_digests.insert(source.id, source.digest);
        }
    }

    /// Gives every heading its anchor, those of partials included.
    fn anchors(&mut self) {
        for number in 0..self.index.pages.len() {
            let record = &mut self.index.pages[number];
            if let Some(Outline { title_anchor, anchors, .. }) = &Arc::clone(&record.page).outline {
                record.title_anchor.clone_from(title_anchor);
                record.anchors = anchors.clone();
                continue;
            }
            let outlined = record_outlined(&self.index, &self.index.pages[number]);
            self.index.set_outline(number, outlined);
        }
    }

    /// Folders that are published as one page.
    fn combine(&mut self) {
        for (number, folder) in self.index.settings.combine.clone().into_iter().enumerate() {
            let root = self.index.pages.iter().position(|record| {
                record.route.as_ref().is_some_and(|route| route.as_str() == folder)
                    || record.source.path.below("content").is_some_and(|path| Route::of_file(path).as_str() == folder)
            });
            let Some(root) = root else {
                let near = {
                    let folders = self.index.pages.iter().filter_map(|record| record.route.as_ref());
                    did_you_mean(&near(&folder, folders.map(Route::as_str)))
                };
                if let Some(source) = self.index.settings_source {
                    let steps = vec![Step::Key("combine".into()), Step::Item(u32::try_from(number).unwrap_or(0))];
                    let place = Place::data(source, DataPath::value(steps));
                    let message = format!("there is no page `{folder}` that its siblings could be parts of");
                    self.diagnostics.push(Diagnostic::new(Code::BROKEN_LINK, place, message).help_if(near));
                }
                continue;
            };
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
            let mut anchors = Anchors::of_page();
            for anchor in self.index.pages[root].anchors.iter() {
                anchors.unique(anchor);
            }
            for part in &parts {
                let record = &mut self.index.pages[*part];
                let route = record.route.as_ref().map(Route::as_str).unwrap_or_default();
                let section = anchors.unique(&slug(route.rsplit('/').next().unwrap_or_default()));
                record.part_of = Some(root);
                record.section = section;
            }
            self.index.pages[root].parts = parts;
        }
    }

    fn routes(&mut self, made: &[(Route, &'static str)]) {
        for (route, name) in made {
            self.index.owners.insert(route.clone(), Owner::Made(name));
        }
        for number in 0..self.index.pages.len() {
            let Some(route) = self.index.pages[number].route.clone() else {
                continue;
            };
            let place = self.route_place(number);
            let message = match self.index.owners.get(&route) {
                None => {
                    self.index.owners.insert(route, Owner::Page(number));
                    continue;
                }
                Some(Owner::Made(name)) => format!("`{route}` is where folio publishes `{name}`"),
                Some(Owner::Page(_) | Owner::Redirect(_)) => format!("two pages are published at `{route}`"),
            };
            self.conflict(&route, place, message);
        }
        self.published_files();
        self.settings_redirects();
        self.redirects();
        self.cases();
        self.diagnostics.extend(clash::clashes(&self.index));
        // Something answers at the root even where no page is: it leads to the first one.
        if !self.index.files.contains_key("index.html") {
            self.index.owners.entry(Route::root()).or_insert(Owner::Made("First page"));
        }
    }

    /// Says that a route is taken, and by whom.
    fn conflict(&mut self, route: &Route, place: Place, message: String) {
        let mut diagnostic = Diagnostic::new(Code::CONFLICTING_ROUTE, place, message);
        let other = match self.index.owners.get(route) {
            Some(Owner::Page(number)) => Some(self.route_place(*number)),
            Some(Owner::Redirect(number)) => self.index.redirects[*number].place.clone(),
            Some(Owner::Made(_)) => {
                diagnostic = diagnostic.help("give the page another `route`");
                None
            }
            None => None,
        };
        if let Some(other) = other {
            diagnostic = diagnostic.note(other, "the other one");
        }
        self.diagnostics.push(diagnostic);
    }

    /// A file of the author must not lie where a page is published.
    fn published_files(&mut self) {
        for number in 0..self.index.pages.len() {
            let record = &self.index.pages[number];
            let Some(route) = record.route.clone().filter(|_| record.part_of.is_none()) else {
                continue;
            };
            for file in [route.file(), route.twin()] {
                if let Some(source) = self.index.files.get(&file) {
                    let message = format!("this file is published at `/{file}`, where a page is");
                    self.conflict(&route, Place::start(*source), message);
                }
            }
        }
    }

    /// Routes that differ only in case are one for many hosts and disks.
    fn cases(&mut self) {
        let mut routes: Vec<Route> = self.index.owners.keys().cloned().collect();
        // Pages first: where a redirect clashes with one, the redirect is what is wrong.
        routes.sort_by_cached_key(|route| (matches!(self.index.owners[route], Owner::Redirect(_)), route.clone()));
        let mut folded: HashMap<String, Route> = HashMap::with_capacity(routes.len());
        for route in routes {
            let folded_route = route.as_str().to_lowercase();
            let Some(other) = folded.get(&folded_route).cloned() else {
                folded.insert(folded_route, route);
                continue;
            };
            let place = match &self.index.owners[&route] {
                Owner::Page(number) => Some(self.route_place(*number)),
                // The path of a page that is published elsewhere gives way in silence.
                Owner::Redirect(number) => self.index.redirects[*number].place.clone(),
                Owner::Made(_) => None,
            };
            if let Some(place) = place {
                let message = format!("`{route}` and `{other}` differ only in case, and are one on many hosts");
                self.conflict(&other, place, message);
            }
        }
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
        for redirect in std::mem::take(&mut *self.index.redirects) {
            let message = match self.index.owners.get(&redirect.from) {
                None => {
                    self.index.owners.insert(redirect.from.clone(), Owner::Redirect(self.index.redirects.len()));
                    self.index.redirects.push(redirect);
                    continue;
                }
                // A site may start elsewhere than at a page of its own.
                Some(Owner::Made(_)) if redirect.from.inner().is_empty() => {
                    self.index.owners.insert(redirect.from.clone(), Owner::Redirect(self.index.redirects.len()));
                    self.index.redirects.push(redirect);
                    continue;
                }
                Some(Owner::Page(_)) => format!("a redirect from `{}` hides the page there", redirect.from),
                Some(Owner::Redirect(other)) if self.index.redirects[*other].to == redirect.to => continue,
                Some(Owner::Redirect(_)) => format!("two redirects start at `{}`", redirect.from),
                Some(Owner::Made(name)) => {
                    format!("a redirect from `{}` hides `{name}`, which folio publishes there", redirect.from)
                }
            };
            // The path of a page that is published elsewhere gives way in silence.
            if let Some(place) = redirect.place {
                self.conflict(&redirect.from, place, message);
            }
        }
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
        let mut sorted: BTreeMap<Arc<str>, Shared<Description>> = BTreeMap::new();
        for record in &self.index.pages {
            for (path, text) in &record.page.front.descriptions {
                let steps = description_steps(path);
                if let Some(known) = sorted.get_mut(path.as_str()) {
                    known.is_alone = false;
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
                let name: Arc<str> = path.as_str().into();
                let description = Description {
                    source: record.source.id,
                    path: steps,
                    raw: text.clone(),
                    text: None,
                    origin: Arc::clone(&name),
                    is_alone: true,
                };
                sorted.insert(name, description.into());
            }
        }
        self.diagnostics.extend(clashes);
        self.index.descriptions = sorted.into_iter().collect::<HashMap<_, _>>().into();
        let mut names: Vec<Arc<str>> = self.index.descriptions.keys().cloned().collect();
        names.sort_unstable();
        let mut ended = HashSet::new();
        for name in names {
            self.follow(&name, &mut ended);
            let origin = &self.index.descriptions[&name].origin;
            if *origin != name {
                self.index.aliases.entry(Arc::clone(origin)).or_default().push(name);
            }
        }
    }

    /// Follows the aliases from one description to its text, which all on the way have as well. None of them is gone
    /// over again: `ended` has those that lead nowhere.
    fn follow(&mut self, name: &Arc<str>, ended: &mut HashSet<Arc<str>>) {
        let mut way: Vec<Arc<str>> = Vec::new();
        let mut on_way: HashMap<Arc<str>, usize> = HashMap::new();
        let mut at = Arc::clone(name);
        let found = loop {
            let here = &self.index.descriptions[&at];
            if let Some(text) = &here.text {
                break Some((Arc::clone(text), Arc::clone(&here.origin)));
            }
            if ended.contains(&at) {
                break None;
            }
            if let Some(start) = on_way.get(&at) {
                self.circle(&way[*start..]);
                break None;
            }
            on_way.insert(Arc::clone(&at), way.len());
            way.push(Arc::clone(&at));
            let Some(next) = named(&here.raw) else {
                break Some((literal(&here.raw).trim().into(), at));
            };
            let Some((target, _)) = self.index.description(next) else {
                let place = Place::data(here.source, DataPath::value(here.path.clone()));
                let help = did_you_mean(&self.index.near_descriptions(next));
                let message = format!("there is no description `{next}`");
                self.diagnostics.push(Diagnostic::new(Code::UNKNOWN_DESCRIPTION, place, message).help_if(help));
                break None;
            };
            at = target.into();
        };
        let Some((text, origin)) = found else {
            ended.extend(way);
            return;
        };
        for name in way {
            if let Some(description) = self.index.descriptions.get_mut(&name) {
                description.text = Some(Arc::clone(&text));
                description.origin = Arc::clone(&origin);
            }
        }
    }

    /// Names that lead to each other, told of at the first of them.
    fn circle(&mut self, names: &[Arc<str>]) {
        const SHOWN: usize = 8;
        let Some(least) = (0..names.len()).min_by_key(|number| &names[*number]) else { return };
        let (before, from) = names.split_at(least);
        let mut shown: Vec<&str> = from.iter().chain(before).take(SHOWN).map(|name| &**name).collect();
        if names.len() > SHOWN {
            shown.push("…");
        }
        let first = &self.index.descriptions[&names[least]];
        let place = Place::data(first.source, DataPath::value(first.path.clone()));
        let message = format!("this text stands for itself: `{}` → `{}`", shown.join("` → `"), names[least]);
        self.diagnostics.push(Diagnostic::new(Code::DESCRIPTION_CYCLE, place, message));
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
        let short = title.and_then(|title| title.rsplit(['.', '\\', ':']).next());
        for name in [key, title, short].into_iter().flatten() {
            types.entry(name.to_owned()).or_insert(at);
        }
    }
}

/// The headings of a page with their anchors, and every other anchor that it has.
struct Outlined {
    toc: Vec<TocItem>,
    title_anchor: Option<String>,
    anchors: Names,
    problems: Vec<Diagnostic>,
    partials: Vec<usize>,
}

fn record_outlined(index: &Index, record: &PageRecord) -> Outlined {
    outlined(index, &record.source, &record.page, record.title_heading)
}

/// `title` is the heading that stands as the title of the page.
fn outlined(index: &Index, source: &Source, page: &Page, title: Option<usize>) -> Outlined {
    let mut anchors = Anchors::of_page();
    for (language, entries) in &page.front.reference {
        for number in 0..entries.len() {
            let anchor = Index::entry_anchor(language, entries, number);
            if !anchors.contains(&anchor) {
                anchors.unique(&anchor);
            }
        }
    }
    for anchor in &page.anchors {
        anchors.unique(anchor);
    }
    let title_anchor = title.map(|heading| {
        let heading = &page.headings.open()[heading];
        anchors.unique(heading.id.as_deref().unwrap_or(&slug(&heading.text)))
    });
    let mut outline =
        Outlining { index, included: 0, anchors, toc: Vec::new(), diagnostics: Vec::new(), partials: Vec::new() };
    outline.page(source, page, title, 0);
    let Outlining { toc, diagnostics, partials, .. } = outline;
    let known = toc.iter().map(|item| item.anchor.clone()).chain(entry_anchors(index, page));
    let known = known.chain(title_anchor.clone()).chain(page.anchors.iter().cloned()).collect();
    Outlined { toc, title_anchor, anchors: known, problems: diagnostics, partials }
}

/// The headings of one page while they are given their anchors.
struct Outlining<'i> {
    index: &'i Index,
    /// How many partials were brought in.
    included: usize,
    anchors: Anchors,
    toc: Vec<TocItem>,
    diagnostics: Vec<Diagnostic>,
    partials: Vec<usize>,
}

impl Outlining<'_> {
    /// A page, or a partial in one; `skip` is the heading that stands as the title.
    fn page(&mut self, source: &Source, page: &Page, skip: Option<usize>, depth: usize) {
        let mut inclusions = page.includes.iter().peekable();
        let headings = page.headings.open();
        for position in 0..=headings.len() {
            while let Some(inclusion) = inclusions.next_if(|inclusion| inclusion.before as usize <= position) {
                self.included += 1;
                if depth < limits::INCLUDE_DEPTH
                    && self.included <= limits::INCLUDES
                    && let Some(partial) = self.index.partial(&source.path, &inclusion.file)
                {
                    self.partials.push(partial);
                    let record = &self.index.pages[partial];
                    self.page(&record.source, &record.page, None, depth + 1);
                }
            }
            let Some(heading) = headings.get(position) else {
                break;
            };
            let (level, text) = (heading.level, heading.text.clone());
            if skip == Some(position) {
                // The title keeps a place in the list, so that the renderer finds each heading by its number.
                self.toc.push(TocItem { level: 1, text, anchor: String::new() });
                continue;
            }
            if let Some(id) = heading.id.as_ref().filter(|id| self.anchors.contains(id)) {
                let place = Place::span(source.id, heading.span);
                let message = format!("the anchor `{id}` is taken on this page");
                self.diagnostics.push(Diagnostic::new(Code::DUPLICATE_ANCHOR, place, message));
            }
            let anchor = self.anchors.unique(heading.id.as_deref().unwrap_or(&slug(&heading.text)));
            self.toc.push(TocItem { level, text, anchor });
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
fn entry_anchors(index: &Index, page: &Page) -> Vec<String> {
    let mut anchors = Vec::new();
    for (language, entries) in &page.front.reference {
        for (number, entry) in entries.iter().enumerate() {
            anchors.push(Index::entry_anchor(language, entries, number));
            for list in LISTS {
                let mut walk = FieldAnchors { index, language, open: Vec::new(), anchors: &mut anchors };
                walk.items(&anchor_scope(language, entries, number, list), entry.list(list), list == "returns");
            }
        }
    }
    for name in LISTS {
        let holds =
            page.front.reference.iter().flat_map(|(_, entries)| entries).any(|entry| !entry.list(name).is_empty());
        if holds {
            anchors.push(name.to_owned());
        }
    }
    anchors
}

/// The anchors of fields, those of shared items included: the same that `resolve::reference` gives them.
struct FieldAnchors<'i> {
    index: &'i Index,
    language: &'i str,
    /// The shared items that we are inside of.
    open: Vec<EntryAt>,
    anchors: &'i mut Vec<String>,
}

impl FieldAnchors<'_> {
    fn items(&mut self, parent: &str, items: &[Item], returned: bool) {
        for item in items {
            if self.anchors.len() > limits::FIELDS {
                return;
            }
            match item {
                Item::Field(field) => {
                    let path = field_path(parent, field.key.as_deref(), field.unwrap);
                    let is_type = returned && field.kind.is_none();
                    if field.key.is_some() && !field.unwrap && !is_type {
                        self.anchors.push(format!("{}-{path}", self.language));
                    }
                    self.items(&path, &field.properties, false);
                }
                Item::Named(name) => {
                    let Some(at) = self.index.named(self.language, name).first().copied() else { continue };
                    let (_, _, entry) = self.index.entry(at);
                    if entry.kind.is_none() || entry.method().is_some() || self.open.contains(&at) {
                        continue;
                    }
                    let path = field_path(parent, entry.key.as_deref(), entry.unwrap);
                    if !returned {
                        self.anchors.push(format!("{}-{path}", self.language));
                    }
                    self.open.push(at);
                    self.items(&path, &entry.properties, false);
                    self.open.pop();
                }
                Item::Plain(_) => {}
            }
        }
    }
}

/// What stands before the names of an entry's fields in their anchors: nothing for the parameters of the first
/// entry of its language, so that the shortest anchors are those of what a page is about.
#[must_use]
pub fn anchor_scope(language: &str, entries: &[Entry], number: usize, list: &str) -> String {
    let own = if number == 0 { String::new() } else { Index::entry_anchor(language, entries, number) };
    let part = match list {
        "parameters" => "",
        "properties" if entries[number].parameters.is_empty() => "",
        list => list,
    };
    field_path(&own, Some(part), false)
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

/// The title of a page, and which of its headings stands for it.
fn title(page: &Page, file: &str, settings: &Settings) -> (String, Option<usize>) {
    let given = page.front.title.as_ref().filter(|title| !title.trim().is_empty());
    let heading = match &page.outline {
        Some(outline) => outline.title.map(|title| title as usize),
        None => title_heading(page, &page.headings.open()),
    };
    let title = given
        .cloned()
        .or_else(|| heading.map(|heading| page.headings.open()[heading].text.clone()))
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| title_of_file(file, settings));
    (title, heading)
}

/// The heading that stands as the title of a page.
fn title_heading(page: &Page, headings: &[Heading]) -> Option<usize> {
    let first = headings.iter().position(|heading| heading.level > 0 && !heading.nested);
    match (&page.front.title, first) {
        (None, first) => first,
        (Some(_), Some(first)) if headings[first].level == 1 => Some(first),
        _ => None,
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
