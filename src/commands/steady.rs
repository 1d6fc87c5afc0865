//! The sources as they were found: what cannot be read again, or has changed since, is a problem of that source, so
//! that no site is ever made of two states of its sources.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::edge::discover::Sources;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::source::{Digest, SourceId};

#[derive(Debug)]
pub struct Steady<'s> {
    sources: &'s Sources,
    found: BTreeMap<SourceId, (u64, Digest)>,
    problems: Mutex<BTreeMap<SourceId, &'static str>>,
}

impl<'s> Steady<'s> {
    #[must_use]
    pub fn new(sources: &'s Sources) -> Self {
        let found = sources.list.iter().map(|source| (source.id, (source.size, source.digest))).collect();
        Self { sources, found, problems: Mutex::default() }
    }

    /// The bytes of a source.
    #[must_use]
    pub fn bytes(&self, id: SourceId) -> Option<Vec<u8>> {
        let bytes = self.sources.bytes(id);
        let problem = match &bytes {
            None => Some("this file cannot be read any more"),
            Some(bytes) => self.found.get(&id).and_then(|(size, digest)| {
                // Of a file that is larger than folio takes, only the head is given.
                let whole = bytes.len() as u64 >= *size;
                (whole && Digest::of(bytes) != *digest).then_some("this file was changed while the site was built")
            }),
        };
        // What could not be read in the first place has been said.
        let known = self.sources.problems().iter().any(|known| known.place.source == id);
        if let Some(problem) = problem.filter(|_| !known) {
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
