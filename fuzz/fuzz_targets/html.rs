//! The tree of a page to HTML: whatever stands in a code block, a code span or an escape stays text.
#![no_main]

use folio::render::escape;
use folio::render::fragment::fragment;

libfuzzer_sys::fuzz_target!(|text: &str| {
    for is_mdx in [true, false] {
        let html = fragment(text, is_mdx);
        assert!(!html.contains('\0'), "a null byte is in the HTML");
        // Where nothing was written that opens a tag, none of an author's is there.
        if !text.contains(['<', '&', '\\']) {
            assert!(!html.to_ascii_lowercase().contains("<script"), "{html}");
        }
    }
    let line: String = text.chars().filter(|c| !c.is_control() && *c != '`').collect();
    let inside = fragment(&format!("`{line}`"), true);
    let mut escaped = String::new();
    escape::text(line.trim(), &mut escaped);
    let tags = inside.replace("<p>", "").replace("</p>", "").replace("<code>", "").replace("</code>", "");
    assert!(!tags.contains('<'), "{inside}");
});
