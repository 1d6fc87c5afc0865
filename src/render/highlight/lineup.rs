//! Comes in: the contexts that compete at a place. Goes out: [`Lineup`], which rules to try on which
//! byte, and the one that wins. The one thing to know: syntect searches the line with one pattern
//! after the other and takes the leftmost match; here the line is walked once, and at each byte only
//! the patterns that can begin with it are tried, in the same order, so the same match is found.

use std::collections::BTreeMap;
use std::sync::Arc;

use syntect::parsing::Regex;
use syntect::parsing::syntax_definition::CaptureMapping;

use super::grammar::RuleNo;
use super::level::TextsNo;
use super::regex::{First, Pattern, Run, Scratch, Text, kinds_of_symbols};
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
    /// For both kinds of runs, what is left of a list by what stands behind the run.
    beyond: [Beyond; 2],
}

/// What is left of each list where a certain byte, or the end, stands behind a run.
#[derive(Debug)]
struct Beyond {
    /// Bytes between which no entry makes a difference have one number.
    kinds: Box<[u16; SYMBOLS]>,
    count: usize,
    /// List and kind → list, once it was needed.
    left: Vec<Option<u16>>,
}

/// A rule that competes.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) rule: RuleNo,
    /// The texts its pattern is made of.
    pub(super) texts: TextsNo,
    pub(super) from_with_prototype: bool,
    pub(super) turn: Turn,
    /// The scopes of its groups.
    pub(super) captures: Option<&'static CaptureMapping>,
    pub(super) pattern: Arc<Pattern>,
    /// What oniguruma searches with where the pattern does not run.
    pub(super) regex: OwnOrMade,
}

/// What a match does to the stack of contexts, as far as it matters for finding the match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It does nothing, so a match of nothing is no match.
    Stay,
    Push,
    Set,
    Pop,
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
/// What carrying out a match costs, measured in tried patterns.
const MATCH: u64 = 4;

