//! Samples: the marks in them, their regions, and colours in every language, which lose no byte.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

use folio::render::code::{Marks, code_html, marks, sample};
use folio::render::highlight::names;

libfuzzer_sys::fuzz_target!(|input: (u8, &str, &str)| {
    let (pick, info, code) = input;
    let all: Vec<&str> = names().collect();
    let language = all[usize::from(pick) % all.len()];
    holds::sample_holds(code, language);
    for region in [None, Some("a")] {
        let mut found: Marks = marks(info);
        let (shown, _) = sample(code, region, &mut found);
        let (html, _) = code_html(&shown, language, &found, &[]);
        assert!(!html.contains("<script"), "{html}");
    }
});
