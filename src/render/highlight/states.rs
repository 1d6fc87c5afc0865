//! Comes in: matches of rules. Goes out: the state of the parser after them. The one thing to know:
//! a state (stack of contexts, stack of scopes) is a number, and what a rule does in a state is
//! worked out once, unless patterns further in are made of the text of the match.

use syntect::parsing::Scope;

use super::class::Class;
use super::grammar::{ContextNo, Grammar, Operation, RuleNo};
use super::hash::FastMap;
use super::level::{Level, LevelNo, LevelTree, Texts, TextsNo};
use super::stack::{Scopes, StackId, StackTree};

/// All that one token hands to the next, and one line to the next: a number in [`States`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct StateNo(pub(super) u32);

/// What a state consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct State {
    pub(super) level: LevelNo,
    pub(super) scopes: Scopes,
}

/// What is known of a state.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) at: State,
    /// The number of contexts on the stack.
    pub(super) depth: u32,
    /// The class of what no rule matches.
    pub(super) class: Class,
    /// The rules that compete, once they are known.
    pub(super) lineup: Option<u32>,
    /// What each of them does, once it is known.
    effects: Vec<Option<Effect>>,
}

/// What the match of a rule does in a state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effect {
    /// The scopes of the match itself, and their class.
    pub(super) inside: StackId,
    pub(super) class: Class,
    /// The state behind it.
    pub(super) next: StateNo,
}

/// The states seen so far and what leads from one to the other.
#[derive(Debug)]
pub(super) struct States {
    pub(super) grammar: Grammar,
    pub(super) levels: LevelTree,
    pub(super) stacks: StackTree,
    facts: Vec<Facts>,
    numbers: FastMap<State, StateNo>,
    /// The number of effects that are known.
    effects: usize,
}

/// The rule refers to something its syntax does not have.
#[derive(Clone, Copy, Debug)]
pub(super) struct BrokenSyntax;

impl States {
    /// The state at the beginning of a sample has number 0.
    pub(super) fn new(mut grammar: Grammar, syntax: &str) -> Option<Self> {
        let (context, scopes) = grammar.start(syntax)?;
        let mut levels = LevelTree::default();
        let level = levels.bottom(context);
        let mut stacks = StackTree::new();
        let top = stacks.push_all(Scopes::EMPTY.top, &scopes);
        let scopes = Scopes::whole(top);

        let mut new = Self { grammar, levels, stacks, facts: Vec::new(), numbers: FastMap::default(), effects: 0 };
        new.number(State { level, scopes });
        Some(new)
    }

    /// The number of things remembered, by which memory can be bounded.
    pub(super) fn len(&self) -> usize {
        self.facts.len() + self.effects + self.levels.len() + self.stacks.len()
    }

    pub(super) fn get(&self, state: StateNo) -> &Facts {
        &self.facts[state.0 as usize]
    }

    /// Remembers which rules compete in a state.
    pub(super) fn set_lineup(&mut self, state: StateNo, lineup: u32) {
        self.facts[state.0 as usize].lineup = Some(lineup);
    }

    fn number(&mut self, state: State) -> StateNo {
        if let Some(known) = self.numbers.get(&state) {
            return *known;
        }
        let number = StateNo(u32::try_from(self.facts.len()).expect("a worker is renewed long before"));
        let (depth, class) = (self.levels.get(state.level).depth, self.stacks.class(state.scopes.top));
        self.facts.push(Facts { at: state, depth, class, lineup: None, effects: Vec::new() });
        self.numbers.insert(state, number);
        number
    }

    /// What the match of an entry of the state's lineup does, if that is known.
    #[inline]
    pub(super) fn known_effect(&self, state: StateNo, entry: u16) -> Option<Effect> {
        self.facts[state.0 as usize].effects.get(usize::from(entry)).copied().flatten()
    }

    /// What the match of an entry does; `texts` gives the texts of its groups if they are needed.
    pub(super) fn effect(
        &mut self,
        state: StateNo,
        entry: u16,
        (rule, from_with_prototype): (RuleNo, bool),
        texts: impl FnOnce() -> Texts,
    ) -> Result<Effect, BrokenSyntax> {
        let State { level, scopes } = self.get(state).at;
        let (inside, scopes) = self.scopes_after(level, scopes, rule);
        let (level, depends) = self.level_after(level, rule, from_with_prototype, texts)?;
        let class = self.stacks.class(inside);
        let effect = Effect { inside, class, next: self.number(State { level, scopes }) };
        if !depends {
            let effects = &mut self.facts[state.0 as usize].effects;
            if effects.len() <= usize::from(entry) {
                effects.resize(usize::from(entry) + 1, None);
            }
            effects[usize::from(entry)] = Some(effect);
            self.effects += 1;
        }
        Ok(effect)
    }

