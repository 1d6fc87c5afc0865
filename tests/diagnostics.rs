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
fn the_list_has_every_code_with_its_severity() {
    let list = std::fs::read_to_string(root().join("content/diagnostics/index.mdx")).expect("there is a list");
    for code in Code::ALL {
        let row = format!("| [`{0}`](./{0}.mdx) |", code.name);
        let rows: Vec<&str> = list.lines().filter(|line| line.starts_with(&row)).collect();
        assert_eq!(rows.len(), 1, "`{}` is not in the list once", code.name);
        assert!(rows[0].ends_with(&format!("| {} |", code.severity.word())), "{}", rows[0]);
    }
}

#[test]
fn explain_prints_the_page() {
    let sandbox = Sandbox::new("explain");
    for code in Code::ALL {
        let page = std::fs::read_to_string(root().join(format!("content/diagnostics/{}.mdx", code.name)));
        let page = page.expect("every code has a page");
        let (_, body) = page.split_once("\n---\n").expect("it has front matter");
        let run = sandbox.run(&["explain", code.name]);
        assert_eq!(run.code, Some(0), "{}", run.said);
        assert_eq!(run.printed.trim_end(), format!("# {}\n\n{}", code.name, body.trim()));
    }
    let near = sandbox.run(&["explain", "broken-lnik"]);
    assert_eq!(near.code, Some(2));
    assert!(near.said.contains("broken-link"), "{}", near.said);
}

/// What an example shows in part is completed here: each file, with `EXAMPLE` where the example goes.
const AROUND: &[(&str, &[(&str, &str)])] = &[
    ("conflicting-url", &[("content/users.mdx", "---\nEXAMPLE\n---\n"), ("content/users/delete.mdx", "# Delete\n")]),
    ("deprecated-mismatch", &[("content/invoice.mdx", OBJECT), ("content/invoice.json", SCHEMA)]),
    ("description-mismatch", &[("content/invoice.mdx", TEXTS), ("content/invoice.json", SCHEMA)]),
    ("duplicate-schema", &[("content/a.json", "EXAMPLE"), ("content/b.json", "EXAMPLE")]),
    ("extra-field", &[("content/invoice.mdx", EXTRA), ("content/invoice.json", SCHEMA)]),
    (
        "invalid-sample",
        &[
            ("content/invoice.mdx", ANSWERED),
            ("content/_samples/invoice.json", "EXAMPLE"),
            ("content/invoice.json", SCHEMA),
        ],
    ),
    ("invalid-template", &[("templates/components/Price.html", "EXAMPLE"), ("content/index.mdx", "# Home\n")]),
    (
        "language-gap",
        &[
            ("content/index.mdx", "---\nreference:\n  python: [{ key: s }]\n---\n\nEXAMPLE\n"),
            ("content/reference/streaming.mdx", "---\nreference:\n  ruby: [{ key: s }]\n  go: [{ key: S }]\n---\n"),
        ],
    ),
    ("missing-field", &[("content/invoice.mdx", "---\nEXAMPLE\n---\n"), ("content/invoice.json", SCHEMA)]),
    (
        "missing-region",
        &[("content/index.mdx", "<CodeBlock file=\"users#creat\" />\n"), ("content/_samples/users.rb", "EXAMPLE")],
    ),
    ("optional-mismatch", &[("content/invoice.mdx", OBJECT), ("content/invoice.json", SCHEMA)]),
    ("type-mismatch", &[("content/invoice.mdx", OBJECT), ("content/invoice.json", SCHEMA)]),
    ("unknown-name", &[("content/invoice.mdx", CALLED), ("content/_samples/create.rb", "EXAMPLE")]),
    ("vanished-address", &[("content/urls.lock", "EXAMPLE"), ("content/index.mdx", "# Home\n")]),
    ("unknown-type", &[("content/index.mdx", "---\nreference:\n  ruby:\n    - key: find\n      EXAMPLE\n---\n")]),
];

const OBJECT: &str =
    "---\nreference:\n  ruby:\n    - key: Invoice\n      id: invoice\n      properties:\n        EXAMPLE\n---\n";
const TEXTS: &str = "---\nEXAMPLE\nreference:\n  ruby:\n    - key: Invoice\n      id: invoice\n      properties:\n        \
                     - { key: total, type: Integer, description: (invoice.total) }\n---\n";
const EXTRA: &str = "---\nreference:\n  ruby:\n    - key: Invoice\n      id: invoice\n      EXAMPLE\n---\n";
const ANSWERED: &str = "---\nreference:\n  ruby:\n    - { key: Invoice, id: invoice, properties: [{ key: total }] }\n    \
                        - { key: find, id: find_invoice, returns: [(Invoice)] }\n---\n\n\
                        <CodeBlock file=\"invoice\" title=\"Response\" referenceId=\"find_invoice\" />\n";
