//! The fields of entries in one language, as drift and coverage compare them: those of shared items included.

use crate::index::{Bounds, EntryAt, Index, Wording};
use crate::model::place::{DataPath, Place, Spot, Step};
use crate::model::reference::{Deprecated, Field, Item, named};
use crate::model::source::SourceId;
use crate::parse::{facts, markdown};

/// A field of an entry in one language.
#[derive(Debug, Clone)]
pub struct EntryField {
    pub key: String,
    pub place: Place,
    pub kind: Option<String>,
    pub description: Option<EntryText>,
    pub optional: bool,
    pub deprecated: bool,
    /// It is written once, and named here.
    pub shared: bool,
    pub fields: Vec<EntryField>,
}

impl EntryField {
    /// Where one of its keys is written: `type`.
    #[must_use]
    pub fn part(&self, key: &str) -> Place {
        let mut place = self.place.clone();
        if let Spot::Data(path) = &mut place.spot
            && let Some(last) = path.steps.last_mut()
            && *last == Step::Key("key".into())
        {
            *last = Step::Key(key.into());
        }
        place
    }
}

/// The text that describes a field.
#[derive(Debug, Clone)]
pub struct EntryText {
    pub text: String,
    pub place: Place,
    /// The last name on the way to a shared description: `id` of `challenge.id`.
    pub name: Option<String>,
}

/// The fields of a list of an entry, as they are read: what is unwrapped stands in its place.
#[must_use]
pub fn entry_fields(index: &Index, at: EntryAt, list: &str) -> Vec<EntryField> {
    let (record, language, entry) = index.entry(at);
    let mut walk = Walk { index, language, source: record.source.id, bounds: Bounds::default() };
    walk.items(None, list_steps(language, at, list), entry.list(list))
}

/// The items of an entry, those of shared items among them.
struct Walk<'i> {
    index: &'i Index,
    language: &'i str,
    /// Where the items in hand are written.
    source: SourceId,
    bounds: Bounds,
}

impl Walk<'_> {
    fn items(&mut self, of: Option<EntryAt>, steps: Vec<Step>, list: &[Item]) -> Vec<EntryField> {
        let mut fields = Vec::new();
        if !self.bounds.enter(of, list) {
            return fields;
        }
        for (number, item) in list.iter().enumerate() {
            if !self.bounds.meet() {
                break;
            }
            let here = steps.iter().cloned().chain([Step::Item(u32::try_from(number).unwrap_or(u32::MAX))]).collect();
            match item {
                Item::Field(field) => self.field(here, field, &mut fields),
                Item::Named(name) => self.named(here, name, &mut fields),
                Item::Plain(_) => {}
            }
        }
        self.bounds.leave();
        fields
    }

    fn field(&mut self, steps: Vec<Step>, field: &Field, fields: &mut Vec<EntryField>) {
        let below = |key: &str| steps.iter().cloned().chain([Step::Key(key.into())]).collect::<Vec<Step>>();
        let place = |key: &str| Place::data(self.source, DataPath::value(below(key)));
        let (place, described) = (place("key"), place("description"));
        let inner = self.items(None, below("properties"), &field.properties);
        if field.unwrap && !inner.is_empty() {
            fields.extend(inner);
            return;
        }
        let Some(key) = &field.key else { return };
        fields.push(EntryField {
            key: key.clone(),
            place,
            kind: field.kind.clone(),
            description: text(self.index, field.description.as_deref(), &described),
            optional: field.optional || field.default.is_some(),
            deprecated: field.deprecated != Deprecated::No,
            shared: false,
            fields: inner,
        });
    }

    /// A shared item where it is named; the entry of a type is none.
    fn named(&mut self, steps: Vec<Step>, name: &str, fields: &mut Vec<EntryField>) {
        let Some(at) = self.index.shared(self.language, name) else { return };
        // A thing that holds itself was compared already.
        if self.bounds.is_inside(at) {
            return;
        }
        let (record, language, entry) = self.index.entry(at);
        let place = Place::data(self.source, DataPath::value(steps));
        let outer = std::mem::replace(&mut self.source, record.source.id);
        let mut inner = self.items(Some(at), list_steps(language, at, "properties"), &entry.properties);
        self.source = outer;
        if entry.unwrap && !inner.is_empty() {
            for field in &mut inner {
                field.shared = true;
            }
            fields.extend(inner);
            return;
        }
        let Some(key) = &entry.key else { return };
        fields.push(EntryField {
            key: key.clone(),
            kind: entry.kind.clone(),
            description: text(self.index, entry.description.as_deref(), &place),
            optional: entry.optional || entry.default.is_some(),
            deprecated: entry.deprecated != Deprecated::No,
            shared: true,
            fields: inner,
            place,
        });
    }
}

/// The way to a list of an entry.
fn list_steps(language: &str, at: EntryAt, list: &str) -> Vec<Step> {
    vec![
        Step::Key("reference".into()),
        Step::Key(language.into()),
        Step::Item(u32::try_from(at.entry).unwrap_or(u32::MAX)),
        Step::Key(list.into()),
    ]
}

/// A description, followed to where its text is written.
fn text(index: &Index, raw: Option<&str>, place: &Place) -> Option<EntryText> {
    let raw = raw?;
    match index.wording(raw) {
        Wording::Here(text) => Some(EntryText { text: plain(text), place: place.clone(), name: None }),
        Wording::Shared(text, origin) => {
            let name = named(raw).and_then(|path| path.rsplit('.').next()).map(str::to_owned);
            let place = Place::data(origin.source, DataPath::value(origin.path.clone()));
            Some(EntryText { text: plain(text), place, name })
        }
        Wording::Nothing | Wording::Unknown(_) => None,
    }
}

/// A text without its marks, its white space folded: two that look alike are alike.
pub(super) fn plain(text: &str) -> String {
    let plain = facts::plain(&markdown::inline(SourceId(0), text).nodes);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `authenticationFactorId`, `AuthenticationFactorID` → `authenticationfactorid`
#[must_use]
pub fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
