//! What tells that the output is still as folio left it, without reading it: of each file its number on the disk, its
//! size and its times, of each folder when a name in it came or went. Of what was touched a moment ago nothing can be
//! told.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hasher as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::edge::system;
use crate::model::compact;
use crate::model::source::Digest;
use crate::model::store::Store;

use super::join::Made;
use super::manifest::Manifest;

/// Clocks of file systems stand still for so long at times.
const SETTLED: Duration = Duration::from_millis(50);

/// One number for each file and folder of a site; 0 for one of which nothing can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamps {
    /// The site that they are of.
    site: Digest,
    /// In the order of its manifest.
    files: Vec<u64>,
    /// In the order of its folders.
    folders: Vec<u64>,
    /// The same of the folders of the site before it, which is kept as a spare, each after a number for its name.
    spare: Vec<(u64, u64)>,
    /// Files that are made of others.
    joined: BTreeMap<String, Made>,
}

impl Stamps {
    /// Those of the site that stands in an output.
    #[must_use]
    pub fn find(store: &dyn Store, output: &Path, manifest: Option<&Manifest>) -> Self {
        let known: Self = store.get(key(output)).and_then(compact::value).unwrap_or_default();
        let is_of = |manifest: &Manifest| manifest.site() == known.site && manifest.len() == known.files.len();
        if manifest.is_some_and(is_of) { known } else { Self::default() }
    }

    /// Looks at every file and folder of a site that was just published. `before` are those of the site whose folder
    /// is a spare now, if it is one.
    #[must_use]
    pub fn take(output: &Path, manifest: &Manifest, before: Option<(&Self, &Manifest)>) -> Self {
        let now = Some(SystemTime::now());
        let look = |paths: Vec<&str>, of: fn(&Path, Option<SystemTime>) -> Option<u64>| {
            paths.par_iter().map(|path| of(&output.join(path), now).unwrap_or(0)).collect()
        };
        Self {
            site: manifest.site(),
            files: look(manifest.paths().collect(), file),
            folders: look(manifest.folders().collect(), folder),
            spare: before.map(|(before, manifest)| before.named_folders(manifest)).unwrap_or_default(),
            joined: BTreeMap::new(),
        }
    }

    /// Those of a site whose folder was the spare of this one, where only these paths were touched.
    #[must_use]
    pub fn after(&self, output: &Path, before: &Manifest, manifest: &Manifest, touched: &Touched<'_>) -> Self {
        let now = Some(SystemTime::now());
        // Both are in order.
        let mut files_before = before.paths().zip(self.files.iter().copied()).peekable();
        let file_of = |path: &str| {
            while files_before.next_if(|(known, _)| *known < path).is_some() {}
            match files_before.next_if(|(known, _)| *known == path) {
                Some((_, known)) if !touched.files.contains(path) => known,
                _ => file(&output.join(path), now).unwrap_or(0),
            }
        };
        let spare: HashMap<u64, u64> = self.spare.iter().copied().collect();
        let folder_of = |path: &str| match spare.get(&number(&path)) {
            Some(known) if !touched.folders.contains(path) => *known,
            _ => folder(&output.join(path), now).unwrap_or(0),
        };
        Self {
            site: manifest.site(),
            files: manifest.paths().map(file_of).collect(),
            folders: manifest.folders().map(folder_of).collect(),
            spare: self.named_folders(before),
            joined: BTreeMap::new(),
        }
    }

    fn named_folders(&self, manifest: &Manifest) -> Vec<(u64, u64)> {
        manifest.folders().map(|path| number(&path)).zip(self.folders.iter().copied()).collect()
    }

    /// What a file that is made of others was made of.
    #[must_use]
    pub fn joined(&self, path: &str) -> Option<&Made> {
        self.joined.get(path)
    }

    pub fn set_joined(&mut self, joined: BTreeMap<String, Made>) {
        self.joined = joined;
    }

    /// Whether the file of this number is the one that it was.
    #[must_use]
    pub fn is_known(&self, number: usize, path: &Path) -> bool {
        let known = self.files.get(number).copied().filter(|known| *known != 0);
        known.is_some() && known == file(path, None)
    }

    /// Folders of a site in which a name came or went since, or may have.
    #[must_use]
    pub fn disturbed<'m>(&self, tree: &Path, manifest: &'m Manifest) -> Vec<&'m str> {
        let folders: Vec<(usize, &str)> = manifest.folders().enumerate().collect();
        let is_disturbed = |(number, path): &(usize, &str)| {
            let known = self.folders.get(*number).copied().filter(|known| *known != 0);
            known.is_none() || known != folder(&tree.join(path), None)
        };
        folders.into_par_iter().filter(is_disturbed).map(|(_, path)| path).collect()
    }

    /// Leaves them for the next build.
    pub fn keep(&self, store: &dyn Store, output: &Path) {
        store.put(key(output), &compact::bytes(self));
    }
}

/// What a build has touched while it made one site of another.
pub struct Touched<'t> {
    pub files: std::collections::HashSet<&'t str>,
    pub folders: std::collections::HashSet<&'t str>,
}

fn key(output: &Path) -> Digest {
    Digest::of_parts([b"stamps", output.as_os_str().as_encoded_bytes()])
}

/// None for what is no regular file, or was touched less than a moment before `now`.
fn file(path: &Path, now: Option<SystemTime>) -> Option<u64> {
    let facts = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let changed = (facts.ctime(), facts.ctime_nsec());
    is_settled(changed, now).then(|| system::mark(&facts))
}

/// The same of a folder. When it was itself moved does not count.
fn folder(path: &Path, now: Option<SystemTime>) -> Option<u64> {
    let facts = path.symlink_metadata().ok().filter(std::fs::Metadata::is_dir)?;
    let changed = (facts.mtime(), facts.mtime_nsec());
    is_settled(changed, now).then(|| number(&(facts.dev(), facts.ino(), changed)))
}

fn is_settled((seconds, rest): (i64, i64), now: Option<SystemTime>) -> bool {
    let Some(now) = now else { return true };
    let age = || {
        let changed = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(rest).ok()?);
        now.duration_since(SystemTime::UNIX_EPOCH).ok()?.checked_sub(changed)
    };
    age().is_some_and(|age| age > SETTLED)
}

fn number(facts: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    facts.hash(&mut hasher);
    hasher.finish() | 1
}
