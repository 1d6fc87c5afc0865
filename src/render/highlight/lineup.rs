//! Comes in: the contexts that compete at a place. Goes out: [`Lineup`], which rules to try on which
//! byte, and the one that wins. The one thing to know: syntect searches the line with one pattern
//! after the other and takes the leftmost match; here the line is walked once, and at each byte only
//! the patterns that can begin with it are tried, in the same order, so the same match is found.

use std::sync::Arc;

use syntect::parsing::Regex;

use super::grammar::RuleNo;
use super::level::TextsNo;
use super::regex::{Pattern, Scratch, Text};
use super::search::Searches;

/// The rules that compete at a place, ready to be tried.
#[derive(Debug)]
pub(super) struct Lineup {
    pub(super) entries: Vec<Entry>,
    /// Which list holds for a byte (last: the end of the text), at the beginning of a line …
    first_lines: Box<[u16; SYMBOLS]>,
    /// … and anywhere else.
    lines: Box<[u16; SYMBOLS]>,
    /// Numbers of entries in order; list 0 is empty.
    lists: Vec<Box<[u16]>>,
}

/// A rule that competes.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) rule: RuleNo,
    /// The texts its pattern is made of.
    pub(super) texts: TextsNo,
    pub(super) from_with_prototype: bool,
    pub(super) pops: bool,
    pub(super) pushes: bool,
    pub(super) must_consume: bool,
    pub(super) pattern: Arc<Pattern>,
    /// What oniguruma searches with where the pattern does not run.
    pub(super) regex: OwnOrMade,
}

/// A regex of the syntax, or one made for this entry.
#[derive(Debug)]
pub(super) enum OwnOrMade {
    Own(&'static Regex),
    Made(Regex),
}

/// The winner at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) entry: u16,
    pub(super) begin: usize,
    pub(super) end: usize,
    /// The groups are those of a search, not of the last run.
    pub(super) searched: bool,
}

/// How a search ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Found(Found),
    /// Only a match that would undo the last push without moving on.
    WouldLoop,
    Nothing,
}

const SYMBOLS: usize = 257;

impl Lineup {
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        let mut lists: Vec<Box<[u16]>> = vec![Box::new([])];
        let mut table = |at_start: bool| {
            let mut lines = Box::new([0; SYMBOLS]);
            for (symbol, line) in lines.iter_mut().enumerate() {
                let byte = u8::try_from(symbol).ok();
                let able = |entry: &Entry| entry.pattern.first.has(byte) && (at_start || !entry.pattern.only_at_start);
                let list: Box<[u16]> =
                    (0..).zip(&entries).filter(|(_, entry)| able(entry)).map(|(number, _)| number).collect();
                let known = lists.iter().position(|known| *known == list);
                let number = known.unwrap_or_else(|| {
                    lists.push(list);
                    lists.len() - 1
                });
                *line = u16::try_from(number).expect("there are no more lists than symbols");
            }
            lines
        };
        let (first_lines, lines) = (table(true), table(false));
        Self { entries, first_lines, lines, lists }
    }

    /// The leftmost match at or after `start`; of several, that of the first rule.
    ///
    /// With `no_empty_pop`, a pop that consumes nothing only counts if nothing else matches there.
    pub(super) fn best(
        &self,
        text: &Text<'_>,
        start: usize,
        no_empty_pop: bool,
        scratch: &mut Scratch,
        searches: &mut Searches,
    ) -> Outcome {
        let end = text.text().len();
        let mut at = start;
        searches.begin(start);
        loop {
            let lines = if at == 0 { &self.first_lines } else { &self.lines };
            let Some(byte) = text.byte(at) else {
                return self.at_place(text, start, end, lines[256], no_empty_pop, scratch, searches);
            };
            let list = lines[usize::from(byte)];
            // nothing begins inside a character
            if list != 0 && byte & 0xC0 != 0x80 {
                let outcome = self.at_place(text, start, at, list, no_empty_pop, scratch, searches);
                if outcome != Outcome::Nothing {
                    return outcome;
                }
            }
            at += 1;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one search")]
    fn at_place(
        &self,
        text: &Text<'_>,
        start: usize,
        at: usize,
        list: u16,
        no_empty_pop: bool,
        scratch: &mut Scratch,
        searches: &mut Searches,
    ) -> Outcome {
        let mut outcome = Outcome::Nothing;
        for number in &self.lists[usize::from(list)] {
            let entry = &self.entries[usize::from(*number)];
            scratch.spent += 1;
            if searches.is_out(*number) {
                continue;
            }
            let mut searched = !entry.pattern.runs(searches.line_has_folding);
            let mut found = None;
            if !searched {
                found = entry.pattern.match_at(scratch, text, at);
                searched = scratch.overrun;
            }
            if searched {
                found = searches.match_at(entry, text.text(), at, scratch);
            }
            let Some(end) = found else { continue };
            if entry.must_consume && end == at {
                searches.put_out(*number);
                continue;
            }
            if no_empty_pop && entry.pops && end <= start {
                outcome = Outcome::WouldLoop;
                continue;
            }
            return Outcome::Found(Found { entry: *number, begin: at, end, searched });
        }
        outcome
    }
}