    /// The scopes of the match and those behind it; what syntect calls meta scopes are those of the
    /// contexts that are left and entered.
    fn scopes_after(&mut self, level: LevelNo, before: Scopes, rule: RuleNo) -> (StackId, Scopes) {
        let (grammar, stacks) = (&self.grammar, &mut self.stacks);
        let rule = grammar.rule(rule);
        let current = grammar.context(self.levels.get(level).context).context;
        let own: &[Scope] = &rule.pattern.scope;
        let mut scopes = before;
        let (targets, is_set) = match &rule.operation {
            Operation::Push(targets) => (&targets[..], false),
            Operation::Set(targets) => (&targets[..], true),
            Operation::Pop => {
                scopes.top = stacks.pop(scopes.top, current.meta_content_scope.len());
                let inside = stacks.push_all(scopes.top, own);
                scopes.top = stacks.pop(scopes.top, current.meta_scope.len());
                if current.clear_scopes.is_some() {
                    stacks.restore(&mut scopes);
                }
                return (inside, scopes);
            }
            Operation::Stay | Operation::Broken => {
                return (stacks.push_all(scopes.top, own), scopes);
            }
        };
        let contexts = || targets.iter().map(|target| grammar.context(*target).context);
        if is_set && current.clear_scopes.is_some() {
            stacks.restore(&mut scopes);
        }
        for context in contexts() {
            if let (false, Some(amount)) = (is_set, context.clear_scopes) {
                stacks.clear(&mut scopes, amount);
            }
            scopes.top = stacks.push_all(scopes.top, &context.meta_scope);
        }
        let inside = stacks.push_all(scopes.top, own);
        let leaves = !current.meta_scope.is_empty() || !current.meta_content_scope.is_empty();
        let again = is_set && leaves
            || contexts()
                .any(|context| !context.meta_content_scope.is_empty() || context.clear_scopes.is_some() && is_set);
        if again {
            let entered: usize = contexts().map(|context| context.meta_scope.len()).sum();
            let left = if is_set { current.meta_content_scope.len() + current.meta_scope.len() } else { 0 };
            scopes.top = stacks.pop(scopes.top, entered + left);
            for context in contexts() {
                if let (true, Some(amount)) = (is_set, context.clear_scopes) {
                    stacks.clear(&mut scopes, amount);
                }
                scopes.top = stacks.push_all(scopes.top, &context.meta_scope);
                scopes.top = stacks.push_all(scopes.top, &context.meta_content_scope);
            }
        }
        (inside, scopes)
    }

    /// The contexts behind the match, and whether they depend on its text.
    fn level_after(
        &mut self,
        number: LevelNo,
        rule: RuleNo,
        from_with_prototype: bool,
        texts: impl FnOnce() -> Texts,
    ) -> Result<(LevelNo, bool), BrokenSyntax> {
        let rule = self.grammar.rule(rule);
        let level = self.levels.get(number).clone();
        let (targets, mut below, first_prototypes) = match &rule.operation {
            Operation::Stay => return Ok((number, false)),
            Operation::Pop if level.depth == 1 => return Err(BrokenSyntax),
            Operation::Pop => return Ok((level.below, false)),
            Operation::Broken => return Err(BrokenSyntax),
            Operation::Push(targets) => (targets.clone(), number, Vec::new()),
            Operation::Set(targets) => (targets.clone(), level.below, level.prototypes),
        };
        let is_set = matches!(rule.operation, Operation::Set(_));
        let with_prototype = rule.with_prototype;
        let refers = |context: &ContextNo| self.grammar.context(*context).context.uses_backrefs;
        let all = targets.iter().chain(&first_prototypes).chain(&with_prototype);
        let depends = all.into_iter().any(refers);
        let texts = if depends { self.levels.texts_number(texts()) } else { TextsNo::NONE };
        let bottom = if is_set { level.depth - 1 } else { level.depth };
        let count = targets.len();
        for ((index, context), depth) in targets.iter().copied().enumerate().zip(bottom..) {
            let mut prototypes = if index == 0 { first_prototypes.clone() } else { Vec::new() };
            if index + 1 == count {
                prototypes.extend(with_prototype);
            }
            let refers = |context: &ContextNo| self.grammar.context(*context).context.uses_backrefs;
            let uses = refers(&context) || prototypes.iter().any(refers);
            let texts = if uses { texts } else { TextsNo::NONE };
            // what is pushed from a prototype is not subject to the prototypes around it
            let resets = from_with_prototype && depth >= level.depth;
            let prototypes_from = if resets { level.depth } else { level.prototypes_from };
            let level = Level { below, context, prototypes, texts, prototypes_from, depth: depth + 1 };
            below = self.levels.number(level);
        }
        Ok((below, depends))
    }
}
