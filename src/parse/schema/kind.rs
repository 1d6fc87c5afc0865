//! Types and the lines below a row: what a schema says of one value that is no row of its own.

use crate::model::json::{Json, JsonKind};
use crate::model::schema::{KindPart, SchemaFact, SchemaNode};

#[must_use]
pub fn fact(name: &'static str, values: Vec<String>) -> SchemaFact {
    SchemaFact { name, values, anchor: String::new() }
}

/// The type that a schema gives itself; none if it says nothing of it.
#[must_use]
pub fn own(json: &Json<'_>, item: Option<&[KindPart]>) -> Option<Vec<KindPart>> {
    let kind = json.get("type").map(|kind| match &kind.kind {
        JsonKind::Text(name) => vec![name.to_string()],
        JsonKind::List(names) => names.iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        _ => Vec::new(),
    });
    let names = kind.filter(|names| !names.is_empty()).or_else(|| guessed(json))?;
    let mut parts = Vec::new();
    for (number, name) in names.iter().enumerate() {
        if number > 0 {
            parts.push(KindPart::Words(" | ".into()));
        }
        match (name.as_str(), item) {
            ("array", Some(item)) => list(item, &mut parts),
            _ => parts.push(KindPart::Words(name.clone().into())),
        }
    }
    Some(parts)
}

/// `string[]`, `(string | null)[]`
fn list(item: &[KindPart], parts: &mut Vec<KindPart>) {
    let several = item
        .iter()
        .any(|part| matches!(part, KindPart::Words(words) if words.contains(" | ") || words.contains(" & ")));
    let nothing = item.is_empty() || item == [KindPart::Words("any".into())];
    if nothing {
        parts.push(KindPart::Words("array".into()));
        return;
    }
    if several {
        parts.push(KindPart::Words("(".into()));
    }
    parts.extend(item.iter().cloned());
    parts.push(KindPart::Words(if several { ")[]" } else { "[]" }.into()));
}

