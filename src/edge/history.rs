//! When pages were last changed, as the Git repository says that the site is in; nothing where there is none, or where
//! only a part of its history is there.
//!
//! One call for all pages, on a thread of its own, while others parse.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;

use crate::model::day::{Day, Days};
use crate::model::source::{Source, SourceKind, SourcePath};

/// An answer that is on its way.
#[derive(Debug)]
pub struct History {
    thread: Mutex<Option<JoinHandle<Days>>>,
    days: OnceLock<Arc<Days>>,
}

impl History {
    /// Asks when these sources were last changed; of pages only it is wanted.
    #[must_use]
    pub fn ask(root: &Path, sources: &[Source]) -> Self {
        let root = root.to_owned();
        let is_page = |source: &&Source| matches!(source.kind, SourceKind::Page { .. } | SourceKind::Json);
        let wanted: HashSet<SourcePath> = sources.iter().filter(is_page).map(|source| source.path.clone()).collect();
        let thread = std::thread::spawn(move || if is_whole(&root) { days(&root, wanted) } else { Days::default() });
        Self { thread: Mutex::new(Some(thread)), days: OnceLock::new() }
    }

    /// Waits for the answer.
    #[must_use]
    pub fn answer(&self) -> Arc<Days> {
        let wait = || {
            let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
            Arc::new(thread.and_then(|thread| thread.join().ok()).unwrap_or_default())
        };
        Arc::clone(self.days.get_or_init(wait))
    }
}

fn git(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whether there is a repository with its whole history: of a shallow one, every file seems to be as old as its clone.
fn is_whole(root: &Path) -> bool {
    let asked = git(root, &["rev-parse", "--is-shallow-repository"]).output();
    asked.is_ok_and(|asked| asked.status.success() && asked.stdout.trim_ascii() == b"false")
}

/// The newest commit of each wanted path; nothing is read beyond the last of them.
fn days(root: &Path, mut wanted: HashSet<SourcePath>) -> Days {
    const LOG: [&str; 9] = [
        "log",
        "--format=format:%x01%ct",
        "--name-only",
        "--no-renames",
        "--no-show-signature",
        "-z",
        "--relative",
        "--",
        "content",
    ];
    let mut days = Days::new();
    // Of what was never committed the log would be read to its very beginning.
    let tracked = git(root, &["ls-files", "-z", "--", "content"]).output();
    let tracked = tracked.map(|tracked| tracked.stdout).unwrap_or_default();
    let tracked: HashSet<&[u8]> = tracked.split(|byte| *byte == 0).collect();
    wanted.retain(|path| tracked.contains(path.as_str().as_bytes()));
    if wanted.is_empty() {
        return days;
    }
    let Ok(mut running) = git(root, &LOG).stdout(Stdio::piped()).spawn() else {
        return days;
    };
    let output = running.stdout.take().map(BufReader::new);
    let mut day = None;
    for item in output.into_iter().flat_map(|output| output.split(0)) {
        let Ok(item) = item else { break };
        let item = String::from_utf8_lossy(&item);
        // A commit: its moment, and the first of its paths on the next line.
        let path = match item.strip_prefix('\u{1}') {
            Some(commit) => {
                let (seconds, path) = commit.split_once('\n').unwrap_or((commit, ""));
                day = seconds.trim().parse().ok().map(Day::of_seconds);
                SourcePath::new(path)
            }
            None => SourcePath::new(&item),
        };
        if let Some(day) = day
            && wanted.remove(&path)
        {
            days.insert(path, day);
        }
        if wanted.is_empty() {
            break;
        }
    }
    let _ = running.kill();
    let _ = running.wait();
    days
}
