//! The folder to sources: every file that an author wrote, sorted, with its kind and its hash.
//!
//! The only home of the directory walker, and the one door to the author's files: nothing outside of the root is
//! ever read, not through a link either. While a preview runs, `refresh` reads again what has changed; a path keeps
//! the number that it was given when it was first met.

mod known;
mod picture;
mod recent;
mod refresh;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::source::{Digest, Hashing, Source, SourceId, SourceKind, SourcePath, by_path};
use crate::model::store::Store;

use super::failure::Failure;
use super::system::Enclosure;
use known::{Known, Stamp};
use recent::Recent;
pub use refresh::{Accepted, Touched};

/// The sources of a site, and how to get at their bytes.
#[derive(Debug)]
pub struct Sources {
    root: Enclosure,
    /// Sorted by path.
    pub list: Vec<Source>,
    /// Files that cannot be taken, and why.
    problems: BTreeMap<SourceId, String>,
    /// Every path that was ever met, by its number: the report can name what is gone.
    names: Vec<(SourcePath, SourceKind)>,
    numbers: HashMap<SourcePath, SourceId>,
    stamps: HashMap<SourceId, Stamp>,
    /// Sources that are reached through a link, and where they lie.
    links: BTreeMap<SourceId, PathBuf>,
    recent: Recent,
    /// Bytes as they were when the sources were found, of some.
    first: HashMap<SourceId, Arc<[u8]>>,
    /// How many were known without being read.
    taken_over: usize,
}

/// A file that a walk came by: its path below the root, where it lies, and why it cannot be taken.
#[derive(Debug)]
struct Met {
    path: String,
    file: PathBuf,
    is_link: bool,
    problem: Option<String>,
}

/// A file that was read, or why it could not be.
struct Taken {
    met: Met,
    stamp: Option<Stamp>,
    read: Result<Read, String>,
}

/// What is known of a file once it was read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Read {
    size: u64,
    digest: Digest,
    picture: Option<(u32, u32)>,
}

/// The folders of a root that hold sources.
pub const FOLDERS: [&str; 3] = ["content", "static", "templates"];
/// Folders inside folders.
const DEPTH: usize = 64;
/// A file that lies so deep has one of [`FOLDERS`] above it, and its own name is a part as well.
const FOLDERS_ABOVE: usize = 2;

/// The root as it really lies, if it is one.
pub fn root(root: &Path) -> Result<PathBuf, Failure> {
    let typed = root;
    let root = typed.canonicalize().map_err(|error| Failure::named("cannot open", typed, &error))?;
    for folder in FOLDERS {
        let real = root.join(folder).canonicalize();
        if real.is_ok_and(|real| !real.starts_with(&root)) {
            return Err(Failure::wrong_use(
                "cannot build",
                &root.join(folder),
                "it is a link that leads out of the root",
            ));
        }
    }
    if !root.join("content").is_dir() {
        let above = root.ancestors().skip(1).take(ABOVE).position(|above| above.join("content").is_dir());
        let cause = match above {
            Some(up) => {
                format!("it has no folder `content`, but one above has: try `--root {}`", way_up(typed, up + 1))
            }
            None => "it has no folder `content`; `folio init` makes a new site".to_owned(),
        };
        return Err(Failure::wrong_use("cannot find a site in", typed, cause));
    }
    Ok(root)
}

/// So far up a site is looked for, to name it.
const ABOVE: usize = 4;

/// `..`, as one would type it.
fn way_up(typed: &Path, steps: usize) -> String {
    let up = vec![".."; steps].join("/");
    if typed == Path::new(".") { up } else { format!("{}/{up}", typed.display()) }
}

