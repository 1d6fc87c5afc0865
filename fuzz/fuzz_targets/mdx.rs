//! A whole page, as MDX and as Markdown: its tree, and the places in it.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|text: &str| holds::page_holds(text));
