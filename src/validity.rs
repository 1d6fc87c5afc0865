//! Whether a schema is one, and whether a value is what its schema says: the only home of the validator.
//!
//! It reads nothing by itself: a schema that it is given is whole, and what a file names in others was put into it
//! before. What it finds is said in our own words.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::model::diagnostic::did_you_mean;
use crate::model::json::{Json, JsonKind};
use crate::model::schema::Draft;
use crate::near::near;

/// What is wrong with a value, by the pointer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub pointer: String,
    pub message: String,
    pub help: Option<String>,
    /// The key in it that should not be there.
    pub key: Option<String>,
    /// The pointer to the keyword of the schema that says so.
    pub rule: String,
    /// Nothing but a value that a list holds twice: wrong, and without harm.
    pub repeats: bool,
}

/// More than this of one file say nothing new.
const MOST: usize = 50;

/// What makes a file no schema of its draft. Of a file that names no draft, any draft will do.
#[must_use]
pub fn schema_problems(json: &Json<'_>, draft: Draft) -> Vec<Problem> {
    let plain = without_names(json);
    if draft != Draft::Unknown {
        return against(&plain, draft);
    }
    let newest = against(&plain, Draft::TwentyTwenty);
    let older = [Draft::Seven, Draft::Four];
    if newest.is_empty() || older.into_iter().any(|draft| against(&plain, draft).is_empty()) {
        return Vec::new();
    }
    newest
}

fn against(plain: &Value, draft: Draft) -> Vec<Problem> {
    let validator = match draft {
        Draft::Four => jsonschema::draft4::meta::validator(),
        Draft::Six => jsonschema::draft6::meta::validator(),
        Draft::Seven => jsonschema::draft7::meta::validator(),
        Draft::TwentyNineteen => jsonschema::draft201909::meta::validator(),
        Draft::TwentyTwenty | Draft::Unknown => jsonschema::draft202012::meta::validator(),
    };
    if validator.is_valid(plain) {
        return Vec::new();
    }
    let mut problems: Vec<Problem> =
        validator.iter_errors(plain).take(MOST).map(|error| keyword_problem(&error)).collect();
    problems.dedup_by(|a, b| a.pointer == b.pointer);
    problems
}

/// The schema without the names that `OpenAPI` gives its parts, `#/components/schemas/X`: no draft allows them as `$id`.
fn without_names(json: &Json<'_>) -> Value {
    match &json.kind {
        JsonKind::List(items) => items.iter().map(without_names).collect(),
        JsonKind::Map(members) => {
            let kept = members.iter().filter(|member| {
                let name = matches!(member.key.as_ref(), "$id" | "id");
                !(name && member.value.as_text().is_some_and(|id| id.starts_with("#/")))
            });
            Value::Object(kept.map(|member| (member.key.to_string(), without_names(&member.value))).collect())
        }
        _ => json.plain(),
    }
}

/// A schema that stands on its own, ready to be held against values.
pub struct Checker(Validator);

impl Checker {
    /// None where the schema itself is broken, which is said elsewhere.
    #[must_use]
    pub fn new(schema: &Value) -> Option<Self> {
        jsonschema::options().offline().build(schema).ok().map(Self)
    }

    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        self.0.is_valid(value)
    }

    /// What in a value is not as its schema says.
    #[must_use]
    pub fn problems(&self, value: &Value) -> Vec<Problem> {
        self.0.iter_errors(value).take(MOST).map(|error| value_problem(&error)).collect()
    }
}