/// What a schema without a `type` must mean.
fn guessed(json: &Json<'_>) -> Option<Vec<String>> {
    if let Some(value) = json.get("const") {
        return Some(vec![word(value).to_owned()]);
    }
    if let Some(values) = json.get("enum") {
        let mut words: Vec<String> = Vec::new();
        for value in values.items() {
            let word = word(value);
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        return Some(words).filter(|words| !words.is_empty());
    }
    let has = |keys: &[&str]| keys.iter().any(|key| json.get(key).is_some());
    let word = if has(&[
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "minProperties",
        "required",
    ]) {
        "object"
    } else if has(&["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]) {
        "array"
    } else if has(&["pattern", "minLength", "maxLength", "format"]) {
        "string"
    } else if has(&["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]) {
        "number"
    } else {
        return None;
    };
    Some(vec![word.to_owned()])
}

fn word(value: &Json<'_>) -> &'static str {
    match &value.kind {
        JsonKind::Null => "null",
        JsonKind::Bool(_) => "boolean",
        JsonKind::Number(words) if words.contains(['.', 'e', 'E']) => "number",
        JsonKind::Number(_) => "integer",
        JsonKind::Text(_) => "string",
        JsonKind::List(_) => "array",
        JsonKind::Map(_) => "object",
    }
}

#[must_use]
pub fn names_null(parts: &[KindPart]) -> bool {
    parts
        .iter()
        .any(|part| matches!(part, KindPart::Words(words) if words.split(" | ").any(|word| word.trim() == "null")))
}

/// The line of the values to choose from.
pub const VALUES: &str = "One of";

/// Constant, default, examples, format, pattern, limits and values, in the order in which a reader sees them.
/// Examples of the file as a whole have a card of their own.
pub fn facts(json: &Json<'_>, is_root: bool, node: &mut SchemaNode) {
    let mut add = |name: &'static str, values: Vec<String>| {
        if !values.is_empty() && !node.facts.iter().any(|known| known.name == name && known.values == values) {
            node.facts.push(fact(name, values));
        }
    };
    add("Constant", json.get("const").map(shown).into_iter().collect());
    add("Default", json.get("default").map(shown).into_iter().collect());
    if !is_root {
        let single = json.get("example").map(shown);
        let listed = json.get("examples").map(Json::items).unwrap_or_default().iter().map(shown);
        add("Example", single.into_iter().chain(listed).collect());
    }
    add("Pattern", json.get("pattern").and_then(Json::as_text).map(str::to_owned).into_iter().collect());
    add("Limits", limits(json));
    add(VALUES, json.get("enum").map(Json::items).unwrap_or_default().iter().map(shown).collect());
    let mut narrow = |words: String| {
        if !node.narrowed.contains(&words) {
            node.narrowed.push(words);
        }
    };
    for key in ["format", "contentEncoding", "contentMediaType"] {
        json.get(key).and_then(Json::as_text).map(str::to_owned).map(&mut narrow);
    }
    range(json).map(&mut narrow);
    for (key, words) in [("readOnly", "read only"), ("writeOnly", "write only")] {
        if json.get(key).is_some_and(Json::is_true) {
            narrow(words.to_owned());
        }
    }
}

/// `1 to 100`, `at least 1`, `more than 0`
fn range(json: &Json<'_>) -> Option<String> {
    let number = |key: &str| match &json.get(key)?.kind {
        JsonKind::Number(words) => Some((*words).to_owned()),
        _ => None,
    };
    // Before draft 6 the exclusive limits are truths beside the others.
    let strict = |key: &str| json.get(key).is_some_and(Json::is_true);
    let low = number("exclusiveMinimum")
        .map(|low| (low, true))
        .or_else(|| number("minimum").map(|low| (low, strict("exclusiveMinimum"))));
    let high = number("exclusiveMaximum")
        .map(|high| (high, true))
        .or_else(|| number("maximum").map(|high| (high, strict("exclusiveMaximum"))));
    match (low, high) {
        (Some((low, false)), Some((high, false))) => Some(format!("{low} to {high}")),
        (None, None) => None,
        (low, high) => {
            let low =
                low.map(|(low, strict)| if strict { format!("more than {low}") } else { format!("at least {low}") });
            let high =
                high.map(|(high, strict)| if strict { format!("less than {high}") } else { format!("at most {high}") });
            Some(low.into_iter().chain(high).collect::<Vec<_>>().join(", "))
        }
    }
}

fn limits(json: &Json<'_>) -> Vec<String> {
    let number = |key: &str| match &json.get(key)?.kind {
        JsonKind::Number(words) => Some(*words),
        _ => None,
    };
    let mut found = Vec::new();
    for (low, high, one, many) in [
        ("minLength", "maxLength", "character", "characters"),
        ("minItems", "maxItems", "item", "items"),
        ("minProperties", "maxProperties", "property", "properties"),
        ("minContains", "maxContains", "such item", "such items"),
    ] {
        let named = |number: &str| format!("{number} {}", if number == "1" { one } else { many });
        match (number(low), number(high)) {
            (Some(low), Some(high)) if low == high => found.push(named(low)),
            (Some(low), Some(high)) => found.push(format!("{low} to {}", named(high))),
            (Some(low), None) => found.push(format!("at least {}", named(low))),
            (None, Some(high)) => found.push(format!("at most {}", named(high))),
            (None, None) => {}
        }
    }
    if let Some(step) = number("multipleOf") {
        found.push(format!("a multiple of {step}"));
    }
    if json.get("uniqueItems").is_some_and(Json::is_true) {
        found.push("no item twice".to_owned());
    }
    let closed = |key: &str| json.get(key).is_some_and(|value| value.kind == JsonKind::Bool(false));
    if closed("additionalProperties") || closed("unevaluatedProperties") {
        found.push("no other properties".to_owned());
    }
    if closed("additionalItems") || closed("unevaluatedItems") || (closed("items") && json.get("prefixItems").is_some())
    {
        found.push("no further items".to_owned());
    }
    found
}

/// A value on one line: a text without its quotes, anything else as JSON.
#[must_use]
pub fn shown(value: &Json<'_>) -> String {
    match &value.kind {
        JsonKind::Text(text) => text.to_string(),
        JsonKind::Number(words) => (*words).to_owned(),
        _ => serde_json::to_string(&value.plain()).unwrap_or_default(),
    }
}
