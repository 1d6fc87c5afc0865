//! Single files that a command makes or reads for an author.

use std::path::Path;

use super::failure::Failure;

/// Whether a folder is there and holds anything but what a version control system keeps.
pub fn holds_anything(folder: &Path) -> Result<bool, Failure> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != ".git"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::world("cannot read", folder, &error)),
    }
}

/// Writes a file that must not be there yet, and the folders above it.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Failure::world("cannot create", folder, &error))?;
    }
    let mut file = std::fs::File::create_new(path).map_err(|error| Failure::world("cannot write", path, &error))?;
    std::io::Write::write_all(&mut file, bytes).map_err(|error| Failure::world("cannot write", path, &error))
}

/// The text of a file; none if there is none.
#[must_use]
pub fn text(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}
