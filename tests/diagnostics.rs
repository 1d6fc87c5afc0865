//! Every diagnostic is explained, is shown by a case, and speaks in words of our own.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::path::{Path, PathBuf};

use folio::model::diagnostic::Code;
use folio::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use folio::pipeline::{self, Input};
use folio::render::assets;
use sandbox::Sandbox;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What all cases have in their reports.
fn reports() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("tests/cases")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder is there").flatten() {
            let path = entry.path();
            if path.ends_with("report.txt") {
                let text = std::fs::read_to_string(&path).expect("a report is text");
                found.push((path, text));
            } else if path.is_dir() && !path.ends_with("site") && !path.ends_with("content") {
                folders.push(path);
            }
        }
    }
    assert!(found.len() > 100, "the cases were not found");
    found
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        let text = assets::explanation(code.name);
        let text = text.unwrap_or_else(|| panic!("`{}` has no page in content/diagnostics", code.name));
        let body = text.split_once('\n').map_or("", |(_, body)| body);
        assert!(body.contains("```"), "the page of `{}` shows no example", code.name);
        assert!(body.split_whitespace().count() > 30, "the page of `{}` says too little", code.name);
    }
    for entry in std::fs::read_dir(root().join("content/diagnostics")).expect("the folder is there").flatten() {
        let name = entry.file_name().to_string_lossy().replace(".mdx", "");
        assert!(Code::named(&name).is_some() || name == "index", "there is no code for the page `{name}`");
    }
}

#[test]
fn explain_prints_the_page() {
    let run = Sandbox::new("explain").run(&["explain", "broken-link"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(run.printed.trim_end(), assets::explanation("broken-link").expect("it has a page").trim_end());
}

#[test]
fn every_code_is_shown_by_a_case() {
    // What needs a file too large to be kept, or a mistake of folio's own, is shown by a test.
    let shown_by_tests = [Code::INTERNAL_ERROR, Code::SLOW_SAMPLE];
    let reports = reports();
    for code in Code::ALL.iter().filter(|code| !shown_by_tests.contains(code)) {
        let label = format!("[{}]", code.name);
        assert!(reports.iter().any(|(_, report)| report.contains(&label)), "no case shows `{}`", code.name);
    }
}

/// `path:line:col: error[code]: message` → the message.
fn messages(report: &str) -> impl Iterator<Item = &str> {
    report.lines().filter_map(|line| {
        let (head, message) = line.split_once("]: ")?;
        let (place, code) = head.rsplit_once('[')?;
        let severity = ["error", "warning", "hint"].iter().any(|word| place.ends_with(word));
        (severity && Code::named(code).is_some()).then_some(message)
    })
}

#[test]
fn messages_are_in_words_of_our_own() {
    // How parsers of YAML, JSON, Markdown and templates speak, and Rust itself.
    const FOREIGN: [&str; 22] = [
        "expected one of",
        "unexpected end",
        "unexpected token",
        "while parsing",
        "while scanning",
        "did not find",
        "could not find expected",
        "mapping values",
        "invalid type",
        "missing field",
        "unknown field",
        "trailing",
        "at line ",
        " column ",
        "EOF",
        "serde",
        "yaml:",
        "panicked",
        "unwrap",
        "Some(",
        "None",
        "::Err",
    ];
    let reports = reports();
    let mut seen = 0;
    for (path, report) in &reports {
        for message in messages(report) {
            seen += 1;
            // What stands in backticks is the author's.
            let words: String = message.split('`').step_by(2).collect();
            for foreign in FOREIGN {
                assert!(!words.contains(foreign), "{}: `{foreign}` in: {message}", path.display());
            }
            let first = message.chars().next().expect("a message says something");
            assert!(!first.is_uppercase(), "{}: starts with a capital: {message}", path.display());
            assert!(!message.ends_with('.'), "{}: ends with a full stop: {message}", path.display());
        }
    }
    assert!(seen > 200, "only {seen} messages were found");
}

#[test]
fn a_mistake_of_our_own_stays_with_its_file() {
    let texts: [(&str, &str); 2] = [("content/a.mdx", "# A\n"), ("content/b.mdx", "# B\n\n[x](/nowhere)\n")];
    let sources: Vec<Source> = texts
        .iter()
        .enumerate()
        .map(|(number, (path, text))| Source {
            id: SourceId(u32::try_from(number).expect("there are two")),
            path: SourcePath::new(path),
            kind: SourceKind::Page { mdx: true, shared: false },
            size: text.len() as u64,
            digest: Digest::of(text.as_bytes()),
            picture: None,
        })
        .collect();
    folio::guard::keep_quiet();
    let bytes = |id: SourceId| {
        assert_ne!(id, SourceId(0), "this file brings folio down");
        Some(texts[id.0 as usize].1.as_bytes().to_vec())
    };
    let input = Input {
        sources: &sources,
        bytes: &bytes,
        drafts: false,
        base_url: None,
        days: &pipeline::no_days,
        facts: &folio::model::store::Nowhere,
    };
    let checked = pipeline::site(&input);
    let mut diagnostics = checked.diagnostics;
    diagnostics.extend(checked.value.expect("the site is still there").render(&bytes, &|_| {}));
    let codes: Vec<(&str, SourceId)> = diagnostics.iter().map(|found| (found.code.name, found.place.source)).collect();
    assert!(codes.contains(&("internal-error", SourceId(0))), "{codes:?}");
    assert!(codes.contains(&("broken-link", SourceId(1))), "{codes:?}");
}
