//! Rendered pages between one revision of a site and the next: kept while nothing that they depend on has changed.
//!
//! What a page depends on is known from rendering it: the sources whose texts were read. A revision says how far it
//! reaches; a page that it does not reach is as it was. Of every page its problems are kept, of those that are looked
//! at their bytes as well, up to a limit.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::model::diagnostic::Diagnostic;
use crate::model::source::{Digest, SourceId};

use super::memo::{Compiled, Reach};

/// What a reader is given of a page.
#[derive(Debug)]
pub struct Published {
    pub html: Vec<u8>,
    /// None where the site has no twins.
    pub twin: Option<Vec<u8>>,
    /// Stands for the bytes of the HTML.
    pub version: Digest,
}

/// A page as it is now: what is shown of it, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct ShownPage {
    /// With an error, as it was before that; none if it never could be rendered.
    pub shown: Option<Arc<Published>>,
    pub problems: Arc<[Diagnostic]>,
    /// Those of them that were found while it was rendered, its links resolved already.
    pub of_rendering: Arc<[Diagnostic]>,
    /// What stands for those links.
    pub links: u64,
    /// Sources whose texts were read for it.
    pub reads: Arc<BTreeSet<SourceId>>,
    pub has_error: bool,
}

/// What is known of the problems of a page.
#[derive(Debug, Clone)]
pub enum Known {
    /// All of them.
    All(Arc<[Diagnostic]>),
    /// Those of rendering it, if its links still lead to the same.
    OfRendering {
        problems: Arc<[Diagnostic]>,
        reads: Arc<BTreeSet<SourceId>>,
        /// What stands for the links that it was rendered with.
        links: u64,
    },
    Nothing,
}

/// How many bytes of pages are kept, and of how many pages.
const WEIGHT: usize = 64 << 20;
const PAGES: usize = 512;
/// How many revisions back it is known what they reached.
const HISTORY: usize = 64;

#[derive(Default)]
pub struct Shelf {
    kept: Mutex<Shelved>,
    /// The templates that a page was last rendered with.
    proven: Mutex<Option<Compiled>>,
}

#[derive(Debug, Default)]
struct Shelved {
    pages: HashMap<SourceId, Entry>,
    /// The newest last.
    history: VecDeque<(u64, Reach)>,
    /// Counts uses.
    clock: u64,
    weight: usize,
    bodies: usize,
}

#[derive(Debug)]
struct Entry {
    /// The newest revision that its problems are known to be right for, those of rendering, and its bytes.
    problems_at: u64,
    rendering_at: u64,
    bytes_at: u64,
    seen: ShownPage,
    /// What is shown of it is kept, even if that is nothing.
    has_bytes: bool,
    /// As it was when it last had no error.
    good: Option<Arc<Published>>,
    used: u64,
}

/// How far a revision must reach to make what is known of a page worthless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Links,
    Texts,
}

impl Shelf {
    fn kept(&self) -> MutexGuard<'_, Shelved> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page could be rendered with these templates.
    pub fn prove(&self, templates: &Compiled) {
        let proven = &mut *self.proven.lock().unwrap_or_else(PoisonError::into_inner);
        if !proven.as_ref().is_some_and(|known| Arc::ptr_eq(&known.0, &templates.0)) {
            *proven = Some(templates.clone());
        }
    }

