//! An instance of a schema, made of the examples in it where it has some.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::pattern;

/// How an instance is made.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Properties that may be left out are there.
    pub whole: bool,
    /// The author's examples are used.
    pub examples: bool,
    /// Which of several alternatives is taken.
    pub choice: usize,
}

/// More values than this make an example that nobody reads.
const MOST_VALUES: usize = 400;
/// A maker that has tried so much gives up.
const MOST_STEPS: usize = 20_000;
const DEEPEST: usize = 12;
const DEEPEST_WHOLE: usize = 2;

/// An instance of the schema at a pointer of a bundle; whether it is one is still to be checked.
#[must_use]
pub fn instance(bundle: &Value, pointer: &str, plan: Plan) -> Option<Value> {
    let mut maker = Maker { bundle, plan, open: Vec::new(), values: 0 };
    let schema = bundle.pointer(pointer)?;
    maker.value(schema, 0)
}

struct Maker<'b> {
    bundle: &'b Value,
    plan: Plan,
    /// References on the way down to where we are.
    open: Vec<&'b str>,
    values: usize,
}

impl<'b> Maker<'b> {
    fn value(&mut self, schema: &'b Value, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_STEPS {
            return None;
        }
        let pairs = match schema {
            Value::Bool(false) => return None,
            Value::Object(pairs) => pairs,
            _ => return Some(json!("value")),
        };
        if let Some(value) = self.given(pairs) {
            return Some(value);
        }
        let referred = match pairs.get("$ref").and_then(Value::as_str) {
            Some(target) => Some(self.referred(target, depth)?),
            None => None,
        };
        let mut made = self.own(pairs, depth);
        for part in referred.into_iter().chain(self.parts(pairs, depth)?) {
            made = merged(made, part);
        }
        if pairs.get("type").is_none() && made.is_none() {
            return Some(json!("value"));
        }
        made
    }

    /// What the schema itself says an instance is.
    fn given(&self, pairs: &'b Map<String, Value>) -> Option<Value> {
        if let Some(value) = pairs.get("const") {
            return Some(value.clone());
        }
        if self.plan.examples {
            let first = pairs.get("examples").and_then(|examples| examples.as_array()?.first());
            if let Some(value) = pairs.get("example").or(first) {
                return Some(value.clone());
            }
        }
        if let Some(value) =
            pairs.get("default").filter(|value| self.plan.examples && !value.is_null() && !value.is_object())
        {
            return Some(value.clone());
        }
        let values = pairs.get("enum")?.as_array()?;
        values.get(self.plan.choice.min(values.len().saturating_sub(1))).cloned()
    }

    fn referred(&mut self, target: &'b str, depth: usize) -> Option<Value> {
        if self.open.iter().filter(|open| **open == target).count() > 0 {
            return None;
        }
        let pointer = crate::model::route::decoded(target.trim_start_matches('#'))?;
        let schema = self.bundle.pointer(&pointer)?;
        self.open.push(target);
        let value = self.value(schema, depth + 1);
        self.open.pop();
        value
    }

    /// What `allOf`, `anyOf` and `oneOf` add.
    fn parts(&mut self, pairs: &'b Map<String, Value>, depth: usize) -> Option<Vec<Value>> {
        let mut parts = Vec::new();
        for part in pairs.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            if !says_nothing(part) {
                parts.push(self.value(part, depth + 1)?);
            }
        }
        for key in ["oneOf", "anyOf"] {
            let Some(branches) = pairs.get(key).and_then(Value::as_array) else { continue };
            let is_null = |branch: &&Value| branch.get("type").and_then(Value::as_str) == Some("null");
            let mut order: Vec<&Value> = branches.iter().filter(|branch| !is_null(branch)).collect();
            if order.is_empty() {
                order = branches.iter().collect();
            }
            let from = self.plan.choice % order.len().max(1);
            order.rotate_left(from);
            let made = order.into_iter().find_map(|branch| Some((branch, self.value(branch, depth + 1)?)));
            let (branch, made) = made?;
            // One that only asks for properties is answered by those who describe them.
            if !says_nothing(branch) {
                parts.push(made);
            }
        }
        Some(parts)
    }

    /// The value without what others add to it.
    fn own(&mut self, pairs: &'b Map<String, Value>, depth: usize) -> Option<Value> {
        match kind(pairs)? {
            "object" => self.object(pairs, depth),
            "array" => self.array(pairs, depth),
            "string" => Some(string(pairs).into()),
            "integer" => Some(number(pairs, true)),
            "number" => Some(number(pairs, false)),
            "boolean" => Some(true.into()),
            _ => Some(Value::Null),
        }
    }

    fn object(&mut self, pairs: &'b Map<String, Value>, depth: usize) -> Option<Value> {
        let listed = pairs.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let required: HashSet<&str> = listed.clone().collect();
        let mut made = Map::new();
        let properties = pairs.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let needed = required.contains(name.as_str());
            // What others stand for is shown in full one time, and after that in short.
            if !needed && (!self.plan.whole || self.values > MOST_VALUES || self.open.len() > DEEPEST_WHOLE) {
                continue;
            }
            match self.value(schema, depth + 1) {
                Some(value) => {
                    made.insert(name.clone(), value);
                }
                None if needed => return None,
                None => {}
            }
        }
        for name in listed {
            if !made.contains_key(name) && properties.is_none_or(|properties| !properties.contains_key(name)) {
                let value = match pairs.get("additionalProperties") {
                    Some(schema @ Value::Object(_)) => self.value(schema, depth + 1)?,
                    _ => json!("value"),
                };
                made.insert(name.to_owned(), value);
            }
        }
        let least = pairs.get("minProperties").and_then(Value::as_u64).unwrap_or(0);
        if made.is_empty() && (least > 0 || self.plan.whole) {
            let free = pairs.get("additionalProperties").filter(|schema| schema.is_object() && !says_nothing(schema));
            let matched = pairs.get("patternProperties").and_then(|patterns| patterns.as_object()?.iter().next());
            if let Some((pattern, schema)) = matched {
                if let (Some(name), Some(value)) = (pattern::matching(pattern), self.value(schema, depth + 1)) {
                    made.insert(name, value);
                }
            } else if let Some(schema) = free {
                let named = pairs.get("propertyNames").and_then(Value::as_object).map(string);
                if let Some(value) = self.value(schema, depth + 1) {
                    made.insert(named.unwrap_or_else(|| "key".to_owned()), value);
                }
            }
        }
        Some(Value::Object(made))
    }

    fn array(&mut self, pairs: &'b Map<String, Value>, depth: usize) -> Option<Value> {
        let most = pairs.get("maxItems").and_then(Value::as_u64).unwrap_or(u64::MAX);
        let least = pairs.get("minItems").and_then(Value::as_u64).unwrap_or(0).min(64);
        let mut items = Vec::new();
        let numbered = pairs.get("prefixItems").or_else(|| pairs.get("items").filter(|items| items.is_array()));
        for schema in numbered.and_then(Value::as_array).into_iter().flatten() {
            match self.value(schema, depth + 1) {
                Some(item) => items.push(item),
                None => break,
            }
        }
        let contained = pairs.get("contains").and_then(|schema| self.value(schema, depth + 1));
        items.extend(contained.filter(|_| (items.len() as u64) < most));
        let schema = pairs.get("items").filter(|items| items.is_object());
        let wanted = least.max(u64::from(items.is_empty())).min(most);
        while let Some(schema) = schema.filter(|_| (items.len() as u64) < wanted) {
            match self.value(schema, depth + 1) {
                Some(item) => items.push(item),
                None => break,
            }
        }
        if (items.len() as u64) < least {
            if schema.is_some() {
                return None;
            }
            items.extend((items.len() as u64..least).map(|number| json!(format!("value {}", number + 1))));
        }
        Some(Value::Array(items))
    }
}

