//! Comes in: a language and a sample. Goes out: the tokens of the sample. The one thing to know:
//! nothing is loaded before the first sample of a known language arrives; what is learned about a
//! language stays in a worker, which one thread at a time takes from the shelf and puts back.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use syntect::parsing::SyntaxSet;

use super::grammar::Grammar;
use super::highlighted::{Highlighted, LineTokens};
use super::languages;
use super::memo::Memo;
use super::parser::{Parser, Stop};
use super::reference;
use super::states::StateNo;

/// What a sample may cost, in tried patterns and ways taken back: near a second.
const MOST: u64 = 40_000_000;
/// A worker that remembers more is replaced by a new one.
const MOST_REMEMBERED: usize = 1 << 20;

pub(super) static SET: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
static SHELF: LazyLock<Mutex<BTreeMap<&'static str, Vec<Worker>>>> = LazyLock::new(Mutex::default);

/// Cuts a sample into classed tokens; a language that is not known leaves it plain.
#[must_use]
pub fn highlight(language: &str, code: &str) -> Highlighted {
    let Some(name) = languages::syntax(language, code) else {
        return Highlighted::plain(code, false);
    };
    highlight_as(name, code)
}

fn highlight_as(name: &'static str, code: &str) -> Highlighted {
    if u32::try_from(code.len()).is_err() {
        return Highlighted::refused();
    }
    let shelf = || SHELF.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = shelf().get_mut(name).and_then(Vec::pop);
    let mut worker = waiting.unwrap_or_else(|| Worker::new(name));
    let out = worker.highlight(code).unwrap_or_else(|_| Highlighted::plain(code, true));
    if worker.parser.len() <= MOST_REMEMBERED {
        shelf().entry(name).or_default().push(worker);
    }
    out
}

/// One syntax with what was learned about it; one thread uses it at a time.
#[derive(Debug)]
struct Worker {
    parser: Parser,
    memo: Memo,
    tokens: LineTokens,
    last_line: String,
}

impl Worker {
    fn new(name: &str) -> Self {
        let parser = Parser::new(Grammar::new(&SET), name);
        let parser = parser.expect("tests hold the table of languages against the set");
        Self { parser, memo: Memo::default(), tokens: LineTokens::default(), last_line: String::new() }
    }

    fn highlight(&mut self, code: &str) -> Result<Highlighted, Stop> {
        let mut out = Highlighted::with_room_for(code.len());
        self.parser.begin(MOST);
        let mut state = StateNo(0);
        let mut start = 0;
        for line in code.split_inclusive('\n') {
            let length = u32::try_from(line.len()).expect("longer samples are refused");
            if line.ends_with('\n') {
                state = self.line(line, state, start, &mut out)?;
            } else {
                // syntaxes are written for lines that end
                let mut last = std::mem::take(&mut self.last_line);
                last.clear();
                last.extend([line, "\n"]);
                let next = self.line(&last, state, start, &mut out);
                self.last_line = last;
                state = next?;
            }
            start += length;
        }
        Ok(out)
    }

    fn line(&mut self, line: &str, state: StateNo, start: u32, out: &mut Highlighted) -> Result<StateNo, Stop> {
        let key = Memo::key(state, line);
        if let Some((tokens, next)) = self.memo.get(key, state, line) {
            out.push_line(start, tokens);
            return Ok(next);
        }
        let next = self.parser.line(line, state, &mut self.tokens)?;
        self.memo.put(key, state, line, self.tokens.tokens(), next);
        out.push_line(start, self.tokens.tokens());
        Ok(next)
    }
}

/// What plain syntect finds: the yardstick of tests and benchmarks.
#[doc(hidden)]
#[must_use]
pub fn plain_syntect(language: &str, code: &str) -> Highlighted {
    let name = languages::syntax(language, code).expect("only called with known languages");
    reference::highlight(&SET, name, code)
}
