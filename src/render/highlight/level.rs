//! Comes in: pushes and pops of contexts. Goes out: the stack of contexts as one number. The one
//! thing to know: like scope stacks, context stacks are nodes of a tree that only grows; what
//! `with_prototype` adds and what text a pattern is made of are part of the node.

use super::grammar::ContextNo;
use super::hash::FastMap;

/// A stack of contexts: a node of the [`LevelTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LevelNo(u32);

/// The texts of the groups of a match, for patterns that are made of them; 0 stands for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TextsNo(u32);

impl TextsNo {
    /// No match whose groups could be referred to.
    pub(super) const NONE: Self = Self(0);
}

/// The text of each group that has matched.
pub(super) type Texts = Vec<Option<Box<str>>>;

/// The innermost context of a stack and what lies around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Level {
    pub(super) below: LevelNo,
    pub(super) context: ContextNo,
    /// Contexts that compete before this and every inner context, from a `with_prototype`.
    pub(super) prototypes: Vec<ContextNo>,
    pub(super) texts: TextsNo,
    /// Below this depth the prototypes of the stack do not count.
    pub(super) prototypes_from: u32,
    /// The number of contexts on the stack.
    pub(super) depth: u32,
}

/// All stacks of contexts seen so far.
#[derive(Debug, Default)]
pub(super) struct LevelTree {
    levels: Vec<Level>,
    numbers: FastMap<Level, LevelNo>,
    texts: Vec<Texts>,
    texts_numbers: FastMap<Texts, TextsNo>,
}

impl LevelTree {
    /// The number of stacks, by which memory can be bounded.
    pub(super) fn len(&self) -> usize {
        self.levels.len() + self.texts.len()
    }

    pub(super) fn get(&self, level: LevelNo) -> &Level {
        &self.levels[level.0 as usize]
    }

    /// The stack of a sample's beginning.
    pub(super) fn bottom(&mut self, context: ContextNo) -> LevelNo {
        let texts = TextsNo::NONE;
        let below = LevelNo(0);
        self.number(Level { below, context, prototypes: Vec::new(), texts, prototypes_from: 0, depth: 1 })
    }

    /// The stack this level is the top of.
    pub(super) fn number(&mut self, level: Level) -> LevelNo {
        if let Some(known) = self.numbers.get(&level) {
            return *known;
        }
        let number = LevelNo(small(self.levels.len()));
        self.levels.push(level.clone());
        self.numbers.insert(level, number);
        number
    }

    /// The texts of a match as a number.
    pub(super) fn texts_number(&mut self, texts: Texts) -> TextsNo {
        if let Some(known) = self.texts_numbers.get(&texts) {
            return *known;
        }
        self.texts.push(texts.clone());
        let number = TextsNo(small(self.texts.len()));
        self.texts_numbers.insert(texts, number);
        number
    }

    /// The texts of a number that is not [`TextsNo::NONE`].
    pub(super) fn texts(&self, number: TextsNo) -> &Texts {
        &self.texts[number.0 as usize - 1]
    }

    /// The levels whose prototypes compete in this stack, outermost first.
    pub(super) fn with_prototypes(&self, top: LevelNo) -> Vec<LevelNo> {
        let mut levels = Vec::new();
        let from = self.get(top).prototypes_from;
        let mut number = top;
        loop {
            let level = self.get(number);
            if !level.prototypes.is_empty() {
                levels.push(number);
            }
            if level.depth - 1 <= from {
                break;
            }
            number = level.below;
        }
        levels.reverse();
        levels
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).expect("a worker is renewed long before")
}
