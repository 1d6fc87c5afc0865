//! The part of a sample that is shown.

use super::marks::{Marks, comment_words, stripped};

/// What is shown of a sample: a region of it or all, its marks taken out. Where the region is not to be had it is all.
#[must_use]
pub fn sample(text: &str, name: Option<&str>, marks: &mut Marks) -> (String, Option<RegionProblem>) {
    let text = &text[crate::parse::byte_order_mark(text)..];
    let (code, problem) = match region(text, name) {
        Ok(code) => (code, None),
        Err(problem) => (text.into(), Some(problem)),
    };
    (stripped(&code, marks), problem)
}

/// The region of a sample between `region NAME` and `endregion`; comment lines of other regions are taken out too.
fn region<'t>(code: &'t str, name: Option<&str>) -> Result<std::borrow::Cow<'t, str>, RegionProblem> {
    let is_mark = |line: &str| {
        let words = comment_words(line).trim_start_matches('#').trim();
        if words == "endregion" || words.starts_with("endregion ") {
            Some(None)
        } else {
            words.strip_prefix("region ").map(|name| Some(name.trim().to_owned()))
        }
    };
    if !code.contains("region") {
        return match name {
            None => Ok(code.into()),
            Some(_) => Err(RegionProblem::Missing(Vec::new())),
        };
    }
    let mut kept = String::new();
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut inside: Option<usize> = None;
    for line in code.split_inclusive('\n') {
        match is_mark(line) {
            Some(Some(found)) => {
                depth += 1;
                if inside.is_none() && name == Some(found.as_str()) {
                    inside = Some(depth);
                }
                names.push(found);
            }
            Some(None) => {
                if inside == Some(depth) {
                    return Ok(dedented(&kept).into());
                }
                depth = depth.saturating_sub(1);
            }
            None if name.is_none() || inside.is_some() => kept.push_str(line),
            None => {}
        }
    }
    match (name, inside) {
        (None, _) => Ok(kept.into()),
        (Some(_), None) => Err(RegionProblem::Missing(names)),
        (Some(_), Some(_)) => Err(RegionProblem::Unclosed),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegionProblem {
    /// The names that there are.
    Missing(Vec<String>),
    Unclosed,
}

/// Without the indentation that all lines share.
fn dedented(code: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let least = code.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    code.split_inclusive('\n').map(|line| line.get(least..).unwrap_or("\n")).collect()
}
