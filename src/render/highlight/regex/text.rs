//! Comes in: a line. Goes out: what a pattern wants to know at one of its places. The one thing to
//! know: places are byte offsets and always lie between characters.

use super::beyond::Run;
use super::required::NOTHING;
use super::tree::{ENDLESS, Place, Set, Wide};

/// The line a pattern is run on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a> {
    line: &'a str,
    pub(super) bytes: &'a [u8],
    /// Where the newline is that ends the line, or the end of the text.
    newline: usize,
    /// Where the search began.
    pub(crate) search_start: usize,
}

/// Where each byte is found last in a line.
#[derive(Clone, Debug)]
pub(crate) struct LastPlaces([u32; 256]);

impl Default for LastPlaces {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl LastPlaces {
    /// Looks through a line.
    pub(crate) fn read(&mut self, line: &str) {
        self.0 = [0; 256];
        for (place, byte) in (1..).zip(line.bytes()) {
            self.0[usize::from(byte)] = place;
        }
        self.0[usize::from(NOTHING)] = u32::MAX;
    }

    /// Whether these bytes are all found at or behind a place.
    #[inline]
    pub(crate) fn has_from(&self, bytes: [u8; 2], at: usize) -> bool {
        bytes.iter().all(|byte| self.0[usize::from(*byte)] as usize > at)
    }
}

impl<'a> Text<'a> {
    /// A line with its line end.
    pub(crate) fn new(line: &'a str) -> Self {
        let newline = line.len() - usize::from(line.ends_with('\n'));
        Self { line, bytes: line.as_bytes(), newline, search_start: 0 }
    }

    /// The line itself.
    pub(crate) fn line(&self) -> &'a str {
        self.line
    }

    /// The byte at a place, or none at the end.
    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The end of the character at `at` if it belongs to the set.
    #[inline]
    pub(super) fn after(&self, set: &Set, at: usize) -> Option<usize> {
        let byte = *self.bytes.get(at)?;
        if byte < 128 { set.has_ascii(byte).then_some(at + 1) } else { self.after_beyond_ascii(set, at) }
    }

    #[cold]
    fn after_beyond_ascii(&self, set: &Set, at: usize) -> Option<usize> {
        let character = self.line[at..].chars().next()?;
        let has = match &set.wide {
            Wide::None => false,
            Wide::All => true,
            Wide::Ask(question) => question.has(character),
        };
        has.then(|| at + character.len_utf8())
    }

    /// The end of the run that the byte at a place belongs to.
    pub(crate) fn run_end(&self, run: Run, at: usize) -> usize {
        at + self.bytes[at..].iter().take_while(|byte| Run::of(**byte) == Some(run)).count()
    }

    /// The beginning of the character before `at`, which is not the beginning of the line.
    pub(super) fn before(&self, at: usize) -> usize {
        let mut begin = at - 1;
        while self.bytes[begin] & 0xC0 == 0x80 {
            begin -= 1;
        }
        begin
    }

    /// The end of as many characters of the set as there are, at most `max`.
    pub(super) fn run(&self, set: &Set, from: usize, max: u32) -> usize {
        let mut at = from;
        if max != ENDLESS {
            return (0..max).try_fold(at, |at, _| self.after(set, at).ok_or(at)).unwrap_or_else(|end| end);
        }
        if set.is_not_newline() {
            // the only newline of a line is its last character
            return self.newline.max(from);
        }
        loop {
            at += self.bytes[at..].iter().take_while(|byte| **byte < 128 && set.has_ascii(**byte)).count();
            if self.bytes.get(at).is_none_or(|byte| *byte < 128) {
                return at;
            }
            match self.after_beyond_ascii(set, at) {
                Some(end) => at = end,
                None => return at,
            }
        }
    }

    /// The end of exactly `count` characters of the set.
    pub(super) fn exactly(&self, set: &Set, from: usize, count: u32) -> Option<usize> {
        (0..count).try_fold(from, |at, _| self.after(set, at))
    }

    fn is_word(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(byte) if *byte < 128 => is_ascii_word(*byte),
            Some(_) => self.line[at..].chars().next().is_some_and(super::is_wide_word),
            None => false,
        }
    }

    pub(super) fn holds(&self, place: Place, at: usize) -> bool {
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

    #[inline]
    fn is_edge(&self, at: usize) -> bool {
        if let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| self.bytes[at]), self.byte(at))
            && before < 128
            && after < 128
        {
            return is_ascii_word(before) != is_ascii_word(after);
        }
        let before = at > 0 && self.is_word(self.before(at));
        before != self.is_word(at)
    }
}

#[inline]
fn is_ascii_word(byte: u8) -> bool {
    const WORD: [u64; 2] = [0x03FF_0000_0000_0000, 0x07FF_FFFE_87FF_FFFE];
    WORD[usize::from(byte >> 6 & 1)] >> (byte & 63) & 1 == 1
}
