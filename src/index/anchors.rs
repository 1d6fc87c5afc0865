//! Anchors of entries and their fields: unique in a page, and the same for as long as the names are.

use super::Index;
use super::fields::{Bounds, Fields};
use crate::model::page::Page;
use crate::model::reference::LISTS;

/// Anchors that a page has for its entries and their fields, and those of the lists of their users.
pub(super) fn entry_anchors(index: &Index, page: &Page) -> (Vec<String>, Vec<String>) {
    let mut anchors = Vec::new();
    let mut bounds = Bounds::default();
    for (language, entries) in &page.front.reference {
        for (number, entry) in entries.iter().enumerate() {
            anchors.push(entry.anchor.clone());
            Fields::new(index, language, &mut bounds, |anchor, _| anchors.push(anchor)).entry(entries, number);
        }
    }
    let groups = groups(index, page);
    for (number, (group, holds)) in groups.iter().enumerate() {
        let lists = LISTS.iter().zip(holds).filter(|(_, holds)| **holds);
        anchors.extend(lists.map(|(list, _)| section_anchor(group, number, list)));
    }
    (anchors, users_of(&groups))
}

/// The anchors of the lists of users that a page has or may yet get.
pub(super) fn user_anchors(index: &Index, page: &Page) -> Vec<String> {
    users_of(&groups(index, page))
}

fn users_of(groups: &[Shown]) -> Vec<String> {
    groups.iter().enumerate().map(|(number, (group, _))| section_anchor(group, number, USED_BY)).collect()
}

/// The name of the section that lists who uses an entry or a schema.
pub const USED_BY: &str = "used-by";

/// The anchor of a section below the group of this number: those of the first group have the plain names.
#[must_use]
pub fn section_anchor(group: &str, number: usize, name: &str) -> String {
    if number == 0 { name.to_owned() } else { format!("{group}-{name}") }
}

/// The anchor of a group of entries, and which lists it has.
type Shown = (String, [bool; LISTS.len()]);

/// A page's groups of entries in the order in which they are shown.
#[must_use]
pub fn groups(index: &Index, page: &Page) -> Vec<Shown> {
    let mut groups: Vec<Shown> = Vec::new();
    for language in &index.settings.languages {
        let of_language = page.front.reference.iter().filter(|(name, _)| *name == language.id);
        for (_, entries) in of_language {
            for entry in entries {
                let at = groups.iter().position(|(known, _)| *known == entry.anchor).unwrap_or_else(|| {
                    groups.push((entry.anchor.clone(), [false; LISTS.len()]));
                    groups.len() - 1
                });
                for (holds, list) in groups[at].1.iter_mut().zip(LISTS) {
                    *holds |= !entry.list(list).is_empty();
                }
            }
        }
    }
    groups
}