/// Finds the sources below a root. Those that the store knows nothing of are read; `held` bytes of these are held, for
/// whoever will ask for them.
pub fn discover(root: &Path, held: usize, store: &dyn Store) -> Result<Sources, Failure> {
    let mut sources = Sources {
        root: Enclosure::new(self::root(root)?),
        list: Vec::new(),
        problems: BTreeMap::new(),
        names: Vec::new(),
        numbers: HashMap::new(),
        stamps: HashMap::new(),
        links: BTreeMap::new(),
        recent: Recent::default(),
        first: HashMap::new(),
        taken_over: 0,
    };
    let known = Known::find(store, sources.root());
    let met = everything(sources.root());
    let (room, taken_over) = (AtomicUsize::new(held), AtomicUsize::new(0));
    let taken: Vec<(Taken, Option<Arc<[u8]>>)> = met
        .into_par_iter()
        .map(|met| {
            let stamp = Stamp::of(&met.file).filter(|_| met.problem.is_none());
            if let Some(read) = stamp.and_then(|stamp| known.read(&met.path, stamp)) {
                taken_over.fetch_add(1, Relaxed);
                return (Taken { met, stamp, read: Ok(read) }, None);
            }
            let (taken, bytes) = take(&sources.root, met);
            let is_asked_for = matches!(kind(&taken.met.path), SourceKind::Page { .. } | SourceKind::Json);
            let is_all = taken.read.as_ref().is_ok_and(|read| read.size == bytes.len() as u64);
            let fits = |room: usize| room.checked_sub(bytes.len());
            let is_held = is_asked_for && is_all && room.fetch_update(Relaxed, Relaxed, fits).is_ok();
            (taken, is_held.then(|| bytes.into()))
        })
        .collect();
    sources.taken_over = taken_over.into_inner();
    sources.list.reserve_exact(taken.len());
    sources.names.reserve_exact(taken.len());
    for (taken, bytes) in taken {
        let id = sources.number(&taken.met.path);
        sources.remember(id, &taken);
        sources.first.extend(bytes.map(|bytes| (id, bytes)));
        match taken.read {
            Ok(Read { size, digest, picture }) => {
                let (path, kind) = sources.names[id.0 as usize].clone();
                sources.list.push(Source { id, path, kind, size, digest, picture });
            }
            Err(cause) => {
                sources.problems.insert(id, cause);
            }
        }
    }
    Ok(sources)
}

/// Every file of the site, sorted by path.
fn everything(root: &Path) -> Vec<Met> {
    let mut met = Vec::new();
    for folder in FOLDERS {
        let start = root.join(folder);
        if start.is_dir() {
            walk(root, &start, &mut met);
        }
    }
    met.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    met.dedup_by(|a, b| a.path == b.path);
    met
}

fn walk(root: &Path, start: &Path, met: &mut Vec<Met>) {
    let shown = |entry: &walkdir::DirEntry| entry.depth() == 0 || is_shown(&entry.file_name().to_string_lossy());
    let deepest = DEPTH + FOLDERS_ABOVE - start.strip_prefix(root).map_or(0, |below| below.components().count());
    for entry in WalkDir::new(start).follow_links(false).max_depth(deepest).into_iter().filter_entry(shown) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() && entry.depth() < deepest => {}
            Ok(entry) if entry.file_type().is_dir() => {
                let problem = format!("folders stand more than {DEPTH} deep in each other here");
                met.push(Met { problem: Some(problem), ..Met::new(root, entry.path()) });
            }
            Ok(entry) => met.push(meet(root, entry.path(), entry.file_type())),
            Err(error) => {
                let path = error.path().unwrap_or(start).to_owned();
                let cause = error.into_io_error().map(|error| Failure::world("cannot read", &path, &error).cause);
                met.push(Met { problem: Some(cause.unwrap_or_default()), ..Met::new(root, &path) });
            }
        }
    }
}

/// Hidden files that hosts read, and that are published like any other.
const OF_HOSTS: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// Hidden files, and what editors leave beside the file that is being edited, are no sources.
fn is_shown(name: &str) -> bool {
    let litter =
        name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) || name.ends_with("___jb_tmp___");
    (!name.starts_with('.') || OF_HOSTS.contains(&name)) && !litter
}

impl Met {
    fn new(root: &Path, path: &Path) -> Self {
        Self { path: relative(root, path), file: path.to_owned(), is_link: false, problem: None }
    }
}

fn meet(root: &Path, path: &Path, kind: std::fs::FileType) -> Met {
    let mut met = Met { is_link: kind.is_symlink(), ..Met::new(root, path) };
    if path.to_str().is_none() {
        met.problem = Some("its name is not UTF-8".to_owned());
    } else if met.path.chars().any(char::is_control) {
        met.problem = Some("its name holds control characters".to_owned());
    } else if kind.is_symlink() {
        match linked(root, path) {
            Ok(target) => met.file = target,
            Err(problem) => met.problem = Some(problem.to_owned()),
        }
    } else if !kind.is_file() {
        met.problem = Some("it is no regular file".to_owned());
    }
    met
}

