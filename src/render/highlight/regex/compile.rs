//! Comes in: a tree. Goes out: its [`Program`], or nothing if only oniguruma can run it. The one
//! thing to know: every part is compiled together with `then`, what can follow it, so that choices
//! which cannot go on are never left open.

use std::collections::BTreeMap;

use super::first::{First, first};
use super::program::{Index, Pc, Program, Step};
use super::rewrite::{gather, split_runs};
use super::tree::{ENDLESS, Greed, Node, Set};

/// A program beyond this size is left to oniguruma.
const MOST_STEPS: usize = 20_000;

/// Which groups of a pattern somebody wants to know the place of.
pub(crate) type Groups = u64;

/// Compiles a pattern; only the `wanted` groups get slots.
pub(super) fn compile(tree: &Node, wanted: Groups) -> Option<Program> {
    let mut compiler = Compiler { program: Program::default(), slots: BTreeMap::new(), loops: 0 };
    let mut groups = Vec::new();
    tree.any(&mut |node| {
        match node {
            Node::Group { index, .. } if *index < 64 && wanted >> index & 1 == 1 => {
                groups.push(*index);
            }
            Node::Again { group, .. } => groups.push(*group),
            _ => {}
        }
        false
    });
    groups.sort_unstable();
    groups.dedup();
    for (place, group) in (0..).zip(groups) {
        compiler.slots.insert(group, 2 * place);
    }
    compiler.whole(tree)?;
    compiler.program.slots = 2 * compiler.slots.len() + compiler.loops;
    compiler.program.groups = compiler.slots;
    Some(compiler.program)
}

pub(super) struct Compiler {
    pub(super) program: Program,
    /// The first slot of a group.
    slots: BTreeMap<u32, Index>,
    loops: usize,
}

impl Compiler {
    pub(super) fn push(&mut self, step: Step) -> Option<Pc> {
        let at = self.here();
        self.program.steps.push(step);
        (self.program.steps.len() <= MOST_STEPS).then_some(at)
    }

    pub(super) fn here(&self) -> Pc {
        index(self.program.steps.len())
    }

    pub(super) fn put(&mut self, at: Pc, step: Step) {
        self.program.steps[at as usize] = step;
    }

