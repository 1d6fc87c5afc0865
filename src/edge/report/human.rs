//! For people, at a terminal or in a log.
//!
//! ```text
//! content/a.mdx:12:9: error[unknown-reference]: `(ctx)` is no entry of Go
//!    |
//! 12 |         - (ctx)
//!    |           ^^^^^
//!    = help: define it in a shared file
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;
use std::time::Duration;

use crate::model::diagnostic::Severity;

use super::{Located, Summary, Tally};

/// How what is printed may look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub color: bool,
    pub width: usize,
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[1;36m";
const BLUE: &str = "\u{1b}[34m";
const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

/// The frames of some diagnostics, and what is not shown of them.
#[must_use]
pub fn frames(found: &[Located], tally: Tally, style: Style) -> String {
    let mut out = String::new();
    for diagnostic in found {
        frame(diagnostic, style, &mut out);
    }
    let hidden = (tally.errors + tally.warnings + tally.hints).saturating_sub(found.len());
    if hidden > 0 {
        let _ = writeln!(out, "… and {hidden} more; `--format json` has them all\n");
    }
    out
}

fn paint(text: &str, code: &str, style: Style) -> String {
    if style.color { format!("{code}{text}{RESET}") } else { text.to_owned() }
}

/// One diagnostic.
pub fn frame(diagnostic: &Located, style: Style, out: &mut String) {
    let tone = match diagnostic.severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Hint | Severity::Off => CYAN,
    };
    let place = format!("{}:{}:{}:", printable(&diagnostic.path), diagnostic.line, diagnostic.column);
    let label = format!("{}[{}]", diagnostic.severity.word(), diagnostic.code);
    let _ = writeln!(
        out,
        "{} {}: {}",
        paint(&place, BOLD, style),
        paint(&label, tone, style),
        paint(&printable(&diagnostic.message), BOLD, style)
    );
    let number = diagnostic.line.to_string();
    let margin = " ".repeat(number.len());
    let bar = paint("|", BLUE, style);
    if !diagnostic.excerpt.words.trim().is_empty() {
        let (words, before, length) = window(diagnostic, style.width.saturating_sub(number.len() + 3).max(20));
        let _ = writeln!(out, "{margin} {bar}");
        let _ = writeln!(out, "{} {bar} {words}", paint(&number, BLUE, style));
        let marks = "^".repeat(length.max(1));
        let _ = writeln!(out, "{margin} {bar} {}{}", " ".repeat(before), paint(&marks, tone, style));
    }
    let equals = paint("=", BLUE, style);
    for note in &diagnostic.notes {
        let _ = writeln!(
            out,
            "{margin} {equals} note: {}:{}:{}: {}",
            printable(&note.path),
            note.line,
            note.column,
            printable(&note.message)
        );
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "{margin} {equals} help: {}", printable(help));
    }
    out.push('\n');
}

/// The part of the line that fits, the columns before the place in it, and the columns to underline.
fn window(diagnostic: &Located, width: usize) -> (String, usize, usize) {
    let excerpt = &diagnostic.excerpt;
    let line: Vec<char> = excerpt.words.chars().collect();
    let within = |column: usize| (column - 1).saturating_sub(excerpt.before).min(line.len());
    let start = within(diagnostic.column);
    let end = if diagnostic.end_line == diagnostic.line { within(diagnostic.end_column) } else { line.len() };
    let from = if start + 12 > width { start.saturating_sub(width / 3) } else { 0 };
    let columns =
        |chars: &[char]| chars.iter().map(|c| shown(*c).chars().map(char_width).sum::<usize>()).sum::<usize>();
    let mut words = String::new();
    let mut used = 0;
    if from > 0 || excerpt.before > 0 {
        words.push('…');
        used += 1;
    }
    let before = used + columns(&line[from..start]);
    let mut cut = excerpt.more;
    for c in &line[from..] {
        let text = shown(*c);
        let wide: usize = text.chars().map(char_width).sum();
        if used + wide > width.saturating_sub(1) {
            cut = true;
            break;
        }
        used += wide;
        words.push_str(&text);
    }
    if cut {
        words.push('…');
    }
    let length = columns(&line[start..end.max(start)]).min(width.saturating_sub(before).max(1));
    (words, before, length)
}

/// A tab as spaces, and nothing that a terminal would obey.
fn shown(c: char) -> String {
    match c {
        '\t' => "    ".to_owned(),
        c if c.is_control() || is_hidden(c) => "\u{fffd}".to_owned(),
        c => c.to_string(),
    }
}

/// Marks that turn the direction of text around.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// How many columns a character takes: two in the scripts of East Asia, and for most pictures.
fn char_width(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\n' {
                ' '
            } else if c.is_control() || is_hidden(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// What each step took, and the pages that took longest.
#[must_use]
pub fn pace(steps: &[(&str, Duration)], slowest: &[(Duration, String)]) -> String {
    let mut out = String::new();
    for (name, took) in steps {
        let _ = writeln!(out, "{:>9}  {name}", took_for(*took));
    }
    if !slowest.is_empty() {
        out.push_str("slowest pages:\n");
    }
    for (took, path) in slowest {
        let _ = writeln!(out, "{:>9}  {}", took_for(*took), printable(path));
    }
    out
}

fn took_for(took: Duration) -> String {
    match took.as_secs_f64() {
        seconds if seconds < 1.0 => format!("{:.1} ms", seconds * 1000.0),
        seconds => format!("{seconds:.2} s"),
    }
}

/// Lines in which nothing is left that a terminal would obey.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(obeyed) { Cow::Owned(text.replace(obeyed, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// The last line of a run.
#[must_use]
pub fn summary(doing: &str, summary: &Summary, style: Style) -> String {
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let problems = if summary.tally.errors + summary.tally.warnings + summary.tally.hints == 0 {
        "no problems".to_owned()
    } else {
        let mut parts = Vec::new();
        if summary.tally.errors > 0 {
            parts.push(paint(&plural(summary.tally.errors, "error"), RED, style));
        }
        if summary.tally.warnings > 0 {
            parts.push(paint(&plural(summary.tally.warnings, "warning"), YELLOW, style));
        }
        if summary.tally.hints > 0 {
            parts.push(plural(summary.tally.hints, "hint"));
        }
        parts.join(", ")
    };
    let schemas = if summary.schemas > 0 { format!(", {}", plural(summary.schemas, "schema")) } else { String::new() };
    format!("{doing} {}{schemas} in {:.2} s: {problems}", plural(summary.pages, "page"), summary.seconds)
}
