//! Comes in: a tree. Goes out: two bytes without which the rest of a line cannot match it. The one
//! thing to know: a pattern that looks for `=>` far ahead is not tried where the line has none left.

use super::tree::Node;

/// A byte no text contains: nothing is required.
pub(crate) const NOTHING: u8 = 0xFF;

/// Bytes from common to rare in code; a rare byte is the better one to require. Others are rarer.
const COMMON: &[u8] = b" etaoinsrlcdup.,\"()-_mfhg=':y{}bvkwx;10/TSEAIRjzqCNDO[]2345678PML9";

/// The two rarest bytes that every match of the pattern needs, at or behind its beginning.
pub(super) fn required(tree: &Node) -> [u8; 2] {
    let bits = needed(tree);
    let mut bytes: Vec<u8> = (0..128_u8).filter(|byte| bits >> byte & 1 == 1).collect();
    bytes.sort_by_key(|byte| COMMON.iter().rev().position(|common| common == byte).map_or(0, |rank| rank + 1));
    [bytes.first().copied().unwrap_or(NOTHING), bytes.get(1).copied().unwrap_or(NOTHING)]
}

/// The ASCII bytes every match needs, as bits.
fn needed(node: &Node) -> u128 {
    let bit = |byte: &u8| if *byte < 128 { 1 << byte } else { 0 };
    match node {
        Node::Text { bytes, any_case } => bytes
            .iter()
            .filter(|byte| !(*any_case && byte.is_ascii_alphabetic()))
            .map(bit)
            .fold(0, |all, one| all | one),
        Node::Set(set) => {
            let ascii = set.ascii();
            let one = ascii.is_power_of_two() && matches!(set.wide, super::tree::Wide::None);
            if one { ascii } else { 0 }
        }
        Node::Seq(nodes) => nodes.iter().map(needed).fold(0, |all, more| all | more),
        Node::Alt(nodes) => nodes.iter().map(needed).reduce(|all, other| all & other).unwrap_or(0),
        Node::Repeat { min: 1.., body, .. }
        | Node::Group { body, .. }
        | Node::Atomic(body)
        | Node::Look { behind: false, negated: false, body } => needed(body),
        Node::Repeat { .. } | Node::Look { .. } | Node::At(_) | Node::Again { .. } | Node::Opaque => 0,
    }
}
