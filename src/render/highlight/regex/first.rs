//! Comes in: a tree. Goes out: [`First`], the bytes a match of it can begin with. The one thing to
//! know: it may hold too much, never too little; a pattern is not tried where its `First` says no.

use super::tree::{Node, Place, Set, Wide};

/// A set of bytes, and whether the end of the text belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct First {
    bytes: [u64; 4],
    end: bool,
}

/// The bytes that begin characters beyond ASCII.
const WIDE: [u64; 4] = [0, 0, !0, !0];

impl First {
    /// Anything, or the end.
    pub(crate) const ALL: Self = Self { bytes: [!0; 4], end: true };
    const NONE: Self = Self { bytes: [0; 4], end: false };

    /// Whether a match can begin with this byte, or at the end of the text.
    pub(crate) fn has(&self, byte: Option<u8>) -> bool {
        match byte {
            Some(byte) => self.bytes[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1,
            None => self.end,
        }
    }

    fn of(bytes: &[u8]) -> Self {
        let mut out = Self::NONE;
        for byte in bytes {
            out.bytes[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        out
    }

    fn of_set(set: &Set) -> Self {
        let [low, high] = [set.ascii as u64, (set.ascii >> 64) as u64];
        let wide = if matches!(set.wide, Wide::None) { [0; 4] } else { WIDE };
        Self { bytes: [low, high, wide[2], wide[3]], end: false }
    }

    /// What belongs to one of both.
    pub(crate) fn or(self, other: Self) -> Self {
        let mut bytes = self.bytes;
        bytes.iter_mut().zip(other.bytes).for_each(|(all, more)| *all |= more);
        Self { bytes, end: self.end || other.end }
    }

    /// What belongs to both.
    fn and(self, other: Self) -> Self {
        let mut bytes = self.bytes;
        bytes.iter_mut().zip(other.bytes).for_each(|(all, less)| *all &= less);
        Self { bytes, end: self.end && other.end }
    }

    /// Whether nothing belongs to both.
    pub(super) fn excludes(self, other: Self) -> bool {
        self.and(other) == Self::NONE
    }
}

/// What a match of `node` followed by something that begins with `then` can begin with.
pub(super) fn first(node: &Node, then: First) -> First {
    match node {
        Node::Text { bytes, any_case: false } => First::of(&bytes[..1]),
        Node::Text { bytes, any_case: true } => {
            First::of(&[bytes[0], bytes[0].to_ascii_uppercase()]).or(First { bytes: WIDE, end: false })
        }
        Node::Set(set) => First::of_set(set),
        Node::Seq(nodes) => nodes.iter().rev().fold(then, |then, node| first(node, then)),
        Node::Alt(nodes) => nodes.iter().map(|node| first(node, then)).fold(First::NONE, First::or),
        Node::Repeat { body, min, .. } => {
            let again = first(body, first(body, then).or(then));
            if *min == 0 { again.or(then) } else { again }
        }
        Node::Group { body, .. } | Node::Atomic(body) => first(body, then),
        Node::Look { behind: false, negated: false, body } => first(body, First::ALL).and(then),
        Node::Look { behind: false, negated: true, body } => {
            let other = body.as_set().and_then(|set| set.complement());
            other.map_or(then, |set| First { end: true, ..First::of_set(&set) }.and(then))
        }
        Node::At(Place::LineEnd | Place::TextEndOrNewline) => First { end: true, ..First::of(b"\n") }.and(then),
        Node::At(Place::TextEnd) => First { end: true, ..First::NONE }.and(then),
        Node::Look { behind: true, .. } | Node::At(_) => then,
        Node::Again { .. } | Node::Opaque => First::ALL,
    }
}

/// Whether a match can only begin at the beginning of a line.
pub(super) fn only_at_start(node: &Node) -> bool {
    match node {
        Node::At(Place::LineStart | Place::TextStart) => true,
        Node::Seq(nodes) => nodes
            .iter()
            .find(|node| !matches!(node, Node::Look { .. } | Node::At(Place::WordEdge | Place::NotWordEdge)))
            .is_some_and(only_at_start),
        Node::Alt(nodes) => nodes.iter().all(only_at_start),
        Node::Group { body, .. } | Node::Atomic(body) => only_at_start(body),
        Node::Look { behind: false, negated: false, body } => only_at_start(body),
        _ => false,
    }
}
