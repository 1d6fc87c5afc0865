//! What the engine finds is, token by token, what plain syntect finds.

use super::common::{Random, samples};
use folio::render::highlight;

fn check(language: &str, code: &str) {
    let (ours, theirs) = (highlight::highlight(language, code), highlight::plain_syntect(language, code));
    if ours.gave_up {
        return;
    }
    for ((ours, theirs), line) in ours.lines().zip(theirs.lines()).zip(code.lines()) {
        assert_eq!(ours, theirs, "in {line:?} of this {language}:\n{code}");
    }
    assert_eq!(ours, theirs, "{language}:\n{code}");
}

#[test]
fn on_the_samples() {
    for (language, code) in samples() {
        check(&language, &code);
        check(&language, &code);
    }
}

#[test]
fn on_damaged_samples() {
    let rounds: usize = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let samples = samples();
    let mut random = Random(rounds as u64);
    for _ in 0..rounds {
        for (language, code) in &samples {
            let other = &samples[random.below(samples.len())].1;
            check(language, &random.damage(code, other));
        }
    }
}

#[test]
fn on_samples_read_as_another_language() {
    let samples = samples();
    for (language, _) in &samples {
        for (_, code) in samples.iter().step_by(5) {
            check(language, code);
        }
    }
}

#[test]
fn where_contexts_lie_deeper_than_syntect_allows() {
    let openers = [
        "[", "{", "(", "{\"a\":", "[{", "f(", "`${", "\"#{", "$(", "<a>", "{x ? ", "- - ", "/* ", "\"\\(", "((a",
        "if (", "* > ",
    ];
    let mut random = Random(5);
    let samples = samples();
    let all = std::env::var_os("ALL").is_some();
    for (number, (language, code)) in samples.iter().enumerate() {
        for opener in openers.iter().skip(if all { 0 } else { number % 5 }).step_by(if all { 1 } else { 5 }) {
            let many = opener.repeat(60 + random.below(90));
            let piece: String = code.chars().skip(random.below(code.len())).take(200).collect();
            check(language, &format!("{code}\n{many} {piece}\n{many}\n{piece}"));
            check(language, &format!("{piece}\n{}{piece}", format!("{opener}\n").repeat(110)));
        }
    }
}

#[test]
fn in_every_language_of_the_table() {
    let samples = samples();
    let mut random = Random(9);
    // All of them take minutes: their patterns are compiled twice.
    let step = if std::env::var_os("ALL").is_some() { 1 } else { 8 };
    for language in highlight::names().skip(random.below(step)).step_by(step) {
        let one = &samples[random.below(samples.len())].1;
        let other = &samples[random.below(samples.len())].1;
        check(language, &random.damage(one, other));
        check(language, &format!("{language} = \"a\" # b\n// c\n/* d */ {{e: [1, 2]}} (f) <g h='i'>\n"));
    }
}
