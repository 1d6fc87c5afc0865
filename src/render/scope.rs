//! What the names between braces stand for, in the body of a page and in the partials that it brings in.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::document::{AttributeValue, Component, Document, Expression, Node};
use crate::model::links::Target;
use crate::model::value::Value;
use crate::parse::{facts, uses};

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
    pub variables: Arc<[Variable]>,
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

/// What a name was found to stand for.
#[derive(Debug, Clone, Copy)]
pub enum Known<'k> {
    /// Words of the page or of the site.
    Words(&'k str),
    /// A value that the source exports.
    Constant(&'k Value),
    /// What a partial was given.
    Given(&'k Variable),
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
        Self { page, document, variables: Arc::default() }
    }

    #[must_use]
    pub fn value(&self, path: &[String]) -> Option<Known<'_>> {
        if let [of, what] = path {
            match (of.as_str(), what.as_str()) {
                ("page", "title") => return Some(Known::Words(&self.page.title)),
                ("page", "description") => return Some(Known::Words(&self.page.description)),
                ("page", "route") => return Some(Known::Words(&self.page.route)),
                ("site", "title") => return Some(Known::Words(&self.page.site_title)),
                ("site", "description") => return Some(Known::Words(&self.page.site_description)),
                _ => {}
            }
        }
        let path = facts::own_name(path);
        let given = self.variables.iter().find(|variable| *path == [variable.name.as_str()]);
        given.map(Known::Given).or_else(|| self.document.constant(path).map(Known::Constant))
    }

    /// An attribute as a reader sees it; nothing where it is tags, or a name that stands for nothing.
    #[must_use]
    pub fn shown(&self, value: &AttributeValue<'_>) -> String {
        match value {
            AttributeValue::Flag => "true".to_owned(),
            AttributeValue::Text(text) => text.to_string(),
            AttributeValue::Expression(Expression::Literal(value)) => value.shown(),
            AttributeValue::Expression(Expression::Name(path)) => {
                self.value(path).map(|known| known.text().into_owned()).unwrap_or_default()
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
                let known = self.value(path).filter(|known| known.form() == Form::Address);
                Some(known.map(|known| known.text().into_owned()).unwrap_or_default())
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
                (AttributeValue::Expression(Expression::Literal(value)), _) => Known::Constant(value).named(name),
                (AttributeValue::Expression(Expression::Name(path)), _) => {
                    self.value(path).unwrap_or(Known::Words("")).named(name)
                }
                (value, _) => Known::Words(&self.shown(value)).named(name),
            });
        }
        variables
    }
}

impl Known<'_> {
    /// As a reader sees it.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Words(text) => Cow::Borrowed(text),
            Self::Constant(value) => Cow::Owned(value.shown()),
            Self::Given(variable) => Cow::Borrowed(&variable.text),
        }
    }

    #[must_use]
    pub fn form(&self) -> Form {
        match self {
            Self::Words(_) | Self::Constant(_) => Form::Words,
            Self::Given(variable) => variable.form,
        }
    }

    /// As a template gets it.
    #[must_use]
    pub fn given(&self) -> Given {
        match self {
            Self::Words(text) => Given::data(text),
            Self::Constant(value) => Given::data(value),
            Self::Given(variable) => variable.value.clone(),
        }
    }

    /// Given on to a partial, by another name.
    fn named(self, name: String) -> Variable {
        Variable { name, value: self.given(), text: self.text().into_owned(), form: self.form() }
    }
}

impl Variable {
    #[must_use]
    pub fn rendered(name: &str, text: String) -> Self {
        Self { name: name.to_owned(), value: Given::html(&text), text, form: Form::Rendered }
    }
}