/// A part that asks for properties, and describes none.
fn says_nothing(schema: &Value) -> bool {
    let Some(pairs) = schema.as_object() else { return true };
    let says = ["$ref", "properties", "items", "type", "const", "enum", "allOf", "oneOf", "anyOf", "patternProperties"];
    !says.iter().any(|key| pairs.contains_key(*key))
}

/// Objects become one; of anything else the first stays.
fn merged(first: Option<Value>, second: Value) -> Option<Value> {
    match (first, second) {
        (Some(Value::Object(mut first)), Value::Object(second)) => {
            for (name, value) in second {
                match (first.get_mut(&name), value) {
                    (Some(known @ Value::Object(_)), Value::Object(value)) => {
                        let both = merged(Some(known.take()), Value::Object(value));
                        *known = both.unwrap_or(Value::Null);
                    }
                    (_, value) => {
                        first.insert(name, value);
                    }
                }
            }
            Some(Value::Object(first))
        }
        (Some(Value::Object(first)), _) if !first.is_empty() => Some(Value::Object(first)),
        (None | Some(Value::Object(_)), second) => Some(second),
        (first, _) => first,
    }
}

/// The type to make, guessed from other keywords where there is none.
fn kind(pairs: &Map<String, Value>) -> Option<&str> {
    let named = match pairs.get("type") {
        Some(Value::String(name)) => Some(name.as_str()),
        Some(Value::Array(names)) => {
            let mut names = names.iter().filter_map(Value::as_str);
            let first = names.next();
            first.filter(|name| *name != "null").or_else(|| names.find(|name| *name != "null")).or(first)
        }
        _ => None,
    };
    let has = |keys: &[&str]| keys.iter().any(|key| pairs.contains_key(*key));
    named.or_else(|| {
        if has(&["properties", "required", "patternProperties", "minProperties", "propertyNames"]) {
            Some("object")
        } else if has(&["items", "prefixItems", "minItems", "contains"]) {
            Some("array")
        } else if has(&["pattern", "minLength", "format"]) {
            Some("string")
        } else if has(&["minimum", "maximum", "multipleOf"]) {
            Some("number")
        } else {
            None
        }
    })
}

