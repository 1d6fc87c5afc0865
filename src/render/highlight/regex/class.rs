//! Comes in: a character class as oniguruma writes it (`[a-z&&[^x]\p{L}[:alpha:]-]`). Goes out: a
//! [`Set`]. The one thing to know: ASCII is worked out here; of the rest only "none" and "all" are,
//! and for everything between the set asks oniguruma about the class as a whole.

use super::ask::Question;
use super::parse::{Parser, Unreadable};
use super::tree::{Set, Wide};

/// What is known of the characters beyond ASCII while a class is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    None,
    Some,
    All,
}

/// A part of a class.
#[derive(Clone, Copy, Debug)]
struct Part {
    ascii: u128,
    rest: Rest,
}

/// One item of a class.
enum Item {
    Char(char),
    Part(Part),
}

const DIGITS: u128 = between(b'0', b'9');
const HEX: u128 = DIGITS | between(b'a', b'f') | between(b'A', b'F');
const WORD: u128 = DIGITS | between(b'a', b'z') | between(b'A', b'Z') | between(b'_', b'_');
const SPACES: u128 = between(b'\t', b'\r') | between(b' ', b' ');

/// The ASCII characters from one to another, as bits.
const fn between(from: u8, to: u8) -> u128 {
    (!0 << from) & (!0 >> (127 - to))
}

const NOTHING: Part = Part { ascii: 0, rest: Rest::None };

impl Part {
    fn or(self, other: Self) -> Self {
        let rest = match (self.rest, other.rest) {
            (Rest::All, _) | (_, Rest::All) => Rest::All,
            (Rest::None, Rest::None) => Rest::None,
            _ => Rest::Some,
        };
        Self { ascii: self.ascii | other.ascii, rest }
    }

    fn and(self, other: Self) -> Self {
        let rest = match (self.rest, other.rest) {
            (Rest::None, _) | (_, Rest::None) => Rest::None,
            (Rest::All, Rest::All) => Rest::All,
            _ => Rest::Some,
        };
        Self { ascii: self.ascii & other.ascii, rest }
    }

    fn not(self) -> Self {
        let rest = match self.rest {
            Rest::None => Rest::All,
            Rest::Some => Rest::Some,
            Rest::All => Rest::None,
        };
        Self { ascii: !self.ascii, rest }
    }

    fn range(from: char, to: char) -> Self {
        let ascii = if from.is_ascii() { between(from as u8, if to.is_ascii() { to as u8 } else { 127 }) } else { 0 };
        let rest = match to {
            '\0'..='\x7F' => Rest::None,
            char::MAX if from <= '\u{80}' => Rest::All,
            _ => Rest::Some,
        };
        Self { ascii, rest }
    }

    /// Both cases of every ASCII letter.
    fn any_case(self) -> Self {
        let upper = (self.ascii >> 32) & between(b'A', b'Z');
        let lower = (self.ascii << 32) & between(b'a', b'z');
        Self { ascii: self.ascii | upper | lower, ..self }
    }
}

/// A set that is read, and whether a single character of it may stand for several in the text.
pub(super) struct Read {
    pub(super) set: Set,
    pub(super) may_unfold: bool,
}

/// Reads a class; the parser stands behind its opening bracket.
pub(super) fn bracketed(parser: &mut Parser<'_>) -> Result<Read, Unreadable> {
    let begin = parser.at - 1;
    let (base, negated) = inside(parser)?;
    let any_case = parser.flags.any_case;
    parser.ignores_case |= any_case;
    let text = &parser.pattern[begin..parser.at];
    if any_case && base.rest != Rest::None {
        let question = Question::about(&format!("(?i:{text})"));
        let part = if negated { base.any_case().not() } else { base.any_case() };
        // of the letters beyond ASCII, two stand for ASCII ones
        let ascii = "kKsS".bytes().fold(part.ascii, |ascii, byte| {
            let bit = 1 << byte;
            if question.has(char::from(byte)) { ascii | bit } else { ascii & !bit }
        });
        let set = Set::new(ascii, Wide::Ask(question));
        return Ok(Read { set, may_unfold: !negated });
    }
    let base = if any_case { base.any_case() } else { base };
    let part = if negated { base.not() } else { base };
    Ok(Read { set: set(part, text), may_unfold: false })
}

