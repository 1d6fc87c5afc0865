//! Comes in: a program and a place in a line. Goes out: where the match that begins exactly there
//! ends, and where its groups lie. The one thing to know: choices left open are frames on one stack
//! that is reused, and every frame taken back costs a step of the sample's budget.

use super::program::{Index, Pc, Program, Step};
use super::text::Text;
use super::tree::ENDLESS;

/// A run that costs more is stopped: its pattern tries exponentially many ways.
const MOST_FOR_ONE_RUN: u64 = 100_000;
/// Where a part of a pattern ends does not matter.
const ANYWHERE: usize = usize::MAX;
/// No place.
const NOWHERE: u32 = u32::MAX;

/// What is used again from one run to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(super) frames: Vec<Frame>,
    /// Places of groups and loops of the last run.
    pub(crate) slots: Vec<u32>,
    /// What all runs together have cost: choices, ways taken back, and bytes gone through for them.
    pub(crate) spent: u64,
    /// What they may cost: beyond it, searches end without a result.
    pub(crate) most: u64,
    /// The last run was stopped because it alone had cost too much; oniguruma is to be asked.
    pub(crate) overrun: bool,
    /// Where the match ends, if not where the last step is reached.
    end: Option<usize>,
    /// Where `spent` stops the present run.
    pub(super) limit: u64,
}

/// A choice left open, or what to undo on the way back to one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame {
    Branch { pc: Pc, at: u32 },
    GiveBack { pc: Pc, at: u32, low: u32, then: Index },
    TakeMore { pc: Pc, at: u32, left: u32 },
    Slot { slot: Index, old: u32 },
}

impl Scratch {
    /// The end of the match that begins exactly at `at`; then [`super::Pattern::group`] knows its groups.
    pub(crate) fn run(&mut self, program: &Program, text: &Text<'_>, at: usize) -> Option<usize> {
        self.frames.clear();
        self.limit = self.spent + MOST_FOR_ONE_RUN + 2 * text.bytes.len() as u64;
        self.overrun = false;
        if program.slots > 0 {
            self.slots.clear();
            self.slots.resize(program.slots, NOWHERE);
        }
        self.end = None;
        let end = self.run_from(program, text, 0, at, ANYWHERE)?;
        Some(self.end.unwrap_or(end))
    }

    /// Where a group of the last match lies.
    pub(super) fn group(&self, program: &Program, group: u32) -> Option<(usize, usize)> {
        let slot = *program.groups.get(&group)? as usize;
        let (begin, end) = (*self.slots.get(slot)?, *self.slots.get(slot + 1)?);
        (begin != NOWHERE && end != NOWHERE).then_some((begin as usize, end as usize))
    }

