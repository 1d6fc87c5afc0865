//! Comes in: a sample and its syntax. Goes out: its tokens, as plain syntect finds them. The one
//! thing to know: this is what every faster way must equal, and the way for what those leave.

use syntect::parsing::{ParseState, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::highlighted::{Highlighted, LineTokens};
use super::stack::{Scopes, StackTree};

/// Highlights the sample with nothing but syntect.
pub(super) fn highlight(set: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Highlighted {
    let mut state = State { parser: ParseState::new(syntax), scopes: Scopes::default() };
    let mut tree = StackTree::new();
    let mut tokens = LineTokens::default();
    let mut out = Highlighted::with_room_for(code.len());
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let ended;
        let line = if line.ends_with('\n') { line } else { ended = format!("{line}\n"); &ended };
        tokens.begin(line);
        if !parse_line(set, &mut state, &mut tree, line, &mut tokens) {
            return Highlighted::plain(code, true);
        }
        out.push_line(start, tokens.tokens());
        start += u32::try_from(line.len()).expect("texts beyond 4 GiB are refused before");
    }
    out
}

/// All that one line hands to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) parser: ParseState,
    pub(super) scopes: Scopes,
}

/// Parses one line; `false` if the syntax itself is broken.
pub(super) fn parse_line(
    set: &SyntaxSet,
    state: &mut State,
    tree: &mut StackTree,
    line: &str,
    tokens: &mut LineTokens,
) -> bool {
    let Ok(changes) = state.parser.parse_line(line, set) else { return false };
    for (at, change) in changes {
        tokens.push(at, tree.class(state.scopes.top));
        match change {
            ScopeStackOp::Push(scope) => state.scopes.top = tree.push(state.scopes.top, scope),
            ScopeStackOp::Pop(count) => state.scopes.top = tree.pop(state.scopes.top, count),
            ScopeStackOp::Clear(amount) => tree.clear(&mut state.scopes, amount),
            ScopeStackOp::Restore => tree.restore(&mut state.scopes),
            ScopeStackOp::Noop => {}
        }
    }
    tokens.push(line.len(), tree.class(state.scopes.top));
    true
}
