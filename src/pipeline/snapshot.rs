//! One revision of a site that can be asked for its outputs: what a preview serves.
//!
//! Nothing is rendered before it is asked for. An output is found by its path among those that the site publishes, in
//! the tables of the index; no path leads anywhere else.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::index::Owner;
use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic, Severity, distinct};
use crate::model::output::{Content, Output, Piece};
use crate::model::route::Route;
use crate::model::source::{Digest, SourceId};
use crate::render::frame::Frame;
use crate::render::site::LLMS_FULL;
use crate::render::{Texts, catalog, feed, search};
use crate::resolve::link::redirect_target;

use super::shelf::{Known, Published, Shelf, ShownPage};
use super::{Reader, Site, guarded};

/// Gives the bytes of a source.
pub type Bytes = Arc<dyn Fn(SourceId) -> Option<Vec<u8>> + Send + Sync>;

pub struct Snapshot {
    pub revision: u64,
    pub site: Arc<Site>,
    pub unreadable: Unreadable,
    bytes: Bytes,
    shelf: Arc<Shelf>,
    extras: OnceLock<HashMap<String, Vec<u8>>>,
    gathered: OnceLock<HashMap<String, Vec<u8>>>,
    survey: OnceLock<Arc<[Diagnostic]>>,
}

/// Sources that cannot be read, and will not become readable by waiting.
#[derive(Debug, Clone, Default)]
pub struct Unreadable {
    pub problems: Vec<Diagnostic>,
    /// Those that are still known for what they were.
    pub sources: BTreeSet<SourceId>,
}

/// What there is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A page, by its number.
    Page(usize),
    Twin(usize),
    /// A source as it stands.
    Copy(SourceId),
    Bytes(Vec<u8>),
    Nothing,
}

/// The sources are not any more what this revision was made of; the next one is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

/// Why not every page was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// It is of no use any more.
    Over,
    Stale,
}

impl Snapshot {
    #[must_use]
    pub fn new(revision: u64, site: Arc<Site>, unreadable: Unreadable, bytes: Bytes, shelf: Arc<Shelf>) -> Self {
        let (extras, gathered, survey) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { revision, site, unreadable, bytes, shelf, extras, gathered, survey }
    }

    /// The output at a path below the base path, as it stands in the output folder: `guides/start/index.html`.
    #[must_use]
    pub fn find(&self, path: &str) -> Found {
        let site = &self.site;
        if let Some(source) = site.index.file(path) {
            return Found::Copy(source);
        }
        if let Some(asset) = site.assets.iter().find(|asset| asset.path == path) {
            return Found::Bytes(asset.bytes.clone());
        }
        if let Some(number) = self.page_at(path) {
            return if path.ends_with(".md") { Found::Twin(number) } else { Found::Page(number) };
        }
        let made = if is_gathered(path) { self.gathered() } else { self.extras() };
        made.get(path).map_or(Found::Nothing, |bytes| Found::Bytes(bytes.clone()))
    }

    fn page_at(&self, path: &str) -> Option<usize> {
        let inner = match path.strip_suffix(".md") {
            Some("index") => "",
            Some(stem) => stem,
            None => path.strip_suffix("index.html").map(|folder| folder.trim_end_matches('/'))?,
        };
        let route = Route::parse(&format!("/{inner}")).ok()?;
        let published = if path.ends_with(".md") { route.twin() } else { route.file() };
        match self.site.index.owner(&route)? {
            Owner::Page(number) if published == path => {
                self.site.index.pages[*number].part_of.is_none().then_some(*number)
            }
            _ => None,
        }
    }

    /// Where the list of redirects leads from a route.
    #[must_use]
    pub fn redirect(&self, route: &Route) -> Option<String> {
        let index = &self.site.index;
        match index.owner(route)? {
            Owner::Redirect(number) => redirect_target(index, &index.redirects[*number].to).ok(),
            Owner::Page(number) => {
                let record = &index.pages[*number];
                let whole = index.pages[record.part_of?].route.as_ref()?;
                Some(format!("{}#{}", whole.href(index.settings.base_path()), record.section))
            }
            Owner::Made(_) => None,
        }
    }

