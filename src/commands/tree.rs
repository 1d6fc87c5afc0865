//! `folio tree FILE…`: the syntax trees of pages, counted, for comparison with other parsers.

use std::path::Path;

use serde_json::json;

use crate::edge::failure::Failure;
use crate::limits;
use crate::model::diagnostic::{Code, Severity};
use crate::model::source::SourceId;
use crate::parse;

use super::{Outcome, Terminal};

#[must_use]
#[expect(clippy::disallowed_methods, reason = "the files are named on the command line")]
pub fn run(files: &[std::path::PathBuf], spans: bool, json_lines: bool, terminal: Terminal) -> Outcome {
    let mut outcome = Outcome::Clean;
    let mut out = String::new();
    for file in files {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                outcome = terminal.failed(&Failure::named("cannot read", file, &error));
                continue;
            }
        };
        let path = file.display().to_string();
        if let Ok(text) = String::from_utf8(bytes) {
            if !one(file, &path, &text, spans, json_lines, &mut out) && outcome == Outcome::Clean {
                outcome = Outcome::Problems;
            }
        } else if json_lines {
            outcome = Outcome::Problems;
            out.push_str(&json!({ "path": path, "parsed": false }).to_string());
            out.push('\n');
        } else {
            outcome = terminal.failed(&Failure::wrong_use("cannot read", file, "it is not UTF-8"));
        }
    }
    match (out.is_empty(), json_lines) {
        (true, _) => {}
        (false, true) => super::print_json(&out),
        (false, false) => super::print(&out),
    }
    outcome
}

fn one(file: &Path, path: &str, text: &str, spans: bool, json_lines: bool, out: &mut String) -> bool {
    let source = SourceId(0);
    let (front, body) = parse::front_matter::front_matter(source, text, limits::FRONT_MATTER_MOST);
    // What is not closed is no front matter to other parsers, and this is here for them.
    let unclosed = front.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::UNCLOSED_FRONT_MATTER);
    let is_mdx = file.extension().is_none_or(|ending| ending != "md");
    parse::with_body(source, text, if unclosed { 0 } else { body }, is_mdx, |document| {
        let (counts, components) = parse::tree::counts(&document.value);
        let syntax = |code: Code| matches!(code, Code::UNCLOSED_TAG | Code::UNEXPECTED_CLOSING_TAG | Code::TOO_DEEP);
        let parsed = !document
            .diagnostics
            .iter()
            .any(|diagnostic| syntax(diagnostic.code) && diagnostic.code.severity == Severity::Error);
        let mut record = json!({ "path": path, "parsed": parsed, "counts": counts, "components": components });
        let outline = spans.then(|| parse::tree::outline(&document.value));
        if json_lines {
            if let Some(outline) = outline {
                record["tree"] = outline.into();
            }
            out.push_str(&record.to_string());
            out.push('\n');
        } else {
            out.push_str(&outline.unwrap_or_else(|| parse::tree::outline(&document.value)));
        }
        parsed
    })
}
