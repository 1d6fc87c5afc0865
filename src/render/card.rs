//! Cards of code: what the template of a code block sees.

use serde::Serialize;

use crate::model::language::Language;

use super::code::Marks;
use super::escape;

#[derive(Debug, Clone, Default, Serialize)]
pub struct CardView {
    /// `request`, `response`, or nothing.
    pub class: String,
    /// What stands at its head: a title, or an endpoint, as HTML.
    pub head: String,
    /// The variants are languages of the site.
    pub by_language: bool,
    /// So many languages that a menu takes the place of tabs.
    pub menu: bool,
    pub tabs: Vec<TabView>,
    pub variants: Vec<Variant>,
    /// The name of the tab list.
    pub label: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct TabView {
    pub id: String,
    pub name: String,
    pub class: String,
}

/// One text of code, for some languages or for all.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Variant {
    pub languages: Vec<String>,
    pub fallback: Vec<String>,
    /// Shown above it where no script runs.
    pub label: String,
    pub html: String,
    pub wrap: bool,
    pub focus: bool,
    pub numbers: String,
    /// Where the file itself is published.
    pub raw: Option<String>,
}

/// A tab of a code block before it becomes a card.
#[derive(Debug, Clone, Default)]
pub struct Tab {
    pub title: String,
    pub variants: Vec<Variant>,
}

impl Tab {
    /// Another text for one language.
    pub fn replace(&mut self, language: &str, variants: Vec<Variant>) {
        for variant in &mut self.variants {
            variant.languages.retain(|known| known != language);
            variant.fallback.retain(|known| known != language);
        }
        self.variants.retain(|variant| !variant.languages.is_empty());
        self.variants.extend(variants);
    }
}

/// The numbers beside the lines, joined by line breaks; nothing if they are not asked for.
#[must_use]
pub fn numbers(marks: &Marks, code: &str) -> String {
    let Some(first) = marks.numbers else {
        return String::new();
    };
    let count = code.strip_suffix('\n').unwrap_or(code).split('\n').count();
    let numbers: Vec<String> = (0..count).map(|line| (first as usize + line).to_string()).collect();
    numbers.join("\n")
}

/// A fence on its own.
#[must_use]
pub fn single(marks: &Marks, html: String) -> CardView {
    let count = html.matches('\n').count() + 1;
    let numbers = marks.numbers.map_or_else(String::new, |first| {
        (0..count).map(|line| (first as usize + line).to_string()).collect::<Vec<_>>().join("\n")
    });
    CardView {
        head: marks.title.as_deref().map(title).unwrap_or_default(),
        variants: vec![Variant {
            html,
            wrap: marks.wrap,
            focus: !marks.focused.is_empty(),
            numbers,
            ..Variant::default()
        }],
        ..CardView::default()
    }
}

fn title(text: &str) -> String {
    format!("<span>{}</span>", escape::escaped(text))
}

