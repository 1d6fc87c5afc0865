//! What the names between braces stand for, in the body of a page and in the partials that it brings in.

use crate::model::document::{AttributeValue, Component, Document, Expression, Node};
use crate::model::links::Target;
use crate::parse::uses;

use super::templates::Given;

/// What `{page.…}` and `{site.…}` stand for.
#[derive(Debug, Clone, Default)]
pub struct PageWords {
    pub title: String,
    pub description: String,
    pub route: String,
    pub site_title: String,
    pub site_description: String,
    /// Every anchor of a page starts with this, where several pages stand on one.
    pub prefix: String,
}

impl PageWords {
    /// Anchors of this page, one or several with spaces, as they stand on the page that it is on.
    #[must_use]
    pub fn anchors(&self, own: &str) -> String {
        own.split_whitespace().map(|anchor| format!("{}{anchor}", self.prefix)).collect::<Vec<_>>().join(" ")
    }
}

/// Where a name is looked up.
#[derive(Debug, Clone)]
pub struct Scope<'s> {
    pub page: &'s PageWords,
    pub document: &'s Document<'s>,
    /// What the partial in hand was given.
    pub variables: Vec<Variable>,
}

/// What a name stands for.
#[derive(Debug, Clone)]
pub struct Variable {
    pub name: String,
    pub value: Given,
    /// As a reader sees it.
    pub text: String,
    pub form: Form,
}

/// What the text of a variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Words,
    /// An address as it is published.
    Address,
    /// HTML or Markdown, for the page or for its twin.
    Rendered,
}

impl<'s> Scope<'s> {
    /// Of a page's own body.
    #[must_use]
    pub fn new(page: &'s PageWords, document: &'s Document<'s>) -> Self {
        Self { page, document, variables: Vec::new() }
    }

    #[must_use]
    pub fn value(&self, path: &[String]) -> Option<Variable> {
        let words = |text: &str| Some(Variable::words(&path.join("."), Given::data(&text), text.to_owned()));
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["page", "title"] => return words(&self.page.title),
            ["page", "description"] => return words(&self.page.description),
            ["page", "route"] => return words(&self.page.route),
            ["site", "title"] => return words(&self.page.site_title),
            ["site", "description"] => return words(&self.page.site_description),
            _ => {}
        }
        let path = if parts.first() == Some(&"props") { &path[1..] } else { path };
        let known = self.variables.iter().find(|variable| *path == [variable.name.as_str()]);
        known.cloned().or_else(|| {
            let value = self.document.constant(path)?;
            Some(Variable::words(&path.join("."), Given::data(value), value.shown()))
        })
    }

    /// An attribute as a reader sees it; nothing where it is tags, or a name that stands for nothing.
    #[must_use]
    pub fn shown(&self, value: &AttributeValue<'_>) -> String {
        match value {
            AttributeValue::Flag => "true".to_owned(),
            AttributeValue::Text(text) => text.to_string(),
            AttributeValue::Expression(Expression::Literal(value)) => value.shown(),
            AttributeValue::Expression(Expression::Name(path)) => {
                self.value(path).map(|known| known.text).unwrap_or_default()
            }
            AttributeValue::Expression(_) => String::new(),
        }
    }

    /// The address that an attribute stands for: an empty one where none may stand there, nothing where it is no
    /// address at all. `targets` are those of its tag.
    #[must_use]
    pub fn address(&self, component: &Component<'_>, number: usize, targets: &[Target]) -> Option<String> {
        if !uses::is_address(component, number) {
            return None;
        }
        let mut uses = uses::link_attributes(component, self.document);
        let target = uses.position(|(attribute, ..)| attribute == number).and_then(|at| targets.get(at));
        match (target, &component.attributes[number].value) {
            (Some(target), _) => Some(target.href().unwrap_or_default().to_owned()),
            (None, AttributeValue::Expression(Expression::Name(path))) => {
                let known = self.value(path).filter(|known| known.form == Form::Address);
                Some(known.map(|known| known.text).unwrap_or_default())
            }
            _ => None,
        }
    }

    /// What a partial is given by the tag that brings it in. `rendered` renders tags as a value.
    pub fn given(
        &self,
        component: &Component<'_>,
        targets: &[Target],
        mut rendered: impl FnMut(&[Node<'_>]) -> String,
    ) -> Vec<Variable> {
        let mut variables = Vec::new();
        for (number, attribute) in component.attributes.iter().enumerate() {
            let name = attribute.name.to_string();
            if name == "file" || name.is_empty() {
                continue;
            }
            let address = self.address(component, number, targets);
            variables.push(match (&attribute.value, address) {
                (_, Some(text)) => Variable { name, value: Given::data(&text), text, form: Form::Address },
                (AttributeValue::Expression(Expression::Markup(nodes)), _) => {
                    Variable::rendered(&name, rendered(nodes))
                }
                (AttributeValue::Expression(Expression::Literal(value)), _) => {
                    Variable::words(&name, Given::data(value), value.shown())
                }
                (value, _) => {
                    let named = match value {
                        AttributeValue::Expression(Expression::Name(path)) => self.value(path),
                        _ => None,
                    };
                    let text = self.shown(value);
                    let known = named.unwrap_or_else(|| Variable::words("", Given::data(&text), text));
                    Variable { name, ..known }
                }
            });
        }
        variables
    }
}

impl Variable {
    fn words(name: &str, value: Given, text: String) -> Self {
        Self { name: name.to_owned(), value, text, form: Form::Words }
    }

    #[must_use]
    pub fn rendered(name: &str, text: String) -> Self {
        Self { name: name.to_owned(), value: Given::html(&text), text, form: Form::Rendered }
    }
}
