//! Single files that a command makes or reads for an author.

use std::io::Read as _;
use std::path::Path;

use super::failure::Failure;
use super::system;

/// No more is read of a file that a command reads for itself.
const MOST: u64 = 1 << 20;

/// Whether a folder is there and holds anything but what a version control system keeps.
pub fn holds_anything(folder: &Path) -> Result<bool, Failure> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != ".git"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::named("cannot read", folder, &error)),
    }
}

/// Whether a file that is to be made would lie in a folder, links followed.
#[must_use]
pub fn is_within(file: &Path, folder: &Path) -> bool {
    let above = file.ancestors().skip(1).find_map(|above| above.canonicalize().ok());
    above.zip(folder.canonicalize().ok()).is_some_and(|(above, folder)| above.starts_with(folder))
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
pub fn text(path: &Path) -> Result<Option<String>, Failure> {
    let text = system::open_regular(path).and_then(|(file, _)| std::io::read_to_string(file.take(MOST)));
    match text {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::world("cannot read", path, &error)),
    }
}

/// Writes a file of the author's: the old text or the new one, never half of it.
pub fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    if std::fs::read(path).is_ok_and(|held| held == text.as_bytes()) {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.new"));
    let write = || {
        std::fs::write(&beside, text)?;
        std::fs::rename(&beside, path)
    };
    write().map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        Failure::world("cannot write", path, &error)
    })
}
