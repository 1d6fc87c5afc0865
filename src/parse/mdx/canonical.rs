//! MDX in, Markdown out, with the same blocks and a way back to every position.
//!
//! MDX differs from Markdown in its blocks: nothing is code because it is indented, a tag or an expression that
//! stands alone on its lines is a block, HTML is unknown. This reader follows the containers (quotes, list items,
//! footnotes) line by line and writes each line again as a Markdown parser understands it: the containers' marks in
//! their shortest form, no other indentation, and a short mark in the place of each tag and expression:
//!
//! ```text
//! - a                     - a
//!       <Card             <!--0-->      ← a block: alone on its lines (in its container)
//!         title="x">
//!     text {x}            text <i1>     ← inside a line
//! ```

use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Stand;
use crate::model::place::Place;
use crate::model::source::SourceId;

use super::chunk::Chunk;
use super::container::{Container, Cursor, Kind, footnote, goes_on, list_item, write_marks};
use super::paragraph::{Line, Paragraph};
use super::shape::{is_heading, is_rule, is_underline};
use super::tag::tag;
use super::written::Written;
use super::{Inset, literal, modules, script};

pub(super) fn canonical(source: SourceId, text: &str, from: usize) -> Written {
    let mut reader = Reader {
        source,
        text,
        bytes: text.as_bytes(),
        out: Written::new(text.len(), text.len() - from + 64),
        line_start: from,
        stack: Vec::new(),
        leaf: Leaf::None,
        fuel: 16 * (text.len() - from) + 4096,
        too_deep: false,
    };
    let mut at = from;
    while at < text.len() {
        at = reader.line(at);
    }
    reader.close_leaf();
    reader.out
}

enum Leaf {
    None,
    Paragraph(Paragraph),
    Fence { mark: u8, length: usize, indent: usize },
}

struct Reader<'t> {
    source: SourceId,
    text: &'t str,
    bytes: &'t [u8],
    out: Written,
    /// Where the line in hand starts.
    line_start: usize,
    stack: Vec<Container>,
    leaf: Leaf,
    /// What may still be spent on tags and modules that may turn out to have no end.
    fuel: usize,
    too_deep: bool,
}

