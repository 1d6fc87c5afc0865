//! `folio coverage`: how much of the reference each language has, and whether that is enough.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::edge::failure::Failure;
use crate::edge::{files, report};
use crate::model::coverage::{Count, Coverage, GapKind};
use crate::model::diagnostic::Checked;

use super::{Looked, Outcome, Terminal};

#[derive(Debug, Clone)]
pub struct Options {
    pub root: PathBuf,
    pub drafts: bool,
    pub json: bool,
    /// The least percentage that each language must have.
    pub min: Option<f64>,
    /// Write down what each language has, so that it never has less.
    pub update: bool,
}

/// In the root: what each language had.
const KEPT: &str = "coverage.json";
/// So many gaps are shown to people.
const SHOWN: usize = 20;

/// Runs the command.
#[must_use]
pub fn run(options: &Options, terminal: Terminal) -> Outcome {
    match coverage(options, terminal) {
        Ok(outcome) => outcome,
        Err(failure) => terminal.failed(&failure),
    }
}

fn coverage(options: &Options, terminal: Terminal) -> Result<Outcome, Failure> {
    let looked =
        super::looked(&options.root, options.drafts, |site, bytes| Checked::new(site.coverage(bytes), Vec::new()))?;
    let Looked { sources, site, found: coverage, errors } = looked;
    let settings = &site.index.settings;
    let found = report::located(&errors, settings, &sources, SHOWN);
    if !found.is_empty() {
        terminal.show(&report::human::frames(&found, report::tally(&errors, settings), terminal.style));
    }
    if options.json {
        super::print_json(&json(&coverage));
    } else {
        super::print(&table(&coverage, terminal.style.width));
    }
    let mut outcome = super::build::outcome(&errors, settings, &sources, false);
    let mut is_less = false;
    for language in &coverage.languages {
        if let Some(min) = options.min.filter(|min| language.percent < *min) {
            terminal.tell(&format!(
                "error: {} has {} % of the reference, and {min} % are asked for",
                language.name, language.percent
            ));
            is_less = true;
        }
    }
    let file = sources.root().join(KEPT);
    let had = had(&file)?;
    for language in &coverage.languages {
        if let Some(had) = had.get(&language.id).filter(|had| language.percent < **had) {
            let (name, has) = (&language.name, language.percent);
            terminal.tell(&format!("error: {name} has {has} % of the reference, and had {had} % (`{KEPT}`)"));
            is_less = true;
        }
    }
    if is_less && outcome == Outcome::Clean {
        outcome = Outcome::Problems;
    }
    if options.update && outcome == Outcome::Clean {
        keep(&file, &coverage, &had)?;
    }
    Ok(outcome)
}

/// What each language had when it was last written down; nothing if it never was.
fn had(file: &Path) -> Result<BTreeMap<String, f64>, Failure> {
    let is_none = |_| Failure::wrong_use("cannot use", file, "it is no file of `folio coverage --update`");
    match files::text(file)? {
        Some(text) => serde_json::from_str(&text).map_err(is_none),
        None => Ok(BTreeMap::new()),
    }
}

fn keep(file: &Path, coverage: &Coverage, had: &BTreeMap<String, f64>) -> Result<(), Failure> {
    let has: BTreeMap<String, f64> =
        coverage.languages.iter().map(|language| (language.id.clone(), language.percent)).collect();
    if has == *had {
        return Ok(());
    }
    let text = serde_json::to_string_pretty(&has).expect("percentages are plain data");
    files::replace(file, &(text + "\n"))
}

fn json(coverage: &Coverage) -> String {
    serde_json::to_string_pretty(coverage).expect("coverage is plain data")
}

/// As wide as its cells, and a little closer together where the terminal is narrow.
fn table(coverage: &Coverage, columns: usize) -> String {
    let cell = |count: Count| format!("{}/{}", count.have, count.of);
    let head = ["language", "entries", "fields", "samples", "%"].map(str::to_owned);
    let rows = coverage.languages.iter().map(|language| {
        let percent = format!("{:.1}", language.percent);
        [language.name.clone(), cell(language.entries), cell(language.fields), cell(language.samples), percent]
    });
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    let between = if widths.iter().sum::<usize>() + 4 * 2 <= columns { "  " } else { " " };
    let mut out = String::new();
    for row in &rows {
        let _ = write!(out, "{:1$}", row[0], widths[0]);
        for (cell, width) in row.iter().zip(widths).skip(1) {
            let _ = write!(out, "{between}{cell:>width$}");
        }
        out.push('\n');
    }
    out.push_str(&gaps(coverage, widths[0]));
    out
}

/// What is missing, as far as people read it.
fn gaps(coverage: &Coverage, width: usize) -> String {
    let mut out = String::new();
    for gap in coverage.gaps.iter().take(SHOWN) {
        let language = coverage.languages.iter().find(|language| language.id == gap.language);
        let kind = match gap.kind {
            GapKind::Entry => "entry",
            GapKind::Field => "field",
            GapKind::Sample => "sample",
        };
        let field = gap.field.as_ref().map(|field| format!(" {field}")).unwrap_or_default();
        let name = language.map_or(gap.language.as_str(), |language| &language.name);
        let _ = write!(out, "\n{name:width$}  no {kind:6}  {}{field}  {}", gap.id, gap.href);
    }
    let more = coverage.gaps.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = write!(out, "\n… and {more} more; `--format json` lists them all");
    }
    out
}
