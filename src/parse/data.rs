//! YAML and JSON as plain values: the only home of the YAML parser that reads values.
//!
//! Everything that is wrong with the text itself is said in our own words; what is wrong with a value is the
//! business of whoever reads it, by its path.

use std::cell::Cell;
use std::collections::HashSet;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::{DataPath, Part, Place, Span, Step};
use crate::model::source::SourceId;
use crate::model::value::Value;

use super::locate;

const TOO_MANY: &str = "\u{1}budget";
const DEEP: &str = "values stand more than 100 deep in each other here";
const TOO_NESTED: &str = "\u{1}depth";
const NO_TEXT_KEY: &str = "\u{1}key";

/// The value that a YAML text holds; `offset` is where the text starts in its source.
pub fn yaml(source: SourceId, text: &str, offset: usize) -> Result<Value, Box<Diagnostic>> {
    if let Some(at) = tab_indent(text) {
        let place = Place::span(source, Span::new(offset + at, offset + at + 1));
        return Err(Box::new(
            Diagnostic::new(Code::INVALID_YAML, place, "a tab cannot indent YAML").help("use spaces"),
        ));
    }
    if let Some((at, c)) = text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
        let place = Place::span(source, Span::new(offset + at, offset + at + c.len_utf8()));
        return Err(Box::new(Diagnostic::new(Code::INVALID_YAML, place, "control characters cannot stand here")));
    }
    if let Some(at) = locate::too_deep(text, limits::DEPTH + 1) {
        let place = Place::span(source, Span::new(offset + at, offset + at + 1));
        return Err(Box::new(Diagnostic::new(Code::TOO_DEEP, place, DEEP)));
    }
    // Aliases may repeat what stands once, but a small text must not become a large value.
    let budget = Cell::new(text.len() * 4 + 65_536);
    let seed = Seed { budget: &budget, depth: 0 };
    seed.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let found = error.location().map(|location| byte_at(text, location.line(), location.column()));
        let fault = explain(text, &error.to_string(), found);
        let at = fault.at.min(text.len());
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let place = Place::span(source, Span::new(offset + at, offset + end));
        Box::new(Diagnostic::new(fault.code, place, fault.message).help_if(fault.help.map(str::to_owned)))
    })
}

/// Takes out what stands behind a key that its mapping has already, and says where. Whoever reads the value, and
/// whoever looks for its place, has the first.
pub fn duplicate_keys(source: SourceId, value: &mut Value) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if has_duplicates(value) {
        take_duplicates(source, value, &mut Vec::new(), &mut found);
    }
    found
}

fn has_duplicates(value: &Value) -> bool {
    /// So many keys are held against each other faster than a table is made of them.
    const FEW: usize = 16;
    match value {
        Value::List(items) => items.iter().any(has_duplicates),
        Value::Map(pairs) => {
            let is_again = |number: usize| pairs[..number].iter().any(|(key, _)| *key == pairs[number].0);
            let mut seen = HashSet::new();
            let repeats = if pairs.len() <= FEW {
                (1..pairs.len()).any(is_again)
            } else {
                pairs.iter().any(|(key, _)| !seen.insert(key.as_str()))
            };
            repeats || pairs.iter().any(|(_, item)| has_duplicates(item))
        }
        _ => false,
    }
}

fn take_duplicates(source: SourceId, value: &mut Value, steps: &mut Vec<Step>, found: &mut Vec<Diagnostic>) {
    match value {
        Value::List(items) => {
            for (index, item) in items.iter_mut().enumerate().filter(|(_, item)| is_group(item)) {
                steps.push(Step::Item(u32::try_from(index).unwrap_or(u32::MAX)));
                take_duplicates(source, item, steps, found);
                steps.pop();
            }
        }
        Value::Map(pairs) => {
            let mut seen = HashSet::with_capacity(pairs.len());
            pairs.retain_mut(|(key, item)| {
                let is_first = seen.insert(key.clone());
                if is_first && !is_group(item) {
                    return true;
                }
                steps.push(Step::Key(key.as_str().into()));
                if is_first {
                    take_duplicates(source, item, steps, found);
                } else {
                    found.push(duplicate(source, key, steps));
                }
                steps.pop();
                is_first
            });
        }
        _ => {}
    }
}

fn is_group(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_))
}

fn duplicate(source: SourceId, key: &str, steps: &[Step]) -> Diagnostic {
    let first = Place::data(source, DataPath::key(steps.to_vec()));
    let again = DataPath { steps: steps.to_vec(), part: Part::Again, within: None };
    let message = format!("`{key}` stands twice in one mapping");
    Diagnostic::new(Code::DUPLICATE_KEY, Place::data(source, again), message).note(first, "first here")
}

fn tab_indent(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let rest = &line[spaces..];
        if rest.starts_with('\t') && !rest.trim_start().is_empty() && !rest.trim_start().starts_with('#') {
            return Some(at + spaces);
        }
        at += line.len();
    }
    None
}

fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let mut at = 0;
    for (index, words) in text.split_inclusive('\n').enumerate() {
        if index + 1 == line {
            let within = words.char_indices().nth(column.saturating_sub(1)).map_or(words.trim_end().len(), |c| c.0);
            return at + within.min(words.trim_end().len());
        }
        at += words.len();
    }
    text.trim_end().len()
}

/// What is wrong with a text of YAML, and where.
struct Fault {
    code: Code,
    at: usize,
    message: &'static str,
    help: Option<&'static str>,
}

