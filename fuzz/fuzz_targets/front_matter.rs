//! Front matter and settings: YAML of any kind at the head of a page.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|yaml: &str| {
    holds::settings_hold(yaml);
    holds::page_holds(&format!("---\n{yaml}\n---\n\nText.\n"));
});
