//! Comes in: the changes a parser makes to its stack of scopes. Goes out: the class of the stack.
//! The one thing to know: stacks are nodes of a tree that only grows, each pointing to the stack
//! without its top scope, so a stack is a number, and its class is computed once.

use std::collections::HashMap;

use syntect::parsing::{ClearAmount, Scope};

use super::class::Class;
use super::scopes::{Rule, Shade, rule};

/// A stack of scopes: a node of the [`StackTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct StackId(u32);

impl StackId {
    /// The empty stack.
    pub(super) const EMPTY: Self = Self(0);
}

/// All stacks seen so far.
#[derive(Debug)]
pub(super) struct StackTree {
    nodes: Vec<Node>,
    children: HashMap<(StackId, Scope), StackId>,
    rules: HashMap<Scope, Rule>,
}

#[derive(Debug)]
struct Node {
    below: StackId,
    depth: u32,
    scope: Scope,
    shade: Shade,
}

/// A stack, and below it what `clear_scopes` took away and will give back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Scopes {
    pub(super) top: StackId,
    cleared: Vec<Vec<Scope>>,
}

impl Default for Scopes {
    fn default() -> Self {
        Self { top: StackId::EMPTY, cleared: Vec::new() }
    }
}

impl StackTree {
    pub(super) fn new() -> Self {
        let empty = Node { below: StackId::EMPTY, depth: 0, scope: Scope::default(), shade: Shade::NONE };
        Self { nodes: vec![empty], children: HashMap::new(), rules: HashMap::new() }
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
        let rule = *self.rules.entry(scope).or_insert_with(|| rule(&scope.build_string()));
        let below = &self.nodes[stack.0 as usize];
        let node = Node { below: stack, depth: below.depth + 1, scope, shade: below.shade.with(rule) };
        let id = StackId(u32::try_from(self.nodes.len()).expect("a sample is given up long before"));
        self.nodes.push(node);
        self.children.insert((stack, scope), id);
        id
    }

    /// The stack without its top scopes; the empty stack stays empty.
    pub(super) fn pop(&self, stack: StackId, count: usize) -> StackId {
        (0..count).fold(stack, |stack, _| self.nodes[stack.0 as usize].below)
    }

    /// Takes scopes away until [`StackTree::restore`].
    pub(super) fn clear(&self, scopes: &mut Scopes, amount: ClearAmount) {
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
        scopes.cleared.push(taken);
    }

    /// Gives back what the last [`StackTree::clear`] took; does nothing when nothing was taken.
    pub(super) fn restore(&mut self, scopes: &mut Scopes) {
        for scope in scopes.cleared.pop().unwrap_or_default().into_iter().rev() {
            scopes.top = self.push(scopes.top, scope);
        }
    }
}
