//! The containers of a line: quotes, list items, footnotes. Their marks as they are read and as they are written.

use super::shape::is_rule;

#[derive(Debug, Clone)]
pub(super) struct Container {
    pub kind: Kind,
    /// Its mark has not been written yet.
    pub fresh: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Quote,
    Item {
        /// As written: `-`, `12.`
        mark: String,
        /// Columns that a line needs to belong to it.
        width: usize,
        initial_blank: bool,
        further_blank: bool,
    },
    Footnote {
        mark: String,
    },
}

/// A position in a line, in bytes and in columns; a tab may be entered half way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    pub at: usize,
    pub column: usize,
    /// Columns of the tab at `at` that are already used.
    pub used: usize,
}

impl Cursor {
    /// Goes over at most `most` columns of white space and says how many there were.
    pub(super) fn space(&mut self, line: &[u8], most: usize) -> usize {
        let mut eaten = 0;
        while eaten < most {
            match line.get(self.at) {
                Some(b' ') => {
                    self.at += 1;
                    self.column += 1;
                    eaten += 1;
                }
                Some(b'\t') => {
                    let width = 4 - self.column % 4;
                    let step = width.min(most - eaten);
                    self.column += step;
                    eaten += step;
                    if step == width {
                        self.at += 1;
                        self.used = 0;
                    } else {
                        self.used += step;
                    }
                }
                _ => break,
            }
        }
        eaten
    }

    pub(super) fn step(&mut self) {
        self.at += 1;
        self.column += 1;
        self.used = 0;
    }
}

pub(super) fn write_marks(stack: &mut [Container], prefix: &mut String) {
    for container in stack {
        match &container.kind {
            Kind::Quote => prefix.push_str("> "),
            Kind::Item { mark, .. } if container.fresh => {
                prefix.push_str(mark);
                prefix.push(' ');
            }
            Kind::Item { mark, .. } => prefix.extend(std::iter::repeat_n(' ', mark.len() + 1)),
            Kind::Footnote { mark } if container.fresh => {
                prefix.push_str(mark);
                prefix.push(' ');
            }
            Kind::Footnote { .. } => prefix.push_str("    "),
        }
        container.fresh = false;
    }
}

/// Whether an open container goes on in a further line of a tag.
pub(super) fn goes_on(kind: &Kind, cursor: &mut Cursor, line: &[u8]) -> bool {
    let mut ahead = *cursor;
    let indent = ahead.space(line, usize::MAX);
    let blank = ahead.at >= line.len();
    let width = match kind {
        Kind::Quote => {
            if line.get(ahead.at) != Some(&b'>') {
                return false;
            }
            ahead.step();
            ahead.space(line, 1);
            *cursor = ahead;
            return true;
        }
        Kind::Item { width, .. } => *width,
        Kind::Footnote { .. } => 4,
    };
    if !blank && indent < width {
        return false;
    }
    cursor.space(line, width);
    true
}

/// `- `, `12. `: a new item; with `mark`, only the next item of the list that has it.
pub(super) fn list_item(
    cursor: Cursor,
    line: &[u8],
    indent: usize,
    interrupts: bool,
    mark: Option<&str>,
) -> Option<(Container, Cursor)> {
    let rest = &line[cursor.at..];
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length = match rest.first()? {
        b'-' | b'*' | b'+' if digits == 0 => {
            if rest[0] != b'+' && is_rule(rest) {
                return None;
            }
            1
        }
        _ if (1..=9).contains(&digits) => {
            if !matches!(rest.get(digits), Some(b'.' | b')')) || (interrupts && &rest[..digits] != b"1") {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    let own = std::str::from_utf8(&rest[..length]).ok()?;
    let delimiter = |mark: &str| (mark.len() > 1, mark.chars().last());
    if mark.is_some_and(|mark| delimiter(mark) != delimiter(own)) {
        return None;
    }
    let mut behind = cursor;
    for _ in 0..length {
        behind.step();
    }
    let mut content = behind;
    let spaces = content.space(line, usize::MAX);
    let blank = content.at >= line.len();
    if (blank && interrupts) || (!blank && spaces == 0) {
        return None;
    }
    let width = indent + length + if blank { 1 } else { spaces };
    let kind = Kind::Item { mark: own.to_owned(), width, initial_blank: blank, further_blank: false };
    Some((Container { kind, fresh: true }, content))
}

/// `[^label]:`
pub(super) fn footnote(cursor: Cursor, line: &[u8]) -> Option<(Container, Cursor)> {
    let rest = &line[cursor.at..];
    if !rest.starts_with(b"[^") {
        return None;
    }
    let label = rest[2..].iter().position(|byte| *byte == b']')?;
    let words = &rest[2..2 + label];
    let plain = words.iter().all(|byte| !byte.is_ascii_whitespace() && *byte != b'[');
    if label == 0 || !plain || rest.get(label + 3) != Some(&b':') {
        return None;
    }
    let length = label + 4;
    let mark = std::str::from_utf8(&rest[..length]).ok()?.to_owned();
    let mut behind = cursor;
    for _ in 0..length {
        behind.step();
    }
    behind.space(line, usize::MAX);
    Some((Container { kind: Kind::Footnote { mark }, fresh: true }, behind))
}
