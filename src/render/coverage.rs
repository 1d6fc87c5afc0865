//! The page that says how much of the reference each language has.

use std::fmt::Write as _;

use crate::model::coverage::{Count, Coverage, Gap, GapKind};

use super::escape::escaped;

/// Gaps of one language that are listed; more of them are counted.
const MOST_GAPS: usize = 500;

/// A table of the languages, and below it what each of them lacks.
#[must_use]
pub fn html(coverage: &Coverage) -> String {
    let mut out = String::from(
        "<table><thead><tr><th>Language</th><th>Entries</th><th>Fields</th><th>Samples</th><th>All</th></tr></thead><tbody>\n",
    );
    let cell = |name: &str, count: Count| format!("<td data-th=\"{name}\">{} of {}</td>", count.have, count.of);
    for language in &coverage.languages {
        let _ = writeln!(
            out,
            "<tr><td data-th=\"Language\">{}</td>{}{}{}<td data-th=\"All\">{:.1} %</td></tr>",
            escaped(&language.name),
            cell("Entries", language.entries),
            cell("Fields", language.fields),
            cell("Samples", language.samples),
            language.percent
        );
    }
    out.push_str("</tbody></table>\n");
    for language in &coverage.languages {
        let gaps: Vec<&Gap> = coverage.gaps.iter().filter(|gap| gap.language == language.id).collect();
        if gaps.is_empty() {
            continue;
        }
        let id = escaped(&language.id);
        let _ = write!(out, "<h2 id=\"{id}\"><a href=\"#{id}\">{}</a></h2>\n<ul>", escaped(&language.name));
        for gap in gaps.iter().take(MOST_GAPS) {
            let what = match gap.kind {
                GapKind::Entry => "the entry",
                GapKind::Field => "a field of",
                GapKind::Sample => "the sample",
            };
            let field =
                gap.field.as_ref().map(|field| format!(": <code>{}</code>", escaped(field))).unwrap_or_default();
            let _ = writeln!(
                out,
                "<li>{what} <a href=\"{}\"><code>{}</code></a>{field}</li>",
                escaped(&gap.href),
                escaped(&gap.id)
            );
        }
        if gaps.len() > MOST_GAPS {
            let _ = writeln!(out, "<li>and {} more</li>", gaps.len() - MOST_GAPS);
        }
        out.push_str("</ul>\n");
    }
    out
}
