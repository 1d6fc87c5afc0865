//! Many entries in one file, and those that came after it in a second one.
//!
//! ```text
//! facts        what wrote it (16 bytes), entries one behind the other, the table of them, the foot
//! facts.more   the same, for entries that are not in `facts`; it names the `facts` that it goes with
//! ```
//!
//! The table holds key, place and length of each entry, by key; the foot holds the digest of the file that it goes
//! with, how many entries there are, and a digest of all before that. A file is written beside its place, entry by
//! entry as they come, and moved there at the end. When the second has grown, the two become one, and entries that
//! nobody asked for any more are left out, the oldest first.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::edge::system::{self, Lock};
use crate::model::source::{Digest, Hashing};
use crate::model::store::Store;

/// What the bytes of a pack were written by.
static MADE_OF: LazyLock<Digest> =
    LazyLock::new(|| Digest::of(concat!("folio ", env!("CARGO_PKG_VERSION"), " ", env!("FOLIO_MADE_OF")).as_bytes()));
const DIGEST: usize = 16;
/// Key, place and length.
const ROW: usize = DIGEST + 8;
const FOOT: usize = DIGEST + 4 + DIGEST;
/// No file of a pack is larger: entries that do not fit are not kept.
const MOST: u64 = 1 << 30;
/// The second file may have one byte for so many of the first.
const GROWTH: usize = 6;
/// Entries that nobody asked for may take one byte for so many that were asked for.
const IDLE: usize = 2;

#[derive(Debug)]
pub struct Pack {
    /// None for a pack that takes nothing.
    path: Option<PathBuf>,
    base: Part,
    more: Part,
    /// How many were asked for and not there.
    missed: AtomicUsize,
    next: Mutex<Next>,
}

/// A file of entries.
#[derive(Debug, Default)]
struct Part {
    /// The file, or only what is behind this many bytes of it.
    bytes: Vec<u8>,
    from: usize,
    /// Where its entries are, if they are read one by one.
    file: Option<File>,
    /// Where the table begins.
    table: usize,
    count: usize,
    asked: Vec<AtomicBool>,
}

/// How much of a pack is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// All of it, which is held against what was written.
    Whole,
    /// What is asked for; the keys are the digests of what is in it.
    Single,
}

/// What will be left for the next run.
#[derive(Debug, Default)]
struct Next {
    file: Option<Growing>,
    failed: bool,
}

/// A file that is being written.
#[derive(Debug)]
struct Growing {
    path: PathBuf,
    file: BufWriter<File>,
    hashing: Hashing,
    size: u64,
    /// It gets no larger.
    most: u64,
    rows: HashMap<Digest, (u32, u32)>,
}

impl Store for Pack {
    fn get(&self, key: Digest) -> Option<&[u8]> {
        let found = self.more.get(key).or_else(|| self.base.get(key));
        self.missed.fetch_add(usize::from(found.is_none()), Ordering::Relaxed);
        found
    }

    fn read(&self, key: Digest) -> Option<Vec<u8>> {
        [&self.more, &self.base].into_iter().find_map(|part| part.read_single(part.find(key)?))
    }

    fn has(&self, key: Digest) -> bool {
        self.more.find(key).or_else(|| self.base.find(key)).is_some()
    }

    fn hold(&self, keys: &mut dyn Iterator<Item = Digest>) {
        for key in keys {
            self.has(key);
        }
    }

    fn put(&self, key: Digest, bytes: &[u8]) {
        let Some(path) = &self.path else { return };
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.failed {
            return;
        }
        if next.file.is_none() {
            next.file = Growing::start(path).ok();
        }
        let done = next.file.as_mut().is_some_and(|file| file.add(key, bytes).is_ok());
        next.failed = !done;
    }
}

impl Pack {
    /// What can be read of a pack.
    #[must_use]
    pub fn open(path: PathBuf, reading: Reading) -> Self {
        let base = Part::open(&path, Digest::default(), reading).unwrap_or_default();
        let more = Part::open(&more(&path), base.digest(), reading).filter(|_| base.count > 0).unwrap_or_default();
        Self { path: Some(path), base, more, missed: AtomicUsize::new(0), next: Mutex::default() }
    }

    #[must_use]
    pub fn none() -> Self {
        let (base, more) = (Part::default(), Part::default());
        Self { path: None, base, more, missed: AtomicUsize::new(0), next: Mutex::default() }
    }

    /// Takes nothing from now on.
    pub fn close(&mut self) {
        self.path = None;
    }