/// A problem of a schema: its place is a keyword.
fn keyword_problem(error: &ValidationError<'_>) -> Problem {
    let pointer = error.instance_path().as_str().to_owned();
    let keyword = pointer.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap_or_default().to_owned();
    let found = error.instance();
    let (message, help) = match error.kind() {
        _ if keyword == "type" && !found.is_object() => {
            let name = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
            let types = crate::parse::schema::TYPES;
            let help = did_you_mean(&near(&name, types))
                .unwrap_or_else(|| format!("a type is one of `{}`", types.join("`, `")));
            (format!("`{name}` is no type of a schema"), Some(help))
        }
        ValidationErrorKind::Format { format } if format == "regex" => {
            ("this is no regular expression".to_owned(), None)
        }
        ValidationErrorKind::Type { kind } if keyword.is_empty() => (format!("a schema is {}", kinds(kind)), None),
        ValidationErrorKind::Type { kind } => {
            (format!("`{keyword}` takes {}, and this is {}", kinds(kind), a_kind(found)), None)
        }
        ValidationErrorKind::UniqueItems => (format!("`{keyword}` holds a value twice"), None),
        ValidationErrorKind::MinItems { .. } => (format!("`{keyword}` is empty"), None),
        ValidationErrorKind::Pattern { .. } | ValidationErrorKind::Format { .. } if keyword == "$id" => {
            let message = format!("`{}` is no identifier of a schema", found.as_str().unwrap_or_default());
            (message, Some("an `$id` is an address without `#`".to_owned()))
        }
        _ if keyword.is_empty() => ("this is no schema".to_owned(), None),
        _ => (format!("this is not what `{keyword}` takes"), None),
    };
    let repeats = matches!(error.kind(), ValidationErrorKind::UniqueItems);
    Problem { pointer, message, help, key: None, rule: String::new(), repeats }
}

/// A problem of a value.
fn value_problem(error: &ValidationError<'_>) -> Problem {
    let pointer = error.instance_path().as_str().to_owned();
    let found = error.instance();
    let message = match error.kind() {
        ValidationErrorKind::Type { kind } => format!("{} was expected, and this is {}", kinds(kind), a_kind(found)),
        ValidationErrorKind::Required { property } => {
            format!("`{}` is missing", property.as_str().unwrap_or_default())
        }
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            format!("`{}` is not in the schema", unexpected.join("`, `"))
        }
        ValidationErrorKind::Constant { expected_value } => format!("this is always `{}`", short(expected_value)),
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            let names: Vec<String> = options.iter().take(6).map(short).collect();
            let more = if options.len() > 6 { ", …" } else { "" };
            format!("`{}` is none of `{}`{more}", short(found), names.join("`, `"))
        }
        ValidationErrorKind::Format { format } => format!("this is no `{format}`"),
        ValidationErrorKind::Pattern { pattern } => format!("this does not match `{pattern}`"),
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
            "this fits none of the alternatives of its schema".to_owned()
        }
        ValidationErrorKind::OneOfMultipleValid { .. } => "this fits several alternatives of its schema".to_owned(),
        ValidationErrorKind::MaxLength { limit } => format!("this has more than {limit} characters"),
        ValidationErrorKind::MinLength { limit } => format!("this has less than {limit} characters"),
        ValidationErrorKind::MaxItems { limit } => format!("this has more than {limit} items"),
        ValidationErrorKind::MinItems { limit } => format!("this has less than {limit} items"),
        ValidationErrorKind::UniqueItems => "an item stands here twice".to_owned(),
        ValidationErrorKind::Maximum { limit } => format!("this is more than {limit}"),
        ValidationErrorKind::Minimum { limit } => format!("this is less than {limit}"),
        ValidationErrorKind::ExclusiveMaximum { limit } => format!("this is not less than {limit}"),
        ValidationErrorKind::ExclusiveMinimum { limit } => format!("this is not more than {limit}"),
        ValidationErrorKind::FalseSchema => "nothing can stand here".to_owned(),
        other => format!("this breaks `{}` of its schema", other.keyword()),
    };
    let rule = error.schema_path().as_str().to_owned();
    let key = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => unexpected.first().cloned(),
        _ => None,
    };
    Problem { pointer, message, help: None, key, rule, repeats: false }
}

fn short(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if text.chars().count() > 40 { text.chars().take(40).chain(['…']).collect() } else { text }
}

fn a_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn kinds(kind: &TypeKind) -> String {
    let named = |name: &str| match name {
        "null" => "`null`".to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        name => format!("a {name}"),
    };
    match kind {
        TypeKind::Single(kind) => named(&kind.to_string()),
        TypeKind::Multiple(kinds) => kinds.iter().map(|kind| named(&kind.to_string())).collect::<Vec<_>>().join(" or "),
    }
}
