//! The attributes of a tag, in braces, in quotes and as they come.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|text: &str| {
    holds::page_holds(&format!("<Callout {text}>\nText.\n</Callout>\n"));
    holds::page_holds(&format!("<Card title={{{text}}} />\n\nWords <Badge kind={{{text}}}>x</Badge>.\n"));
    holds::page_holds(&format!("export const a = {text}\n\n{{a}} <Icon name=\"{text}\" />\n"));
});
