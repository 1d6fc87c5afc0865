//! What a site needs to know of a page while other pages are in hand: facts, not the tree.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::compact::{self, Compact};
use super::names::Names;
use super::place::{Span, Step};
use super::reference::Entry;
use super::schema::Schema;
use super::source::{Digest, SourceId};

/// The front matter of a page, typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    pub title: Option<String>,
    pub description: Option<String>,
    pub route: Option<String>,
    pub order: Option<f64>,
    pub nav_title: Option<String>,
    pub hidden: bool,
    pub draft: bool,
    pub redirect_from: Vec<String>,
    pub schema: Option<String>,
    pub tags: Vec<String>,
    pub keywords: Vec<String>,
    pub icon: Option<String>,
    /// Texts by their full path, in the order written: `("authentication_challenge.id", "The …")`.
    pub descriptions: Vec<(String, String)>,
    /// The ways to those with a key that holds a dot itself, by their number.
    pub dotted: Vec<(u32, Vec<Step>)>,
    /// Entries by language, in the order written.
    pub reference: Vec<(String, Vec<Entry>)>,
}

impl FrontMatter {
    /// Where a description is written.
    #[must_use]
    pub fn description_steps(&self, number: usize) -> Vec<Step> {
        if let Ok(at) = self.dotted.binary_search_by_key(&number, |(dotted, _)| *dotted as usize) {
            return self.dotted[at].1.clone();
        }
        let keys = std::iter::once("descriptions").chain(self.descriptions[number].0.split('.'));
        keys.map(|key| Step::Key(key.into())).collect()
    }
}

/// A heading as the table of contents and links know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    /// Set by the author with `{#anchor}`.
    pub id: Option<String>,
    pub span: Span,
    /// Inside a component, a quote or a list: never the title of its page.
    pub nested: bool,
}

/// Something in a page's body that stands for a thing elsewhere; numbered in the order of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    pub kind: UseKind,
    pub span: Span,
    /// For which languages it is shown, if not for all.
    pub languages: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum UseKind<S = String> {
    /// An address that a reader follows.
    Link(S),
    /// An address that a browser loads.
    Image(S),
    /// Another source whose body stands here.
    Include(S),
    /// A group of samples: see `CodeBlock`.
    Sample { file: S, language: Option<(S, Span)> },
    /// The entry that a sample shows, by id.
    Entry(S),
    /// The entry that a component brings in, by id or key.
    Reference(S),
    /// A schema that a component shows.
    Schema(S),
}

impl UseKind<Cow<'_, str>> {
    #[must_use]
    pub fn into_owned(self) -> UseKind {
        match self {
            Self::Link(url) => UseKind::Link(url.into_owned()),
            Self::Image(url) => UseKind::Image(url.into_owned()),
            Self::Include(file) => UseKind::Include(file.into_owned()),
            Self::Sample { file, language } => UseKind::Sample {
                file: file.into_owned(),
                language: language.map(|(language, span)| (language.into_owned(), span)),
            },
            Self::Entry(id) => UseKind::Entry(id.into_owned()),
            Self::Reference(name) => UseKind::Reference(name.into_owned()),
            Self::Schema(name) => UseKind::Schema(name.into_owned()),
        }
    }
}

/// A page (or a shared file, which is never published) as the whole site sees it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Page {
    pub front: FrontMatter,
    /// Where the body starts.
    pub body: u32,
    pub headings: Compact<Vec<Heading>>,
    /// Anchors that are not headings: `id` attributes in raw HTML and on elements, footnotes.
    pub anchors: Vec<String>,
    pub uses: Compact<Vec<Use>>,
    /// The first paragraph, as plain text: the description of a page that gives none.
    pub summary: String,
    /// Other sources brought into the body, by their position among the headings.
    pub includes: Vec<Inclusion>,
    /// Components by name that the body uses, each once.
    pub components: Vec<String>,
    /// Its anchors, if they depend on no other source.
    pub outline: Option<Outline>,
}

/// The anchors of a page, and what stands as its title.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Outline {
    /// The number of that heading.
    pub title: Option<u32>,
    pub title_anchor: Option<String>,
    pub anchors: Names,
}

/// What the rest of the site must know of a body while it is read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BodyFacts {
    pub headings: Vec<Heading>,
    pub anchors: Vec<String>,
    pub uses: Vec<Use>,
    pub summary: String,
    pub includes: Vec<Inclusion>,
    pub components: Vec<String>,
}

