//! What a page says of the API in each language: the `reference` block of its front matter, as written.
//!
//! ```yaml
//! reference:
//!   ruby:
//!     - key: challenge_factor
//!       id: challenge_factor
//!       parameters:
//!         - key: factor_id
//!           type: String
//!         - (ctx)
//! ```

use serde::{Deserialize, Serialize};

use super::value::Value;

/// One thing of an SDK in one language: a class, a method, an endpoint, or a shared item.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// The identifier in its language.
    pub key: Option<String>,
    /// The name that all languages share.
    pub id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    /// For an endpoint, its HTTP method; for a shared item, its type.
    pub kind: Option<String>,
    pub description: Option<String>,
    pub optional: bool,
    pub deprecated: Deprecated,
    pub default: Option<Value>,
    pub parameters: Vec<Item>,
    pub properties: Vec<Item>,
    pub returns: Vec<Item>,
    pub expanded: bool,
    pub unwrap: bool,
    pub pattern_before: Option<String>,
    /// Its anchor on its page: the same in every language that has its id.
    pub anchor: String,
}

/// `true`, or a sentence that says what to use instead.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Deprecated {
    #[default]
    No,
    Yes,
    Because(String),
}

/// A member of `parameters`, `properties` or `returns`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// `(Name)`: the entry of that key or id in the same language.
    Named(String),
    /// A plain string that is no reference: a type alone.
    Plain(String),
    Field(Box<Field>),
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Field {
    pub key: Option<String>,
    pub kind: Option<String>,
    pub description: Option<String>,
    pub optional: bool,
    pub deprecated: Deprecated,
    pub default: Option<Value>,
    pub properties: Vec<Item>,
    pub expanded: bool,
    pub unwrap: bool,
}

/// The three lists of an entry, by the name of their key.
pub const LISTS: [&str; 3] = ["parameters", "properties", "returns"];

impl Entry {
    #[must_use]
    pub fn list(&self, name: &str) -> &[Item] {
        match name {
            "parameters" => &self.parameters,
            "properties" => &self.properties,
            _ => &self.returns,
        }
    }

    /// Whether other entries show it as a field where they name it: it has a type, and is no endpoint.
    #[must_use]
    pub fn is_item(&self) -> bool {
        self.kind.is_some() && self.method().is_none()
    }

    /// Whether the two differ at most in what is said of them: descriptions, defaults, whether they must be given.
    #[must_use]
    pub fn has_the_shape_of(&self, other: &Self) -> bool {
        self.key == other.key
            && self.id == other.id
            && self.url == other.url
            && self.title == other.title
            && self.kind == other.kind
            && self.unwrap == other.unwrap
            && self.pattern_before == other.pattern_before
            && LISTS.iter().all(|list| have_one_shape(self.list(list), other.list(list)))
    }

    /// The HTTP method, if the entry is an endpoint. `Options` and `delete` are words of other languages too: they are
    /// methods only before a path.
    #[must_use]
    pub fn method(&self) -> Option<&'static str> {
        const METHODS: [&str; 9] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];
        let kind = self.kind.as_deref()?;
        let has_path = self.title.as_deref().is_some_and(|title| title.starts_with('/'));
        METHODS.into_iter().find(|method| *method == kind || (has_path && method.eq_ignore_ascii_case(kind)))
    }
}

fn have_one_shape(own: &[Item], other: &[Item]) -> bool {
    own.len() == other.len()
        && own.iter().zip(other).all(|(own, other)| match (own, other) {
            (Item::Field(own), Item::Field(other)) => {
                own.key == other.key
                    && own.kind == other.kind
                    && own.unwrap == other.unwrap
                    && have_one_shape(&own.properties, &other.properties)
            }
            (own, other) => own == other,
        })
}

/// The path inside `(path)` when a text is nothing but a name in parentheses; `(see below)` and `\(a)` are texts.
#[must_use]
pub fn named(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    let name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '\\' | ':');
    (!inside.is_empty() && inside.chars().all(name) && inside.chars().any(char::is_alphanumeric)).then_some(inside)
}

/// A text as a reader gets it: the backslash that keeps a literal parenthesis is gone.
#[must_use]
pub fn literal(text: &str) -> &str {
    match text.strip_prefix('\\') {
        Some(rest) if rest.starts_with('(') => rest,
        _ => text,
    }
}
