//! What folio wrote, file by file: `.folio/manifest.json` in the output.
//!
//! ```json
//! {
//!   "format": 1,
//!   "site": "32 hexadecimal digits for the whole",
//!   "files": { "index.html": "32 hexadecimal digits of BLAKE3" }
//! }
//! ```
//!
//! Only what stands here is ever deleted. There are no times and no machine in it: the same site has the same manifest.

use std::collections::HashSet;
use std::io;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::source::Digest;

/// Where it stands below the output.
pub const PATH: &str = ".folio/manifest.json";
/// Its folder.
pub const FOLDER: &str = ".folio";
const FORMAT: u32 = 1;
/// Bytes that are written at once.
const PIECE: usize = 64 << 10;

/// Files by path, sorted.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    files: Vec<(Box<str>, Digest)>,
    site: Digest,
    /// The number of a file in each folder, and the length of the folder's path in that file's.
    folders: OnceLock<Vec<(usize, usize)>>,
}

impl PartialEq for Manifest {
    fn eq(&self, other: &Self) -> bool {
        self.files == other.files
    }
}

impl Eq for Manifest {}

#[derive(Deserialize)]
struct Written {
    format: u32,
    site: String,
    #[serde(deserialize_with = "files")]
    files: Vec<(Box<str>, Digest)>,
}

/// The files of a manifest, without a table in between.
fn files<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<(Box<str>, Digest)>, D::Error> {
    struct Files;
    impl<'de> serde::de::Visitor<'de> for Files {
        type Value = Vec<(Box<str>, Digest)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("files with their digests")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut files = Vec::new();
            while let Some((path, hex)) = map.next_entry::<Box<str>, &str>()? {
                let wrong = || serde::de::Error::custom("this is no digest");
                files.push((path, Digest::parse(hex).ok_or_else(wrong)?));
            }
            Ok(files)
        }
    }
    deserializer.deserialize_map(Files)
}

impl Manifest {
    #[must_use]
    pub fn new(mut files: Vec<(Box<str>, Digest)>) -> Self {
        files.sort_unstable();
        let site = Digest::of_parts(files.iter().flat_map(|(path, digest)| [path.as_bytes(), &digest.0]));
        Self { files, site, folders: OnceLock::new() }
    }

    /// None if the text is no manifest, or not the one that was written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Written { format, site, files } = serde_json::from_str(text).ok()?;
        let is_in_order = files.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if format != FORMAT || !is_in_order || !files.iter().all(|(path, _)| is_safe(path)) {
            return None;
        }
        let manifest = Self::new(files);
        (manifest.site.hex() == site).then_some(manifest)
    }

    /// The hash of the whole site.
    #[must_use]
    pub fn site(&self) -> Digest {
        self.site
    }

    #[must_use]
    pub fn digest(&self, path: &str) -> Option<Digest> {
        Some(self.files[self.position(path)?].1)
    }

    /// The number of a file.
    #[must_use]
    pub fn position(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|(known, _)| (**known).cmp(path)).ok()
    }

    /// The file of a number.
    #[must_use]
    pub fn at(&self, number: usize) -> (&str, Digest) {
        let (path, digest) = &self.files[number];
        (path, *digest)
    }

    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        self.digest(path).is_some()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| &**path)
    }

    /// Files that another one does not have.
    pub fn without<'m>(&'m self, other: &'m Self) -> impl Iterator<Item = &'m str> {
        let mut theirs = other.paths().peekable();
        self.paths().filter(move |path| {
            while theirs.next_if(|known| known < path).is_some() {}
            theirs.peek() != Some(path)
        })
    }

    /// The folders of the site in the order of their first file; the first is the output itself.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let list = self.folders.get_or_init(|| folders(&self.files));
        list.iter().map(|(file, length)| match self.files.get(*file) {
            Some((path, _)) => &path[..*length],
            None => &PATH[..*length],
        })
    }

    /// Writes it down, a piece at a time: there may be hundreds of thousands of files.
    pub fn write(&self, write: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        let mut out = format!("{{\n  \"format\": {FORMAT},\n  \"site\": \"{}\",\n  \"files\": {{", self.site().hex());
        for (number, (path, digest)) in self.files.iter().enumerate() {
            if out.len() > PIECE {
                write(&out)?;
                out.clear();
            }
            let comma = if number == 0 { "" } else { "," };
            out.extend([comma, "\n    "]);
            if path.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
                out.extend(["\"", path, "\""]);
            } else {
                out.push_str(&serde_json::Value::from(&**path).to_string());
            }
            out.extend([": \"", &digest.hex(), "\""]);
        }
        out.push_str("\n  }\n}\n");
        write(&out)
    }
}

fn folders(files: &[(Box<str>, Digest)]) -> Vec<(usize, usize)> {
    let mut found = vec![(files.len(), 0)];
    let mut met = HashSet::new();
    let mut before = "";
    for (number, path) in files.iter().map(|(path, _)| &**path).chain([PATH]).enumerate() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder == before {
            continue;
        }
        // Paths are in order, so that what one shares with the last is known; but names sort around the slash, and a
        // folder may have been left and met again.
        let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
        let is_new = |end: &usize| *end > 0 && !is_or_holds(&folder[..*end], before) && met.insert(&path[..*end]);
        found.extend(ends.filter(is_new).map(|end| (number, end)));
        before = folder;
    }
    found
}

fn is_or_holds(above: &str, folder: &str) -> bool {
    folder.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path that stays below the folder it is joined to.
#[must_use]
pub fn is_safe(path: &str) -> bool {
    !path.contains('\0') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(manifest: &Manifest) -> String {
        let mut text = String::new();
        let take = |piece: &str| {
            text.push_str(piece);
            Ok(())
        };
        manifest.write(&mut { take }).expect("a text takes everything");
        text
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let names = ["b/\"q\"\n.html", "a.html", "\"", "c\"", "\\", "d\\"];
        let files = names.map(|name| (name.into(), Digest::of(name.as_bytes()))).to_vec();
        let manifest = Manifest::new(files);
        assert_eq!(Manifest::parse(&text(&manifest)), Some(manifest.clone()));
        assert!(manifest.holds("a.html") && !manifest.holds("c.html"));
    }

    #[test]
    fn a_damaged_manifest_is_none() {
        let text = text(&Manifest::new(vec![("a.html".into(), Digest::of(b"a"))]));
        assert!(Manifest::parse(&text[..text.len() - 4]).is_none());
        assert!(Manifest::parse(&text.replace("a.html", "b.html")).is_none());
        let outside = super::tests::text(&Manifest::new(vec![("../a.html".into(), Digest::of(b"a"))]));
        assert!(Manifest::parse(&outside).is_none());
    }
}
