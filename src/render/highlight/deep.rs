//! Comes in: a line on which contexts lie a hundred deep or more. Goes out: what syntect does there.
//! The one thing to know: syntect then pushes no further context, but a match for one that it kept
//! from a search in the same line when it was less deep ends the line; so those searches are told
//! over, and such a line is read a second time with a log of them.

use super::grammar::RuleNo;
use super::level::TextsNo;
use super::lineup::{Found, Lineup, Outcome, Turn};
use super::regex::{Scratch, Text};
use super::search::Searches;

/// Syntect pushes no context beyond this depth.
pub(super) const DEEPEST: u32 = 100;

/// The searches of a line while its contexts were less deep.
#[derive(Debug, Default)]
pub(super) struct Log(Vec<Searched>);

#[derive(Debug)]
struct Searched {
    lineup: u32,
    start: usize,
    /// The number of entries that were searched for: those behind an immediate match were not.
    count: usize,
}

impl Log {
    /// Writes down a search and its outcome.
    pub(super) fn add(&mut self, lineup: u32, start: usize, outcome: Outcome) {
        let count = match outcome {
            Outcome::Found(found) if found.begin == start => usize::from(found.entry) + 1,
            Outcome::Found(_) | Outcome::WouldLoop | Outcome::Nothing => usize::MAX,
        };
        self.0.push(Searched { lineup, start, count });
    }

    /// Where the last search for a rule began.
    fn last_start(&self, lineups: &[Lineup], rule: RuleNo) -> Option<usize> {
        let has = |searched: &&Searched| {
            let entries = &lineups[searched.lineup as usize].entries;
            entries.iter().take(searched.count).any(|entry| entry.rule == rule && entry.texts == TextsNo::NONE)
        };
        self.0.iter().rev().find(has).map(|searched| searched.start)
    }
}

/// The best match at or after `start`, as syntect finds it this deep.
pub(super) fn best(
    lineups: &[Lineup],
    lineup: u32,
    log: &Log,
    text: &Text<'_>,
    no_empty_pop: bool,
    (scratch, searches): (&mut Scratch, &mut Searches),
) -> Outcome {
    let start = text.search_start;
    let mut best: Option<Found> = None;
    let mut would_loop = false;
    searches.begin(start);
    for (number, entry) in (0..).zip(&lineups[lineup as usize].entries) {
        let Some((begin, end)) = entry.leftmost(text, start, scratch, searches) else {
            continue;
        };
        if best.is_some_and(|best| begin > best.begin || begin == best.begin && !would_loop) {
            continue;
        }
        if entry.turn == Turn::Push {
            let kept_from = log.last_start(lineups, entry.rule).filter(|_| entry.texts == TextsNo::NONE);
            let kept = kept_from.and_then(|from| entry.leftmost(text, from, scratch, searches));
            if kept == Some((begin, end)) {
                return Outcome::Nothing;
            }
            continue;
        }
        would_loop = no_empty_pop && entry.turn == Turn::Pop && end <= start;
        best = Some(Found { entry: number, begin, end, searched: false });
        if begin == start && !would_loop {
            break;
        }
    }
    match best {
        _ if would_loop => Outcome::WouldLoop,
        Some(found) => {
            // once more, for its groups
            let entry = &lineups[lineup as usize].entries[usize::from(found.entry)];
            let again = entry.match_at(text, found.begin, scratch, searches);
            again.map_or(Outcome::Nothing, |(_, searched)| Outcome::Found(Found { searched, ..found }))
        }
        None => Outcome::Nothing,
    }
}
