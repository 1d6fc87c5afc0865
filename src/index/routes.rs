//! What answers at each route: pages, redirects, and what folio makes itself; and what clashes there.

use std::collections::HashMap;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::page::Page;
use crate::model::place::{DataPath, Place, Step};
use crate::model::route::Route;

use super::build::Builder;
use super::{Owner, PageRecord, ParsedPage, Redirect, clash};

impl PageRecord {
    /// Where its route is given; its start, if that is made from its path.
    pub(super) fn route_place(&self) -> Place {
        let steps = match (&self.page.front.route, shared_url(&self.page)) {
            (Some(_), _) => vec![Step::Key("route".into())],
            (None, Some((_, steps))) => steps,
            (None, None) => return Place::start(self.source.id),
        };
        Place::data(self.source.id, DataPath::value(steps))
    }
}

impl Builder {
    /// `route`, else the `url` that all entries share, else the file's path; the latter then redirects.
    pub(super) fn route(&mut self, parsed: &ParsedPage, file: &str) -> Route {
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
