//! From the path of a value in YAML to its range in the text; asked for only once something is wrong with a value.
//! The only home of the YAML parser that keeps positions.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Range};

use crate::model::place::{DataPath, Part, Span, Step};

/// Values deeper than this are found as part of the one above them.
const DEEPEST: usize = 256;

/// Where every value of a YAML text stands, in bytes of that text. What comes after a mistake in the text is not in it.
#[derive(Debug, Default)]
pub struct Outline {
    root: Option<Node>,
}

#[derive(Debug)]
struct Node {
    span: Span,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    Scalar,
    /// Keys with what stands behind them, and the place of each key that comes again.
    Map(HashMap<Box<str>, Pair>),
    List(Vec<Node>),
    /// Nothing that a path could lead into.
    Closed,
}

#[derive(Debug)]
struct Pair {
    key: Span,
    value: Option<Node>,
    again: Option<Span>,
}

impl Outline {
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut tree = Tree { text, chars: 0, bytes: 0, parser: Parser::new_from_str(text) };
        loop {
            match tree.next() {
                None => return Self::default(),
                Some((Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _)) => {}
                Some((event, range)) => return Self { root: Some(tree.value(&event, range, 0).0) },
            }
        }
    }

    /// The range of what `path` names, in the same text; the nearest parent's if it is not there.
    #[must_use]
    pub fn find(&self, text: &str, path: &DataPath) -> Span {
        let mut best = Span::default();
        let found = self.root.as_ref().and_then(|root| inside(root, &path.steps, path.part, &mut best));
        let span = found.unwrap_or(best);
        match &path.within {
            Some((words, nth)) => within(text, span, words, *nth).unwrap_or(span),
            None => span,
        }
    }
}

/// Where values first stand more than `most` deep in each other. Asked before the text is given to a reader that
/// takes ever longer for each step down.
#[must_use]
pub fn too_deep(text: &str, most: usize) -> Option<usize> {
    if at_most(text) <= most {
        return None;
    }
    let mut tree = Tree { text, chars: 0, bytes: 0, parser: Parser::new_from_str(text) };
    let mut depth = 0_usize;
    loop {
        let (event, range) = match tree.parser.next()? {
            Ok(next) => next,
            // The parser looks ahead, and has a limit of its own.
            Err(error) if error.info().contains("recursion limit") => return Some(tree.byte(error.marker().index())),
            Err(_) => return None,
        };
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return Some(tree.byte(range.start.index()));
        }
    }
}

/// A depth that no value of a text exceeds, found by counting alone.
fn at_most(text: &str) -> usize {
    let (mut open, mut deepest, mut marks, mut widest) = (0_usize, 0, 0, 0);
    let mut at_head = true;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        at_head = byte == b'\n' || (at_head && matches!(byte, b' ' | b'-' | b'?' | b':'));
        marks = if byte == b'\n' || !at_head { 0 } else { marks + 1 };
        widest = widest.max(marks);
    }
    deepest + widest + 1
}

