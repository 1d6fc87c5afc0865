//! Comes in: a rule that oniguruma has to search for. Goes out: whether its leftmost match begins at
//! a place. The one thing to know: results are kept for the line exactly as syntect keeps them, since
//! for a pattern with `\G` it matters from where the search for the kept result began.

use syntect::parsing::Region;

use super::grammar::RuleNo;
use super::level::TextsNo;
use super::lineup::{Entry, OwnOrMade, Turn};
use super::regex::{LastPlaces, Scratch, has_folding};

/// Groups that are kept of a match.
const GROUPS: usize = 32;
/// What a search costs at least; oniguruma cannot be stopped, and may look at every byte from every
/// place before it.
const COST: u64 = 64;

/// What is known about one line and the present search in it.
#[derive(Debug, Default)]
pub(super) struct Searches {
    pub(super) line_has_folding: bool,
    pub(super) last_places: LastPlaces,
    start: usize,
    /// Rules whose leftmost match is empty and so none, for the present search.
    out: Vec<u16>,
    kept: Vec<Kept>,
    /// The groups of the match that was found last.
    last: Vec<Option<(usize, usize)>>,
}

/// The result of a search.
#[derive(Debug)]
struct Kept {
    rule: RuleNo,
    texts: TextsNo,
    groups: Option<Vec<Option<(usize, usize)>>>,
}

impl Searches {
    /// Begins a line.
    pub(super) fn begin_line(&mut self, line: &str) {
        self.line_has_folding = has_folding(line);
        self.last_places.read(line);
        self.kept.clear();
    }

    /// Begins a search in the line.
    pub(super) fn begin(&mut self, start: usize) {
        self.start = start;
        self.out.clear();
    }

    /// Takes a rule out of the present search.
    pub(super) fn put_out(&mut self, entry: u16) {
        self.out.push(entry);
    }

    pub(super) fn is_out(&self, entry: u16) -> bool {
        !self.out.is_empty() && self.out.contains(&entry)
    }

    /// Where a group of the last match lies.
    pub(super) fn group(&self, group: usize) -> Option<(usize, usize)> {
        self.last.get(group).copied().flatten()
    }

    /// The end of the rule's leftmost match if it begins at `at`.
    pub(super) fn match_at(&mut self, entry: &Entry, line: &str, at: usize, scratch: &mut Scratch) -> Option<usize> {
        let from = if entry.pattern.knows_search_start { self.start } else { at };
        let same = |kept: &Kept| kept.rule == entry.rule && kept.texts == entry.texts;
        let known = self.kept.iter().position(same);
        let stale = |kept: &Kept| kept.groups.as_ref().is_some_and(|groups| groups[0].is_some_and(|all| all.0 < from));
        let kept = match known {
            Some(known) if !stale(&self.kept[known]) => known,
            _ => {
                let length = (line.len() - from) as u64;
                scratch.spent += COST + length * length / 16;
                if scratch.spent > scratch.most {
                    return None;
                }
                let groups = search(entry, line, from);
                let kept = Kept { rule: entry.rule, texts: entry.texts, groups };
                match known {
                    Some(known) => self.kept[known] = kept,
                    None => self.kept.push(kept),
                }
                known.unwrap_or(self.kept.len() - 1)
            }
        };
        let groups = self.kept[kept].groups.as_ref()?;
        let (begin, end) = groups[0]?;
        if begin != at {
            return None;
        }
        self.last.clone_from(groups);
        if entry.turn == Turn::Stay && begin == end {
            self.kept.remove(kept);
        }
        Some(end)
    }
}

fn search(entry: &Entry, line: &str, from: usize) -> Option<Vec<Option<(usize, usize)>>> {
    let regex = match &entry.regex {
        OwnOrMade::Own(regex) => regex,
        OwnOrMade::Made(regex) => regex,
    };
    let mut region = Region::new();
    let found = regex.search(line, from, line.len(), Some(&mut region));
    found.then(|| (0..GROUPS).map(|group| region.pos(group)).collect())
}