impl Reader<'_> {
    /// Reads the line at `start`, and further ones if a tag or a block of modules goes on; gives the next start.
    fn line(&mut self, start: usize) -> usize {
        let (end, next) = self.line_end(start);
        self.line_start = start;
        let line = &self.bytes[..end];
        let mut cursor = Cursor { at: start, column: 0, used: 0 };
        let (mut continued, sibling) = self.continue_containers(&mut cursor, line);
        let fence = matches!(self.leaf, Leaf::Fence { .. });
        let mut opened = sibling;
        if !(fence && continued == self.stack.len()) {
            // It stays so for a container inside the one that interrupted: `- 2. x` below a paragraph is one list.
            let interrupts = !sibling && continued == self.stack.len() && self.takes_lazy_line();
            while let Some((container, behind)) = self.container(cursor, line, interrupts) {
                if !opened {
                    self.close_leaf();
                    self.stack.truncate(continued);
                }
                opened = true;
                self.stack.push(container);
                continued += 1;
                cursor = behind;
            }
        }
        let mut content = cursor;
        let indent = content.space(line, usize::MAX);
        let blank = content.at >= end;
        let mut after_row = false;
        if !opened && continued < self.stack.len() {
            // What follows a table's row without its containers' marks is no row, and no head of another table.
            after_row = matches!(self.leaf, Leaf::Paragraph(_)) && !self.takes_lazy_line();
            if self.takes_lazy_line() && !blank {
                if let Some(next) = self.flow(content, indent, start, end, continued) {
                    return next;
                }
                self.paragraph_line(content.at, end, true);
                return next;
            }
            self.close_leaf();
            self.stack.truncate(continued);
        }
        if let Leaf::Fence { mark, length, indent: fence_indent } = self.leaf {
            self.fence_line(cursor, end, mark, length, fence_indent);
            return next;
        }
        if blank {
            self.close_leaf();
            self.write_prefix();
            self.out.text.truncate(self.out.text.trim_end_matches(' ').len());
            self.out.text.push('\n');
            return next;
        }
        if let Some(next) = self.flow(content, indent, start, end, continued) {
            return next;
        }
        let underline = self.underlines(content.at, end);
        self.paragraph_line(content.at, end, after_row);
        if underline {
            self.close_leaf();
        }
        next
    }

    /// The end of the line at `start` without its line feed, and the start of the next one.
    fn line_end(&self, start: usize) -> (usize, usize) {
        let feed = self.bytes[start..].iter().position(|byte| *byte == b'\n').map(|length| start + length);
        let (mut end, next) = feed.map_or((self.bytes.len(), self.bytes.len()), |feed| (feed, feed + 1));
        if end > start && self.bytes[end - 1] == b'\r' {
            end -= 1;
        }
        (end, next)
    }

    /// How many open containers go on in this line; and whether the next item of an open list starts in it.
    fn continue_containers(&mut self, cursor: &mut Cursor, line: &[u8]) -> (usize, bool) {
        for index in 0..self.stack.len() {
            let mut ahead = *cursor;
            let indent = ahead.space(line, usize::MAX);
            let blank = ahead.at >= line.len();
            match &mut self.stack[index].kind {
                Kind::Quote => {
                    if line.get(ahead.at) != Some(&b'>') {
                        return (index, false);
                    }
                    ahead.step();
                    ahead.space(line, 1);
                    *cursor = ahead;
                }
                Kind::Item { mark, width, initial_blank, further_blank } => {
                    if blank {
                        *further_blank |= *initial_blank;
                        cursor.space(line, *width);
                        continue;
                    }
                    let left = *further_blank;
                    *further_blank = false;
                    *initial_blank = false;
                    if !left && indent >= *width {
                        cursor.space(line, *width);
                        continue;
                    }
                    let mark = mark.clone();
                    if let Some((container, behind)) = list_item(ahead, line, indent, false, Some(&mark)) {
                        self.close_leaf();
                        self.stack.truncate(index);
                        self.stack.push(container);
                        *cursor = behind;
                        return (index + 1, true);
                    }
                    return (index, false);
                }
                Kind::Footnote { .. } => {
                    if blank {
                        continue;
                    }
                    if indent < 4 {
                        return (index, false);
                    }
                    cursor.space(line, 4);
                }
            }
        }
        (self.stack.len(), false)
    }

    /// The container that starts at the cursor.
    fn container(&mut self, cursor: Cursor, line: &[u8], interrupts: bool) -> Option<(Container, Cursor)> {
        let mut ahead = cursor;
        let indent = ahead.space(line, usize::MAX);
        let found = match line.get(ahead.at)? {
            b'>' => {
                ahead.step();
                ahead.space(line, 1);
                Some((Container { kind: Kind::Quote, fresh: true }, ahead))
            }
            b'[' => footnote(ahead, line),
            _ => list_item(ahead, line, indent, interrupts, None),
        }?;
        if self.stack.len() >= limits::DEPTH {
            if !self.too_deep {
                self.too_deep = true;
                let place = Place::span(self.source, crate::model::place::Span::new(ahead.at - 1, ahead.at));
                let message = format!("quotes and lists stand more than {} deep in each other here", limits::DEPTH);
                self.out.diagnostics.push(Diagnostic::new(Code::TOO_DEEP, place, message));
            }
            return None;
        }
        Some(found)
    }

    /// A block that starts in this line and may stand in the middle of a paragraph; `None` if there is none.
    fn flow(&mut self, content: Cursor, indent: usize, start: usize, end: usize, continued: usize) -> Option<usize> {
        let (_, next) = self.line_end(start);
        let line = &self.bytes[content.at..end];
        match line.first()? {
            b'#' if is_heading(line) => {
                self.leave(continued);
                self.paragraph_line(content.at, end, false);
                self.close_leaf();
                Some(next)
            }
            b'`' | b'~' => {
                let mark = line[0];
                let length = line.iter().take_while(|byte| **byte == mark).count();
                if length < 3 || (mark == b'`' && line[length..].contains(&b'`')) {
                    return None;
                }
                self.leave(continued);
                self.write_prefix();
                self.out.copy(self.text, content.at, end);
                self.out.text.push('\n');
                self.leaf = Leaf::Fence { mark, length, indent };
                Some(next)
            }
            b'*' | b'_' | b'-' if is_rule(line) => {
                let underline = line[0] == b'-'
                    && continued == self.stack.len()
                    && matches!(self.leaf, Leaf::Paragraph(_))
                    && !line.trim_ascii_end().iter().any(u8::is_ascii_whitespace);
                if underline {
                    return None;
                }
                self.leave(continued);
                self.write_prefix();
                self.out.copy(self.text, content.at, end);
                self.out.text.push('\n');
                Some(next)
            }
            b'<' | b'{' => self.flow_insets(content.at, end, continued),
            b'i' | b'e' if content.at == start && self.stack.is_empty() && matches!(self.leaf, Leaf::None) => {
                self.modules(start)
            }
            _ => None,
        }
    }

    /// A line of tags and expressions with nothing else in it; a tag may go on over further lines.
    fn flow_insets(&mut self, at: usize, end: usize, mut continued: usize) -> Option<usize> {
        let single = Chunk::whole(self.text, at, end);
        let (insets, last) = match read_insets(&single) {
            Row::Whole(insets) | Row::Part(insets, _) => (insets, end),
            Row::Other => return None,
            Row::Unended => {
                // Below a paragraph, only its last line says whether it stands in the same containers.
                let inside = (continued < self.stack.len()).then(|| self.read_further(at, end, self.stack.len()));
                if let Some(found) = inside.flatten() {
                    continued = self.stack.len();
                    found
                } else {
                    self.read_further(at, end, continued)?
                }
            }
        };
        self.leave(continued);
        self.write_prefix();
        for inset in insets {
            let number = self.out.insets.len();
            let range = inset.span().range();
            self.out.mark(&format!("<!--{number}-->"), range);
            self.out.insets.push(inset);
        }
        self.out.text.push('\n');
        Some(self.line_end(last).1.max(last))
    }

    /// The same, for a tag or an expression that goes on in further lines: looks at more and more of them, so that
    /// a short one costs little and one without an end cannot cost much.
    fn read_further(&mut self, at: usize, end: usize, continued: usize) -> Option<(Vec<Inset<'static>>, usize)> {
        let mut most = 8;
        while self.fuel > 0 {
            let lines = self.lookahead(at, end, continued, most);
            let chunk = Chunk::lines(self.text, lines.iter().copied());
            match read_insets(&chunk) {
                Row::Whole(insets) => {
                    return Some((insets, lines.last().map_or(end, |line| line.1)));
                }
                Row::Part(insets, taken) => {
                    let count = chunk.text()[..taken].matches('\n').count();
                    return Some((insets, lines[count].1));
                }
                Row::Other => return None,
                Row::Unended => {
                    self.fuel = self.fuel.saturating_sub(chunk.text().len());
                    if lines.len() < most {
                        return None;
                    }
                    most *= 4;
                }
            }
        }
        None
    }

    /// The rest of this line and up to `most` lines in all that belong to the same containers.
    fn lookahead(&self, at: usize, end: usize, continued: usize, most: usize) -> Vec<(usize, usize)> {
        let mut lines = vec![(at, end)];
        let mut start = self.line_end(end).1.max(end);
        while start < self.bytes.len() && lines.len() < most {
            let (end, next) = self.line_end(start);
            let line = &self.bytes[..end];
            let mut cursor = Cursor { at: start, column: 0, used: 0 };
            if !self.stack[..continued].iter().all(|container| goes_on(&container.kind, &mut cursor, line)) {
                break;
            }
            lines.push((cursor.at, end));
            start = next;
        }
        lines
    }

    fn modules(&mut self, start: usize) -> Option<usize> {
        if !modules::starts(&self.text[start..]) {
            return None;
        }
        let closed = (self.fuel > 0).then(|| script::module_end(self.text, start).ok()).flatten();
        let end = closed.unwrap_or_else(|| {
            // Something was never closed: the block ends where the paragraph would.
            self.fuel = self.fuel.saturating_sub(self.text.len() - start);
            self.paragraph_end(start)
        });
        let number = self.out.insets.len();
        let inset = modules::block(self.source, self.text, start, end, &mut self.out.diagnostics);
        self.out.insets.push(inset);
        self.out.mark(&format!("<!--{number}-->"), start..end);
        self.out.text.push_str("\n\n");
        Some(self.line_end(end).1.max(end))
    }

    /// The end of the last line before a blank one.
    fn paragraph_end(&self, start: usize) -> usize {
        let (mut last, mut next) = self.line_end(start);
        while next < self.bytes.len() {
            let (end, behind) = self.line_end(next);
            if self.bytes[next..end].trim_ascii().is_empty() {
                break;
            }
            (last, next) = (end, behind);
        }
        last
    }

    /// Ends what stands before a new block, and the containers that did not go on.
    fn leave(&mut self, continued: usize) {
        self.close_leaf();
        self.stack.truncate(continued);
    }

    fn fence_line(&mut self, cursor: Cursor, end: usize, mark: u8, length: usize, indent: usize) {
        let line = &self.bytes[..end];
        let mut ahead = cursor;
        ahead.space(line, usize::MAX);
        let run = line[ahead.at..].iter().take_while(|byte| **byte == mark).count();
        let closes = run >= length && line[ahead.at + run..].iter().all(|byte| matches!(byte, b' ' | b'\t'));
        self.write_prefix();
        if closes {
            self.out.copy(self.text, ahead.at, end);
            self.leaf = Leaf::None;
        } else {
            let mut content = cursor;
            content.space(line, indent);
            let mut from = content.at;
            if content.used > 0 {
                // The rest of a tab that the container ate into.
                for _ in 0..4 - (content.column % 4) {
                    self.out.text.push(' ');
                }
                from += 1;
            }
            self.out.copy(self.text, from.min(end), end);
        }
        self.out.text.push('\n');
    }

    fn paragraph_line(&mut self, start: usize, end: usize, lazy: bool) {
        let mut prefix = String::new();
        write_marks(&mut self.stack, &mut prefix);
        let line = Line { prefix, whole: self.line_start, start, end, lazy };
        if let Leaf::Paragraph(paragraph) = &mut self.leaf {
            paragraph.go_on(line, self.text);
        } else {
            self.leaf = Leaf::Paragraph(Paragraph::new(line));
        }
    }

    /// A paragraph goes on without its containers' marks; a table does not.
    fn takes_lazy_line(&self) -> bool {
        matches!(&self.leaf, Leaf::Paragraph(paragraph) if !paragraph.is_table())
    }

    fn underlines(&self, start: usize, end: usize) -> bool {
        matches!(self.leaf, Leaf::Paragraph(_)) && is_underline(&self.bytes[start..end])
    }

    fn close_leaf(&mut self) {
        if let Leaf::Paragraph(paragraph) = std::mem::replace(&mut self.leaf, Leaf::None) {
            paragraph.write(self.source, self.text, &mut self.out);
        }
    }

    fn write_prefix(&mut self) {
        let mut prefix = String::new();
        write_marks(&mut self.stack, &mut prefix);
        self.out.prefix(&prefix, self.line_start);
    }
}

