//! MDX: Markdown with tags and expressions. Text in, a `Document` out; see `canonical` for how.

mod canonical;
mod chunk;
mod container;
mod inline;
mod literal;
mod modules;
mod paragraph;
mod script;
mod shape;
mod tag;
mod written;

use crate::model::diagnostic::Diagnostic;
use crate::model::document::{Expression, Import, Stand};
use crate::model::place::Span;
use crate::model::source::SourceId;
use crate::model::value::Value;

use super::offsets::Offsets;
pub use script::{DEEP, is_too_deep};
pub use tag::decode as decoded;
pub(crate) use tag::{Tag, TagForm};

/// What stands for itself in the Markdown that the Markdown parser sees.
#[derive(Debug)]
pub(crate) enum Inset<'t> {
    Tag(Tag<'t>, Stand),
    Expression(Expression<'t>, Span, Stand),
    Modules { imports: Vec<Import>, constants: Vec<(String, Value)>, span: Span },
}

impl Inset<'_> {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Tag(tag, _) => tag.span,
            Self::Expression(_, span, _) | Self::Modules { span, .. } => *span,
        }
    }
}

/// MDX written again as Markdown, with its tags and expressions beside it.
pub struct Prepared {
    pub(super) text: String,
    pub(super) offsets: Offsets,
    pub(super) insets: Vec<Inset<'static>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Prepares the body of a page that starts at `from`.
#[must_use]
pub fn prepare(source: SourceId, text: &str, from: usize) -> Prepared {
    let canonical = canonical::canonical(source, text, from);
    Prepared {
        text: canonical.text,
        offsets: canonical.offsets,
        insets: canonical.insets,
        diagnostics: canonical.diagnostics,
    }
}
