//! A site in a folder of its own, the program run on it, and what lies in the output afterwards.

#![allow(clippy::disallowed_methods, dead_code, reason = "a test meets the world, and not each needs all of this")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Every file below a folder with its bytes; links as what they lead to.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub struct Sandbox {
    pub folder: PathBuf,
}

impl Sandbox {
    pub fn new(name: &str) -> Self {
        Self::below(&std::env::temp_dir(), name)
    }

    /// One that needs no disk, for a test that writes much and asks nothing of the disk.
    pub fn in_memory(name: &str) -> Self {
        let memory = Path::new("/dev/shm");
        Self::below(if memory.is_dir() { memory } else { Path::new("/tmp") }, name)
    }

    fn below(folder: &Path, name: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = folder.join(format!("folio-{name}-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("docs/content")).expect("the temporary folder can be written");
        Self { folder: folder.canonicalize().expect("it was just made") }
    }

    /// The root of the site.
    pub fn docs(&self) -> PathBuf {
        self.folder.join("docs")
    }

    pub fn site(&self) -> PathBuf {
        self.docs().join("site")
    }

    /// Writes a file below the root of the site.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.docs().join(path);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    /// So many pages and no others, each in a folder of its own, that all say the same word.
    pub fn pages(&self, count: usize, word: &str) {
        let _ = std::fs::remove_dir_all(self.docs().join("content"));
        self.write("content/index.mdx", format!("# Home\n\n{word}\n"));
        for number in 0..count {
            let part = number / 20;
            let text = format!("---\ntitle: Page {number}\n---\n\n## {word}\n\n{}\n\n[Home](/)\n", word.repeat(300));
            self.write(&format!("content/part-{part}/page-{number}/index.mdx"), text);
        }
    }

    pub fn folio(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_folio"));
        command.args(args).current_dir(self.docs()).stdin(Stdio::null()).env("COLUMNS", "120");
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(&mut self.folio(args))
    }

    /// What a build gives in a folder beside, for comparison.
    pub fn expected(&self) -> Tree {
        let output = self.folder.join("expected");
        let _ = std::fs::remove_dir_all(&output);
        let run = self.run(&["build", "--output", output.to_str().expect("temporary folders have plain names")]);
        assert_eq!(run.code, Some(0), "{}", run.said);
        tree(&output)
    }

    /// What lies beside the output and does not belong there.
    pub fn litter(&self) -> Vec<String> {
        let known = [".folio", "content", "site", "static", "templates"];
        let mut names: Vec<String> = std::fs::read_dir(self.docs())
            .expect("the root is there")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !known.contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A run that has ended.
pub struct Run {
    pub code: Option<i32>,
    pub signal: Option<i32>,
    pub said: String,
    pub printed: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Self {
        Self::from(command.output().expect("the program can be started"))
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        use std::os::unix::process::ExitStatusExt as _;
        Self {
            code: output.status.code(),
            signal: output.status.signal(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
            printed: String::from_utf8_lossy(&output.stdout).into_owned(),
        }
    }
}

pub fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&here) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it was found there").to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}

/// The names in which two trees differ.
pub fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let mut names: Vec<String> =
        one.iter().filter(|(name, bytes)| other.get(*name) != Some(bytes)).map(|(name, _)| name.clone()).collect();
    names.extend(other.keys().filter(|name| !one.contains_key(*name)).cloned());
    names
}
