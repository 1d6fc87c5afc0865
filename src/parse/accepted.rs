//! `content/drift.yml` to the differences that an author knows of.
//!
//! ```yaml
//! - code: missing-field
//!   entry: authentication_challenge
//!   field: code
//!   languages: [go, java]
//!   reason: Only test keys get it.
//! ```

use crate::model::diagnostic::{Checked, Code, did_you_mean};
use crate::model::finding::Accepted;
use crate::model::place::{DataPath, Place, Step};
use crate::model::source::SourceId;
use crate::model::value::Value;
use crate::near::near;

use super::data;
use super::reader::{Reader, Says};

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

const SAYS: Says = Says {
    invalid: Code::INVALID_SETTING,
    unknown: Code::UNKNOWN_SETTING,
    no_such: |key| format!("an accepted finding has no `{key}`"),
};

#[must_use]
pub fn accepted(source: SourceId, text: &str) -> Checked<Vec<Accepted>> {
    let mark = super::byte_order_mark(text);
    let mut value = match data::yaml(source, &text[mark..], mark) {
        Ok(value) => value,
        Err(problem) => return Checked::new(Vec::new(), vec![*problem]),
    };
    let mut reader = Reader::new(source, data::duplicate_keys(source, &mut value), SAYS);
    let found = reader.each(value, "a list of accepted findings", Reader::accepted);
    Checked::new(found.into_iter().flatten().collect(), reader.diagnostics)
}

impl Reader {
    fn accepted(&mut self, value: Value) -> Option<Accepted> {
        if !matches!(value, Value::Map(_) | Value::Null) {
            self.wrong("a mapping", &value);
            return None;
        }
        let (mut code, mut entry, mut sample, mut field, mut languages) = (None, None, None, None, Vec::new());
        let mut given = Vec::new();
        self.pairs(value, "a mapping", |reader, key, value| {
            if !value.shown().trim().is_empty() {
                given.push(key.to_owned());
            }
            match key {
                "code" => code = reader.finding(value),
                "entry" => entry = reader.text(value),
                "sample" => sample = reader.text(value),
                "field" => field = reader.text(value),
                "languages" => languages = reader.each_text(value),
                "reason" => {}
                _ => reader.unknown(key, &KEYS),
            }
        });
        let needed: [(&str, &[&str]); 4] = [
            ("code", &["code"]),
            ("entry` or `sample", &["entry", "sample"]),
            ("field", &["field"]),
            ("reason", &["reason"]),
        ];
        let is_given = |keys: &[&str]| given.iter().any(|key| keys.contains(&key.as_str()));
        if let Some((key, _)) = needed.into_iter().find(|(_, keys)| !is_given(keys)) {
            self.report(format!("an accepted finding needs `{key}`"));
            return None;
        }
        let mut steps = self.steps.clone();
        steps.push(Step::Key("code".into()));
        Some(Accepted {
            code: code?,
            subject: entry.or(sample)?,
            field: field?,
            languages: languages.into_iter().flatten().collect(),
            place: Place::data(self.source, DataPath::value(steps)),
        })
    }

    fn finding(&mut self, value: Value) -> Option<Code> {
        let name = self.text(value)?;
        let found = FINDINGS.into_iter().find(|code| code.name == name);
        if found.is_none() && !name.trim().is_empty() {
            let help = did_you_mean(&near(&name, FINDINGS.iter().map(|code| code.name)));
            self.report_with(format!("`{name}` is no finding that can be accepted"), help);
        }
        found
    }
}
