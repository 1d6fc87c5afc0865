//! What a run leaves for the next one: `.folio/cache` in the root of a site.
//!
//! ```text
//! .folio/
//!   .gitignore    nothing here belongs into a repository
//!   cache/
//!     facts       what was found in each source
//!     pages       what each page was made of, and what came of it
//!     words       what each page is found by
//! ```
//!
//! Each is a [`Pack`] of entries: under a digest of what went in lies what came out. A file counts only if every byte
//! of it is as it was written, by this folio and for this user; anything else is no cache at all.

mod pack;

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::system;
pub use pack::Pack;
use pack::Reading;

/// Where it is below a root, if nothing else is said.
pub const FOLDER: &str = ".folio/cache";

/// All packs of a root.
#[derive(Debug)]
pub struct Cache {
    pub facts: Pack,
    pub pages: Pack,
    pub words: Pack,
    /// The `.folio` of a root, if the cache is in one.
    home: Option<PathBuf>,
}

impl Cache {
    /// Opens the cache in a folder. There is always one: what cannot be read is empty.
    #[must_use]
    pub fn open(folder: &Path) -> Self {
        let pack = |name: &str, reading| Pack::open(folder.join(name), reading);
        Self {
            facts: pack("facts", Reading::Whole),
            pages: pack("pages", Reading::Whole),
            words: pack("words", Reading::Single),
            home: None,
        }
    }

    /// The cache of a root.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        let folder = root.join(FOLDER);
        // Not through a link: what is there may be of another site, or of somebody else.
        let is_own = [root.join(".folio"), folder.clone()].iter().all(|part| match part.symlink_metadata() {
            Ok(facts) => facts.is_dir() && system::is_own(&facts),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        });
        if is_own { Self { home: Some(root.join(".folio")), ..Self::open(&folder) } } else { Self::none() }
    }

    /// A cache that holds nothing and takes nothing.
    #[must_use]
    pub fn none() -> Self {
        Self { facts: Pack::none(), pages: Pack::none(), words: Pack::none(), home: None }
    }

    /// Takes nothing from now on: for a run that writes nothing.
    pub fn close(&mut self) {
        [&mut self.facts, &mut self.pages, &mut self.words].into_iter().for_each(Pack::close);
    }

    /// Where folders of former sites may be kept: beside the cache of a root, and of that alone.
    #[must_use]
    pub fn spares(&self) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join("spare"))
    }

    /// Leaves what is new for the next run. Where that cannot be done, the next run has more to do.
    pub fn keep(&self) {
        let kept = [&self.facts, &self.pages, &self.words].map(Pack::keep);
        let ignore = self.home.as_ref().map(|home| home.join(".gitignore"));
        if let Some(ignore) = ignore.filter(|ignore| kept.contains(&true) && !ignore.exists()) {
            let _ = std::fs::write(ignore, "*\n");
        }
    }
}

/// Removes the cache of a root.
pub fn remove(root: &Path) -> Result<(), Failure> {
    let cache = root.join(".folio");
    // A link is not followed: what it leads to was not made by folio.
    match cache.symlink_metadata() {
        Ok(facts) if facts.is_dir() => {
            std::fs::remove_dir_all(&cache).map_err(|error| Failure::world("cannot remove", &cache, &error))
        }
        _ => Ok(()),
    }
}
