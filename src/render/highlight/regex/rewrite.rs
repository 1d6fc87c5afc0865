//! Comes in: a part of a tree. Goes out: one that matches the same, in the same order of tries, with
//! fewer steps. The one thing to know: order matters only between ways that can begin alike.

use std::borrow::Cow;

use super::first::{First, first};
use super::tree::{ENDLESS, Greed, Node};

/// `(?:[a-z]|xy)*` as `[a-z]*(?:xy[a-z]*)*`, which tries the same ways in the same order if no
/// character can begin both; most characters then are part of a run.
pub(super) fn split_runs(body: &Node) -> Option<Node> {
    let Node::Alt(branches) = body else {
        return None;
    };
    let is_single = |node: &&Node| node.as_set().is_some();
    let single: Vec<Node> = branches.iter().filter(is_single).cloned().collect();
    if single.is_empty() || single.len() == branches.len() {
        return None;
    }
    let mut rest: Vec<Node> = branches.iter().filter(|node| !is_single(node)).cloned().collect();
    let set = Node::Set(Node::Alt(single).as_set()?);
    let rest = if rest.len() == 1 { rest.remove(0) } else { Node::Alt(rest) };
    let apart = first(&set, First::ALL).excludes(first(&rest, First::ALL));
    if !apart || rest.chars().0 == 0 {
        return None;
    }
    let repeat = |body| Node::Repeat { body: Box::new(body), min: 0, max: ENDLESS, greed: Greed::Greedy };
    Some(Node::Seq(vec![repeat(set.clone()), repeat(Node::Seq(vec![rest, repeat(set)]))]))
}

/// Branches that begin with the same text share it: `abs|all|any` becomes `a(?:bs|ll|ny)`.
pub(super) fn gather(branches: &[Node]) -> Vec<Cow<'_, Node>> {
    let mut out = Vec::with_capacity(branches.len());
    let mut rest = branches;
    while let Some(branch) = rest.first() {
        let Some((_, any_case)) = head(branch) else {
            out.push(Cow::Borrowed(branch));
            rest = &rest[1..];
            continue;
        };
        // texts that differ in their first byte exclude each other, so their order is free
        let alike = |node: &&Node| head(node).is_some_and(|(_, other)| other == any_case);
        let (texts, others) = rest.split_at(rest.iter().take_while(alike).count());
        let mut heads: Vec<(u8, Vec<&Node>)> = Vec::new();
        for node in texts {
            let byte = head(node).map_or(0, |(byte, _)| byte);
            match heads.iter_mut().find(|(known, _)| *known == byte) {
                Some((_, nodes)) => nodes.push(node),
                None => heads.push((byte, vec![node])),
            }
        }
        out.extend(heads.into_iter().map(|(byte, nodes)| {
            if let [only] = nodes[..] {
                return Cow::Borrowed(only);
            }
            let shared = Node::Text { bytes: vec![byte], any_case };
            let tails = nodes.into_iter().map(tail).collect();
            Cow::Owned(Node::Seq(vec![shared, Node::Alt(tails)]))
        }));
        rest = others;
    }
    out
}

/// The first byte of a branch that begins with text, and whether its case matters.
fn head(branch: &Node) -> Option<(u8, bool)> {
    match branch {
        Node::Text { bytes, any_case } => Some((bytes[0], *any_case)),
        Node::Seq(nodes) => head(nodes.first()?),
        _ => None,
    }
}

/// A branch that begins with text, without its first byte.
fn tail(branch: &Node) -> Node {
    match branch {
        Node::Text { bytes, any_case } if bytes.len() > 1 => {
            Node::Text { bytes: bytes[1..].to_vec(), any_case: *any_case }
        }
        Node::Seq(nodes) if !nodes.is_empty() => {
            let rest = nodes[1..].iter().cloned();
            Node::Seq(std::iter::once(tail(&nodes[0])).chain(rest).collect())
        }
        _ => Node::EMPTY,
    }
}
