//! The world's failures: what we were doing, on which path, and why it did not work.

use std::fmt;
use std::path::Path;

#[derive(Debug)]
pub struct Failure {
    /// `cannot read`
    pub doing: &'static str,
    pub path: String,
    pub cause: String,
    pub kind: FailureKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The machine: exit 3.
    World,
    /// The command line or the folder: exit 2.
    Use,
}

impl Failure {
    pub fn world(doing: &'static str, path: &Path, error: &std::io::Error) -> Self {
        Self { doing, path: shown(path), cause: plain(error), kind: FailureKind::World }
    }

    /// For a path that was typed: that nothing is there is a matter of use.
    pub fn named(doing: &'static str, path: &Path, error: &std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => FailureKind::Use,
            _ => FailureKind::World,
        };
        Self { kind, ..Self::world(doing, path, error) }
    }

    pub fn wrong_use(doing: &'static str, path: &Path, cause: impl Into<String>) -> Self {
        Self { doing, path: shown(path), cause: cause.into(), kind: FailureKind::Use }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What the system says, without its number.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    text.to_lowercase()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`: {}", self.doing, self.path, self.cause)
    }
}