    /// Templates that are known to work.
    #[must_use]
    pub fn proven(&self) -> Option<Compiled> {
        self.proven.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A new revision is there.
    pub fn advance(&self, revision: u64, reach: Reach) {
        let kept = &mut *self.kept();
        kept.history.push_back((revision, reach));
        if kept.history.len() > HISTORY {
            kept.history.pop_front();
        }
    }

    /// The page, if it is known for this revision, with its bytes.
    #[must_use]
    pub fn page(&self, source: SourceId, revision: u64) -> Option<ShownPage> {
        let kept = &mut *self.kept();
        kept.clock += 1;
        let clock = kept.clock;
        let entry = kept.pages.get(&source).filter(|entry| entry.has_bytes)?;
        if kept.is_reached(entry.bytes_at, revision, &entry.seen.reads, By::Links) {
            return None;
        }
        let entry = kept.pages.get_mut(&source)?;
        entry.used = clock;
        entry.bytes_at = entry.bytes_at.max(revision);
        Some(entry.seen.clone())
    }

    /// What is known of the problems of a page for this revision.
    #[must_use]
    pub fn problems(&self, source: SourceId, revision: u64) -> Known {
        let kept = &mut *self.kept();
        let Some(entry) = kept.pages.get(&source) else {
            return Known::Nothing;
        };
        let reads = Arc::clone(&entry.seen.reads);
        let is_all = !kept.is_reached(entry.problems_at, revision, &reads, By::Links);
        let is_rendering = is_all || !kept.is_reached(entry.rendering_at, revision, &reads, By::Texts);
        let Some(entry) = kept.pages.get_mut(&source).filter(|_| is_rendering) else {
            return Known::Nothing;
        };
        entry.rendering_at = entry.rendering_at.max(revision);
        if is_all {
            entry.problems_at = entry.problems_at.max(revision);
            return Known::All(Arc::clone(&entry.seen.problems));
        }
        Known::OfRendering { problems: Arc::clone(&entry.seen.of_rendering), reads, links: entry.seen.links }
    }

    /// Takes in all problems of a page whose problems of rendering are known to be right.
    pub fn put_problems(&self, source: SourceId, revision: u64, problems: &Arc<[Diagnostic]>) {
        let kept = &mut *self.kept();
        if let Some(entry) = kept.pages.get_mut(&source).filter(|entry| entry.problems_at < revision) {
            entry.problems_at = revision;
            entry.seen.problems = Arc::clone(problems);
        }
    }

    /// The page as it was when it last had no error.
    #[must_use]
    pub fn good(&self, source: SourceId) -> Option<Arc<Published>> {
        self.kept().pages.get(&source)?.good.clone()
    }

    /// Takes in a page that was rendered for a revision. With `has_bytes` false, its bytes are not kept.
    pub fn put(&self, source: SourceId, revision: u64, seen: &ShownPage, has_bytes: bool) {
        let kept = &mut *self.kept();
        kept.clock += 1;
        let before = kept.remove(source);
        if before.as_ref().is_some_and(|before| before.problems_at > revision) {
            kept.insert(source, before);
            return;
        }
        let mut seen = seen.clone();
        let mut good = before.and_then(|before| before.good);
        // Whoever looks at it wants to be shown what it was, should it get an error.
        if !seen.has_error && (has_bytes || good.is_some()) {
            good.clone_from(&seen.shown);
        }
        if !has_bytes {
            seen.shown = None;
        }
        let (problems_at, rendering_at, bytes_at) = (revision, revision, revision);
        let used = kept.clock;
        kept.insert(source, Some(Entry { problems_at, rendering_at, bytes_at, seen, has_bytes, good, used }));
        kept.shrink();
    }

    /// Forgets pages whose sources are gone.
    pub fn retain(&self, is_there: impl Fn(SourceId) -> bool) {
        let kept = &mut *self.kept();
        let gone: BTreeSet<SourceId> = kept.pages.keys().copied().filter(|source| !is_there(*source)).collect();
        for source in gone {
            kept.remove(source);
        }
    }
}

impl Entry {
    fn weight(&self) -> usize {
        let weight = |page: &Option<Arc<Published>>| {
            page.as_ref().map_or(0, |page| page.html.len() + page.twin.as_ref().map_or(0, Vec::len))
        };
        weight(&self.seen.shown) + weight(&self.good)
    }

    fn has_body(&self) -> bool {
        self.has_bytes || self.good.is_some()
    }
}

impl Shelved {
    /// Whether a revision after `known`, up to `revision`, reaches a page that reads these sources.
    fn is_reached(&self, known: u64, revision: u64, reads: &BTreeSet<SourceId>, by: By) -> bool {
        if known >= revision {
            return false;
        }
        let is_told = self.history.front().is_some_and(|(oldest, _)| *oldest <= known + 1);
        !is_told
            || self.history.iter().filter(|(at, _)| *at > known && *at <= revision).any(|(_, reach)| match reach {
                Reach::Everything => true,
                Reach::Links(_) if by == By::Links => true,
                Reach::Links(sources) | Reach::Sources(sources) => !sources.is_disjoint(reads),
            })
    }

    fn remove(&mut self, source: SourceId) -> Option<Entry> {
        let entry = self.pages.remove(&source)?;
        self.weight -= entry.weight();
        self.bodies -= usize::from(entry.has_body());
        Some(entry)
    }

    fn insert(&mut self, source: SourceId, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.weight += entry.weight();
            self.bodies += usize::from(entry.has_body());
            self.pages.insert(source, entry);
        }
    }

    /// Lets go of the bytes that were asked for longest ago.
    fn shrink(&mut self) {
        while self.weight > WEIGHT || self.bodies > PAGES {
            let with_body = self.pages.iter().filter(|(_, entry)| entry.has_body());
            let Some(oldest) = with_body.min_by_key(|(_, entry)| entry.used).map(|(source, _)| *source) else {
                return;
            };
            if let Some(mut entry) = self.remove(oldest) {
                entry.seen.shown = None;
                entry.has_bytes = false;
                entry.good = None;
                self.insert(oldest, Some(entry));
            }
        }
    }
}
