//! Outputs to files: a new site is put up beside the old one and takes its place in one step.
//!
//! Whatever ends a build, the output is the last whole site or the new whole site. Files that folio did not write are
//! carried over; files that did not change are not written again.

mod claim;
mod compress;
mod in_place;
mod join;
mod manifest;
mod scaffold;
mod show;
mod spare;
mod stage;
mod stamps;
mod survey;

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rayon::prelude::*;

use crate::model::output::{Content, Output, Piece};
use crate::model::source::{Digest, SourceId};
use crate::model::store::Store;

use super::failure::Failure;
use super::system;
use join::{Joined, Made, Old};
use manifest::Manifest;
use scaffold::Scaffold;
use spare::Spare;
use stage::Stage;
pub use stamps::Stamps;

/// What is asked for on the command line.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'w> {
    /// As it really lies.
    pub root: &'w Path,
    pub output: &'w Path,
    pub strangers: Strangers,
    pub smaller: Smaller,
}

/// Whether files are given smaller copies beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Smaller {
    No,
    Beside,
}

/// What to do with files in the output that folio did not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// Keep them; take no folder that holds nothing else, and no file's place.
    Respect,
    /// Keep them, but take the folder, and the place of any that stands where a file of the site goes.
    Replace,
}

/// How to get at what is copied: the digest that was found first, and the file.
pub type Copying<'c> = &'c (dyn Fn(SourceId) -> io::Result<(Digest, File)> + Sync);

/// Whether the author has a file of their own at a path.
pub type Taken<'t> = &'t (dyn Fn(&str) -> bool + Sync);

/// A site that is being written.
#[derive(Debug)]
pub struct Writer {
    output: PathBuf,
    scaffold: Arc<Scaffold>,
    stage: Stage,
    /// What stands in the output now; none if there is no output, or nothing of folio's in it.
    before: Option<Manifest>,
    /// What its files were known by when they were written, in the order of the manifest.
    stamps: Stamps,
    /// Those that are not known by that any more, but hold what they should.
    doubted: Mutex<HashSet<String>>,
    spare: Option<Spare>,
    exists: bool,
    strangers: Strangers,
    smaller: Smaller,
    written: Vec<Mutex<Shard>>,
    /// Files that are made of others.
    joined: Mutex<BTreeMap<String, Made>>,
    failed: AtomicBool,
    failure: Mutex<Option<Failure>>,
}

/// Files by path: what stands for their bytes, and whether the output already holds them.
type Shard = BTreeMap<Box<str>, (Digest, bool)>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Written {
    path: Box<str>,
    digest: Digest,
    /// Whether the output already holds the same bytes.
    kept: bool,
}

/// How many files were written, and how many already stood there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    pub written: usize,
    pub unchanged: usize,
    /// What the next build knows the files again by, if that is not what it was.
    pub stamps: Option<Stamps>,
}

impl Writer {
    /// Takes hold of an output, waits for another build of it, and clears away what a killed one left.
    pub fn start(wish: Wish<'_>, tell: &dyn Fn(&str)) -> Result<Self, Failure> {
        let output = claim::claim(wish.root, wish.output)?;
        let scaffold = Scaffold::hold(&output, tell)?;
        show::tidy(&scaffold, &output)?;
        let exists = output.is_dir();
        let before = read_manifest(&output)?;
        if exists && before.is_none() && wish.strangers == Strangers::Respect {
            refuse_strangers(&output, wish.output)?;
        }
        let next = scaffold.next();
        std::fs::create_dir(&next).map_err(|error| Failure::world("cannot create", &next, &error))?;
        if exists {
            show::inherit(&output, &next);
        }
        Ok(Self {
            output,
            scaffold: Arc::new(scaffold),
            stage: Stage::new(next),
            before,
            stamps: Stamps::default(),
            doubted: Mutex::default(),
            spare: None,
            exists,
            strangers: wish.strangers,
            smaller: wish.smaller,
            written: (0..64).map(|_| Mutex::default()).collect(),
            joined: Mutex::default(),
            failed: AtomicBool::new(false),
            failure: Mutex::default(),
        })
    }

    /// Takes up what earlier builds left: what they knew the files by, and the place where folders of former sites are
    /// kept. Another build may have left it while this one waited.
    pub fn recall(&mut self, stamps: &dyn Store, spares: Option<&Path>) {
        self.stamps = Stamps::find(stamps, &self.output, self.before.as_ref());
        self.spare = spares.and_then(|home| Spare::of(home, &self.output)).filter(|_| !self.scaffold.is_inside);
    }

