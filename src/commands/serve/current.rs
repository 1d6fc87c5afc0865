//! The snapshot that is served now: one value, put in the place of the last.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::pipeline::snapshot::{Snapshot, Stale};

pub struct Current {
    snapshot: Mutex<Arc<Snapshot>>,
    newer: Condvar,
}

/// How long a request waits for the snapshot that is under way.
const WAIT: Duration = Duration::from_millis(400);

impl Current {
    pub fn new(snapshot: Snapshot) -> Self {
        Self { snapshot: Mutex::new(Arc::new(snapshot)), newer: Condvar::new() }
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a snapshot in the place of the last one, which is handed back: to let go of it may take its time.
    pub fn publish(&self, snapshot: Snapshot) -> Arc<Snapshot> {
        let snapshot = Arc::new(snapshot);
        let before = std::mem::replace(&mut *self.snapshot.lock().unwrap_or_else(PoisonError::into_inner), snapshot);
        self.newer.notify_all();
        before
    }

    /// The snapshot that comes after a revision, if it comes soon.
    fn after(&self, revision: u64) -> Option<Arc<Snapshot>> {
        let held = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.newer.wait_timeout_while(held, WAIT, |snapshot| snapshot.revision <= revision);
        let (held, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        (!timeout.timed_out()).then(|| Arc::clone(&held))
    }

    /// Looks something up in the snapshot of now; where its sources have moved on meanwhile, in the one after it.
    pub fn look<T>(&self, look: impl Fn(&Arc<Snapshot>) -> Result<T, Stale>) -> Option<T> {
        let mut snapshot = self.snapshot();
        for _ in 0..3 {
            match look(&snapshot) {
                Ok(found) => return Some(found),
                Err(Stale) => snapshot = self.after(snapshot.revision)?,
            }
        }
        None
    }
}
