//! folio: documentation sites for APIs that are used from many languages.
#![forbid(unsafe_code)]
pub mod limits;
pub mod model;
pub mod near;
pub mod parse;
