//! Comes in: a line and the state it begins in. Goes out: its tokens and the state behind it. The
//! one thing to know: this is syntect's parser again, rule by rule and quirk by quirk; the tests
//! hold every token of it against syntect's own.

use std::sync::Arc;

use syntect::parsing::{Regex, Scope};

use super::grammar::{ContextNo, Grammar, own_pattern};
use super::hash::FastMap;
use super::highlighted::LineTokens;
use super::level::{LevelNo, TextsNo};
use super::lineup::{Entry, Found, Lineup, Outcome, OwnOrMade};
use super::regex::{Pattern, Scratch, Text};
use super::search::Searches;
use super::stack::StackId;
use super::states::{StateNo, States};

/// Why a line is not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The sample has cost all it may.
    TooMuch,
    /// Contexts lie so deep in each other that syntect's own limit matters, or the syntax is broken.
    Odd,
}

/// Syntect pushes no context beyond this depth.
const DEEPEST: u32 = 100;

/// A parser of one syntax with all it has learned.
#[derive(Debug)]
pub(super) struct Parser {
    pub(super) states: States,
    lineups: Vec<Arc<Lineup>>,
    lineup_numbers: FastMap<Vec<(ContextNo, TextsNo, bool)>, u32>,
    /// The lineup of each level that had one.
    level_lineups: FastMap<LevelNo, u32>,
    scratch: Scratch,
    searches: Searches,
    changes: Vec<Change>,
}

/// A change of the scopes inside a match.
#[derive(Clone, Copy, Debug)]
struct Change {
    at: usize,
    /// Orders the changes at one place: ends before beginnings, long groups before short ones.
    order: i64,
    scopes: Scopes,
}

#[derive(Clone, Copy, Debug)]
enum Scopes {
    Push(Scope),
    Pop(usize),
}

impl Parser {
    pub(super) fn new(grammar: Grammar, syntax: &str) -> Option<Self> {
        Some(Self {
            states: States::new(grammar, syntax)?,
            lineups: Vec::new(),
            lineup_numbers: FastMap::default(),
            level_lineups: FastMap::default(),
            scratch: Scratch::default(),
            searches: Searches::default(),
            changes: Vec::new(),
        })
    }

    /// What the lines so far have cost.
    pub(super) fn spent(&self) -> u64 {
        self.scratch.spent
    }

    /// The number of things remembered, by which memory can be bounded.
    pub(super) fn len(&self) -> usize {
        self.states.len() + 100 * self.lineups.len()
    }

    /// Reads a line; `most` is what all lines so far may have cost.
    pub(super) fn line(
        &mut self,
        line: &str,
        state: StateNo,
        most: u64,
        tokens: &mut LineTokens,
    ) -> Result<StateNo, Stop> {
        let mut text = Text::new(line);
        let mut state = state;
        let mut start = 0;
        let mut pushed_at = (0, 0);
        self.searches.begin_line(line);
        tokens.begin(line);
        loop {
            let level = self.states.get(state).level;
            let depth = self.states.levels.get(level).depth;
            if depth >= DEEPEST {
                return Err(Stop::Odd);
            }
            if self.scratch.spent > most {
                return Err(Stop::TooMuch);
            }
            text.search_start = start;
            let lineup = self.lineup(level);
            let no_empty_pop = pushed_at == (start, depth);
            match lineup.best(&text, start, no_empty_pop, &mut self.scratch, &mut self.searches) {
                Outcome::Nothing => break,
                Outcome::WouldLoop => match line[start..].char_indices().nth(1) {
                    Some((next, _)) => start += next,
                    None => break,
                },
                Outcome::Found(found) => {
                    let entry = &lineup.entries[usize::from(found.entry)];
                    if found.end <= start && entry.pushes {
                        pushed_at = (found.end, depth + 1);
                    }
                    state = self.matched(line, state, entry, found, tokens)?;
                    start = found.end;
                }
            }
        }
        tokens.push(line.len(), self.class_of(state));
        Ok(state)
    }

    fn class_of(&self, state: StateNo) -> super::Class {
        self.states.stacks.class(self.states.get(state).scopes.top)
    }

    /// Carries out a match.
    fn matched(
        &mut self,
        line: &str,
        state: StateNo,
        entry: &Entry,
        found: Found,
        tokens: &mut LineTokens,
    ) -> Result<StateNo, Stop> {
        tokens.push(found.begin, self.class_of(state));
        let (scratch, searches) = (&self.scratch, &self.searches);
        let group = |group: usize| match group {
            0 => Some((found.begin, found.end)),
            _ if found.searched => searches.group(group),
            _ => entry.pattern.group(scratch, group),
        };
        let texts = || (0..10).map(|number| group(number).map(|(from, to)| line[from..to].into())).collect();
        let effect = self.states.effect(state, entry.rule, entry.from_with_prototype, texts);
        let effect = effect.map_err(|_| Stop::Odd)?;
        let rule = self.states.grammar.rule(entry.rule);
        if let Some(captures) = &rule.pattern.captures {
            self.changes.clear();
            for (number, scopes) in captures {
                let Some((from, to)) = group(*number).filter(|(from, to)| from != to) else { continue };
                let order = from as i64 - to as i64;
                let push = |scope: &Scope| Change { at: from, order, scopes: Scopes::Push(*scope) };
                self.changes.extend(scopes.iter().map(push));
                self.changes.push(Change { at: to, order: i64::MIN, scopes: Scopes::Pop(scopes.len()) });
            }
            self.changes.sort_by_key(|change| (change.at, change.order));
            self.inside(effect.inside, tokens);
        }
        tokens.push(found.end, self.states.stacks.class(effect.inside));
        Ok(effect.next)
    }

    /// The pieces of a match whose groups have scopes of their own.
    fn inside(&mut self, inside: StackId, tokens: &mut LineTokens) {
        let stacks = &mut self.states.stacks;
        let mut stack = inside;
        for change in &self.changes {
            tokens.push(change.at, stacks.class(stack));
            stack = match change.scopes {
                Scopes::Push(scope) => stacks.push(stack, scope),
                Scopes::Pop(count) => stacks.pop(stack, count),
            };
        }
    }

    /// The rules that compete in this stack of contexts.
    fn lineup(&mut self, level: LevelNo) -> Arc<Lineup> {
        if let Some(known) = self.level_lineups.get(&level) {
            return Arc::clone(&self.lineups[*known as usize]);
        }
        let key = self.competing(level);
        let number = match self.lineup_numbers.get(&key) {
            Some(known) => *known,
            None => {
                let lineup = self.make_lineup(&key);
                let number = u32::try_from(self.lineups.len()).expect("a worker is renewed long before");
                self.lineups.push(Arc::new(lineup));
                self.lineup_numbers.insert(key, number);
                number
            }
        };
        self.level_lineups.insert(level, number);
        Arc::clone(&self.lineups[number as usize])
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
                    pops: facts.operation == super::grammar::Operation::Pop,
                    pushes: matches!(facts.operation, super::grammar::Operation::Push(_)),
                    must_consume: facts.must_consume,
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
