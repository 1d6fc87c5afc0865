//! The values of a schema to the rows that a reader gets.
//!
//! What `allOf` adds is shown where it applies, `null` among alternatives is part of the type, and what stands in
//! `$defs` is shown once and linked to. Nothing is followed into another file here.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::json::{Json, JsonKind, pointer_below, pointer_steps};
use crate::model::schema::{Definition, KindPart, SchemaNode, SchemaReference, SchemaText, SchemaTree};
use crate::parse::slug::Anchors;

use super::rows::{Listed, lift_alternatives, only_beside_null, settle_kind};
use super::{kind, reference};

/// Keywords that hold definitions.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

#[must_use]
pub fn tree<'t>(json: &Json<'t>) -> SchemaTree<'t> {
    let mut builder = Builder {
        root: json,
        tree: SchemaTree::default(),
        anchors: Anchors::default(),
        pointer: String::new(),
        bases: Vec::new(),
        pending: Vec::new(),
        seen: HashSet::new(),
        asked: 0,
        units: vec![reference::Unit { pointer: String::new(), anchor: None }],
        made: Vec::new(),
    };
    builder.all();
    builder.tree
}

/// Where rows stand: the anchor of what holds them, and the way to them as a reader sees it.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) anchor: String,
    pub(super) shown: String,
}

impl Way {
    pub(super) fn below(&self, name: &str) -> Self {
        let safe: String = name.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect();
        let joint = if self.anchor.ends_with('-') && self.anchor.len() == 2 { "" } else { "." };
        Self { anchor: format!("{}{joint}{safe}", self.anchor), shown: format!("{}{name}.", self.shown) }
    }

    pub(super) fn items(&self) -> Self {
        let shown = format!("{}[].", self.shown.trim_end_matches('.'));
        Self { anchor: format!("{}*", self.anchor), shown }
    }

    /// One of several; a reader does not see which.
    pub(super) fn branch(&self, number: usize) -> Self {
        Self { anchor: format!("{}~{}", self.anchor, number + 1), shown: self.shown.clone() }
    }
}

pub(super) struct Builder<'j, 't> {
    root: &'j Json<'t>,
    tree: SchemaTree<'t>,
    anchors: Anchors,
    /// Where we are in the file.
    pointer: String,
    /// `$id`s of parts around us, with the pointer to each.
    bases: Vec<(Cow<'t, str>, String)>,
    /// Definitions that were found and are not yet shown.
    pending: Vec<Pending<'j, 't>>,
    /// Every pointer that is shown somewhere.
    seen: HashSet<String>,
    /// How many references were asked whether what they name is shown.
    asked: usize,
    units: Vec<reference::Unit>,
    /// For each reference: which unit holds it, and where it stands.
    made: Vec<reference::Made>,
}

/// A definition that is not yet shown.
#[derive(Clone)]
struct Pending<'j, 't> {
    pointer: String,
    anchor: String,
    json: &'j Json<'t>,
    /// Those that hold where it stands.
    bases: Vec<(Cow<'t, str>, String)>,
}

/// One of the schemas that apply to a value.
pub(super) struct View<'j, 't> {
    pub(super) json: &'j Json<'t>,
    pointer: String,
}

/// A schema and those that `allOf` adds to it, in place or by reference.
pub(super) struct Beside<'j, 't> {
    views: Vec<View<'j, 't>>,
    pub(super) refs: Vec<usize>,
    pub(super) nullable: bool,
}

impl<'j, 't> Builder<'j, 't> {
    fn all(&mut self) {
        let json = self.root;
        self.tree.title = json.get("title").and_then(|title| match &title.kind {
            JsonKind::Text(title) => Some(title.clone()),
            _ => None,
        });
        let way = Way { anchor: "p-".to_owned(), shown: String::new() };
        let components = json.get("components").and_then(|components| components.get("schemas"));
        if let Some(components) = components {
            self.definitions(components, "/components/schemas");
        }
        let mut root = self.node(json, &way);
        self.follow_root(&mut root, &way);
        self.tree.root = root;
        let mut next = 0;
        loop {
            while let Some(pending) = self.pending.get(next).cloned() {
                next += 1;
                self.definition(pending);
            }
            self.unseen();
            if next == self.pending.len() {
                break;
            }
        }
        reference::inside(self.root, &mut self.tree, &self.units, &self.made);
    }

    fn definition(&mut self, Pending { pointer, anchor, json, bases }: Pending<'j, 't>) {
        let mut steps: Vec<Cow<'_, str>> = pointer_steps(&pointer).collect();
        if DEFINITIONS.iter().any(|key| steps.first().is_some_and(|step| step == key)) {
            steps.remove(0);
        } else if let Some(last) = steps.pop() {
            steps = vec![last];
        }
        let name = steps.join("/");
        self.units.push(reference::Unit { pointer: pointer.clone(), anchor: Some(anchor.clone()) });
        self.pointer = pointer;
        let way = Way { anchor: anchor.clone(), shown: String::new() };
        self.bases = bases;
        let node = self.node(json, &way);
        self.tree.definitions.push(Definition { name, anchor, node });
    }

