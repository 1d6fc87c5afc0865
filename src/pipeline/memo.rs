//! What is kept from one run to the next, so that only what has changed is done again.
//!
//! The whole of it: `memo.site(input, changes)` gives the site for these sources. With no changes named, everything is
//! looked at, and only what is not known by number and digest is parsed; an empty memo makes that a cold run. With
//! changes named, the work is what they ask for: a text alone swaps one record, a template compiles the templates, a
//! title joins the site anew from the pages that were parsed before. Whatever the way, the site is the same.
//!
//! One thing a memo knows that a cold run cannot: what a page was before the mistake that is in it now. While the
//! mistake stands the rest of the site keeps that; so it is with settings and templates.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::index::revise::Concern;
use crate::index::{self, Index, ParsedPage};
use crate::model::diagnostic::{Checked, Diagnostic, Severity};
use crate::model::finding::Accepted;
use crate::model::nav::Nav;
use crate::model::output::{Content, Output};
use crate::model::settings::Settings;
use crate::model::shared::Shared;
use crate::model::source::{Change, Source, SourceId, SourceKind};
use crate::render;
use crate::render::frame::Frame;
use crate::render::templates::Templates;
use crate::{arrange, resolve};

use super::read::{files, parsed, view};
use super::{Input, Problems, Site, is_own_static, read};

#[derive(Default)]
pub struct Memo {
    pages: HashMap<SourceId, Parsed>,
    /// What the pages were parsed with.
    parsed_with: Option<Arc<Settings>>,
    /// The last without an error.
    settings: Option<Arc<Settings>>,
    /// The last that compiled.
    templates: Option<Compiled>,
    site: Option<Arc<Site>>,
}

/// Templates, and the sources of the user's own.
pub type Compiled = (Arc<Templates>, Arc<Vec<(String, SourceId)>>);

/// A page as it was last parsed.
struct Parsed {
    source: Source,
    /// None if there was nothing to parse.
    page: Option<ParsedPage>,
    diagnostics: Arc<[Diagnostic]>,
    /// As it was when it last had no error.
    good: Option<ParsedPage>,
}

/// A site, and which of its pages may differ from the site before.
pub struct Revision {
    pub site: Arc<Site>,
    pub reach: Reach,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Pages whose rendering reads one of these.
    Sources(BTreeSet<SourceId>),
    /// These as well, and every page that may point at something else now, or stand elsewhere.
    Links(BTreeSet<SourceId>),
    Everything,
}

/// What is to be done again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Work {
    settings: bool,
    index: bool,
    /// What others say of a page.
    links: bool,
    nav: bool,
    templates: bool,
    view: bool,
}

const ALL: Work = Work { settings: true, index: true, links: true, nav: true, templates: true, view: true };

impl Memo {
    /// The site for these sources. `changes` are those since the last call; none if that is not known.
    pub fn site(&mut self, input: &Input<'_>, changes: Option<&[Change]>) -> Revision {
        let mut work = ALL;
        let mut reach = Reach::Everything;
        let mut base = None;
        if let (Some(known), Some(changes)) = (&self.site, changes) {
            let mut next = Site::clone(known);
            work = Work::default();
            for change in changes {
                self.take(input, change, &mut next, &mut work);
            }
            base = Some(next);
            let sources = changes.iter().map(|change| change.id).collect();
            reach = match work {
                Work { settings: true, .. } | Work { templates: true, .. } | Work { view: true, .. } => {
                    Reach::Everything
                }
                Work { index: true, .. } | Work { links: true, .. } | Work { nav: true, .. } => Reach::Links(sources),
                _ => Reach::Sources(sources),
            };
        }
        let site = match base {
            Some(site) if work == Work { links: work.links, ..Work::default() } => site,
            base => self.made(input, work, base),
        };
        let site = Arc::new(site);
        self.site = Some(Arc::clone(&site));
        Revision { site, reach }
    }

    /// Takes one change into the site, or says which work it asks for.
    fn take(&mut self, input: &Input<'_>, change: &Change, next: &mut Site, work: &mut Work) {
        let Some(source) = change.now.as_ref().or(change.before.as_ref()) else {
            return;
        };
        let stays = change.before.is_some() && change.now.is_some();
        match source.kind {
            SourceKind::Settings => *work = ALL,
            SourceKind::Accepted | SourceKind::Promises => work.index = true,
            SourceKind::Template => work.templates = true,
            SourceKind::Page { .. } | SourceKind::Json => {
                match if stays { self.revise(input, source, next) } else { Concern::All } {
                    Concern::Text => {}
                    Concern::Facts => work.links = true,
                    Concern::Order => work.nav = true,
                    Concern::All => work.index = true,
                }
            }
            SourceKind::Sample => work.index |= !stays || !next.index.revise_sample(source),
            SourceKind::Asset => {
                let theme = &next.index.settings.theme;
                let is_logo = |path: &str| theme.logo.as_ref().is_some_and(|logo| logo.trim_start_matches('/') == path);
                let path = source.path.below("static").or_else(|| source.path.below("content"));
                work.view |= source.path.below("static").is_some_and(is_own_static) || path.is_some_and(is_logo);
                let picture = |source: &Option<Source>| source.as_ref().and_then(|source| source.picture);
                work.index |= !stays || picture(&change.before) != picture(&change.now);
            }
        }
    }

