//! Samples: the marks in them, their regions, and colours in every language, which lose no byte.
#![no_main]

use folio::render::code::{Marks, code_html, marks, region, stripped};
use folio::render::highlight::{highlight, names};

libfuzzer_sys::fuzz_target!(|input: (u8, &str, &str)| {
    let (pick, info, code) = input;
    let all: Vec<&str> = names().collect();
    let language = all[usize::from(pick) % all.len()];
    let coloured = highlight(code, language);
    for line in coloured.lines() {
        let start = line.start as usize;
        let mut from = start;
        for token in line.tokens {
            let end = start + token.end as usize;
            assert!(from <= end && code.get(from..end).is_some(), "{language}: {from}..{end} is no piece of the sample");
            from = end;
        }
    }
    let mut found: Marks = marks(info);
    let shown = stripped(code, &mut found);
    let (html, _) = code_html(&shown, language, &found, &[]);
    assert!(!html.contains("<script"), "{html}");
    let _ = region(code, None);
    let _ = region(code, Some("a"));
});
