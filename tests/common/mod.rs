//! What tests of every kind share: chance that comes again, numbers from the environment, folders that go away, and
//! waiting for what must come.

#![allow(clippy::disallowed_methods, dead_code, reason = "a test meets the world, and not each needs all of this")]

use std::io::{BufRead as _, BufReader, Read};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Nothing is waited for longer than this; only what fails takes so long.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// Asks until there is an answer. That there never is one is a failure.
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}: this never comes");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The lines that a program says, as it says them.
pub fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Sends a signal by its name, as `-TERM`.
pub fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([name, &process.to_string()]).status().expect("kill is there");
    assert!(sent.success(), "{name} cannot be sent to {process}");
}

/// The number in a variable of the environment, if it is set; what is no number there is a mistake.
pub fn number<N: std::str::FromStr>(name: &str, default: N) -> N {
    let Some(text) = std::env::var_os(name) else { return default };
    let number = text.to_str().and_then(|text| text.parse().ok());
    number.unwrap_or_else(|| panic!("`{name}` is a number, and not {}", text.display()))
}

/// Numbers that look like chance and are the same on every run of one seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Zero where there is nothing below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from((self.next() >> 33) % end.max(1) as u64).expect("it is small")
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

/// Every folder of a case, sorted: those below `tests/cases` that hold `content`.
pub fn cases() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    while let Some(folder) = waiting.pop() {
        if folder.join("content").exists() {
            found.push(folder);
            continue;
        }
        let entries = std::fs::read_dir(&folder).expect("cases can be listed");
        waiting.extend(entries.map(|entry| entry.expect("a case can be read").path()).filter(|path| path.is_dir()));
    }
    found.sort();
    found
}

/// A folder that is removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        Self::below(&std::env::temp_dir(), name)
    }

    pub fn below(folder: &Path, name: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("folio-{name}-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path.canonicalize().expect("it was just made"))
    }

    /// Writes a file, and makes the folders that it is in.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.0.join(path);
        std::fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("a folder can be made");
        std::fs::write(file, text).expect("a file can be written");
    }

    pub fn remove(&self, path: &str) {
        let file = self.0.join(path);
        let removed = if file.is_dir() { std::fs::remove_dir_all(&file) } else { std::fs::remove_file(&file) };
        removed.expect("what is removed is there");
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A `git` that says that it was started, and then waits until this is dropped: whoever asks it is held for so long.
pub struct HeldGit(Folder);

impl HeldGit {
    pub fn new() -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = Folder::new("held");
        let started = folder.join("started").display().to_string();
        // It ends by itself where a test is broken off; what it is told by is its own number.
        let lines = format!("#!/bin/sh\necho $$ > '{started}.new'\nmv '{started}.new' '{started}'\nexec sleep 600\n");
        folder.write("programs/git", lines);
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.join("programs/git"), executable).expect("a program may be run");
        Self(folder)
    }

    /// Lets a command find this one first.
    pub fn before_others<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let others = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{others}", self.0.join("programs").display()))
    }

    /// Waits until this program has asked it.
    pub fn wait(&self, program: &mut Child) {
        until("that git is asked", || {
            let ended = program.try_wait().expect("it can be looked for");
            assert!(ended.is_none(), "it ended without asking git: {ended:?}");
            self.number()
        });
    }

    fn number(&self) -> Option<u32> {
        std::fs::read_to_string(self.0.join("started")).ok()?.trim().parse().ok()
    }
}

impl Drop for HeldGit {
    fn drop(&mut self) {
        if let Some(number) = self.number() {
            let _ = Command::new("kill").arg(number.to_string()).status();
        }
    }
}
