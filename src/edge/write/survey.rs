//! What lies in an output: folio's files, as its manifest has them, and those of others.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::edge::failure::Failure;

use super::manifest::{self, Manifest};

/// What somebody else put into an output, by path below it.
#[derive(Debug, Default)]
pub struct Others {
    /// Files, links, and whatever else has a name.
    pub files: Vec<PathBuf>,
    /// Folders with nothing in them.
    pub folders: Vec<PathBuf>,
}

/// Looks through a tree for everything that its manifest does not list.
pub fn strangers(tree: &Path, manifest: Option<&Manifest>, build: Option<&Path>) -> Result<Others, Failure> {
    let listed: HashSet<&str> = manifest.iter().flat_map(|manifest| manifest.paths()).collect();
    let folders: HashSet<&str> = manifest.iter().flat_map(|manifest| manifest.folders()).collect();
    let mut found = Others::default();
    let mut waiting = vec![PathBuf::new()];
    while let Some(folder) = waiting.pop() {
        let full = tree.join(&folder);
        let failed = |error: std::io::Error| Failure::world("cannot read", &full, &error);
        let mut empty = true;
        for entry in std::fs::read_dir(&full).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            empty = false;
            let path = folder.join(entry.file_name());
            if entry.file_type().map_err(failed)?.is_dir() {
                if build.is_none_or(|build| !tree.join(&path).starts_with(build)) {
                    waiting.push(path);
                }
            } else if path.to_str().is_none_or(|path| !listed.contains(path) && path != manifest::PATH) {
                found.files.push(path);
            }
        }
        if empty && folder.to_str().is_none_or(|folder| !folder.is_empty() && !folders.contains(folder)) {
            found.folders.push(folder);
        }
    }
    found.files.sort_unstable();
    found.folders.sort_unstable();
    Ok(found)
}

impl Others {
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }
}

/// What others have put into some folders of a tree that held nothing of theirs before.
pub fn newcomers(tree: &Path, manifest: &Manifest, places: &[&str]) -> Result<Others, Failure> {
    let mut found = Others::default();
    let known: HashSet<&str> = manifest.folders().filter(|_| !places.is_empty()).collect();
    for place in places {
        let full = tree.join(place);
        let entries = match std::fs::read_dir(&full) {
            Ok(entries) => entries,
            // Somebody took it away, or put something else there, which the folder above tells.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
            Err(error) => return Err(Failure::world("cannot read", &full, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| Failure::world("cannot read", &full, &error))?;
            let path = Path::new(place).join(entry.file_name());
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let name = path.to_str().unwrap_or("\0");
            let is_ours = if is_folder { known.contains(name) } else { manifest.holds(name) || name == manifest::PATH };
            if is_folder && !is_ours {
                found.folders.push(path);
            } else if !is_ours {
                found.files.push(path);
            }
        }
    }
    Ok(found)
}

/// Removes what a manifest lists, the folders that are empty then, and the manifest itself at the end.
pub fn remove_listed(tree: &Path, manifest: &Manifest) -> Result<(), Failure> {
    remove_files(tree, &manifest.paths().map(Path::new).collect::<Vec<_>>())?;
    remove_folders(tree, manifest.paths());
    remove_files(tree, &[Path::new(manifest::PATH)])?;
    let _ = std::fs::remove_dir(tree.join(manifest::FOLDER));
    Ok(())
}

pub fn remove_files(tree: &Path, paths: &[&Path]) -> Result<(), Failure> {
    paths.par_iter().try_for_each(|path| {
        let full = tree.join(path);
        match std::fs::remove_file(&full) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Err(Failure::world("cannot remove", &full, &error))
            }
            _ => Ok(()),
        }
    })
}

/// Removes those folders of some paths that nothing is in.
pub fn remove_folders<'p>(tree: &Path, paths: impl Iterator<Item = &'p str>) {
    let mut folders = manifest::folders(paths);
    folders.sort_unstable_by(|(_, a), (_, b)| b.cmp(a));
    for (_, folder) in folders {
        let _ = std::fs::remove_dir(tree.join(folder));
    }
}
