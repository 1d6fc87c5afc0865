//! What the references and texts of a schema stand for, by their numbers in its tree.

use std::borrow::Cow;

use crate::index::Index;
use crate::index::schemas::Referral;
use crate::model::diagnostic::{Checked, Code, Diagnostic, did_you_mean};
use crate::model::json::pointer_steps;
use crate::model::links::Target;
use crate::model::place::{Place, Span};
use crate::model::route::encoded;
use crate::model::schema::{Referred, SchemaLinks, SchemaReference, SchemaTree};
use crate::near::near;
use crate::parse::schema::row_anchors;

use super::From;
use super::link::Problem;

/// Resolves the tree of the schema of a page. `text` is the source, for places in it; `own` is what stands before
/// the anchors of the schema itself: nothing on its own page.
#[must_use]
pub fn links(index: &Index, number: usize, tree: &SchemaTree<'_>, text: &str, own: &str) -> Checked<SchemaLinks> {
    let record = &index.pages[number];
    let from = From { index, page: record, holder: record };
    let mut diagnostics = Vec::new();
    let texts = tree
        .texts
        .iter()
        .map(|words| {
            super::prose_in(from, &words.text, |problem, url, nth| {
                let span = within(text, words.span, url, nth);
                diagnostics.push(problem.at(Place::span(record.source.id, span)));
            })
        })
        .collect();
    let references = tree
        .references
        .iter()
        .map(|reference| {
            referred(index, number, reference, own).unwrap_or_else(|problem| {
                let known: Vec<&str> = tree.definitions.iter().map(|definition| definition.name.as_str()).collect();
                diagnostics.push(missing(index, number, reference, problem, &known));
                Referred { label: label(&reference.text), ..Referred::default() }
            })
        })
        .collect();
    let used_by = super::usage::users_of_schema(index, number);
    Checked::new(SchemaLinks { texts, references, used_by }, diagnostics)
}

/// The schema that a component of a page shows, by path, `$id`, name or title.
pub fn named(from: From<'_>, name: &str) -> Result<Target, Problem> {
    let index = from.index;
    let Some(page) = index.schema_named(&from.holder.source.path, name) else {
        let help = did_you_mean(&near(name, index.schemas.names()));
        return Err(Problem::new(Code::UNKNOWN_SCHEMA, format!("there is no schema `{name}`")).help(help));
    };
    let record = &index.pages[page];
    let href = record.route.as_ref().map(|route| route.href(index.settings.base_path())).unwrap_or_default();
    Ok(Target::Schema { page, href, digest: record.source.digest })
}

/// Where the `nth` of some words stands in a text of the source, or the whole text if it is written with escapes.
fn within(text: &str, span: Span, words: &str, nth: usize) -> Span {
    let written = text.get(span.range()).unwrap_or_default();
    match written.match_indices(words).nth(nth) {
        Some((at, _)) => Span::new(span.start as usize + at, span.start as usize + at + words.len()),
        None => span,
    }
}

fn referred(index: &Index, number: usize, reference: &SchemaReference<'_>, own: &str) -> Result<Referred, Referral> {
    let dynamic = reference.dynamic;
    if let Some(inside) = &reference.inside {
        let anchor = inside.anchor.as_deref().unwrap_or("properties");
        return Ok(Referred {
            label: inside.name.clone(),
            href: Some(format!("{own}#{}", encoded(anchor))),
            recursive: inside.recursive,
            dynamic,
            external: false,
        });
    }
    match index.refer(number, &reference.text, reference.base.as_deref()) {
        Referral::Schema { page, fragment } => {
            let record = &index.pages[page];
            let anchor = anchor(index, page, &fragment).ok_or(Referral::Missing)?;
            let href = record.route.as_ref().map(|route| {
                let anchor = anchor.as_ref().map(|anchor| format!("#{}", encoded(anchor))).unwrap_or_default();
                format!("{}{anchor}", route.href(index.settings.base_path()))
            });
            let inner = anchor.and_then(|_| pointer_steps(&fragment).last().map(Cow::into_owned));
            let label = inner.unwrap_or_else(|| record.title.clone());
            Ok(Referred { label, href, recursive: index.schemas.circular(number, page), dynamic, external: false })
        }
        Referral::External(address) => {
            Ok(Referred { label: label(&address), href: Some(address), dynamic, external: true, recursive: false })
        }
        problem => Err(problem),
    }
}

/// The anchor that a fragment has on the page of another schema: `Some(None)` is the page itself.
#[expect(clippy::option_option, reason = "nothing there is not the same as the whole")]
fn anchor(index: &Index, page: usize, fragment: &str) -> Option<Option<String>> {
    if fragment.is_empty() {
        return Some(None);
    }
    let record = &index.pages[page];
    let named = record.schema.iter().flat_map(|schema| &schema.names).find(|(name, _)| name == fragment);
    let pointer = match named {
        Some((_, pointer)) => pointer.as_str(),
        None if fragment.starts_with('#') => return None,
        None => fragment,
    };
    row_anchors(None, pointer).into_iter().rev().find(|anchor| record.anchors().contains(anchor)).map(Some)
}

/// The last part of a reference, where nothing better is known of it.
fn label(text: &str) -> String {
    let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
    let last = |path: &str| path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path).to_owned();
    if fragment.is_empty() { last(address) } else { last(fragment) }
}

fn missing(
    index: &Index,
    number: usize,
    reference: &SchemaReference<'_>,
    problem: Referral,
    definitions: &[&str],
) -> Diagnostic {
    let record = &index.pages[number];
    let text = reference.text.as_ref();
    let place = Place::span(record.source.id, reference.span);
    if problem == Referral::Outside {
        let message = format!("`{text}` leads out of `content/`");
        return Diagnostic::new(Code::OUTSIDE_ROOT, place, message)
            .help("put the schema into `content/` and name it by its path or `$id`");
    }
    let wanted = label(text);
    let (message, help) = if text.starts_with('#') && !text.starts_with("#/components/") {
        let near = near(&wanted, definitions.iter().copied());
        (format!("nothing stands at `{text}` in this file"), did_you_mean(&near))
    } else {
        let mut names = index.schemas.names();
        let files: Vec<&str> = index
            .pages
            .iter()
            .filter(|record| record.schema.is_some())
            .map(|record| record.source.path.file_name())
            .collect();
        names.extend(files);
        (format!("there is no schema `{text}`"), did_you_mean(&near(&wanted, names)))
    };
    Diagnostic::new(Code::UNKNOWN_SCHEMA, place, message).help_if(help)
}
