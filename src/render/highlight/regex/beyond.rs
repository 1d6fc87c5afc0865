//! Comes in: a tree. Goes out: what can stand behind the run of spaces, or of word characters, in
//! which a match of it begins. The one thing to know: this is the second look that spares most
//! tries: of the patterns that can begin with a letter, few go on with the `(` behind the word.

use super::first::First;
use super::tree::{Node, Place, Set, Wide};

/// A kind of run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// Spaces and tabs.
    Blank,
    /// ASCII letters, digits and underscores.
    Word,
}

const BLANK: u128 = 1 << b' ' | 1 << b'\t';
const WORD: u128 = 0x07FF_FFFE_87FF_FFFE_03FF_0000_0000_0000;

impl Run {
    /// The run a byte belongs to.
    #[inline]
    pub(crate) fn of(byte: u8) -> Option<Self> {
        match byte {
            b' ' | b'\t' => Some(Self::Blank),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => Some(Self::Word),
            _ => None,
        }
    }

    /// The characters of the run, as bits.
    fn bits(self) -> u128 {
        match self {
            Self::Blank => BLANK,
            Self::Word => WORD,
        }
    }
}

/// What can stand behind the run in which a match of the node, then of something else, begins.
pub(super) fn beyond(node: &Node, run: Run, then: First) -> First {
    let has = |byte: u8| byte < 128 && run.bits() >> byte & 1 == 1;
    match node {
        Node::Text { bytes, any_case } => {
            let behind = bytes.iter().find(|byte| !has(**byte));
            match behind {
                Some(byte) if *any_case => First::of(&[*byte, byte.to_ascii_uppercase()]).or(First::WIDE),
                None if *any_case => then.or(First::WIDE),
                Some(byte) => First::of(&[*byte]),
                None => then,
            }
        }
        Node::Set(set) => {
            let out = First::of_set(&Set::new(set.ascii() & !run.bits(), set.wide.clone()));
            if set.ascii() & run.bits() == 0 { out } else { out.or(then) }
        }
        Node::Seq(nodes) => nodes.iter().rev().fold(then, |then, node| beyond(node, run, then)),
        Node::Alt(nodes) => nodes.iter().map(|node| beyond(node, run, then)).fold(First::NONE, First::or),
        Node::Repeat { body, min, .. } => {
            let out = beyond(body, run, then);
            if *min == 0 { out.or(then) } else { out }
        }
        Node::Group { body, .. } | Node::Atomic(body) => beyond(body, run, then),
        Node::Look { behind: false, negated: false, body } => beyond(body, run, First::ALL).and(then),
        Node::At(Place::LineEnd | Place::TextEnd | Place::TextEndOrNewline) => {
            First::of_set(&Set::new(1 << b'\n', Wide::None)).or(First::END).and(then)
        }
        Node::Look { .. } | Node::At(_) => then,
        Node::Again { .. } | Node::Opaque => First::ALL,
    }
}
