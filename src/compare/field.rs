//! Fields as both sides have them: those of a schema, and those of the entries that describe it in one language.

use std::collections::HashSet;
use std::sync::Arc;

use crate::index::schemas::Referral;
use crate::index::{Bounds, EntryAt, Index, Wording};
use crate::model::json::{Json, JsonKind};
use crate::model::place::{DataPath, Place, Spot, Step};
use crate::model::reference::{Deprecated, Field, Item, named};
use crate::model::schema::SchemaTree;
use crate::model::source::SourceId;
use crate::parse::{facts, markdown, schema};

/// Reads the text of a source.
pub type TextOf<'f> = dyn Fn(SourceId) -> Option<Arc<str>> + Sync + 'f;

/// A property of a schema.
#[derive(Debug, Clone)]
pub struct SchemaField {
    pub name: String,
    pub place: Place,
    pub description: Option<(String, Place)>,
    /// None if anything may stand there.
    pub types: Vec<String>,
    pub constant: Option<String>,
    pub values: Vec<String>,
    pub required: bool,
    pub deprecated: bool,
    /// It is there in each variant of the object.
    pub certain: bool,
    pub inner: Shape,
}

/// The properties of an object, and whether it takes others.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    pub fields: Vec<SchemaField>,
    /// Where the first of its properties are listed.
    pub place: Option<Place>,
    pub open: bool,
    names: HashSet<String>,
    required: HashSet<String>,
    /// The parts that are in it: pages, pointers, and whether they hold in each variant.
    taken: HashSet<(usize, String, bool)>,
}

/// What a schema says of its properties, its parts in other files included.
#[must_use]
pub fn shape(index: &Index, page: usize, text_of: &TextOf<'_>) -> Option<Shape> {
    let mut reader = Reader { index, text_of, open: Vec::new() };
    let mut shape = Shape::default();
    reader.file(page, "", true, &mut shape)?;
    shape.settle();
    Some(shape)
}

impl Shape {
    fn settle(&mut self) {
        for field in &mut self.fields {
            field.required |= self.required.contains(&field.name);
            field.inner.settle();
        }
    }
}

struct Reader<'r> {
    index: &'r Index,
    text_of: &'r TextOf<'r>,
    /// What is being followed: pages and pointers.
    open: Vec<(usize, String)>,
}

/// A file while its values are in hand.
struct File<'f, 't> {
    page: usize,
    root: &'f Json<'t>,
    tree: &'f SchemaTree<'t>,
}

