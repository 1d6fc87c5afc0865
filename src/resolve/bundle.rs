//! A schema with everything that it refers to, as one value that stands on its own.
//!
//! Each file becomes a member of `$defs`, and every reference a pointer to one of them, so that the validator has
//! nothing to look for. What is on another host, or missing, accepts anything: nobody looked at it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::index::Index;
use crate::index::schemas::Referral;
use crate::limits;
use crate::model::json::{Json, JsonKind, pointer_below, pointer_steps};
use crate::model::schema::{Draft, SchemaReference, SchemaTree};
use crate::model::source::SourceId;
use crate::parse;

/// A value for the validator, and where in it each file is.
#[derive(Debug, Clone)]
pub struct Bundle {
    pub value: Value,
    /// The pointer to the schema that was asked for.
    pub root: String,
}

impl Bundle {
    /// The same definitions with another schema at the top.
    #[must_use]
    pub fn with_top(&self, top: Map<String, Value>) -> Value {
        let mut value = self.value.clone();
        if let Some(pairs) = value.as_object_mut() {
            pairs.remove("$ref");
            pairs.extend(top);
        }
        value
    }

    /// A schema that takes a list whose items are each as one of these pointers says.
    #[must_use]
    pub fn list_of(&self, pointers: &[String]) -> Value {
        let items: Vec<Value> =
            pointers.iter().map(|pointer| json!({ "$ref": format!("#{}{pointer}", self.root) })).collect();
        let newest = self
            .value
            .get("$schema")
            .is_none_or(|schema| schema.as_str().is_some_and(|schema| schema.contains("2020-12")));
        let mut top = Map::new();
        top.insert(if newest { "prefixItems" } else { "items" }.to_owned(), items.into());
        self.with_top(top)
    }
}

/// Bundles the schema of page `number`, whose values and tree are in hand.
#[must_use]
pub fn bundle(
    index: &Index,
    number: usize,
    json: &Json<'_>,
    tree: &SchemaTree<'_>,
    text_of: &dyn Fn(SourceId) -> Option<Arc<str>>,
) -> Bundle {
    let mut bundler = Bundler { index, wanted: vec![number], bytes: 0 };
    let mut files = Map::new();
    files.insert(file_name(number), bundler.file(number, json, tree));
    let mut next = 1;
    while let Some(page) = bundler.wanted.get(next).copied() {
        next += 1;
        let value = bundler.other(page, text_of).unwrap_or(Value::Bool(true));
        files.insert(file_name(page), value);
    }
    let root = format!("/$defs/{}", file_name(number));
    let mut value = Map::new();
    let draft = index.pages[number].schema.as_ref().map(|schema| schema.draft).unwrap_or_default();
    value.extend(dialect(draft).map(|dialect| ("$schema".to_owned(), dialect.into())));
    value.insert("$ref".to_owned(), format!("#{root}").into());
    value.insert("$defs".to_owned(), Value::Object(files));
    Bundle { value: Value::Object(value), root }
}

fn dialect(draft: Draft) -> Option<&'static str> {
    match draft {
        Draft::Four => Some("http://json-schema.org/draft-04/schema#"),
        Draft::Six => Some("http://json-schema.org/draft-06/schema#"),
        Draft::Seven => Some("http://json-schema.org/draft-07/schema#"),
        Draft::TwentyNineteen => Some("https://json-schema.org/draft/2019-09/schema"),
        Draft::TwentyTwenty => Some("https://json-schema.org/draft/2020-12/schema"),
        Draft::Unknown => None,
    }
}

fn file_name(page: usize) -> String {
    format!("f{page}")
}

struct Bundler<'i> {
    index: &'i Index,
    /// The pages that belong to the bundle, in the order in which they were met.
    wanted: Vec<usize>,
    bytes: u64,
}

