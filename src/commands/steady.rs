//! The sources as they were found: what cannot be read again, or has changed since, is a problem of that source, so
//! that no site is ever made of two states of its sources.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::edge::discover::Sources;
use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::source::{Digest, Source, SourceId};

#[derive(Debug)]
pub struct Steady<'s> {
    sources: &'s Sources,
    /// What each held; of one that is larger than folio takes, only the head is ever given.
    found: BTreeMap<SourceId, Option<Digest>>,
    problems: Mutex<BTreeMap<SourceId, &'static str>>,
}

impl<'s> Steady<'s> {
    #[must_use]
    pub fn new(sources: &'s Sources) -> Self {
        let digest = |source: &Source| limits::is_whole(source).then_some(source.digest);
        let found = sources.list.iter().map(|source| (source.id, digest(source))).collect();
        Self { sources, found, problems: Mutex::default() }
    }

    /// The bytes of a source.
    #[must_use]
    pub fn bytes(&self, id: SourceId) -> Option<Vec<u8>> {
        if let Some(bytes) = self.sources.first(id) {
            return Some(bytes);
        }
        let bytes = self.sources.bytes(id);
        // What could not be read in the first place is not among them, and has been said.
        let problem = match (&bytes, self.found.get(&id)) {
            (None, Some(_)) => Some("this file cannot be read any more"),
            (Some(bytes), Some(Some(digest))) if Digest::of(bytes) != *digest => {
                Some("this file was changed while the site was built")
            }
            _ => None,
        };
        if let Some(problem) = problem {
            self.problems.lock().unwrap_or_else(PoisonError::into_inner).insert(id, problem);
        }
        bytes
    }

    /// What went wrong so far.
    #[must_use]
    pub fn problems(&self) -> Vec<Diagnostic> {
        let problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        let told = |(id, words): (&SourceId, &&str)| {
            Diagnostic::new(Code::UNREADABLE, Place::start(*id), *words).help("build again")
        };
        problems.iter().map(told).collect()
    }
}
