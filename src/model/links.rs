//! What the names and addresses in a page stand for: the side table beside its tree.

use std::sync::Arc;

use super::reference::Deprecated;
use super::source::{Digest, SourceId};
use super::value::Value;

/// Everything that one page needs of the rest of the site to be rendered.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Links {
    /// By the number of the use in the page's own body.
    pub uses: Vec<Target>,
    /// The same for each shared file that the page brings in.
    pub partials: Vec<Partial>,
    /// The description of the page.
    pub lead: Option<Prose>,
    pub reference: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Partial {
    pub source: SourceId,
    pub digest: Digest,
    pub uses: Vec<Target>,
}

/// What one use stands for.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum Target {
    /// An address that is right as it stands, base path included.
    Address(String),
    /// A page of this site.
    Page {
        href: String,
    },
    Image {
        href: String,
        size: Option<(u32, u32)>,
    },
    Include {
        partial: SourceId,
    },
    Sample(SampleSet),
    Entry(Arc<EntryNames>),
    /// An entry of another page, shown in this one.
    Group(Arc<Group>),
    /// The page of a schema: its number in the index, its address, and its bytes.
    Schema {
        page: usize,
        href: String,
        digest: Digest,
    },
    /// Reported already; the author's own words are shown.
    Nothing,
}

impl Target {
    /// Where it leads, if it is an address.
    #[must_use]
    pub fn href(&self) -> Option<&str> {
        match self {
            Self::Address(href) | Self::Page { href } | Self::Image { href, .. } => Some(href),
            _ => None,
        }
    }
}

/// A text for the reader, in Markdown, with its links resolved.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Prose {
    pub markdown: Arc<str>,
    pub links: Vec<Target>,
}

/// The entries of one page that share an id, one for each language that has it.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Group {
    pub id: String,
    pub anchor: String,
    /// By language, in the order of the settings.
    pub entries: Vec<ResolvedEntry>,
    /// Who takes or returns it.
    pub used_by: Vec<UsedBy>,
}

#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct UsedBy {
    pub title: String,
    pub href: String,
    pub languages: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct ResolvedEntry {
    pub language: String,
    pub key: String,
    pub title: String,
    pub method: Option<&'static str>,
    pub deprecated: Option<Option<Prose>>,
    pub description: Option<Prose>,
    pub parameters: Vec<ResolvedField>,
    pub properties: Vec<ResolvedField>,
    pub returns: Vec<ResolvedField>,
}

#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct ResolvedField {
    pub key: Option<String>,
    /// `language-path`, unique on its page; empty where there is no key.
    pub anchor: String,
    pub kind: Vec<TypePart>,
    pub description: Option<Prose>,
    pub required: bool,
    pub deprecated: Option<Option<Prose>>,
    pub default: Option<Value>,
    pub fields: Vec<ResolvedField>,
    pub expanded: bool,
    pub unwrap: bool,
}

/// A piece of a type expression.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct TypePart {
    pub text: String,
    pub href: Option<String>,
    pub literal: bool,
}

/// The files behind one tab of a code block.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct SampleSet {
    pub variants: Vec<SampleVariant>,
    pub region: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub struct SampleVariant {
    /// Languages that show this file; empty for a file that belongs to none and is shown for all.
    pub languages: Vec<String>,
    /// Those of them that have no file of their own.
    pub fallback: Vec<String>,
    pub source: SourceId,
    pub digest: Digest,
    /// The ending of the file, for its syntax.
    pub ending: String,
    pub file_name: String,
}

/// The identifiers that a sample may hold of an entry: what they are and where they lead, by language.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct EntryNames {
    pub id: String,
    pub names: Vec<EntryName>,
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub struct EntryName {
    pub language: String,
    pub key: String,
    pub href: String,
    /// Plain text, for the tip.
    pub description: String,
    /// The word that must stand right before it.
    pub pattern_before: Option<String>,
}

impl From<&Deprecated> for Option<Option<String>> {
    fn from(deprecated: &Deprecated) -> Self {
        match deprecated {
            Deprecated::No => None,
            Deprecated::Yes => Some(None),
            Deprecated::Because(why) => Some(Some(why.clone())),
        }
    }
}