    /// Runs from a step to the next `Done`, which must be reached at `end`.
    #[expect(clippy::too_many_lines, reason = "one arm for each step; the loop is what all the time goes into")]
    fn run_from(&mut self, program: &Program, text: &Text<'_>, pc: Pc, at: usize, end: usize) -> Option<usize> {
        let base = self.frames.len();
        let (mut pc, mut at) = (pc, at);
        loop {
            // an arm that cannot go on falls through to the last line
            match program.steps[pc as usize] {
                Step::Byte(byte) => {
                    if text.byte(at) == Some(byte) {
                        (pc, at) = (pc + 1, at + 1);
                        continue;
                    }
                }
                Step::Letter(letter) => {
                    if text.byte(at).is_some_and(|byte| byte | 0x20 == letter) {
                        (pc, at) = (pc + 1, at + 1);
                        continue;
                    }
                }
                Step::Text(wanted) => {
                    let wanted = &program.texts[wanted as usize];
                    if text.bytes[at..].starts_with(wanted) {
                        (pc, at) = (pc + 1, at + wanted.len());
                        continue;
                    }
                }
                Step::TextAnyCase(wanted) => {
                    let wanted = &program.texts[wanted as usize];
                    if text.bytes.get(at..at + wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(wanted)) {
                        (pc, at) = (pc + 1, at + wanted.len());
                        continue;
                    }
                }
                Step::Set(set) => {
                    if let Some(end) = text.after(&program.sets[set as usize], at) {
                        (pc, at) = (pc + 1, end);
                        continue;
                    }
                }
                Step::RunAll { set, min, max } => {
                    let set = &program.sets[set as usize];
                    if let Some(low) = text.exactly(set, at, min) {
                        let end = text.run(set, low, left(min, max));
                        self.spend(end - at);
                        (pc, at) = (pc + 1, end);
                        continue;
                    }
                }
                Step::Run { set, min, max, then } => {
                    let set = &program.sets[set as usize];
                    if let Some(low) = text.exactly(set, at, min) {
                        let end = text.run(set, low, left(min, max));
                        self.spend(end - at);
                        if let Some(went) = self.give_back(program, text, pc + 1, end, low, then) {
                            (pc, at) = went;
                            continue;
                        }
                    }
                }
                Step::RunFew { set, min, max, then } => {
                    if let Some(low) = text.exactly(&program.sets[set as usize], at, min) {
                        let left = left(min, max);
                        if program.firsts[then as usize].has(text.byte(low)) {
                            self.frames.push(Frame::TakeMore { pc, at: place(low), left });
                            (pc, at) = (pc + 1, low);
                            continue;
                        }
                        if let Some(went) = self.take_more(program, text, pc, low, left) {
                            (pc, at) = went;
                            continue;
                        }
                    }
                }
                Step::Fork { one, other, one_first, other_first } => {
                    let byte = text.byte(at);
                    self.spent += 1;
                    if program.firsts[one_first as usize].has(byte) {
                        if program.firsts[other_first as usize].has(byte) {
                            self.frames.push(Frame::Branch { pc: other, at: place(at) });
                        }
                        pc = one;
                    } else {
                        pc = other;
                    }
                    continue;
                }
                Step::Jump(to) => {
                    pc = to;
                    continue;
                }
                Step::Choose(table) => {
                    self.spent += 1;
                    let table = &program.tables[table as usize];
                    pc = table.targets[usize::from(table.lines[text.byte(at).map_or(256, usize::from)])];
                    continue;
                }
                Step::Fail => {}
                Step::Save(slot) => {
                    let old = std::mem::replace(&mut self.slots[slot as usize], place(at));
                    self.frames.push(Frame::Slot { slot, old });
                    pc += 1;
                    continue;
                }
                Step::At(place) => {
                    if text.holds(place, at) {
                        pc += 1;
                        continue;
                    }
                }
                Step::Peek { set, negated } => {
                    if text.after(&program.sets[set as usize], at).is_some() != negated {
                        pc += 1;
                        continue;
                    }
                }
                Step::PeekBack { set, negated } => {
                    let found = at > 0 && text.after(&program.sets[set as usize], text.before(at)).is_some();
                    if found != negated {
                        pc += 1;
                        continue;
                    }
                }
                Step::Ahead { next, negated } => {
                    let mark = self.frames.len();
                    let found = self.run_from(program, text, pc + 1, at, ANYWHERE).is_some();
                    self.settle(mark, found && !negated);
                    if found != negated {
                        pc = next;
                        continue;
                    }
                }
                Step::Behind { next, min, max, negated } => {
                    if self.behind(program, text, pc + 1, at, (min, max), negated) != negated {
                        pc = next;
                        continue;
                    }
                }
                Step::Once { next } => {
                    let mark = self.frames.len();
                    let found = self.run_from(program, text, pc + 1, at, ANYWHERE);
                    self.settle(mark, found.is_some());
                    if let Some(end) = found {
                        (pc, at) = (next, end);
                        continue;
                    }
                }
                Step::Progress { slot, out } => {
                    pc = if self.slots[slot as usize] == place(at) { out } else { pc + 1 };
                    continue;
                }
                Step::Again { slot, any_case } => {
                    if let Some(end) = self.again(text, slot, any_case, at) {
                        (pc, at) = (pc + 1, end);
                        continue;
                    }
                }
                Step::EndHere => {
                    self.end = Some(at);
                    pc += 1;
                    continue;
                }
                Step::Done => {
                    if end == ANYWHERE || end == at {
                        return Some(at);
                    }
                }
            }
            (pc, at) = self.back(program, text, base)?;
        }
    }

    /// Whether a match of what begins at `pc` ends exactly at `at`, some characters further on.
    fn behind(
        &mut self,
        program: &Program,
        text: &Text<'_>,
        pc: Pc,
        at: usize,
        (min, max): (u32, u32),
        negated: bool,
    ) -> bool {
        let mut begin = at;
        for _ in 0..min {
            if begin == 0 {
                return false;
            }
            begin = text.before(begin);
        }
        let mut left = max - min;
        loop {
            let mark = self.frames.len();
            let found = self.run_from(program, text, pc, begin, at).is_some();
            self.settle(mark, found && !negated);
            if found || left == 0 || begin == 0 {
                return found;
            }
            left -= 1;
            begin = text.before(begin);
            self.spend(1);
        }
    }

    fn again(&self, text: &Text<'_>, slot: Index, any_case: bool, at: usize) -> Option<usize> {
        let (begin, end) = (self.slots[slot as usize], self.slots[slot as usize + 1]);
        if begin == NOWHERE || end == NOWHERE {
            return None;
        }
        let wanted = text.bytes.get(begin as usize..end as usize)?;
        let found = text.bytes.get(at..at + wanted.len())?;
        let same = if any_case { found.eq_ignore_ascii_case(wanted) } else { found == wanted };
        same.then_some(at + wanted.len())
    }
}

/// How many characters a run may take beyond its least.
fn left(min: u32, max: u32) -> u32 {
    if max == ENDLESS { max } else { max - min }
}

pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).expect("longer texts are refused")
}
