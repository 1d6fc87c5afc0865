//! One JSON document on standard output.

use serde::Serialize;

use super::{Located, Summary};

#[derive(Serialize)]
struct Report<'r> {
    diagnostics: &'r [Located],
    summary: &'r Summary,
}

#[must_use]
pub fn document(diagnostics: &[Located], summary: &Summary) -> String {
    serde_json::to_string_pretty(&Report { diagnostics, summary }).expect("located diagnostics are plain data")
}
