//! Comes in: nothing; these are the steps a pattern is turned into. Goes out: [`Program`]. The one
//! thing to know: a step either goes on with the next one or fails, and a failure goes back to the
//! last choice that was left open.

use std::collections::BTreeMap;

use super::first::First;
use super::tree::{Place, Set};

/// A pattern as a list of steps.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) sets: Vec<Set>,
    pub(super) firsts: Vec<First>,
    pub(super) texts: Vec<Box<[u8]>>,
    /// Where each byte (and, last, the end of the text) leads at a choice between many branches.
    pub(super) tables: Vec<Table>,
    /// Slots for the places of groups (two each, group 0 not among them), then for loops.
    pub(super) slots: usize,
    /// The first slot of each group that has slots.
    pub(super) groups: BTreeMap<u32, Index>,
}

/// Where to go on for each byte, and for the end of the text.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) lines: Box<[u8; 257]>,
    pub(super) targets: Vec<Pc>,
}

/// The number of a step.
pub(super) type Pc = u32;
/// A number in one of the program's lists.
pub(super) type Index = u32;

/// One step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// This byte.
    Byte(u8),
    /// This ASCII letter, lower or upper case.
    Letter(u8),
    /// These bytes.
    Text(Index),
    /// These bytes, ASCII letters in either case.
    TextAnyCase(Index),
    /// A character of the set.
    Set(Index),
    /// As many characters of the set as there are, then fewer, where `then` can go on.
    Run { set: Index, min: u32, max: u32, then: Index },
    /// As many characters of the set as there are, and never fewer.
    RunAll { set: Index, min: u32, max: u32 },
    /// As few characters of the set as possible, then more, where `then` can go on.
    RunFew { set: Index, min: u32, max: u32, then: Index },
    /// First one way, then the other, each only if the next byte is among its first ones.
    Fork { one: Pc, other: Pc, one_first: Index, other_first: Index },
    /// Goes on elsewhere.
    Jump(Pc),
    /// The next byte decides where to go on.
    Choose(Index),
    /// No way to go on.
    Fail,
    /// Remembers the place in a slot.
    Save(Index),
    /// A condition on the place.
    At(Place),
    /// Whether the next character belongs to the set.
    Peek { set: Index, negated: bool },
    /// Whether the character before belongs to the set.
    PeekBack { set: Index, negated: bool },
    /// Whether what follows up to `Done` matches ahead; goes on at `next`.
    Ahead { next: Pc, negated: bool },
    /// Whether what follows up to `Done` matches behind, beginning `min` to `max` characters before.
    Behind { next: Pc, min: u32, max: u32, negated: bool },
    /// What follows up to `Done`, once and for all; goes on at `next`.
    Once { next: Pc },
    /// Leaves the loop if the round that began at the place in the slot has matched nothing.
    Progress { slot: Index, out: Pc },
    /// What the group with these slots has matched.
    Again { slot: Index, any_case: bool },
    /// The match ends here, if the rest of the pattern matches too.
    EndHere,
    /// The end of the pattern, or of a part that is run for itself.
    Done,
}
