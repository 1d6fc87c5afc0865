//! Values of an author's YAML, read for what they mean, with the way to each at hand: one that cannot be is told where
//! it stands. What front matter, settings and accepted findings have in common.

use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::place::{DataPath, Place, Step};
use crate::model::source::SourceId;
use crate::model::value::Value;
use crate::near::near;

pub(super) struct Reader {
    pub(super) source: SourceId,
    /// The way to the value in hand.
    pub(super) steps: Vec<Step>,
    pub(super) diagnostics: Vec<Diagnostic>,
    says: Says,
}

/// How what is wrong is told.
#[derive(Clone, Copy)]
pub(super) struct Says {
    /// A value that cannot be.
    pub(super) invalid: Code,
    /// A key that means nothing, and the words for it.
    pub(super) unknown: Code,
    pub(super) no_such: fn(&str) -> String,
}

impl Reader {
    pub(super) fn new(source: SourceId, diagnostics: Vec<Diagnostic>, says: Says) -> Self {
        Self { source, steps: Vec::new(), diagnostics, says }
    }

    /// Reads each pair of a mapping; nothing is an empty one.
    pub(super) fn pairs(&mut self, value: Value, what: &str, mut each: impl FnMut(&mut Self, &str, Value)) {
        match value {
            Value::Map(pairs) => {
                for (key, value) in pairs {
                    self.steps.push(Step::Key(key.as_str().into()));
                    each(self, &key, value);
                    self.steps.pop();
                }
            }
            Value::Null => {}
            other => self.wrong(what, &other),
        }
    }

    /// Reads each item of a list; nothing is an empty one.
    pub(super) fn each<T>(&mut self, value: Value, what: &str, mut read: impl FnMut(&mut Self, Value) -> T) -> Vec<T> {
        let items = match value {
            Value::List(items) => items,
            Value::Null => Vec::new(),
            other => {
                self.wrong(what, &other);
                Vec::new()
            }
        };
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            self.steps.push(Step::Item(u32::try_from(index).unwrap_or(u32::MAX)));
            list.push(read(self, item));
            self.steps.pop();
        }
        list
    }

    pub(super) fn text(&mut self, value: Value) -> Option<String> {
        match value {
            Value::Text(text) => Some(text),
            Value::Null => None,
            Value::Integer(number) => Some(number.to_string()),
            Value::Number(_) => {
                self.report_with("a text was expected, and this is a number", Some("put it in quotes".to_owned()));
                None
            }
            Value::Bool(value) => Some(value.to_string()),
            other => {
                self.wrong("a text", &other);
                None
            }
        }
    }

    /// A text, or a list of them, in which none stands for one that cannot be read.
    pub(super) fn each_text(&mut self, value: Value) -> Vec<Option<String>> {
        match value {
            Value::List(_) => self.each(value, "a list of texts", Self::text),
            value => self.text(value).into_iter().map(Some).collect(),
        }
    }

    pub(super) fn truth(&mut self, value: &Value) -> bool {
        let truth = if let Value::Bool(truth) = value { Some(*truth) } else { None };
        truth.unwrap_or_else(|| {
            self.wrong("`true` or `false`", value);
            false
        })
    }

    pub(super) fn wrong(&mut self, expected: &str, found: &Value) {
        self.report(format!("{expected} was expected, and this is {}", found.described()));
    }

    pub(super) fn report(&mut self, message: impl Into<String>) {
        self.report_with(message, None);
    }

    pub(super) fn report_with(&mut self, message: impl Into<String>, help: Option<String>) {
        let place = Place::data(self.source, DataPath::value(self.steps.clone()));
        self.diagnostics.push(Diagnostic::new(self.says.invalid, place, message).help_if(help));
    }

    /// The same at the key, for what is wrong with its name; `known` are those that it may stand for.
    pub(super) fn report_key<'k>(
        &mut self,
        code: Code,
        message: impl Into<String>,
        key: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let place = Place::data(self.source, DataPath::key(self.steps.clone()));
        let help = did_you_mean(&near(key, known));
        self.diagnostics.push(Diagnostic::new(code, place, message).help_if(help));
    }

    pub(super) fn unknown(&mut self, key: &str, known: &[&str]) {
        self.report_key(self.says.unknown, (self.says.no_such)(key), key, known.iter().copied());
    }
}