    /// Parses a page and takes it into the site, if that is all there is to it.
    fn revise(&mut self, input: &Input<'_>, source: &Source, next: &mut Site) -> Concern {
        let settings = Arc::clone(&next.index.settings);
        let parsed = self.keep(input, source, &settings);
        if !parsed.diagnostics.is_empty() {
            next.problems.parsed.insert(source.id, Arc::clone(&parsed.diagnostics));
        } else if next.problems.parsed.contains_key(&source.id) {
            next.problems.parsed.remove(&source.id);
        }
        if let Some(written) = parsed.mistaken(&settings) {
            next.mistaken.insert(source.id, written);
            return Concern::Text;
        }
        if next.mistaken.contains_key(&source.id) {
            next.mistaken.remove(&source.id);
        }
        match (&parsed.page, next.index.page_of(source.id)) {
            (Some(page), Some(number)) => next.index.revise(number, page),
            // A JSON file that is no schema.
            (None, None) => Concern::Text,
            _ => Concern::All,
        }
    }

    /// Parses a page and keeps what comes of it.
    fn keep(&mut self, input: &Input<'_>, source: &Source, settings: &Settings) -> &Parsed {
        let checked = parsed(input, source, settings);
        self.keep_parsed(source, checked, settings)
    }

    fn keep_parsed(&mut self, source: &Source, checked: Checked<Option<ParsedPage>>, settings: &Settings) -> &Parsed {
        let Checked { value: page, diagnostics } = checked;
        let before = self.pages.remove(&source.id);
        // Without an error it is what it is, even if that is no page any more.
        let good = if has_error(&diagnostics, settings) { before.and_then(|before| before.good) } else { page.clone() };
        let parsed = Parsed { source: source.clone(), page, diagnostics: diagnostics.into(), good };
        self.pages.entry(source.id).or_insert(parsed)
    }

    /// The site, made of what `base` has and what is done again.
    fn made(&mut self, input: &Input<'_>, work: Work, base: Option<Site>) -> Site {
        let mut problems = base.as_ref().map(|base| base.problems.clone()).unwrap_or_default();
        let settings = match base.as_ref().filter(|_| !work.settings) {
            Some(base) => (Arc::clone(&base.index.settings), base.index.settings_source),
            None => self.settings(input, &mut problems),
        };
        let joined = match base.as_ref().filter(|_| !work.settings && !work.index) {
            Some(base) => Joined {
                index: base.index.clone(),
                nav: if work.nav { Self::nav(&base.index, &mut problems) } else { Arc::clone(&base.nav) },
                copies: Arc::clone(&base.copies),
                accepted: Arc::clone(&base.accepted),
                mistaken: base.mistaken.clone(),
            },
            None => self.joined(input, settings, &mut problems),
        };
        let (templates, template_sources) = match base.as_ref().filter(|_| !work.templates) {
            Some(base) => (Arc::clone(&base.templates), Arc::clone(&base.template_sources)),
            None => self.templates(input, &mut problems),
        };
        let (view, assets) = if let Some(base) = base.as_ref().filter(|_| !work.view) {
            (Arc::clone(&base.view), Arc::clone(&base.assets))
        } else {
            let (view, assets) = view(input, &joined.index.settings);
            (Arc::new(view), Arc::new(assets))
        };
        let Joined { index, nav, copies, accepted, mistaken } = joined;
        let days = (input.days)();
        let frame = Arc::new(Frame::new(Arc::clone(&templates), &view, &nav));
        Site {
            index,
            nav,
            templates,
            view,
            frame,
            assets,
            template_sources,
            copies,
            days,
            accepted,
            problems,
            mistaken,
        }
    }

    /// What comes of joining all pages.
    fn joined(
        &mut self,
        input: &Input<'_>,
        (settings, settings_source): (Arc<Settings>, Option<SourceId>),
        problems: &mut Problems,
    ) -> Joined {
        let (pages, parsed, mistaken) = self.pages(input, &settings);
        let files = files(input.sources);
        let copies = files
            .published
            .iter()
            .map(|(path, source)| Output { path: path.clone(), content: Content::Copy(source.id) })
            .collect();
        let made = render::site::made(&settings, pages.iter().any(|page| page.schema.is_some()));
        let mut found: Vec<Diagnostic> = files.samples.iter().filter_map(read::too_large).collect();
        let mut index = index::index(settings, settings_source, &pages, &files, &made).unpack(&mut found);
        index.usage = resolve::usage::usage(&index).into();
        let nav = Self::nav(&index, problems);
        let accepted = read::accepted(input, &mut found);
        // A page that cannot be read may not say where it is published.
        let is_whole = parsed.values().all(|diagnostics| !has_error(diagnostics, &index.settings));
        if is_whole {
            read::broken_promises(input, &index, &mut found);
        }
        problems.parsed = parsed.into();
        problems.joined = Arc::new(found);
        Joined { index, nav, copies: Arc::new(copies), accepted: Arc::new(accepted), mistaken: mistaken.into() }
    }

