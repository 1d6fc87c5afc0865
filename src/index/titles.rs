//! What a page is called.

use crate::model::page::{Heading, Page};
use crate::model::settings::Settings;

/// The title of a page, and which of its headings stands for it.
pub(super) fn title(page: &Page, file: &str, settings: &Settings) -> (String, Option<usize>) {
    let given = page.front.title.as_ref().filter(|title| !title.trim().is_empty());
    let heading = match &page.outline {
        Some(outline) => outline.title.map(|title| title as usize),
        None => title_heading(page, &page.headings.open()),
    };
    let title = given
        .cloned()
        .or_else(|| heading.map(|heading| page.headings.open()[heading].text.clone()))
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| title_of_file(file, settings));
    (title, heading)
}

/// The heading that stands as the title of a page.
pub(super) fn title_heading(page: &Page, headings: &[Heading]) -> Option<usize> {
    let first = headings.iter().position(|heading| heading.level > 0 && !heading.nested);
    match (&page.front.title, first) {
        (None, first) => first,
        (Some(_), Some(first)) if headings[first].level == 1 => Some(first),
        _ => None,
    }
}

fn title_of_file(file: &str, settings: &Settings) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = if stem == "index" {
        return settings.title.clone();
    } else {
        stem.strip_suffix("/index").unwrap_or(stem)
    };
    title_of_name(stem.rsplit('/').next().unwrap_or(stem))
}

/// `magic-auth` → `Magic auth`
#[must_use]
pub fn title_of_name(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}
