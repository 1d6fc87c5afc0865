//! The new site takes the place of the old one.
//!
//! What did not change and what others put there gets a second name in the new site; then the two folders change
//! places in one step; then the old one is cleared away. Where the system cannot exchange two folders, the old one
//! is moved aside first, and a build that finds nothing in its place moves it back.

use std::collections::HashSet;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::edge::failure::Failure;
use crate::edge::system;

use super::manifest::{self, Manifest};
use super::scaffold::Scaffold;
use super::spare::Spare;
use super::stage::Stage;
use super::survey;
use super::{Strangers, read_manifest};

/// From one site to the next.
#[derive(Debug, Clone, Copy)]
pub struct Change<'c> {
    pub output: &'c Path,
    pub exists: bool,
    pub before: Option<&'c Manifest>,
    pub after: &'c Manifest,
    /// Of each file of the new site, whether the output already holds the same bytes.
    pub kept: &'c [bool],
    pub strangers: Strangers,
}

impl<'c> Change<'c> {
    /// The files of the new site that stand in the output already, or those that do not.
    pub fn files(&self, kept: bool) -> impl Iterator<Item = &'c str> {
        self.after.paths().zip(self.kept).filter(move |(_, known)| **known == kept).map(|(path, _)| path)
    }
}

/// Completes the stage and shows it.
pub fn show(
    scaffold: &Scaffold,
    stage: &Stage,
    change: &Change<'_>,
    spare: Option<&Spare>,
    tell: &dyn Fn(&str),
) -> Result<(), Failure> {
    let mut others = survey::Others::default();
    if change.exists {
        others = survey::strangers(change.output, change.before, None)?;
        keep_clear(change, &mut others)?;
        let kept: Vec<&str> = change.files(true).collect();
        kept.par_iter().try_for_each(|path| stage.link(path, &change.output.join(path)))?;
        carry(stage, change.output, &others)?;
    }
    stage.list(manifest::PATH, change.after)?;
    let note = scaffold.note();
    std::fs::write(&note, change.after.site().hex()).map_err(|error| Failure::world("cannot write", &note, &error))?;
    let next = scaffold.next();
    let failed = |error: std::io::Error| Failure::world("cannot publish to", change.output, &error);
    if !change.exists {
        return std::fs::rename(&next, change.output).map_err(failed);
    }
    let mut retired = next.clone();
    if !system::exchange(&next, change.output).map_err(failed)? {
        retired = scaffold.old();
        std::fs::rename(change.output, &retired).map_err(failed)?;
        if let Err(error) = std::fs::rename(&next, change.output) {
            std::fs::rename(&retired, change.output).map_err(failed)?;
            return Err(failed(error));
        }
    }
    // The new site stands; whatever happens from here on is no failure to publish it.
    let is_exchanged = retired == next;
    if let Some(spare) = spare.filter(|_| is_exchanged && others.is_none())
        && change.before.is_some_and(|before| is_as_listed(&retired, before))
        && spare.adopt(&retired, change)
    {
        return Ok(());
    }
    if let Err(failure) = retire(&retired, change.output, change.before, &others) {
        tell(&format!("the site is published, but of the one before {failure}"));
    }
    Ok(())
}

/// Whether a site holds nothing of anybody else.
fn is_as_listed(site: &Path, manifest: &Manifest) -> bool {
    survey::strangers(site, Some(manifest), None).is_ok_and(|strangers| strangers.is_none())
}

/// Takes what would stand in the way of the new site out of what is carried over, if that was asked for; and says
/// what that is.
pub fn keep_clear(change: &Change<'_>, others: &mut survey::Others) -> Result<Vec<PathBuf>, Failure> {
    let files: HashSet<&str> = change.after.paths().collect();
    let kept: HashSet<&str> = change.files(true).collect();
    let new_folders: HashSet<&str> = change.after.folders().collect();
    let above = |path: &Path| path.ancestors().skip(1).any(|above| above.to_str().is_some_and(|p| files.contains(p)));
    let in_way = |path: &PathBuf, is_folder: bool| {
        let name = path.to_str().unwrap_or("\0");
        files.contains(name) || (!is_folder && new_folders.contains(name)) || above(path)
    };
    let mine = |path: &PathBuf| path.to_str().is_some_and(|path| kept.contains(path));
    others.files.retain(|path| !mine(path));
    if change.strangers == Strangers::Respect
        && let Some(path) = others
            .files
            .iter()
            .find(|path| in_way(path, false))
            .or(others.folders.iter().find(|path| in_way(path, true)))
    {
        return Err(Failure::wrong_use(
            "cannot publish to",
            &change.output.join(path),
            "folio did not write what is there; move it away, or let it be replaced with `--force`",
        ));
    }
    let mut replaced: Vec<PathBuf> = others.files.extract_if(.., |path| in_way(path, false)).collect();
    replaced.extend(others.folders.extract_if(.., |path| in_way(path, true)));
    Ok(replaced)
}