impl Lineup {
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        let mut lists: Vec<Box<[u16]>> = vec![Box::new([])];
        let mut table = |at_start: bool| {
            let able: Vec<(u16, &First)> = (0..)
                .zip(&entries)
                .filter(|(_, entry)| at_start || !entry.pattern.only_at_start)
                .map(|(number, entry)| (number, &entry.pattern.first))
                .collect();
            let kinds = kinds_of_symbols(able.iter().map(|(_, first)| *first));
            let mut numbers: BTreeMap<u16, u16> = BTreeMap::new();
            let mut lines = Box::new([0; SYMBOLS]);
            for ((symbol, line), kind) in lines.iter_mut().enumerate().zip(*kinds) {
                *line = *numbers.entry(kind).or_insert_with(|| {
                    let byte = u8::try_from(symbol).ok();
                    let list: Box<[u16]> =
                        able.iter().filter(|(_, first)| first.has(byte)).map(|(number, _)| *number).collect();
                    let known = lists.iter().position(|known| *known == list);
                    let number = known.unwrap_or_else(|| {
                        lists.push(list);
                        lists.len() - 1
                    });
                    u16::try_from(number).expect("there are no more lists than symbols")
                });
            }
            lines
        };
        let (first_lines, lines) = (table(true), table(false));
        let beyond = [Run::Blank, Run::Word].map(|run| {
            let kinds = kinds_of_symbols(entries.iter().map(|entry| entry.pattern.beyond(run)));
            let count = kinds.iter().max().map_or(1, |most| usize::from(*most) + 1);
            Beyond { kinds, count, left: Vec::new() }
        });
        Self { entries, first_lines, lines, lists, beyond }
    }

    /// What is left of a list at a place in a run.
    fn narrowed(&mut self, list: u16, run: Run, behind: Option<u8>) -> u16 {
        let beyond = &mut self.beyond[run as usize];
        let kind = usize::from(beyond.kinds[behind.map_or(256, usize::from)]);
        let place = usize::from(list) * beyond.count + kind;
        if let Some(Some(known)) = beyond.left.get(place) {
            return *known;
        }
        let able = |number: &u16| self.entries[usize::from(*number)].pattern.beyond(run).has(behind);
        let left: Box<[u16]> = self.lists[usize::from(list)].iter().copied().filter(able).collect();
        let number = self.lists.iter().position(|known| *known == left).unwrap_or_else(|| {
            self.lists.push(left);
            self.lists.len() - 1
        });
        let number = u16::try_from(number).expect("there are few lists");
        if beyond.left.len() <= place {
            beyond.left.resize(place + 1, None);
        }
        beyond.left[place] = Some(number);
        number
    }

    /// The leftmost match at or after `start`; of several, that of the first rule.
    ///
    /// With `no_empty_pop`, a pop that consumes nothing only counts if nothing else matches there.
    pub(super) fn best(
        &mut self,
        text: &Text<'_>,
        start: usize,
        no_empty_pop: bool,
        scratch: &mut Scratch,
        searches: &mut Searches,
    ) -> Outcome {
        let end = text.line().len();
        let mut at = start;
        let mut run_end = start;
        searches.begin(start);
        loop {
            let lines = if at == 0 { &self.first_lines } else { &self.lines };
            let Some(byte) = text.byte(at) else {
                return self.at_place(text, start, end, lines[256], no_empty_pop, scratch, searches);
            };
            let mut list = lines[usize::from(byte)];
            // nothing begins inside a character
            if list != 0 && byte & 0xC0 != 0x80 {
                if let Some(run) = Run::of(byte) {
                    if run_end <= at {
                        run_end = text.run_end(run, at);
                    }
                    list = self.narrowed(list, run, text.byte(run_end));
                }
                let outcome = self.at_place(text, start, at, list, no_empty_pop, scratch, searches);
                if outcome != Outcome::Nothing || scratch.spent > scratch.most {
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
            if searches.is_out(*number) || !searches.last_places.has_from(entry.pattern.required, at) {
                continue;
            }
            let Some((end, searched)) = entry.match_at(text, at, scratch, searches) else {
                continue;
            };
            if entry.turn == Turn::Stay && end == at {
                searches.put_out(*number);
                continue;
            }
            if no_empty_pop && entry.turn == Turn::Pop && end <= start {
                outcome = Outcome::WouldLoop;
                continue;
            }
            scratch.spent += MATCH;
            return Outcome::Found(Found { entry: *number, begin: at, end, searched });
        }
        outcome
    }
}

impl Entry {
    /// The end of the match that begins exactly at `at`, and whether oniguruma had to find it.
    #[inline]
    pub(super) fn match_at(
        &self,
        text: &Text<'_>,
        at: usize,
        scratch: &mut Scratch,
        searches: &mut Searches,
    ) -> Option<(usize, bool)> {
        scratch.spent += 1;
        if let (Some(takes), true) = (self.pattern.decided, text.byte(at).is_none_or(|byte| byte.is_ascii())) {
            return Some((at + usize::from(takes), false));
        }
        if let Some(program) = self.pattern.program(searches.line_has_folding) {
            let end = scratch.run(program, text, at);
            if !scratch.overrun {
                return end.map(|end| (end, false));
            }
        }
        searches.match_at(self, text.line(), at, scratch).map(|end| (end, true))
    }

    /// The leftmost match at or after `from`; nothing if that is empty and must not be.
    pub(super) fn leftmost(
        &self,
        text: &Text<'_>,
        from: usize,
        scratch: &mut Scratch,
        searches: &mut Searches,
    ) -> Option<(usize, usize)> {
        for at in (from..=text.line().len()).filter(|at| text.line().is_char_boundary(*at)) {
            scratch.spent += 1;
            let able = self.pattern.first.has(text.byte(at)) && (at == 0 || !self.pattern.only_at_start);
            if !able || !searches.last_places.has_from(self.pattern.required, at) {
                continue;
            }
            if scratch.spent > scratch.most {
                return None;
            }
            if let Some((end, _)) = self.match_at(text, at, scratch, searches) {
                return (end > at || self.turn != Turn::Stay).then_some((at, end));
            }
        }
        None
    }
}
