//! Chains the phases: sources in, a checked site out. The only place that knows their order, and the only one that
//! loops over pages.
//!
//! [`site`] is a run with an empty [`Memo`]; whoever keeps the memo gets the same site again for less (see `memo`).
//! `snapshot` answers for single outputs of a site, each rendered when it is asked for.

pub mod kept;
pub mod memo;
mod publish;
mod read;
pub mod shelf;
pub mod snapshot;

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use crate::index::{Index, Owner, PageRecord, ParsedPage, seen};
use crate::model::coverage::Coverage;
use crate::model::day::{Day, Days};
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::finding::{Accepted, Finding};
use crate::model::links::Links;
use crate::model::nav::{Nav, NavNode, NavPart};
use crate::model::output::{Content, Output};
use crate::model::place::Place;
use crate::model::route::Route;
use crate::model::shared::Shared;
use crate::model::source::{Source, SourceId, SourceKind};
use crate::model::store::Store;
use crate::render::assets::Asset;
use crate::render::frame::Frame;
use crate::render::page::{Rendered, Subject};
use crate::render::schema;
use crate::render::site::{COVERAGE, own_page};
use crate::render::templates::Templates;
use crate::render::view::SiteView;
use crate::render::{self, Renderer, Texts};
use crate::{arrange, compare, guard, parse, resolve};

pub use memo::Memo;

/// What the author gave, and what the command line says about it.
pub struct Input<'i> {
    /// Sorted by path.
    pub sources: &'i [Source],
    /// Bytes of a source; none if it cannot be read any more.
    pub bytes: &'i (dyn Fn(SourceId) -> Option<Vec<u8>> + Sync),
    pub drafts: bool,
    pub base_url: Option<String>,
    /// When pages were last changed; asked for when all else is joined.
    pub days: &'i (dyn Fn() -> Arc<Days> + Sync),
    /// What earlier runs found in sources.
    pub facts: &'i dyn Store,
}

/// Does the work on a page that it is given.
pub type Around<'a> = dyn Fn(SourceId, &mut dyn FnMut()) + Sync + 'a;

/// Of a run that shows no page.
#[must_use]
pub fn no_days() -> Arc<Days> {
    Arc::default()
}

/// Everything known about a site before its pages are rendered. A copy is cheap.
#[derive(Clone)]
pub struct Site {
    pub index: Index,
    pub nav: Arc<Nav>,
    pub templates: Arc<Templates>,
    pub view: Arc<SiteView>,
    /// What these two and the navigation put around every page.
    pub frame: Arc<Frame>,
    pub assets: Arc<Vec<Asset>>,
    pub template_sources: Arc<Vec<(String, SourceId)>>,
    /// Files that are published as they are.
    pub copies: Arc<Vec<Output>>,
    /// When pages were last changed.
    pub days: Arc<Days>,
    /// Differences between schemas and the reference that the author knows of.
    pub accepted: Arc<Vec<Accepted>>,
    pub problems: Problems,
    /// Pages whose text now holds a mistake, as they are written, if they can be read at all; the rest of the site
    /// knows what they were before it.
    pub mistaken: Shared<BTreeMap<SourceId, Option<ParsedPage>>>,
}

/// The links of a page, and those of its sections with their numbers.
#[derive(Debug, Default, Hash)]
pub struct PageLinks {
    own: Links,
    parts: Vec<(usize, Links)>,
}

impl PageLinks {
    /// What stands for all of them, as long as the program runs.
    #[must_use]
    pub fn shape(&self) -> u64 {
        BuildHasherDefault::<DefaultHasher>::default().hash_one(self)
    }
}

/// What was found on the way to a site.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    /// While pages were parsed, by page; those without any are left out.
    pub parsed: Shared<BTreeMap<SourceId, Arc<[Diagnostic]>>>,
    /// In the settings.
    pub settings: Arc<Vec<Diagnostic>>,
    /// While all was joined.
    pub joined: Arc<Vec<Diagnostic>>,
    /// In the navigation that the settings give.
    pub nav: Arc<Vec<Diagnostic>>,
    /// In templates.
    pub templates: Arc<Vec<Diagnostic>>,
}

