//! What a run before this one found in files: one that is still the one that it was need not be read to be known.
//!
//! A file is the one that it was if it lies in the same place of the same disk, as large as it was, and its times are
//! the same to the nanosecond. The time of the last change cannot be set by hand, so that this misses nothing but what
//! was changed within one tick of the clock; what was that young when it was looked at is not left for the next run.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use crate::edge::system;
use crate::model::compact;
use crate::model::source::Digest;
use crate::model::store::Store;

use super::{Read, Sources};

/// A file that was changed so shortly ago may be changed once more without showing it, while one program looks on.
const SETTLED: Duration = Duration::from_millis(50);
/// The same on any file system, and for other programs.
const LONG_SETTLED: Duration = Duration::from_secs(2);

/// What a file looks like from outside: while that stays as it is, so do its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    mark: u64,
    /// Nothing was done to it for a while.
    rests: bool,
}

impl Stamp {
    /// None for a file that was changed just now.
    pub(super) fn of(file: &Path) -> Option<Self> {
        let facts = file.metadata().ok()?;
        let age = system::age(&facts)?;
        (age > SETTLED).then(|| Self { mark: system::mark(&facts), rests: age > LONG_SETTLED })
    }

    /// Whether the file is still as it was.
    pub(super) fn is_same(self, other: Self) -> bool {
        self.mark == other.mark
    }
}

/// Files by path.
#[derive(Debug, Default)]
pub(super) struct Known(HashMap<Box<str>, (u64, Read)>);

impl Known {
    pub(super) fn find(store: &dyn Store, root: &Path) -> Self {
        let files: Vec<(Box<str>, (u64, Read))> = store.get(key(root)).and_then(compact::value).unwrap_or_default();
        Self(files.into_iter().collect())
    }

    /// What is in a file that looks like this.
    pub(super) fn read(&self, path: &str, stamp: Stamp) -> Option<Read> {
        self.0.get(path).filter(|(mark, _)| *mark == stamp.mark).map(|(_, read)| *read)
    }
}

impl Sources {
    /// Leaves for the next run what was found, unless it finds that already.
    pub fn keep(&self, store: &dyn Store) {
        let resting = |id| self.stamps.get(&id).filter(|stamp| stamp.rests).map(|stamp| stamp.mark);
        let files = self.list.iter().filter_map(|source| {
            let read = Read { size: source.size, digest: source.digest, picture: source.picture };
            Some((source.path.as_str(), (resting(source.id)?, read)))
        });
        let files: Vec<_> = files.collect();
        if self.taken_over != files.len() {
            store.put(key(self.root()), &compact::bytes(&files));
        }
    }
}

fn key(root: &Path) -> Digest {
    Digest::of_parts([b"sources", root.as_os_str().as_encoded_bytes()])
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::OnceLock;

    use super::super::discover;
    use crate::edge::system::mark;
    use crate::model::source::Digest;
    use crate::model::store::{Nowhere, Store};

    /// Holds the one thing that was put there.
    #[derive(Default)]
    struct One(OnceLock<(Digest, Vec<u8>)>);

    impl Store for One {
        fn get(&self, key: Digest) -> Option<&[u8]> {
            self.0.get().filter(|(known, _)| *known == key).map(|(_, bytes)| bytes.as_slice())
        }

        fn put(&self, key: Digest, bytes: &[u8]) {
            self.0.set((key, bytes.to_vec())).expect("only one thing is left");
        }
    }

    #[test]
    fn a_file_that_was_not_touched_is_known_for_what_it_was() {
        // Folio's own pages were there before this test was compiled.
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (store, nothing) = (One::default(), One::default());
        let first = discover(root, 0, &store).expect("folio's own site is one");
        assert_eq!(first.taken_over, 0);
        first.keep(&store);
        let second = discover(root, 0, &store).expect("folio's own site is one");
        assert!(second.taken_over > 100, "{}", second.taken_over);
        assert_eq!(second.list, first.list);
        second.keep(&nothing);
        assert!(nothing.0.get().is_none() || second.taken_over < second.list.len());
    }

    #[test]
    fn a_file_that_was_written_again_is_read_again() {
        let root = std::env::temp_dir().join(format!("folio-known-{}", std::process::id()));
        let page = root.join("content/a.md");
        std::fs::create_dir_all(root.join("content")).expect("a folder can be made");
        std::fs::write(&page, "one").expect("a file can be written");
        let metadata = || std::fs::metadata(&page).expect("the file is there");
        let (before, time) = (mark(&metadata()), metadata().modified().expect("it has a time"));
        let store = One::default();
        discover(&root, 0, &Nowhere).expect("it is a site").keep(&store);
        // As large as it was and said to be as old: the clock shows it, as soon as it goes on.
        while mark(&metadata()) == before {
            std::fs::write(&page, "two").expect("a file can be written");
            let file = std::fs::File::options().write(true).open(&page).expect("a file can be opened");
            file.set_modified(time).expect("its time can be set back");
        }
        let found = discover(&root, 0, &store).expect("it is a site");
        assert_eq!(found.list[0].digest, Digest::of(b"two"));
        std::fs::remove_dir_all(&root).expect("it can be removed");
    }
}
