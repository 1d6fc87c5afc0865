//! Comes in: choices that a run has left open. Goes out: where it goes on when it cannot go ahead.
//! The one thing to know: a repetition of one character is one frame, however long it is, and only
//! the places where the rest of the pattern can begin are gone back to.

use super::first::First;
use super::program::{Index, Pc, Program, Step};
use super::run::{Frame, Scratch, place};
use super::text::Text;
use super::tree::ENDLESS;

impl Scratch {
    /// Goes on with the last choice left open above `base`.
    pub(super) fn back(&mut self, program: &Program, text: &Text<'_>, base: usize) -> Option<(Pc, usize)> {
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
    pub(super) fn give_back(
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
    pub(super) fn take_more(
        &mut self,
        program: &Program,
        text: &Text<'_>,
        pc: Pc,
        at: usize,
        left: u32,
    ) -> Option<(Pc, usize)> {
        let Step::RunFew { set, then, .. } = program.steps[pc as usize] else {
            return None;
        };
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
    pub(super) fn settle(&mut self, mark: usize, stands: bool) {
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

    /// Counts bytes that were gone through.
    pub(super) fn spend(&mut self, bytes: usize) {
        self.spent += bytes as u64 / 2;
    }
}
