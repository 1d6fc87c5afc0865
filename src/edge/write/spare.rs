//! The folder of the site before the one that stands: the next site is made of it by what differs, not anew.
//!
//! ```text
//! .folio/spare/NAME/    in the root of the site; the name stands for the output
//!   site/               the folder; what is the same in both sites is one file under two names
//!   record              which site stands, and where this one differs from it; only while that is known
//! ```
//!
//! Whoever works on the folder takes the record away first, and writes it at the very end. A folder without one is of
//! no use, and is removed.

use std::collections::{BTreeSet, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::edge::failure::Failure;
use crate::edge::system;
use crate::model::compact;
use crate::model::source::Digest;

use super::manifest::{self, Manifest, is_safe};
use super::read_manifest;
use super::scaffold::Scaffold;
use super::show::{Change, inherit, rescue};
use super::stage::Stage;
use super::stamps::{Stamps, Touched};
use super::survey;

#[derive(Debug)]
pub struct Spare {
    folder: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    /// The site that stands in the output.
    shown: Digest,
    /// Files that are not the same in the spare, or in one of the two alone.
    differ: BTreeSet<String>,
    /// Of the bytes before.
    check: Digest,
}

impl Record {
    fn new(shown: Digest, differ: BTreeSet<String>) -> Self {
        let check = Digest::of(&compact::bytes(&(shown, &differ)));
        Self { shown, differ, check }
    }
}

impl Spare {
    /// The place for it; none where it cannot change places with the output.
    #[must_use]
    pub fn of(home: Option<&Path>, output: &Path) -> Option<Self> {
        let home = home?;
        let device = |path: &Path| path.symlink_metadata().ok().map(|facts| system::device(&facts));
        let root = home.ancestors().nth(2)?;
        let folder = home.join(Digest::of(output.as_os_str().as_encoded_bytes()).hex());
        let is_ours = |path: &Path| path.symlink_metadata().is_err() || system::is_plain_folder(path);
        let can_move = device(root).is_some() && device(root) == device(output.parent()?);
        (can_move && is_ours(home) && is_ours(&folder)).then_some(Self { folder })
    }

    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    fn record(&self) -> PathBuf {
        self.folder.join("record")
    }

    /// Where it differs from this site; none if that is not known. From here on it is not known to anyone else.
    fn take(&self, before: &Manifest) -> Option<BTreeSet<String>> {
        let bytes = std::fs::read(self.record()).ok()?;
        std::fs::remove_file(self.record()).ok()?;
        let Record { shown, differ, check } = compact::value(&bytes)?;
        let is_right = shown == before.site()
            && check == Digest::of(&compact::bytes(&(shown, &differ)))
            && differ.iter().all(|path| is_safe(path))
            && system::is_plain_folder(&self.site());
        is_right.then_some(differ)
    }

    /// From now on it is known where it differs from the site that stands.
    fn keep(&self, shown: Digest, differ: BTreeSet<String>) {
        let new = self.folder.join("record.new");
        let record = compact::bytes(&Record::new(shown, differ));
        let _ = std::fs::write(&new, record).and_then(|()| std::fs::rename(&new, self.record()));
    }

    /// Takes in the folder of the site before, which is at `retired`; `true` if that was done.
    #[must_use]
    pub fn adopt(&self, retired: &Path, change: &Change<'_>) -> bool {
        let take = || -> std::io::Result<()> {
            std::fs::create_dir_all(&self.folder)?;
            std::fs::rename(retired, self.site())
        };
        let is_taken = take().is_ok();
        if is_taken {
            self.keep(change.after.site(), differences(change));
        }
        is_taken
    }

    /// Removes what is there, but nothing of what others have put into it while it was shown.
    pub fn remove(&self, output: &Path) -> Result<(), Failure> {
        let site = self.site();
        if site.symlink_metadata().is_ok()
            && let Some(manifest) = read_manifest(&site)?
        {
            rescue(&site, output, Some(&manifest))?;
        }
        match std::fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Failure::world("cannot remove", &self.folder, &error))
            }
            _ => Ok(()),
        }
    }

    /// Makes the new site of it and shows that, if it can be used for that. The stamps of the new site.
    pub fn show(
        &self,
        scaffold: &Scaffold,
        stage: &Stage,
        change: &Change<'_>,
        stamps: &Stamps,
        doubted: &HashSet<String>,
        tell: &dyn Fn(&str),
    ) -> Result<Option<Stamps>, Failure> {
        let Some(before) = change.before.filter(|_| change.exists) else { return Ok(None) };
        let Some(mut stale) = self.take(before) else { return Ok(None) };
        if !survey::newcomers(change.output, before, &stamps.disturbed(change.output, before))?.is_none() {
            return Ok(None);
        }
        stale.extend(doubted.iter().cloned());
        let site = self.site();
        // Without its manifest it is no site from here on until it is the new one.
        let manifest = site.join(manifest::PATH);
        std::fs::remove_file(&manifest).map_err(|error| Failure::world("cannot remove", &manifest, &error))?;
        let kept: Vec<&str> = change.files(true).filter(|path| stale.contains(*path)).collect();
        // First all that must not be there, then what comes.
        let gone: Vec<&str> = before.without(change.after).chain(stale.iter().map(String::as_str)).collect();
        survey::remove_files(&site, &gone.iter().map(Path::new).collect::<Vec<_>>())?;
        survey::remove_folders(&site, gone.iter().copied());
        let made = Stage::new(site.clone());
        for path in &kept {
            made.link(path, &change.output.join(path))?;
        }
        for path in change.files(false) {
            made.take(path, &stage.folder().join(path))?;
        }
        made.list(manifest::PATH, change.after)?;
        inherit(change.output, &site);
        let note = scaffold.note();
        let hash = change.after.site().hex();
        std::fs::write(&note, hash).map_err(|error| Failure::world("cannot write", &note, &error))?;
        let failed = |error: std::io::Error| Failure::world("cannot publish to", change.output, &error);
        if !system::exchange(&site, change.output).map_err(failed)? {
            return Err(failed(ErrorKind::Unsupported.into()));
        }
        // What came into the old one at the last moment is moved into the new one. Whatever happens from here on is no
        // failure to publish it.
        let late = survey::newcomers(&site, before, &stamps.disturbed(&site, before));
        if late.is_ok_and(|late| late.is_none()) {
            self.keep(change.after.site(), differences(change));
        } else if let Err(failure) = self.remove(change.output) {
            tell(&format!("warning: {failure}"));
        }
        let mut files: HashSet<&str> = change.files(false).collect();
        files.extend(stale.iter().map(String::as_str));
        let mut touched = survey::folders(files.iter().copied().chain(gone.iter().copied()));
        touched.extend(["", manifest::FOLDER]);
        let touched = Touched { files, folders: touched };
        Ok(Some(stamps.after(change.output, before, change.after, &touched)))
    }
}

/// Files of which the old site and the new one do not hold the very same.
fn differences(change: &Change<'_>) -> BTreeSet<String> {
    let gone = change.before.iter().flat_map(|before| before.without(change.after));
    change.files(false).chain(gone).map(str::to_owned).collect()
}
