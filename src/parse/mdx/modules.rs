//! Blocks of imports and exports, at the start of a line and followed by a blank one:
//!
//! ```mdx
//! import Limits from "./_limits.mdx"
//! export const version = "2026-01"
//! ```

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Import;
use crate::model::place::{Place, Span};
use crate::model::source::SourceId;

use super::Inset;
use super::chunk::Chunk;
use super::{literal, script};

/// Whether the text starts like an import or an export, and not like a sentence.
pub(super) fn starts(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    if let Some(rest) = line.strip_prefix("import ") {
        let mut words = rest.split_whitespace();
        let first = words.next().unwrap_or_default();
        let more = words.next();
        return first.starts_with(['"', '\'', '{', '*'])
            || first.contains(',')
            || more.is_none_or(|word| word == "from" || word.starts_with(','))
            || [" from \"", " from '"].iter().any(|from| line.contains(from));
    }
    line.strip_prefix("export ").is_some_and(|rest| {
        let word = rest.trim_start();
        ["const ", "let ", "var ", "default ", "function ", "async ", "class ", "{", "*"]
            .iter()
            .any(|start| word.starts_with(start))
    })
}

/// The block that stands in `start..end`.
pub(super) fn block(
    source: SourceId,
    text: &str,
    start: usize,
    end: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Inset<'static> {
    let chunk = Chunk::whole(text, start, end);
    let whole = chunk.text();
    let mut imports = Vec::new();
    let mut constants = Vec::new();
    let mut at = 0;
    let mut end_of_statement = 0;
    while at < whole.len() {
        let rest = &whole[at..];
        let skipped = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ';').len();
        if skipped > 0 {
            at += skipped;
            continue;
        }
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |length| length + 2);
            continue;
        }
        if at >= end_of_statement {
            end_of_statement = script::statement_end(whole, at).unwrap_or(whole.len());
        }
        let rest = &whole[at..end_of_statement];
        if let Some((names, length)) = import(rest) {
            let span = chunk.span(at, at + length);
            imports.extend(names.into_iter().map(|(name, from)| Import { name, from, span }));
            at += length;
            continue;
        }
        if let Some((name, from)) = constant(rest)
            && let Some((value, behind)) = literal::leading(&chunk, at + from, end_of_statement)
        {
            let after = whole[behind..].trim_start_matches([' ', '\t', ';']);
            if after.is_empty() || after.starts_with(['\n', '\r']) {
                constants.push((name, value));
                at = behind;
                continue;
            }
        }
        let line = rest.lines().next().unwrap_or(rest).trim_end();
        let place = Place::span(source, chunk.span(at, at + line.len()));
        if script::is_too_deep(rest) {
            diagnostics.push(Diagnostic::new(Code::TOO_DEEP, place, script::DEEP));
            break;
        }
        at = end_of_statement;
        diagnostics.push(
            Diagnostic::new(Code::UNSUPPORTED_EXPRESSION, place, "this needs JavaScript to run")
                .help("`import Name from \"./_file.mdx\"` and `export const name = literal` are accepted here"),
        );
    }
    Inset::Modules { imports, constants, span: Span::new(start, end) }
}

/// `import A, { B as C } from "path"`: the names and the path, and how long it is.
fn import(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let rest = text.strip_prefix("import")?;
    let quote_at = text.find(['"', '\''])?;
    let quote = text[quote_at..].chars().next()?;
    let length = text[quote_at + 1..].find(quote)?;
    let path = &text[quote_at + 1..quote_at + 1 + length];
    let end = quote_at + length + 2;
    if path.contains('\n') {
        return None;
    }
    let clause = rest[..quote_at - "import".len()].trim();
    if clause.is_empty() {
        return Some((Vec::new(), end));
    }
    let clause = clause.strip_suffix("from")?.trim();
    let mut names = Vec::new();
    for part in clause.split([',', '{', '}']).map(str::trim).filter(|part| !part.is_empty()) {
        let name = part.rsplit(" as ").next().unwrap_or(part).trim();
        let word = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$'));
        if !word {
            return None;
        }
        names.push((name.to_owned(), path.to_owned()));
    }
    Some((names, end))
}

/// `export const name = `: the name, and where the value starts.
fn constant(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix("export")?.trim_start();
    let rest = ["const ", "let ", "var "].iter().find_map(|word| rest.strip_prefix(word))?.trim_start();
    let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')))?;
    let (name, after) = rest.split_at(length);
    let value = after.trim_start().strip_prefix('=')?;
    (!name.is_empty()).then(|| (name.to_owned(), text.len() - value.len()))
}
