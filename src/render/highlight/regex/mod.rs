//! Comes in: a pattern in oniguruma's syntax, a line and a place. Goes out: whether a match begins
//! exactly there, where it ends, and where its groups lie. The one thing to know: the answer is
//! always oniguruma's, only faster; a pattern that uses what this engine does not have, or ignores
//! case on a line with one of the few letters that only Unicode folds into ASCII, is left to it.

mod ask;
mod beyond;
mod branch;
mod class;
mod compile;
mod escape;
mod first;
mod parse;
mod program;
mod required;
mod retreat;
mod rewrite;
mod run;
mod text;
mod tree;

use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use ask::Question;
pub(super) use beyond::Run;
pub(super) use compile::Groups;
pub(super) use first::{First, kinds_of_symbols};
pub(super) use program::Program;
use required::NOTHING;
pub(super) use run::Scratch;
pub(super) use text::{LastPlaces, Text};
use tree::{Node, Place};

use super::hash::FastMap;

/// A pattern that was read; it is compiled when it is first run.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Nothing if only oniguruma can read it.
    tree: Option<Node>,
    groups: Groups,
    /// Nothing if only oniguruma can run it.
    program: OnceLock<Option<Program>>,
    /// What a match can begin with.
    pub(super) first: First,
    /// What can stand behind the blanks a match begins with, and behind the word.
    beyond: [First; 2],
    /// Bytes a match cannot do without, or [`NOTHING`].
    pub(super) required: [u8; 2],
    /// Where what follows is ASCII or the end, `first` decides, and a match takes so many bytes.
    pub(super) decided: Option<u8>,
    /// A match can only begin at the beginning of the line.
    pub(super) only_at_start: bool,
    /// Case is ignored, so some letters beyond ASCII stand for ASCII ones.
    ignores_case: bool,
    /// The place where the search began matters (`\G`).
    pub(super) knows_search_start: bool,
}

/// The patterns by their text.
type Patterns = FastMap<(String, Groups), Arc<Pattern>>;

/// Patterns are shared between threads and syntaxes.
static PATTERNS: LazyLock<Mutex<Patterns>> = LazyLock::new(Mutex::default);

/// The pattern with this text, of which somebody wants to know these groups.
pub(super) fn shared(text: &str, groups: Groups) -> Arc<Pattern> {
    let key = (text.to_owned(), groups);
    let known = PATTERNS.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    known.unwrap_or_else(|| {
        let new = Arc::new(Pattern::new(text, groups));
        PATTERNS.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&new));
        new
    })
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn new(text: &str, groups: Groups) -> Self {
        let parsed = parse::parse(text).ok();
        let parsed = parsed.filter(|parsed| !parsed.tree.any(&mut |node| matches!(node, Node::At(Place::SearchStart))));
        let Some(parsed) = parsed else {
            return Self {
                tree: None,
                groups,
                program: OnceLock::new(),
                first: First::ALL,
                beyond: [First::ALL; 2],
                required: [NOTHING; 2],
                decided: None,
                only_at_start: false,
                ignores_case: false,
                knows_search_start: text.contains("\\G"),
            };
        };
        Self {
            groups,
            program: OnceLock::new(),
            first: first::first(&parsed.tree, First::ALL),
            beyond: [Run::Blank, Run::Word].map(|run| beyond::beyond(&parsed.tree, run, First::ALL)),
            required: required::required(&parsed.tree),
            decided: first::decided_by_first(&parsed.tree).filter(|_| !parsed.ignores_case),
            only_at_start: first::only_at_start(&parsed.tree),
            ignores_case: parsed.ignores_case,
            knows_search_start: false,
            tree: Some(parsed.tree),
        }
    }

    /// What to run on such a line; nothing if oniguruma has to search.
    pub(super) fn program(&self, line_has_folding: bool) -> Option<&Program> {
        if line_has_folding && self.ignores_case {
            return None;
        }
        let compile = || self.tree.as_ref().and_then(|tree| compile::compile(tree, self.groups));
        self.program.get_or_init(compile).as_ref()
    }

    /// What can stand behind the run a match begins in.
    pub(super) fn beyond(&self, run: Run) -> &First {
        &self.beyond[run as usize]
    }

    /// Where a wanted group of the last match lies.
    pub(super) fn group(&self, scratch: &Scratch, group: usize) -> Option<(usize, usize)> {
        scratch.group(self.program.get()?.as_ref()?, u32::try_from(group).ok()?)
    }
}

/// Whether the line has a letter that stands for ASCII letters where case is ignored (`ß` for `ss`).
pub(super) fn has_folding(line: &str) -> bool {
    let folds = |character: char| matches!(character, 'ß' | 'ẞ' | 'ſ' | 'K' | 'İ' | 'ŉ' | 'ǰ' | 'ẖ'..='ẚ' | 'ﬀ'..='ﬆ');
    !line.is_ascii() && line.chars().any(folds)
}

/// Whether a character beyond ASCII is part of a word.
fn is_wide_word(character: char) -> bool {
    static WORD: LazyLock<Arc<Question>> = LazyLock::new(|| Question::about("\\w"));
    WORD.has(character)
}

#[cfg(test)]
mod tests;
