//! Attributes of components, held against what their templates declare.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::document::{Attribute, Component, Node, NodeKind};
use crate::model::links::{SampleSet, SampleVariant};
use crate::model::place::Place;
use crate::model::source::SourceId;
use crate::model::value::Value;
use crate::near::near;
use crate::parse::facts;

use super::code::{self, Marks, RegionProblem};
use super::scope::Scope;
use super::templates::{Argument, Given, Signature};

/// A component inside another, as its parent's template sees it.
#[derive(Debug, Clone, Serialize)]
pub struct ChildView {
    pub name: String,
    /// Of a tab: the language of the site that its title names.
    pub language: Option<String>,
    #[serde(flatten)]
    pub attributes: BTreeMap<String, String>,
}

/// Components that only folio's own templates use.
#[must_use]
pub fn is_inner(name: &str) -> bool {
    matches!(name, "CodeCard" | "CodeVariants" | "Property" | "NavItem")
}

/// Whether what stands in a component is paragraphs, also where the author wrote but one line of text.
#[must_use]
pub fn holds_blocks(name: &str) -> bool {
    const NAMES: [&str; 17] = [
        "Tab",
        "Step",
        "Accordion",
        "Expandable",
        "Column",
        "Update",
        "Field",
        "ParamField",
        "ResponseField",
        "Callout",
        "Note",
        "Info",
        "Tip",
        "Check",
        "Warning",
        "Danger",
        "Panel",
    ];
    NAMES.contains(&name)
}

/// The components right inside a node, through paragraphs.
pub fn children<'n, 't>(node: &'n Node<'t>) -> impl Iterator<Item = &'n Component<'t>> {
    facts::inside(node).filter_map(|child| match &child.kind {
        NodeKind::Component(component) => Some(component),
        _ => None,
    })
}

/// A value as the type that is declared, or the type's name if it cannot be that.
pub fn coerced(value: &Value, declared: Option<&Argument>) -> Result<Given, &'static str> {
    let Some(kind) = declared.and_then(|argument| argument.kind) else {
        return Ok(Given::data(value));
    };
    let fits = match (kind, value) {
        ("string", Value::Text(_))
        | ("bool", Value::Bool(_))
        | ("number" | "float", Value::Integer(_) | Value::Number(_))
        | ("integer", Value::Integer(_))
        | ("array", Value::List(_))
        | ("map", Value::Map(_)) => true,
        ("integer", Value::Number(number)) => number.fract() == 0.0,
        _ => false,
    };
    if fits {
        return Ok(Given::data(value));
    }
    // What is written in quotes may be meant as a number or a truth.
    match (kind, value) {
        ("bool", Value::Text(text)) if text == "true" => Ok(Given::data(&true)),
        ("bool", Value::Text(text)) if text == "false" => Ok(Given::data(&false)),
        ("integer", Value::Text(text)) => {
            text.trim().parse::<i64>().map(|number| Given::data(&number)).map_err(|_| kind)
        }
        ("number" | "float", Value::Text(text)) => {
            text.trim().parse::<f64>().map(|number| Given::data(&number)).map_err(|_| kind)
        }
        ("string", Value::Integer(_) | Value::Number(_)) => Ok(Given::data(&value.shown())),
        _ => Err(kind),
    }
}

/// What stands in for a required attribute that is missing.
#[must_use]
pub fn nothing(argument: &Argument) -> Given {
    match argument.kind {
        Some("bool") => Given::data(&false),
        Some("integer" | "number" | "float") => Given::data(&0),
        Some("array") => Given::data(&Value::List(Vec::new())),
        Some("map") => Given::data(&Value::Map(Vec::new())),
        _ => Given::data(&""),
    }
}

#[must_use]
pub fn unknown_attribute(
    source: SourceId,
    component: &Component<'_>,
    attribute: &Attribute<'_>,
    signature: &Signature,
) -> Diagnostic {
    let place = Place::span(source, attribute.name_span);
    let shown = signature.shown(&component.name);
    if attribute.name.is_empty() {
        return Diagnostic::new(Code::INVALID_ATTRIBUTE, place, "attributes cannot be spread here")
            .help(format!("it takes `{shown}`"));
    }
    let names = signature.arguments.iter().map(|argument| argument.name.as_str());
    let near = did_you_mean(&near(&attribute.name, names));
    let help = near.map_or_else(|| format!("it takes `{shown}`"), |near| format!("{near} it takes `{shown}`"));
    let message = format!("`<{}>` takes no `{}`", component.name, attribute.name);
    Diagnostic::new(Code::UNKNOWN_ATTRIBUTE, place, message).help(help)
}

#[must_use]
pub fn ill_typed(
    source: SourceId,
    component: &Component<'_>,
    attribute: &Attribute<'_>,
    found: &str,
    wanted: &str,
    signature: &Signature,
) -> Diagnostic {
    let place = Place::span(source, attribute.value_span);
    let a = |kind: &str| if kind.starts_with(['a', 'i']) { format!("an {kind}") } else { format!("a {kind}") };
    let message =
        format!("`{}` of `<{}>` takes {}, and this is {}", attribute.name, component.name, a(wanted), a(found));
    Diagnostic::new(Code::INVALID_ATTRIBUTE, place, message)
        .help(format!("it takes `{}`", signature.shown(&component.name)))
}

/// `lines`, `wrap` and the like on a code block.
#[must_use]
pub fn code_marks(component: &Component<'_>, scope: &Scope<'_>) -> Marks {
    let text = |name: &str| component.attribute(name).map(|attribute| scope.shown(&attribute.value));
    let flag = |name: &str| text(name).is_some_and(|text| text == "true");
    Marks {
        marked: code::ranges(&text("highlight").unwrap_or_default()).collect(),
        wrap: flag("wrap"),
        numbers: flag("lines").then_some(1),
        ..Marks::default()
    }
}

#[must_use]
pub fn region_problem(place: Place, set: &SampleSet, file: &SampleVariant, problem: &RegionProblem) -> Diagnostic {
    let name = set.region.as_deref().unwrap_or_default();
    match problem {
        RegionProblem::Missing(names) => {
            let message = format!("`{}` has no region `{name}`", file.file_name);
            let help = did_you_mean(&near(name, names.iter().map(String::as_str)));
            Diagnostic::new(Code::MISSING_REGION, place, message).help_if(help)
        }
        RegionProblem::Unclosed => {
            let message = format!("the region `{name}` of `{}` has no `endregion`", file.file_name);
            Diagnostic::new(Code::MISSING_REGION, place, message).note(Place::start(file.source), "in this file")
        }
    }
}