const CALLED: &str = "---\nreference:\n  ruby:\n    - { key: create_invoice, id: create_invoice, parameters: [{ key: total }] }\n\
                      ---\n\n<CodeBlock file=\"create\" referenceId=\"create_invoice\" />\n";
const SCHEMA: &str = r#"{
  "title": "Invoice",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "object": { "const": "invoice" },
    "id": { "type": "string" },
    "legacy_id": { "type": "string", "deprecated": true },
    "expires_at": { "type": "string" },
    "total": { "type": "integer", "description": "The amount." }
  },
  "required": ["object", "id", "legacy_id", "total"]
}"#;

/// The first fence of a page: its language and what stands in it.
fn example(page: &str) -> (&str, String) {
    let mut lines = page.lines().skip_while(|line| !line.starts_with("```"));
    let head = lines.next().expect("every page has an example");
    let ticks = head.trim_end_matches(|c| c != '`');
    let text: Vec<&str> = lines.take_while(|line| *line != ticks).collect();
    (&head[ticks.len()..], text.join("\n") + "\n")
}

/// The files that an example consists of: `# users.mdx` and `{/* users.mdx */}` begin another one.
fn files(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let name = line.strip_prefix("# ").or_else(|| line.strip_prefix("{/* ")?.strip_suffix(" */}"));
        let name = name.filter(|name| name.ends_with(".mdx") && !name.contains(' '));
        match (name, files.last_mut()) {
            (Some(name), _) => files.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => text.extend([line, "\n"]),
            (None, None) => files.push(("page.mdx".to_owned(), format!("{line}\n"))),
        }
    }
    files
}

/// The sites that an example may be a part of.
fn sites(code: &str, language: &str, text: &str) -> Vec<Vec<(String, String)>> {
    if let Some((_, files)) = AROUND.iter().find(|(known, _)| *known == code) {
        let filled = |around: &str| {
            let lines = around.split('\n').map(|line| match line.strip_suffix("EXAMPLE") {
                Some(indent) => {
                    text.trim_end().lines().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
                }
                None => line.to_owned(),
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        return vec![files.iter().map(|(path, around)| ((*path).to_owned(), filled(around))).collect()];
    }
    let pages = |around: &str| -> Vec<(String, String)> {
        files(text)
            .into_iter()
            .map(|(name, text)| (format!("content/{name}"), format!("{around}{text}{around}")))
            .collect()
    };
    let beside_home =
        |path: &str| vec![("content/index.mdx".to_owned(), "# Home\n".to_owned()), (path.to_owned(), text.to_owned())];
    match language {
        "yaml" => vec![pages("---\n"), beside_home("content/site.yml"), beside_home("content/drift.yml")],
        "json" => vec![beside_home("content/example.json")],
        _ => vec![pages("")],
    }
}

#[test]
fn every_example_shows_its_problem() {
    // What needs a file too large to be shown, a list of files, another host, or a mistake of folio's own.
    let told = [
        "dead-link",
        "internal-error",
        "slow-sample",
        "not-utf8",
        "unreadable",
        "too-deep",
        "too-large",
        "fallback-sample",
    ];
    let mut silent = Vec::new();
    for code in Code::ALL.iter().filter(|code| !told.contains(&code.name)) {
        let page = assets::explanation(code.name).expect("it has a page");
        let (language, text) = example(&page);
        let mut found = String::new();
        for site in sites(code.name, language, &text) {
            let sandbox = Sandbox::new("example");
            for (path, text) in site {
                sandbox.write(&path, text);
            }
            found += &sandbox.run(&["check"]).said;
        }
        if !found.contains(&format!("[{}]", code.name)) {
            silent.push(format!("{}:\n{found}", code.name));
        }
    }
    assert!(silent.is_empty(), "these examples do not show their problem\n{}", silent.join("\n"));
}

#[test]
fn every_code_is_shown_by_a_case() {
    // What needs a file too large to be kept, another host, or a mistake of folio's own, is shown by a test.
    let shown_by_tests = [Code::INTERNAL_ERROR, Code::SLOW_SAMPLE, Code::DEAD_LINK];
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
    diagnostics.extend(checked.value.render(&bytes, &|_| {}));
    let codes: Vec<(&str, SourceId)> = diagnostics.iter().map(|found| (found.code.name, found.place.source)).collect();
    assert!(codes.contains(&("internal-error", SourceId(0))), "{codes:?}");
    assert!(codes.contains(&("broken-link", SourceId(1))), "{codes:?}");
}