fn inside(node: &Node, steps: &[Step], part: Part, best: &mut Span) -> Option<Span> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(node.span);
    };
    match (&node.inside, step) {
        (Inside::Map(pairs), Step::Key(key)) => {
            let pair = pairs.get(&**key)?;
            *best = pair.key;
            match part {
                Part::Key if rest.is_empty() => Some(pair.key),
                Part::Again if rest.is_empty() => pair.again,
                _ => inside(pair.value.as_ref()?, rest, part, best),
            }
        }
        (Inside::List(items), Step::Item(number)) => inside(items.get(*number as usize)?, rest, part, best),
        // One value may be written where a list of them is taken.
        (Inside::Scalar, Step::Item(0)) if rest.is_empty() => Some(node.span),
        _ => None,
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

    /// The value that `event` begins, and whether it was read to its end.
    fn value(&mut self, event: &Event<'t>, range: Range, depth: usize) -> (Node, bool) {
        let span = self.whole(event, range);
        let is_group = matches!(event, Event::MappingStart(..) | Event::SequenceStart(..));
        if depth > DEEPEST && is_group {
            return (Node { span, inside: Inside::Closed }, self.skip().is_some());
        }
        let (inside, done) = match event {
            Event::Scalar(..) => (Inside::Scalar, true),
            Event::MappingStart(..) => {
                let mut pairs = HashMap::new();
                let done = self.pairs(&mut pairs, depth).is_some();
                (Inside::Map(pairs), done)
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                let done = self.items(&mut items, depth).is_some();
                (Inside::List(items), done)
            }
            _ => (Inside::Closed, true),
        };
        (Node { span, inside }, done)
    }

    fn pairs(&mut self, pairs: &mut HashMap<Box<str>, Pair>, depth: usize) -> Option<()> {
        loop {
            let (event, range) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Some(());
            }
            let (key, done) = self.value(&event, range, depth + 1);
            if !done {
                return None;
            }
            let name: Box<str> = if let Event::Scalar(name, ..) = &event { name.as_ref().into() } else { "".into() };
            let known = pairs.get_mut(&name);
            let is_new = known.is_none();
            if let Some(pair) = known {
                pair.again.get_or_insert(key.span);
            } else {
                pairs.insert(name.clone(), Pair { key: key.span, value: None, again: None });
            }
            let (event, range) = self.next()?;
            let (value, done) = self.value(&event, range, depth + 1);
            if let Some(pair) = pairs.get_mut(&name).filter(|_| is_new) {
                pair.value = Some(value);
            }
            if !done {
                return None;
            }
        }
    }

    fn items(&mut self, items: &mut Vec<Node>, depth: usize) -> Option<()> {
        loop {
            let (event, range) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Some(());
            }
            let (item, done) = self.value(&event, range, depth + 1);
            items.push(item);
            if !done {
                return None;
            }
        }
    }

    /// Goes behind a mapping or list that has begun.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 1;
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
            // Flow lists inside each other may stand in one line: its end is not looked for again and again.
            let rest = &self.text.as_bytes()[start..];
            let near = rest.iter().take(400).position(|byte| *byte == b'\n').unwrap_or(rest.len().min(400));
            let mut end = start + near;
            while !self.text.is_char_boundary(end) {
                end -= 1;
            }
            Span::new(start, start + self.text[start..end].trim_end().len())
        }
    }

    /// Byte offset of a character offset; they are asked for in rising order, mostly.
    fn byte(&mut self, index: usize) -> usize {
        if index < self.chars {
            // A little back: the end of a value was asked for, and now the start of what comes behind it.
            let back = self.chars - index;
            let before = &self.text[..self.bytes];
            let at = before.char_indices().rev().nth(back - 1).map_or(0, |(at, _)| at);
            (self.chars, self.bytes) = (index, at);
            return at;
        }
        let rest = &self.text[self.bytes..];
        let ahead = index - self.chars;
        let bytes = rest.char_indices().nth(ahead).map_or(rest.len(), |(at, _)| at);
        self.chars = index;
        self.bytes += bytes;
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, path: &DataPath, wanted: &str) {
        let span = Outline::of(text).find(text, path);
        assert_eq!(&text[span.range()], wanted, "{path:?}");
    }

    fn steps(path: &str) -> Vec<Step> {
        path.split('.').map(|step| step.parse().map_or_else(|_| Step::Key(step.into()), Step::Item)).collect()
    }

    #[test]
    fn values_keys_and_pieces_are_found() {
        let text = "a: ü\nb:\n  - 'x y'\n  - { c: [1, (z) (z)] }\na: again\nd: |\n  some\n  text\n";
        check(text, &DataPath::value(steps("a")), "ü");
        check(text, &DataPath::key(steps("a")), "a");
        check(text, &DataPath::value(steps("b.0")), "x y");
        check(text, &DataPath::value(steps("b.1.c.0")), "1");
        check(text, &DataPath::value(steps("b.1.c.1")).within("(z)", 1), "(z)");
        check(text, &DataPath::value(steps("d")), "some\n  text");
        check(text, &DataPath::value(steps("b.1.nothing")), "b");
        let again = DataPath { steps: steps("a"), part: Part::Again, within: None };
        let span = Outline::of(text).find(text, &again);
        assert_eq!(span.start as usize, text.find("a: again").expect("it stands there"));
    }

    #[test]
    fn the_first_value_that_is_too_deep_is_found() {
        assert_eq!(too_deep("a: [[[x]]]\n", 4), None);
        assert_eq!(too_deep("a: [[[x]]]\n", 3), Some(5));
        assert_eq!(too_deep("a: '[[[[[['\nb: {c: {}}\n", 3), None);
        assert_eq!(too_deep("- - - x\n", 2), Some(4));
        assert!(too_deep(&"[".repeat(1_000_000), 100).is_some());
    }

    #[test]
    fn what_comes_before_a_mistake_is_found() {
        check("a: 1\nb: [x, y]\nc: }\n", &DataPath::value(steps("b.1")), "y");
    }
}