    fn nav(index: &Index, problems: &mut Problems) -> Arc<Nav> {
        let mut found = Vec::new();
        let nav = arrange::nav(index).unpack(&mut found);
        problems.nav = Arc::new(found);
        Arc::new(nav)
    }

    /// The settings; with an error in them, those that were good before.
    fn settings(&mut self, input: &Input<'_>, problems: &mut Problems) -> (Arc<Settings>, Option<SourceId>) {
        let mut found = Vec::new();
        let (settings, source) = read::settings(input, &mut found);
        let is_bad = has_error(&found, &settings);
        problems.settings = Arc::new(found);
        match &self.settings {
            Some(good) if is_bad => (Arc::clone(good), source),
            _ => {
                if !is_bad {
                    self.settings = Some(Arc::clone(&settings));
                }
                (settings, source)
            }
        }
    }

    /// The templates; if they do not compile, those that did before, or else the built-in ones.
    fn templates(&mut self, input: &Input<'_>, problems: &mut Problems) -> Compiled {
        let mut found = Vec::new();
        let made = read::templates(input, &mut found);
        problems.templates = Arc::new(found);
        let rest = match made {
            Ok((templates, sources)) => {
                let compiled: Compiled = (Arc::new(templates), Arc::new(sources));
                self.templates = Some(compiled.clone());
                return compiled;
            }
            Err(rest) => rest,
        };
        self.templates.clone().unwrap_or_else(|| {
            let built_in = || Templates::new(&render::assets::templates()).ok();
            let rest = rest.map(|rest| *rest).or_else(built_in).expect("the built-in templates compile");
            (Arc::new(rest), Arc::default())
        })
    }

    /// All pages by path: those that are not known as they are now are parsed, in parallel.
    fn pages(&mut self, input: &Input<'_>, settings: &Arc<Settings>) -> (Vec<ParsedPage>, Found, Mistaken) {
        let is_same = |with: &Settings| {
            with.front_matter_limit == settings.front_matter_limit && with.schemas.tags == settings.schemas.tags
        };
        if !self.parsed_with.as_ref().is_some_and(|with| is_same(with)) {
            self.pages.clear();
        }
        self.parsed_with = Some(Arc::clone(settings));
        let is_parsed = |source: &&Source| matches!(source.kind, SourceKind::Page { .. } | SourceKind::Json);
        let sources = || input.sources.iter().filter(is_parsed);
        let unknown: Vec<&Source> = sources()
            .filter(|source| self.pages.get(&source.id).is_none_or(|known| known.source.digest != source.digest))
            .collect();
        let checked: Vec<_> = unknown.par_iter().map(|source| parsed(input, source, settings)).collect();
        for (source, checked) in unknown.into_iter().zip(checked) {
            self.keep_parsed(source, checked, settings);
        }
        let mut pages = Vec::with_capacity(self.pages.len());
        let mut problems = BTreeMap::new();
        let mut mistaken = BTreeMap::new();
        let mut present = 0;
        for parsed in sources().filter_map(|source| self.pages.get(&source.id)) {
            present += 1;
            if !parsed.diagnostics.is_empty() {
                problems.insert(parsed.source.id, Arc::clone(&parsed.diagnostics));
            }
            let page = match parsed.mistaken(settings) {
                Some(mistake) => {
                    mistaken.insert(parsed.source.id, mistake);
                    parsed.good.clone()
                }
                None => parsed.page.clone(),
            };
            pages.extend(page.filter(|page| input.drafts || !page.page.front.draft));
        }
        if present < self.pages.len() {
            let present: BTreeSet<SourceId> = sources().map(|source| source.id).collect();
            self.pages.retain(|id, _| present.contains(id));
        }
        (pages, problems, mistaken)
    }
}

type Found = BTreeMap<SourceId, Arc<[Diagnostic]>>;
type Mistaken = BTreeMap<SourceId, Option<ParsedPage>>;

struct Joined {
    index: Index,
    nav: Arc<Nav>,
    copies: Arc<Vec<Output>>,
    accepted: Arc<Vec<Accepted>>,
    mistaken: Shared<Mistaken>,
}

impl Parsed {
    /// The page as it is written, if it has a mistake now and had none before.
    fn mistaken(&self, settings: &Settings) -> Option<Option<ParsedPage>> {
        let good = self.good.as_ref()?;
        let is_mistaken = good.source.digest != self.source.digest && has_error(&self.diagnostics, settings);
        is_mistaken.then(|| self.page.clone())
    }
}

fn has_error(diagnostics: &[Diagnostic], settings: &Settings) -> bool {
    diagnostics.iter().any(|diagnostic| settings.severity_of(diagnostic.code) == Severity::Error)
}
