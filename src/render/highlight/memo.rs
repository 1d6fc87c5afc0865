//! Comes in: a line and the state it begins in. Goes out: its tokens and the state behind it, if the
//! line was read before. The one thing to know: lines and tokens lie one behind the other in two
//! buffers, and when those are full everything is forgotten.

use super::class::Token;
use super::hash::{self, FastMap};
use super::states::StateNo;

/// A longer line is not remembered.
const LONGEST: usize = 1 << 10;
/// What one memo may hold: lines, tokens and the table that finds them.
const MOST_BYTES: usize = 1 << 20;

/// Lines that were read.
#[derive(Debug, Default)]
pub(super) struct Memo {
    lines: Vec<u8>,
    tokens: Vec<Token>,
    known: FastMap<u64, Known>,
}

/// Where a line and its tokens lie.
#[derive(Clone, Copy, Debug)]
struct Known {
    state: StateNo,
    next: StateNo,
    line: u32,
    length: u16,
    count: u16,
    tokens: u32,
}

impl Memo {
    /// The tokens of the line and the state behind it.
    pub(super) fn get(&self, key: u64, state: StateNo, line: &str) -> Option<(&[Token], StateNo)> {
        let known = self.known.get(&key)?;
        let begin = known.line as usize;
        let same = known.state == state && self.lines[begin..begin + usize::from(known.length)] == *line.as_bytes();
        let tokens = known.tokens as usize;
        same.then(|| (&self.tokens[tokens..tokens + usize::from(known.count)], known.next))
    }

    /// Remembers a line.
    pub(super) fn put(&mut self, key: u64, state: StateNo, line: &str, tokens: &[Token], next: StateNo) {
        if line.len() > LONGEST {
            return;
        }
        let size = self.lines.len() + size_of_val(&self.tokens[..]) + self.known.len() * 2 * size_of::<(u64, Known)>();
        if size > MOST_BYTES {
            *self = Self::default();
        }
        let known = Known {
            state,
            next,
            line: small(self.lines.len()),
            length: u16::try_from(line.len()).unwrap_or(0),
            count: u16::try_from(tokens.len()).unwrap_or(0),
            tokens: small(self.tokens.len()),
        };
        self.lines.extend_from_slice(line.as_bytes());
        self.tokens.extend_from_slice(tokens);
        self.known.insert(key, known);
    }

    /// The key of a line for [`Memo::get`] and [`Memo::put`].
    pub(super) fn key(state: StateNo, line: &str) -> u64 {
        hash::of_line(state.0, line.as_bytes())
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).expect("the buffers are bounded")
}
