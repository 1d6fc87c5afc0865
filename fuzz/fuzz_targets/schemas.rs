//! JSON Schema of any kind: its facts, its tree, its page, and a second schema that leads into it.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|text: &str| {
    holds::files_hold(&[
        ("content/a.json", text),
        ("content/b.json", r##"{ "$schema": "x", "title": "B", "allOf": [{ "$ref": "a.json" }, { "$ref": "a.json#/$defs/x" }] }"##),
        ("content/c.mdx", "---\nschema: a\n---\n\n<Schema name=\"a\" />\n"),
    ]);
});
