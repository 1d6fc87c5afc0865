//! The values of a schema to the rows that a reader gets.
//!
//! What `allOf` adds is shown where it applies, `null` among alternatives is part of the type, and what stands in
//! `$defs` is shown once and linked to. Nothing is followed into another file here.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::json::{Json, JsonKind, pointer_below, pointer_steps};
use crate::model::schema::{
    Definition, KindPart, RowName, SchemaNode, SchemaReference, SchemaRow, SchemaText, SchemaTree,
};
use crate::parse::slug::Anchors;

use super::{kind, reference};

/// Keywords that hold definitions.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];
/// More alternatives than this get rows of their own even if each is but a name.
const MOST_IN_TYPE: usize = 6;

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
        units: vec![reference::Unit { pointer: String::new(), anchor: None }],
        made: Vec::new(),
    };
    builder.all();
    builder.tree
}

/// Where rows stand: the anchor of what holds them, and the way to them as a reader sees it.
#[derive(Clone)]
pub(super) struct Way {
    anchor: String,
    shown: String,
}

impl Way {
    fn below(&self, name: &str) -> Self {
        let safe: String = name.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect();
        let joint = if self.anchor.ends_with('-') && self.anchor.len() == 2 { "" } else { "." };
        Self { anchor: format!("{}{joint}{safe}", self.anchor), shown: format!("{}{name}.", self.shown) }
    }

    fn items(&self) -> Self {
        let shown = format!("{}[].", self.shown.trim_end_matches('.'));
        Self { anchor: format!("{}[]", self.anchor), shown }
    }

    /// One of several; a reader does not see which.
    fn branch(&self, number: usize) -> Self {
        Self { anchor: format!("{}~{}", self.anchor, number + 1), shown: self.shown.clone() }
    }
}

