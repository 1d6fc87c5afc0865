//! The rows of one value: its properties, and what else a schema says of the values inside it.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::json::{Json, JsonKind};
use crate::model::schema::{KindPart, RowName, SchemaNode, SchemaRow};

use super::kind;
use super::tree::{Beside, Builder, View, Way};

/// More alternatives than this get rows of their own even if each is but a name.
const MOST_IN_TYPE: usize = 6;

impl<'j, 't> Builder<'j, 't> {
    /// The properties that one schema adds to a value.
    pub(super) fn properties(&mut self, json: &'j Json<'t>, way: &Way, listed: &mut Listed<'j>, node: &mut SchemaNode) {
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
    pub(super) fn rules(&mut self, json: &'j Json<'t>, way: &Way, listed: &mut Listed<'j>, node: &mut SchemaNode) {
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
}

/// What was met while the rows of one value were made.
#[derive(Default)]
pub(super) struct Listed<'j> {
    pub(super) required: Vec<&'j str>,
    pub(super) named: Vec<&'j str>,
    item: Option<Vec<KindPart>>,
    union: Vec<Vec<KindPart>>,
    branched: bool,
}

/// The type of a value, from all that is said of it.
pub(super) fn settle_kind(
    views: &[View<'_, '_>],
    beside: &Beside<'_, '_>,
    listed: &mut Listed<'_>,
    node: &mut SchemaNode,
) {
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

/// A value that is nothing but one of several shows those right below it.
pub(super) fn lift_alternatives(node: &mut SchemaNode) {
    let plain =
        |part: &KindPart| matches!(part, KindPart::Words(words) if matches!(words.as_ref(), "object" | " | null"));
    let [SchemaRow { name: RowName::Word(word), node: inner, .. }] = node.rows.as_mut_slice() else { return };
    if matches!(word.as_ref(), "one of" | "any of") && node.kind.iter().all(plain) {
        let rows = std::mem::take(&mut inner.rows);
        let null = node.kind.len() > 1;
        node.kind = vec![KindPart::Words(word.clone())];
        if null {
            node.kind.push(KindPart::Words(" | null".into()));
        }
        node.rows = rows;
    }
}

fn branch(kind: Vec<KindPart>) -> SchemaRow {
    SchemaRow { node: SchemaNode { kind, ..SchemaNode::default() }, ..SchemaRow::default() }
}

/// The one alternative that is not `null`, if there is just one.
pub(super) fn only_beside_null<'j, 't>(json: &'j Json<'t>, key: &str) -> Option<(usize, &'j Json<'t>)> {
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

/// An alternative of which there is nothing to say but its type.
fn is_simple(json: &Json<'_>) -> bool {
    let plain = |key: &str| matches!(key, "$ref" | "type" | "$dynamicRef");
    let named = json.get("type").is_none_or(|kind| !matches!(kind.as_text(), Some("object" | "array")));
    json.is_map() && named && !json.members().is_empty() && json.members().iter().all(|member| plain(&member.key))
}
