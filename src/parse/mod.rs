//! Sources to nouns: one source at a time, nothing known of any other.

pub mod accepted;
pub mod color;
pub mod data;
pub mod facts;
pub mod front_matter;
pub mod html;
pub mod json;
pub mod locate;
pub mod markdown;
pub mod mdx;
pub mod promises;
pub mod schema;
pub mod settings;
pub mod slug;
pub mod tree;
pub mod uses;

mod autolink;
mod offsets;
mod reader;

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::document::Document;
use crate::model::page::{BodyFacts, Page};
use crate::model::place::{Place, Span};
use crate::model::source::SourceId;

/// Reads a page or a shared file: its front matter, and what other pages need to know of its body.
#[must_use]
pub fn page(source: SourceId, text: &str, is_mdx: bool, most_front_matter: usize) -> Checked<Page> {
    let (front, body) = front_matter::front_matter(source, text, most_front_matter);
    let mut diagnostics = Vec::new();
    let front = front.unpack(&mut diagnostics);
    if text.len() - body > limits::PAGE {
        let message = format!("the page is larger than {}", limits::size(limits::PAGE));
        diagnostics.push(Diagnostic::new(Code::TOO_LARGE, Place::start(source), message));
        return Checked::new(Page::new(front, text.len(), BodyFacts::default()), diagnostics);
    }
    let facts = with_body(source, text, body, is_mdx, |document| {
        let mut found = document.diagnostics;
        let facts = facts::facts(source, text, &document.value, &mut found);
        diagnostics.append(&mut found);
        facts
    });
    Checked::new(Page::new(front, body, facts), diagnostics)
}

/// Reads the body of a page that starts at `from`, and lends its tree.
pub fn with_body<R>(
    source: SourceId,
    text: &str,
    from: usize,
    is_mdx: bool,
    with: impl FnOnce(Checked<Document<'_>>) -> R,
) -> R {
    let from = from.min(text.len());
    if is_mdx {
        let mut prepared = mdx::prepare(source, text, from);
        with(markdown::mdx(source, text, &mut prepared))
    } else {
        with(markdown::markdown(source, text, from))
    }
}

/// How many bytes a byte order mark takes at the start of a text: it belongs to the file, not to what is written.
#[must_use]
pub fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The text of a source, or why it is none.
pub fn utf8(source: SourceId, bytes: &[u8]) -> Result<&str, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let message = format!("byte {} is not UTF-8", at + 1);
        let place = Place::span(source, Span::new(at, at));
        Box::new(Diagnostic::new(Code::NOT_UTF8, place, message).help("save the file as UTF-8"))
    })
}
