//! Comes in: a program and a place in a line. Goes out: where the match that begins exactly there
//! ends, and where its groups lie. The one thing to know: choices left open are frames on one stack
//! that is reused, and every frame taken back costs a step of the sample's budget.

use super::first::First;
use super::program::{Index, Pc, Program, Step};
use super::tree::{ENDLESS, Place, Set, Wide};

/// A run that costs more is stopped: its pattern tries exponentially many ways.
const MOST_FOR_ONE_RUN: u64 = 100_000;
/// Where a part of a pattern ends does not matter.
const ANYWHERE: usize = usize::MAX;
/// No place.
const NOWHERE: u32 = u32::MAX;

/// The line a pattern is run on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Where the newline is that ends the line, or the end of the text.
    newline: usize,
    /// Where the search began.
    pub(crate) search_start: usize,
}

/// What is used again from one run to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    frames: Vec<Frame>,
    /// Places of groups and loops of the last run.
    pub(crate) slots: Vec<u32>,
    /// What all runs together have cost: the frames taken back, and the bytes gone through for that.
    pub(crate) spent: u64,
    /// The last run was stopped because it alone had cost too much; oniguruma is to be asked.
    pub(crate) overrun: bool,
    /// Where `spent` stops the present run.
    limit: u64,
}

/// A choice left open, or what to undo on the way back to one.
#[derive(Clone, Copy, Debug)]
enum Frame {
    Branch { pc: Pc, at: u32 },
    GiveBack { pc: Pc, at: u32, low: u32, then: Index },
    TakeMore { pc: Pc, at: u32, left: u32 },
    Slot { slot: Index, old: u32 },
}

impl<'a> Text<'a> {
    /// A line with its line end.
    pub(crate) fn new(text: &'a str) -> Self {
        let newline = text.len() - usize::from(text.ends_with('\n'));
        Self { text, bytes: text.as_bytes(), newline, search_start: 0 }
    }

    /// The line itself.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The byte at a place, or none at the end.
    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The end of the character at `at` if it belongs to the set.
    #[inline]
    fn after(&self, set: &Set, at: usize) -> Option<usize> {
        let byte = *self.bytes.get(at)?;
        if byte < 128 {
            return (set.ascii >> byte & 1 == 1).then_some(at + 1);
        }
        match &set.wide {
            Wide::None => None,
            Wide::All => Some(self.after_wide(at)),
            Wide::Ask(question) => {
                let character = self.text[at..].chars().next()?;
                question.has(character).then(|| at + character.len_utf8())
            }
        }
    }

    fn after_wide(&self, at: usize) -> usize {
        let more = self.bytes[at + 1..].iter().take_while(|byte| **byte & 0xC0 == 0x80).count();
        at + 1 + more
    }

    /// The beginning of the character before `at`, which is not the beginning of the line.
    fn before(&self, at: usize) -> usize {
        let mut begin = at - 1;
        while self.bytes[begin] & 0xC0 == 0x80 {
            begin -= 1;
        }
        begin
    }

    /// The end of as many characters of the set as there are, at most `max`.
    fn run(&self, set: &Set, from: usize, max: u32) -> usize {
        let mut at = from;
        if max != ENDLESS {
            return (0..max).try_fold(at, |at, _| self.after(set, at).ok_or(at)).unwrap_or_else(|end| end);
        }
        if set.ascii == Set::NOT_NEWLINE.ascii && matches!(set.wide, Wide::All) {
            // the only newline of a line is its last character
            return self.newline.max(from);
        }
        while let Some(end) = self.after(set, at) {
            at = end;
        }
        at
    }

    /// The end of exactly `count` characters of the set.
    fn exactly(&self, set: &Set, from: usize, count: u32) -> Option<usize> {
        (0..count).try_fold(from, |at, _| self.after(set, at))
    }

    fn is_word(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(byte) if *byte < 128 => byte.is_ascii_alphanumeric() || *byte == b'_',
            Some(_) => self.text[at..].chars().next().is_some_and(super::is_wide_word),
            None => false,
        }
    }

    fn holds(&self, place: Place, at: usize) -> bool {
        let end = self.bytes.len();
        match place {
            Place::LineStart => at == 0 || at < end && self.bytes[at - 1] == b'\n',
            Place::LineEnd => at == end || self.bytes[at] == b'\n',
            Place::TextStart => at == 0,
            Place::TextEnd => at == end,
            Place::TextEndOrNewline => at == end || at + 1 == end && self.bytes[at] == b'\n',
            Place::WordEdge => self.is_edge(at),
            Place::NotWordEdge => !self.is_edge(at),
            Place::SearchStart => at == self.search_start,
        }
    }

    fn is_edge(&self, at: usize) -> bool {
        let before = at > 0 && self.is_word(self.before(at));
        before != self.is_word(at)
    }
}

