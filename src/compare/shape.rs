//! The properties of a schema, as drift compares them: its parts in other files and other places included.

use std::collections::HashSet;
use std::sync::Arc;

use crate::index::Index;
use crate::index::schemas::Referral;
use crate::model::json::{Json, JsonKind, Member};
use crate::model::place::Place;
use crate::model::schema::SchemaTree;
use crate::model::source::SourceId;
use crate::parse::schema;

use super::field::plain;

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
}

/// Schemas that are followed into each other; what is deeper adds no properties.
const DEEPEST: usize = 32;

/// What a schema says of its properties, its parts in other files included.
#[must_use]
pub fn shape(index: &Index, page: usize, text_of: &TextOf<'_>) -> Option<Shape> {
    let mut reader = Reader { index, text_of, open: Vec::new() };
    let mut parts = Parts::default();
    reader.file(page, "", true, &mut parts)?;
    Some(parts.together())
}

/// A shape while it is put together.
#[derive(Default)]
struct Parts {
    shape: Shape,
    names: HashSet<String>,
    required: HashSet<String>,
    /// Those that are in it: pages, pointers, and whether they hold in each variant.
    taken: HashSet<(usize, String, bool)>,
}

impl Parts {
    fn together(mut self) -> Shape {
        for field in &mut self.shape.fields {
            field.required |= self.required.contains(&field.name);
        }
        self.shape
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
    fn file(&mut self, page: usize, pointer: &str, certain: bool, parts: &mut Parts) -> Option<()> {
        if !self.enter(page, pointer, certain, parts) {
            return Some(());
        }
        let source = self.index.pages[page].source.id;
        let read = (self.text_of)(source).and_then(|text| {
            schema::with_tree(source, &text, |tree, root| {
                let file = File { page, root, tree };
                if let Some(json) = root.at(pointer) {
                    self.object(&file, json, certain, parts);
                }
            })
        });
        self.open.pop();
        read
    }

    /// Goes into a part that is not there yet.
    fn enter(&mut self, page: usize, pointer: &str, certain: bool, parts: &mut Parts) -> bool {
        let at = (page, pointer.to_owned());
        let is_new = self.open.len() < DEEPEST
            && !self.open.contains(&at)
            && parts.taken.insert((page, pointer.to_owned(), certain));
        if is_new {
            self.open.push(at);
        }
        is_new
    }

    /// The properties of one schema, and of those that hold beside it.
    fn object(&mut self, file: &File<'_, '_>, json: &Json<'_>, certain: bool, parts: &mut Parts) {
        self.follow(file, json, certain, parts);
        for name in json.get("required").map(Json::items).unwrap_or_default().iter().filter_map(Json::as_text) {
            if certain {
                parts.required.insert(name.to_owned());
            }
        }
        let source = self.index.pages[file.page].source.id;
        if let (Some(member), None) = (json.member("properties"), &parts.shape.place) {
            parts.shape.place = Some(Place::span(source, member.key_span));
        }
        for member in json.get("properties").map(Json::members).unwrap_or_default() {
            if parts.names.insert(member.key.to_string()) {
                let field = self.field(file, source, member, certain);
                parts.shape.fields.push(field);
            }
        }
        let takes_others = |key: &str| json.get(key).is_some_and(|value| value.is_true() || value.is_map());
        parts.shape.open |= takes_others("additionalProperties") || json.get("patternProperties").is_some();
        for part in json.get("allOf").map(Json::items).unwrap_or_default() {
            self.object(file, part, certain, parts);
        }
        for key in ["oneOf", "anyOf"] {
            let branches = json.get(key).map(Json::items).unwrap_or_default();
            let only =
                branches.iter().filter(|branch| branch.get("type").and_then(Json::as_text) != Some("null")).count()
                    == 1;
            for branch in branches {
                self.object(file, branch, certain && only, parts);
            }
        }
        for key in ["then", "else"] {
            if let Some(part) = json.get(key) {
                self.object(file, part, false, parts);
            }
        }
    }

    fn follow(&mut self, file: &File<'_, '_>, json: &Json<'_>, certain: bool, parts: &mut Parts) {
        let Some(span) = json.get("$ref").filter(|text| text.as_text().is_some()).map(|text| text.span) else { return };
        let Some(reference) = file.tree.references.iter().find(|reference| reference.span == span) else { return };
        if let Some(inside) = &reference.inside {
            if let Some(target) = file.root.at(&inside.pointer)
                && self.enter(file.page, &inside.pointer, certain, parts)
            {
                self.object(file, target, certain, parts);
                self.open.pop();
            }
            return;
        }
        match self.index.refer(file.page, &reference.text, reference.base.as_deref()) {
            Referral::Schema { page, fragment } if !fragment.starts_with('#') => {
                let _ = self.file(page, &fragment, certain, parts);
            }
            // What nobody knows may hold anything.
            _ => parts.shape.open = true,
        }
    }

    fn field(&mut self, file: &File<'_, '_>, source: SourceId, member: &Member<'_>, certain: bool) -> SchemaField {
        let json = &member.value;
        let text = json.get("description").filter(|text| text.as_text().is_some_and(|text| !text.trim().is_empty()));
        let mut inner = Parts::default();
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
            inner: inner.together(),
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
