//! Bad input costs bounded work, which is counted and not timed, and whoever asks is told when a sample was given up.

use folio::render::highlight;
use std::fmt::Write;

/// Highlights and returns whether the sample was given up.
fn gave_up(language: &str, code: &str) -> bool {
    let highlighted = highlight::highlight(language, code);
    assert_eq!(highlighted.lines().len(), code.lines().count());
    highlighted.gave_up
}

#[test]
fn a_giant_line() {
    let pieces =
        ["a", "(", "[", "{", " ", "a.", "\"\\", "a b ", "- ", "<", "\\", "${", "'", "0", "é", "a=", "#{", "*_"];
    let all = std::env::var_os("ALL").is_some();
    let samples = super::common::samples().into_iter().enumerate();
    for (number, (language, code)) in samples.skip(if all { 0 } else { 3 }).step_by(if all { 1 } else { 6 }) {
        let flat = code.replace(['\n', '#', '/', '-'], " ");
        gave_up(&language, &flat.repeat(1_000_000 / flat.len()));
        for piece in pieces.iter().skip(if all { 0 } else { number % 6 }).step_by(if all { 1 } else { 6 }) {
            gave_up(&language, &piece.repeat(1_000_000 / piece.len()));
        }
    }
}

#[test]
fn a_giant_line_of_json_is_highlighted() {
    assert!(!gave_up("json", &format!("[{}1]", "{\"a\": \"b\"}, ".repeat(80_000))));
}

#[test]
fn fifty_megabytes() {
    let mut unlike = String::new();
    for number in 0..1_600_000 {
        writeln!(unlike, "x{number} = foo({number}, \"{number}\")").expect("strings take all");
    }
    assert!(unlike.len() > 50_000_000);
    gave_up("ruby", &unlike);
}

#[test]
fn giving_up_leaves_the_sample_plain_and_is_always_the_same() {
    let code = "a.".repeat(500_000);
    let one = highlight::highlight("java", &code);
    assert!(one.gave_up && one == highlight::highlight("java", &code));
    assert!(one.lines().all(|line| { line.tokens.iter().all(|token| token.class == highlight::Class::Plain) }));
}