    /// A page as it is now.
    pub fn page(&self, number: usize) -> Result<ShownPage, Stale> {
        let source = self.site.index.pages[number].source.id;
        if let Some(seen) = self.shelf.page(source, self.revision) {
            return Ok(seen);
        }
        let seen = self.rendered(number)?;
        self.shelf.put(source, self.revision, &seen, true);
        Ok(seen)
    }

    /// The same for someone who cannot wait until the sources hold still.
    #[must_use]
    pub fn page_at_once(&self, number: usize) -> ShownPage {
        self.page(number).unwrap_or_else(|Stale| {
            let attempt = self.attempt(&self.site, number);
            let seen = self.seen(number, attempt);
            let good = self.shelf.good(self.site.index.pages[number].source.id);
            ShownPage { shown: good.or(seen.shown), ..seen }
        })
    }

    fn rendered(&self, number: usize) -> Result<ShownPage, Stale> {
        let own = self.site.index.pages[number].source.id;
        if self.site.mistaken.get(&own).is_some_and(Option::is_none) {
            // There is nothing to render it from.
            let attempt = Attempt { reads: BTreeSet::from([own]), ..Attempt::default() };
            return Ok(self.seen(number, attempt));
        }
        let mut attempt = self.attempt(&self.site, number);
        if attempt.stale.iter().any(|source| self.site.mistaken.contains_key(source)) {
            attempt = self.attempt(&self.as_written(), number);
        }
        if attempt.stale.is_subset(&self.unreadable.sources) { Ok(self.seen(number, attempt)) } else { Err(Stale) }
    }

    /// A page as it was rendered, with everything that concerns it.
    fn seen(&self, number: usize, attempt: Attempt) -> ShownPage {
        let Attempt { published, links, of_links, of_rendering, reads, stale: _ } = attempt;
        let (problems, has_error) = self.problems(of_links, &of_rendering, &reads);
        let shown = if has_error { self.before(number).or(published) } else { published };
        ShownPage { shown, problems, links, of_rendering: of_rendering.into(), reads: Arc::new(reads), has_error }
    }

    /// What is wrong with a page, and with what every page is made with: with that, each is as it was before.
    #[must_use]
    pub fn problems_of(&self, seen: &ShownPage) -> Arc<[Diagnostic]> {
        let shared = self.site.problems.settings.iter().chain(self.site.problems.templates.iter());
        seen.problems.iter().chain(shared).cloned().collect()
    }

    /// What is wrong with a page, and whether any of that is an error.
    fn problems(
        &self,
        of_links: Vec<Diagnostic>,
        of_rendering: &[Diagnostic],
        reads: &BTreeSet<SourceId>,
    ) -> (Arc<[Diagnostic]>, bool) {
        let site = &self.site;
        let mut problems = of_links;
        problems.extend_from_slice(of_rendering);
        let is_read = |diagnostic: &&Diagnostic| reads.contains(&diagnostic.place.source);
        let parsed = reads.iter().filter_map(|source| site.problems.parsed.get(source));
        problems.extend(parsed.flat_map(|found| found.iter().cloned()));
        problems.extend(site.problems.joined.iter().filter(is_read).cloned());
        problems.extend(self.unreadable.problems.iter().filter(is_read).cloned());
        let settings = &site.index.settings;
        let has_error = problems.iter().any(|problem| settings.severity_of(problem.code) == Severity::Error);
        (problems.into(), has_error)
    }

    /// A page that has an error now, as it was before; at least as it would be with templates that work.
    fn before(&self, number: usize) -> Option<Arc<Published>> {
        let good = self.shelf.good(self.site.index.pages[number].source.id);
        good.or_else(|| {
            let site = self.with_proven_templates()?;
            self.attempt(&site, number).published
        })
    }

