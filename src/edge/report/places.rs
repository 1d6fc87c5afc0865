//! Spots of a source as lines and columns: quick, however many are asked for and however long a line is.

use std::ops::Range;

use crate::model::place::{Place, Span, Spot};
use crate::parse::front_matter::yaml_range;
use crate::parse::locate::Outline;

/// Bytes between two places of which the column is kept.
const STRIDE: usize = 512;
/// So much of a line is shown on each side of a place, at most.
const AROUND: usize = 1000;

/// The text of one source.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the text is a part of what is known of it")]
pub struct Text {
    text: String,
    /// Where each line starts.
    lines: Vec<usize>,
    /// Characters before every [`STRIDE`] bytes.
    counted: Vec<usize>,
    /// The YAML in it, and where its values are; made when it is first asked for.
    outline: Option<(Range<usize>, Outline)>,
    is_page: bool,
}

/// Line and column, from 1; columns in characters.
pub type At = (usize, usize);

/// A piece of a line, and how many characters of the line stand before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub words: String,
    pub before: usize,
    /// Whether the line goes on behind it.
    pub more: bool,
}

impl Text {
    #[must_use]
    pub fn new(bytes: &[u8], is_page: bool) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut lines = vec![0];
        let mut counted = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut chars = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                counted.push(chars);
            }
            // Continuation bytes begin no character.
            chars += usize::from(byte & 0xc0 != 0x80);
            if byte == b'\n' {
                lines.push(at + 1);
            }
        }
        counted.push(chars);
        Self { text, lines, counted, outline: None, is_page }
    }

    /// The bytes that a place means.
    pub fn span(&mut self, place: &Place) -> Span {
        let path = match &place.spot {
            Spot::Span(span) => return *span,
            Spot::Data(path) => path,
        };
        let (text, is_page) = (&self.text, self.is_page);
        let (yaml, outline) = self.outline.get_or_insert_with(|| {
            let (start, end) = if is_page { yaml_range(text).unwrap_or_default() } else { (0, text.len()) };
            (start..end, Outline::of(&text[start..end]))
        });
        outline.find(&text[yaml.clone()], path).shifted(yaml.start)
    }

    #[must_use]
    pub fn at(&self, byte: usize) -> At {
        let byte = self.boundary(byte);
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.line_start(line);
        (line, self.chars(byte).saturating_sub(self.chars(start)) + 1)
    }

    /// What stands around a byte in its line.
    #[must_use]
    pub fn excerpt(&self, byte: usize) -> Excerpt {
        let byte = self.boundary(byte);
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.line_start(line);
        let end = self.lines.get(line).map_or(self.text.len(), |next| next - 1).max(start);
        let end = start + self.text[start..end].trim_end_matches('\r').len();
        let byte = byte.clamp(start, end);
        let from = self.text[start..byte].char_indices().rev().nth(AROUND - 1).map_or(start, |(at, _)| start + at);
        let to = self.text[byte..end].char_indices().nth(AROUND).map_or(end, |(at, _)| byte + at);
        let before = self.chars(from) - self.chars(start);
        Excerpt { words: self.text[from..to].to_owned(), before, more: to < end }
    }

    /// A byte order mark is no part of the first line.
    fn line_start(&self, line: usize) -> usize {
        match self.lines[line - 1] {
            0 if self.text.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
            start => start,
        }
    }

    fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// Characters before a byte.
    fn chars(&self, byte: usize) -> usize {
        let stride = byte / STRIDE;
        let known = stride * STRIDE;
        let rest = self.text.as_bytes()[known..byte].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self.counted[stride.min(self.counted.len() - 1)] + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = Text::new("\u{feff}äb\r\nc\n".as_bytes(), false);
        assert_eq!(text.at(0), (1, 1));
        assert_eq!(text.at(3), (1, 1));
        assert_eq!(text.at(5), (1, 2));
        assert_eq!(text.at(8), (2, 1));
        assert_eq!(text.at(900), (3, 1));
        assert_eq!(text.excerpt(5), Excerpt { words: "äb".to_owned(), before: 0, more: false });
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = "ä".repeat(5000);
        let text = Text::new(format!("x\n{line}\ny").as_bytes(), false);
        assert_eq!(text.at(2 + 2 * 3000), (2, 3001));
        let excerpt = text.excerpt(2 + 2 * 3000);
        assert_eq!((excerpt.words.chars().count(), excerpt.before, excerpt.more), (2000, 2000, true));
    }
}