impl Scratch {
    /// The end of the match that begins at `at`; the slots then hold its groups.
    pub(super) fn run(&mut self, program: &Program, text: &Text<'_>, at: usize) -> Option<usize> {
        self.frames.clear();
        self.limit = self.spent + MOST_FOR_ONE_RUN;
        self.overrun = false;
        self.slots.clear();
        self.slots.resize(program.slots, NOWHERE);
        self.run_from(program, text, 0, at, ANYWHERE)
    }

    /// Where a group of the last match lies.
    pub(super) fn group(&self, program: &Program, group: u32) -> Option<(usize, usize)> {
        let slot = *program.groups.get(&group)? as usize;
        let (begin, end) = (*self.slots.get(slot)?, *self.slots.get(slot + 1)?);
        (begin != NOWHERE && end != NOWHERE).then_some((begin as usize, end as usize))
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each step; the loop is what all the time goes into")]
    fn run_from(&mut self, program: &Program, text: &Text<'_>, pc: Pc, at: usize, end: usize) -> Option<usize> {
        let base = self.frames.len();
        let (mut pc, mut at) = (pc, at);
        loop {
            let next = pc + 1;
            let went = match program.steps[pc as usize] {
                Step::Byte(byte) => (text.byte(at) == Some(byte)).then_some((next, at + 1)),
                Step::Letter(letter) => {
                    text.byte(at).is_some_and(|byte| byte | 0x20 == letter).then_some((next, at + 1))
                }
                Step::Text(wanted) => {
                    let wanted = &program.texts[wanted as usize];
                    text.bytes[at..].starts_with(wanted).then_some((next, at + wanted.len()))
                }
                Step::TextAnyCase(wanted) => {
                    let wanted = &program.texts[wanted as usize];
                    let found = text.bytes.get(at..at + wanted.len());
                    found.is_some_and(|found| found.eq_ignore_ascii_case(wanted)).then_some((next, at + wanted.len()))
                }
                Step::Set(set) => text.after(&program.sets[set as usize], at).map(|end| (next, end)),
                Step::RunAll { set, min, max } => {
                    let set = &program.sets[set as usize];
                    let low = text.exactly(set, at, min);
                    low.map(|low| (next, text.run(set, low, if max == ENDLESS { max } else { max - min })))
                }
                Step::Run { set, min, max, then } => {
                    let set = &program.sets[set as usize];
                    match text.exactly(set, at, min) {
                        Some(low) => {
                            let left = if max == ENDLESS { max } else { max - min };
                            let end = text.run(set, low, left);
                            self.give_back(program, text, next, end, low, then)
                        }
                        None => None,
                    }
                }
                Step::RunFew { set, min, max, then } => match text.exactly(&program.sets[set as usize], at, min) {
                    Some(low) => {
                        let left = if max == ENDLESS { max } else { max - min };
                        if program.firsts[then as usize].has(text.byte(low)) {
                            self.frames.push(Frame::TakeMore { pc, at: place(low), left });
                            Some((next, low))
                        } else {
                            self.take_more(program, text, pc, low, left)
                        }
                    }
                    None => None,
                },
                Step::Fork { one, other, one_first, other_first } => {
                    let byte = text.byte(at);
                    if program.firsts[one_first as usize].has(byte) {
                        if program.firsts[other_first as usize].has(byte) {
                            self.frames.push(Frame::Branch { pc: other, at: place(at) });
                        }
                        Some((one, at))
                    } else {
                        Some((other, at))
                    }
                }
                Step::Jump(to) => Some((to, at)),
                Step::Choose(table) => {
                    let table = &program.tables[table as usize];
                    let line = table.lines[text.byte(at).map_or(256, usize::from)];
                    Some((table.targets[usize::from(line)], at))
                }
                Step::Fail => None,
                Step::Save(slot) => {
                    let old = std::mem::replace(&mut self.slots[slot as usize], place(at));
                    self.frames.push(Frame::Slot { slot, old });
                    Some((next, at))
                }
                Step::At(place) => text.holds(place, at).then_some((next, at)),
                Step::Peek { set, negated } => {
                    (text.after(&program.sets[set as usize], at).is_some() != negated).then_some((next, at))
                }
                Step::PeekBack { set, negated } => {
                    let found = at > 0 && text.after(&program.sets[set as usize], text.before(at)).is_some();
                    (found != negated).then_some((next, at))
                }
                Step::Ahead { next: out, negated } => {
                    let mark = self.frames.len();
                    let found = self.run_from(program, text, next, at, ANYWHERE).is_some();
                    self.settle(mark, found && !negated);
                    (found != negated).then_some((out, at))
                }
                Step::Behind { next: out, min, max, negated } => {
                    let found = self.behind(program, text, next, at, min, max, negated);
                    (found != negated).then_some((out, at))
                }
                Step::Once { next: out } => {
                    let mark = self.frames.len();
                    let found = self.run_from(program, text, next, at, ANYWHERE);
                    self.settle(mark, found.is_some());
                    found.map(|end| (out, end))
                }
                Step::Progress { slot, out } => {
                    Some((if self.slots[slot as usize] == place(at) { out } else { next }, at))
                }
                Step::Again { slot, any_case } => self.again(text, slot, any_case, at).map(|end| (next, end)),
                Step::Done if end == ANYWHERE || end == at => return Some(at),
                Step::Done => None,
            };
            (pc, at) = match went {
                Some(went) => went,
                None => self.back(program, text, base)?,
            };
        }
    }

    /// Goes on with the last choice left open above `base`.
    fn back(&mut self, program: &Program, text: &Text<'_>, base: usize) -> Option<(Pc, usize)> {
        while self.frames.len() > base {
            match self.frames.pop()? {
                Frame::Slot { slot, old } => self.slots[slot as usize] = old,
                frame => {
                    if self.spent >= self.limit {
                        self.overrun = true;
                        self.undo(base);
                        return None;
                    }
                    self.spent += 1;
                    match frame {
                        Frame::Branch { pc, at } => return Some((pc, at as usize)),
                        Frame::GiveBack { pc, at, low, then } => {
                            let end = text.before(at as usize);
                            if let Some(went) = self.give_back(program, text, pc, end, low as usize, then) {
                                return Some(went);
                            }
                        }
                        Frame::TakeMore { pc, at, left } => {
                            if let Some(went) = self.take_more(program, text, pc, at as usize, left) {
                                return Some(went);
                            }
                        }
                        Frame::Slot { .. } => {}
                    }
                }
            }
        }
        None
    }

    /// The greatest place from `end` down to `low` where `then` can go on.
    fn give_back(
        &mut self,
        program: &Program,
        text: &Text<'_>,
        pc: Pc,
        end: usize,
        low: usize,
        then: Index,
    ) -> Option<(Pc, usize)> {
        let first = &program.firsts[then as usize];
        let mut at = end;
        if *first != First::ALL {
            while !first.has(text.byte(at)) {
                if at <= low {
                    self.spend(end - at);
                    return None;
                }
                at = text.before(at);
            }
            self.spend(end - at);
        }
        if at > low {
            self.frames.push(Frame::GiveBack { pc, at: place(at), low: place(low), then });
        }
        Some((pc, at))
    }

    /// One character more for a run that takes few, and on to where `then` can go on.
    fn take_more(&mut self, program: &Program, text: &Text<'_>, pc: Pc, at: usize, left: u32) -> Option<(Pc, usize)> {
        let Step::RunFew { set, then, .. } = program.steps[pc as usize] else { return None };
        let (set, first) = (&program.sets[set as usize], &program.firsts[then as usize]);
        let (mut end, mut left) = (at, left);
        loop {
            if left == 0 {
                return None;
            }
            end = text.after(set, end)?;
            if left != ENDLESS {
                left -= 1;
            }
            if first.has(text.byte(end)) {
                break;
            }
        }
        self.spend(end - at);
        self.frames.push(Frame::TakeMore { pc, at: place(end), left });
        Some((pc + 1, end))
    }

    /// Forgets the choices above `mark`, but keeps what is to be undone if the match stands.
    fn settle(&mut self, mark: usize, stands: bool) {
        if stands {
            let mut kept = mark;
            for at in mark..self.frames.len() {
                if matches!(self.frames[at], Frame::Slot { .. }) {
                    self.frames[kept] = self.frames[at];
                    kept += 1;
                }
            }
            self.frames.truncate(kept);
        } else {
            self.undo(mark);
        }
    }

    fn undo(&mut self, mark: usize) {
        while self.frames.len() > mark {
            if let Some(Frame::Slot { slot, old }) = self.frames.pop() {
                self.slots[slot as usize] = old;
            }
        }
    }

    /// Whether a match of what begins at `pc` ends exactly at `at`.
    #[expect(clippy::too_many_arguments, reason = "the parts of one step")]
    fn behind(
        &mut self,
        program: &Program,
        text: &Text<'_>,
        pc: Pc,
        at: usize,
        min: u32,
        max: u32,
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
            let found = self.run_from(program, text, pc, begin, at);
            self.settle(mark, found.is_some() && !negated);
            if found.is_some() {
                return true;
            }
            if left == 0 || begin == 0 {
                return false;
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

    fn spend(&mut self, bytes: usize) {
        self.spent += bytes as u64 / 8;
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).expect("longer texts are refused")
}
