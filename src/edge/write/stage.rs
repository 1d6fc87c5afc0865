//! A folder that is being filled by many threads: each folder in it is made once, each file written once.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::io::{ErrorKind, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::edge::failure::Failure;
use crate::edge::system;
use crate::model::source::{Digest, Hashing};

use super::manifest::Manifest;

/// So many threads can look folders up at once.
const SHARDS: usize = 64;
/// So much of a file is in hand at once.
const LARGE: usize = 256 << 10;

#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    made: Vec<Mutex<HashSet<Box<str>>>>,
}

impl Stage {
    /// Takes an empty folder.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, made: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file that is not there yet.
    pub fn create(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let full = self.place(path)?;
        let create = || OpenOptions::new().write(true).create_new(true).open(&full)?.write_all(bytes);
        create().map_err(|error| Failure::world("cannot write", &full, &error))
    }

    /// Writes down a manifest that is not there yet.
    pub fn list(&self, path: &str, manifest: &Manifest) -> Result<(), Failure> {
        let full = self.place(path)?;
        let create = || {
            let mut file = OpenOptions::new().write(true).create_new(true).open(&full)?;
            manifest.write(&mut |piece| file.write_all(piece.as_bytes()))
        };
        create().map_err(|error| Failure::world("cannot write", &full, &error))
    }

    /// Writes a file that is not there yet, and says what came out of the reader.
    pub fn copy(&self, path: &str, from: &mut dyn Read) -> Result<Digest, Failure> {
        let full = self.place(path)?;
        let mut copy = || {
            let mut file = OpenOptions::new().write(true).create_new(true).open(&full)?;
            hashed(from, &mut |bytes| file.write_all(bytes))
        };
        copy().map_err(|error| Failure::world("cannot write", &full, &error))
    }

    /// Moves a file to here, over what may be there.
    pub fn take(&self, path: &str, from: &Path) -> Result<(), Failure> {
        let full = self.place(path)?;
        std::fs::rename(from, &full).map_err(|error| Failure::world("cannot write", &full, &error))
    }

    /// Gives what stands elsewhere on the same file system a second name here; a copy where that cannot be.
    pub fn link(&self, path: &str, from: &Path) -> Result<(), Failure> {
        self.place(path)?;
        self.link_beside(Path::new(path), from)
    }

    /// The same where the folder is there already; the name need not be text.
    pub fn link_beside(&self, path: &Path, from: &Path) -> Result<(), Failure> {
        let full = self.folder.join(path);
        let Err(error) = system::link(from, &full) else {
            return Ok(());
        };
        let is_file = from.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        if is_file && !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::StorageFull | ErrorKind::AlreadyExists) {
            return match std::fs::copy(from, &full) {
                Ok(_) => Ok(()),
                Err(error) => Err(Failure::world("cannot write", &full, &error)),
            };
        }
        Err(Failure::world("cannot write", &full, &error))
    }

    /// Makes a folder, and those above it.
    pub fn make(&self, folder: &str) -> Result<(), Failure> {
        if folder.is_empty() || self.shard(folder).contains(folder) {
            return Ok(());
        }
        let full = self.folder.join(folder);
        // The lock is not held meanwhile: two threads may both try, and the second finds it made.
        let mut made = std::fs::create_dir(&full);
        if made.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            self.make(folder.rsplit_once('/').map_or("", |(above, _)| above))?;
            made = std::fs::create_dir(&full);
        }
        match made {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                Err(Failure::world("cannot create", &full, &error))
            }
            _ => {
                self.shard(folder).insert(folder.into());
                Ok(())
            }
        }
    }

    fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.make(folder)?;
        }
        Ok(self.folder.join(path))
    }

    fn shard(&self, folder: &str) -> MutexGuard<'_, HashSet<Box<str>>> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(folder);
        let at = usize::try_from(hash % SHARDS as u64).unwrap_or(0);
        self.made[at].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads to the end, hands large pieces on, and gives the digest of all.
pub fn hashed(from: &mut dyn Read, each: &mut dyn FnMut(&[u8]) -> std::io::Result<()>) -> std::io::Result<Digest> {
    let mut hashing = Hashing::default();
    let mut buffer = vec![0; LARGE];
    loop {
        let mut length = 0;
        while length < LARGE {
            match from.read(&mut buffer[length..]) {
                Ok(0) => break,
                Ok(more) => length += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if length == 0 {
            return Ok(hashing.digest());
        }
        hashing.add(&buffer[..length]);
        each(&buffer[..length])?;
    }
}
