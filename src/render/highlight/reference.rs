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
        let Ok(changes) = parser.parse_line(line, set) else {
            return Highlighted::plain(code, true);
        };
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

#[cfg(test)]
mod tests {
    use super::super::grammar::Grammar;
    use super::super::parser::Parser;
    use super::super::stack::FINGERPRINTS;
    use super::super::states::StateNo;
    use super::super::{engine, languages};
    use super::*;

    /// Not only the classes but the stacks of scopes are the same, everywhere.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test reads its samples")]
    fn the_parser_finds_the_same_scopes() {
        FINGERPRINTS.set(true);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/highlight/samples");
        for entry in std::fs::read_dir(folder).expect("the samples lie beside the tests") {
            let path = entry.expect("the folder can be read").path();
            let code = std::fs::read_to_string(&path).expect("samples are text");
            let name = path.to_string_lossy();
            let language = name.rsplit(['.', '/']).next().unwrap_or_default();
            let syntax = languages::syntax(language, &code).expect("the samples are named for their language");
            let theirs = highlight(&engine::SET, syntax, &code);
            let mut parser = Parser::new(Grammar::new(&engine::SET), syntax).expect("the syntax exists");
            parser.begin(u64::MAX);
            let (mut state, mut tokens) = (StateNo(0), LineTokens::default());
            let mut lines = theirs.lines();
            for line in code.split_inclusive('\n') {
                state = parser.line(line, state, &mut tokens).expect("the samples are harmless");
                let theirs = lines.next().expect("both have all lines");
                let shift =
                    |token: &super::super::Token| super::super::Token { end: token.end + theirs.start, ..*token };
                let ours: Vec<_> = tokens.tokens().iter().map(shift).collect();
                assert_eq!(ours, theirs.tokens, "{syntax}: {line}");
            }
        }
    }
}
