//! Diagnostics for people and for machines. Here, and only here, places become lines and columns.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;

use std::collections::{BTreeMap, HashMap};

use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::place::{Place, Span, Spot};
use crate::model::settings::Settings;
use crate::model::source::{SourceId, SourceKind};
use crate::parse;

use super::discover::Sources;

/// A diagnostic with its places found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Located {
    pub code: &'static str,
    pub severity: Severity,
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub message: String,
    pub help: Option<String>,
    pub notes: Vec<LocatedNote>,
    /// The line that the problem is in.
    #[serde(skip)]
    pub words: String,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct LocatedNote {
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

/// How many there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

/// What a run did, for its last line.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
    pub pages: usize,
    pub schemas: usize,
    pub written: usize,
    pub unchanged: usize,
    pub rendered: usize,
    pub seconds: f64,
}

/// What is said of one place more than once counts once: a partial is read for every page that brings it in.
pub fn distinct(diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::HashSet::with_capacity(diagnostics.len());
    diagnostics
        .retain(|diagnostic| seen.insert((diagnostic.code.name, diagnostic.place.clone(), diagnostic.message.clone())));
}

#[must_use]
pub fn tally(diagnostics: &[Diagnostic], settings: &Settings) -> Tally {
    let mut tally = Tally::default();
    for diagnostic in diagnostics {
        match settings.severity_of(diagnostic.code) {
            Severity::Error => tally.errors += 1,
            Severity::Warning => tally.warnings += 1,
            Severity::Hint => tally.hints += 1,
            Severity::Off => {}
        }
    }
    tally
}

/// Finds the places of diagnostics, and sorts them by path, line and column. At most `most` of each severity, those
/// of the first paths.
#[must_use]
pub fn located(diagnostics: &[Diagnostic], settings: &Settings, sources: &Sources, most: usize) -> Vec<Located> {
    let mut by_source: BTreeMap<SourceId, Vec<(&Diagnostic, Severity)>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let severity = settings.severity_of(diagnostic.code);
        if severity != Severity::Off {
            by_source.entry(diagnostic.place.source).or_default().push((diagnostic, severity));
        }
    }
    let mut ordered: Vec<_> = by_source.into_iter().collect();
    ordered.sort_by(|a, b| sources.path(a.0).cmp(sources.path(b.0)));
    let mut finder = Finder { sources, texts: HashMap::new() };
    let mut left = HashMap::from([(Severity::Error, most), (Severity::Warning, most), (Severity::Hint, most)]);
    let mut found = Vec::new();
    for (_, group) in ordered {
        let mut here: Vec<Located> = Vec::new();
        // Of one file that has more than can be shown, any are found, and sorted among themselves.
        let mut taken: HashMap<Severity, usize> = HashMap::new();
        for (diagnostic, severity) in group {
            let taken = taken.entry(severity).or_default();
            if *taken < left.get(&severity).copied().unwrap_or(0).saturating_mul(4) {
                *taken += 1;
                here.push(finder.diagnostic(diagnostic, severity));
            }
        }
        here.sort_by(|a, b| (a.line, a.column, a.code, &a.message).cmp(&(b.line, b.column, b.code, &b.message)));
        here.dedup_by(|a, b| a.line == b.line && a.column == b.column && a.code == b.code && a.message == b.message);
        for diagnostic in here {
            if let Some(left) = left.get_mut(&diagnostic.severity).filter(|left| **left > 0) {
                *left -= 1;
                found.push(diagnostic);
            }
        }
        finder.texts.clear();
        if left.values().all(|left| *left == 0) {
            break;
        }
    }
    found
}

struct Finder<'s> {
    sources: &'s Sources,
    texts: HashMap<SourceId, String>,
}

impl Finder<'_> {
    fn diagnostic(&mut self, diagnostic: &Diagnostic, severity: Severity) -> Located {
        let (start, end, words) = self.place(&diagnostic.place);
        let notes = diagnostic
            .notes
            .iter()
            .map(|note| {
                let (start, ..) = self.place(&note.place);
                let path = self.sources.path(note.place.source).to_owned();
                LocatedNote { path, line: start.0, column: start.1, message: note.message.clone() }
            })
            .collect();
        Located {
            code: diagnostic.code.name,
            severity,
            path: self.sources.path(diagnostic.place.source).to_owned(),
            line: start.0,
            column: start.1,
            end_line: end.0,
            end_column: end.1,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            notes,
            words,
        }
    }

    /// Start and end as line and column, and the line's text.
    fn place(&mut self, place: &Place) -> ((usize, usize), (usize, usize), String) {
        let sources = self.sources;
        let text = self.texts.entry(place.source).or_insert_with(|| {
            let bytes = sources.bytes(place.source).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        let kind = sources.kind(place.source);
        let span = match &place.spot {
            Spot::Span(span) => *span,
            Spot::Data(path) if matches!(kind, Some(SourceKind::Page { .. })) => {
                match parse::front_matter::yaml_range(text) {
                    Some((start, end)) => parse::locate::locate(&text[start..end], path).shifted(start),
                    None => Span::default(),
                }
            }
            Spot::Data(path) => parse::locate::locate(text, path),
        };
        let start = position(text, span.start as usize);
        let end = position(text, span.end as usize);
        let words = text.lines().nth(start.0 - 1).unwrap_or_default().to_owned();
        (start, end, words)
    }
}

/// Line and column of a byte, from 1, columns in characters.
fn position(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |feed| feed + 1);
    let line = before.matches('\n').count() + 1;
    let from = if line_start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { line_start };
    (line, before.get(from..).unwrap_or_default().chars().count() + 1)
}
