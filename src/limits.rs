//! How much folio takes on, in one place. What goes beyond is a located error, never a crash or a hang.

use crate::model::source::{Source, SourceKind};

/// A page, without its front matter.
pub const PAGE: usize = 8 << 20;
/// Front matter, unless the settings say otherwise.
pub const FRONT_MATTER: usize = 1 << 20;
/// Front matter, whatever the settings say.
pub const FRONT_MATTER_MOST: usize = 10 << 20;
/// Partials inside partials.
pub const INCLUDE_DEPTH: usize = 16;
/// Partials in one page, those inside others included.
pub const INCLUDES: usize = 1000;
/// Fields of the entries of one page, those of shared items included.
pub const FIELDS: usize = 20_000;
/// Groups of the navigation inside groups.
pub const NAVIGATION_DEPTH: usize = 8;
/// Redirects that lead to redirects.
pub const REDIRECTS: usize = 16;
/// Containers, tags, brackets of an expression, fields, or values of YAML or JSON inside each other.
pub const DEPTH: usize = 100;
/// A schema.
pub const SCHEMA: u64 = 64 << 20;
/// A schema whose JSON is shown in colours.
pub const SCHEMA_COLOURED: usize = 512 << 10;
/// A schema whose JSON is shown at all.
pub const SCHEMA_SHOWN: usize = 4 << 20;
/// Properties of one schema that can be found.
pub const SCHEMA_FOUND: usize = 2000;
/// Languages whose fields can be found: one bit of a number in JavaScript for each.
pub const LANGUAGES_FOUND: usize = 53;
/// Schemas that are put together to be held against a value.
pub const BUNDLE: u64 = 8 << 20;
/// An instance of a schema that is shown.
pub const EXAMPLE: usize = 64 << 10;
/// A sample that is highlighted.
pub const SAMPLE: u64 = 2 << 20;
/// A sample that is shown at all.
pub const SAMPLE_SHOWN: u64 = 8 << 20;
/// A published page.
pub const OUTPUT: usize = 32 << 20;
/// The stack of a thread that parses and renders.
pub const STACK: usize = 16 << 20;

/// The settings, the list of known differences, or that of promised addresses.
pub const SETTINGS: u64 = 8 << 20;
/// A template.
pub const TEMPLATE: u64 = 8 << 20;

/// The largest source of a kind that is read; none where any size is taken.
#[must_use]
pub fn of(kind: SourceKind) -> Option<u64> {
    match kind {
        SourceKind::Page { .. } => Some((PAGE + FRONT_MATTER_MOST + 64) as u64),
        SourceKind::Sample => Some(SAMPLE_SHOWN),
        SourceKind::Json => Some(SCHEMA),
        SourceKind::Settings | SourceKind::Accepted | SourceKind::Promises => Some(SETTINGS),
        SourceKind::Template => Some(TEMPLATE),
        SourceKind::Asset => None,
    }
}

/// Whether all of a source is read; of a larger one its digest says nothing.
#[must_use]
pub fn is_whole(source: &Source) -> bool {
    of(source.kind).is_none_or(|most| source.size <= most)
}

/// `1 MB`
#[must_use]
pub fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MB", bytes >> 20) } else { format!("{} KB", bytes >> 10) }
}