    /// Whether nothing was left here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.base.count == 0
    }

    /// How many entries were asked for that were not there.
    #[must_use]
    pub fn missed(&self) -> usize {
        self.missed.load(Ordering::Relaxed)
    }

    /// Writes what is new, if there is anything. Whether that was done.
    pub fn keep(&self) -> bool {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(path), Some(file)) = (&self.path, next.file.take()) else { return false };
        if next.failed {
            file.leave();
            return false;
        }
        self.join(path, file).is_ok()
    }

    /// The new entries, and those of before that go with them.
    fn join(&self, path: &Path, mut file: Growing) -> io::Result<()> {
        let added = usize::try_from(file.size).unwrap_or(usize::MAX) + self.more.size();
        let is_whole = added > self.base.size() / GROWTH;
        let before = if is_whole { vec![&self.more, &self.base] } else { vec![&self.more] };
        let write = |file: &mut Growing| -> io::Result<()> {
            let mut idle = Vec::new();
            for part in before {
                for at in 0..part.count {
                    let key = part.key(at);
                    if file.rows.contains_key(&key) {
                        continue;
                    }
                    if is_whole && !part.asked[at].load(Ordering::Relaxed) {
                        idle.push((part, at));
                    } else if let Some(bytes) = part.entry(at) {
                        file.add(key, &bytes)?;
                    }
                }
            }
            let mut room = usize::try_from(file.size).unwrap_or(usize::MAX) / IDLE;
            for (part, at) in idle {
                let Some(rest) = room.checked_sub(part.place(at).1 + ROW) else { break };
                room = rest;
                if let Some(bytes) = part.entry(at).filter(|_| !file.rows.contains_key(&part.key(at))) {
                    file.add(part.key(at), &bytes)?;
                }
            }
            file.end(if is_whole { Digest::default() } else { self.base.digest() })
        };
        if let Err(error) = write(&mut file) {
            file.leave();
            return Err(error);
        }
        let to = if is_whole { path.to_owned() } else { more(path) };
        std::fs::rename(&file.path, to)?;
        if is_whole {
            let _ = std::fs::remove_file(more(path));
        }
        Ok(())
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        if let Some(file) = self.next.get_mut().unwrap_or_else(PoisonError::into_inner).file.take() {
            file.leave();
        }
    }
}

fn more(path: &Path) -> PathBuf {
    path.with_extension("more")
}

fn number(bytes: &[u8], at: usize) -> usize {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).unwrap_or([0; 4]);
    u32::from_le_bytes(four) as usize
}

impl Part {
    /// The entries of a file that goes with another one; nothing if anything is wrong with it.
    fn open(path: &Path, with: Digest, reading: Reading) -> Option<Self> {
        let (file, size) = system::open_regular(path).ok()?;
        let is_own = file.metadata().is_ok_and(|facts| system::is_own(&facts));
        if !is_own || size > MOST || size < (DIGEST + FOOT) as u64 {
            return None;
        }
        let size = usize::try_from(size).ok()?;
        let part = match reading {
            Reading::Whole => Self::read(file, size)?,
            Reading::Single => Self::look(file, size)?,
        };
        let (foot, table) = (size - FOOT, part.table);
        let is_inside = |at| {
            let (begin, length) = part.place(at);
            begin >= DIGEST && begin.checked_add(length).is_some_and(|end| end <= table)
        };
        let is_right = part.at(foot, DIGEST) == with.0 && (0..part.count).all(is_inside);
        is_right.then(|| Self { asked: (0..part.count).map(|_| AtomicBool::new(false)).collect(), ..part })
    }

    /// The whole file, if it is as it was written.
    fn read(file: File, size: usize) -> Option<Self> {
        let mut bytes = Vec::with_capacity(size + 1);
        file.take(MOST).read_to_end(&mut bytes).ok()?;
        let (all, digest) = bytes.split_at(bytes.len().checked_sub(DIGEST)?);
        if bytes.len() != size || bytes[..DIGEST] != MADE_OF.0 || *digest != Digest::of(all).0 {
            return None;
        }
        let count = number(&bytes, size - FOOT + DIGEST);
        let table = table(size, count)?;
        Some(Self { bytes, from: 0, file: None, table, count, asked: Vec::new() })
    }

    /// The table of a file.
    fn look(file: File, size: usize) -> Option<Self> {
        let read = |from: usize, length: usize| {
            let mut bytes = vec![0; length];
            file.read_exact_at(&mut bytes, from as u64).ok().map(|()| bytes)
        };
        if read(0, DIGEST)? != MADE_OF.0 {
            return None;
        }
        let count = number(&read(size - FOOT, FOOT)?, DIGEST);
        let table = table(size, count)?;
        let bytes = read(table, size - table)?;
        Some(Self { bytes, from: table, file: Some(file), table, count, asked: Vec::new() })
    }

    fn size(&self) -> usize {
        self.from + self.bytes.len()
    }

    fn at(&self, begin: usize, length: usize) -> &[u8] {
        &self.bytes[begin - self.from..begin - self.from + length]
    }

    /// What stands for the whole of it.
    fn digest(&self) -> Digest {
        let end = self.bytes.last_chunk::<DIGEST>();
        end.map_or_else(Digest::default, |end| Digest(*end))
    }

    fn key(&self, at: usize) -> Digest {
        let mut key = Digest::default();
        key.0.copy_from_slice(self.at(self.table + at * ROW, DIGEST));
        key
    }

