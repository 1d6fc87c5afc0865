//! Diagnostics for people and for machines. Here, and only here, places become lines and columns.

pub mod github;
pub mod human;
pub mod json;
mod places;
pub mod sarif;

use std::collections::{BTreeMap, HashMap};

use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::settings::Settings;
use crate::model::source::{SourceId, SourceKind};

use super::discover::Sources;
use places::{Excerpt, Text};

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
    /// The line that the problem is in, as far as it is shown.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct LocatedNote {
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

/// How many there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

/// What a run did, for its last line.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub struct Summary {
    #[serde(flatten)]
    pub tally: Tally,
    pub pages: usize,
    pub schemas: usize,
    pub written: usize,
    pub unchanged: usize,
    /// Sources whose facts were not known.
    pub parsed: usize,
    pub rendered: usize,
    pub seconds: f64,
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
    // Only people are shown lines, and never all problems at once.
    let mut finder = Finder { sources, texts: HashMap::new(), shows_lines: most < usize::MAX };
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
    texts: HashMap<SourceId, Text>,
    shows_lines: bool,
}

impl Finder<'_> {
    fn diagnostic(&mut self, diagnostic: &Diagnostic, severity: Severity) -> Located {
        let shows_lines = self.shows_lines;
        let text = self.text(diagnostic.place.source);
        let span = text.span(&diagnostic.place);
        let (start, end) = (text.at(span.start as usize), text.at(span.end as usize));
        let excerpt = if shows_lines { text.excerpt(span.start as usize) } else { Excerpt::default() };
        let notes = diagnostic
            .notes
            .iter()
            .map(|note| {
                let text = self.text(note.place.source);
                let span = text.span(&note.place);
                let (line, column) = text.at(span.start as usize);
                let path = self.sources.path(note.place.source).to_owned();
                LocatedNote { path, line, column, message: shortened(&note.message) }
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
            message: shortened(&diagnostic.message),
            help: diagnostic.help.as_deref().map(shortened),
            notes,
            excerpt,
        }
    }

    fn text(&mut self, source: SourceId) -> &mut Text {
        let sources = self.sources;
        self.texts.entry(source).or_insert_with(|| {
            let is_page = matches!(sources.kind(source), Some(SourceKind::Page { .. }));
            Text::new(&sources.bytes(source).unwrap_or_default(), is_page)
        })
    }
}

/// A message may quote what an author wrote, but not whole pages of it.
fn shortened(message: &str) -> String {
    const LONGEST: usize = 600;
    if message.len() <= LONGEST {
        return message.to_owned();
    }
    let count = message.chars().count();
    let head = message.chars().take(LONGEST * 2 / 3);
    let tail = message.chars().skip(count - LONGEST / 6);
    head.chain(['…']).chain(tail).collect()
}
