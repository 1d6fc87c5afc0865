//! `content/urls.lock` to the addresses that the last release answered at.
//!
//! ```text
//! # Written by `folio build --lock`.
//! /
//! /guides/start/
//! /schemas/challenge.json
//! ```

use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::place::{Place, Span};
use crate::model::promise::Promise;
use crate::model::route::{Route, decoded};
use crate::model::source::SourceId;

#[must_use]
pub fn promises(source: SourceId, text: &str) -> Checked<Vec<Promise>> {
    let mut found: Checked<Vec<Promise>> = Checked::default();
    let mut at = super::byte_order_mark(text);
    for line in text[at..].split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let place = Place::span(source, Span::new(start, start + words.len()));
        let path = decoded(words).filter(|path| Route::parse(path).is_ok());
        match path {
            Some(path) => found.value.push(Promise { address: words.to_owned(), path, place }),
            None => found.diagnostics.push(
                Diagnostic::new(Code::VANISHED_ADDRESS, place, "this is no address of a site")
                    .help("each line is an address as it stands in a browser, from its first `/` on"),
            ),
        }
    }
    found
}
