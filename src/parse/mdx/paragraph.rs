//! A paragraph, heading or table of MDX, written as Markdown: its lines as they are, and a short mark in the place of
//! each tag and expression among its words.

use crate::model::source::SourceId;

use super::chunk::Chunk;
use super::inline::{Inline, Instead, cells};
use super::shape::{cell_count, delimiter_columns, is_heading, is_underline};
use super::written::Written;

pub(super) struct Paragraph {
    lines: Vec<Line>,
    /// The line that is the header of a table.
    table: Option<usize>,
}

pub(super) struct Line {
    /// The marks of its containers, as they are written.
    pub prefix: String,
    /// Where the line starts, the marks of its containers included.
    pub whole: usize,
    pub start: usize,
    pub end: usize,
    /// Joined to a container that it does not belong to by its marks.
    pub lazy: bool,
}

impl Paragraph {
    pub fn new(first: Line) -> Self {
        Self { lines: vec![first], table: None }
    }

    pub fn go_on(&mut self, line: Line, text: &str) {
        self.lines.push(line);
        // Looked for once for each line, not anew for all of them.
        let number = self.lines.len() - 2;
        if self.table.is_none() && is_table_head(text, &self.lines, number) {
            self.table = Some(number);
        }
    }

    pub fn is_table(&self) -> bool {
        self.table.is_some()
    }

    pub fn write(&self, source: SourceId, text: &str, out: &mut Written) {
        let mut writer = Writer { text, lines: &self.lines, out };
        let opens = |line: &Line| text.as_bytes()[line.start..line.end].iter().any(|byte| matches!(byte, b'<' | b'{'));
        if self.lines.iter().any(opens) {
            writer.with_insets(source, self.table);
        } else {
            writer.plain();
        }
    }
}

/// Whether a line is the header of a table: the one after it says the columns.
fn is_table_head(text: &str, lines: &[Line], number: usize) -> bool {
    let words = |line: &Line| &text[line.start..line.end];
    let (head, delimiter) = (&lines[number], &lines[number + 1]);
    let stray = number == 0 && head.lazy;
    let columns = delimiter_columns(words(delimiter)).filter(|_| !stray && !delimiter.lazy);
    columns.is_some_and(|columns| cell_count(words(head)) == columns)
}

struct Writer<'w> {
    text: &'w str,
    lines: &'w [Line],
    out: &'w mut Written,
}

impl Writer<'_> {
    fn plain(&mut self) {
        for (index, line) in self.lines.iter().enumerate() {
            let written = self.start_line(index);
            self.out.copy(self.text, line.start + written, line.end);
            self.out.text.push('\n');
        }
    }

    /// Writes what stands before the words of a line, and says how many bytes of the words went with it.
    ///
    /// What is text here must not become a block once it has the marks of its containers: a lazy underline, a lazy
    /// row of dashes below what looks like a table's head.
    fn start_line(&mut self, index: usize) -> usize {
        let line = &self.lines[index];
        self.out.prefix(&line.prefix, line.whole);
        let words = &self.text[line.start..line.end];
        // Only the first line can be lazy with nothing before it that it goes on with: it stood below a row.
        let below_stray = index == 1 && self.lines[0].lazy;
        let is_dashes = (line.lazy || below_stray) && delimiter_columns(words).is_some();
        if is_dashes || (line.lazy && is_underline(words.as_bytes())) {
            self.out.text.push('\\');
            return 0;
        }
        let digits = if index == 0 { self.number_that_is_text(line) } else { 0 };
        if digits > 0 {
            self.out.copy(self.text, line.start, line.start + digits);
            self.out.text.push('\\');
        }
        digits
    }

    /// `2. x` at the start of a paragraph that is no list, for where it stands: the length of its number.
    fn number_that_is_text(&self, line: &Line) -> usize {
        let words = &self.text.as_bytes()[line.start..line.end];
        let digits = words.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let marked = (1..=9).contains(&digits) && matches!(words.get(digits), Some(b'.' | b')'));
        let spaced = matches!(words.get(digits + 1), None | Some(b' ' | b'\t'));
        if marked && spaced { digits } else { 0 }
    }

    fn with_insets(&mut self, source: SourceId, table: Option<usize>) {
        let lines = self.lines;
        let chunk = Chunk::lines(self.text, lines.iter().map(|line| (line.start, line.end)));
        let mut starts = Vec::with_capacity(lines.len());
        let mut at = 0;
        for line in lines {
            starts.push(at);
            at += line.end - line.start + 1;
        }
        let heading = self.heading_words(&starts).filter(|_| table.is_none());
        let mut inline = Inline::new(&chunk, source, heading);
        let prose = table.map_or(chunk.text().len(), |first| starts[first]);
        if prose > 0 {
            inline.read(0, prose);
        }
        for index in table.unwrap_or(lines.len())..lines.len() {
            let end = starts[index] + (lines[index].end - lines[index].start);
            for (from, to) in cells(chunk.text(), starts[index], end) {
                inline.read(from, to);
            }
        }
        self.out.diagnostics.append(&mut inline.diagnostics);
        let mut line = 0;
        let mut from = self.start_line(0);
        for replacement in inline.found {
            self.write_lines(&starts, &mut line, from, replacement.start);
            let source = chunk.source(replacement.start);
            match replacement.by {
                Instead::Escape => {
                    self.out.mark("\\", source..source);
                    from = replacement.start;
                }
                Instead::Inset(inset) => {
                    let number = self.out.insets.len();
                    let range = source..chunk.source(replacement.end - 1) + 1;
                    self.out.mark(&format!("<i{number}>"), range);
                    self.out.insets.push(inset);
                    from = replacement.end;
                    while line + 1 < lines.len() && starts[line + 1] <= from {
                        line += 1;
                    }
                }
            }
        }
        self.write_lines(&starts, &mut line, from, chunk.text().len());
        self.out.text.push('\n');
    }

    /// Where the words of a heading end in its joined lines; none for a paragraph.
    fn heading_words(&self, starts: &[usize]) -> Option<usize> {
        let lines = self.lines;
        let last = lines.last()?;
        let words = &self.text.as_bytes()[last.start..last.end];
        match lines.len() {
            1 => is_heading(words).then_some(words.len()),
            more => (!last.lazy && is_underline(words)).then(|| starts[more - 1] - 1),
        }
    }

    /// Copies the joined text from `from` to `to`, a new prefix at each line.
    fn write_lines(&mut self, starts: &[usize], line: &mut usize, mut from: usize, to: usize) {
        let lines = self.lines;
        while *line + 1 < lines.len() && starts[*line + 1] <= to {
            let end = lines[*line].end;
            let source = lines[*line].start + (from - starts[*line]);
            self.out.copy(self.text, source.min(end), end);
            self.out.text.push('\n');
            *line += 1;
            from = starts[*line] + self.start_line(*line);
        }
        if to > from {
            let source = lines[*line].start + (from - starts[*line]);
            self.out.copy(self.text, source, source + (to - from));
        }
    }
}
