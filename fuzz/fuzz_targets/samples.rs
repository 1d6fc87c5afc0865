//! Samples: the marks in them, their regions, and colours in every language, which lose no byte.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

use folio::render::code::{Marks, code_html, marks, region, stripped};
use folio::render::highlight::names;

libfuzzer_sys::fuzz_target!(|input: (u8, &str, &str)| {
    let (pick, info, code) = input;
    let all: Vec<&str> = names().collect();
    let language = all[usize::from(pick) % all.len()];
    holds::sample_holds(code, language);
    let mut found: Marks = marks(info);
    let shown = stripped(code, &mut found);
    let (html, _) = code_html(&shown, language, &found, &[]);
    assert!(!html.contains("<script"), "{html}");
    let _ = region(code, None);
    let _ = region(code, Some("a"));
});