fn string(pairs: &Map<String, Value>) -> String {
    let length = |key: &str| pairs.get(key).and_then(Value::as_u64).and_then(|length| usize::try_from(length).ok());
    let format = pairs.get("format").and_then(Value::as_str).unwrap_or_default();
    let matching = pairs.get("pattern").and_then(Value::as_str).and_then(pattern::matching);
    let mut text = matching.unwrap_or_else(|| of_format(format).to_owned());
    let missing = length("minLength").unwrap_or(0).saturating_sub(text.chars().count()).min(1 << 12);
    text.extend(std::iter::repeat_n('a', missing));
    if let Some(most) = length("maxLength") {
        text = text.chars().take(most).collect();
    }
    text
}

fn of_format(format: &str) -> &'static str {
    match format {
        "date-time" => "2026-01-15T12:00:00Z",
        "date" => "2026-01-15",
        "time" => "12:00:00Z",
        "duration" => "P1D",
        "email" | "idn-email" => "jane@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "iri" | "url" => "https://example.com/",
        "uri-reference" | "iri-reference" => "/path",
        "uri-template" => "/path/{id}",
        "uuid" => "5f4dcc3b-5aa7-45d6-9d83-27deb882cf99",
        "json-pointer" => "/a/b",
        "relative-json-pointer" => "1/a",
        "regex" => "^a+$",
        "byte" => "ZXhhbXBsZQ==",
        _ => "string",
    }
}

fn number(pairs: &Map<String, Value>, whole: bool) -> Value {
    let limit = |key: &str| pairs.get(key).and_then(Value::as_f64);
    let strict = |key: &str| pairs.get(key) == Some(&Value::Bool(true));
    let step = limit("multipleOf").filter(|step| *step > 0.0).unwrap_or(1.0);
    let above = limit("exclusiveMinimum").or_else(|| limit("minimum").filter(|_| strict("exclusiveMinimum")));
    let below = limit("exclusiveMaximum").or_else(|| limit("maximum").filter(|_| strict("exclusiveMaximum")));
    let least = limit("minimum").unwrap_or(f64::MIN).max(above.unwrap_or(f64::MIN));
    let most = limit("maximum").unwrap_or(f64::MAX).min(below.unwrap_or(f64::MAX));
    let mut value = if least > f64::MIN { (least / step).ceil() * step } else { step };
    if above.is_some_and(|above| value <= above) {
        value += step;
    }
    if value > most || below.is_some_and(|below| value >= below) {
        value = if least > f64::MIN { f64::midpoint(least, most) } else { (most / step).floor() * step };
        if below.is_some_and(|below| value >= below) {
            value -= step;
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "guarded by the range check")]
    if (whole || value.fract() == 0.0) && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}
