//! Rendered pages between one revision of a site and the next: kept while nothing that they depend on has changed.
//!
//! What a page depends on is known from rendering it: the sources whose texts were read. A revision says how far it
//! reaches; a page that reads nothing of that is as it was. Of every page its problems are kept, of those that are
//! looked at their bytes as well, up to a limit.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::model::diagnostic::Diagnostic;
use crate::model::source::{Digest, SourceId};

use super::memo::{Compiled, Reach};

/// What a reader is given of a page.
#[derive(Debug)]
pub struct Published {
    pub html: Vec<u8>,
    pub twin: Vec<u8>,
    /// Stands for the bytes of the HTML.
    pub version: Digest,
}

/// A page as it is now: what is shown of it, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// With an error, as it was before that; none if it never could be rendered.
    pub shown: Option<Arc<Published>>,
    pub problems: Arc<[Diagnostic]>,
    /// Sources whose texts were read for it.
    pub reads: Arc<BTreeSet<SourceId>>,
    pub has_error: bool,
}

/// How many bytes of pages are kept, and of how many pages.
const WEIGHT: usize = 64 << 20;
const PAGES: usize = 512;
/// How many revisions back it is known what they reached.
const HISTORY: usize = 64;

#[derive(Default)]
pub struct Shelf {
    kept: Mutex<Kept>,
    /// The templates that a page was last rendered with.
    proven: Mutex<Option<Compiled>>,
}

#[derive(Debug, Default)]
struct Kept {
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
    /// The newest revision that this is known to be right for.
    at: u64,
    seen: Seen,
    /// As it was when it last had no error.
    good: Option<Arc<Published>>,
    used: u64,
}

impl Shelf {
    fn kept(&self) -> MutexGuard<'_, Kept> {
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
    pub fn page(&self, source: SourceId, revision: u64) -> Option<Seen> {
        let kept = &mut *self.kept();
        kept.clock += 1;
        let clock = kept.clock;
        let entry = kept.fresh(source, revision)?;
        entry.used = clock;
        (entry.seen.shown.is_some() || entry.seen.has_error).then(|| entry.seen.clone())
    }

    /// The problems of a page, if they are known for this revision.
    #[must_use]
    pub fn problems(&self, source: SourceId, revision: u64) -> Option<Arc<[Diagnostic]>> {
        self.kept().fresh(source, revision).map(|entry| Arc::clone(&entry.seen.problems))
    }

    /// The page as it was when it last had no error.
    #[must_use]
    pub fn good(&self, source: SourceId) -> Option<Arc<Published>> {
        self.kept().pages.get(&source)?.good.clone()
    }

    /// Takes in a page that was rendered for a revision. With `bytes` false, its bytes are not kept.
    pub fn put(&self, source: SourceId, revision: u64, seen: &Seen, keep_bytes: bool) {
        let kept = &mut *self.kept();
        kept.clock += 1;
        let clock = kept.clock;
        let before = kept.remove(source);
        if before.as_ref().is_some_and(|before| before.at > revision) {
            kept.insert(source, before);
            return;
        }
        let mut seen = seen.clone();
        let mut good = before.and_then(|before| before.good);
        if !keep_bytes && good.is_none() {
            seen.shown = None;
        }
        if !seen.has_error {
            good.clone_from(&seen.shown);
        }
        kept.insert(source, Some(Entry { at: revision, seen, good, used: clock }));
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
        let weight = |page: &Option<Arc<Published>>| page.as_ref().map_or(0, |page| page.html.len() + page.twin.len());
        weight(&self.seen.shown) + weight(&self.good)
    }

    fn has_body(&self) -> bool {
        self.seen.shown.is_some() || self.good.is_some()
    }
}

impl Kept {
    fn fresh(&mut self, source: SourceId, revision: u64) -> Option<&mut Entry> {
        let entry = self.pages.get_mut(&source)?;
        if entry.at < revision {
            let oldest = self.history.front()?.0;
            let newer = self.history.iter().filter(|(at, _)| *at > entry.at && *at <= revision);
            let is_reached = entry.at + 1 < oldest
                || newer.into_iter().any(|(_, reach)| match reach {
                    Reach::Everything => true,
                    Reach::Sources(sources) => !sources.is_disjoint(&entry.seen.reads),
                });
            if is_reached {
                return None;
            }
            entry.at = revision;
        }
        Some(entry)
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
                entry.good = None;
                self.insert(oldest, Some(entry));
            }
        }
    }
}