    /// What ends the work in good order, from another thread, before a moment.
    pub fn stopper(&self) -> impl FnOnce(Instant) + Send + use<> {
        let scaffold = Arc::clone(&self.scaffold);
        move |until| scaffold.stop(until)
    }

    /// Whether the output holds a file of folio's with these bytes.
    #[must_use]
    pub fn holds(&self, path: &str, digest: Digest) -> bool {
        let at = self.before.as_ref().filter(|_| self.exists).and_then(|before| before.position(path));
        let Some(at) = at.filter(|at| self.before.as_ref().is_some_and(|before| before.at(*at).1 == digest)) else {
            return false;
        };
        let full = self.output.join(path);
        if self.stamps.is_known(at, &full) {
            return true;
        }
        let is_right = hashes_to(&full, digest);
        if is_right {
            self.doubt(path);
        }
        is_right
    }

    /// A file is right that stands where one was read: it may be another one than was written.
    fn recognize(&self, path: &str) {
        let at = self.before.as_ref().and_then(|before| before.position(path));
        if !at.is_some_and(|at| self.stamps.is_known(at, &self.output.join(path))) {
            self.doubt(path);
        }
    }

    fn doubt(&self, path: &str) {
        self.doubted.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
    }

    /// Where the site goes, links followed.
    #[must_use]
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// The bytes of a file of folio's that stands in the output.
    #[must_use]
    pub fn look(&self, path: &str) -> Option<Vec<u8>> {
        self.before.as_ref().filter(|before| before.holds(path))?;
        let (mut file, length) = system::open_regular(&self.output.join(path)).ok()?;
        let mut bytes = Vec::with_capacity(usize::try_from(length).ok()? + 1);
        file.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Writes one file, and says what stands for its bytes; the first failure is kept, and nothing is written after
    /// it.
    pub fn write(&self, output: &Output, copying: Copying<'_>, is_taken: Taken<'_>) -> Option<Digest> {
        if self.failed.load(Ordering::Relaxed) || self.scaffold.is_stopped() {
            return None;
        }
        let written = self.try_write(output, copying).and_then(|written| {
            let (is_kept, digest) = (written.kept, written.digest);
            self.note(written);
            if self.smaller == Smaller::Beside && compress::is_text(&output.path) {
                self.write_smaller(output, is_kept, is_taken)?;
            }
            Ok(digest)
        });
        match written {
            Ok(digest) => Some(digest),
            Err(problem) => {
                self.failed.store(true, Ordering::Relaxed);
                self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(problem);
                None
            }
        }
    }

    fn note(&self, written: Written) {
        let Written { path, digest, kept } = written;
        self.shard(&path).insert(path, (digest, kept));
    }

    fn shard(&self, path: &str) -> MutexGuard<'_, Shard> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(path);
        self.written[usize::from(hash.to_le_bytes()[0]) % self.written.len()]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Smaller copies of a file that was just written. Beside one that stays, those that stand there are right.
    fn write_smaller(&self, output: &Output, is_kept: bool, is_taken: Taken<'_>) -> Result<(), Failure> {
        let mut read: Option<Vec<u8>> = None;
        for form in compress::FORMS {
            let path = format!("{}{}", output.path, form.ending());
            if is_taken(&path) {
                continue;
            }
            let before = self.before.as_ref().and_then(|before| before.digest(&path)).filter(|_| is_kept);
            if let Some(digest) = before.filter(|digest| self.holds(&path, *digest)) {
                self.note(Written { path: path.into(), digest, kept: true });
                continue;
            }
            let bytes: &[u8] = match (&output.content, &mut read) {
                (Content::Bytes(bytes), _) => bytes,
                (_, Some(bytes)) => bytes,
                (_, none) => none.insert(self.read(&output.path)?),
            };
            if let Some(bytes) = form.smaller(bytes) {
                self.note(self.write_bytes(&path, &bytes)?);
            }
        }
        Ok(())
    }

    /// The bytes of an output that is written; nothing of one that is too large to be made smaller.
    fn read(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let read = || -> io::Result<Vec<u8>> {
            let file = self.open(path)?;
            let mut bytes = Vec::new();
            if file.metadata()?.len() <= compress::MOST {
                file.take(compress::MOST).read_to_end(&mut bytes)?;
            }
            Ok(bytes)
        };
        read().map_err(|error| Failure::world("cannot read", Path::new(path), &error))
    }

    fn try_write(&self, output: &Output, copying: Copying<'_>) -> Result<Written, Failure> {
        let path = &output.path;
        let may_stand = |digest| self.may_stand(path, digest);
        let written = |digest, kept| Written { path: path.as_str().into(), digest, kept };
        match &output.content {
            Content::Bytes(bytes) => self.write_bytes(path, bytes),
            Content::Kept(digest) => Ok(written(*digest, true)),
            Content::Copy(source) => {
                let (digest, mut file) =
                    copying(*source).map_err(|error| Failure::world("cannot read", Path::new(path), &error))?;
                if may_stand(digest) && hashes_to(&self.output.join(path), digest) {
                    self.recognize(path);
                    return Ok(written(digest, true));
                }
                let digest = self.stage.copy(path, &mut file)?;
                Ok(written(digest, false))
            }
            Content::Joined(pieces) => {
                let digests = self.digests(pieces);
                let before = self.stamps.joined(path).filter(|before| self.holds(path, before.digest));
                let (made, kept) = match before {
                    Some(before) if before.is_of(&digests) => (before.clone(), true),
                    _ => self.write_joined(path, pieces, &digests, before)?,
                };
                let digest = made.digest;
                self.joined.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), made);
                Ok(written(digest, kept))
            }
        }
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) -> Result<Written, Failure> {
        let digest = Digest::of(bytes);
        let kept = self.may_stand(path, digest) && holds(&self.output.join(path), bytes);
        if kept {
            self.recognize(path);
        } else {
            self.stage.create(path, bytes)?;
        }
        Ok(Written { path: path.into(), digest, kept })
    }

    /// Writes a file that is made of others, in one go where it is known to differ from what stands in its place.
    fn write_joined(
        &self,
        path: &str,
        pieces: &[Piece],
        digests: &[Digest],
        before: Option<&Made>,
    ) -> Result<(Made, bool), Failure> {
        let reading = |error| Failure::world("cannot read", Path::new(path), &error);
        let standing = self.output.join(path);
        let old = |made| system::open_regular(&standing).map(|(file, _)| Old::new(file, made));
        // Never more than one of the others is open.
        let joined = |old| Joined::new(pieces, digests, old, |path| self.open(path));
        if self.exists && before.is_none() {
            let mut joined = joined(None);
            let digest = stage::hashed(&mut joined, &mut |_| Ok(())).map_err(reading)?;
            if self.may_stand(path, digest) && hashes_to(&standing, digest) {
                self.recognize(path);
                return Ok((joined.made(digest), true));
            }
        }
        let mut joined = joined(before.map(old).transpose().map_err(reading)?);
        let digest = self.stage.copy(path, &mut joined)?;
        Ok((joined.made(digest), false))
    }

    /// What stands for each piece of a file that is made of others.
    fn digests(&self, pieces: &[Piece]) -> Vec<Digest> {
        let digest = |piece: &Piece| match piece {
            Piece::Text(text) => Digest::of(text.as_bytes()),
            Piece::Packed(packed) => Digest::of(packed.bytes()),
            Piece::Output(path) => self.shard(path).get(path.as_str()).map(|(digest, _)| *digest).unwrap_or_default(),
        };
        pieces.iter().map(digest).collect()
    }

    /// Whether the output may hold a file already; what the manifest has otherwise need not be looked at.
    fn may_stand(&self, path: &str, digest: Digest) -> bool {
        let before = self.before.as_ref().and_then(|before| before.digest(path));
        self.exists && before.is_none_or(|before| before == digest)
    }

    /// An output that is written already: among the new files, or among those that stay.
    fn open(&self, path: &str) -> io::Result<File> {
        let stays = self.shard(path).get(path).is_some_and(|(_, kept)| *kept);
        let folder = if stays { &self.output } else { self.stage.folder() };
        system::open_regular(&folder.join(path)).map(|(file, _)| file)
    }

    /// Shows the new site, unless something went wrong on the way.
    pub fn finish(self, tell: &dyn Fn(&str)) -> Result<Published, Failure> {
        if let Some(failure) = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(failure);
        }
        let mut done = self.scaffold.show();
        let mut written: Vec<Written> = self
            .written
            .iter()
            .flat_map(|shard| std::mem::take(&mut *shard.lock().unwrap_or_else(PoisonError::into_inner)))
            .map(|(path, (digest, kept))| Written { path, digest, kept })
            .collect();
        written.par_sort_unstable();
        let kept: Vec<bool> = written.iter().map(|file| file.kept).collect();
        let unchanged = kept.iter().filter(|kept| **kept).count();
        let mut published = Published { written: kept.len() - unchanged, unchanged, stamps: None };
        let after = Manifest::new(written.into_iter().map(|file| (file.path, file.digest)).collect());
        let differs = self.before.as_ref() != Some(&after) || published.written > 0;
        if differs {
            let change = show::Change {
                output: &self.output,
                exists: self.exists,
                before: self.before.as_ref(),
                after: &after,
                kept: &kept,
                strangers: self.strangers,
            };
            if self.scaffold.is_inside {
                in_place::show(&self.scaffold, &self.stage, &change)?;
            } else {
                published.stamps = self.show(&change, tell)?;
            }
        }
        *done = self.scaffold.remove();
        let is_doubted = !self.doubted.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
        if published.stamps.is_none() && (differs || is_doubted) {
            let before = self.before.as_ref().filter(|_| differs).map(|before| (&self.stamps, before));
            published.stamps = Some(Stamps::take(&self.output, &after, before));
        }
        if let Some(stamps) = &mut published.stamps {
            stamps.set_joined(std::mem::take(&mut *self.joined.lock().unwrap_or_else(PoisonError::into_inner)));
        }
        Ok(published)
    }

    /// Shows the new site; its stamps, if they are known by that.
    fn show(&self, change: &show::Change<'_>, tell: &dyn Fn(&str)) -> Result<Option<Stamps>, Failure> {
        if let Some(spare) = &self.spare {
            let doubted = self.doubted.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some(stamps) = spare.show(&self.scaffold, &self.stage, change, &self.stamps, &doubted, tell)? {
                return Ok(Some(stamps));
            }
            // One that cannot be removed is not taken in again.
            if let Err(failure) = spare.remove(&self.output) {
                tell(&format!("warning: {failure}"));
            }
        }
        show::show(&self.scaffold, &self.stage, change, self.spare.as_ref(), tell)?;
        Ok(None)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Whoever may have to stop the work holds the scaffold as well.
        self.scaffold.close();
    }
}

