//! Comes in: classed pieces, line by line. Goes out: [`Highlighted`], a sample cut into tokens.
//! The one thing to know: the tokens of a line cover it without its line end, neighbours of equal
//! class are one token, and an empty line has none.

use super::class::{Class, Token};

/// A sample cut into pieces that each have one class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlighted {
    tokens: Vec<Token>,
    lines: Vec<Bounds>,
    /// The sample cost too much and is [`Class::Plain`] from its first line to its last.
    pub gave_up: bool,
}

/// Where a line lies: in the text, and in the tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    start: u32,
    tokens_end: u32,
}

/// One line of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Byte offset of the line in the text; its first token begins here.
    pub start: u32,
    /// The pieces of the line, in order; the last ends where the line end begins.
    pub tokens: &'a [Token],
}

impl Highlighted {
    /// The lines of the sample, in order.
    #[must_use]
    pub fn lines(&self) -> impl ExactSizeIterator<Item = Line<'_>> {
        let mut from = 0;
        self.lines.iter().map(move |line| {
            let tokens = &self.tokens[from..line.tokens_end as usize];
            from = line.tokens_end as usize;
            Line { start: line.start, tokens }
        })
    }

    /// A sample nobody looked into: every line is one plain token.
    pub(super) fn plain(code: &str, gave_up: bool) -> Self {
        let mut out = Self { gave_up, ..Self::default() };
        let mut start = 0;
        for line in code.split_inclusive('\n') {
            let token = Token { end: visible(line), class: Class::Plain };
            out.push_line(start, if token.end == 0 { &[] } else { std::slice::from_ref(&token) });
            start += offset(line.len());
        }
        out
    }

    /// A text too long for offsets of 32 bits: no lines at all.
    pub(super) fn refused() -> Self {
        Self { gave_up: true, ..Self::default() }
    }

    /// An empty result with room for a text of this many bytes.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self { tokens: Vec::with_capacity(bytes / 5), lines: Vec::with_capacity(bytes / 24), gave_up: false }
    }

    /// Adds a line that begins at `start` and whose tokens end at offsets inside the line.
    pub(super) fn push_line(&mut self, start: u32, tokens: &[Token]) {
        self.tokens.extend(tokens.iter().map(|token| Token { end: start + token.end, ..*token }));
        self.lines.push(Bounds { start, tokens_end: offset(self.tokens.len()) });
    }
}

/// Collects the tokens of one line.
#[derive(Debug, Default)]
pub(super) struct LineTokens {
    tokens: Vec<Token>,
    visible: u32,
}

impl LineTokens {
    /// Begins the next line.
    pub(super) fn begin(&mut self, line: &str) {
        self.tokens.clear();
        self.visible = visible(line);
    }

    /// What lies between the last piece and `end` has this class.
    pub(super) fn push(&mut self, end: usize, class: Class) {
        let end = offset(end).min(self.visible);
        match self.tokens.last_mut() {
            Some(last) if end <= last.end => {}
            Some(last) if last.class == class => last.end = end,
            None if end == 0 => {}
            _ => self.tokens.push(Token { end, class }),
        }
    }

    /// The tokens of the line, with offsets inside the line.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }
}

/// The length of a line without its line end.
fn visible(line: &str) -> u32 {
    let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    offset(line.len())
}

/// An offset as tokens hold it.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("texts beyond 4 GiB are refused before they are read")
}
