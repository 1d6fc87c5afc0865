//! The folder to sources: every file that an author wrote, sorted, with its kind and its hash.
//!
//! The only home of the directory walker, and the one door to the author's files: nothing outside of the root is
//! ever read, not through a link either.

use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};

use super::failure::Failure;

/// The sources of a site, and how to get at their bytes.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    pub list: Vec<Source>,
    pub problems: Vec<Diagnostic>,
}

const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// The root as it really lies, if it is one.
pub fn root(root: &Path) -> Result<PathBuf, Failure> {
    let root = root.canonicalize().map_err(|error| Failure::world("cannot open", root, &error))?;
    if !root.join("content").is_dir() {
        return Err(Failure::wrong_use(
            "cannot build",
            &root,
            "it has no folder `content`; `folio init` makes a new site",
        ));
    }
    Ok(root)
}

/// Finds the sources below a root.
pub fn discover(root: &Path) -> Result<Sources, Failure> {
    let root = self::root(root)?;
    let mut found: Vec<(String, PathBuf, Option<String>)> = Vec::new();
    for folder in FOLDERS {
        let start = root.join(folder);
        if start.is_dir() {
            walk(&root, &start, &mut found);
        }
    }
    found.sort_unstable();
    found.dedup_by(|a, b| a.0 == b.0);
    let read: Vec<(Source, Option<String>)> = found
        .into_par_iter()
        .enumerate()
        .filter_map(|(number, (path, file, problem))| {
            let id = SourceId(u32::try_from(number).ok()?);
            let source = |size, digest| Source { id, kind: kind(&path), path: SourcePath::new(&path), size, digest };
            if problem.is_some() {
                return Some((source(0, Digest::default()), problem));
            }
            match hash(&file) {
                Ok((size, digest)) => Some((source(size, digest), None)),
                Err(error) => {
                    let failure = Failure::world("cannot read", Path::new(&path), &error);
                    Some((source(0, Digest::default()), Some(failure.cause)))
                }
            }
        })
        .collect();
    let mut sources = Sources { root, list: Vec::with_capacity(read.len()), problems: Vec::new() };
    for (source, problem) in read {
        match problem {
            Some(cause) => {
                let message = format!("this file cannot be read: {cause}");
                sources.problems.push(Diagnostic::new(Code::UNREADABLE, Place::start(source.id), message));
                // It keeps its number, so that the report can name it; no phase is given it.
                sources.list.push(Source { kind: SourceKind::Template, ..source });
            }
            None => sources.list.push(source),
        }
    }
    Ok(sources)
}

fn walk(root: &Path, start: &Path, found: &mut Vec<(String, PathBuf, Option<String>)>) {
    let shown = |entry: &walkdir::DirEntry| !entry.file_name().to_string_lossy().starts_with('.') || entry.depth() == 0;
    for entry in WalkDir::new(start).follow_links(false).max_depth(64).into_iter().filter_entry(shown) {
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        let name = relative(root, path);
        if name.contains('\u{fffd}') {
            found.push((name, path.to_owned(), Some("its name is not UTF-8".to_owned())));
            continue;
        }
        let kind = entry.file_type();
        if kind.is_file() {
            found.push((name, path.to_owned(), None));
        } else if kind.is_symlink() {
            link(root, path, name, found);
        } else if !kind.is_dir() {
            found.push((name, path.to_owned(), Some("it is no regular file".to_owned())));
        }
    }
}

/// A link is followed to a file or a folder inside the root, and nowhere else.
fn link(root: &Path, path: &Path, name: String, found: &mut Vec<(String, PathBuf, Option<String>)>) {
    let Ok(target) = path.canonicalize() else {
        found.push((name, path.to_owned(), Some("it is a link that leads nowhere".to_owned())));
        return;
    };
    if !target.starts_with(root) {
        found.push((name, path.to_owned(), Some("it is a link that leads out of the root".to_owned())));
    } else if target.is_file() {
        found.push((name, target, None));
    } else if target.is_dir() {
        found.push((
            name,
            path.to_owned(),
            Some("it is a link to a folder; only links to files are followed".to_owned()),
        ));
    } else {
        found.push((name, path.to_owned(), Some("it is no regular file".to_owned())));
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn kind(path: &str) -> SourceKind {
    if path.starts_with("templates/") {
        return SourceKind::Template;
    }
    let Some(below) = path.strip_prefix("content/") else {
        return SourceKind::Asset;
    };
    if matches!(below, "site.yml" | "site.yaml") {
        return SourceKind::Settings;
    }
    if matches!(below, "drift.yml" | "drift.yaml") {
        return SourceKind::Accepted;
    }
    if below.split('/').rev().skip(1).any(|folder| folder == "_samples") {
        return SourceKind::Sample;
    }
    let name = below.rsplit('/').next().unwrap_or(below);
    let shared = below.split('/').any(|part| part.starts_with('_'));
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("mdx") => SourceKind::Page { mdx: true, shared },
        Some("md") => SourceKind::Page { mdx: false, shared },
        Some("json") if !shared => SourceKind::Json,
        _ => SourceKind::Asset,
    }
}

fn hash(file: &Path) -> std::io::Result<(u64, Digest)> {
    let bytes = std::fs::read(file)?;
    Ok((bytes.len() as u64, Digest::of(&bytes)))
}

impl Sources {
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    #[must_use]
    pub fn path(&self, id: SourceId) -> &str {
        self.list.get(id.0 as usize).map_or("", |source| source.path.as_str())
    }

    /// The bytes of a source, as they are on disk now; never more than the largest that any phase takes.
    #[must_use]
    pub fn bytes(&self, id: SourceId) -> Option<Vec<u8>> {
        let source = self.list.get(id.0 as usize)?;
        let file = self.file(id)?;
        let most = match source.kind {
            SourceKind::Sample => limits::SAMPLE_SHOWN,
            _ => 1 << 30,
        };
        let mut bytes = Vec::with_capacity(usize::try_from(source.size.min(most)).unwrap_or(0));
        std::fs::File::open(file).ok()?.take(most).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// A source opened for reading, and what it held when it was found.
    pub fn open(&self, id: SourceId) -> std::io::Result<(Digest, std::fs::File)> {
        let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let source = self.list.get(id.0 as usize).ok_or_else(gone)?;
        let (file, _) = super::system::open_regular(&self.file(id).ok_or_else(gone)?)?;
        Ok((source.digest, file))
    }

    /// Where a source lies; none if that is not inside the root any more.
    #[must_use]
    pub fn file(&self, id: SourceId) -> Option<PathBuf> {
        let source = self.list.get(id.0 as usize)?;
        let path = self.root.join(source.path.as_str());
        let is_link = path.symlink_metadata().ok()?.file_type().is_symlink();
        if is_link {
            return path.canonicalize().ok().filter(|target| target.starts_with(&self.root));
        }
        Some(path)
    }
}
