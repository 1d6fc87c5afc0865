//! Comes in: a pattern in oniguruma's syntax, a line and a place. Goes out: whether a match begins
//! exactly there, where it ends, and where its groups lie. The one thing to know: the answer is
//! always oniguruma's, only faster; a pattern that uses what this engine does not have, or ignores
//! case on a line with one of the few letters that only Unicode folds into ASCII, is left to it.

mod ask;
mod class;
mod compile;
mod first;
mod parse;
mod program;
mod run;
mod tree;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ask::Question;
pub(super) use compile::Groups;
pub(super) use first::First;
use program::Program;
pub(super) use run::{Scratch, Text};
use tree::{Node, Place};

/// A pattern that is ready to be run.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The steps to run, or nothing if only oniguruma can.
    program: Option<Program>,
    /// What a match can begin with.
    pub(super) first: First,
    /// A match can only begin at the beginning of the line.
    pub(super) only_at_start: bool,
    /// Case is ignored, so some letters beyond ASCII stand for ASCII ones.
    pub(super) ignores_case: bool,
    /// The place where the search began matters (`\G`).
    pub(super) knows_search_start: bool,
}

/// Patterns are shared between threads and syntaxes.
static PATTERNS: LazyLock<Mutex<BTreeMap<(String, Groups), Arc<Pattern>>>> = LazyLock::new(Mutex::default);

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
    /// Reads and compiles a pattern.
    pub(super) fn new(text: &str, groups: Groups) -> Self {
        let unreadable = Self {
            program: None,
            first: First::ALL,
            only_at_start: false,
            ignores_case: false,
            knows_search_start: text.contains("\\G"),
        };
        let Ok(parsed) = parse::parse(text) else { return unreadable };
        let tree = parsed.tree;
        let knows_search_start = tree.any(&mut |node| matches!(node, Node::At(Place::SearchStart)));
        if knows_search_start {
            return unreadable;
        }
        Self {
            program: compile::compile(&tree, groups),
            first: first::first(&tree, First::ALL),
            only_at_start: first::only_at_start(&tree),
            ignores_case: parsed.ignores_case,
            knows_search_start,
        }
    }

    /// Whether [`Pattern::match_at`] works on this pattern and this kind of line.
    pub(super) fn runs(&self, line_has_folding: bool) -> bool {
        self.program.is_some() && !(line_has_folding && self.ignores_case)
    }

    /// The end of the match that begins exactly at `at`.
    pub(super) fn match_at(&self, scratch: &mut Scratch, text: &Text<'_>, at: usize) -> Option<usize> {
        scratch.run(self.program.as_ref()?, text, at)
    }

    /// Where a wanted group of the last match lies.
    pub(super) fn group(&self, scratch: &Scratch, group: usize) -> Option<(usize, usize)> {
        scratch.group(self.program.as_ref()?, u32::try_from(group).ok()?)
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
