//! Comes in: a line and the state it begins in. Goes out: its tokens and the state behind it. The
//! one thing to know: this is syntect's parser again, rule by rule and quirk by quirk; the tests
//! hold every token of it against syntect's own.

use std::cmp::Reverse;
use std::sync::Arc;

use syntect::parsing::{Regex, Scope};

use super::deep::{self, DEEPEST, Log};
use super::grammar::{ContextNo, Grammar, Operation, own_pattern};
use super::hash::FastMap;
use super::highlighted::LineTokens;
use super::level::{LevelNo, TextsNo};
use super::lineup::{Entry, Found, Lineup, Outcome, OwnOrMade, Turn};
use super::regex::{Pattern, Scratch, Text};
use super::search::Searches;
use super::stack::StackId;
use super::states::{StateNo, States};

/// Why a line is not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The sample has cost all it may.
    TooMuch,
    /// The syntax refers to a context it does not have; syntect stops there too.
    Broken,
    /// Contexts lie so deep in each other that syntect's own limit matters.
    Deep,
}

/// A parser of one syntax with all it has learned.
#[derive(Debug)]
pub(super) struct Parser {
    pub(super) states: States,
    lineups: Vec<Lineup>,
    lineup_numbers: FastMap<Vec<(ContextNo, TextsNo, bool)>, u32>,
    scratch: Scratch,
    searches: Searches,
    changes: Vec<Change>,
}

/// A change of the scopes inside a match.
#[derive(Clone, Copy, Debug)]
struct Change {
    at: usize,
    /// Orders the changes at one place: ends before beginnings, long groups before short ones.
    order: (bool, Reverse<usize>),
    edit: Edit,
}

#[derive(Clone, Copy, Debug)]
enum Edit {
    Push(Scope),
    Pop(usize),
}

impl Parser {
    pub(super) fn new(grammar: Grammar, syntax: &str) -> Option<Self> {
        Some(Self {
            states: States::new(grammar, syntax)?,
            lineups: Vec::new(),
            lineup_numbers: FastMap::default(),
            scratch: Scratch::default(),
            searches: Searches::default(),
            changes: Vec::new(),
        })
    }

    /// Begins a sample that may cost this much.
    pub(super) fn begin(&mut self, most: u64) {
        (self.scratch.spent, self.scratch.most) = (0, most);
    }

    /// The number of things remembered, by which memory can be bounded.
    pub(super) fn len(&self) -> usize {
        self.states.len() + 100 * self.lineups.len()
    }

    /// Reads a line.
    pub(super) fn line(&mut self, line: &str, state: StateNo, tokens: &mut LineTokens) -> Result<StateNo, Stop> {
        match self.line_or_deep(line, state, tokens, None) {
            Err(Stop::Deep) => self.line_or_deep(line, state, tokens, Some(Log::default())),
            done => done,
        }
    }

    /// Reads a line; stops where contexts lie deep, unless there is a log for that.
    fn line_or_deep(
        &mut self,
        line: &str,
        state: StateNo,
        tokens: &mut LineTokens,
        mut log: Option<Log>,
    ) -> Result<StateNo, Stop> {
        let mut text = Text::new(line);
        let mut state = state;
        let mut start = 0;
        let mut pushed_at = (0, 0);
        self.searches.begin_line(line);
        tokens.begin(line);
        loop {
            let facts = self.states.get(state);
            let depth = facts.depth;
            let number = match facts.lineup {
                Some(known) => known,
                None => self.lineup(state),
            };
            text.search_start = start;
            let no_empty_pop = pushed_at == (start, depth);
            let work = (&mut self.scratch, &mut self.searches);
            let outcome = match &mut log {
                _ if depth < DEEPEST => {
                    let outcome = self.lineups[number as usize].best(&text, start, no_empty_pop, work.0, work.1);
                    if let Some(log) = &mut log {
                        log.add(number, start, outcome);
                    }
                    outcome
                }
                Some(log) => deep::best(&self.lineups, number, log, &text, no_empty_pop, work),
                None => return Err(Stop::Deep),
            };
            if self.scratch.spent > self.scratch.most {
                return Err(Stop::TooMuch);
            }
            match outcome {
                Outcome::Nothing => break,
                Outcome::WouldLoop => match line[start..].char_indices().nth(1) {
                    Some((next, _)) => start += next,
                    None => break,
                },
                Outcome::Found(found) => {
                    let entry = &self.lineups[number as usize].entries[usize::from(found.entry)];
                    if found.end <= start && entry.turn == Turn::Push {
                        pushed_at = (found.end, depth + 1);
                    }
                    state = self.matched(line, state, number, found, tokens)?;
                    start = found.end;
                }
            }
        }
        tokens.push(line.len(), self.states.get(state).class);
        Ok(state)
    }

