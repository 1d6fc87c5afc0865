//! Tags and expressions inside a line of text.
//!
//! Takes the joined lines of one paragraph, heading or table and says which ranges of it are tags or expressions,
//! and which `<` must be kept from looking like HTML. Code spans, escapes, link addresses and definitions are
//! stepped over, as they bind first.

use std::ops::Range;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Stand;
use crate::model::place::Place;
use crate::model::source::SourceId;

use super::chunk::Chunk;
use super::script::Unended;
use super::tag::{NoTag, tag};
use super::{Inset, literal, script};

/// A range of the text that is not copied as it is.
#[derive(Debug)]
pub(super) struct Replacement {
    pub start: usize,
    pub end: usize,
    pub by: Instead,
}

#[derive(Debug)]
pub(super) enum Instead {
    Inset(Inset<'static>),
    /// A backslash goes before it.
    Escape,
}

pub(super) struct Inline<'c, 't> {
    chunk: &'c Chunk<'t>,
    source: SourceId,
    /// Of a heading, its `{#anchor .class}`.
    attributes: Option<Range<usize>>,
    /// What may still be spent on tags, braces and titles that may turn out to have no end.
    fuel: usize,
    is_too_deep: bool,
    pub found: Vec<Replacement>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'c, 't> Inline<'c, 't> {
    /// `heading` is where the words of a heading end.
    pub fn new(chunk: &'c Chunk<'t>, source: SourceId, heading: Option<usize>) -> Self {
        Self {
            chunk,
            source,
            attributes: heading.and_then(|end| attributes(&chunk.text()[..end])),
            fuel: 16 * chunk.text().len() + 4096,
            is_too_deep: false,
            found: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Reads `start..end`; nothing that is found goes over its end.
    pub fn read(&mut self, start: usize, end: usize) {
        let text = &self.chunk.text()[..end];
        let bytes = text.as_bytes();
        let mut at = definition(text, start).unwrap_or(start);
        let mut brackets = 0_usize;
        let mut ticks = Ticks::default();
        while at < end {
            match bytes[at] {
                b'\\' => at += 2,
                b'`' => at = ticks.skip(bytes, at, end),
                b'[' => {
                    brackets += 1;
                    at += 1;
                }
                b']' => {
                    at += 1;
                    if brackets > 0 {
                        brackets -= 1;
                        if bytes.get(at) == Some(&b'(') && self.fuel > 0 {
                            at = resource(text, at).unwrap_or_else(|| self.spent(at, end));
                        }
                    }
                }
                b'<' => at = self.angle(at, end),
                b'{' => at = self.brace(at, end),
                _ => at += 1,
            }
        }
    }

    /// Something was looked for from `at` to `end`, and is not there.
    fn spent(&mut self, at: usize, end: usize) -> usize {
        self.fuel = self.fuel.saturating_sub(end - at);
        at
    }

    fn angle(&mut self, at: usize, end: usize) -> usize {
        let found = if self.fuel > 0 { tag(self.chunk, at, end) } else { Err(NoTag::Unended) };
        match found {
            Ok((tag, behind)) => {
                let inset = Inset::Tag(tag, Stand::Text);
                self.found.push(Replacement { start: at, end: behind, by: Instead::Inset(inset) });
                return behind;
            }
            Err(NoTag::Plain) => {}
            Err(NoTag::Unended) => {
                self.spent(at, end);
                self.invalid_tag(at, at, "the tag has no end");
            }
            Err(NoTag::TooDeep) => self.too_deep(at),
            Err(NoTag::Wrong { at: wrong, why }) => self.invalid_tag(at, wrong, why),
        }
        self.found.push(Replacement { start: at, end: at, by: Instead::Escape });
        at + 1
    }

    fn invalid_tag(&mut self, at: usize, wrong: usize, why: &str) {
        if self.is_too_deep {
            return;
        }
        let rest = &self.chunk.text()[at..];
        let help = if rest.starts_with("<!--") {
            "write a comment as `{/* … */}`"
        } else if rest.starts_with("<http") || rest.starts_with("<mailto:") {
            "write a link as `[text](address)`"
        } else {
            "write `\\<` for a literal `<`"
        };
        let until = wrong + self.chunk.text()[wrong..].chars().next().map_or(0, char::len_utf8);
        let place = Place::span(self.source, self.chunk.span(at, until.max(at + 1)));
        self.diagnostics.push(Diagnostic::new(Code::INVALID_TAG, place, format!("this `<` is text: {why}")).help(help));
    }

    fn brace(&mut self, at: usize, end: usize) -> usize {
        let text = &self.chunk.text()[..end];
        if let Some(attributes) = self.attributes.as_ref().filter(|attributes| attributes.start == at) {
            return attributes.end;
        }
        if self.fuel > 0 {
            match script::closing_brace(text, at + 1) {
                Ok(close) if script::is_prose(&text[at + 1..close]) => {
                    self.stray(at, "what stands between the braces is no expression");
                    return at + 1;
                }
                Ok(close) => {
                    let value = literal::expression(self.chunk, at + 1, close);
                    let span = self.chunk.span(at, close + 1);
                    let inset = Inset::Expression(value, span, Stand::Text);
                    self.found.push(Replacement { start: at, end: close + 1, by: Instead::Inset(inset) });
                    return close + 1;
                }
                Err(Unended::Open) => {
                    self.spent(at, end);
                }
                Err(Unended::TooDeep) => self.too_deep(at),
            }
        }
        if !self.is_too_deep {
            self.stray(at, "it has no closing brace");
        }
        at + 1
    }

    /// What stands behind is text, and nothing more is said about it.
    fn too_deep(&mut self, at: usize) {
        if !self.is_too_deep {
            let place = Place::span(self.source, self.chunk.span(at, at + 1));
            self.diagnostics.push(Diagnostic::new(Code::TOO_DEEP, place, script::DEEP));
        }
        self.is_too_deep = true;
        self.fuel = 0;
    }

    fn stray(&mut self, at: usize, why: &str) {
        let place = Place::span(self.source, self.chunk.span(at, at + 1));
        self.diagnostics.push(
            Diagnostic::new(Code::STRAY_BRACE, place, format!("this `{{` is text: {why}"))
                .help("write `\\{` for a literal `{`"),
        );
    }
}

/// Where the `{#anchor .class}` at the end of a heading stands.
fn attributes(text: &str) -> Option<Range<usize>> {
    let plain = |word: &str| {
        word.strip_prefix(['#', '.'])
            .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')))
    };
    let open = text.rfind('{')?;
    let words = text[open + 1..].trim_end().strip_suffix('}')?;
    (words.starts_with(['#', '.']) && words.split_ascii_whitespace().all(plain)).then_some(open..text.len())
}

/// The lengths of backtick runs that have no partner, so that none is looked for twice.
#[derive(Default)]
struct Ticks {
    absent: Vec<usize>,
}

impl Ticks {
    /// Behind the code span that starts at `at`, or behind its backticks if nothing closes them.
    fn skip(&mut self, bytes: &[u8], at: usize, end: usize) -> usize {
        let run = |from: usize| bytes[from..end].iter().take_while(|byte| **byte == b'`').count();
        let length = run(at);
        let behind = at + length;
        if self.absent.contains(&length) {
            return behind;
        }
        let mut next = behind;
        while next < end {
            if bytes[next] == b'`' {
                let other = run(next);
                next += other;
                if other == length {
                    return next;
                }
            } else {
                next += 1;
            }
        }
        self.absent.push(length);
        behind
    }
}

/// Behind `(address "title")`, if that is what stands at `at`.
fn resource(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = space(bytes, at + 1);
    at = address(bytes, at)?;
    let spaced = space(bytes, at);
    let mut end = spaced;
    if spaced > at && matches!(bytes.get(spaced), Some(b'"' | b'\'' | b'(')) {
        end = space(bytes, title(bytes, spaced)?);
    }
    (bytes.get(end) == Some(&b')')).then_some(end + 1)
}

fn space(bytes: &[u8], at: usize) -> usize {
    at + bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

fn address(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    if bytes.get(at) == Some(&b'<') {
        at += 1;
        loop {
            match bytes.get(at)? {
                b'>' => return Some(at + 1),
                b'<' | b'\n' => return None,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
    }
    let mut depth = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => {
                depth += 1;
                if depth > 32 {
                    return None;
                }
            }
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            _ if byte.is_ascii_whitespace() || byte.is_ascii_control() => break,
            _ => {}
        }
        at += 1;
    }
    (depth == 0 && at <= bytes.len()).then_some(at)
}

fn title(bytes: &[u8], start: usize) -> Option<usize> {
    let close = match bytes.get(start)? {
        b'(' => b')',
        quote => *quote,
    };
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            byte if *byte == close => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// Behind the address of `[label]: address`, if the text starts with definitions.
fn definition(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut behind = None;
    let mut at = start;
    while bytes.get(at) == Some(&b'[') && bytes.get(at + 1) != Some(&b'^') {
        let mut close = at + 1;
        loop {
            match bytes.get(close) {
                Some(b'\\') => close += 2,
                Some(b']') => break,
                Some(b'[') | None => return behind,
                Some(_) => close += 1,
            }
        }
        if bytes.get(close + 1) != Some(&b':') || text[at + 1..close].trim().is_empty() {
            return behind;
        }
        let from = space(bytes, close + 2);
        let Some(mut end) = address(bytes, from).filter(|end| *end > from) else {
            return behind;
        };
        let spaced = space(bytes, end);
        if spaced > end
            && matches!(bytes.get(spaced), Some(b'"' | b'\'' | b'('))
            && let Some(closed) = title(bytes, spaced)
        {
            end = closed;
        }
        let line_end = end + bytes[end..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match bytes.get(line_end) {
            Some(b'\n') => at = line_end + 1,
            None => return Some(line_end),
            Some(_) => return behind,
        }
        behind = Some(at);
    }
    behind
}

/// Splits the row of a table that stands in `start..end` into its cells.
pub(super) fn cells(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut from = start;
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'|' => {
                cells.push((from, at));
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    cells.push((from.min(end), end));
    cells
}
