//! A JSON Schema: what the whole site knows of it, and what one page of it shows.
//!
//! [`Schema`] holds facts and is kept; [`SchemaTree`] holds everything a reader gets and lives while its page is in
//! hand. Texts and references of a tree are numbered, and what they stand for is kept beside it in [`SchemaLinks`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::links::{Prose, UsedBy};
use super::place::Span;

/// The version of JSON Schema that a file says it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Draft {
    Four,
    Six,
    Seven,
    TwentyNineteen,
    #[default]
    TwentyTwenty,
    /// Named by no `$schema`, or by one that is not known.
    Unknown,
}

/// A schema as the whole site sees it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Schema {
    pub title: Option<String>,
    /// `$id` as written, and where.
    pub id: Option<(String, Span)>,
    pub draft: Draft,
    pub deprecated: bool,
    /// The constant of its property `object`: what its instances say they are.
    pub object: Option<String>,
    /// What a reference can name inside it, `$anchor`s and the `$id`s of parts, with the pointer to it.
    pub names: Vec<(String, String)>,
    /// References that lead out of the file, each once.
    pub refers: Vec<String>,
    /// The first sentence or so of its description, as plain text.
    pub summary: String,
}

/// A schema as one page shows it. Texts borrow from the source wherever they can.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SchemaTree<'t> {
    pub title: Option<Cow<'t, str>>,
    pub root: SchemaNode,
    pub definitions: Vec<Definition>,
    pub texts: Vec<SchemaText<'t>>,
    pub references: Vec<SchemaReference<'t>>,
    /// Every anchor of its page.
    pub anchors: Vec<String>,
    /// What a reference can name inside it, with the pointer to it.
    pub names: Vec<(String, String)>,
}

/// A description, by its number.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaText<'t> {
    pub text: Cow<'t, str>,
    pub span: Span,
}

/// A `$ref` or `$dynamicRef`, by its number.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaReference<'t> {
    pub text: Cow<'t, str>,
    pub span: Span,
    pub dynamic: bool,
    /// The `$id` that it is relative to, if that of a part inside the file holds there.
    pub base: Option<Cow<'t, str>>,
    /// What it names inside its own file, if it does.
    pub inside: Option<Inside>,
}

/// A part of the same file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    pub name: String,
    /// The JSON pointer to it; empty for the whole.
    pub pointer: String,
    /// None for the whole of the file.
    pub anchor: Option<String>,
    /// It leads back to what holds the reference.
    pub recursive: bool,
}

/// Something in `$defs`, shown once below the properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    pub name: String,
    pub anchor: String,
    pub node: SchemaNode,
}

/// What is said of one value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SchemaNode {
    pub kind: Vec<KindPart>,
    /// What narrows the type: `date-time`, `1 to 100`.
    pub narrowed: Vec<String>,
    pub description: Option<usize>,
    pub deprecated: bool,
    pub facts: Vec<SchemaFact>,
    pub rows: Vec<SchemaRow>,
}

/// A piece of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KindPart {
    Words(Cow<'static, str>),
    /// By its number.
    Reference(usize),
}

/// A line of values below a row: `Default`, `Example`, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFact {
    pub name: &'static str,
    pub values: Vec<String>,
    /// Of the values to choose from; empty for any other line.
    pub anchor: String,
}

/// A property, or a part of a schema that has no name of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SchemaRow {
    pub name: RowName,
    /// The way to it: `user.`
    pub parent: String,
    pub anchor: String,
    pub required: bool,
    pub node: SchemaNode,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowName {
    Property(String),
    /// `one of`, `any other property`
    Word(Cow<'static, str>),
    /// One of several, by its title if it has one.
    Branch(Option<String>),
}

impl Default for RowName {
    fn default() -> Self {
        Self::Branch(None)
    }
}

/// What the texts and references of a tree stand for, by their numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SchemaLinks {
    pub texts: Vec<Prose>,
    pub references: Vec<Referred>,
    pub used_by: Vec<UsedBy>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Referred {
    /// What a reader sees.
    pub label: String,
    /// None for one that was reported.
    pub href: Option<String>,
    pub recursive: bool,
    pub dynamic: bool,
    /// It is on another host, and nobody looked.
    pub external: bool,
}