    /// Carries out a match.
    fn matched(
        &mut self,
        line: &str,
        state: StateNo,
        lineup: u32,
        found: Found,
        tokens: &mut LineTokens,
    ) -> Result<StateNo, Stop> {
        let entry = &self.lineups[lineup as usize].entries[usize::from(found.entry)];
        tokens.push(found.begin, self.states.get(state).class);
        let (scratch, searches) = (&self.scratch, &self.searches);
        let group = |group: usize| match group {
            0 => Some((found.begin, found.end)),
            _ if found.searched => searches.group(group),
            _ => entry.pattern.group(scratch, group),
        };
        let effect = if let Some(known) = self.states.known_effect(state, found.entry) {
            known
        } else {
            let texts = || (0..10).map(|number| group(number).map(|(from, to)| line[from..to].into())).collect();
            let rule = (entry.rule, entry.from_with_prototype);
            self.states.effect(state, found.entry, rule, texts).map_err(|_| Stop::Broken)?
        };
        if let Some(captures) = entry.captures {
            self.changes.clear();
            for (number, scopes) in captures {
                let Some((from, to)) = group(*number).filter(|(from, to)| from != to) else {
                    continue;
                };
                let order = (true, Reverse(to - from));
                let push = |scope: &Scope| Change { at: from, order, edit: Edit::Push(*scope) };
                self.changes.extend(scopes.iter().map(push));
                self.changes.push(Change { at: to, order: (false, Reverse(0)), edit: Edit::Pop(scopes.len()) });
            }
            if self.changes.len() > 2 {
                self.changes.sort_by_key(|change| (change.at, change.order));
            }
            self.inside(effect.inside, tokens);
        }
        tokens.push(found.end, effect.class);
        Ok(effect.next)
    }

    /// The pieces of a match whose groups have scopes of their own.
    fn inside(&mut self, inside: StackId, tokens: &mut LineTokens) {
        let stacks = &mut self.states.stacks;
        let mut stack = inside;
        for change in &self.changes {
            tokens.push(change.at, stacks.class(stack));
            stack = match change.edit {
                Edit::Push(scope) => stacks.push(stack, scope),
                Edit::Pop(count) => stacks.pop(stack, count),
            };
        }
    }

    /// The rules that compete in a state.
    fn lineup(&mut self, state: StateNo) -> u32 {
        let key = self.competing(self.states.get(state).at.level);
        let number = if let Some(known) = self.lineup_numbers.get(&key) {
            *known
        } else {
            let lineup = self.make_lineup(&key);
            let number = u32::try_from(self.lineups.len()).expect("a worker is renewed long before");
            self.lineups.push(lineup);
            self.lineup_numbers.insert(key, number);
            number
        };
        self.states.set_lineup(state, number);
        number
    }

    /// The contexts whose rules compete, in order: those of `with_prototype` from the outermost
    /// inwards, then the prototype of the innermost context, then that context.
    fn competing(&mut self, number: LevelNo) -> Vec<(ContextNo, TextsNo, bool)> {
        let mut key = Vec::new();
        let States { levels, grammar, .. } = &mut self.states;
        for outer in levels.with_prototypes(number) {
            let outer = levels.get(outer);
            key.extend(outer.prototypes.iter().map(|context| (*context, outer.texts, true)));
        }
        let level = levels.get(number);
        grammar.read(level.context);
        let prototype = grammar.context(level.context).prototype;
        key.extend(prototype.map(|context| (context, TextsNo::NONE, false)));
        key.push((level.context, level.texts, false));
        for (context, _, _) in &key {
            grammar.read(*context);
        }
        key
    }

    fn make_lineup(&self, key: &[(ContextNo, TextsNo, bool)]) -> Lineup {
        let mut entries: Vec<Entry> = Vec::new();
        for (context, texts, from_with_prototype) in key {
            for rule in self.states.grammar.context(*context).rules.iter() {
                let facts = self.states.grammar.rule(*rule);
                let texts = if facts.pattern.has_captures { *texts } else { TextsNo::NONE };
                if entries.iter().any(|entry| entry.rule == *rule && entry.texts == texts) {
                    continue;
                }
                let (pattern, regex) = if texts == TextsNo::NONE {
                    (own_pattern(facts), OwnOrMade::Own(facts.pattern.regex()))
                } else {
                    let made = made_of(facts.pattern.regex.regex_str(), self.states.levels.texts(texts));
                    (Arc::new(Pattern::new(&made, facts.groups)), OwnOrMade::Made(Regex::new(made)))
                };
                entries.push(Entry {
                    rule: *rule,
                    texts,
                    from_with_prototype: *from_with_prototype,
                    turn: match facts.operation {
                        Operation::Stay => Turn::Stay,
                        Operation::Push(_) => Turn::Push,
                        Operation::Pop => Turn::Pop,
                        Operation::Set(_) | Operation::Broken => Turn::Set,
                    },
                    captures: facts.pattern.captures.as_ref(),
                    pattern,
                    regex,
                });
            }
        }
        Lineup::new(entries)
    }
}

/// The pattern with `\1` and the like replaced by the text of the groups.
fn made_of(pattern: &str, texts: &[Option<Box<str>>]) -> String {
    let mut made = String::with_capacity(pattern.len());
    let mut escaped = false;
    for character in pattern.chars() {
        match (escaped, character.to_digit(10)) {
            (true, Some(digit)) => {
                if let Some(Some(text)) = texts.get(digit as usize) {
                    push_escaped(&mut made, text);
                }
            }
            (true, None) => made.extend(['\\', character]),
            (false, _) if character != '\\' => made.push(character),
            (false, _) => {}
        }
        escaped = character == '\\' && !escaped;
    }
    if escaped {
        made.push('\\');
    }
    made
}

/// Text as a pattern that matches it.
fn push_escaped(pattern: &mut String, text: &str) {
    for character in text.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
}