    fn set(&mut self, set: Set) -> Index {
        let sets = &mut self.program.sets;
        index(sets.iter().position(|known| known.same(&set)).unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        }))
    }

    pub(super) fn first(&mut self, first: First) -> Index {
        let firsts = &mut self.program.firsts;
        index(firsts.iter().position(|known| *known == first).unwrap_or_else(|| {
            firsts.push(first);
            firsts.len() - 1
        }))
    }

    /// The whole pattern; if it ends with a look ahead, that is run like the rest of it, but the
    /// match ends before it.
    fn whole(&mut self, tree: &Node) -> Option<()> {
        let nodes = if let Node::Seq(nodes) = tree { &nodes[..] } else { std::slice::from_ref(tree) };
        if let [before @ .., Node::Look { behind: false, negated: false, body }] = nodes {
            let then = first(body, First::ALL);
            self.sequence(before, then)?;
            self.push(Step::EndHere)?;
            self.node(body, First::ALL)?;
        } else {
            self.node(tree, First::ALL)?;
        }
        self.push(Step::Done).map(drop)
    }

    fn sequence(&mut self, nodes: &[Node], then: First) -> Option<()> {
        let mut follows = Vec::with_capacity(nodes.len());
        nodes.iter().rev().fold(then, |then, node| {
            follows.push(then);
            first(node, then)
        });
        for (node, then) in nodes.iter().zip(follows.into_iter().rev()) {
            self.node(node, then)?;
        }
        Some(())
    }

    pub(super) fn node(&mut self, node: &Node, then: First) -> Option<()> {
        match node {
            Node::Text { bytes, any_case } => self.text(bytes, *any_case)?,
            Node::Set(set) => {
                let set = self.set(set.clone());
                self.push(Step::Set(set))?;
            }
            Node::Seq(nodes) => self.sequence(nodes, then)?,
            Node::Alt(branches) => match node.as_set() {
                Some(set) => self.node(&Node::Set(set), then)?,
                None => self.branches(&gather(branches), then)?,
            },
            Node::Repeat { body, min, max, greed } => self.repeat(body, *min, *max, *greed, then)?,
            Node::Group { index, body } => match self.slots.get(index).copied() {
                Some(slot) => {
                    self.push(Step::Save(slot))?;
                    self.node(body, then)?;
                    self.push(Step::Save(slot + 1))?;
                }
                None => self.node(body, then)?,
            },
            Node::Atomic(body) => {
                let at = self.push(Step::Fail)?;
                // what follows has no say in what is done once and for all
                self.node(body, First::ALL)?;
                self.push(Step::Done)?;
                let next = self.here();
                self.put(at, Step::Once { next });
            }
            Node::Look { behind, negated, body } => self.look(*behind, *negated, body)?,
            Node::At(place) => {
                self.push(Step::At(*place))?;
            }
            Node::Again { group, any_case } => {
                let slot = *self.slots.get(group)?;
                self.push(Step::Again { slot, any_case: *any_case })?;
            }
            Node::Opaque => return None,
        }
        Some(())
    }

    fn text(&mut self, bytes: &[u8], any_case: bool) -> Option<()> {
        let step = match bytes {
            [letter] if any_case && letter.is_ascii_alphabetic() => Step::Letter(*letter),
            [byte] => Step::Byte(*byte),
            _ => {
                self.program.texts.push(bytes.into());
                let text = index(self.program.texts.len() - 1);
                if any_case { Step::TextAnyCase(text) } else { Step::Text(text) }
            }
        };
        self.push(step).map(drop)
    }

    fn look(&mut self, behind: bool, negated: bool, body: &Node) -> Option<()> {
        if let Some(set) = body.as_set() {
            let set = self.set(set);
            let step = if behind { Step::PeekBack { set, negated } } else { Step::Peek { set, negated } };
            return self.push(step).map(drop);
        }
        let at = self.push(Step::Fail)?;
        self.node(body, First::ALL)?;
        self.push(Step::Done)?;
        let next = self.here();
        let (min, max) = body.chars();
        let max = max.unwrap_or(ENDLESS);
        self.put(at, if behind { Step::Behind { next, min, max, negated } } else { Step::Ahead { next, negated } });
        Some(())
    }

    fn repeat(&mut self, body: &Node, min: u32, max: u32, greed: Greed, then: First) -> Option<()> {
        if max == 0 {
            return Some(());
        }
        if let Some(set) = body.as_set() {
            return self.run(set, min, max, greed, then);
        }
        if greed == Greed::Possessive {
            let at = self.push(Step::Fail)?;
            self.repeat(body, min, max, Greed::Greedy, First::ALL)?;
            self.push(Step::Done)?;
            let next = self.here();
            self.put(at, Step::Once { next });
            return Some(());
        }
        let begin = first(body, then);
        let again = begin.or(then);
        if let (ENDLESS, Greed::Greedy, Some(runs)) = (max, greed, split_runs(body)) {
            for _ in 0..min {
                self.node(body, again)?;
            }
            return self.node(&runs, then);
        }
        if max == ENDLESS && min <= 1 {
            return self.endless(body, min, greed, begin, then);
        }
        for _ in 0..min {
            self.node(body, again)?;
        }
        if max == ENDLESS {
            return self.endless(body, 0, greed, begin, then);
        }
        let mut forks = Vec::new();
        for _ in min..max {
            forks.push(self.push(Step::Fail)?);
            self.node(body, again)?;
        }
        let out = self.here();
        for at in forks {
            let step = self.round_or_out(at + 1, begin, out, then, greed);
            self.put(at, step);
        }
        Some(())
    }

    fn round_or_out(&mut self, round: Pc, begin: First, out: Pc, then: First, greed: Greed) -> Step {
        let (round, out) = ((round, begin), (out, then));
        let (one, other) = if greed == Greed::Lazy { (out, round) } else { (round, out) };
        self.fork(one, other.0, &[other])
    }

    /// `body*` or `body+`.
    fn endless(&mut self, body: &Node, min: u32, greed: Greed, begin: First, then: First) -> Option<()> {
        let (least, _) = body.chars();
        let entry = if min == 0 { Some(self.push(Step::Fail)?) } else { None };
        let round = self.here();
        let slot = (least == 0).then(|| {
            self.loops += 1;
            index(2 * self.slots.len() + self.loops - 1)
        });
        if let Some(slot) = slot {
            self.push(Step::Save(slot))?;
        }
        self.node(body, begin.or(then))?;
        let progress = if slot.is_some() { Some(self.push(Step::Fail)?) } else { None };
        let end = self.push(Step::Fail)?;
        let out = self.here();
        let step = self.round_or_out(round, begin, out, then, greed);
        self.put(end, step);
        if let Some(entry) = entry {
            self.put(entry, step);
        }
        if let (Some(slot), Some(at)) = (slot, progress) {
            self.put(at, Step::Progress { slot, out });
        }
        Some(())
    }

    fn run(&mut self, set: Set, min: u32, max: u32, greed: Greed, then: First) -> Option<()> {
        let able = first(&Node::Set(set.clone()), First::ALL);
        let set = self.set(set);
        let step = match greed {
            Greed::Possessive => Step::RunAll { set, min, max },
            // fewer would leave a character of the set in front of something that cannot begin with it
            Greed::Greedy if max == ENDLESS && able.excludes(then) => Step::RunAll { set, min, max },
            Greed::Greedy => Step::Run { set, min, max, then: self.first(then) },
            Greed::Lazy => Step::RunFew { set, min, max, then: self.first(then) },
        };
        self.push(step).map(drop)
    }
}

pub(super) fn index(count: usize) -> Index {
    Index::try_from(count).expect("programs are small")
}