struct Builder<'j, 't> {
    root: &'j Json<'t>,
    tree: SchemaTree<'t>,
    anchors: Anchors,
    /// Where we are in the file.
    pointer: String,
    /// `$id`s of parts around us, with the pointer to each.
    bases: Vec<(Cow<'t, str>, String)>,
    /// Definitions that were found and are not yet shown.
    pending: Vec<(String, String, &'j Json<'t>)>,
    /// Every pointer that is shown somewhere.
    seen: HashSet<String>,
    units: Vec<reference::Unit>,
    /// For each reference: which unit holds it, and where it stands.
    made: Vec<reference::Made>,
}

/// One of the schemas that apply to a value.
struct View<'j, 't> {
    json: &'j Json<'t>,
    pointer: String,
}

/// A schema and those that `allOf` adds to it, in place or by reference.
struct Beside<'j, 't> {
    views: Vec<View<'j, 't>>,
    refs: Vec<usize>,
    nullable: bool,
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
            while let Some((pointer, anchor, json)) = self.pending.get(next).cloned() {
                next += 1;
                self.definition(pointer, anchor, json);
            }
            self.unseen();
            if next == self.pending.len() {
                break;
            }
        }
        reference::inside(self.root, &mut self.tree, &self.units, &self.made);
    }

    fn definition(&mut self, pointer: String, anchor: String, json: &'j Json<'t>) {
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
        let node = self.node(json, &way);
        self.tree.definitions.push(Definition { name, anchor, node });
    }

    /// What references name though it stands where no schema is looked for becomes a definition of its own.
    fn unseen(&mut self) {
        let mut found: Vec<String> = Vec::new();
        for reference in &self.tree.references {
            let Some(pointer) = reference.text.strip_prefix('#').filter(|pointer| pointer.starts_with('/')) else {
                continue;
            };
            let pointer = crate::model::route::decoded(pointer).unwrap_or_else(|| pointer.to_owned());
            let named = self.seen.contains(&pointer) || found.contains(&pointer);
            if !named && self.root.at(&pointer).is_some_and(Json::is_map) {
                found.push(pointer);
            }
        }
        for pointer in found {
            let wanted = reference::row_anchors(None, &pointer).pop().unwrap_or_default();
            let anchor = self.anchor(&wanted);
            if let Some(json) = self.root.at(&pointer).filter(|_| self.seen.insert(pointer.clone())) {
                self.pending.push((pointer, anchor, json));
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
            self.pending.push((pointer, anchor, &member.value));
        }
    }

    fn anchor(&mut self, wanted: &str) -> String {
        let anchor = self.anchors.unique(wanted);
        self.tree.anchors.push(anchor.clone());
        anchor
    }

    /// Runs with the pointer some steps further down.
    fn within<R>(&mut self, steps: &[&str], run: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.pointer.len();
        for step in steps {
            self.pointer = pointer_below(&self.pointer, step);
        }
        let result = run(self);
        self.pointer.truncate(length);
        result
    }

    fn node(&mut self, json: &'j Json<'t>, way: &Way) -> SchemaNode {
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
        self.pointer = here;
        Self::kind(&views, &beside, &mut listed, &mut node);
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
        for key in DEFINITIONS {
            if let Some(definitions) = json.get(key) {
                let pointer = pointer_below(&self.pointer, key);
                self.definitions(definitions, &pointer);
            }
        }
        if self.pointer.is_empty() {
            return false;
        }
        let Some(Json { kind: JsonKind::Text(id), .. }) = super::id(json) else { return false };
        self.tree.names.push((id.to_string(), self.pointer.clone()));
        if id.starts_with('#') {
            return false;
        }
        self.bases.push((id.clone(), self.pointer.clone()));
        true
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
        let found = json.get("description").or_else(|| json.get("markdownDescription"))?;
        let JsonKind::Text(text) = &found.kind else { return None };
        if text.trim().is_empty() {
            return None;
        }
        self.tree.texts.push(SchemaText { text: text.clone(), span: found.span });
        Some(self.tree.texts.len() - 1)
    }

    /// The properties that one schema adds to a value.
    fn properties(&mut self, json: &'j Json<'t>, way: &Way, listed: &mut Listed<'j>, node: &mut SchemaNode) {
        let needed: HashSet<&str> = listed.required.iter().copied().collect();
        for member in json.get("properties").map(Json::members).unwrap_or_default() {
            listed.named.push(&member.key);
            // Draft 3 and many files after it say it at the property itself.
            let required =
                needed.contains(member.key.as_ref()) || member.value.get("required").is_some_and(Json::is_true);
            let row = self.property(&member.key, &["properties", &member.key], &member.value, required, way);
            node.rows.push(row);
        }
    }

    /// The rows for everything that has no name.
    fn rules(&mut self, json: &'j Json<'t>, way: &Way, listed: &mut Listed<'j>, node: &mut SchemaNode) {
        for member in json.get("patternProperties").map(Json::members).unwrap_or_default() {
            let name = format!("/{}/", member.key);
            let row = self.property(&name, &["patternProperties", &member.key], &member.value, false, way);
            node.rows.push(row);
        }
        for (key, word) in [
            ("additionalProperties", "any other property"),
            ("unevaluatedProperties", "any further property"),
            ("propertyNames", "each name"),
            ("contains", "at least one item"),
            ("additionalItems", "each further item"),
            ("unevaluatedItems", "each further item"),
            ("contentSchema", "content"),
            ("not", "not"),
            ("if", "if"),
            ("then", "then"),
            ("else", "else"),
        ] {
            let never =
                |inner: &Json<'_>| inner.kind == JsonKind::Bool(false) && matches!(key, "then" | "else" | "not");
            if let Some(inner) = json.get(key).filter(|inner| !inner.members().is_empty() || never(inner)) {
                let row = self.word(word.into(), key, &[key], inner, way);
                node.rows.push(row);
            }
        }
        self.dependent(json, way, node);
        self.items(json, way, listed, node);
        for (key, word) in [("oneOf", "one of"), ("anyOf", "any of")] {
            self.alternatives(json, key, word, way, listed, node);
        }
    }

    fn property(&mut self, name: &str, steps: &[&str], json: &'j Json<'t>, required: bool, way: &Way) -> SchemaRow {
        let below = way.below(name);
        let anchor = self.anchor(&below.anchor);
        let below = Way { anchor: anchor.clone(), ..below };
        let node = self.within(steps, |builder| builder.node(json, &below));
        SchemaRow { name: RowName::Property(name.to_owned()), parent: way.shown.clone(), anchor, required, node }
    }

    /// A row for what has no name: `any other property`.
    fn word(
        &mut self,
        word: Cow<'static, str>,
        part: &str,
        steps: &[&str],
        json: &'j Json<'t>,
        way: &Way,
    ) -> SchemaRow {
        let below = Way { shown: way.shown.clone(), ..way.below(&format!("({part})")) };
        let anchor = self.anchor(&below.anchor);
        let below = Way { anchor: anchor.clone(), ..below };
        let node = self.within(steps, |builder| builder.node(json, &below));
        SchemaRow { name: RowName::Word(word), parent: String::new(), anchor, required: false, node }
    }

    /// What holds only where another property is there.
    fn dependent(&mut self, json: &'j Json<'t>, way: &Way, node: &mut SchemaNode) {
        for key in ["dependentSchemas", "dependentRequired", "dependencies"] {
            for member in json.get(key).map(Json::members).unwrap_or_default() {
                let word = format!("with {}", member.key);
                let names: Vec<String> =
                    member.value.items().iter().filter_map(Json::as_text).map(str::to_owned).collect();
                if member.value.is_map() {
                    let row = self.word(
                        word.into(),
                        &format!("with-{}", member.key),
                        &[key, &member.key],
                        &member.value,
                        way,
                    );
                    node.rows.push(row);
                } else if !names.is_empty() {
                    let inner = SchemaNode { facts: vec![kind::fact("Required", names)], ..SchemaNode::default() };
                    node.rows.push(SchemaRow { name: RowName::Word(word.into()), node: inner, ..SchemaRow::default() });
                }
            }
        }
    }

    /// The items of a list: their properties stand right below it.
    fn items(&mut self, json: &'j Json<'t>, way: &Way, listed: &mut Listed<'j>, node: &mut SchemaNode) {
        let numbered = json.get("prefixItems").map(|items| ("prefixItems", items));
        let numbered = numbered
            .or_else(|| json.get("items").filter(|items| !items.items().is_empty()).map(|items| ("items", items)));
        if let Some((key, items)) = numbered {
            for (number, item) in items.items().iter().enumerate() {
                let word = format!("item {}", number + 1);
                let row = self.word(word.into(), &format!("{number}"), &[key, &number.to_string()], item, way);
                node.rows.push(row);
            }
        }
        let Some(item) = json.get("items").filter(|items| items.is_map()) else { return };
        let inner = way.items();
        let mut item = self.within(&["items"], |builder| builder.node(item, &inner));
        let kind = item.kind.clone();
        let rows = std::mem::take(&mut item.rows);
        let says = !item.facts.is_empty() || !item.narrowed.is_empty() || item.description.is_some() || item.deprecated;
        if says || numbered.is_some() {
            let word = if numbered.is_some() { "each further item" } else { "each item" };
            node.rows.push(SchemaRow { name: RowName::Word(word.into()), node: item, ..SchemaRow::default() });
        }
        node.rows.extend(rows);
        listed.item = Some(kind);
    }

    /// `oneOf` and `anyOf`: a part of the type if each is but a name, else a row with one row for each.
    fn alternatives(
        &mut self,
        json: &'j Json<'t>,
        key: &'static str,
        word: &'static str,
        way: &Way,
        listed: &mut Listed<'j>,
        node: &mut SchemaNode,
    ) {
        let branches = json.get(key).map(Json::items).unwrap_or_default();
        if branches.is_empty() || only_beside_null(json, key).is_some() {
            return;
        }
        let simple = branches.len() <= MOST_IN_TYPE && branches.iter().all(is_simple);
        if simple {
            for (number, branch) in branches.iter().enumerate() {
                let number = number.to_string();
                let part = self.within(&[key, &number], |builder| builder.node(branch, way));
                if !listed.union.contains(&part.kind) {
                    listed.union.push(part.kind);
                }
            }
            return;
        }
        let mut rows = Vec::with_capacity(branches.len());
        let told_by = told_by(branches);
        for (number, branch) in branches.iter().enumerate() {
            let below = way.branch(number);
            let anchor = self.anchor(&below.anchor);
            let below = Way { anchor: anchor.clone(), ..below };
            let step = number.to_string();
            let node = self.within(&[key, &step], |builder| builder.node(branch, &below));
            let title = branch.get("title").and_then(Json::as_text).map(str::to_owned);
            let title = title.or_else(|| told_by.and_then(|name| Some(format!("{name}: {}", constant(branch, name)?))));
            rows.push(SchemaRow { name: RowName::Branch(title), anchor, node, ..SchemaRow::default() });
        }
        let inner = SchemaNode { rows, ..SchemaNode::default() };
        node.rows.push(SchemaRow { name: RowName::Word(word.into()), node: inner, ..SchemaRow::default() });
        listed.branched = true;
    }

    /// The type of a value, from all that is said of it.
    fn kind(views: &[View<'j, 't>], beside: &Beside<'j, 't>, listed: &mut Listed<'j>, node: &mut SchemaNode) {
        let refs = &beside.refs;
        let own = views.iter().find_map(|view| kind::own(view.json, listed.item.as_deref()));
        let has_rows = !node.rows.is_empty();
        let mut parts: Vec<KindPart> = Vec::new();
        if !refs.is_empty() {
            if has_rows && refs.len() + usize::from(own.is_some()) > 1 {
                // A value of its own that is several others too: those are named in a row.
                let rows = refs.iter().map(|reference| branch(vec![KindPart::Reference(*reference)])).collect();
                let inner = SchemaNode { rows, ..SchemaNode::default() };
                node.rows
                    .insert(0, SchemaRow { name: RowName::Word("all of".into()), node: inner, ..SchemaRow::default() });
                parts = own.unwrap_or_else(|| vec![KindPart::Words("object".into())]);
            } else {
                for (number, reference) in refs.iter().enumerate() {
                    if number > 0 {
                        parts.push(KindPart::Words(" & ".into()));
                    }
                    parts.push(KindPart::Reference(*reference));
                }
            }
        } else if !listed.union.is_empty() {
            for (number, part) in listed.union.drain(..).enumerate() {
                if number > 0 {
                    parts.push(KindPart::Words(" | ".into()));
                }
                parts.extend(part);
            }
        } else if let Some(own) = own {
            parts = own;
        } else if has_rows && !listed.branched {
            parts.push(KindPart::Words("object".into()));
        } else if !listed.branched {
            parts.push(KindPart::Words("any".into()));
        }
        if beside.nullable && !kind::names_null(&parts) && !parts.is_empty() {
            parts.push(KindPart::Words(" | null".into()));
        }
        node.kind = parts;
    }
}