/// A link is followed to a file inside the root that is not hidden, and nowhere else.
fn linked(root: &Path, path: &Path) -> Result<PathBuf, &'static str> {
    let target = path.canonicalize().map_err(|_| "it is a link that leads nowhere")?;
    let Ok(below) = target.strip_prefix(root) else {
        return Err("it is a link that leads out of the root");
    };
    if below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")) {
        Err("it is a link to a hidden file")
    } else if target.is_file() {
        Ok(target)
    } else if target.is_dir() {
        Err("it is a link to a folder; only links to files are followed")
    } else {
        Err("it is no regular file")
    }
}

/// Reads a file; its bytes are given beside what is known of it, unless there are many.
fn take(root: &Enclosure, mut met: Met) -> (Taken, Vec<u8>) {
    if let Some(problem) = met.problem.take() {
        return (Taken { met, stamp: None, read: Err(problem) }, Vec::new());
    }
    let stamp = Stamp::of(&met.file);
    match look_into(root, &met.file, &met.path) {
        Ok((read, bytes)) => (Taken { met, stamp, read: Ok(read) }, bytes),
        Err(error) => {
            let failure = Failure::world("cannot read", Path::new(&met.path), &error);
            (Taken { met, stamp: None, read: Err(failure.cause) }, Vec::new())
        }
    }
}

/// More bytes than these are hashed as they pass by.
const HELD: u64 = 8 << 20;

fn look_into(root: &Enclosure, file: &Path, path: &str) -> std::io::Result<(Read, Vec<u8>)> {
    let (mut file, size) = open(root, file)?;
    if limits::of(kind(path)).is_some_and(|most| size > most) {
        // Nobody asks for it whole.
        return Ok((Read { size, digest: Digest::of(&size.to_le_bytes()), picture: None }, Vec::new()));
    }
    if size <= HELD {
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        // Its size is known: a bare file would be asked for it once more.
        file.take(u64::MAX).read_to_end(&mut bytes)?;
        let (size, digest, picture) = (bytes.len() as u64, Digest::of(&bytes), picture::size(path, &bytes));
        return Ok((Read { size, digest, picture }, bytes));
    }
    let mut hashing = Hashing::default();
    let mut buffer = vec![0; 256 << 10];
    let mut passed = 0;
    let mut picture = None;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((Read { size: passed, digest: hashing.digest(), picture }, Vec::new())),
            length => {
                if passed == 0 {
                    picture = picture::size(path, &buffer[..length]);
                }
                passed += length as u64;
                hashing.add(&buffer[..length]);
            }
        }
    }
}

/// The one door to what the author wrote.
fn open(root: &Enclosure, file: &Path) -> std::io::Result<(std::fs::File, u64)> {
    root.open(file.strip_prefix(root.folder()).unwrap_or(file))
}

/// The path below the root; what is no text in it is written as `\xff`.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    if let Some(text) = below.to_str() {
        return text.to_owned();
    }
    let mut name = String::new();
    for part in below.components() {
        if !name.is_empty() {
            name.push('/');
        }
        for piece in part.as_os_str().as_encoded_bytes().utf8_chunks() {
            name.push_str(piece.valid());
            for byte in piece.invalid() {
                let _ = write!(name, "\\x{byte:02x}");
            }
        }
    }
    name
}

/// The settings of a site; the first that is there counts.
pub const SETTINGS: [&str; 2] = ["content/site.yaml", "content/site.yml"];
/// Where the addresses of the last release are written down.
pub const PROMISES: &str = "content/urls.lock";