impl Reader<'_> {
    fn file(&mut self, page: usize, pointer: &str, certain: bool, shape: &mut Shape) -> Option<()> {
        let at = (page, pointer.to_owned());
        if self.open.contains(&at) || self.open.len() > 32 || !shape.taken.insert((page, pointer.to_owned(), certain)) {
            return Some(());
        }
        let source = self.index.pages[page].source.id;
        let text = (self.text_of)(source)?;
        self.open.push(at);
        let read = schema::with_tree(source, &text, |tree, root| {
            let file = File { page, root, tree };
            if let Some(json) = root.at(pointer) {
                self.object(&file, json, certain, shape);
            }
        });
        self.open.pop();
        read
    }

    /// The properties of one schema, and of those that hold beside it.
    fn object(&mut self, file: &File<'_, '_>, json: &Json<'_>, certain: bool, shape: &mut Shape) {
        self.follow(file, json, certain, shape);
        for name in json.get("required").map(Json::items).unwrap_or_default().iter().filter_map(Json::as_text) {
            if certain {
                shape.required.insert(name.to_owned());
            }
        }
        let source = self.index.pages[file.page].source.id;
        if let (Some(member), None) = (json.member("properties"), &shape.place) {
            shape.place = Some(Place::span(source, member.key_span));
        }
        for member in json.get("properties").map(Json::members).unwrap_or_default() {
            if shape.names.insert(member.key.to_string()) {
                let field = self.field(file, source, member, certain);
                shape.fields.push(field);
            }
        }
        let takes_others = |key: &str| json.get(key).is_some_and(|value| value.is_true() || value.is_map());
        shape.open |= takes_others("additionalProperties") || json.get("patternProperties").is_some();
        for part in json.get("allOf").map(Json::items).unwrap_or_default() {
            self.object(file, part, certain, shape);
        }
        for key in ["oneOf", "anyOf"] {
            let branches = json.get(key).map(Json::items).unwrap_or_default();
            let only =
                branches.iter().filter(|branch| branch.get("type").and_then(Json::as_text) != Some("null")).count()
                    == 1;
            for branch in branches {
                self.object(file, branch, certain && only, shape);
            }
        }
        for key in ["then", "else"] {
            if let Some(part) = json.get(key) {
                self.object(file, part, false, shape);
            }
        }
    }

    fn follow(&mut self, file: &File<'_, '_>, json: &Json<'_>, certain: bool, shape: &mut Shape) {
        let Some(span) = json.get("$ref").filter(|text| text.as_text().is_some()).map(|text| text.span) else { return };
        let Some(reference) = file.tree.references.iter().find(|reference| reference.span == span) else { return };
        if let Some(inside) = &reference.inside {
            let at = (file.page, inside.pointer.clone());
            if self.open.contains(&at) || self.open.len() >= 32 {
                return;
            }
            let is_new = shape.taken.insert((at.0, at.1.clone(), certain));
            if let Some(target) = file.root.at(&inside.pointer).filter(|_| is_new) {
                self.open.push(at);
                self.object(file, target, certain, shape);
                self.open.pop();
            }
            return;
        }
        match self.index.refer(file.page, &reference.text, reference.base.as_deref()) {
            Referral::Schema { page, fragment } if !fragment.starts_with('#') => {
                let _ = self.file(page, &fragment, certain, shape);
            }
            // What nobody knows may hold anything.
            _ => shape.open = true,
        }
    }

    fn field(
        &mut self,
        file: &File<'_, '_>,
        source: SourceId,
        member: &crate::model::json::Member<'_>,
        certain: bool,
    ) -> SchemaField {
        let json = &member.value;
        let text = json.get("description").filter(|text| text.as_text().is_some_and(|text| !text.trim().is_empty()));
        let mut inner = Shape::default();
        let item = json.get("items").filter(|items| items.is_map());
        for object in std::iter::once(json).chain(item) {
            // A schema of its own is described by entries of its own.
            if object.get("$ref").is_none() {
                self.object(file, object, true, &mut inner);
            }
        }
        SchemaField {
            name: member.key.to_string(),
            place: Place::span(source, member.key_span),
            description: text.map(|text| (plain(text.as_text().unwrap_or_default()), Place::span(source, text.span))),
            types: types(json),
            constant: json.get("const").and_then(Json::as_text).map(str::to_owned),
            values: json
                .get("enum")
                .map(Json::items)
                .unwrap_or_default()
                .iter()
                .filter_map(Json::as_text)
                .map(str::to_owned)
                .collect(),
            required: json.get("required").is_some_and(Json::is_true),
            deprecated: json.get("deprecated").is_some_and(Json::is_true),
            certain,
            inner,
        }
    }
}

/// The types that a value can have, `null` left out.
fn types(json: &Json<'_>) -> Vec<String> {
    let named: Vec<String> = match json.get("type").map(|kind| &kind.kind) {
        Some(JsonKind::Text(name)) => vec![name.to_string()],
        Some(JsonKind::List(names)) => names.iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        _ => {
            let texts = |value: &Json<'_>| value.as_text().is_some() || value.kind == JsonKind::Null;
            let constant = json.get("const").is_some_and(|value| value.as_text().is_some());
            let listed =
                json.get("enum").is_some_and(|values| !values.items().is_empty() && values.items().iter().all(texts));
            if constant || listed { vec!["string".to_owned()] } else { Vec::new() }
        }
    };
    named.into_iter().filter(|name| name != "null").collect()
}

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
fn plain(text: &str) -> String {
    let plain = facts::plain(&markdown::inline(SourceId(0), text).nodes);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `authenticationFactorId`, `AuthenticationFactorID` → `authenticationfactorid`
#[must_use]
pub fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