/// What was met while the rows of one value were made.
#[derive(Default)]
struct Listed<'j> {
    required: Vec<&'j str>,
    named: Vec<&'j str>,
    item: Option<Vec<KindPart>>,
    union: Vec<Vec<KindPart>>,
    branched: bool,
}

fn branch(kind: Vec<KindPart>) -> SchemaRow {
    SchemaRow { node: SchemaNode { kind, ..SchemaNode::default() }, ..SchemaRow::default() }
}

fn required<'j>(json: &'j Json<'_>) -> Vec<&'j str> {
    json.get("required").map(Json::items).unwrap_or_default().iter().filter_map(Json::as_text).collect()
}

/// The one alternative that is not `null`, if there is just one.
fn only_beside_null<'j, 't>(json: &'j Json<'t>, key: &str) -> Option<(usize, &'j Json<'t>)> {
    let branches = json.get(key)?.items();
    let is_null = |branch: &Json<'_>| {
        branch.get("type").and_then(Json::as_text) == Some("null")
            || branch.get("const").is_some_and(|value| value.kind == JsonKind::Null)
    };
    let mut others = branches.iter().enumerate().filter(|(_, branch)| !is_null(branch));
    let only = others.next().filter(|(_, only)| only.is_map())?;
    (others.next().is_none() && branches.len() > 1).then_some(only)
}

