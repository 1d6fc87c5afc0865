//! A JSON document that remembers where each of its values stands.

use std::borrow::Cow;

use super::place::Span;

/// A value and its range: of a text what stands between the quotes, of anything else the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Json<'t> {
    pub span: Span,
    pub kind: JsonKind<'t>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum JsonKind<'t> {
    Null,
    Bool(bool),
    /// As written.
    Number(&'t str),
    Text(Cow<'t, str>),
    List(Vec<Json<'t>>),
    /// In the order written; a key that stands twice is here twice.
    Map(Vec<Member<'t>>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Member<'t> {
    pub key: Cow<'t, str>,
    pub key_span: Span,
    pub value: Json<'t>,
}

impl<'t> Json<'t> {
    /// The value of a key, the last one if it stands twice; none if this is no map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json<'t>> {
        self.member(key).map(|member| &member.value)
    }

    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member<'t>> {
        self.members().iter().rev().find(|member| member.key == key)
    }

    /// The pairs of a map; nothing of anything else.
    #[must_use]
    pub fn members(&self) -> &[Member<'t>] {
        match &self.kind {
            JsonKind::Map(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; nothing of anything else.
    #[must_use]
    pub fn items(&self) -> &[Json<'t>] {
        match &self.kind {
            JsonKind::List(items) => items,
            _ => &[],
        }
    }

    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::Text(text) => Some(text),
            _ => None,
        }
    }

    #[must_use]
    pub fn is_map(&self) -> bool {
        matches!(self.kind, JsonKind::Map(_))
    }

    #[must_use]
    pub fn is_true(&self) -> bool {
        self.kind == JsonKind::Bool(true)
    }

    /// The value that a JSON pointer names: `/properties/id`; the empty one names the whole.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Json<'t>> {
        let mut here = self;
        for step in pointer_steps(pointer) {
            here = match &here.kind {
                JsonKind::Map(_) => here.get(&step)?,
                JsonKind::List(items) => items.get(step.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(here)
    }

    /// The value that a pointer names, or the nearest one around it that is there.
    #[must_use]
    pub fn nearest(&self, pointer: &str) -> &Json<'t> {
        let mut pointer = pointer;
        loop {
            if let Some(found) = self.at(pointer) {
                return found;
            }
            pointer = pointer.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// The value as the validator and the examples take it.
    #[must_use]
    pub fn plain(&self) -> serde_json::Value {
        match &self.kind {
            JsonKind::Null => serde_json::Value::Null,
            JsonKind::Bool(value) => (*value).into(),
            JsonKind::Number(words) => serde_json::from_str(words).unwrap_or(serde_json::Value::Null),
            JsonKind::Text(text) => text.as_ref().into(),
            JsonKind::List(items) => items.iter().map(Self::plain).collect(),
            JsonKind::Map(members) => {
                let pairs = members.iter().map(|member| (member.key.to_string(), member.value.plain()));
                serde_json::Value::Object(pairs.collect())
            }
        }
    }
}

/// The steps of a JSON pointer, with its escapes undone.
pub fn pointer_steps(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|step| {
        if step.contains('~') { Cow::Owned(step.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(step) }
    })
}

/// A pointer one step further down.
#[must_use]
pub fn pointer_below(pointer: &str, step: &str) -> String {
    format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1"))
}