/// What a line that starts with `<` or `{` turned out to be.
enum Row {
    /// Nothing but tags and expressions, to the end of the text.
    Whole(Vec<Inset<'static>>),
    /// Nothing but tags and expressions up to a line end at this offset.
    Part(Vec<Inset<'static>>, usize),
    /// Something else stands beside them.
    Other,
    /// The text ended inside a tag or an expression.
    Unended,
}

fn read_insets(chunk: &Chunk<'_>) -> Row {
    let text = chunk.text();
    let bytes = text.as_bytes();
    let mut insets = Vec::new();
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b'<') => match tag(chunk, at, text.len()) {
                Ok((tag, behind)) => {
                    insets.push(Inset::Tag(tag, Stand::Flow));
                    at = behind;
                }
                Err(super::tag::NoTag::Unended) => return Row::Unended,
                Err(_) => return Row::Other,
            },
            Some(b'{') => match script::closing_brace(text, at + 1) {
                Ok(close) if script::is_prose(&text[at + 1..close]) => return Row::Other,
                Ok(close) => {
                    let value = literal::expression(chunk, at + 1, close);
                    insets.push(Inset::Expression(value, chunk.span(at, close + 1), Stand::Flow));
                    at = close + 1;
                }
                Err(script::Unended::Open) => return Row::Unended,
                Err(script::Unended::TooDeep) => return Row::Other,
            },
            Some(b' ' | b'\t') => at += 1,
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 1,
            Some(b'\n') => return Row::Part(insets, at),
            None => return Row::Whole(insets),
            Some(_) => return Row::Other,
        }
    }
}
