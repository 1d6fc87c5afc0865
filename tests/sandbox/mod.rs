//! A site in a folder of its own, the program run on it, and what lies in the output afterwards.

#![allow(clippy::disallowed_methods, dead_code, reason = "a test meets the world, and not each needs all of this")]

#[path = "../common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use serde_json::Value;

#[allow(unused_imports, reason = "not each needs all of this")]
pub use common::{Folder, HeldGit, PATIENCE, Random, lines, number, signal, until};

/// Every file below a folder with its bytes; links as what they lead to.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub struct Sandbox {
    pub folder: Folder,
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
        let folder = Folder::below(folder, name);
        std::fs::create_dir_all(folder.join("docs/content")).expect("a folder can be made");
        Self { folder }
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
        self.folder.write(&format!("docs/{path}"), text);
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

    /// The program as somebody who may not do everything.
    pub fn run_as_nobody(&self, args: &[&str]) -> Run {
        use std::os::unix::process::CommandExt as _;
        let user = std::fs::metadata(&self.folder).expect("it is there").uid();
        if user != 0 {
            return self.run(args);
        }
        // Where the program was built may be closed to others. It is not copied by this process: whatever another test
        // starts meanwhile would hold the copy open for writing, and a file that is being written cannot be started.
        let program = self.folder.join("folio");
        if !program.exists() {
            let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_folio")).arg(&program).status();
            assert!(copied.is_ok_and(|copied| copied.success()), "the program can be copied");
        }
        let mut command = Command::new(program);
        command.args(args).current_dir(self.docs()).uid(65534).gid(65534).env("HOME", "/nonexistent");
        Run::of(&mut command)
    }

    /// What a build gives in a folder beside, for comparison.
    pub fn expected(&self) -> Tree {
        let output = self.folder.join("expected");
        let _ = std::fs::remove_dir_all(&output);
        let run = self.run(&["build", "--output", output.to_str().expect("temporary folders have plain names")]);
        assert_eq!(run.code, Some(0), "{}", run.said);
        tree(&output)
    }

    /// How long builds take at most: of a site where each page says one word, then the other.
    pub fn longest_build(&self, mut edit: impl FnMut(&str)) -> Duration {
        let timed = |word| {
            edit(word);
            let begun = Instant::now();
            assert_eq!(self.run(&["build"]).code, Some(0));
            begun.elapsed()
        };
        ["first", "second", "first", "second"].map(timed).into_iter().max().expect("there are four")
    }

    /// Starts a build and kills it at a moment of chance: when some files of the new site are written, or after a part
    /// of the time that a build takes. Whether that was midway: what it had begun to make lies there.
    pub fn kill_a_build(&self, random: &mut Random, longest: Duration) -> bool {
        let next = self.docs().join(".site.folio-build/next");
        let made = || next.metadata().ok().map(|facts| (facts.ino(), facts.mtime(), facts.mtime_nsec()));
        let of_an_earlier_one = made();
        let mut build = self.folio(&["build", "-q"]).stderr(Stdio::null()).spawn().expect("a build starts");
        if random.chance(50) {
            let enough = random.below(24);
            while files(&next).len() <= enough && build.try_wait().expect("it can be looked for").is_none() {
                std::thread::yield_now();
            }
        } else {
            let most = usize::try_from(longest.as_micros()).expect("a build takes less than an age");
            std::thread::sleep(Duration::from_micros(random.below(most * 11 / 10) as u64));
        }
        let _ = build.kill();
        let ended = build.wait().expect("a killed build ends");
        !ended.success() && made().is_some() && made() != of_an_earlier_one
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

/// A run that has ended.
pub struct Run {
    pub code: Option<i32>,
    pub signal: Option<i32>,
    pub said: String,
    pub printed: String,
}

impl Run {
    /// Runs to the end; that there is none is a failure.
    pub fn of(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        Self::until_the_end_of(child.expect("the program can be started"))
    }

    pub fn until_the_end_of(child: Child) -> Self {
        let process = child.id();
        let (done, output) = channel();
        let wait = std::thread::spawn(move || done.send(child.wait_with_output()));
        let Ok(output) = output.recv_timeout(PATIENCE) else {
            signal(process, "-KILL");
            let _ = wait.join();
            panic!("the program waits for something that never comes");
        };
        Self::from(output.expect("a program that was started ends"))
    }
}

/// What it says with `--format json`.
impl Run {
    pub fn report(&self) -> Value {
        serde_json::from_str(&self.printed).unwrap_or_else(|_| panic!("no document: {}\n{}", self.printed, self.said))
    }

    /// The diagnostics, in the order told.
    pub fn found(&self) -> Vec<Value> {
        self.report()["diagnostics"].as_array().expect("a report lists what was found").clone()
    }

    pub fn codes(&self) -> Vec<String> {
        self.found().iter().map(|found| found["code"].as_str().expect("each has a code").to_owned()).collect()
    }

    /// The errors among them, as `path:line code`.
    pub fn errors(&self) -> Vec<String> {
        let found = self.found();
        let errors = found.iter().filter(|found| found["severity"] == "error");
        let word = |found: &Value, name: &str| found[name].as_str().unwrap_or_default().to_owned();
        errors.map(|found| format!("{}:{} {}", word(found, "path"), found["line"], word(found, "code"))).collect()
    }

    /// A number of its summary.
    pub fn count(&self, name: &str) -> u64 {
        self.report()["summary"][name].as_u64().expect("it is counted")
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
    let name = |path: &Path| path.strip_prefix(folder).expect("it was found there").to_string_lossy().into_owned();
    files(folder).into_iter().map(|path| (name(&path), std::fs::read(&path).unwrap_or_default())).collect()
}

/// Every file below a folder, as far as there is one.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&here) else { continue };
        for entry in entries.flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let list = if is_folder { &mut waiting } else { &mut found };
            list.push(entry.path());
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
