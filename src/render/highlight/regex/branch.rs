//! Comes in: the branches of an alternation. Goes out: the steps that choose between them. The one
//! thing to know: the next byte decides at once where it can, and the order of the branches stays.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::compile::{Compiler, index};
use super::first::{First, first, kinds_of_symbols};
use super::program::{Pc, Step, Table};
use super::tree::Node;

/// So many branches are told apart one by one, more by a table.
const FEW: usize = 3;

impl Compiler {
    /// The first branch that leads to a match; the next byte tells which can.
    pub(super) fn branches(&mut self, branches: &[Cow<'_, Node>], then: First) -> Option<()> {
        let firsts: Vec<First> = branches.iter().map(|branch| first(branch, then)).collect();
        let few = branches.len() <= FEW;
        let choices = if few { branches.len().saturating_sub(1) } else { 1 };
        let choose = self.here();
        for _ in 0..choices {
            self.push(Step::Fail)?;
        }
        let mut ways: Vec<(Pc, First)> = Vec::with_capacity(branches.len());
        let mut jumps = Vec::with_capacity(branches.len());
        for (number, (branch, first)) in branches.iter().zip(firsts).enumerate() {
            ways.push((self.here(), first));
            self.node(branch, then)?;
            if !few || number + 1 < branches.len() {
                jumps.push(self.push(Step::Fail)?);
            }
        }
        if few {
            for number in (0..choices).rev() {
                let rest = &ways[number + 1..];
                let other = if rest.len() == 1 { rest[0].0 } else { choose + index(number) + 1 };
                let step = self.fork(ways[number], other, rest);
                self.put(choose + index(number), step);
            }
        } else {
            let step = self.table(&ways)?;
            self.put(choose, step);
        }
        let out = self.here();
        for jump in jumps {
            self.put(jump, Step::Jump(out));
        }
        Some(())
    }

    /// A table that leads each byte to the branches that can begin with it.
    fn table(&mut self, ways: &[(Pc, First)]) -> Option<Step> {
        let kinds = kinds_of_symbols(ways.iter().map(|way| &way.1));
        let mut lines: BTreeMap<u16, u8> = BTreeMap::new();
        let mut table = Table { lines: Box::new([0; 257]), targets: Vec::new() };
        for (symbol, kind) in (0..=256_u16).zip(*kinds) {
            let line = if let Some(known) = lines.get(&kind) {
                *known
            } else {
                let byte = u8::try_from(symbol).ok();
                let able: Vec<(Pc, First)> = ways.iter().filter(|way| way.1.has(byte)).copied().collect();
                let line = u8::try_from(table.targets.len()).ok()?;
                table.targets.push(self.chain(&able)?);
                lines.insert(kind, line);
                line
            };
            table.lines[usize::from(symbol)] = line;
        }
        self.program.tables.push(table);
        Some(Step::Choose(index(self.program.tables.len() - 1)))
    }

    /// The steps that try these branches in order.
    fn chain(&mut self, ways: &[(Pc, First)]) -> Option<Pc> {
        match ways {
            [] => self.push(Step::Fail),
            [(only, _)] => Some(*only),
            [way, rest @ ..] => {
                let other = self.chain(rest)?;
                let step = self.fork(*way, other, rest);
                self.push(step)
            }
        }
    }

    /// One way, or what is left of the others.
    pub(super) fn fork(&mut self, (one, first): (Pc, First), other: Pc, rest: &[(Pc, First)]) -> Step {
        let rest = rest.iter().map(|way| way.1).reduce(First::or).unwrap_or(First::ALL);
        let (one_first, other_first) = (self.first(first), self.first(rest));
        Step::Fork { one, other, one_first, other_first }
    }
}
