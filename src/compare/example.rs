//! The examples of a schema: those that the author gives are checked, and one instance is made of them.

use serde_json::{Map, Value};

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::json::{Json, JsonKind, pointer_below};
use crate::model::place::Place;
use crate::model::source::SourceId;
use crate::resolve::bundle::Bundle;
use crate::validity::Checker;

use super::instance::{Plan, instance};

/// The ways to make an instance, the best first.
const PLANS: [Plan; 10] = [
    Plan { whole: true, examples: true, choice: 0 },
    Plan { whole: true, examples: true, choice: 1 },
    Plan { whole: true, examples: false, choice: 0 },
    Plan { whole: false, examples: true, choice: 0 },
    Plan { whole: false, examples: false, choice: 0 },
    Plan { whole: false, examples: true, choice: 1 },
    Plan { whole: false, examples: false, choice: 1 },
    Plan { whole: false, examples: false, choice: 2 },
    Plan { whole: true, examples: true, choice: 2 },
    Plan { whole: true, examples: false, choice: 3 },
];

/// An instance that the schema accepts, as JSON over several lines, and what is wrong with the author's examples.
#[must_use]
pub fn example(source: SourceId, json: &Json<'_>, bundle: &Bundle) -> Checked<Option<String>> {
    let mut given = Vec::new();
    examples(json, &mut String::new(), &mut given);
    let mut diagnostics = Vec::new();
    let mut bundle = bundle.clone();
    let wrong = wrong(&given, &bundle);
    for (number, inner, message) in &wrong {
        let found = &given[*number];
        let place = Place::span(source, found.value.nearest(inner).span);
        diagnostics.push(Diagnostic::new(
            Code::INVALID_EXAMPLE,
            place,
            format!("this example is not valid: {message}"),
        ));
    }
    // What is wrong is no part of an instance.
    for (number, ..) in wrong {
        forget(&mut bundle, &given[number].schema);
    }
    Checked::new(valid(&bundle), diagnostics)
}

/// An instance that holds.
#[must_use]
pub fn valid(bundle: &Bundle) -> Option<String> {
    let checker = Checker::new(&bundle.value)?;
    let made = PLANS.iter().find_map(|plan| {
        let made = instance(&bundle.value, &bundle.root, *plan)?;
        checker.accepts(&made).then_some(made)
    })?;
    let text = serde_json::to_string_pretty(&made).ok()?;
    (text.len() <= limits::EXAMPLE).then_some(text)
}

/// An example in a schema.
struct Given<'j, 't> {
    /// The pointer to the schema that it is an example of.
    schema: String,
    value: &'j Json<'t>,
}

/// Every example below a schema.
fn examples<'j, 't>(json: &'j Json<'t>, pointer: &mut String, found: &mut Vec<Given<'j, 't>>) {
    for member in json.members() {
        match (member.key.as_ref(), &member.value.kind) {
            ("example", _) => found.push(Given { schema: pointer.clone(), value: &member.value }),
            ("examples", JsonKind::List(items)) => {
                found.extend(items.iter().map(|value| Given { schema: pointer.clone(), value }));
            }
            ("const" | "enum" | "default" | "required" | "type", _) => {}
            (
                "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas",
                JsonKind::Map(members),
            ) => {
                for inner in members {
                    within(pointer, &[&member.key, &inner.key], |pointer| examples(&inner.value, pointer, found));
                }
            }
            (key, JsonKind::List(items)) => {
                for (number, item) in items.iter().enumerate() {
                    within(pointer, &[key, &number.to_string()], |pointer| examples(item, pointer, found));
                }
            }
            (key, JsonKind::Map(_)) => within(pointer, &[key], |pointer| examples(&member.value, pointer, found)),
            _ => {}
        }
    }
}

fn within(pointer: &mut String, steps: &[&str], run: impl FnOnce(&mut String)) {
    let length = pointer.len();
    for step in steps {
        *pointer = pointer_below(pointer, step);
    }
    run(pointer);
    pointer.truncate(length);
}

/// Which examples are not as their schema says: the number of each, the pointer inside it, and what is wrong.
fn wrong(given: &[Given<'_, '_>], bundle: &Bundle) -> Vec<(usize, String, String)> {
    if given.is_empty() {
        return Vec::new();
    }
    let pointers: Vec<String> = given.iter().map(|given| crate::resolve::bundle::encoded(&given.schema)).collect();
    let Some(checker) = Checker::new(&bundle.list_of(&pointers)) else { return Vec::new() };
    let values: Value = given.iter().map(|given| given.value.plain()).collect();
    if checker.accepts(&values) {
        return Vec::new();
    }
    let mut found: Vec<(usize, String, String)> = Vec::new();
    for problem in checker.problems(&values) {
        let rest = problem.pointer.trim_start_matches('/');
        let (number, inner) =
            rest.split_once('/').map_or((rest, String::new()), |(number, inner)| (number, format!("/{inner}")));
        let Ok(number) = number.parse::<usize>() else { continue };
        if found.iter().all(|(known, ..)| *known != number) {
            found.push((number, inner, problem.message));
        }
    }
    found
}

/// Takes the examples of a schema out of a bundle.
fn forget(bundle: &mut Bundle, pointer: &str) {
    let pointer = format!("{}{pointer}", bundle.root);
    if let Some(schema) = bundle.value.pointer_mut(&pointer).and_then(Value::as_object_mut) {
        let without: Map<String, Value> =
            std::mem::take(schema).into_iter().filter(|(key, _)| key != "example" && key != "examples").collect();
        *schema = without;
    }
}