    /// What references name though it stands where no schema is looked for becomes a definition of its own. Each
    /// reference is asked once: what is seen stays so.
    fn unseen(&mut self) {
        for number in std::mem::replace(&mut self.asked, self.tree.references.len())..self.tree.references.len() {
            let text = &self.tree.references[number].text;
            let Some(pointer) = text.strip_prefix('#').filter(|pointer| pointer.starts_with('/')) else { continue };
            let pointer = crate::model::route::decoded(pointer).unwrap_or_else(|| pointer.to_owned());
            let Some(json) = self.root.at(&pointer).filter(|json| json.is_map()) else { continue };
            if self.seen.insert(pointer.clone()) {
                let wanted = reference::row_anchors(None, &pointer).pop().unwrap_or_default();
                let anchor = self.anchor(&wanted);
                self.pending.push(Pending { pointer, anchor, json, bases: Vec::new() });
            }
        }
    }

    /// A file that is but a reference to one of its definitions shows that definition's properties at its top.
    fn follow_root(&mut self, root: &mut SchemaNode, way: &Way) {
        let mut json = self.root;
        let mut seen: HashSet<&str> = HashSet::new();
        while root.rows.is_empty() {
            let Some(text) = json.get("$ref").and_then(Json::as_text) else { return };
            let Some(target) = text.strip_prefix('#').filter(|_| seen.insert(text)).and_then(|at| self.root.at(at))
            else {
                return;
            };
            json = target;
            self.pointer = text.trim_start_matches('#').to_owned();
            let node = self.node(target, way);
            root.rows = node.rows;
            root.description = root.description.or(node.description);
            self.pointer.clear();
        }
    }

    fn definitions(&mut self, json: &'j Json<'t>, pointer: &str) {
        for member in json.members() {
            let pointer = pointer_below(pointer, &member.key);
            // A map of further maps is no schema, but a folder of some.
            if is_folder(&member.value) || !self.seen.insert(pointer.clone()) {
                continue;
            }
            let way = Way { anchor: "d-".to_owned(), shown: String::new() };
            let anchor = self.anchor(&way.below(&member.key).anchor);
            self.pending.push(Pending { pointer, anchor, json: &member.value, bases: self.bases.clone() });
        }
    }

    pub(super) fn anchor(&mut self, wanted: &str) -> String {
        let anchor = self.anchors.unique(wanted);
        self.tree.anchors.push(anchor.clone());
        anchor
    }

    /// Runs with the pointer some steps further down.
    pub(super) fn within<R>(&mut self, steps: &[&str], run: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.pointer.len();
        for step in steps {
            self.pointer = pointer_below(&self.pointer, step);
        }
        let result = run(self);
        self.pointer.truncate(length);
        result
    }

    pub(super) fn node(&mut self, json: &'j Json<'t>, way: &Way) -> SchemaNode {
        if let JsonKind::Bool(value) = json.kind {
            let word = if value { "any" } else { "never" };
            return SchemaNode { kind: vec![KindPart::Words(word.into())], ..SchemaNode::default() };
        }
        if !json.is_map() {
            return SchemaNode::default();
        }
        let based = self.names(json);
        let nullable = json.get("nullable").is_some_and(Json::is_true);
        let mut beside = Beside { views: Vec::new(), refs: Vec::new(), nullable };
        let here = self.pointer.clone();
        self.views(json, here.clone(), &mut beside);
        let views = std::mem::take(&mut beside.views);
        let mut node = SchemaNode::default();
        let mut listed = Listed::default();
        for view in &views {
            self.pointer.clone_from(&view.pointer);
            if node.description.is_none() {
                node.description = self.text(view.json);
            }
            node.deprecated |= view.json.get("deprecated").is_some_and(Json::is_true);
            kind::facts(view.json, here.is_empty(), &mut node);
            listed.required.extend(required(view.json));
        }
        for view in &views {
            self.pointer.clone_from(&view.pointer);
            self.properties(view.json, way, &mut listed, &mut node);
        }
        for view in &views {
            self.pointer.clone_from(&view.pointer);
            self.rules(view.json, way, &mut listed, &mut node);
        }
        self.pointer.clone_from(&here);
        settle_kind(&views, &beside, &mut listed, &mut node);
        if !here.is_empty() {
            lift_alternatives(&mut node);
        }
        let missing: Vec<String> = {
            let named: HashSet<&str> = listed.named.iter().copied().collect();
            let mut missing: Vec<&str> = Vec::new();
            for name in &listed.required {
                if !named.contains(name) && !missing.contains(name) {
                    missing.push(name);
                }
            }
            missing.into_iter().map(str::to_owned).collect()
        };
        if !missing.is_empty() {
            node.facts.push(kind::fact("Required", missing));
        }
        for fact in node.facts.iter_mut().filter(|fact| fact.name == kind::VALUES) {
            fact.anchor = self.anchor(&format!("{}~values", way.anchor));
        }
        if based {
            self.bases.pop();
        }
        node
    }

