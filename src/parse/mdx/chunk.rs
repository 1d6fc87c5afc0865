//! A run of text with the container prefixes of its lines taken away, and the way back to the source.
//!
//! A tag in a list or a quote may go over several lines; to read it, their `>` and indentation must not be seen,
//! but its positions must be those of the file.

use std::borrow::Cow;

use crate::model::place::Span;

#[derive(Debug, Clone)]
pub(super) struct Chunk<'t> {
    text: Cow<'t, str>,
    /// `(offset in the text, offset in the source)`: from there on both grow together.
    pieces: Vec<(usize, usize)>,
}

impl<'t> Chunk<'t> {
    /// One unbroken range of the source.
    pub fn whole(source: &'t str, start: usize, end: usize) -> Self {
        Self { text: Cow::Borrowed(&source[start..end]), pieces: vec![(0, start)] }
    }

    /// Lines of the source, joined by line feeds.
    pub fn lines(source: &'t str, lines: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut text = String::new();
        let mut pieces = Vec::new();
        for (index, (start, end)) in lines.enumerate() {
            if index > 0 {
                text.push('\n');
            }
            pieces.push((text.len(), start));
            text.push_str(&source[start..end]);
        }
        Self { text: Cow::Owned(text), pieces }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn source(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.0 <= at).saturating_sub(1);
        let (here, there) = self.pieces.get(index).copied().unwrap_or_default();
        there + (at - here.min(at))
    }

    pub fn span(&self, start: usize, end: usize) -> Span {
        if end <= start {
            return Span::new(self.source(start), self.source(start));
        }
        Span::new(self.source(start), self.source(end - 1) + 1)
    }
}
