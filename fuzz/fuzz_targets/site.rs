//! A whole site: the text is cut into files, each with the name on its first line.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

const NAMES: [&str; 12] = [
    "content/index.mdx",
    "content/a.mdx",
    "content/b.md",
    "content/_shared.mdx",
    "content/site.yml",
    "content/drift.yml",
    "content/urls.lock",
    "content/s.json",
    "content/folder/t.json",
    "content/_samples/s.js",
    "content/_samples/s.rb",
    "templates/components/own.html",
];

libfuzzer_sys::fuzz_target!(|text: &str| {
    let files: Vec<(&str, &str)> = text
        .split("\n===")
        .filter_map(|part| {
            let name = NAMES[usize::from(*part.as_bytes().first()?) % NAMES.len()];
            Some((name, part.split_once('\n').map_or("", |(_, rest)| rest)))
        })
        .collect();
    holds::files_hold(&files);
});