impl Problems {
    pub fn all(&self) -> impl Iterator<Item = &Diagnostic> {
        let parsed = self.parsed.values().flat_map(|diagnostics| diagnostics.iter());
        let lists = [&self.settings, &self.joined, &self.nav, &self.templates];
        parsed.chain(lists.into_iter().flat_map(|list| list.iter()))
    }
}

/// Reads all sources and joins what they say. The texts of pages are not kept.
#[must_use]
pub fn site(input: &Input<'_>) -> Checked<Arc<Site>> {
    let site = Memo::default().site(input, None).site;
    let diagnostics = site.problems.all().cloned().collect();
    Checked::new(site, diagnostics)
}

/// Static files of the user that take the place of folio's own as well, and are published under its names too.
fn is_own_static(path: &str) -> bool {
    OWN_STATIC.contains(&path)
}

/// What folio brings beside its templates.
pub const OWN_STATIC: [&str; 6] = ["folio.css", "folio.js", "boot.js", "search.js", "search.css", "icon.svg"];

/// Runs the work on one source; if folio itself fails there, that is a problem of this source alone.
fn guarded<T: Default>(source: SourceId, work: impl FnOnce() -> Checked<T>) -> Checked<T> {
    guard::guarded(work).unwrap_or_else(|words| {
        let message = format!("folio failed on this file: {words}");
        let diagnostic = Diagnostic::new(Code::INTERNAL_ERROR, Place::start(source), message)
            .help("this is a mistake in folio: please report it, with the file if you can");
        Checked::new(T::default(), vec![diagnostic])
    })
}

/// Reads the texts of sources while pages are rendered.
pub struct Reader<'r> {
    pub site: &'r Site,
    pub bytes: &'r (dyn Fn(SourceId) -> Option<Vec<u8>> + Sync),
}

fn unreadable(source: SourceId) -> Diagnostic {
    Diagnostic::new(Code::UNREADABLE, Place::start(source), "this file cannot be read")
}

/// The text that some bytes are, or why there is none.
fn text(source: SourceId, bytes: Option<Vec<u8>>) -> Result<Arc<str>, Box<Diagnostic>> {
    let bytes = bytes.ok_or_else(|| Box::new(unreadable(source)))?;
    parse::utf8(source, &bytes).map(Arc::from)
}

impl Texts for Reader<'_> {
    fn text(&self, source: SourceId) -> Result<Arc<str>, Box<Diagnostic>> {
        seen::read(source);
        text(source, (self.bytes)(source))
    }

    fn body(&self, source: SourceId) -> (usize, bool) {
        self.site.body(source)
    }
}

impl Site {
    /// Where the body of a page or shared file starts, and whether it is MDX.
    #[must_use]
    pub fn body(&self, source: SourceId) -> (usize, bool) {
        self.index.page_of(source).map_or((0, false), |number| {
            let record = &self.index.pages[number];
            (record.page.body as usize, matches!(record.source.kind, SourceKind::Page { mdx: true, .. }))
        })
    }

    #[must_use]
    pub fn renderer<'r>(&'r self, texts: &'r dyn Texts) -> Renderer<'r> {
        Renderer {
            index: &self.index,
            templates: &self.templates,
            frame: &self.frame,
            site: &self.view,
            texts,
            languages: self.index.settings.languages.clone(),
            template_sources: &self.template_sources,
        }
    }

    /// The pages that are published on their own.
    pub fn published(&self) -> impl Iterator<Item = usize> {
        self.index
            .pages
            .iter()
            .enumerate()
            .filter(|(_, record)| record.route.is_some() && record.part_of.is_none())
            .map(|(number, _)| number)
    }

    /// The number of each page in the search index: in the order of the navigation, then by route.
    fn search_places(&self) -> Vec<Option<u32>> {
        let mut places = vec![None; self.index.pages.len()];
        let mut next = 0;
        let mut place = |page: usize| {
            let record = &self.index.pages[page];
            let shown = |record: &PageRecord| record.route.is_some() && !record.page.front.hidden;
            if !shown(record) || record.part_of.is_some() || places[page].is_some() {
                return;
            }
            let parts = record.parts.iter().copied().filter(|part| shown(&self.index.pages[*part]));
            for page in std::iter::once(page).chain(parts) {
                places[page] = Some(next);
                next += 1;
            }
        };
        self.nav.nodes.iter().filter_map(|node| node.page).for_each(&mut place);
        let mut rest: Vec<usize> = self.published().collect();
        rest.sort_by(|a, b| self.index.pages[*a].route.cmp(&self.index.pages[*b].route));
        rest.into_iter().for_each(place);
        places
    }

