//! Comes in: nothing; these are the nouns of the folder. Goes out: [`Node`], a pattern as a tree,
//! and [`Set`], the characters one place of a pattern may be. The one thing to know: what only
//! oniguruma understands becomes [`Node::Opaque`], and such a pattern is run by oniguruma.

use std::sync::Arc;

use super::ask::Question;

/// No upper bound of a repetition.
pub(super) const ENDLESS: u32 = u32::MAX;

/// A pattern, or a part of one.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Bytes as they stand; with `any_case`, ASCII letters in lower case that match both cases.
    Text { bytes: Vec<u8>, any_case: bool },
    /// One character of a set.
    Set(Set),
    /// One after the other; nothing at all if empty.
    Seq(Vec<Node>),
    /// The first that leads to a match.
    Alt(Vec<Node>),
    /// `body` again and again.
    Repeat { body: Box<Node>, min: u32, max: u32, greed: Greed },
    /// A group whose place is remembered under its number.
    Group { index: u32, body: Box<Node> },
    /// Once matched, never tried another way.
    Atomic(Box<Node>),
    /// Looks ahead or behind and stays where it is.
    Look { behind: bool, negated: bool, body: Box<Node> },
    /// A condition on the place itself.
    At(Place),
    /// What a group has matched, once more.
    Again { group: u32, any_case: bool },
    /// Something else.
    Opaque,
}

/// How a repetition chooses its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    /// Long first.
    Greedy,
    /// Short first.
    Lazy,
    /// Long, and never shorter.
    Possessive,
}

/// A condition on a place in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `^`
    LineStart,
    /// `$`
    LineEnd,
    /// `\A`
    TextStart,
    /// `\z`
    TextEnd,
    /// `\Z`
    TextEndOrNewline,
    /// `\b`
    WordEdge,
    /// `\B`
    NotWordEdge,
    /// `\G`
    SearchStart,
}

/// A set of characters: ASCII as bits, the others by rule.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// Bit n of the first word stands for the character n, of the second for 64 + n.
    ascii: [u64; 2],
    pub(super) wide: Wide,
}

/// Which characters beyond ASCII belong to a set.
#[derive(Clone, Debug)]
pub(super) enum Wide {
    /// None of them.
    None,
    /// All of them.
    All,
    /// Oniguruma knows.
    Ask(Arc<Question>),
}

impl Set {
    /// The set of these ASCII characters, given as bits, and of these others.
    pub(super) fn new(ascii: u128, wide: Wide) -> Self {
        let bytes = ascii.to_le_bytes();
        let word = |from: usize| (0..8).fold(0, |word, byte| word | u64::from(bytes[from + byte]) << (8 * byte));
        Self { ascii: [word(0), word(8)], wide }
    }

    /// `.`: all but the newline.
    pub(super) fn not_newline() -> Self {
        Self::new(!(1 << b'\n'), Wide::All)
    }

    /// `(?m:.)`: all there is.
    pub(super) fn all() -> Self {
        Self::new(!0, Wide::All)
    }

    /// Whether this is the set of `.`.
    pub(super) fn is_not_newline(&self) -> bool {
        self.ascii == [!(1 << b'\n'), !0] && matches!(self.wide, Wide::All)
    }

    /// The ASCII characters of the set, as two words of bits.
    pub(super) fn words(&self) -> [u64; 2] {
        self.ascii
    }

    /// The ASCII characters of the set, as bits.
    pub(super) fn ascii(&self) -> u128 {
        u128::from(self.ascii[0]) | u128::from(self.ascii[1]) << 64
    }

    /// Whether an ASCII character belongs to the set.
    #[inline]
    pub(super) fn has_ascii(&self, byte: u8) -> bool {
        self.ascii[usize::from(byte >> 6 & 1)] >> (byte & 63) & 1 == 1
    }

    /// Whether both sets are the same, as far as can be told without asking.
    pub(super) fn same(&self, other: &Self) -> bool {
        let wide = match (&self.wide, &other.wide) {
            (Wide::None, Wide::None) | (Wide::All, Wide::All) => true,
            (Wide::Ask(one), Wide::Ask(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        wide && self.ascii == other.ascii
    }
}

impl Node {
    /// Matches nothing, anywhere.
    pub(super) const EMPTY: Self = Self::Seq(Vec::new());

    /// The set, if this node is exactly one character of it.
    pub(super) fn as_set(&self) -> Option<Set> {
        match self {
            Self::Set(set) => Some(set.clone()),
            Self::Text { bytes, any_case } if bytes.len() == 1 && bytes[0] < 128 => {
                let upper = if *any_case { bytes[0].to_ascii_uppercase() } else { bytes[0] };
                Some(Set::new(1 << bytes[0] | 1 << upper, Wide::None))
            }
            Self::Seq(nodes) if nodes.len() == 1 => nodes[0].as_set(),
            Self::Alt(nodes) => {
                let (mut ascii, mut wide) = (0, Wide::None);
                for set in nodes.iter().map(Self::as_set) {
                    let set = set?;
                    ascii |= set.ascii();
                    wide = match (wide, set.wide) {
                        (Wide::All, _) | (_, Wide::All) => Wide::All,
                        (Wide::None, other) | (other, Wide::None) => other,
                        (Wide::Ask(_), Wide::Ask(_)) => return None,
                    };
                }
                Some(Set::new(ascii, wide))
            }
            _ => None,
        }
    }

    /// Whether any part of the pattern satisfies the condition.
    pub(super) fn any(&self, condition: &mut impl FnMut(&Self) -> bool) -> bool {
        condition(self)
            || match self {
                Self::Seq(nodes) | Self::Alt(nodes) => nodes.iter().any(|node| node.any(condition)),
                Self::Repeat { body, .. } | Self::Group { body, .. } | Self::Atomic(body) | Self::Look { body, .. } => {
                    body.any(condition)
                }
                Self::Text { .. } | Self::Set(_) | Self::At(_) | Self::Again { .. } | Self::Opaque => false,
            }
    }

    /// The least and the greatest number of characters the node can match; `None` if it has no
    /// greatest, or none that can be told.
    pub(super) fn chars(&self) -> (u32, Option<u32>) {
        match self {
            Self::Text { bytes, .. } => {
                let count = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
                let count = u32::try_from(count).unwrap_or(ENDLESS);
                (count, Some(count))
            }
            Self::Set(_) => (1, Some(1)),
            Self::Seq(nodes) => nodes.iter().map(Self::chars).fold((0, Some(0)), |(low, high), (more, most)| {
                (low + more, high.zip(most).map(|(high, most)| high + most))
            }),
            Self::Alt(nodes) => nodes
                .iter()
                .map(Self::chars)
                .reduce(|(low, high), (other, most)| {
                    (low.min(other), high.zip(most).map(|(high, most)| high.max(most)))
                })
                .unwrap_or((0, Some(0))),
            Self::Repeat { body, min, max, .. } => {
                let (low, high) = body.chars();
                let high = high.filter(|_| *max != ENDLESS).map(|high| high.saturating_mul(*max));
                (low.saturating_mul(*min), high)
            }
            Self::Group { body, .. } | Self::Atomic(body) => body.chars(),
            Self::Look { .. } | Self::At(_) => (0, Some(0)),
            Self::Again { .. } | Self::Opaque => (0, None),
        }
    }
}