/// Removes from an output what folio wrote there. How many files that were; none if there was nothing of folio's.
pub fn clean(wish: Wish<'_>, tell: &dyn Fn(&str)) -> Result<Option<usize>, Failure> {
    let output = claim::claim(wish.root, wish.output)?;
    if !output.is_dir() && !Scaffold::stands(&output) {
        return Ok(None);
    }
    let scaffold = Scaffold::hold(&output, tell)?;
    show::tidy(&scaffold, &output)?;
    let Some(before) = read_manifest(&output)? else {
        return Ok(None);
    };
    survey::remove_listed(&output, &before)?;
    drop(scaffold);
    // The folder itself goes if nobody else has anything in it.
    let _ = std::fs::remove_dir(&output);
    Ok(Some(before.paths().count()))
}

fn read_manifest(output: &Path) -> Result<Option<Manifest>, Failure> {
    let path = output.join(manifest::PATH);
    let text = match system::open_regular(&path) {
        Ok((mut file, _)) => {
            let mut text = String::new();
            match file.read_to_string(&mut text) {
                Ok(_) => text,
                Err(error) if error.kind() == ErrorKind::InvalidData => return Ok(None),
                Err(error) => return Err(Failure::world("cannot read", &path, &error)),
            }
        }
        // Not there, or nothing that folio makes.
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(Failure::world("cannot read", &path, &error)),
    };
    Ok(Manifest::parse(&text))
}

/// A folder without a manifest must be empty, but for what git needs to keep an empty folder.
fn refuse_strangers(output: &Path, shown: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(output).map_err(|error| Failure::world("cannot read", output, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::world("cannot read", output, &error))?;
        let name = entry.file_name();
        if name != ".gitignore" && name != ".gitkeep" && name != manifest::FOLDER {
            let cause = format!(
                "it holds `{}`, and folio did not write that; name another folder, or take this one with `--force`",
                name.to_string_lossy()
            );
            return Err(Failure::wrong_use("cannot publish to", shown, cause));
        }
    }
    Ok(())
}

/// Whether a regular file holds just these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let Ok((mut file, length)) = system::open_regular(path) else {
        return false;
    };
    if length != bytes.len() as u64 {
        return false;
    }
    let mut found = vec![0; bytes.len()];
    file.read_exact(&mut found).is_ok() && found == bytes
}

fn hashes_to(path: &Path, digest: Digest) -> bool {
    let Ok((mut file, _)) = system::open_regular(path) else {
        return false;
    };
    stage::hashed(&mut file, &mut |_| Ok(())).is_ok_and(|found| found == digest)
}
