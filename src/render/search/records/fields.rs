//! The words of fields: those that are the same in several languages are one record.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::limits;
use crate::model::links::{ResolvedField, TypePart};
use crate::render::inline;

use super::{Builder, FIELD, TEXT, TYPE, VALUE, push_json, snippet};

impl Builder<'_> {
    /// Fields that are the same in several languages are one record with a variant for each spelling.
    pub(super) fn fields(&mut self) {
        let mut found = Fields::default();
        for (group, known) in self.subject.groups.iter().enumerate() {
            for entry in &known.entries {
                let number = self.subject.languages.iter().position(|known| known.id == entry.language);
                let Some(number) = number.filter(|number| *number < limits::LANGUAGES_FOUND) else { continue };
                for (kind, list) in
                    [("Parameter", &entry.parameters), ("Property", &entry.properties), ("Returns", &entry.returns)]
                {
                    found.gather(list, &entry.language, 1 << number, (group, kind));
                }
            }
        }
        for field in found.fields {
            for (_, path) in &field.variants {
                let name = path.rsplit('.').next().unwrap_or(path);
                self.add(name, FIELD);
            }
            self.add(&field.values, VALUE);
            self.add(&field.types, TYPE);
            self.add(&field.description, TEXT);
            self.flush();
            let mut json = String::from("[");
            push_json(field.kind, &mut json);
            json.push_str(",[");
            for (number, (mask, path)) in field.variants.iter().enumerate() {
                if number > 0 {
                    json.push(',');
                }
                let _ = write!(json, "{mask},");
                push_json(path, &mut json);
            }
            json.push_str("],");
            push_json(&snippet(&field.description), &mut json);
            json.push(']');
            self.shown.push(json);
        }
    }
}

#[derive(Default)]
struct Fields {
    fields: Vec<Field>,
    /// By group, kind and path, with nothing but letters, digits and dots, in lower case.
    numbers: HashMap<(usize, &'static str, String), usize>,
}

impl Fields {
    fn gather(&mut self, fields: &[ResolvedField], language: &str, bit: u64, (group, kind): (usize, &'static str)) {
        for field in fields {
            if let Some(path) = field.anchor.strip_prefix(language).and_then(|path| path.strip_prefix('-')) {
                let folded = path.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase);
                let next = self.fields.len();
                let number = *self.numbers.entry((group, kind, folded.collect())).or_insert(next);
                if number == next {
                    self.fields.push(Field::new(field, kind));
                }
                let variants = &mut self.fields[number].variants;
                match variants.iter_mut().find(|variant| variant.1 == path) {
                    Some(variant) => variant.0 |= bit,
                    None => variants.push((bit, path.to_owned())),
                }
            }
            self.gather(&field.fields, language, bit, (group, kind));
        }
    }
}

struct Field {
    kind: &'static str,
    /// Which languages, a bit for each, spell its path so.
    variants: Vec<(u64, String)>,
    types: String,
    values: String,
    description: String,
}

impl Field {
    fn new(field: &ResolvedField, kind: &'static str) -> Self {
        let named = |wanted: fn(&TypePart) -> bool| {
            let parts = field.kind.iter().filter(|part| wanted(part)).map(|part| part.text.as_str());
            parts.collect::<Vec<_>>().join(" ")
        };
        Self {
            kind,
            variants: Vec::new(),
            types: named(|part| part.href.is_some()),
            values: named(|part| part.literal),
            description: field.description.as_ref().map(|text| inline::plain(&text.markdown)).unwrap_or_default(),
        }
    }
}
