//! Comes in: a pattern in oniguruma's syntax. Goes out: its tree. The one thing to know: the pattern
//! was accepted by oniguruma, so nothing is diagnosed here; what this parser does not know becomes
//! [`Node::Opaque`] or makes the whole pattern [`Unreadable`], and oniguruma runs it.
//!
//! ```text
//! (?xi: \b ( [[:alpha:]_]\w* ) \s*+ (?= : ) )
//! ```

use super::class;
use super::tree::{ENDLESS, Greed, Node, Place, Set};

/// The pattern has a construct this parser does not read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unreadable;

/// `i`, `m` and `x`, as they stand at a place of a pattern.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    pub(super) any_case: bool,
    dot_takes_newline: bool,
    spaced: bool,
}

/// A pattern that is being read.
pub(super) struct Parser<'a> {
    pub(super) pattern: &'a str,
    pub(super) at: usize,
    pub(super) flags: Flags,
    groups: u32,
    /// Whether the case of anything is ignored.
    pub(super) ignores_case: bool,
}

/// A pattern that was read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) tree: Node,
    /// Whether the case of anything is ignored.
    pub(super) ignores_case: bool,
}

/// Reads a pattern.
pub(super) fn parse(pattern: &str) -> Result<Parsed, Unreadable> {
    let mut parser = Parser { pattern, at: 0, flags: Flags::default(), groups: 0, ignores_case: false };
    let tree = parser.alternatives()?;
    let groups = parser.groups;
    let dangling = tree.any(&mut |node| matches!(node, Node::Again { group, .. } if *group > groups));
    if parser.at < pattern.len() || dangling {
        return Err(Unreadable);
    }
    Ok(Parsed { tree, ignores_case: parser.ignores_case })
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.pattern[self.at..].chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    pub(super) fn eat(&mut self, character: char) -> bool {
        let found = self.peek() == Some(character);
        if found {
            self.next();
        }
        found
    }

    fn eat_text(&mut self, text: &str) -> bool {
        let found = self.pattern[self.at..].starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Everything up to the end of the group or of the pattern.
    fn alternatives(&mut self) -> Result<Node, Unreadable> {
        let mut branches = vec![self.branch()?];
        while self.eat('|') {
            branches.push(self.branch()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alt(branches) })
    }

    fn branch(&mut self) -> Result<Node, Unreadable> {
        let mut nodes = Vec::new();
        loop {
            self.skip_ignored()?;
            let Some(character) = self.peek().filter(|character| !matches!(character, '|' | ')')) else {
                break;
            };
            if let Some(word) = self.word() {
                nodes.push(word);
                continue;
            }
            self.next();
            let may_unfold;
            let mut node = match character {
                '(' if self.eat('?') => match self.special_group()? {
                    Special::Group(node) => {
                        may_unfold = false;
                        node
                    }
                    Special::Rest(node) => {
                        nodes.push(node);
                        break;
                    }
                },
                '(' if self.peek() == Some('*') => return Err(Unreadable),
                '[' => {
                    let read = class::bracketed(self)?;
                    may_unfold = read.may_unfold;
                    Node::Set(read.set)
                }
                _ => {
                    may_unfold = false;
                    self.atom(character)?
                }
            };
            let mut endless = false;
            loop {
                self.skip_ignored()?;
                let Some((min, max, greed)) = self.quantifier()? else {
                    break;
                };
                endless |= max == ENDLESS;
                node = Node::Repeat { body: Box::new(node), min, max, greed };
            }
            // "ss" may be one character of such a set; in an endless loop that makes no difference
            if may_unfold && !endless {
                return Err(Unreadable);
            }
            nodes.push(node);
        }
        Ok(sequence(nodes))
    }

    /// Several letters, digits and underscores of which none is repeated.
    fn word(&mut self) -> Option<Node> {
        let rest = &self.pattern.as_bytes()[self.at..];
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        let mut length = rest.iter().take_while(is_part).count();
        let repeats = |byte: &u8| self.flags.spaced || matches!(byte, b'*' | b'+' | b'?' | b'{');
        if rest.get(length).is_some_and(repeats) {
            length = length.saturating_sub(1);
        }
        if length < 2 {
            return None;
        }
        self.at += length;
        let any_case = self.flags.any_case;
        self.ignores_case |= any_case;
        let bytes = if any_case { rest[..length].to_ascii_lowercase() } else { rest[..length].to_vec() };
        let any_case = any_case && bytes.iter().any(u8::is_ascii_alphabetic);
        Some(Node::Text { bytes, any_case })
    }

    /// Comments, and white space where the pattern is spaced out.
    fn skip_ignored(&mut self) -> Result<(), Unreadable> {
        loop {
            if self.eat_text("(?#") {
                loop {
                    match self.next().ok_or(Unreadable)? {
                        '\\' => drop(self.next()),
                        ')' => break,
                        _ => {}
                    }
                }
            } else if self.flags.spaced && self.eat('#') {
                while self.next().is_some_and(|character| character != '\n') {}
            } else if self.flags.spaced && matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r' | '\x0C')) {
                self.next();
            } else {
                return Ok(());
            }
        }
    }

    fn atom(&mut self, character: char) -> Result<Node, Unreadable> {
        Ok(match character {
            '(' => {
                self.groups += 1;
                let index = self.groups;
                Node::Group { index, body: Box::new(self.group_body(self.flags)?) }
            }
            '.' if self.flags.dot_takes_newline => Node::Set(Set::all()),
            '.' => Node::Set(Set::not_newline()),
            '^' => Node::At(Place::LineStart),
            '$' => Node::At(Place::LineEnd),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err(Unreadable),
            _ => self.text(character)?,
        })
    }

    pub(super) fn text(&mut self, character: char) -> Result<Node, Unreadable> {
        let any_case = self.flags.any_case;
        self.ignores_case |= any_case;
        if any_case && !character.is_ascii() {
            return Err(Unreadable);
        }
        let any_case = any_case && character.is_ascii_alphabetic();
        let character = if any_case { character.to_ascii_lowercase() } else { character };
        Ok(Node::Text { bytes: character.encode_utf8(&mut [0; 4]).as_bytes().to_vec(), any_case })
    }

    /// The body of a group and its closing bracket; flags set inside end with it.
    fn group_body(&mut self, flags: Flags) -> Result<Node, Unreadable> {
        let outside = std::mem::replace(&mut self.flags, flags);
        let body = self.alternatives()?;
        self.flags = outside;
        if self.eat(')') { Ok(body) } else { Err(Unreadable) }
    }

    /// A group that begins with `(?`; the parser stands behind that.
    fn special_group(&mut self) -> Result<Special, Unreadable> {
        let flags = self.flags;
        let look = |behind, negated, body| Node::Look { behind, negated, body: Box::new(body) };
        Ok(Special::Group(if self.eat(':') {
            self.group_body(flags)?
        } else if self.eat('=') {
            look(false, false, self.group_body(flags)?)
        } else if self.eat('!') {
            look(false, true, self.group_body(flags)?)
        } else if self.eat_text("<=") {
            look(true, false, self.group_body(flags)?)
        } else if self.eat_text("<!") {
            look(true, true, self.group_body(flags)?)
        } else if self.eat('>') {
            Node::Atomic(Box::new(self.group_body(flags)?))
        } else {
            let mut flags = flags;
            let mut on = true;
            loop {
                match self.next().ok_or(Unreadable)? {
                    '-' => on = false,
                    'i' => flags.any_case = on,
                    'm' => flags.dot_takes_newline = on,
                    'x' => flags.spaced = on,
                    ':' => return Ok(Special::Group(self.group_body(flags)?)),
                    ')' => break,
                    _ => return Err(Unreadable),
                }
            }
            // the flags hold up to the end of the group, and what stands between is one alternation
            let outside = std::mem::replace(&mut self.flags, flags);
            let rest = self.alternatives()?;
            self.flags = outside;
            return Ok(Special::Rest(rest));
        }))
    }

    /// How often the node before is repeated.
    fn quantifier(&mut self) -> Result<Option<(u32, u32, Greed)>, Unreadable> {
        let begin = self.at;
        let (min, max) = match self.next() {
            Some('*') => (0, ENDLESS),
            Some('+') => (1, ENDLESS),
            Some('?') => (0, 1),
            Some('{') => {
                // a brace that is no interval is text, and the next atom
                let Some((min, max, fixed)) = self.interval() else {
                    self.at = begin;
                    return Ok(None);
                };
                if min > max {
                    return Err(Unreadable);
                }
                // {n}? is greedy and optional, {n,m}+ is greedy and repeated
                let lazy = !fixed && self.eat('?');
                return Ok(Some((min, max, if lazy { Greed::Lazy } else { Greed::Greedy })));
            }
            _ => {
                self.at = begin;
                return Ok(None);
            }
        };
        let greed = if self.eat('?') {
            Greed::Lazy
        } else if self.eat('+') {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        Ok(Some((min, max, greed)))
    }

    /// `n}`, `n,}`, `,m}` or `n,m}`, and whether it is the first.
    fn interval(&mut self) -> Option<(u32, u32, bool)> {
        let length = self.pattern[self.at..].find('}')?;
        let text = &self.pattern[self.at..self.at + length];
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| !text.starts_with('+'));
        let (min, max, fixed) = match text.split_once(',') {
            None => (number(text)?, number(text)?, true),
            Some(("", "")) => return None,
            Some(("", max)) => (0, number(max)?, false),
            Some((min, "")) => (number(min)?, ENDLESS, false),
            Some((min, max)) => (number(min)?, number(max)?, false),
        };
        self.at += length + 1;
        Some((min, max, fixed))
    }
}

/// What a bracket with a question mark turns out to be.
enum Special {
    /// A group that ends with its own bracket.
    Group(Node),
    /// Flags, and with them all the rest of the group around.
    Rest(Node),
}

/// Nodes one after the other, neighbouring texts as one.
fn sequence(nodes: Vec<Node>) -> Node {
    let caseless = |bytes: &[u8]| !bytes.iter().any(u8::is_ascii_alphabetic);
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match (out.last_mut(), node) {
            (Some(Node::Text { bytes, any_case }), Node::Text { bytes: more, any_case: same })
                if *any_case == same || caseless(&more) || caseless(bytes) =>
            {
                *any_case = if caseless(bytes) { same } else { *any_case };
                bytes.extend(more);
            }
            (_, Node::Seq(inner)) => out.extend(inner),
            (_, node) => out.push(node),
        }
    }
    if out.len() == 1 { out.remove(0) } else { Node::Seq(out) }
}
