//! Each limit, and one above: what is within is built, what is beyond is an error at its place.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]
#![allow(clippy::cast_possible_truncation, reason = "every limit is a size in memory")]

mod sandbox;

use folio::limits;
use sandbox::Sandbox;

/// What is written for a size, as `(path, text)`.
type Files = Vec<(String, String)>;

struct Limit {
    name: &'static str,
    most: usize,
    code: &'static str,
    /// Where the error stands.
    place: &'static str,
    files: fn(usize) -> Files,
}

fn one(path: &str, text: String) -> Files {
    vec![(path.to_owned(), text)]
}

fn front(yaml: &str) -> Files {
    one("content/a.mdx", format!("---\n{yaml}\n---\n\nText.\n"))
}

/// Markdown of so many bytes.
fn prose(bytes: usize) -> String {
    let mut text = "Some words in a line, and a line among many others.\n\n".repeat(bytes / 53 + 1);
    text.truncate(bytes);
    text
}

const LIMITS: &[Limit] = &[
    Limit {
        name: "page",
        most: limits::PAGE,
        code: "too-large",
        place: "content/a.md:1",
        files: |bytes| one("content/a.md", format!("---\ntitle: A\n---\n{}", prose(bytes))),
    },
    Limit {
        name: "front matter",
        most: limits::FRONT_MATTER,
        code: "too-large",
        place: "content/a.mdx:2",
        // `description: ''` and its line end come to 16 bytes.
        files: |bytes| front(&format!("description: '{}'", "a".repeat(bytes - 16))),
    },
    Limit {
        name: "front matter by setting",
        most: limits::FRONT_MATTER_MOST,
        code: "too-large",
        place: "content/a.mdx:2",
        files: |bytes| {
            let mut files = front(&format!("description: '{}'", "a".repeat(bytes - 16)));
            files.extend(one("content/site.yml", "limits: { front_matter: 10 MB }\n".to_owned()));
            files
        },
    },
    Limit {
        name: "quotes",
        most: limits::DEPTH,
        code: "too-deep",
        place: "content/a.mdx:1",
        files: |depth| one("content/a.mdx", format!("{}words\n", "> ".repeat(depth))),
    },
    Limit {
        name: "lists",
        most: limits::DEPTH,
        code: "too-deep",
        place: "content/a.md:101",
        files: |depth| {
            one("content/a.md", (0..depth).map(|level| format!("{}- words\n", "  ".repeat(level))).collect())
        },
    },
    Limit {
        name: "tags",
        most: limits::DEPTH,
        code: "too-deep",
        place: "content/a.mdx:101",
        files: |depth| {
            one("content/a.mdx", format!("{}\nwords\n\n{}", "<div>\n".repeat(depth), "</div>\n".repeat(depth)))
        },
    },
    Limit {
        name: "values in an expression",
        most: limits::DEPTH,
        code: "too-deep",
        place: "content/a.mdx:1",
        files: |depth| {
            one("content/a.mdx", format!("export const a = {}1{}\n\nWords.\n", "[".repeat(depth), "]".repeat(depth)))
        },
    },
    Limit {
        name: "values of YAML",
        most: limits::DEPTH,
        code: "too-deep",
        place: "content/a.mdx:2",
        files: |depth| {
            let (open, close) = ("{ a: ".repeat(depth), " }".repeat(depth));
            front(&format!("descriptions: {open}words{close}"))
        },
    },
    Limit {
        name: "values of JSON",
        most: limits::DEPTH,
        code: "too-deep",
        place: "content/a.json:1",
        files: |depth| {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            one("content/a.json", format!("{{ \"$schema\": \"x\", \"title\": \"A\", \"default\": {open}{close} }}"))
        },
    },
    Limit {
        name: "partials in partials",
        most: limits::INCLUDE_DEPTH,
        code: "too-deep",
        place: "content/_p15.mdx:1",
        files: |depth| {
            let bring = |number: usize| format!("<Include file=\"./_p{number}.mdx\" />\n");
            let mut files = one("content/a.mdx", bring(0));
            files.extend((0..depth - 1).map(|number| (format!("content/_p{number}.mdx"), bring(number + 1))));
            files.push((format!("content/_p{}.mdx", depth - 1), "Words.\n".to_owned()));
            files
        },
    },
    Limit {
        name: "partials in a page",
        most: limits::INCLUDES,
        code: "too-large",
        place: "content/a.mdx:2001",
        files: |count| {
            let mut files = one("content/a.mdx", "<Include file=\"./_p.mdx\" />\n\n".repeat(count));
            files.push(("content/_p.mdx".to_owned(), "Words.\n".to_owned()));
            files
        },
    },
    Limit {
        name: "sample that is shown",
        most: limits::SAMPLE_SHOWN as usize,
        code: "too-large",
        place: "content/_samples/s.txt:1",
        files: |bytes| {
            let mut files = one("content/a.mdx", "<CodeBlock file=\"s\" />\n".to_owned());
            files.push(("content/_samples/s.txt".to_owned(), "0123456\n".repeat(bytes / 8 + 1)[..bytes].to_owned()));
            files
        },
    },
    Limit {
        name: "sample that is coloured",
        most: limits::SAMPLE as usize,
        code: "slow-sample",
        place: "content/_samples/s.txt:1",
        files: |bytes| {
            let mut files = one("content/a.mdx", "<CodeBlock file=\"s\" />\n".to_owned());
            files.push(("content/_samples/s.txt".to_owned(), "0123456\n".repeat(bytes / 8 + 1)[..bytes].to_owned()));
            files.extend(one("content/site.yml", "severity: { slow-sample: error }\n".to_owned()));
            files
        },
    },
    Limit {
        // Four samples of 7 MB are within 32 MB, and five are not.
        name: "published page",
        most: 4,
        code: "too-large",
        place: "content/a.mdx:1",
        files: |count| {
            let mut files = one("content/a.mdx", "<CodeBlock file=\"s\" />\n\n".repeat(count));
            files.push(("content/_samples/s.txt".to_owned(), format!("{}\n", "a".repeat(99)).repeat(75_000)));
            files
        },
    },
    Limit {
        name: "fields",
        most: limits::FIELDS,
        code: "too-large",
        place: "content/a.mdx",
        files: |count| {
            let fields: String = (0..count).map(|number| format!("        - {{key: f{number}}}\n")).collect();
            front(&format!(
                "reference:\n  js:\n    - key: K\n      id: k\n      title: K\n      properties:\n{}",
                fields.trim_end()
            ))
        },
    },
    Limit {
        name: "fields in fields",
        most: limits::DEPTH,
        code: "too-deep",
        place: "content/a.mdx:7",
        // Shared items, each of which holds the next.
        files: |depth| {
            let last = depth - 1;
            let items: String = (0..last)
                .map(|number| format!("    - {{ key: n{number}, type: T, properties: [(n{})] }}\n", number + 1))
                .collect();
            front(&format!(
                "reference:\n  js:\n    - key: K\n      id: k\n      title: K\n      properties: [(n0)]\n{items}    - {{ key: n{last}, type: T }}"
            ))
        },
    },
    Limit {
        name: "groups in groups of the navigation",
        most: limits::NAVIGATION_DEPTH,
        code: "too-deep",
        place: "content/site.yml:1",
        files: |depth| {
            let (open, close) = ("{ title: A, items: [".repeat(depth), "] }".repeat(depth));
            one("content/site.yml", format!("navigation: [{open}/{close}]\n"))
        },
    },
    Limit {
        name: "redirects to redirects",
        most: limits::REDIRECTS,
        code: "too-deep",
        place: "content/site.yml:2",
        files: |count| {
            let to = |number: usize| if number == count { "/".to_owned() } else { format!("/r{number}") };
            let redirects: String = (0..count).map(|number| format!("  /r{number}: {}\n", to(number + 1))).collect();
            one("content/site.yml", format!("redirects:\n{redirects}"))
        },
    },
    Limit {
        name: "settings",
        most: limits::SETTINGS as usize,
        code: "too-large",
        place: "content/site.yml:1",
        files: |bytes| {
            let mut files = one("content/index.md", "Words.\n".to_owned());
            files.push(("content/site.yml".to_owned(), format!("title: A\n#{}\n", "a".repeat(bytes - 11))));
            files
        },
    },
];

