//! A text that matches a regular expression, short and readable: the only home of the parser of expressions.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A text that matches, if the expression is one that can be turned round.
#[must_use]
pub fn matching(pattern: &str) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    walk(&hir, &mut text)?;
    Some(text)
}

/// A text longer than this is no example of anything.
const LONGEST: usize = 1000;

fn walk(hir: &Hir, text: &mut String) -> Option<()> {
    if text.len() > LONGEST {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(()),
        HirKind::Literal(literal) => {
            text.push_str(std::str::from_utf8(&literal.0).ok()?);
            Some(())
        }
        HirKind::Class(class) => {
            text.push(letter(class)?);
            Some(())
        }
        HirKind::Repetition(repetition) => {
            // One more than nothing reads better than nothing, where it may be.
            let least = repetition
                .min
                .max(u32::from(repetition.max != Some(0) && repetition.min == 0 && repetition.max != Some(1)));
            for _ in 0..least.min(256) {
                walk(&repetition.sub, text)?;
            }
            Some(())
        }
        HirKind::Capture(capture) => walk(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| walk(part, text)),
        HirKind::Alternation(parts) => walk(parts.first()?, text),
    }
}

/// A letter of a class, a plain one if it has any.
fn letter(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let holds = |c: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&c));
    ('a'..='z')
        .chain('0'..='9')
        .chain('A'..='Z')
        .chain(' '..='~')
        .find(holds)
        .or_else(|| ranges.first().map(|range| range.0))
}
