//! Comes in: what stands behind a backslash. Goes out: the place, the set, the group or the character
//! it means. The one thing to know: bytes beyond ASCII written one by one are left to oniguruma.

use super::class;
use super::parse::{Parser, Unreadable};
use super::tree::{Node, Place, Set};

impl Parser<'_> {
    /// What a backslash begins; the parser stands behind it.
    pub(super) fn escape(&mut self) -> Result<Node, Unreadable> {
        let letter = self.next().ok_or(Unreadable)?;
        if let Some(set) = class::shorthand(self, letter)? {
            return Ok(Node::Set(set));
        }
        Ok(match letter {
            'b' => Node::At(Place::WordEdge),
            'B' => Node::At(Place::NotWordEdge),
            'A' => Node::At(Place::TextStart),
            'Z' => Node::At(Place::TextEndOrNewline),
            'z' => Node::At(Place::TextEnd),
            'G' => Node::At(Place::SearchStart),
            'N' => Node::Set(Set::not_newline()),
            'O' => Node::Set(Set::all()),
            '1'..='9' if !matches!(self.peek(), Some('0'..='9')) => {
                let group = letter.to_digit(10).ok_or(Unreadable)?;
                self.ignores_case |= self.flags.any_case;
                Node::Again { group, any_case: self.flags.any_case }
            }
            'g' if self.eat('<') => {
                while self.next().ok_or(Unreadable)? != '>' {}
                Node::Opaque
            }
            '1'..='9' | 'g' | 'k' | 'K' | 'R' | 'X' | 'y' | 'Y' | 'Q' => return Err(Unreadable),
            _ => {
                let character = self.escaped(letter)?;
                self.text(character)?
            }
        })
    }

    /// The character an escape stands for; the parser stands behind its letter.
    pub(super) fn escaped(&mut self, letter: char) -> Result<char, Unreadable> {
        Ok(match letter {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\x0C',
            'v' => '\x0B',
            'a' => '\x07',
            'e' => '\x1B',
            '0' if !matches!(self.peek(), Some('0'..='7')) => '\0',
            'x' if self.eat('{') => {
                let length = self.pattern[self.at..].find('}').ok_or(Unreadable)?;
                let character = self.hexadecimal(length)?;
                self.next();
                character
            }
            'x' => Some(self.hexadecimal(2)?).filter(char::is_ascii).ok_or(Unreadable)?,
            'u' => self.hexadecimal(4)?,
            'c' | 'C' | 'M' | 'o' | '0' => return Err(Unreadable),
            _ => letter,
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<char, Unreadable> {
        let text = self.pattern.get(self.at..self.at + digits).ok_or(Unreadable)?;
        self.at += digits;
        u32::from_str_radix(text, 16).ok().and_then(char::from_u32).ok_or(Unreadable)
    }
}