/// The property by whose constant alternatives are told apart.
fn told_by<'j>(branches: &'j [Json<'_>]) -> Option<&'j str> {
    let first = parts(branches.first()?);
    let names = first.flat_map(|part| part.get("properties").map(Json::members).unwrap_or_default());
    let differs = |name: &&str| {
        let values: HashSet<Option<String>> = branches.iter().map(|branch| constant(branch, name)).collect();
        values.len() == branches.len() && !values.contains(&None)
    };
    names.map(|member| member.key.as_ref()).find(differs)
}

fn constant(branch: &Json<'_>, name: &str) -> Option<String> {
    let value = parts(branch).find_map(|part| part.get("properties")?.get(name))?;
    let single = value.get("enum").map(Json::items).filter(|values| values.len() == 1).map(|values| &values[0]);
    value.get("const").or(single).map(kind::shown)
}

/// A schema and what its `allOf` adds in place.
fn parts<'j, 't>(json: &'j Json<'t>) -> impl Iterator<Item = &'j Json<'t>> {
    std::iter::once(json).chain(json.get("allOf").map(Json::items).unwrap_or_default())
}

/// A map that says nothing of any value, and holds only maps.
fn is_folder(json: &Json<'_>) -> bool {
    let members = json.members();
    let says = |key: &str| {
        super::KEYWORDS.contains(&key)
            || matches!(
                key,
                "type" | "description" | "title" | "not" | "if" | "format" | "contains" | "propertyNames" | "default"
            )
    };
    !members.is_empty() && members.iter().all(|member| member.value.is_map() && !says(&member.key))
}

/// An alternative of which there is nothing to say but its type.
fn is_simple(json: &Json<'_>) -> bool {
    let plain = |key: &str| matches!(key, "$ref" | "type" | "$dynamicRef");
    let named = json.get("type").is_none_or(|kind| !matches!(kind.as_text(), Some("object" | "array")));
    json.is_map() && named && !json.members().is_empty() && json.members().iter().all(|member| plain(&member.key))
}
