//! One page after the other into the table, and what clashes on the way.

use super::anchors::user_anchors;
use super::titles::title;
use super::{EntryAt, Files, Index, Owner, PageRecord, ParsedPage, Redirect, clash, declared, shared_url};
use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::names::Names;
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::Entry;
use crate::model::route::Route;
use crate::model::shared::Shared;
use crate::model::source::SourceKind;
use crate::near::near;
use crate::parse::slug::{Anchors, slug};
use std::collections::HashMap;
use std::sync::Arc;

pub(super) struct Builder {
    pub(super) index: Index,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Builder {
    pub(super) fn pages(&mut self, pages: &[ParsedPage]) {
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

    pub(super) fn files(&mut self, files: &Files) {
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
    pub(super) fn anchors(&mut self) {
        for number in 0..self.index.pages.len() {
            self.index.set_outline(number);
        }
    }

    /// Folders that are published as one page.
    pub(super) fn combine(&mut self) {
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
            for anchor in self.own_anchors(root) {
                anchors.unique(&anchor);
            }
            for part in &parts {
                let own = self.own_anchors(*part);
                let record = &mut self.index.pages[*part];
                let route = record.route.as_ref().map(Route::as_str).unwrap_or_default();
                let wanted = slug(route.rsplit('/').next().unwrap_or_default());
                // A section's name begins each anchor in it, and none of them may be another section's.
                let (section, inner) = loop {
                    let section = anchors.unique(&wanted);
                    let inner: Vec<String> = own.iter().map(|anchor| format!("{section}-{anchor}")).collect();
                    if !inner.iter().any(|anchor| anchors.contains(anchor)) {
                        break (section, inner);
                    }
                };
                for anchor in inner {
                    anchors.unique(&anchor);
                }
                record.part_of = Some(root);
                record.section = section;
            }
            self.index.pages[root].parts = parts;
        }
    }

    /// The anchors that a page has, and those that it may get once it is known who uses what is on it.
    fn own_anchors(&self, number: usize) -> Vec<String> {
        let record = &self.index.pages[number];
        let users = user_anchors(&self.index, &record.page);
        record.anchors.iter().map(str::to_owned).chain(users).collect()
    }

    pub(super) fn routes(&mut self, made: &[(Route, &'static str)]) {
        for (route, name) in made {
            self.index.owners.insert(route.clone(), Owner::Made(name));
        }
        for number in 0..self.index.pages.len() {
            let Some(route) = self.index.pages[number].route.clone() else {
                continue;
            };
            let place = self.index.pages[number].route_place();
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
            Some(Owner::Page(number)) => Some(self.index.pages[*number].route_place()),
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
                Owner::Page(number) => Some(self.index.pages[*number].route_place()),
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
