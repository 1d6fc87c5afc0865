//! A source: one file that an author wrote, known by its path below the root.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The number of a source within one run. Paths are numbered in sorted order, or in order of arrival
/// while a preview runs; only the report turns a number back into a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A path below the root, always with `/`, never with `..`: `content/guides/start.mdx`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `guides/start.mdx` of `content/guides/start.mdx`.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The folder that holds it: `content/guides`; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }
}

impl std::fmt::Display for SourcePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a file is for, decided by its path alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// `content/site.yml`
    Settings,
    /// `.mdx` or `.md` below `content/`; a name on its way that starts with `_` makes it shared: never a page.
    Page { mdx: bool, shared: bool },
    /// Any file in a `_samples` folder.
    Sample,
    /// `.json` below `content/` that is not a sample: a schema if it looks like one.
    Json,
    /// `content/drift.yml`: differences that the author knows of.
    Accepted,
    /// `content/urls.lock`: addresses of the last release.
    Promises,
    /// A file below `templates/`.
    Template,
    /// A file below `static/`, or any other file below `content/`: published as it is.
    Asset,
}

/// 128 bits that stand for some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(&blake3::hash(bytes))
    }

    /// One digest for a list of parts; their borders count.
    #[must_use]
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        // Parts are mostly short, and each update costs something.
        let mut gathered = Vec::new();
        for part in parts {
            gathered.extend_from_slice(&(part.len() as u64).to_le_bytes());
            gathered.extend_from_slice(part);
            if gathered.len() > 8 << 10 {
                hasher.update(&gathered);
                gathered.clear();
            }
        }
        hasher.update(&gathered);
        Self::cut(&hasher.finalize())
    }

    fn cut(hash: &blake3::Hash) -> Self {
        let mut digest = [0; 16];
        digest.copy_from_slice(&hash.as_bytes()[..16]);
        Self(digest)
    }

    /// The other way round from [`Digest::hex`].
    #[must_use]
    pub fn parse(hex: &str) -> Option<Self> {
        let hex: &[u8; 32] = hex.as_bytes().try_into().ok()?;
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut digest = [0; 16];
        for (byte, pair) in digest.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(digest))
    }

    #[must_use]
    pub fn hex(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 32];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
        String::from_utf8_lossy(&hex).into_owned()
    }
}

/// A digest of bytes that come in pieces.
#[derive(Debug, Default)]
pub struct Hashing(blake3::Hasher);

impl Hashing {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::cut(&self.0.finalize())
    }
}

/// One file as it was found: its text is not held here, it is asked for when a phase needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub id: SourceId,
    pub path: SourcePath,
    pub kind: SourceKind,
    pub size: u64,
    pub digest: Digest,
    /// Pixels across and down, if it is a picture.
    pub picture: Option<(u32, u32)>,
}

/// The source at a path, among some that are sorted by path.
#[must_use]
pub fn by_path<'s>(sources: &'s [Source], path: &str) -> Option<&'s Source> {
    position(sources, path).ok().map(|at| &sources[at])
}

/// Where it is among them, or would be.
pub fn position(sources: &[Source], path: &str) -> Result<usize, usize> {
    sources.binary_search_by(|source| source.path.as_str().cmp(path))
}

/// One source before and after something was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: SourceId,
    pub before: Option<Source>,
    pub now: Option<Source>,
}
