//! Where a site is put up before it is shown: a folder beside the output, on the same file system.
//!
//! ```text
//! site/                the output
//! .site.folio-build/   only while a build runs, or after one was killed
//!   lock               held by the build that runs
//!   site               the hash of the site that is about to be shown
//!   next/              the new site; after the exchange, the old one
//!   old/               the old site, where the system cannot exchange two folders in one step
//!   lists/             manifests on their way, where files change one by one
//! ```
//!
//! If the output is a mount point, nothing beside it is on its file system: the folder is then `.folio/build` in it.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use crate::edge::failure::Failure;
use crate::edge::system::{self, Lock};

use super::manifest;

#[derive(Debug)]
pub struct Scaffold {
    folder: PathBuf,
    /// Whether it stands in the output, not beside it.
    pub is_inside: bool,
    _lock: File,
    stopped: AtomicBool,
    /// Held while the new site takes the place of the old one; true when nothing is left to do.
    showing: Mutex<bool>,
}

impl Scaffold {
    /// Takes the place, after whoever has it now.
    pub fn hold(output: &Path, tell: &dyn Fn(&str)) -> Result<Self, Failure> {
        let (folder, is_inside) = place(output);
        let lock = lock(&folder, output, tell)?;
        let (stopped, showing) = (AtomicBool::new(false), Mutex::new(false));
        Ok(Self { folder, is_inside, _lock: lock, stopped, showing })
    }

    /// Whether a build runs, or was killed and left something.
    #[must_use]
    pub fn stands(output: &Path) -> bool {
        place(output).0.symlink_metadata().is_ok()
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    #[must_use]
    pub fn next(&self) -> PathBuf {
        self.folder.join("next")
    }

    #[must_use]
    pub fn old(&self) -> PathBuf {
        self.folder.join("old")
    }

    #[must_use]
    pub fn lists(&self) -> PathBuf {
        self.folder.join("lists")
    }

    /// The hash of the site that is about to be shown.
    #[must_use]
    pub fn note(&self) -> PathBuf {
        self.folder.join("site")
    }

    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// From here on the program is not stopped until the new site stands; a stop that came before holds for good.
    pub fn show(&self) -> MutexGuard<'_, bool> {
        let showing = self.showing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_stopped() {
            drop(showing);
            // Whoever stops the program ends it at any moment now.
            std::thread::sleep(Duration::from_secs(5));
            return self.showing.lock().unwrap_or_else(PoisonError::into_inner);
        }
        showing
    }

    /// Ends the work from another thread: what is being shown is finished, anything else is thrown away.
    pub fn stop(&self, until: Instant) {
        self.stopped.store(true, Ordering::Relaxed);
        #[expect(clippy::disallowed_methods, reason = "a stop takes no longer than it may")]
        while Instant::now() < until {
            match self.showing.try_lock() {
                Ok(mut done) => {
                    // Threads that are still writing may put a file back into a folder just emptied: once more, then.
                    *done = *done || self.remove();
                    if *done {
                        return;
                    }
                }
                Err(TryLockError::Poisoned(_)) => return,
                Err(TryLockError::WouldBlock) => {}
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Takes the scaffold down, if that has not been done.
    pub fn close(&self) {
        let mut done = self.showing.lock().unwrap_or_else(PoisonError::into_inner);
        *done = *done || self.remove();
    }

    /// Takes the scaffold down, with everything in it. Whether nothing of it is left; after that it may be another's.
    pub fn remove(&self) -> bool {
        for part in [self.next(), self.old(), self.lists()] {
            let _ = std::fs::remove_dir_all(part);
        }
        let _ = std::fs::remove_file(self.note());
        let empty = [self.next(), self.old(), self.lists()].iter().all(|part| !part.exists());
        if empty {
            // The next build waits for the lock, and then looks whether this is still the file it waited for.
            let _ = std::fs::remove_file(self.folder.join("lock"));
            let _ = std::fs::remove_dir(&self.folder);
            if self.is_inside {
                let _ = self.folder.parent().map(std::fs::remove_dir);
            }
        }
        empty
    }
}

/// The folder, and whether it is in the output.
fn place(output: &Path) -> (PathBuf, bool) {
    if output.is_dir() && system::is_mount_point(output) {
        return (output.join(manifest::FOLDER).join("build"), true);
    }
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(".folio-build");
    (output.with_file_name(name), false)
}

impl Drop for Scaffold {
    fn drop(&mut self) {
        self.close();
    }
}

fn lock(folder: &Path, output: &Path, tell: &dyn Fn(&str)) -> Result<File, Failure> {
    let above = folder.parent().unwrap_or(folder);
    let path = folder.join("lock");
    let mut said = false;
    loop {
        std::fs::create_dir_all(above).map_err(|error| Failure::world("cannot create", above, &error))?;
        match std::fs::create_dir(folder) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(Failure::world("cannot create", folder, &error));
            }
            _ => {}
        }
        if !folder.symlink_metadata().is_ok_and(|facts| facts.is_dir()) {
            return Err(Failure::wrong_use("cannot build in", folder, "it is no folder; please remove it"));
        }
        let file = match OpenOptions::new().write(true).create(true).truncate(false).open(&path) {
            Ok(file) => file,
            // Another build has just taken it down.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Failure::world("cannot create", &path, &error)),
        };
        let failed = |error: std::io::Error| Failure::world("cannot lock", &path, &error);
        let mut state = system::try_lock(&file).map_err(failed)?;
        if state == Lock::Busy {
            if !said {
                said = true;
                tell(&format!("another build is publishing to `{}`; waiting for it to end", output.display()));
            }
            state = system::lock(&file).map_err(failed)?;
        }
        if state == Lock::Unknown {
            tell("this file system has no locks: let no two builds run at once");
            return Ok(file);
        }
        let same = |path: &Path| path.symlink_metadata().ok().map(|facts| system::identity(&facts));
        let own = file.metadata().ok().map(|facts| system::identity(&facts));
        if own.is_some() && own == same(&path) {
            return Ok(file);
        }
    }
}