/// Fences side by side; if each is a language of the site, they follow the choice of the whole site.
#[must_use]
pub fn group(heading: Option<String>, cards: Vec<(Marks, CardView)>, languages: &[Language]) -> CardView {
    let of_site = |marks: &Marks| {
        languages.iter().find(|known| {
            let name = marks.title.as_deref().unwrap_or(&marks.language);
            known.id == name
                || known.name.eq_ignore_ascii_case(name)
                || (known.highlight == marks.language
                    || known.id == marks.language
                    || known.endings.contains(&marks.language))
                    && marks.title.is_none()
        })
    };
    let found: Vec<Option<&Language>> = cards.iter().map(|(marks, _)| of_site(marks)).collect();
    let mut distinct: Vec<&str> = found.iter().flatten().map(|language| language.id.as_str()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let by_language = cards.len() > 1 && distinct.len() == cards.len();
    let head = heading.as_deref().map(title).unwrap_or_default();
    if !by_language {
        let mut view = CardView { head, label: "Code".to_owned(), ..CardView::default() };
        for (marks, card) in cards {
            let name = marks.title.clone().unwrap_or_else(|| marks.language.clone());
            view.tabs.push(TabView { id: String::new(), name: name.clone(), class: String::new() });
            view.variants.extend(card.variants.into_iter().map(|variant| Variant { label: name.clone(), ..variant }));
        }
        if view.tabs.len() < 2 {
            view.tabs.clear();
        }
        return view;
    }
    let variants = cards
        .into_iter()
        .zip(found)
        .map(|((_, card), language)| {
            let mut variant = card.variants.into_iter().next().unwrap_or_default();
            variant.languages = language.map(|language| language.id.clone()).into_iter().collect();
            variant
        })
        .collect();
    languages_card(head, variants, languages)
}

/// One card for each tab of requests and responses; one card of tabs for anything else.
#[must_use]
pub fn cards(heading: Option<String>, tabs: Vec<Tab>, endpoint: Option<&str>, languages: &[Language]) -> Vec<CardView> {
    let is_request = |title: &str| title.to_lowercase().starts_with("request");
    let is_response = |title: &str| {
        title.to_lowercase().starts_with("response") || title.chars().take(3).filter(char::is_ascii_digit).count() == 3
    };
    let exchange = tabs.iter().any(|tab| is_request(&tab.title)) || tabs.iter().any(|tab| is_response(&tab.title));
    if tabs.len() > 1 && !exchange {
        return vec![tabbed(heading, tabs)];
    }
    tabs.into_iter()
        .filter(|tab| !tab.variants.is_empty())
        .map(|tab| {
            let response = is_response(&tab.title);
            let words = if tab.title.is_empty() { heading.clone().unwrap_or_default() } else { tab.title.clone() };
            let head = match endpoint {
                Some(endpoint) if is_request(&tab.title) => endpoint.to_owned(),
                _ if words.is_empty() => String::new(),
                _ => title(&words),
            };
            let mut card = languages_card(head, tab.variants, languages);
            let class = match (response, exchange) {
                (true, _) => "response",
                (false, true) => "request",
                (false, false) => "",
            };
            class.clone_into(&mut card.class);
            card
        })
        .collect()
}

/// Several files of one language as tabs.
fn tabbed(heading: Option<String>, tabs: Vec<Tab>) -> CardView {
    let mut view = CardView {
        head: heading.as_deref().map(title).unwrap_or_default(),
        label: "Files".to_owned(),
        ..CardView::default()
    };
    for tab in tabs {
        view.tabs.push(TabView { id: String::new(), name: tab.title.clone(), class: String::new() });
        let mut first = tab.variants.into_iter().next().unwrap_or_default();
        first.label = tab.title;
        view.variants.push(first);
    }
    view
}

/// A card whose variants are languages; a single one for all has no tabs.
fn languages_card(head: String, mut variants: Vec<Variant>, languages: &[Language]) -> CardView {
    let by_language = variants.iter().any(|variant| !variant.languages.is_empty());
    if !by_language {
        return CardView { head, variants, ..CardView::default() };
    }
    let name =
        |id: &String| languages.iter().find(|known| known.id == *id).map_or(id.clone(), |known| known.name.clone());
    let order = |id: &String| languages.iter().position(|known| known.id == *id).unwrap_or(usize::MAX);
    // Every language of the site is in exactly one variant, so that none is without a text.
    let covered: Vec<String> = variants.iter().flat_map(|variant| variant.languages.clone()).collect();
    let without: Vec<String> =
        languages.iter().map(|language| language.id.clone()).filter(|id| !covered.contains(id)).collect();
    variants.sort_by_key(|variant| variant.languages.iter().map(order).min().unwrap_or(usize::MAX));
    if let Some(first) = variants.first_mut() {
        first.languages.extend(without.iter().cloned());
        first.fallback.extend(without);
    }
    let mut tabs: Vec<TabView> = Vec::new();
    for variant in &mut variants {
        variant.languages.sort_by_key(order);
        let own: Vec<String> = variant.languages.iter().filter(|id| !variant.fallback.contains(id)).map(name).collect();
        variant.label = own.join(", ");
        for id in &variant.languages {
            tabs.push(TabView { id: id.clone(), name: name(id), class: String::new() });
        }
    }
    tabs.sort_by_key(|tab| order(&tab.id));
    let width: usize = tabs.iter().map(|tab| tab.name.chars().count()).sum();
    let menu = tabs.len() > 8 || width > 60;
    CardView { head, by_language, menu, tabs, variants, label: "Language".to_owned(), ..CardView::default() }
}
