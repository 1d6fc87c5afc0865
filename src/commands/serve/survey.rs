//! What is wrong with the whole site, found out beside the loop: one thread looks at every page of the newest snapshot,
//! and starts over when there is a newer one. What it learned of pages that did not change meanwhile is not lost.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::edge::system;
use crate::guard;
use crate::limits;
use crate::pipeline::snapshot::{Snapshot, Unfinished};

use super::current::Current;

pub struct Survey {
    current: Arc<Current>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// There may be a newer snapshot.
    is_due: bool,
    /// Snapshots of the past, let go of when there is time for it.
    past: Vec<Arc<Snapshot>>,
    done: Option<Arc<Snapshot>>,
    /// How many wait for it.
    waiting: usize,
}

/// Whoever is typing comes first.
const QUIET: Duration = Duration::from_millis(150);
/// How long someone who asks for all problems waits for them, and how many may.
const WAIT: Duration = Duration::from_secs(20);
const WAITING: usize = 16;

impl Survey {
    /// `done` is called when a snapshot has been looked at, `doubt` when a source is not what it was last seen to be.
    pub fn start(
        current: Arc<Current>,
        done: impl Fn(Arc<Snapshot>) + Send + 'static,
        doubt: impl Fn() + Send + 'static,
    ) -> Arc<Self> {
        let state = State { is_due: true, ..State::default() };
        let survey = Arc::new(Self { current, state: Mutex::new(state), changed: Condvar::new() });
        let there = Arc::clone(&survey);
        let work = move || {
            system::give_way();
            loop {
                there.due();
                let snapshot = there.current.snapshot();
                let is_over = || there.current.snapshot().revision != snapshot.revision;
                // Should folio itself fail at one snapshot, the next may be another matter.
                match guard::guarded(|| snapshot.survey(&is_over).map(drop)) {
                    Ok(Ok(())) => {
                        there.tell(|state| state.done = Some(Arc::clone(&snapshot)));
                        done(snapshot);
                    }
                    Ok(Err(Unfinished::Stale)) => {
                        // Should the source be again what it was, no newer snapshot comes.
                        there.tell(|state| state.is_due = true);
                        doubt();
                    }
                    Ok(Err(Unfinished::Over)) | Err(_) => {}
                }
            }
        };
        // Without the thread there is a preview all the same.
        let _ = std::thread::Builder::new().name("folio-survey".to_owned()).stack_size(limits::STACK).spawn(work);
        survey
    }

    /// Waits until there is something to do, and until it is quiet.
    fn due(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.is_due {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        while state.is_due {
            state.is_due = false;
            let past = std::mem::take(&mut state.past);
            drop(state);
            drop(past);
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = self.changed.wait_timeout_while(state, QUIET, |state| !state.is_due);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn tell(&self, what: impl FnOnce(&mut State)) {
        what(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    /// There is a newer snapshot than this one.
    pub fn wake(&self, past: Arc<Snapshot>) {
        self.tell(|state| {
            state.is_due = true;
            state.past.push(past);
        });
    }

    /// The newest snapshot, once it has been looked at; none if that takes too long, or many wait for it already.
    pub fn wait(&self) -> Option<Arc<Snapshot>> {
        let newest = self.current.snapshot().revision;
        let is_behind = |state: &mut State| state.done.as_ref().is_none_or(|done| done.revision < newest);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let patience = if state.waiting < WAITING { WAIT } else { Duration::ZERO };
        state.waiting += 1;
        let waited = self.changed.wait_timeout_while(state, patience, is_behind);
        let (mut state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        if timeout.timed_out() { None } else { state.done.clone() }
    }
}
