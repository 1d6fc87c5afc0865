//! `folio drift`: where schemas, entries and samples say different things.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::edge::failure::Failure;
use crate::edge::report::{self, Summary};
use crate::model::diagnostic::Code;
use crate::model::finding::Finding;
use crate::model::language::Language;

use super::build::{Built, Show};
use super::{Format, Looked, Outcome, Terminal};

#[derive(Debug, Clone)]
pub struct Options {
    pub root: PathBuf,
    pub drafts: bool,
    pub format: Format,
}

/// Runs the command.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a run is timed for its last line")]
pub fn run(options: &Options, terminal: Terminal) -> Outcome {
    let begun = Instant::now();
    match drift(options) {
        Ok((built, findings)) => {
            let mut summary = built.summary;
            summary.seconds = begun.elapsed().as_secs_f64();
            if options.format == Format::Human {
                super::print(&table(&findings, &built.settings.languages, terminal.style.width));
            }
            // A difference is what this command looks for: there is no such thing as a warning of it.
            let show = Show { format: options.format, strict: true, doing: "compared", pace: None };
            super::build::report(&built, &summary, &show, terminal)
        }
        Err(failure) => terminal.failed(&failure),
    }
}

fn drift(options: &Options) -> Result<(Built, Vec<Finding>), Failure> {
    let looked = super::looked(&options.root, options.drafts, |site, bytes| site.drift(bytes))?;
    let Looked { sources, site, found, errors: diagnostics } = looked;
    let settings = Arc::clone(&site.index.settings);
    let summary = Summary { tally: report::tally(&diagnostics, &settings), ..super::summary(&site) };
    Ok((Built { sources, settings, diagnostics, summary, failure: None }, found))
}

/// The letter that stands for a finding in the table.
fn letter(code: Code) -> char {
    match code.name {
        "missing-field" => '-',
        "extra-field" => '+',
        "optional-mismatch" => 'o',
        "type-mismatch" => 't',
        "deprecated-mismatch" => 'd',
        "description-mismatch" => 'w',
        _ => 's',
    }
}

/// What the letters of a table mean.
const LEGEND: [&str; 7] =
    ["- missing", "+ not in the schema", "o optional", "t type or value", "d deprecated", "w words", "s sample"];

/// One line for each field, one column for each language; where those do not fit, the languages below the field.
fn table(findings: &[Finding], languages: &[Language], columns: usize) -> String {
    if findings.is_empty() {
        return "no differences".to_owned();
    }
    let mut rows: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        rows.entry((&finding.subject, &finding.field)).or_default().push(finding);
    }
    let width = rows.keys().map(|(_, field)| field.chars().count() + 2).max().unwrap_or(0).clamp(12, 48);
    let is_wide = width + languages.iter().map(|language| language.name.chars().count() + 2).sum::<usize>() <= columns;
    let mut out = String::new();
    if is_wide {
        let _ = write!(out, "{:width$}", "");
        for language in languages {
            let _ = write!(out, "  {}", language.name);
        }
    }
    let mut last = "";
    for ((subject, field), findings) in rows {
        if subject != last {
            let _ = write!(out, "\n{subject}");
            last = subject;
        }
        let _ = write!(out, "\n{:width$}", format!("  {field}"));
        for language in languages {
            let letters = letters(&findings, language);
            let (name, shown) = (&language.name, if letters.is_empty() { "·" } else { &letters });
            if is_wide {
                let _ = write!(out, "  {shown:0$}", name.chars().count());
            } else if !letters.is_empty() {
                out.truncate(out.trim_end().len());
                let _ = write!(out, "\n    {letters} {name}");
            }
        }
        out.truncate(out.trim_end().len());
    }
    let _ = writeln!(out, "\n\n{}", LEGEND.join(if is_wide { "  " } else { "\n" }));
    out.trim_start_matches('\n').to_owned()
}

/// What was found of a language.
fn letters(findings: &[&Finding], language: &Language) -> String {
    let of_it = findings.iter().filter(|finding| finding.language.as_ref().is_none_or(|id| *id == language.id));
    let mut letters: Vec<char> = of_it.map(|finding| letter(finding.code)).collect();
    letters.dedup();
    letters.into_iter().collect()
}