    fn with_proven_templates(&self) -> Option<Site> {
        let (templates, template_sources) = self.shelf.proven()?;
        let differ = !Arc::ptr_eq(&templates, &self.site.templates);
        differ.then(|| {
            let frame = Arc::new(Frame::new(Arc::clone(&templates), &self.site.view, &self.site.nav));
            Site { templates, frame, template_sources, ..Site::clone(&self.site) }
        })
    }

    fn attempt(&self, site: &Site, number: usize) -> Attempt {
        let record = &site.index.pages[number];
        let parts = record.parts.iter().map(|part| &site.index.pages[*part]);
        let reads = std::iter::once(record).chain(parts).map(|record| record.source.id).collect();
        let texts = Noting { site, bytes: &self.bytes, noted: Mutex::new(Noted { reads, stale: BTreeSet::new() }) };
        let mut of_links = Vec::new();
        let mut shape = 0;
        let renderer = site.renderer(&texts);
        let checked = guarded(record.source.id, || {
            let links = site.links(number).unpack(&mut of_links);
            shape = links.shape();
            site.rendered(&renderer, number, &links, &site.nav_part(number))
        });
        let mut files = by_path(checked.value.outputs);
        let published = record.route.as_ref().and_then(|route| {
            let (html, twin) = (files.remove(&route.file())?, files.remove(&route.twin()));
            let version = Digest::of(&html);
            Some(Arc::new(Published { html, twin, version }))
        });
        let of_rendering = checked.diagnostics;
        if !of_rendering.iter().any(|problem| problem.code == Code::INVALID_TEMPLATE) {
            self.shelf.prove(&(Arc::clone(&site.templates), Arc::clone(&site.template_sources)));
        }
        let Noted { reads, stale } = texts.noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        Attempt { published, links: shape, of_links, of_rendering, reads, stale }
    }

    /// The site with its mistakes in it, for a page that has one and was never rendered without.
    fn as_written(&self) -> Site {
        let mut site = Site::clone(&self.site);
        for (source, written) in self.site.mistaken.iter() {
            if let (Some(number), Some(written)) = (site.index.page_of(*source), written) {
                site.index.swap(number, written);
            }
        }
        site
    }

    /// What stands once for the whole site, by path.
    fn extras(&self) -> &HashMap<String, Vec<u8>> {
        self.extras.get_or_init(|| {
            let made = self.extras_of(&self.site);
            let has_failed = made.diagnostics.iter().any(|problem| problem.code == Code::INVALID_TEMPLATE);
            let site = if has_failed { self.with_proven_templates() } else { None };
            by_path(site.map_or(made.value, |site| self.extras_of(&site).value))
        })
    }

    fn extras_of(&self, site: &Site) -> Checked<Vec<Output>> {
        let mut made = Vec::new();
        let diagnostics = site.extras(&Reader { site, bytes: &*self.bytes }, &mut |output| made.push(output));
        Checked::new(made, diagnostics)
    }

    /// What is gathered from all pages, by path.
    fn gathered(&self) -> &HashMap<String, Vec<u8>> {
        self.gathered.get_or_init(|| {
            let found = Mutex::new(Vec::new());
            self.site.render(&*self.bytes, &|output| {
                if is_gathered(&output.path) || output.path.ends_with(".md") {
                    found.lock().unwrap_or_else(PoisonError::into_inner).push(output);
                }
            });
            let mut found = by_path(found.into_inner().unwrap_or_else(PoisonError::into_inner));
            found.retain(|path, _| is_gathered(path));
            found
        })
    }

    /// Everything that is wrong with the site, if it has been looked for.
    #[must_use]
    pub fn surveyed(&self) -> Option<&Arc<[Diagnostic]>> {
        self.survey.get()
    }