    /// How many of them are schemas.
    #[must_use]
    pub fn schemas(&self) -> usize {
        self.published().filter(|number| self.index.pages[*number].schema.is_some()).count()
    }

    /// When a page was last changed, its sections included.
    fn changed(&self, number: usize) -> Option<Day> {
        let record = &self.index.pages[number];
        let numbers = std::iter::once(number).chain(record.parts.iter().copied());
        numbers.filter_map(|number| self.days.get(&self.index.pages[number].source.path).copied()).max()
    }

    #[must_use]
    pub fn nav_part(&self, number: usize) -> NavPart {
        arrange::part(&self.nav, self.nav.of_page[number])
    }

    /// The same for a page that folio makes, by its path in the output: its own line of the navigation, if it has one.
    fn made_nav_part(&self, path: &str) -> NavPart {
        let href = format!("{}/{}", self.index.settings.base_path(), path.trim_end_matches("index.html"));
        let is_here = |node: &NavNode| node.page.is_none() && node.href.as_ref() == Some(&href);
        arrange::part(&self.nav, self.nav.nodes.iter().position(is_here))
    }

    /// Resolves and renders one page.
    #[must_use]
    pub fn page(&self, renderer: &Renderer<'_>, number: usize, nav: &NavPart) -> Checked<Rendered> {
        let source = self.index.pages[number].source.id;
        guarded(source, || {
            let mut diagnostics = Vec::new();
            let links = self.links(number).unpack(&mut diagnostics);
            let rendered = self.rendered(renderer, number, &links, nav).unpack(&mut diagnostics);
            Checked::new(rendered, diagnostics)
        })
    }

    /// What the names and addresses in a page and its sections stand for; nothing for a schema, whose text must be at
    /// hand for that.
    #[must_use]
    pub fn links(&self, number: usize) -> Checked<PageLinks> {
        let record = &self.index.pages[number];
        if record.schema.is_some() {
            return Checked::default();
        }
        let parts = record.parts.iter().flat_map(|part| &self.index.pages[*part].problems);
        let mut diagnostics: Vec<Diagnostic> = record.problems.iter().chain(parts).cloned().collect();
        let own = resolve::page(&self.index, number).unpack(&mut diagnostics);
        let parts = record.parts.iter();
        let parts = parts.map(|part| (*part, resolve::page(&self.index, *part).unpack(&mut diagnostics))).collect();
        Checked::new(PageLinks { own, parts }, diagnostics)
    }

    /// Renders a page that was resolved.
    #[must_use]
    pub fn rendered(
        &self,
        renderer: &Renderer<'_>,
        number: usize,
        links: &PageLinks,
        nav: &NavPart,
    ) -> Checked<Rendered> {
        if self.index.pages[number].schema.is_some() {
            return self.schema(renderer, number, nav);
        }
        let PageLinks { own, parts } = links;
        render::page::page(renderer, &Subject { number, links: own, nav, parts, changed: self.changed(number) })
    }

    /// Reads a schema again, resolves it and renders its page.
    fn schema(&self, renderer: &Renderer<'_>, number: usize, nav: &NavPart) -> Checked<Rendered> {
        let source = self.index.pages[number].source.id;
        let Ok(text) = renderer.texts.text(source) else {
            return Checked::new(Rendered::default(), vec![unreadable(source)]);
        };
        let mut diagnostics = Vec::new();
        let rendered = parse::schema::with_tree(source, &text, |tree, json| {
            let links = resolve::schema::links(&self.index, number, tree, &text, "").unpack(&mut diagnostics);
            let bundle =
                resolve::bundle::bundle(&self.index, number, json, tree, &|source| renderer.texts.text(source).ok());
            let example = compare::example::example(source, json, &bundle).unpack(&mut diagnostics);
            let example = example.as_deref();
            let changed = self.changed(number);
            let subject = schema::Subject { number, text: &text, tree, links: &links, example, nav, changed };
            schema::page(renderer, &subject).unpack(&mut diagnostics)
        });
        Checked::new(rendered.unwrap_or_default(), diagnostics)
    }