    /// Where an entry is, and how long.
    fn place(&self, at: usize) -> (usize, usize) {
        let place = self.at(self.table + at * ROW + DIGEST, 8);
        (number(place, 0), number(place, 4))
    }

    fn entry(&self, at: usize) -> Option<Cow<'_, [u8]>> {
        if self.file.is_some() {
            return self.read_single(at).map(Cow::Owned);
        }
        let (begin, length) = self.place(at);
        Some(Cow::Borrowed(self.at(begin, length)))
    }

    /// An entry whose key is its digest.
    fn read_single(&self, at: usize) -> Option<Vec<u8>> {
        let (begin, length) = self.place(at);
        let mut bytes = vec![0; length];
        match &self.file {
            Some(file) => file.read_exact_at(&mut bytes, begin as u64).ok()?,
            None => bytes.copy_from_slice(self.at(begin, length)),
        }
        (Digest::of(&bytes) == self.key(at)).then_some(bytes)
    }

    /// The number of an entry, which is held from now on to be of use.
    fn find(&self, key: Digest) -> Option<usize> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.at(self.table + middle * ROW, DIGEST).cmp(&key.0) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    self.asked[middle].store(true, Ordering::Relaxed);
                    return Some(middle);
                }
            }
        }
        None
    }

    fn get(&self, key: Digest) -> Option<&[u8]> {
        let (begin, length) = self.place(self.find(key)?);
        self.file.is_none().then(|| self.at(begin, length))
    }
}

/// Where the table of a file begins.
fn table(size: usize, count: usize) -> Option<usize> {
    (size - FOOT).checked_sub(count.checked_mul(ROW)?).filter(|table| *table >= DIGEST)
}

impl Growing {
    fn start(path: &Path) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(path);
        std::fs::create_dir_all(folder)?;
        clear(folder, path);
        let path = path.with_extension(format!("{}.new", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let _ = system::try_lock(&file);
        let file = BufWriter::with_capacity(64 << 10, file);
        let mut new = Self { path, file, hashing: Hashing::default(), size: 0, most: MOST, rows: HashMap::new() };
        new.write(&MADE_OF.0)?;
        Ok(new)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hashing.add(bytes);
        self.size += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Adds an entry, if it fits; the last one of a key is the one that counts.
    fn add(&mut self, key: Digest, bytes: &[u8]) -> io::Result<()> {
        let rows = (self.rows.len() + 1) * ROW + FOOT;
        if self.size + (bytes.len() + rows) as u64 > self.most {
            return Ok(());
        }
        let small = |size| u32::try_from(size).unwrap_or(u32::MAX);
        let place = u32::try_from(self.size).unwrap_or(u32::MAX);
        self.write(bytes)?;
        self.rows.insert(key, (place, small(bytes.len())));
        Ok(())
    }

    /// Ends the file, which goes with another one.
    fn end(&mut self, with: Digest) -> io::Result<()> {
        let mut rows: Vec<(Digest, (u32, u32))> = std::mem::take(&mut self.rows).into_iter().collect();
        rows.sort_unstable();
        for (key, (place, length)) in &rows {
            self.write(&key.0)?;
            self.write(&place.to_le_bytes())?;
            self.write(&length.to_le_bytes())?;
        }
        self.write(&with.0)?;
        self.write(&u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes())?;
        let digest = self.hashing.digest();
        self.file.write_all(&digest.0)?;
        self.file.flush()
    }

    fn leave(self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Removes what runs that were killed have left beside a pack: `facts.4711.new`.
fn clear(folder: &Path, pack: &Path) {
    let pack = pack.file_name().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let is_left = |name: &str| {
        let number = name.strip_prefix(pack).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".new"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_name().to_str().is_some_and(is_left)
            && let Ok(file) = OpenOptions::new().write(true).open(&path)
            && system::try_lock(&file).is_ok_and(|lock| lock == Lock::Held)
        {
            let _ = std::fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_left_out() {
        let folder = std::env::temp_dir().join(format!("folio-pack-{}", std::process::id()));
        let path = folder.join("pack");
        let entries = [60, 60, 1].map(|length| vec![b'x'; length]);
        let keys = ["first", "too much", "last"].map(|name| Digest::of(name.as_bytes()));
        let room = DIGEST + entries[0].len() + entries[2].len() + 2 * ROW + FOOT;
        let mut file = Growing::start(&path).expect("a file can be made");
        file.most = room as u64;
        for (key, bytes) in keys.iter().zip(&entries) {
            file.add(*key, bytes).expect("it can be written");
        }
        file.end(Digest::default()).expect("it can be written");
        std::fs::rename(&file.path, &path).expect("it can be moved");
        assert_eq!(std::fs::metadata(&path).expect("it is there").len(), room as u64);
        let pack = Pack::open(path, Reading::Whole);
        assert_eq!(keys.map(|key| pack.has(key)), [true, false, true]);
        assert_eq!(pack.get(keys[2]), Some(entries[2].as_slice()));
        std::fs::remove_dir_all(folder).expect("it can be removed");
    }
}