    /// Looks at every page for what is wrong with it. Stops, with nothing found, once `is_over` says so, or where a
    /// source has moved on.
    pub fn survey(&self, is_over: &dyn Fn() -> bool) -> Result<&Arc<[Diagnostic]>, Unfinished> {
        let mut problems: Vec<Diagnostic> =
            self.site.problems.all().chain(&self.unreadable.problems).cloned().collect();
        for number in self.site.published() {
            if is_over() {
                return Err(Unfinished::Over);
            }
            let record = &self.site.index.pages[number];
            let source = record.source.id;
            // The links of a schema are found while it is rendered.
            let links_are_apart = record.schema.is_none() && self.site.mistaken.is_empty();
            match self.shelf.problems(source, self.revision) {
                Known::All(known) => problems.extend(known.iter().cloned()),
                Known::OfRendering { problems: of_rendering, reads, links } if links_are_apart => {
                    let found = guarded(source, || self.site.links(number));
                    // They may lead to other texts now.
                    if found.value.shape() != links {
                        problems.extend(self.looked_at(number)?.iter().cloned());
                        continue;
                    }
                    let (all, _) = self.problems(found.diagnostics, &of_rendering, &reads);
                    self.shelf.put_problems(source, self.revision, &all);
                    problems.extend(all.iter().cloned());
                }
                _ => problems.extend(self.looked_at(number)?.iter().cloned()),
            }
        }
        problems.extend(self.site.shared_problems());
        problems.extend(self.extras_of(&self.site).diagnostics);
        distinct(&mut problems);
        Ok(self.survey.get_or_init(|| problems.into()))
    }

    /// What is wrong with a page that has to be rendered for that.
    fn looked_at(&self, number: usize) -> Result<Arc<[Diagnostic]>, Unfinished> {
        let seen = self.rendered(number).map_err(|Stale| Unfinished::Stale)?;
        self.shelf.put(self.site.index.pages[number].source.id, self.revision, &seen, false);
        Ok(seen.problems)
    }
}

/// Whether an output is known only when all pages have been rendered.
fn is_gathered(path: &str) -> bool {
    path.starts_with(&search::path("")) || matches!(path, catalog::PATH | LLMS_FULL) || path.ends_with(feed::NAME)
}

fn by_path(outputs: Vec<Output>) -> HashMap<String, Vec<u8>> {
    let mut found = HashMap::new();
    let mut joined = Vec::new();
    for output in outputs {
        match output.content {
            Content::Bytes(bytes) => drop(found.insert(output.path, bytes)),
            Content::Joined(pieces) => joined.push((output.path, pieces)),
            Content::Copy(_) | Content::Kept(_) => {}
        }
    }
    for (path, pieces) in joined {
        let part = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone().into_bytes(),
            Piece::Packed(packed) => packed.text().into_bytes(),
            Piece::Output(path) => found.get(path).cloned().unwrap_or_default(),
        };
        let whole = pieces.iter().flat_map(part).collect();
        found.insert(path, whole);
    }
    found
}

#[derive(Default)]
struct Attempt {
    published: Option<Arc<Published>>,
    /// What stands for its links.
    links: u64,
    of_links: Vec<Diagnostic>,
    of_rendering: Vec<Diagnostic>,
    reads: BTreeSet<SourceId>,
    /// Those of them that are not any more what they were when they were parsed.
    stale: BTreeSet<SourceId>,
}

/// Texts that are noted as they are read, and held against what they were when they were parsed.
struct Noting<'n> {
    site: &'n Site,
    bytes: &'n Bytes,
    noted: Mutex<Noted>,
}

struct Noted {
    reads: BTreeSet<SourceId>,
    stale: BTreeSet<SourceId>,
}

impl Texts for Noting<'_> {
    fn text(&self, source: SourceId) -> Result<Arc<str>, Box<Diagnostic>> {
        let bytes = (self.bytes)(source);
        let is_cut = bytes.as_ref().is_some_and(|bytes| bytes.len() as u64 == limits::SAMPLE_SHOWN);
        let digest = bytes.as_deref().map(Digest::of);
        let is_stale = !is_cut && self.site.index.digest(source).is_some_and(|known| digest != Some(known));
        let noted = &mut *self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.reads.insert(source);
        if is_stale {
            noted.stale.insert(source);
        }
        super::text(source, bytes)
    }

    fn body(&self, source: SourceId) -> (usize, bool) {
        self.site.body(source)
    }
}
