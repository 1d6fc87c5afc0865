//! `content/drift.yml` to the differences that an author knows of.
//!
//! ```yaml
//! - code: missing-field
//!   entry: authentication_challenge
//!   field: code
//!   languages: [go, java]
//!   reason: Only test keys get it.
//! ```

use crate::model::diagnostic::{Checked, Code, Diagnostic, did_you_mean};
use crate::model::finding::Accepted;
use crate::model::place::{DataPath, Place, Step};
use crate::model::source::SourceId;
use crate::model::value::Value;
use crate::near::near;

use super::data;

const KEYS: [&str; 6] = ["code", "entry", "sample", "field", "languages", "reason"];
/// The findings that can be accepted.
pub const FINDINGS: [Code; 8] = [
    Code::MISSING_FIELD,
    Code::EXTRA_FIELD,
    Code::OPTIONAL_MISMATCH,
    Code::TYPE_MISMATCH,
    Code::DEPRECATED_MISMATCH,
    Code::DESCRIPTION_MISMATCH,
    Code::INVALID_SAMPLE,
    Code::UNKNOWN_NAME,
];

#[must_use]
pub fn accepted(source: SourceId, text: &str) -> Checked<Vec<Accepted>> {
    let mark = super::byte_order_mark(text);
    let mut value = match data::yaml(source, &text[mark..], mark) {
        Ok(value) => value,
        Err(problem) => return Checked::new(Vec::new(), vec![*problem]),
    };
    let mut diagnostics = data::duplicate_keys(source, &mut value);
    let items = match value {
        Value::List(items) => items,
        Value::Null => Vec::new(),
        _ => {
            let message = "a list of accepted findings was expected";
            diagnostics.push(Diagnostic::new(Code::INVALID_SETTING, Place::start(source), message));
            Vec::new()
        }
    };
    let mut found = Vec::new();
    for (number, item) in items.into_iter().enumerate() {
        let number = Step::Item(u32::try_from(number).unwrap_or(u32::MAX));
        let mut reader = Reader { source, number, diagnostics: &mut diagnostics };
        found.extend(reader.item(&item));
    }
    Checked::new(found, diagnostics)
}

struct Reader<'r> {
    source: SourceId,
    number: Step,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn place(&self, key: &str) -> Place {
        Place::data(self.source, DataPath::value(vec![self.number.clone(), Step::Key(key.into())]))
    }

    fn report(&mut self, place: Place, message: String, help: Option<String>) {
        self.diagnostics.push(Diagnostic::new(Code::INVALID_SETTING, place, message).help_if(help));
    }

    fn item(&mut self, item: &Value) -> Option<Accepted> {
        let whole = Place::data(self.source, DataPath::value(vec![self.number.clone()]));
        let Value::Map(pairs) = item else {
            self.report(whole, "an accepted finding is a mapping".to_owned(), None);
            return None;
        };
        for (key, _) in pairs {
            if !KEYS.contains(&key.as_str()) {
                let steps = vec![self.number.clone(), Step::Key(key.as_str().into())];
                let place = Place::data(self.source, DataPath::key(steps));
                let help = did_you_mean(&near(key, KEYS));
                let message = format!("an accepted finding has no `{key}`");
                self.diagnostics.push(Diagnostic::new(Code::UNKNOWN_SETTING, place, message).help_if(help));
            }
        }
        let get = |key: &str| pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value);
        let text = |key: &str| get(key).map(Value::shown).filter(|text| !text.trim().is_empty());
        let subject = text("entry").or_else(|| text("sample"));
        let needed = [
            ("code", text("code")),
            ("entry` or `sample", subject),
            ("field", text("field")),
            ("reason", text("reason")),
        ];
        if let Some((key, _)) = needed.iter().find(|(_, text)| text.is_none()) {
            self.report(whole, format!("an accepted finding needs `{key}`"), None);
            return None;
        }
        let [name, subject, field, _] = needed.map(|(_, text)| text.unwrap_or_default());
        let Some(code) = FINDINGS.into_iter().find(|code| code.name == name) else {
            let help = did_you_mean(&near(&name, FINDINGS.iter().map(|code| code.name)));
            self.report(self.place("code"), format!("`{name}` is no finding that can be accepted"), help);
            return None;
        };
        let languages = match get("languages") {
            Some(Value::List(items)) => items.iter().map(Value::shown).collect(),
            Some(Value::Text(one)) => vec![one.clone()],
            _ => Vec::new(),
        };
        Some(Accepted { code, subject, field, languages, place: self.place("code") })
    }
}
