//! The attributes of a tag, held against what its component takes.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::{Attribute, AttributeValue, Component, Expression};
use crate::model::links::Target;
use crate::model::place::Place;
use crate::model::value::Value;
use crate::render::component;
use crate::render::scope::Form;
use crate::render::templates::{Given, Signature};

use super::Body;

impl Body<'_> {
    /// An attribute as a reader sees it; says so if it can be none.
    pub(super) fn told(&mut self, component: &Component<'_>, attribute: &Attribute<'_>) -> Option<String> {
        match &attribute.value {
            AttributeValue::Expression(Expression::Name(path)) if self.scope.value(path).is_none() => {
                self.unknown_variable(path, attribute.value_span);
                None
            }
            AttributeValue::Expression(Expression::Markup(_)) => {
                let place = Place::span(self.source, attribute.value_span);
                let message = format!("`{}` of `<{}>` takes no tags", attribute.name, component.name);
                self.whole.diagnostics.push(Diagnostic::new(Code::INVALID_ATTRIBUTE, place, message));
                None
            }
            // Reported by the parser.
            AttributeValue::Expression(Expression::Unsupported(_)) => None,
            value => Some(self.scope.shown(value)),
        }
    }

    /// The address that an attribute stands for, if it is for one. Says so if a name stands there for something else.
    pub(super) fn address(&mut self, component: &Component<'_>, number: usize, targets: &[Target]) -> Option<String> {
        let address = self.scope.address(component, number, targets)?;
        let attribute = &component.attributes[number];
        if let AttributeValue::Expression(Expression::Name(path)) = &attribute.value {
            let name = path.join(".");
            match self.scope.value(path) {
                None => self.unknown_variable(path, attribute.value_span),
                Some(known)
                    if known.form() != Form::Address
                        && !matches!(self.scope.document.constant(path), Some(Value::Text(_))) =>
                {
                    let place = Place::span(self.source, attribute.value_span);
                    let message = format!("`{}` takes an address, and `{name}` is none", attribute.name);
                    let help = "write it out, export it as a text, or give it to the partial as `href` or `src`";
                    self.whole.diagnostics.push(Diagnostic::new(Code::INVALID_ATTRIBUTE, place, message).help(help));
                }
                Some(_) => {}
            }
        }
        Some(address)
    }

    /// The attributes of a component, held against what it takes.
    pub(super) fn arguments(
        &mut self,
        component: &Component<'_>,
        signature: &Signature,
        targets: &[Target],
    ) -> Vec<(String, Given)> {
        let mut arguments: Vec<(String, Given)> = Vec::new();
        for (number, attribute) in component.attributes.iter().enumerate() {
            let name = attribute.name.as_ref();
            let known = signature.arguments.iter().find(|argument| argument.name == name);
            if name.is_empty() && matches!(attribute.value, AttributeValue::Expression(Expression::Unsupported(_))) {
                // Reported by the parser.
                continue;
            }
            if known.is_none() && !signature.rest {
                let problem = component::unknown_attribute(self.source, component, attribute, signature);
                self.whole.diagnostics.push(problem);
                continue;
            }
            if arguments.iter().any(|(known, _)| known == name) {
                let place = Place::span(self.source, attribute.name_span);
                let message = format!("`{name}` is given twice");
                self.whole.diagnostics.push(Diagnostic::new(Code::INVALID_ATTRIBUTE, place, message));
                continue;
            }
            let literal = match &attribute.value {
                AttributeValue::Flag => Value::Bool(true),
                AttributeValue::Text(text) => Value::Text(text.to_string()),
                AttributeValue::Expression(Expression::Literal(value)) => value.clone(),
                AttributeValue::Expression(Expression::Markup(nodes)) => {
                    let html = self.apart(nodes);
                    arguments.push((name.to_owned(), Given::html(&html)));
                    continue;
                }
                AttributeValue::Expression(Expression::Name(path)) => {
                    if let Some(address) = self.address(component, number, targets) {
                        arguments.push((name.to_owned(), Given::data(&address)));
                    } else if let Some(known) = self.scope.value(path) {
                        arguments.push((name.to_owned(), known.given()));
                    } else {
                        self.unknown_variable(path, attribute.value_span);
                    }
                    continue;
                }
                // Reported by the parser.
                AttributeValue::Expression(Expression::Unsupported(_) | Expression::Empty) => continue,
            };
            let given = match component::coerced(&literal, known) {
                Ok(given) => self.address(component, number, targets).map_or(given, |address| Given::data(&address)),
                Err(wanted) => {
                    let kind = literal.kind();
                    let problem = component::ill_typed(self.source, component, attribute, kind, wanted, signature);
                    self.whole.diagnostics.push(problem);
                    continue;
                }
            };
            arguments.push((name.to_owned(), given));
        }
        for wanted in signature.arguments.iter().filter(|argument| argument.required) {
            if arguments.iter().any(|(name, _)| *name == wanted.name) {
                continue;
            }
            // What was given and is wrong has been reported.
            let spread = component.attributes.iter().any(|attribute| attribute.name.is_empty());
            if component.attribute(&wanted.name).is_none() && !spread {
                let place = Place::span(self.source, component.name_span);
                let message = format!("`<{}>` needs `{}`", component.name, wanted.name);
                let help = format!("it takes `{}`", signature.shown(&component.name));
                self.whole.diagnostics.push(Diagnostic::new(Code::MISSING_ATTRIBUTE, place, message).help(help));
            }
            arguments.push((wanted.name.clone(), component::nothing(wanted)));
        }
        arguments
    }

    /// Holds the attributes of a component that folio draws itself against what it takes.
    pub(super) fn check_attributes(&mut self, component: &Component<'_>) {
        if let Some(signature) = self.render.templates.signature(&component.name) {
            drop(self.arguments(component, signature, &[]));
        }
    }
}
