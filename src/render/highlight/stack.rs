//! Comes in: the changes a parser makes to its stack of scopes. Goes out: the class of the stack.
//! The one thing to know: stacks are nodes of a tree that only grows, each pointing to the stack
//! without its top scope, so a stack is a number, and its class is computed once.

use syntect::parsing::{ClearAmount, Scope};

use super::class::Class;
use super::hash::FastMap;
use super::scopes::{Meaning, Shade, meaning};

/// A stack of scopes: a node of the [`StackTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct StackId(u32);

/// Scopes that were taken away and wait to be given back; again a node of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct ClearedId(u32);

/// A stack, and what `clear_scopes` took away from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Scopes {
    pub(super) top: StackId,
    cleared: ClearedId,
}

impl Scopes {
    /// The empty stack.
    pub(super) const EMPTY: Self = Self { top: StackId(0), cleared: ClearedId(0) };

    /// A stack from which nothing was taken.
    pub(super) fn whole(top: StackId) -> Self {
        Self { top, ..Self::EMPTY }
    }
}

#[cfg(test)]
thread_local! {
    /// Different stacks get different classes, as far as there are enough of them.
    pub(super) static FINGERPRINTS: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// All stacks seen so far.
#[derive(Debug)]
pub(super) struct StackTree {
    nodes: Vec<Node>,
    children: FastMap<(StackId, Scope), StackId>,
    meanings: FastMap<Scope, Meaning>,
    cleared: Vec<Cleared>,
    clearings: FastMap<Cleared, ClearedId>,
}

#[derive(Debug)]
struct Node {
    below: StackId,
    depth: u32,
    scope: Scope,
    shade: Shade,
}

/// What one `clear_scopes` took, top first, and what those before it took.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Cleared {
    before: ClearedId,
    taken: Vec<Scope>,
}

impl StackTree {
    pub(super) fn new() -> Self {
        let empty = Node { below: StackId(0), depth: 0, scope: Scope::default(), shade: Shade::NONE };
        Self {
            nodes: vec![empty],
            children: FastMap::default(),
            meanings: FastMap::default(),
            cleared: vec![Cleared { before: ClearedId(0), taken: Vec::new() }],
            clearings: FastMap::default(),
        }
    }

    /// The number of stacks, by which memory can be bounded.
    pub(super) fn len(&self) -> usize {
        self.nodes.len() + self.cleared.len()
    }

    /// The class of what has this stack.
    pub(super) fn class(&self, stack: StackId) -> Class {
        self.nodes[stack.0 as usize].shade.class
    }

    /// The stack with one more scope.
    pub(super) fn push(&mut self, stack: StackId, scope: Scope) -> StackId {
        if let Some(found) = self.children.get(&(stack, scope)) {
            return *found;
        }
        let meaning = *self.meanings.entry(scope).or_insert_with(|| meaning(&scope.build_string()));
        let below = &self.nodes[stack.0 as usize];
        let shade = below.shade.with(meaning);
        #[cfg(test)]
        let shade = if FINGERPRINTS.get() { below.shade.fingerprint(scope) } else { shade };
        let node = Node { below: stack, depth: below.depth + 1, scope, shade };
        let id = StackId(number(self.nodes.len()));
        self.nodes.push(node);
        self.children.insert((stack, scope), id);
        id
    }

    /// The stack with more scopes.
    pub(super) fn push_all(&mut self, stack: StackId, scopes: &[Scope]) -> StackId {
        scopes.iter().fold(stack, |stack, scope| self.push(stack, *scope))
    }

    /// The stack without its top scopes; the empty stack stays empty.
    pub(super) fn pop(&self, stack: StackId, count: usize) -> StackId {
        (0..count).fold(stack, |stack, _| self.nodes[stack.0 as usize].below)
    }

    /// Takes scopes away until [`StackTree::restore`].
    pub(super) fn clear(&mut self, scopes: &mut Scopes, amount: ClearAmount) {
        let depth = self.nodes[scopes.top.0 as usize].depth as usize;
        let count = match amount {
            ClearAmount::TopN(count) => count.min(depth),
            ClearAmount::All => depth,
        };
        let mut taken = Vec::with_capacity(count);
        for _ in 0..count {
            let node = &self.nodes[scopes.top.0 as usize];
            taken.push(node.scope);
            scopes.top = node.below;
        }
        let cleared = Cleared { before: scopes.cleared, taken };
        scopes.cleared = if let Some(known) = self.clearings.get(&cleared) {
            *known
        } else {
            let id = ClearedId(number(self.cleared.len()));
            self.cleared.push(cleared.clone());
            self.clearings.insert(cleared, id);
            id
        };
    }

    /// Gives back what the last [`StackTree::clear`] took; does nothing when nothing was taken.
    pub(super) fn restore(&mut self, scopes: &mut Scopes) {
        let Cleared { before, taken } = self.cleared[scopes.cleared.0 as usize].clone();
        for scope in taken.into_iter().rev() {
            scopes.top = self.push(scopes.top, scope);
        }
        scopes.cleared = before;
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a worker is renewed long before")
}