impl Bundler<'_> {
    fn other(&mut self, page: usize, text_of: &dyn Fn(SourceId) -> Option<Arc<str>>) -> Option<Value> {
        let source = &self.index.pages[page].source;
        self.bytes += source.size;
        if self.bytes > limits::BUNDLE {
            return None;
        }
        let text = text_of(source.id)?;
        parse::schema::with_tree(source.id, &text, |tree, json| self.file(page, json, tree))
    }

    fn file(&mut self, page: usize, json: &Json<'_>, tree: &SchemaTree<'_>) -> Value {
        let references: HashMap<u32, &SchemaReference<'_>> =
            tree.references.iter().map(|reference| (reference.span.start, reference)).collect();
        self.schema(page, json, &references)
    }

    fn schema(&mut self, page: usize, json: &Json<'_>, references: &HashMap<u32, &SchemaReference<'_>>) -> Value {
        let JsonKind::Map(members) = &json.kind else { return json.plain() };
        let mut out = Map::with_capacity(members.len());
        for member in members {
            let key = member.key.as_ref();
            let value = &member.value;
            let plain = || value.plain();
            match key {
                // Names are resolved already, and would only be in each other's way.
                "$id" | "id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$schema"
                    if value.as_text().is_some() => {}
                "$recursiveAnchor" | "$vocabulary" | "$comment" => {}
                "$ref" | "$dynamicRef" | "$recursiveRef" if value.as_text().is_some() => {
                    let target = references.get(&value.span.start).and_then(|reference| self.target(page, reference));
                    if let Some(target) = target {
                        out.insert("$ref".to_owned(), format!("#{target}").into());
                    }
                }
                "const" | "default" | "example" | "examples" => {
                    out.insert(key.to_owned(), plain());
                }
                "enum" | "required" | "type" => {
                    let mut value = plain();
                    if let Value::Array(items) = &mut value {
                        // One that stands there twice is said elsewhere, and changes nothing.
                        let mut seen = HashSet::with_capacity(items.len());
                        items.retain(|item| seen.insert(item.to_string()));
                    }
                    out.insert(key.to_owned(), value);
                }
                "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" | "dependencies"
                | "schemas" => {
                    let inner = value.members().iter();
                    let inner =
                        inner.map(|member| (member.key.to_string(), self.schema(page, &member.value, references)));
                    let inner: Map<String, Value> = inner.collect();
                    out.insert(key.to_owned(), if value.is_map() { inner.into() } else { plain() });
                }
                _ => {
                    let value = match &value.kind {
                        JsonKind::List(items) => items.iter().map(|item| self.schema(page, item, references)).collect(),
                        _ => self.schema(page, value, references),
                    };
                    out.insert(key.to_owned(), value);
                }
            }
        }
        nullable(&mut out);
        Value::Object(out)
    }

    /// The pointer inside the bundle to what a reference names.
    fn target(&mut self, page: usize, reference: &SchemaReference<'_>) -> Option<String> {
        if let Some(inside) = &reference.inside {
            return Some(format!("/$defs/{}{}", file_name(page), encoded(&inside.pointer)));
        }
        match self.index.refer(page, &reference.text, reference.base.as_deref()) {
            Referral::Schema { page, fragment } => {
                let named = self.index.pages[page].schema.as_ref().and_then(|schema| {
                    schema.names.iter().find(|(name, _)| *name == fragment).map(|(_, pointer)| pointer.clone())
                });
                let pointer = named.unwrap_or(fragment);
                if pointer.starts_with('#') {
                    return None;
                }
                if !self.wanted.contains(&page) {
                    self.wanted.push(page);
                }
                Some(format!("/$defs/{}{}", file_name(page), encoded(&pointer)))
            }
            Referral::External(_) | Referral::Outside | Referral::Missing => None,
        }
    }
}

/// A pointer as it stands in a fragment.
#[must_use]
pub fn encoded(pointer: &str) -> String {
    pointer_steps(pointer).fold(String::new(), |pointer, step| {
        let step = step.replace('%', "%25").replace(' ', "%20").replace('"', "%22").replace('^', "%5E");
        pointer_below(&pointer, &step)
    })
}

/// `nullable: true`, which only `OpenAPI` knows, as the validator knows it.
fn nullable(schema: &mut Map<String, Value>) {
    if schema.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if let Some(Value::String(name)) = schema.get("type").cloned() {
        schema.insert("type".to_owned(), json!([name, "null"]));
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(Value::Null);
        }
    }
}