/// What the YAML reader found, in words for the author. It says where it stumbled and, mostly, where what it was
/// reading had begun: `…, while scanning a quoted scalar at line 1 column 8`.
fn explain(text: &str, raw: &str, found: Option<usize>) -> Fault {
    const QUOTES: Option<&str> = Some("put the text in quotes");
    let has = |part: &str| raw.contains(part);
    let at = found.unwrap_or(0);
    let begun = raw.split_once(", while ").and_then(|(_, context)| {
        let (_, place) = context.split_once(" at line ")?;
        let (line, column) = place.split_once(" column ")?;
        Some(byte_at(text, line.trim().parse().ok()?, column.trim().parse().ok()?))
    });
    let begun = begun.unwrap_or(at);
    let line_start = text[..at.min(text.len())].rfind('\n').map_or(0, |feed| feed + 1);
    let first_on_line = text.get(line_start..at).is_some_and(|before| before.trim().is_empty());
    let fault = |at, message, help| Fault { code: Code::INVALID_YAML, at, message, help };
    if has(TOO_MANY) || has("repetition limit") {
        let message = "aliases (`*name`) repeat more here than can be taken in";
        Fault { code: Code::TOO_LARGE, at, message, help: Some("write the values out") }
    } else if has(TOO_NESTED) || has("recursion limit") {
        let message = "values stand more than 100 deep in each other here";
        Fault { code: Code::TOO_DEEP, at, message, help: None }
    } else if has(NO_TEXT_KEY) {
        fault(at, "a key must be a text", None)
    } else if has("mapping values are not allowed") {
        fault(at, "a colon cannot stand here", Some("put a text that holds `: ` in quotes"))
    } else if has("unknown escape character") {
        fault(at, "this escape has no meaning", Some("write `\\\\` for a backslash, or use single quotes"))
    } else if has("hexadecimal number") || has("Unicode character escape") {
        fault(
            at,
            "the digits of an escape were expected here",
            Some("write `\\\\` for a backslash, or use single quotes"),
        )
    } else if has("quoted scalar") {
        fault(begun, "a quote is opened here and never closed", None)
    } else if has("unknown anchor") {
        fault(at, "this alias has no anchor", Some("put a text that starts with `*` in quotes"))
    } else if has("while scanning an alias") || has("while scanning an anchor") {
        fault(begun, "`*` and `&` cannot start a text", QUOTES)
    } else if has("directive") || has("incompatible YAML document") {
        fault(line_start, "`%` cannot start a line", QUOTES)
    } else if has("cannot start any token") {
        fault(at, "this character cannot start a text", QUOTES)
    } else if has("did not find expected ',' or") {
        let help = "put a text that starts with `[` or `{` in quotes";
        fault(begun, "a list or mapping is opened here and never closed", Some(help))
    } else if has("could not find expected ':'") {
        fault(begun, "this line has no colon", Some("a line is `key: value`, or stands indented below one"))
    } else if has("block scalar") {
        fault(at, "nothing can stand behind `|` or `>`", Some("put the text on the next lines, indented"))
    } else if has("block sequence entries") {
        fault(
            at,
            "a list cannot start on this line",
            Some("start it on the next one, indented; or put the text in quotes"),
        )
    } else if has("mapping keys are not allowed") || has("node content") {
        fault(at, "a value cannot start with this", QUOTES)
    } else if has("tab character") {
        fault(at, "a tab cannot indent YAML", Some("use spaces"))
    } else if has("more than one document") {
        let again = ["\n---", "\n..."].iter().filter_map(|mark| text.find(mark)).min();
        fault(again.map_or(0, |feed| feed + 1), "a second document starts here", None)
    } else if (has("did not find expected key") || has("did not find expected '-'")) && !first_on_line {
        fault(at, "nothing more can stand on this line", Some("put the whole text in quotes"))
    } else if has("did not find expected key") || has("did not find expected '-'") || has("block") {
        fault(at, "this does not line up with what stands above it", Some("check the indentation"))
    } else if has("enum") || has("tag") {
        let help = "put a text that starts with `!` in quotes";
        fault(at, "tags (`!name`) have no meaning here", Some(help))
    } else {
        fault(at, "this cannot be read as YAML", None)
    }
}

/// Builds a [`Value`] and counts what it costs.
#[derive(Clone, Copy)]
struct Seed<'b> {
    budget: &'b Cell<usize>,
    depth: usize,
}

impl Seed<'_> {
    fn spend<E: serde::de::Error>(&self, cost: usize) -> Result<(), E> {
        let left = self.budget.get().checked_sub(cost).ok_or_else(|| E::custom(TOO_MANY))?;
        self.budget.set(left);
        Ok(())
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth > limits::DEPTH {
            return Err(E::custom(TOO_NESTED));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.spend(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(i128::try_from(value).map_or_else(|_| Value::Text(value.to_string()), Value::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.spend(value.len())?;
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut map = Vec::new();
        while let Some(key) = pairs.next_key_seed(inner)? {
            let key = match key {
                Value::Text(key) => key,
                Value::List(_) | Value::Map(_) => return Err(A::Error::custom(NO_TEXT_KEY)),
                other => other.shown(),
            };
            map.push((key, pairs.next_value_seed(inner)?));
        }
        merge(&mut map);
        Ok(Value::Map(map))
    }
}

/// `<<: *base` brings in the pairs of another mapping that are not given here.
fn merge(map: &mut Vec<(String, Value)>) {
    while let Some(at) = map.iter().position(|(key, value)| key == "<<" && matches!(value, Value::Map(_))) {
        let (_, base) = map.remove(at);
        if let Value::Map(pairs) = base {
            for (key, value) in pairs {
                if !map.iter().any(|(known, _)| *known == key) {
                    map.push((key, value));
                }
            }
        }
    }
}