/// The set of `\w`, `\D`, `\p{Lu}` and the like; the parser stands behind the letter.
pub(super) fn shorthand(parser: &mut Parser<'_>, letter: char) -> Result<Option<Set>, Unreadable> {
    let begin = parser.at - 2;
    let part = shorthand_part(parser, letter)?;
    Ok(part.map(|part| set(part, &parser.pattern[begin..parser.at])))
}

fn set(part: Part, text: &str) -> Set {
    let wide = match part.rest {
        Rest::None => Wide::None,
        Rest::All => Wide::All,
        Rest::Some => Wide::Ask(Question::about(text)),
    };
    Set::new(part.ascii, wide)
}

/// The class without its negation, and whether it is negated.
fn inside(parser: &mut Parser<'_>) -> Result<(Part, bool), Unreadable> {
    let negated = parser.eat('^');
    let mut left: Option<Part> = None;
    let mut part = NOTHING;
    let mut first = true;
    loop {
        let character = parser.next().ok_or(Unreadable)?;
        match character {
            ']' if !first => break,
            '&' if parser.peek() == Some('&') => {
                parser.next();
                left = Some(left.map_or(part, |left| left.and(part)));
                part = NOTHING;
            }
            _ => match item(parser, character)? {
                Item::Part(more) => part = part.or(more),
                Item::Char(from) => part = part.or(range_from(parser, from)?),
            },
        }
        first = false;
    }
    Ok((left.map_or(part, |left| left.and(part)), negated))
}

/// A single character, or the range that begins with it.
fn range_from(parser: &mut Parser<'_>, from: char) -> Result<Part, Unreadable> {
    let rest = &parser.pattern[parser.at..];
    if !rest.starts_with('-') || rest.starts_with("-]") || rest.starts_with("-&&") {
        return Ok(Part::range(from, from));
    }
    parser.next();
    let character = parser.next().ok_or(Unreadable)?;
    match item(parser, character)? {
        Item::Char(to) if from <= to => Ok(Part::range(from, to)),
        Item::Char(_) | Item::Part(_) => Err(Unreadable),
    }
}

fn item(parser: &mut Parser<'_>, character: char) -> Result<Item, Unreadable> {
    match character {
        '[' => {
            if let Some(part) = posix(parser) {
                return Ok(Item::Part(part));
            }
            let (part, negated) = inside(parser)?;
            Ok(Item::Part(if negated { part.not() } else { part }))
        }
        '\\' => {
            let letter = parser.next().ok_or(Unreadable)?;
            if let Some(part) = shorthand_part(parser, letter)? {
                return Ok(Item::Part(part));
            }
            match letter {
                'b' => Ok(Item::Char('\x08')),
                '1'..='7' => Err(Unreadable),
                _ => Ok(Item::Char(parser.escaped(letter)?)),
            }
        }
        _ => Ok(Item::Char(character)),
    }
}

/// `[:alpha:]`; the parser stands behind the bracket and stays there if this is something else.
fn posix(parser: &mut Parser<'_>) -> Option<Part> {
    let rest = parser.pattern[parser.at..].strip_prefix(':')?;
    let length = rest.find(":]")?;
    let name = rest[..length].strip_prefix('^').unwrap_or(&rest[..length]);
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let text = format!("[[:{}:]]", &rest[..length]);
    parser.at += length + 3;
    Some(Part { ascii: Question::about(&text).ascii(), rest: Rest::Some })
}

fn shorthand_part(parser: &mut Parser<'_>, letter: char) -> Result<Option<Part>, Unreadable> {
    let some = |ascii: u128| Part { ascii, rest: Rest::Some };
    let part = match letter.to_ascii_lowercase() {
        'w' => some(WORD),
        'd' => some(DIGITS),
        's' => some(SPACES),
        'h' => Part { ascii: HEX, rest: Rest::None },
        'p' if parser.peek() == Some('{') => {
            let begin = parser.at;
            parser.at += parser.pattern[begin..].find('}').ok_or(Unreadable)? + 1;
            let text = format!("\\{letter}{}", &parser.pattern[begin..parser.at]);
            return Ok(Some(some(Question::about(&text).ascii())));
        }
        _ => return Ok(None),
    };
    Ok(Some(if letter.is_ascii_uppercase() { part.not() } else { part }))
}
