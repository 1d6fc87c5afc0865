//! Comes in: a language and a sample. Goes out: the tokens of the sample. The one thing to know:
//! nothing is loaded before the first sample of a known language arrives, and a line that was seen
//! in the same state is not parsed again.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use syntect::parsing::{ParseState, SyntaxSet};

use super::class::Token;
use super::highlighted::{Highlighted, LineTokens};
use super::languages;
use super::reference::{self, State};
use super::stack::{Scopes, StackTree};

/// A sample that takes longer is given up.
const LIMIT: Duration = Duration::from_secs(1);
/// A line is never remembered beyond this size, nor is anything beyond this many bytes of lines.
const LONGEST_LINE: usize = 1 << 10;
const MOST_BYTES: usize = 32 << 20;
/// A line beyond this size is not read at all: syntect cannot be stopped inside a line.
const LONGEST_READ: usize = 16 << 10;
/// Lines that begin in a state beyond this number are not remembered.
const MOST_STATES: usize = 64;

static SET: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
thread_local! {
    /// The parser's state cannot go to another thread, so each thread learns by itself.
    static WORKERS: RefCell<BTreeMap<&'static str, Worker>> = RefCell::default();
}

/// Cuts a sample into classed tokens; a language that is not known leaves it plain.
#[must_use]
pub fn highlight(language: &str, code: &str) -> Highlighted {
    if u32::try_from(code.len()).is_err() {
        return Highlighted::refused();
    }
    let Some(name) = languages::syntax(language, code) else { return Highlighted::plain(code, false) };
    WORKERS.with_borrow_mut(|workers| workers.entry(name).or_insert_with(|| Worker::new(name)).highlight(code))
}

/// One syntax with what was learned about it; one thread uses it at a time.
#[derive(Debug)]
struct Worker {
    tree: StackTree,
    states: Vec<State>,
    seen: Vec<HashMap<Box<str>, (Box<[Token]>, usize)>>,
    bytes: usize,
}

impl Worker {
    fn new(name: &str) -> Self {
        let syntax = SET.find_syntax_by_name(name).expect("a test holds the table against the set");
        let first = State { parser: ParseState::new(syntax), scopes: Scopes::default() };
        Self { tree: StackTree::new(), states: vec![first], seen: vec![HashMap::new()], bytes: 0 }
    }

    fn highlight(&mut self, code: &str) -> Highlighted {
        let begun = Instant::now();
        let mut out = Highlighted::with_room_for(code.len());
        let mut tokens = LineTokens::default();
        let mut at = Some(0);
        let mut state = self.states[0].clone();
        let mut start = 0;
        for line in code.split_inclusive('\n') {
            let ended;
            let line = if line.ends_with('\n') { line } else { ended = format!("{line}\n"); &ended };
            if let Some((tokens, next)) = at.and_then(|at| self.seen[at].get(line)) {
                out.push_line(start, tokens);
                at = Some(*next);
            } else {
                if begun.elapsed() > LIMIT || line.len() > LONGEST_READ {
                    return Highlighted::plain(code, true);
                }
                if let Some(at) = at {
                    state.clone_from(&self.states[at]);
                }
                tokens.begin(line);
                if !reference::parse_line(&SET, &mut state, &mut self.tree, line, &mut tokens) {
                    return Highlighted::plain(code, true);
                }
                out.push_line(start, tokens.tokens());
                at = self.remember(at, line, tokens.tokens(), &state);
            }
            start += u32::try_from(line.len()).expect("refused before");
        }
        out
    }

    fn remember(&mut self, at: Option<usize>, line: &str, tokens: &[Token], next: &State) -> Option<usize> {
        let to = self.states.iter().position(|state| state == next).or_else(|| {
            (self.states.len() < MOST_STATES).then(|| {
                self.states.push(next.clone());
                self.seen.push(HashMap::new());
                self.states.len() - 1
            })
        })?;
        let cost = line.len() + size_of_val(tokens) + 64;
        if let Some(at) = at
            && line.len() <= LONGEST_LINE
            && self.bytes + cost <= MOST_BYTES
        {
            self.bytes += cost;
            self.seen[at].insert(line.into(), (tokens.into(), to));
        }
        Some(to)
    }
}

/// What plain syntect finds: the yardstick of tests and benchmarks.
#[doc(hidden)]
#[must_use]
pub fn plain_syntect(language: &str, code: &str) -> Highlighted {
    let name = languages::syntax(language, code).expect("only called with known languages");
    let syntax = SET.find_syntax_by_name(name).expect("a test holds the table against the set");
    reference::highlight(&SET, syntax, code)
}