/// Gives the files of others a second name in the new site.
fn carry(stage: &Stage, output: &Path, others: &survey::Others) -> Result<(), Failure> {
    let folder = |path: &Path| -> Result<(), Failure> {
        let mut missing: Vec<&Path> =
            path.ancestors().take_while(|above| !stage.folder().join(above).is_dir()).collect();
        while let Some(above) = missing.pop() {
            let full = stage.folder().join(above);
            std::fs::create_dir(&full).map_err(|error| Failure::world("cannot create", &full, &error))?;
            inherit(&output.join(above), &full);
        }
        Ok(())
    };
    for path in &others.folders {
        folder(path)?;
    }
    for path in &others.files {
        folder(path.parent().unwrap_or(Path::new("")))?;
        stage.link_beside(path, &output.join(path))?;
    }
    Ok(())
}

/// A new folder is as open and belongs to the same people as the one in whose place it comes.
pub fn inherit(from: &Path, to: &Path) {
    if let Ok(facts) = from.metadata() {
        // Who may not give a folder away keeps it.
        let _ = std::os::unix::fs::chown(to, Some(facts.uid()), Some(facts.gid()));
        let _ = std::fs::set_permissions(to, facts.permissions());
    }
}

/// Clears an old site away. What came into it at the last moment is moved into the new one.
fn retire(old: &Path, output: &Path, manifest: Option<&Manifest>, carried: &survey::Others) -> Result<(), Failure> {
    let mut files: Vec<&Path> = carried.files.iter().map(PathBuf::as_path).collect();
    files.extend(manifest.iter().flat_map(|manifest| manifest.paths()).map(Path::new));
    files.push(Path::new(manifest::PATH));
    survey::remove_files(old, &files)?;
    let listed = manifest.iter().flat_map(|manifest| manifest.paths());
    survey::remove_folders(old, listed.chain([manifest::PATH]));
    if std::fs::remove_dir(old).is_ok() {
        return Ok(());
    }
    rescue(old, output, None)?;
    std::fs::remove_dir_all(old).map_err(|error| Failure::world("cannot remove", old, &error))
}

/// Moves what is not folio's, and is nowhere else, back to where people look for it.
pub fn rescue(old: &Path, output: &Path, manifest: Option<&Manifest>) -> Result<(), Failure> {
    for path in survey::strangers(old, manifest, None)?.files {
        let to = output.join(&path);
        if to.symlink_metadata().is_ok() {
            continue;
        }
        let above = to.parent().unwrap_or(output);
        std::fs::create_dir_all(above).map_err(|error| Failure::world("cannot create", above, &error))?;
        match system::rename_to_free(&old.join(&path), &to) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(Failure::world("cannot move", &to, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Clears away what a killed build left, so that the output is whole and nothing lies beside it.
pub fn tidy(scaffold: &Scaffold, output: &Path) -> Result<(), Failure> {
    let (next, old) = (scaffold.next(), scaffold.old());
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    if is_there(&old) && !is_there(output) {
        std::fs::rename(&old, output).map_err(|error| Failure::world("cannot publish to", output, &error))?;
    }
    let noted = std::fs::read_to_string(scaffold.note()).ok();
    let shown = noted.is_some() && noted == read_manifest(output)?.map(|manifest| manifest.site().hex());
    for left in [next, old] {
        if !is_there(&left) {
            continue;
        }
        // A site that was shown before: somebody may have put something into it. One that never was holds nothing else.
        if shown && let Some(manifest) = read_manifest(&left)? {
            rescue(&left, output, Some(&manifest))?;
        }
        std::fs::remove_dir_all(&left).map_err(|error| Failure::world("cannot remove", &left, &error))?;
    }
    Ok(())
}
