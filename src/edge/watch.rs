//! What happens below the root, as hints: paths that something may have been done to, gathered into bursts.
//!
//! The only home of the watcher. Folders are watched, not files, so that an editor which puts a new file in the place
//! of the old one is seen. Whether anything has changed is found out elsewhere, by content.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{EventKind, RecursiveMode, Watcher as _};

use super::failure::Failure;

/// One hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Something was done to this path below the root; `is_done` if whoever wrote it has closed it.
    Path { path: String, is_done: bool },
    /// A folder is new, or open to others than before: what was put into it unwatched has to be looked for.
    Folder(String),
    /// Too much happened to be told: anything may have changed.
    Lost,
}

/// Hints from the time it is made until it is dropped.
pub struct Watch {
    root: PathBuf,
    watcher: Option<notify::RecommendedWatcher>,
    folders: &'static [&'static str],
}

/// No hint for so long, and a burst is over; sooner if it is one file that was closed.
const QUIET: Duration = Duration::from_millis(10);
const CLOSED: Duration = Duration::from_millis(5);
/// A folder in which things come and go is taken up again so many times.
const TRIES: usize = 3;
/// A burst is taken after so long, whether it is over or not.
const LONGEST: Duration = Duration::from_millis(100);

impl Watch {
    /// Watches these folders of a root.
    pub fn start(
        root: &Path,
        folders: &'static [&'static str],
        send: impl Fn(Hint) + Send + 'static,
    ) -> Result<Self, Failure> {
        let failed = |error: notify::Error| Failure::world("cannot watch", root, &std::io::Error::other(error));
        let below = root.to_owned();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| match event {
            Ok(event) => hints(&below, &event).into_iter().for_each(&send),
            Err(_) => send(Hint::Lost),
        })
        .map_err(failed)?;
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
        let mut watch = Self { root: root.to_owned(), watcher: Some(watcher), folders };
        for folder in folders {
            watch.add(folder).map_err(failed)?;
        }
        Ok(watch)
    }

    fn add(&mut self, folder: &str) -> notify::Result<()> {
        let folder = self.root.join(folder);
        match &mut self.watcher {
            Some(watcher) if folder.is_dir() => watcher.watch(&folder, RecursiveMode::Recursive),
            _ => Ok(()),
        }
    }

    /// Takes up folders of the root that were made, or made anew, since the start. Where hints were lost, any folder
    /// inside may be a new one. False if there are more folders than the system watches.
    #[must_use]
    pub fn follow(&mut self, burst: &Burst) -> bool {
        let touched = |folder: &&str| burst.is_lost || burst.folders.contains(*folder);
        let folders: Vec<&str> = self.folders.iter().copied().filter(touched).collect();
        folders.into_iter().all(|folder| self.takes_up(folder))
    }

    fn takes_up(&mut self, folder: &str) -> bool {
        for _ in 0..TRIES {
            match self.add(folder).map_err(|error| error.kind) {
                Ok(()) => break,
                Err(notify::ErrorKind::MaxFilesWatch) => return false,
                // Something in it was gone before it was watched. If that goes on, later hints lead here again.
                Err(_) => {}
            }
        }
        true
    }
}

fn hints(root: &Path, event: &notify::Event) -> Vec<Hint> {
    if event.need_rescan() {
        return vec![Hint::Lost];
    }
    let (is_done, is_new) = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::From))
        | EventKind::Remove(_) => (true, false),
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(notify::event::MetadataKind::AccessTime)) => {
            return Vec::new();
        }
        EventKind::Modify(ModifyKind::Name(_)) => (true, true),
        EventKind::Create(_) => (false, true),
        EventKind::Modify(_) | EventKind::Any | EventKind::Other => (false, false),
    };
    // Who may look into a folder.
    let is_let_in = matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)));
    let path = |path: &PathBuf| {
        let below = path.strip_prefix(root).ok()?;
        let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
        parts.map(|parts| parts.join("/")).filter(|path| !path.is_empty())
    };
    let hint = |at: &PathBuf| {
        let name = path(at)?;
        match (is_new || is_let_in, at.symlink_metadata()) {
            (true, Ok(metadata)) if metadata.is_dir() => Some(Hint::Folder(name)),
            // A folder says that it has changed when a file in it has; the file is named as well.
            (false, Ok(metadata)) if metadata.is_dir() => None,
            _ => Some(Hint::Path { path: name, is_done }),
        }
    };
    event.paths.iter().filter_map(hint).collect()
}

/// The hints of a burst.
#[derive(Debug, Default)]
pub struct Burst {
    pub paths: BTreeSet<String>,
    pub folders: BTreeSet<String>,
    pub is_lost: bool,
    /// Anything may have changed, although no hint was lost.
    pub is_doubted: bool,
    /// Written, and not yet closed.
    open: BTreeSet<String>,
}

impl Burst {
    pub fn add(&mut self, hint: Hint) {
        match hint {
            Hint::Path { path, is_done } => {
                if is_done {
                    self.open.remove(&path);
                } else {
                    self.open.insert(path.clone());
                }
                self.paths.insert(path);
            }
            Hint::Folder(path) => {
                self.folders.insert(path);
            }
            Hint::Lost => self.is_lost = true,
        }
    }

    fn quiet(&self) -> Duration {
        // One file that was written and closed is what an editor does; more than that is likely to go on.
        let is_saved = self.open.is_empty() && self.paths.len() == 1 && self.folders.is_empty();
        if is_saved { CLOSED } else { QUIET }
    }
}

/// Adds to a burst until it is over; what is no hint is handed back, and ends it.
pub fn gather<T>(burst: &mut Burst, from: &Receiver<T>, hint: impl Fn(T) -> Result<Hint, T>) -> Option<T> {
    let begun = Instant::now();
    loop {
        let left = LONGEST.saturating_sub(begun.elapsed());
        match from.recv_timeout(burst.quiet().min(left)) {
            Ok(event) => match hint(event) {
                Ok(hint) => burst.add(hint),
                Err(other) => return Some(other),
            },
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}