/// What a file is for, by its path below the root.
#[must_use]
pub fn kind(path: &str) -> SourceKind {
    if path.starts_with("templates/") {
        return SourceKind::Template;
    }
    let Some(below) = path.strip_prefix("content/") else {
        return SourceKind::Asset;
    };
    if SETTINGS.contains(&path) {
        return SourceKind::Settings;
    }
    if matches!(below, "drift.yml" | "drift.yaml") {
        return SourceKind::Accepted;
    }
    if path == PROMISES {
        return SourceKind::Promises;
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

impl Sources {
    #[must_use]
    pub fn root(&self) -> &Path {
        self.root.folder()
    }

    #[must_use]
    pub fn path(&self, id: SourceId) -> &str {
        self.names.get(id.0 as usize).map_or("", |(path, _)| path.as_str())
    }

    #[must_use]
    pub fn kind(&self, id: SourceId) -> Option<SourceKind> {
        self.names.get(id.0 as usize).map(|(_, kind)| *kind)
    }

    /// A source that is there.
    fn source(&self, id: SourceId) -> Option<&Source> {
        by_path(&self.list, self.path(id))
    }

    /// Files that cannot be read.
    #[must_use]
    pub fn problems(&self) -> Vec<Diagnostic> {
        let problem = |(id, cause): (&SourceId, &String)| {
            let message = format!("this file cannot be read: {cause}");
            Diagnostic::new(Code::UNREADABLE, Place::start(*id), message)
        };
        self.problems.iter().map(problem).collect()
    }

    /// Sources that are still known for what they were, although they or a folder above them cannot be read.
    #[must_use]
    pub fn unreadable(&self) -> BTreeSet<SourceId> {
        let places: BTreeSet<&str> = self.problems.keys().map(|id| self.path(*id)).collect();
        let is_below = |path: &str| {
            let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            ends.map(|end| &path[..end]).any(|part| places.contains(part))
        };
        let below = self.list.iter().filter(|source| !places.is_empty() && is_below(source.path.as_str()));
        below.map(|source| source.id).chain(self.problems.keys().copied()).collect()
    }

    /// The number of a path: the one it has, or the next.
    fn number(&mut self, path: &str) -> SourceId {
        let path = SourcePath::new(path);
        if let Some(id) = self.numbers.get(&path) {
            return *id;
        }
        let id = SourceId(u32::try_from(self.names.len()).expect("a site has less than four billion files"));
        self.names.push((path.clone(), kind(path.as_str())));
        self.numbers.insert(path, id);
        id
    }

    fn release(&mut self, id: SourceId) {
        self.recent.release(id);
        self.first.remove(&id);
    }

    /// Keeps what tells later whether the file has changed.
    fn remember(&mut self, id: SourceId, taken: &Taken) {
        match taken.stamp {
            Some(stamp) => self.stamps.insert(id, stamp),
            None => self.stamps.remove(&id),
        };
        if taken.met.is_link && taken.read.is_ok() {
            self.links.insert(id, taken.met.file.clone());
        } else {
            self.links.remove(&id);
        }
    }

    /// The bytes of a source, as they are on disk now; never more than the largest that any phase takes.
    #[must_use]
    pub fn bytes(&self, id: SourceId) -> Option<Vec<u8>> {
        self.door(id)?.bytes()
    }

    /// The bytes of a source as it was found, if they are held.
    #[must_use]
    pub fn first(&self, id: SourceId) -> Option<Vec<u8>> {
        self.first.get(&id).map(|bytes| bytes.to_vec())
    }

    /// How to get at the bytes of a source; for whoever must not hold the sources while it reads.
    #[must_use]
    pub fn door(&self, id: SourceId) -> Option<Door> {
        if let Some(bytes) = self.recent.get(id).or_else(|| self.first.get(&id).cloned()) {
            return Some(Door::Held(bytes));
        }
        let most = limits::of(self.kind(id)?).unwrap_or(1 << 30);
        Some(Door::File(self.root.clone(), self.file(id)?, most))
    }

    /// A source opened for reading, and what it held when it was found.
    pub fn open(&self, id: SourceId) -> std::io::Result<(Digest, std::fs::File)> {
        let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let source = self.source(id).ok_or_else(gone)?;
        let (file, _) = open(&self.root, &self.file(id).ok_or_else(gone)?)?;
        Ok((source.digest, file))
    }

    /// Where a source lies.
    #[must_use]
    pub fn file(&self, id: SourceId) -> Option<PathBuf> {
        let (path, _) = self.names.get(id.0 as usize)?;
        Some(self.links.get(&id).cloned().unwrap_or_else(|| self.root().join(path.as_str())))
    }
}

/// The bytes of one source, or where they are.
#[derive(Debug, Clone)]
pub enum Door {
    Held(Arc<[u8]>),
    /// A file in the root, and how much of it is taken at most.
    File(Enclosure, PathBuf, u64),
}

impl Door {
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Held(bytes) => Some(bytes.to_vec()),
            Self::File(root, file, most) => {
                let (file, size) = open(root, file).ok()?;
                let mut bytes = Vec::with_capacity(usize::try_from(size.min(*most)).unwrap_or(0) + 1);
                file.take(*most).read_to_end(&mut bytes).ok()?;
                Some(bytes)
            }
        }
    }
}
