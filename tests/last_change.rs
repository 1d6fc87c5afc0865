//! Pages say when they were last changed where they are in a Git repository with its whole history, and nowhere else.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod common;

use std::path::Path;
use std::process::Command;

use common::Folder;

struct Repository(Folder);

impl Repository {
    fn new(name: &str) -> Self {
        Self(Folder::new(name))
    }

    fn write(&self, path: &str, text: &str) {
        self.0.write(path, text);
    }

    fn git(&self, date: &str, args: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always"])
            .args(args)
            .current_dir(&self.0)
            .env("GIT_COMMITTER_DATE", date)
            .env("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
            .output()
            .expect("this test needs git");
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// Builds the site in a folder of it, and gives one of its files.
    fn built(&self, site: &str, file: &str) -> String {
        let output = self.0.join("out");
        let done = Command::new(env!("CARGO_BIN_EXE_folio"))
            .args(["build", "--base-url", "https://docs.example", "--root"])
            .arg(self.0.join(site))
            .arg("--output")
            .arg(&output)
            .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
            .output()
            .expect("folio starts");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        std::fs::read_to_string(output.join(file)).expect("the file is published")
    }
}

fn repository(name: &str) -> Repository {
    let folder = Repository::new(name);
    folder.git("", &["init", "--quiet"]);
    folder.write("docs/content/a.mdx", "# A\n");
    folder.write("docs/content/zwei drei/ü.md", "# U\n");
    folder.git("", &["add", "."]);
    folder.git("2024-02-29T23:30:00-05:00", &["commit", "--quiet", "-m", "one"]);
    folder.write("docs/content/a.mdx", "# A\n\nMore.\n");
    folder.write("docs/content/other.mdx", "# Other\n");
    folder.git("", &["add", "."]);
    folder.git("2025-07-01T12:00:00Z", &["commit", "--quiet", "-m", "two"]);
    folder.write("docs/content/new.mdx", "# New\n");
    folder
}

fn day(html: &str) -> Option<&str> {
    html.split_once("<time datetime=\"").and_then(|(_, rest)| rest.split('"').next())
}

#[test]
fn a_page_has_the_day_of_the_last_commit_that_changed_it() {
    let folder = repository("pages");
    assert_eq!(day(&folder.built("docs", "a/index.html")), Some("2025-07-01"));
    assert_eq!(day(&folder.built("docs", "zwei drei/ü/index.html")), Some("2024-03-01"), "by the clock of Greenwich");
    assert_eq!(day(&folder.built("docs", "new/index.html")), None, "what was never committed has no day");
    let map = folder.built("docs", "sitemap.xml");
    assert!(map.contains("<loc>https://docs.example/a/</loc><lastmod>2025-07-01</lastmod>"), "{map}");
    assert!(map.contains("<loc>https://docs.example/new/</loc></url>"), "{map}");
}

#[test]
fn without_a_whole_history_no_page_has_a_day() {
    let folder = repository("shallow");
    let source = format!("file://{}", folder.0.display());
    folder.git("", &["clone", "--quiet", "--depth", "1", &source, "copy"]);
    assert_eq!(day(&folder.built("copy/docs", "a/index.html")), None);
    let plain = Repository::new("plain");
    plain.write("content/a.mdx", "# A\n");
    assert_eq!(day(&plain.built(".", "a/index.html")), None);
    assert!(!plain.built(".", "sitemap.xml").contains("lastmod"));
}

#[test]
fn a_history_that_cannot_be_read_is_none() {
    let folder = Repository::new("broken");
    folder.write("content/a.mdx", "# A\n");
    folder.write(".git", "gitdir: /nowhere\n");
    assert_eq!(day(&folder.built(Path::new(".").to_str().expect("ASCII"), "a/index.html")), None);
}