    /// Problems of shared files, of texts and of the settings, which belong to no page.
    #[must_use]
    pub fn shared_problems(&self) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = self
            .index
            .pages
            .iter()
            .enumerate()
            .filter(|(_, record)| record.route.is_none())
            .flat_map(|(number, record)| {
                let mut problems = resolve::shared(&self.index, number);
                problems.extend(record.problems.iter().cloned());
                problems
            })
            .collect();
        diagnostics.extend(resolve::unused_descriptions(&self.index));
        diagnostics.extend(resolve::settings(&self.index));
        diagnostics
    }

    /// Where schemas, entries and samples say different things, without what the author accepted.
    #[must_use]
    pub fn drift(&self, bytes: &(dyn Fn(SourceId) -> Option<Vec<u8>> + Sync)) -> Checked<Vec<Finding>> {
        let reader = Reader { site: self, bytes };
        let text_of = |source| reader.text(source).ok();
        let mut findings = compare::drift::findings(&self.index, &text_of);
        findings.extend(compare::sample::findings(&self.index, &text_of));
        let (open, mut diagnostics) = compare::report::open(findings, &self.accepted);
        diagnostics.extend(compare::report::diagnostics(&self.index, &open));
        Checked::new(open, diagnostics)
    }

    /// How much of the reference each language has.
    #[must_use]
    pub fn coverage(&self, bytes: &(dyn Fn(SourceId) -> Option<Vec<u8>> + Sync)) -> Coverage {
        let reader = Reader { site: self, bytes };
        compare::coverage::coverage(&self.index, &|source| reader.text(source).ok())
    }

    /// The page of it, if the settings ask for one.
    fn coverage_page(&self, texts: &dyn Texts) -> Checked<Option<Output>> {
        let made = Route::parse(COVERAGE).ok().filter(|route| matches!(self.index.owner(route), Some(Owner::Made(_))));
        let Some(route) = made.filter(|_| self.index.settings.coverage_page) else {
            return Checked::default();
        };
        let coverage = compare::coverage::coverage(&self.index, &|source| texts.text(source).ok());
        let part = self.made_nav_part(&route.file());
        let html = render::coverage::html(&coverage);
        match own_page(&self.view, &self.frame, &part, &route.file(), "coverage", "Coverage", html) {
            Ok(output) => Checked::new(Some(output), Vec::new()),
            Err(problem) => {
                let problem = render::template_diagnostic(&problem, &self.template_sources, None);
                Checked::new(None, vec![problem])
            }
        }
    }

    /// Hands on what stands once for the whole site, a file at a time: some of them grow with it.
    pub fn extras(&self, texts: &dyn Texts, emit: &mut dyn FnMut(Output)) -> Vec<Diagnostic> {
        // A file of the author takes the place of folio's own of that name: `robots.txt`.
        let given: HashSet<&str> = self.copies.iter().map(|copy| copy.path.as_str()).collect();
        let mut own = |output: Output| {
            if !given.contains(output.path.as_str()) {
                emit(output);
            }
        };
        let mut diagnostics = Vec::new();
        self.coverage_page(texts).unpack(&mut diagnostics).into_iter().for_each(&mut own);
        let part = |path: &str| self.made_nav_part(path);
        if let Err(problem) = render::site::own_pages(&self.index, &self.nav, &self.view, &self.frame, &part, &mut own)
        {
            diagnostics.push(render::template_diagnostic(&problem, &self.template_sources, None));
        }
        render::site::redirects(&self.index).into_iter().for_each(&mut own);
        render::site::maps(&self.index, &self.nav, &|number| self.changed(number), &mut own);
        own(render::site::headers(&self.index.settings));
        for asset in self.assets.iter() {
            own(Output { path: asset.path.clone(), content: Content::Bytes(asset.bytes.clone()) });
        }
        self.copies.iter().cloned().for_each(emit);
        diagnostics
    }
}