/// A page as others see it, by how often that changes; each a digest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspects {
    /// What any page may depend on: where it is, its entries, the names of its descriptions.
    pub frame: Digest,
    /// Its headings, anchors and partials.
    pub outline: Digest,
    /// All that is known of it.
    pub all: Digest,
}

impl Aspects {
    #[must_use]
    pub fn of(page: &Page, schema: Option<&Schema>) -> Self {
        let all = Digest::of(&compact::bytes(&(page, schema)));
        if schema.is_some() {
            return Self { frame: all, outline: all, all };
        }
        let front = &page.front;
        // Which texts stand for others.
        let aliases: Vec<&(String, String)> =
            front.descriptions.iter().filter(|(_, text)| super::reference::named(text).is_some()).collect();
        let frame = Digest::of(&compact::bytes(&(Frame::of(page), aliases, &front.reference, &page.includes)));
        let headings: Vec<(u8, String, Option<String>, bool)> = page
            .headings
            .open()
            .into_iter()
            .map(|heading| (heading.level, heading.text, heading.id, heading.nested))
            .collect();
        let outline = Digest::of(&compact::bytes(&(headings, &page.anchors, &page.includes)));
        Self { frame, outline, all }
    }
}

/// How far another state of a page concerns the rest of the site, headings and anchors left aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Difference {
    /// Texts that others may show: of its descriptions, of what its entries and their fields are.
    pub texts: bool,
    /// What the navigation says of the page, and where.
    pub order: bool,
    /// Routes, entries, names: who it is.
    pub facts: bool,
}

impl Page {
    /// Of a page whose body starts at `at`.
    #[must_use]
    pub fn new(front: FrontMatter, at: usize, body: BodyFacts) -> Self {
        let BodyFacts { headings, mut anchors, uses, summary, mut includes, mut components } = body;
        anchors.shrink_to_fit();
        includes.shrink_to_fit();
        components.shrink_to_fit();
        Self {
            front,
            body: u32::try_from(at).unwrap_or(u32::MAX),
            headings: Compact::new(&headings),
            anchors,
            uses: Compact::new(&uses),
            summary,
            includes,
            components,
            outline: None,
        }
    }

    /// In what the rest of the site sees another page; what concerns the page alone is no difference.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        let (own, front) = (&self.front, &other.front);
        let same_entries = own.reference == front.reference;
        let same_shape = same_entries
            || (own.reference.len() == front.reference.len()
                && own.reference.iter().zip(&front.reference).all(|(own, other)| {
                    own.0 == other.0
                        && own.1.len() == other.1.len()
                        && own.1.iter().zip(&other.1).all(|(own, other)| own.has_the_shape_of(other))
                }));
        Difference {
            texts: own.descriptions != front.descriptions || !same_entries,
            order: own.title != front.title
                || own.order != front.order
                || own.nav_title != front.nav_title
                || own.hidden != front.hidden,
            facts: Frame::of(self) != Frame::of(other) || !same_shape,
        }
    }
}

/// Who a page is to any other: where it is, what its texts are called, which entries and schemas it shows.
#[derive(PartialEq, Serialize)]
struct Frame<'p> {
    route: &'p Option<String>,
    draft: bool,
    redirect_from: &'p [String],
    schema: &'p Option<String>,
    texts: Vec<&'p str>,
    dotted: &'p [(u32, Vec<Step>)],
    shown: Vec<UseKind>,
}

impl<'p> Frame<'p> {
    fn of(page: &'p Page) -> Self {
        // Taken apart, so that a new key must be thought about: here, in what the navigation says, or nowhere.
        let FrontMatter {
            title: _,
            description: _,
            route,
            order: _,
            nav_title: _,
            hidden: _,
            draft,
            redirect_from,
            schema,
            tags: _,
            keywords: _,
            icon: _,
            descriptions,
            dotted,
            reference: _,
        } = &page.front;
        let shown = page.uses.open().into_iter().map(|used| used.kind);
        Self {
            route,
            draft: *draft,
            redirect_from,
            schema,
            texts: descriptions.iter().map(|(name, _)| name.as_str()).collect(),
            dotted,
            shown: shown.filter(|kind| matches!(kind, UseKind::Entry(_) | UseKind::Schema(_))).collect(),
        }
    }
}

/// A partial that stands in a page: after `before` headings of the page's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inclusion {
    pub before: u32,
    pub file: String,
}

/// A page and the source that it came from.
#[derive(Debug, Clone)]
pub struct Sourced<T> {
    pub source: SourceId,
    pub value: T,
}
