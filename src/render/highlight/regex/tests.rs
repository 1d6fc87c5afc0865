//! Every pattern of every syntax of two-face, on lines of many languages and on damaged ones: the
//! leftmost match and its groups must be oniguruma's.

use std::collections::BTreeSet;

use syntect::parsing::syntax_definition::Pattern as Rule;
use syntect::parsing::{Regex, Region};

use super::{First, LastPlaces, Pattern, Run, Scratch, Text, has_folding};

/// Lines that between them begin many different matches.
const LINES: &str = include_str!("lines.txt");

/// All patterns, each once.
fn patterns() -> BTreeSet<String> {
    let builder = two_face::syntax::extra_newlines().into_builder();
    let contexts = builder.syntaxes().iter().flat_map(|syntax| syntax.contexts.values());
    let rules = contexts.flat_map(|context| &context.patterns).filter_map(|rule| match rule {
        Rule::Match(rule) => Some(rule),
        Rule::Include(_) => None,
    });
    rules.filter(|rule| !rule.has_captures).map(|rule| rule.regex.regex_str().to_owned()).collect()
}

/// The leftmost match at or after `from`: its place and its groups.
fn ours(pattern: &Pattern, scratch: &mut Scratch, line: &str, from: usize) -> Option<Vec<Option<(usize, usize)>>> {
    let mut text = Text::new(line);
    let mut places = LastPlaces::default();
    places.read(line);
    text.search_start = from;
    for at in (from..=line.len()).filter(|at| line.is_char_boundary(*at)) {
        if !pattern.first.has(text.byte(at)) || pattern.only_at_start && at > 0 {
            continue;
        }
        if !places.has_from(pattern.required, at) {
            continue;
        }
        let run = text.byte(at).and_then(Run::of);
        if run.is_some_and(|run| !pattern.beyond(run).has(text.byte(text.run_end(run, at)))) {
            continue;
        }
        let end = scratch.run(pattern.program(false)?, &text, at);
        if scratch.overrun {
            return None;
        }
        if let (true, Some(takes)) = (text.byte(at).is_none_or(|byte| byte < 128), pattern.decided) {
            assert_eq!(end, Some(at + usize::from(takes)), "the first byte decides");
        }
        if let Some(end) = end {
            let mut groups = vec![Some((at, end))];
            groups.extend((1..20).map(|group| pattern.group(scratch, group)));
            return Some(groups);
        }
    }
    None
}

fn theirs(regex: &Regex, line: &str, from: usize) -> Option<Vec<Option<(usize, usize)>>> {
    let mut region = Region::new();
    regex.search(line, from, line.len(), Some(&mut region)).then(|| (0..20).map(|group| region.pos(group)).collect())
}

/// The lines as they are, then each with pieces moved about by a small generator.
fn damaged(rounds: u32) -> Vec<String> {
    let whole: Vec<&str> = LINES.lines().collect();
    let mut lines: Vec<String> = whole.iter().map(|line| format!("{line}\n")).collect();
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    for _ in 0..rounds {
        for line in &whole {
            let characters: Vec<char> = line.chars().collect();
            let other: Vec<char> = whole[random(whole.len())].chars().collect();
            let (cut, from) = (random(characters.len()), random(other.len()));
            let mut new: String = characters[..cut].iter().chain(&other[from..]).take(70).collect();
            new.push_str(["\n", "\n", "\n", "", "\r\n"][random(5)]);
            lines.push(new);
        }
    }
    lines
}

fn compare(rounds: u32) {
    let mut scratch = Scratch::default();
    scratch.most = u64::MAX;
    let (mut native, mut left) = (0, Vec::new());
    let lines = damaged(rounds);
    for text in patterns() {
        let pattern = Pattern::new(&text, u64::MAX);
        if pattern.program(false).is_none() {
            left.push(text);
            continue;
        }
        native += 1;
        let regex = Regex::new(text.clone());
        for (number, line) in lines.iter().enumerate() {
            if pattern.program(has_folding(line)).is_none() {
                continue;
            }
            let from = if number % 3 == 0 {
                (0..=number % (line.len() + 1)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0)
            } else {
                0
            };
            let (ours, theirs) = (ours(&pattern, &mut scratch, line, from), theirs(&regex, line, from));
            if scratch.overrun {
                continue;
            }
            assert_eq!(ours, theirs, "{text}\non {line:?} from {from}");
        }
    }
    assert!(left.len() < 120 && native > 9000, "{native} native, {} left: {left:#?}", left.len());
}

#[test]
fn every_pattern_of_two_face_matches_as_oniguruma_does() {
    compare(1);
}

#[test]
#[ignore = "takes minutes"]
fn every_pattern_matches_as_oniguruma_does_on_many_lines() {
    compare(20);
}

#[test]
fn sets_of_bytes_hold_what_they_should() {
    assert!(First::ALL.has(None) && First::ALL.has(Some(255)));
}
