//! What the engine finds is, token by token, what plain syntect finds.
//!
//! `ALL=1` takes every language and opener, and `ROUNDS=100` damages the samples more often than a test does every day.

use super::common::{Random, number};
use super::damage::{damage, samples};
use folio::render::highlight;

/// Holds one against the other. False where the engine gave the sample up, of which there is nothing to hold.
fn equal(language: &str, code: &str) -> bool {
    let ours = highlight::highlight(language, code);
    if ours.gave_up {
        return false;
    }
    let theirs = highlight::plain_syntect(language, code);
    for ((ours, theirs), line) in ours.lines().zip(theirs.lines()).zip(code.lines()) {
        assert_eq!(ours, theirs, "in {line:?} of this {language}:\n{code}");
    }
    assert_eq!(ours, theirs, "{language}:\n{code}");
    true
}

/// How many samples were compared, and how many given up.
#[derive(Default)]
struct Tally {
    compared: usize,
    given_up: usize,
}

impl Tally {
    fn check(&mut self, language: &str, code: &str) {
        let count = if equal(language, code) { &mut self.compared } else { &mut self.given_up };
        *count += 1;
    }

    /// Nearly all were compared, and there were so many at least.
    fn is_enough(&self, at_least: usize) {
        println!("{} compared, {} given up", self.compared, self.given_up);
        assert!(self.compared >= at_least, "only {} were compared", self.compared);
        assert!(self.given_up * 50 <= self.compared, "{} of {} were given up", self.given_up, self.compared);
    }
}

fn all() -> bool {
    std::env::var_os("ALL").is_some()
}

#[test]
fn on_the_samples() {
    // What was learned at the first time is used at the second.
    for (language, code) in samples().into_iter().cycle().take(2 * samples().len()) {
        assert!(equal(&language, &code), "the sample of {language} is given up");
    }
}

#[test]
fn on_damaged_samples() {
    let rounds = number("ROUNDS", 3);
    let samples = samples();
    let mut random = Random::new(rounds as u64);
    let mut tally = Tally::default();
    for _ in 0..rounds {
        for (language, code) in &samples {
            let other = &random.of(&samples).1;
            tally.check(language, &damage(&mut random, code, other));
        }
    }
    tally.is_enough(rounds * samples.len() * 9 / 10);
}

#[test]
fn on_samples_read_as_another_language() {
    let samples = samples();
    let mut tally = Tally::default();
    for (language, _) in &samples {
        for (_, code) in samples.iter().step_by(5) {
            tally.check(language, code);
        }
    }
    tally.is_enough(samples.len() * 7);
}

#[test]
fn where_contexts_lie_deeper_than_syntect_allows() {
    let openers = [
        "[", "{", "(", "{\"a\":", "[{", "f(", "`${", "\"#{", "$(", "<a>", "{x ? ", "- - ", "/* ", "\"\\(", "((a",
        "if (", "* > ",
    ];
    let mut random = Random::new(5);
    let samples = samples();
    let mut tally = Tally::default();
    for (number, (language, code)) in samples.iter().enumerate() {
        let (first, step) = if all() { (0, 1) } else { (number % 5, 5) };
        for opener in openers.iter().skip(first).step_by(step) {
            let many = opener.repeat(60 + random.below(90));
            let piece: String = code.chars().skip(random.below(code.len())).take(200).collect();
            tally.check(language, &format!("{code}\n{many} {piece}\n{many}\n{piece}"));
            tally.check(language, &format!("{piece}\n{}{piece}", format!("{opener}\n").repeat(110)));
        }
    }
    tally.is_enough(samples.len() * 6);
}

#[test]
fn in_every_language_of_the_table() {
    let samples = samples();
    let mut random = Random::new(9);
    // All of them take minutes: their patterns are compiled twice.
    let step = if all() { 1 } else { 8 };
    let names: Vec<&str> = highlight::names().skip(random.below(step)).step_by(step).collect();
    let mut tally = Tally::default();
    for language in &names {
        let (one, other) = (&random.of(&samples).1, &random.of(&samples).1);
        tally.check(language, &damage(&mut random, one, other));
        tally.check(language, &format!("{language} = \"a\" # b\n// c\n/* d */ {{e: [1, 2]}} (f) <g h='i'>\n"));
    }
    tally.is_enough((names.len() * 2).max(40) * 9 / 10);
}
