//! From the path of a value in YAML to its range in the text; asked for only once something is wrong with the
//! value. The only home of the YAML parser that keeps positions.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Range};

use crate::model::place::{DataPath, Part, Span, Step};

/// The range of what `path` names in the YAML `text`, in bytes of that text; the nearest parent's if it is not there.
#[must_use]
pub fn locate(text: &str, path: &DataPath) -> Span {
    let mut tree = Tree { text, chars: 0, bytes: 0, parser: Parser::new_from_str(text) };
    let again = usize::from(path.part == Part::Again);
    let mut best = Span::new(0, 0);
    let found = tree.document(&path.steps, path.part, again, &mut best);
    let span = found.unwrap_or(best);
    match &path.within {
        Some((words, nth)) => within(text, span, words, *nth).unwrap_or(span),
        None => span,
    }
}

/// The `nth` piece of a scalar that has these words.
fn within(text: &str, span: Span, words: &str, nth: u32) -> Option<Span> {
    let whole = text.get(span.range())?;
    let (at, _) = whole.match_indices(words).nth(nth as usize)?;
    let start = span.start as usize + at;
    Some(Span::new(start, start + words.len()))
}

struct Tree<'t> {
    text: &'t str,
    /// A known pair of character and byte offsets: the parser counts characters.
    chars: usize,
    bytes: usize,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
}

impl<'t> Tree<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Range)> {
        self.parser.next()?.ok()
    }

    fn document(&mut self, steps: &[Step], part: Part, again: usize, best: &mut Span) -> Option<Span> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (event, range) => return self.value(event, range, steps, part, again, best),
            }
        }
    }

    /// Looks for `steps` inside the value that `event` begins.
    fn value(
        &mut self,
        event: Event<'t>,
        range: Range,
        steps: &[Step],
        part: Part,
        again: usize,
        best: &mut Span,
    ) -> Option<Span> {
        let Some((step, rest)) = steps.split_first() else {
            return Some(self.whole(&event, range));
        };
        match (event, step) {
            (Event::MappingStart(..), Step::Key(wanted)) => {
                let mut seen = 0;
                loop {
                    let (key, key_range) = self.next()?;
                    let name = match &key {
                        Event::MappingEnd => return None,
                        Event::Scalar(name, ..) => name.clone(),
                        _ => Cow::Borrowed(""),
                    };
                    if name != wanted.as_ref() {
                        self.skip(&key)?;
                        let (value, _) = self.next()?;
                        self.skip(&value)?;
                        continue;
                    }
                    *best = self.whole(&key, key_range);
                    if rest.is_empty() && part != Part::Value && seen == again {
                        return Some(*best);
                    }
                    seen += 1;
                    let (value, value_range) = self.next()?;
                    if rest.is_empty() && part != Part::Value {
                        self.skip(&value)?;
                        continue;
                    }
                    return self.value(value, value_range, rest, part, again, best);
                }
            }
            (Event::SequenceStart(..), Step::Item(wanted)) => {
                for _ in 0..*wanted {
                    let (item, _) = self.next()?;
                    if matches!(item, Event::SequenceEnd) {
                        return None;
                    }
                    self.skip(&item)?;
                }
                let (item, item_range) = self.next()?;
                self.value(item, item_range, rest, part, again, best)
            }
            // One value may be written where a list of them is taken.
            (event @ Event::Scalar(..), Step::Item(0)) if rest.is_empty() => Some(self.whole(&event, range)),
            _ => None,
        }
    }

    /// Goes behind the value that `event` began.
    fn skip(&mut self, event: &Event<'t>) -> Option<()> {
        let mut depth = i32::from(matches!(event, Event::MappingStart(..) | Event::SequenceStart(..)));
        while depth > 0 {
            match self.next()?.0 {
                Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
                Event::MappingEnd | Event::SequenceEnd => depth -= 1,
                _ => {}
            }
        }
        Some(())
    }

    /// The range of a scalar without its quotes, or of the first line of anything larger.
    fn whole(&mut self, event: &Event<'t>, range: Range) -> Span {
        let start = self.byte(range.start.index());
        if let Event::Scalar(_, style, ..) = event {
            let end = self.byte(range.end.index());
            match style {
                ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if end > start + 1 => {
                    Span::new(start + 1, end - 1)
                }
                ScalarStyle::Literal | ScalarStyle::Folded => {
                    // From the first line of its text to the last.
                    let marked = self.text[start..].starts_with(['|', '>']);
                    let from = self.text[start..].find('\n').filter(|_| marked).map_or(start, |feed| start + feed + 1);
                    let from = from + (self.text[from..].len() - self.text[from..].trim_start().len());
                    let end = end.max(from);
                    Span::new(from, from + self.text[from..end].trim_end().len())
                }
                _ => Span::new(start, start + self.text[start..end.max(start)].trim_end().len()),
            }
        } else {
            let line = self.text[start..].lines().next().unwrap_or_default().trim_end();
            Span::new(start, start + line.len())
        }
    }

    /// Byte offset of a character offset; they are asked for in rising order, mostly.
    fn byte(&mut self, index: usize) -> usize {
        if index < self.chars {
            (self.chars, self.bytes) = (0, 0);
        }
        let rest = &self.text[self.bytes..];
        let ahead = index - self.chars;
        let bytes = rest.char_indices().nth(ahead).map_or(rest.len(), |(at, _)| at);
        self.chars = index;
        self.bytes += bytes;
        self.bytes
    }
}
