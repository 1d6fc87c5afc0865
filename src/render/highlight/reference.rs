//! Comes in: a sample and its syntax. Goes out: its tokens, as plain syntect finds them. The one
//! thing to know: this is what the parser must equal; nothing but tests and benchmarks uses it.

use syntect::parsing::{ParseState, ScopeStackOp, SyntaxSet};

use super::highlighted::{Highlighted, LineTokens};
use super::stack::{Scopes, StackTree};

/// Highlights the sample with nothing but syntect.
pub(super) fn highlight(set: &SyntaxSet, syntax: &str, code: &str) -> Highlighted {
    let syntax = set.find_syntax_by_name(syntax).expect("a test holds the table of languages against the set");
    let mut parser = ParseState::new(syntax);
    let mut scopes = Scopes::EMPTY;
    let mut tree = StackTree::new();
    let mut tokens = LineTokens::default();
    let mut out = Highlighted::with_room_for(code.len());
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let ended;
        let line = if line.ends_with('\n') {
            line
        } else {
            ended = format!("{line}\n");
            &ended
        };
        tokens.begin(line);
        let Ok(changes) = parser.parse_line(line, set) else { return Highlighted::plain(code, true) };
        for (at, change) in changes {
            tokens.push(at, tree.class(scopes.top));
            apply(&mut tree, &mut scopes, &change);
        }
        tokens.push(line.len(), tree.class(scopes.top));
        out.push_line(start, tokens.tokens());
        start += u32::try_from(line.len()).expect("longer samples are refused");
    }
    out
}

/// Carries out one change of the scopes.
fn apply(tree: &mut StackTree, scopes: &mut Scopes, change: &ScopeStackOp) {
    match change {
        ScopeStackOp::Push(scope) => scopes.top = tree.push(scopes.top, *scope),
        ScopeStackOp::Pop(count) => scopes.top = tree.pop(scopes.top, *count),
        ScopeStackOp::Clear(amount) => tree.clear(scopes, *amount),
        ScopeStackOp::Restore => tree.restore(scopes),
        ScopeStackOp::Noop => {}
    }
}