    /// Notes what a reference can name here; true if a new base holds from here on.
    fn names(&mut self, json: &'j Json<'t>) -> bool {
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = json.get(key).and_then(Json::as_text) {
                self.tree.names.push((format!("#{name}"), self.pointer.clone()));
            }
        }
        let based = self.base(json);
        for key in DEFINITIONS {
            if let Some(definitions) = json.get(key) {
                let pointer = pointer_below(&self.pointer, key);
                self.definitions(definitions, &pointer);
            }
        }
        based
    }

    /// The `$id` of a part of the file.
    fn base(&mut self, json: &'j Json<'t>) -> bool {
        let id = super::id(json).filter(|_| !self.pointer.is_empty());
        let Some(Json { kind: JsonKind::Text(id), .. }) = id else { return false };
        self.tree.names.push((id.to_string(), self.pointer.clone()));
        let based = !id.starts_with('#');
        if based {
            self.bases.push((id.clone(), self.pointer.clone()));
        }
        based
    }

    /// The schema itself, and every one that holds beside it without a name of its own.
    fn views(&mut self, json: &'j Json<'t>, pointer: String, beside: &mut Beside<'j, 't>) {
        for (key, dynamic) in [("$ref", false), ("$dynamicRef", true), ("$recursiveRef", true)] {
            if let Some(Json { kind: JsonKind::Text(text), span }) = json.get(key) {
                let number = self.reference(text.clone(), *span, dynamic, &pointer);
                beside.refs.push(number);
            }
        }
        self.seen.insert(pointer.clone());
        beside.views.push(View { json, pointer: pointer.clone() });
        for (number, part) in json.get("allOf").map(Json::items).unwrap_or_default().iter().enumerate() {
            if part.is_map() {
                self.part(part, format!("{pointer}/allOf/{number}"), beside);
            }
        }
        // `anyOf: [X, null]` is X, or nothing.
        for key in ["oneOf", "anyOf"] {
            if let Some((number, only)) = only_beside_null(json, key) {
                beside.nullable = true;
                self.part(only, format!("{pointer}/{key}/{number}"), beside);
            }
        }
    }

    /// A schema that becomes no node of its own.
    fn part(&mut self, part: &'j Json<'t>, pointer: String, beside: &mut Beside<'j, 't>) {
        self.pointer.clone_from(&pointer);
        let based = self.names(part);
        self.views(part, pointer, beside);
        if based {
            self.bases.pop();
        }
    }

    fn reference(
        &mut self,
        text: Cow<'t, str>,
        span: crate::model::place::Span,
        dynamic: bool,
        pointer: &str,
    ) -> usize {
        let base = self.bases.last();
        self.made.push(reference::Made {
            unit: self.units.len() - 1,
            pointer: pointer.to_owned(),
            base: base.map(|(_, pointer)| pointer.clone()),
        });
        let base = base.map(|(id, _)| id.clone());
        self.tree.references.push(SchemaReference { text, span, dynamic, base, inside: None });
        self.tree.references.len() - 1
    }

    fn text(&mut self, json: &Json<'t>) -> Option<usize> {
        let found = json.get("description").or_else(|| json.get("markdownDescription"));
        // A part that is only named is described by its name.
        let found = found.or_else(|| json.get("title").filter(|_| !self.pointer.is_empty()))?;
        let JsonKind::Text(text) = &found.kind else { return None };
        if text.trim().is_empty() {
            return None;
        }
        self.tree.texts.push(SchemaText { text: text.clone(), span: found.span });
        Some(self.tree.texts.len() - 1)
    }
}

fn required<'j>(json: &'j Json<'_>) -> Vec<&'j str> {
    json.get("required").map(Json::items).unwrap_or_default().iter().filter_map(Json::as_text).collect()
}

/// A map that says nothing of any value, and holds only maps.
fn is_folder(json: &Json<'_>) -> bool {
    let members = json.members();
    let says = |key: &str| {
        super::KEYWORDS.contains(&key)
            || matches!(
                key,
                "type"
                    | "definitions"
                    | "items"
                    | "enum"
                    | "const"
                    | "description"
                    | "title"
                    | "not"
                    | "if"
                    | "format"
                    | "contains"
                    | "propertyNames"
                    | "default"
            )
    };
    !members.is_empty() && members.iter().all(|member| member.value.is_map() && !says(&member.key))
}
