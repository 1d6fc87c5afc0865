//! Outputs to files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::model::output::{Content, Output};
use crate::model::source::{Digest, SourceId};

use super::failure::Failure;

/// A folder that is being filled.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    written: Mutex<BTreeMap<String, Digest>>,
    failure: Mutex<Option<Failure>>,
}

impl Writer {
    /// Starts an empty folder beside nothing that is published.
    pub fn start(folder: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| Failure::world("cannot create", folder, &error))?;
        Ok(Self { folder: folder.to_owned(), written: Mutex::default(), failure: Mutex::default() })
    }

    /// Writes one file; the first failure is kept, and nothing is written after it.
    pub fn write(&self, output: &Output, copy: &dyn Fn(SourceId) -> Option<PathBuf>) {
        let mut failure = self.failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if failure.is_some() {
            return;
        }
        drop(failure);
        match self.try_write(output, copy) {
            Ok(digest) => {
                let mut written = self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                written.insert(output.path.clone(), digest);
            }
            Err(problem) => {
                failure = self.failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                failure.get_or_insert(problem);
            }
        }
    }

    fn try_write(&self, output: &Output, copy: &dyn Fn(SourceId) -> Option<PathBuf>) -> Result<Digest, Failure> {
        let path = self.folder.join(&output.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| Failure::world("cannot create", parent, &error))?;
        }
        let digest = match &output.content {
            Content::Bytes(bytes) => {
                std::fs::write(&path, bytes).map_err(|error| Failure::world("cannot write", &path, &error))?;
                Digest::of(bytes)
            }
            Content::Copy(source) => {
                let Some(from) = copy(*source) else {
                    return Ok(Digest::default());
                };
                std::fs::copy(&from, &path).map_err(|error| Failure::world("cannot write", &path, &error))?;
                Digest::default()
            }
        };
        Ok(digest)
    }

    /// How many files were written, or what went wrong.
    pub fn finish(self) -> Result<usize, Failure> {
        if let Some(failure) = self.failure.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
            return Err(failure);
        }
        Ok(self.written.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).len())
    }
}

/// Puts a finished folder in the place of the output, or throws it away.
pub fn publish(staging: &Path, output: &Path, wanted: bool) -> Result<(), Failure> {
    let remove = |folder: &Path| {
        std::fs::remove_dir_all(folder).map_err(|error| Failure::world("cannot remove", folder, &error))
    };
    if !wanted {
        return remove(staging);
    }
    let ignore = output.join(".gitignore");
    if ignore.is_file() {
        let kept = staging.join(".gitignore");
        std::fs::copy(&ignore, &kept).map_err(|error| Failure::world("cannot write", &kept, &error))?;
    }
    if output.exists() {
        remove(output)?;
    }
    std::fs::rename(staging, output).map_err(|error| Failure::world("cannot publish", output, &error))
}
