//! Comes in: a tree. Goes out: [`First`], the bytes a match of it can begin with. The one thing to
//! know: it may hold too much, never too little; a pattern is not tried where its `First` says no.

use super::tree::{Node, Place, Set, Wide};

/// A set of bytes, and whether the end of the text belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct First {
    bytes: [u64; 4],
    end: bool,
}

impl First {
    /// Anything, or the end.
    pub(crate) const ALL: Self = Self { bytes: [!0; 4], end: true };
    /// Nothing.
    pub(super) const NONE: Self = Self { bytes: [0; 4], end: false };
    /// The end only.
    pub(super) const END: Self = Self { bytes: [0; 4], end: true };
    /// The bytes that begin characters beyond ASCII.
    pub(super) const WIDE: Self = Self { bytes: [0, 0, !0, !0], end: false };

    /// Whether a match can begin with this byte, or at the end of the text.
    pub(crate) fn has(&self, byte: Option<u8>) -> bool {
        match byte {
            Some(byte) => self.bytes[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1,
            None => self.end,
        }
    }

    /// These bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut out = Self::NONE;
        for byte in bytes {
            out.bytes[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        out
    }

    /// What a character of the set begins with.
    pub(super) fn of_set(set: &Set) -> Self {
        let [low, high] = set.words();
        let wide = if matches!(set.wide, Wide::None) { 0 } else { !0 };
        Self { bytes: [low, high, wide, wide], end: false }
    }

    /// What can follow where a character of the set must not.
    fn of_all_but(set: &Set) -> Self {
        let wide = if matches!(set.wide, Wide::All) { Wide::None } else { Wide::All };
        Self { end: true, ..Self::of_set(&Set::new(!set.ascii(), wide)) }
    }

    /// What belongs to one of both.
    pub(crate) fn or(self, other: Self) -> Self {
        let mut bytes = self.bytes;
        bytes.iter_mut().zip(other.bytes).for_each(|(all, more)| *all |= more);
        Self { bytes, end: self.end || other.end }
    }

    /// What belongs to both.
    pub(super) fn and(self, other: Self) -> Self {
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
        Node::Text { bytes, any_case: true } => First::of(&[bytes[0], bytes[0].to_ascii_uppercase()]).or(First::WIDE),
        Node::Set(set) => First::of_set(set),
        Node::Seq(nodes) => nodes.iter().rev().fold(then, |then, node| first(node, then)),
        Node::Alt(nodes) => nodes.iter().map(|node| first(node, then)).fold(First::NONE, First::or),
        Node::Repeat { body, min, .. } => {
            let begin = first(body, then);
            if *min == 0 { begin.or(then) } else { begin }
        }
        Node::Group { body, .. } | Node::Atomic(body) => first(body, then),
        Node::Look { behind: false, negated: false, body } => first(body, First::ALL).and(then),
        Node::Look { behind: false, negated: true, body } => {
            body.as_set().map_or(then, |set| First::of_all_but(&set).and(then))
        }
        Node::At(Place::LineEnd | Place::TextEndOrNewline) => First::of(b"\n").or(First::END).and(then),
        Node::At(Place::TextEnd) => First::END.and(then),
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
        Node::Group { body, .. } | Node::Atomic(body) | Node::Look { behind: false, negated: false, body } => {
            only_at_start(body)
        }
        _ => false,
    }
}

/// How many bytes a match takes if what it begins with already decides that it is one: one, or none
/// for a look ahead. Only holds where the next character is ASCII, or at the end of the text.
pub(super) fn decided_by_first(node: &Node) -> Option<u8> {
    match node {
        Node::Text { bytes, .. } => (bytes.len() == 1).then_some(1),
        Node::Set(_) => Some(1),
        Node::At(Place::LineEnd) => Some(0),
        Node::Seq(nodes) => nodes.is_empty().then_some(0),
        Node::Alt(branches) => {
            let takes = decided_by_first(branches.first()?)?;
            branches.iter().all(|branch| decided_by_first(branch) == Some(takes)).then_some(takes)
        }
        Node::Look { behind: false, negated: false, body } => decided_by_first(body).map(|_| 0),
        Node::Look { behind: false, negated: true, body } => body.as_set().map(|_| 0),
        _ => None,
    }
}

/// Bytes (and, last, the end of the text) that are in the same sets have the same number.
pub(crate) fn kinds_of_symbols<'a>(sets: impl Iterator<Item = &'a First>) -> Box<[u16; 257]> {
    let mut kinds = Box::new([0_u16; 257]);
    let mut count = 1;
    let mut moved: Vec<(u16, u16)> = Vec::new();
    for set in sets {
        moved.clear();
        // whether the set or all but the set is set apart makes no difference
        let flip = if set.bytes.iter().map(|word| word.count_ones()).sum::<u32>() > 128 { !0 } else { 0 };
        let mut set_apart = |symbol: usize| {
            let kind = &mut kinds[symbol];
            *kind = if let Some((_, to)) = moved.iter().find(|(from, _)| from == kind) {
                *to
            } else {
                moved.push((*kind, count));
                count += 1;
                count - 1
            };
        };
        for (number, word) in set.bytes.iter().enumerate() {
            let mut rest = word ^ flip;
            while rest != 0 {
                set_apart(64 * number + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
        if set.end == (flip == 0) {
            set_apart(256);
        }
    }
    kinds
}
