//! What tells that a file in the output is still the one that folio wrote, without reading it: its number on the disk,
//! its size and its times. Of a file that was touched a moment ago nothing can be told.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::model::source::Digest;
use crate::model::store::Store;

use super::manifest::Manifest;

/// Clocks of file systems stand still for so long at times.
const SETTLED: Duration = Duration::from_millis(50);

/// One number for each file of a site, in the order of its manifest; 0 for one of which nothing can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamps {
    key: Digest,
    files: Vec<u64>,
}

impl Stamps {
    /// Those of the site that stands in an output.
    #[must_use]
    pub fn find(store: &dyn Store, output: &Path, manifest: Option<&Manifest>) -> Self {
        let Some(manifest) = manifest else { return Self::default() };
        let key = key(output, manifest);
        let bytes = store.get(key).unwrap_or_default();
        let files = bytes.chunks_exact(8).map(|eight| u64::from_le_bytes(eight.try_into().unwrap_or_default()));
        Self { key, files: files.collect() }
    }

    /// Looks at the files of a site that was just published.
    #[must_use]
    pub fn take(output: &Path, manifest: &Manifest) -> Self {
        let paths: Vec<&str> = manifest.paths().collect();
        let now = SystemTime::now();
        let stamp = |path: &&str| stamp(&output.join(path), Some(now)).unwrap_or(0);
        Self { key: key(output, manifest), files: paths.par_iter().map(stamp).collect() }
    }

    /// Whether the file of this number is the one that it was.
    #[must_use]
    pub fn is_known(&self, number: usize, path: &Path) -> bool {
        let known = self.files.get(number).copied().filter(|known| *known != 0);
        known.is_some() && known == stamp(path, None)
    }

    /// Leaves them for the next build.
    pub fn keep(&self, store: &dyn Store) {
        let bytes: Vec<u8> = self.files.iter().flat_map(|stamp| stamp.to_le_bytes()).collect();
        store.put(self.key, &bytes);
    }
}

fn key(output: &Path, manifest: &Manifest) -> Digest {
    Digest::of_parts([b"stamps", output.as_os_str().as_encoded_bytes(), &manifest.site().0])
}

/// None for what is no regular file, or was touched less than a moment before `now`.
fn stamp(path: &Path, now: Option<SystemTime>) -> Option<u64> {
    let facts = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let changed = (facts.ctime(), facts.ctime_nsec());
    if let Some(now) = now {
        let since = |now: SystemTime| now.duration_since(SystemTime::UNIX_EPOCH).ok();
        let changed = Duration::new(u64::try_from(changed.0).ok()?, u32::try_from(changed.1).ok()?);
        since(now)?.checked_sub(changed).filter(|age| *age > SETTLED)?;
    }
    let mut hasher = DefaultHasher::new();
    (facts.dev(), facts.ino(), facts.size(), facts.mtime(), facts.mtime_nsec(), changed).hash(&mut hasher);
    Some(hasher.finish() | 1)
}
