//! Bad input costs bounded work, which is counted and not timed, and whoever asks is told when a sample was given up.

use folio::render::highlight;
use std::fmt::Write;

/// Highlights and returns whether the sample was given up, which leaves it plain.
fn gave_up(language: &str, code: &str) -> bool {
    let found = highlight::highlight(language, code);
    assert_eq!(found.lines().len(), code.lines().count());
    let is_plain = || found.lines().flat_map(|line| line.tokens).all(|token| token.class == highlight::Class::Plain);
    assert!(!found.gave_up || is_plain(), "a sample of {language} is given up and coloured");
    found.gave_up
}

#[test]
fn a_giant_line() {
    let pieces =
        ["a", "(", "[", "{", " ", "a.", "\"\\", "a b ", "- ", "<", "\\", "${", "'", "0", "é", "a=", "#{", "*_"];
    let all = std::env::var_os("ALL").is_some();
    let samples = super::damage::samples().into_iter().enumerate();
    let (mut highlighted, mut given_up) = (0, 0);
    let mut count = |gave_up: bool| *(if gave_up { &mut given_up } else { &mut highlighted }) += 1;
    for (number, (language, code)) in samples.skip(if all { 0 } else { 3 }).step_by(if all { 1 } else { 6 }) {
        let flat = code.replace(['\n', '#', '/', '-'], " ");
        count(gave_up(&language, &flat.repeat(1_000_000 / flat.len())));
        for piece in pieces.iter().skip(if all { 0 } else { number % 6 }).step_by(if all { 1 } else { 6 }) {
            count(gave_up(&language, &piece.repeat(1_000_000 / piece.len())));
        }
    }
    // Most are simple however long they are, and some are not.
    assert!(highlighted >= 15 && given_up >= 2, "{highlighted} highlighted, {given_up} given up");
}

#[test]
fn a_giant_line_of_json_is_highlighted() {
    assert!(!gave_up("json", &format!("[{}1]", "{\"a\": \"b\"}, ".repeat(80_000))));
}

#[test]
fn fifty_megabytes_are_given_up() {
    let mut unlike = String::new();
    for number in 0..1_600_000 {
        writeln!(unlike, "x{number} = foo({number}, \"{number}\")").expect("strings take all");
    }
    assert!(unlike.len() > 50_000_000);
    assert!(gave_up("ruby", &unlike));
}

#[test]
fn giving_up_is_always_the_same() {
    let code = "a.".repeat(500_000);
    assert!(gave_up("java", &code));
    assert!(highlight::highlight("java", &code) == highlight::highlight("java", &code));
}