/// Errors as `code path:line`.
fn errors(sandbox: &Sandbox, files: Files) -> Vec<String> {
    let _ = std::fs::remove_dir_all(sandbox.docs().join("content"));
    sandbox.write("content/index.md", "# Home\n");
    for (path, text) in files {
        sandbox.write(&path, text);
    }
    let run = sandbox.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.printed).unwrap_or_else(|_| panic!("{}", run.said));
    assert!(report["summary"]["pages"].as_u64().is_some_and(|pages| pages >= 1), "{}", run.printed);
    let diagnostics = report["diagnostics"].as_array().expect("the report has diagnostics");
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic["severity"] == "error")
        .map(|diagnostic| {
            let word = |name: &str| diagnostic[name].as_str().unwrap_or_default();
            format!("{} {}:{}", word("code"), word("path"), diagnostic["line"])
        })
        .collect()
}

#[test]
fn every_limit_holds_and_no_earlier() {
    let sandbox = Sandbox::in_memory("limits");
    for limit in LIMITS {
        let within = errors(&sandbox, (limit.files)(limit.most));
        assert_eq!(within, [""; 0], "{} at its limit", limit.name);
        let beyond = errors(&sandbox, (limit.files)(limit.most + 1));
        let wanted = format!("{} {}", limit.code, limit.place);
        let is_it = beyond.len() == 1 && beyond[0].starts_with(&wanted);
        assert!(is_it, "{} beyond its limit: {beyond:?}", limit.name);
    }
}
