//! The new site where the output is a mount point: it cannot be renamed, so the files change one by one.
//!
//! Each file is whole at any moment, but the site is not of one piece while this runs. The order hurts readers least:
//! what pages need comes before the pages, and what nothing needs any more goes at the end.

use std::path::Path;

use crate::edge::failure::Failure;

use super::manifest::{self, Manifest};
use super::scaffold::Scaffold;
use super::show::{Change, keep_clear};
use super::stage::Stage;
use super::survey;

pub fn show(scaffold: &Scaffold, stage: &Stage, change: &Change<'_>) -> Result<(), Failure> {
    let mut others = survey::strangers(change.output, change.before, Some(scaffold.folder()))?;
    let replaced = keep_clear(change, &mut others)?;
    // Whatever happens, the next build knows all of this for folio's.
    let mut both: Vec<_> = change.after.paths().map(|path| (path.into(), change.after.digest(path))).collect();
    let stale: Vec<&str> = change.before.iter().flat_map(|before| before.without(change.after)).collect();
    both.extend(stale.iter().map(|path| ((*path).into(), None)));
    let both = Manifest::new(both.into_iter().map(|(path, digest)| (path, digest.unwrap_or_default())).collect());
    // Beside the stage, in which every name is one of the site's.
    let folder = scaffold.lists();
    std::fs::create_dir(&folder).map_err(|error| Failure::world("cannot create", &folder, &error))?;
    let lists = Stage::new(folder);
    lists.list("both.json", &both)?;
    lists.list("after.json", change.after)?;
    put(&lists, change.output, "both.json", manifest::PATH)?;
    survey::remove_files(change.output, &replaced.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>())?;
    let mut files: Vec<&str> = change.files(false).collect();
    files.sort_by_key(|path| (path.strip_suffix(".html").is_some(), *path));
    for path in files {
        put(stage, change.output, path, path)?;
    }
    survey::remove_files(change.output, &stale.iter().map(Path::new).collect::<Vec<_>>())?;
    survey::remove_folders(change.output, stale.into_iter());
    put(&lists, change.output, "after.json", manifest::PATH)
}

/// Moves a file of the stage to its place.
fn put(stage: &Stage, output: &Path, from: &str, to: &str) -> Result<(), Failure> {
    let place = output.join(to);
    let failed = |error: std::io::Error| Failure::world("cannot write", &place, &error);
    if let Some(above) = place.parent() {
        let mut made = std::fs::create_dir_all(above);
        if made.is_err() && clear_way(output, above) {
            made = std::fs::create_dir_all(above);
        }
        made.map_err(failed)?;
    }
    if place.symlink_metadata().is_ok_and(|facts| facts.is_dir()) {
        std::fs::remove_dir_all(&place).map_err(failed)?;
    }
    std::fs::rename(stage.folder().join(from), &place).map_err(failed)
}

/// A file that stands where a folder goes: of the old site, or one that may be replaced.
fn clear_way(output: &Path, folder: &Path) -> bool {
    let in_way = folder
        .ancestors()
        .take_while(|above| *above != output)
        .find(|above| above.symlink_metadata().is_ok_and(|facts| !facts.is_dir()));
    in_way.is_some_and(|file| std::fs::remove_file(file).is_ok())
}
