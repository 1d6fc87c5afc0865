//! References of a schema that stay inside its file: what they name, and whether they lead back.

use std::collections::{HashMap, HashSet};

use crate::model::json::{Json, pointer_steps};
use crate::model::schema::{Inside, SchemaTree};

/// The file as a whole, or one of its definitions.
#[derive(Debug, Clone)]
pub struct Unit {
    pub pointer: String,
    pub anchor: Option<String>,
}

/// Where a reference stands.
#[derive(Debug, Clone)]
pub struct Made {
    pub unit: usize,
    pub pointer: String,
    /// The pointer to the part whose `$id` holds there.
    pub base: Option<String>,
}

/// Fills in what each reference names, where that is in the same file.
pub fn inside(root: &Json<'_>, tree: &mut SchemaTree<'_>, units: &[Unit], made: &[Made]) {
    if tree.references.is_empty() {
        return;
    }
    let by_pointer: HashMap<&str, usize> =
        units.iter().enumerate().map(|(number, unit)| (unit.pointer.as_str(), number)).collect();
    let anchors: HashSet<&str> = tree.anchors.iter().map(String::as_str).collect();
    let names: HashMap<&str, &str> =
        tree.names.iter().rev().map(|(name, pointer)| (name.as_str(), pointer.as_str())).collect();
    let own = super::id(root).and_then(Json::as_text).map(|id| id.trim_end_matches('#'));
    let targets: Vec<Option<String>> = tree
        .references
        .iter()
        .zip(made)
        .map(|(reference, made)| target(root, &reference.text, own, made.base.as_deref(), &names))
        .collect();
    let unit_of = |pointer: &str| unit(pointer, &by_pointer);
    let edges: Vec<(usize, usize)> =
        targets.iter().zip(made).filter_map(|(target, made)| Some((made.unit, unit_of(target.as_deref()?)))).collect();
    let circles = circles(units.len(), &edges);
    let definitions: HashMap<&str, &str> = units[1..]
        .iter()
        .zip(&tree.definitions)
        .map(|(unit, definition)| (unit.pointer.as_str(), definition.name.as_str()))
        .collect();
    let mut found = Vec::with_capacity(targets.len());
    for (target, made) in targets.into_iter().zip(made) {
        found.push(target.map(|target| {
            let unit = unit_of(&target);
            let whole = units[unit].pointer == target;
            let around =
                made.pointer.strip_prefix(target.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let circular = circles[unit] == circles[made.unit] && (unit != made.unit || whole);
            let name = definitions.get(target.as_str()).map(|name| (*name).to_owned());
            let anchor = anchor(&units[unit], &target, &anchors);
            let row = || anchor.as_ref()?.strip_prefix("p-").map(str::to_owned);
            let last = || pointer_steps(&target).last().map(std::borrow::Cow::into_owned);
            let name = name.or_else(row).or_else(last);
            let name = name
                .or_else(|| tree.title.as_ref().map(ToString::to_string))
                .unwrap_or_else(|| "this schema".to_owned());
            let recursive = circular || (around && unit == made.unit);
            Inside { name, pointer: target, anchor, recursive }
        }));
    }
    for (reference, inside) in tree.references.iter_mut().zip(found) {
        reference.inside = inside;
    }
}

/// The pointer to what a reference names; none if that is not in this file.
fn target(
    root: &Json<'_>,
    text: &str,
    own: Option<&str>,
    base: Option<&str>,
    names: &HashMap<&str, &str>,
) -> Option<String> {
    if let Some(pointer) = names.get(text) {
        return Some((*pointer).to_owned());
    }
    let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
    let from = if address.is_empty() {
        base.unwrap_or_default().to_owned()
    } else if own == Some(address) {
        String::new()
    } else {
        (*names.get(address)?).to_owned()
    };
    let fragment = crate::model::route::decoded(fragment).unwrap_or_else(|| fragment.to_owned());
    if fragment.is_empty() {
        return (address.is_empty() || own == Some(address) || names.contains_key(address)).then_some(from);
    }
    if !fragment.starts_with('/') {
        return names.get(format!("#{fragment}").as_str()).map(|pointer| (*pointer).to_owned());
    }
    [format!("{from}{fragment}"), fragment].into_iter().find(|pointer| root.at(pointer).is_some())
}

/// The definition that a pointer leads into, or the file as a whole.
fn unit(pointer: &str, by_pointer: &HashMap<&str, usize>) -> usize {
    let mut pointer = pointer;
    loop {
        if let Some(number) = by_pointer.get(pointer) {
            return *number;
        }
        pointer = pointer.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// The anchor of the row that a pointer names, or of the nearest one around it.
fn anchor(unit: &Unit, pointer: &str, anchors: &HashSet<&str>) -> Option<String> {
    let mut at = unit.anchor.clone();
    for anchor in row_anchors(unit.anchor.as_deref(), &pointer[unit.pointer.len()..]) {
        if anchors.contains(anchor.as_str()) {
            at = Some(anchor);
        }
    }
    at
}

/// The anchors on the way down a pointer, as rows have them: `/properties/a/items` → `p-a`, `p-a*`.
#[must_use]
pub fn row_anchors(start: Option<&str>, pointer: &str) -> Vec<String> {
    let mut anchor = start.unwrap_or("p-").to_owned();
    let mut found = Vec::new();
    let mut steps = pointer_steps(pointer).peekable();
    while let Some(step) = steps.next() {
        let joint = if anchor == "p-" { "" } else { "." };
        let safe = |name: &str| -> String {
            name.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect()
        };
        match step.as_ref() {
            "properties" => match steps.next() {
                Some(name) => anchor = format!("{anchor}{joint}{}", safe(&name)),
                None => break,
            },
            "patternProperties" => match steps.next() {
                Some(name) => anchor = format!("{anchor}{joint}/{}/", safe(&name)),
                None => break,
            },
            "items" if steps.peek().is_none_or(|number| number.parse::<usize>().is_err()) => anchor.push('*'),
            "items" | "prefixItems" => match steps.next() {
                Some(number) => anchor = format!("{anchor}{joint}({number})"),
                None => break,
            },
            "dependentSchemas" | "dependencies" => match steps.next() {
                Some(name) => anchor = format!("{anchor}{joint}(with-{})", safe(&name)),
                None => break,
            },
            "oneOf" | "anyOf" => match steps.next().and_then(|number| number.parse::<usize>().ok()) {
                Some(number) => anchor = format!("{anchor}~{}", number + 1),
                None => break,
            },
            "allOf" => {
                steps.next();
            }
            // `#/components/schemas/X` of a file that holds all of them.
            "components" => match (steps.next(), steps.next()) {
                (Some(_), Some(name)) => anchor = format!("d-{}", safe(&name)),
                _ => break,
            },
            "$defs" | "definitions" => match steps.next() {
                Some(name) => anchor = format!("d-{}", safe(&name)),
                None => break,
            },
            other => anchor = format!("{anchor}{joint}({})", safe(other)),
        }
        found.push(anchor.clone());
    }
    found
}

/// For each unit, the number of the circle of references that it stands in; a unit in none has a number of its own.
#[must_use]
pub fn circles(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut forward: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut backward: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut itself = vec![false; count];
    for (from, to) in edges {
        forward[*from].push(*to);
        backward[*to].push(*from);
        itself[*from] |= from == to;
    }
    let mut order = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    for start in 0..count {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut open = vec![(start, 0)];
        while let Some((unit, next)) = open.last_mut() {
            if let Some(to) = forward[*unit].get(*next).copied() {
                *next += 1;
                if !std::mem::replace(&mut seen[to], true) {
                    open.push((to, 0));
                }
            } else {
                order.push(*unit);
                open.pop();
            }
        }
    }
    let mut circle = vec![usize::MAX; count];
    for start in order.into_iter().rev() {
        if circle[start] != usize::MAX {
            continue;
        }
        circle[start] = start;
        let mut open = vec![start];
        while let Some(unit) = open.pop() {
            for to in &backward[unit] {
                if circle[*to] == usize::MAX {
                    circle[*to] = start;
                    open.push(*to);
                }
            }
        }
    }
    circle
}
