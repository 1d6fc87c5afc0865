//! A JSON file to a schema: first whether it is one, then its facts, and its tree whenever its page is in hand.
//!
//! A file is a schema if it says so with a `$schema` of json-schema.org, or if a keyword of JSON Schema stands at its
//! top; any other JSON file is published as it is and nothing else.

mod kind;
mod reference;
mod rows;
mod tree;

pub use reference::{circles, row_anchors};

use std::collections::{BTreeSet, HashMap};

use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::json::{Json, JsonKind};
use crate::model::place::{Place, Span};
use crate::model::schema::{Draft, Schema, SchemaTree};
use crate::model::source::SourceId;
use crate::near::near;
use crate::validity;

use super::{facts, json, markdown};

/// Names that `type` can have.
pub const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "object", "array", "null"];
/// Keywords that are no words of ordinary data.
const KEYWORDS: [&str; 10] = [
    "properties",
    "$ref",
    "oneOf",
    "anyOf",
    "allOf",
    "$defs",
    "patternProperties",
    "additionalProperties",
    "$dynamicRef",
    "$recursiveRef",
];
const SUMMARY: usize = 200;

/// The facts of a schema, and the anchors of its page; nothing for a JSON file that is no schema.
#[must_use]
pub fn schema(source: SourceId, text: &str) -> Checked<Option<(Schema, Vec<String>)>> {
    let mut diagnostics = Vec::new();
    let json = match json::json(source, text) {
        Ok(json) => json.unpack(&mut diagnostics),
        Err(problem) => return Checked::new(None, vec![*problem]),
    };
    if !is_schema(&json) {
        // A key that stands twice is the business of whoever reads the file.
        return Checked::default();
    }
    let draft = draft(&json);
    for problem in validity::schema_problems(&json, draft) {
        let found = json.nearest(&problem.pointer);
        let place = Place::span(source, found.span);
        if problem.repeats {
            diagnostics.extend(repeated(source, found));
        } else {
            diagnostics.push(Diagnostic::new(Code::INVALID_SCHEMA, place, problem.message).help_if(problem.help));
        }
    }
    let tree = tree::tree(&json);
    let text = |key: &str| json.get(key).and_then(Json::as_text).map(str::to_owned);
    let id = id(&json).map(|id| (id.as_text().unwrap_or_default().to_owned(), id.span));
    let object = json.at("/properties/object/const").and_then(Json::as_text).map(str::to_owned);
    let leading_out = tree.references.iter().filter(|reference| reference.inside.is_none());
    let refers: BTreeSet<&str> = leading_out.map(|reference| reference.text.as_ref()).collect();
    let schema = Schema {
        title: text("title").filter(|title| !title.trim().is_empty()),
        id,
        draft,
        deprecated: json.get("deprecated").is_some_and(Json::is_true),
        object,
        names: tree.names,
        refers: refers.into_iter().map(str::to_owned).collect(),
        summary: text("description").map(|text| summary(source, &text)).unwrap_or_default(),
    };
    let mut anchors = tree.anchors;
    anchors.push("properties".to_owned());
    if !tree.definitions.is_empty() {
        anchors.push("definitions".to_owned());
    }
    Checked::new(Some((schema, anchors)), diagnostics)
}

/// Reads a schema again and lends its tree and the values that it was made of; nothing if it is none any more.
pub fn with_tree<R>(source: SourceId, text: &str, with: impl FnOnce(&SchemaTree<'_>, &Json<'_>) -> R) -> Option<R> {
    let json = json::json(source, text).ok()?.value;
    let tree = tree::tree(&json);
    Some(with(&tree, &json))
}

/// Values that stand in one list twice.
fn repeated(source: SourceId, list: &Json<'_>) -> Vec<Diagnostic> {
    let mut first: HashMap<String, Span> = HashMap::new();
    let mut found = Vec::new();
    for item in list.items() {
        let shown = kind::shown(item);
        if let Some(first) = first.get(&shown) {
            let message = format!("`{shown}` stands in this list twice");
            let problem = Diagnostic::new(Code::REPEATED_VALUE, Place::span(source, item.span), message);
            found.push(problem.note(Place::span(source, *first), "first here"));
        } else {
            first.insert(shown, item.span);
        }
    }
    found
}

fn is_schema(json: &Json<'_>) -> bool {
    if json.get("$schema").and_then(Json::as_text).is_some_and(|schema| schema.contains("json-schema.org")) {
        return true;
    }
    json.members().iter().any(|member| makes_schema(&member.key, &member.value))
}

/// Whether a key at the top of a file says that it is a schema. Some keywords are words of ordinary data as well.
fn makes_schema(key: &str, value: &Json<'_>) -> bool {
    match key {
        "type" => is_type(value),
        "definitions" => !value.members().is_empty() && value.members().iter().all(|member| member.value.is_map()),
        _ => KEYWORDS.contains(&key),
    }
}

/// `type` is a word that data uses too; it makes a schema where it names a type, or was meant to.
fn is_type(json: &Json<'_>) -> bool {
    match &json.kind {
        JsonKind::Text(name) => TYPES.contains(&name.as_ref()) || !near(name, TYPES).is_empty(),
        JsonKind::List(names) => {
            !names.is_empty() && names.iter().all(|name| name.as_text().is_some_and(|name| TYPES.contains(&name)))
        }
        _ => false,
    }
}

fn draft(json: &Json<'_>) -> Draft {
    let Some(schema) = json.get("$schema").and_then(Json::as_text) else { return Draft::Unknown };
    let name = schema.trim_end_matches('#').trim_end_matches('/');
    match name.split_once("json-schema.org/").map_or("", |(_, name)| name) {
        "draft-04/schema" => Draft::Four,
        "draft-06/schema" => Draft::Six,
        "draft-07/schema" => Draft::Seven,
        "draft/2019-09/schema" => Draft::TwentyNineteen,
        "draft/2020-12/schema" => Draft::TwentyTwenty,
        _ => Draft::Unknown,
    }
}

/// `$id`, or the `id` of old drafts.
fn id<'j, 't>(json: &'j Json<'t>) -> Option<&'j Json<'t>> {
    json.get("$id").or_else(|| json.get("id")).filter(|id| id.as_text().is_some_and(|id| !id.is_empty()))
}

fn summary(source: SourceId, text: &str) -> String {
    let document = markdown::inline(source, text);
    facts::shortened(facts::plain(&document.nodes).trim(), SUMMARY)
}
