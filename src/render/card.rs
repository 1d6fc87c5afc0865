//! Cards of code: what the template of a code block sees.

use serde::Serialize;

use crate::model::language::Language;
use crate::parse::facts;

use super::code::Marks;
use super::escape;

/// More lines than this are folded, where script runs.
const LONG: usize = 30;

#[derive(Debug, Clone, Default, Serialize)]
pub struct CardView {
    /// `request`, `response`, `many`, or nothing.
    pub class: String,
    /// What stands at its head: a title, or an endpoint, as HTML.
    pub head: String,
    /// The tabs are languages of the site.
    pub by_language: bool,
    /// A menu of languages stands beside the tabs, or in their place where there would be too many.
    pub menu: bool,
    pub tabs: Vec<TabView>,
    /// One for each tab that is no language.
    pub panels: Vec<Panel>,
    /// Without panels: one for each language, or one for all.
    pub variants: Vec<Variant>,
    /// The name of the tab list.
    pub label: String,
    /// What the menu offers.
    pub languages: Vec<TabView>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct TabView {
    pub id: String,
    pub name: String,
    pub class: String,
}

/// What stands behind one tab: its name, and a text of code for each language or for all.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Panel {
    /// Its anchor: `status-404`.
    pub anchor: String,
    pub label: String,
    pub variants: Vec<Variant>,
}

/// One text of code, for some languages or for all.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Variant {
    pub languages: Vec<String>,
    pub fallback: Vec<String>,
    /// Languages that have no text of their own and share this one.
    pub gaps: Vec<TabView>,
    /// Shown above it where no script runs.
    pub label: String,
    pub html: String,
    pub wrap: bool,
    pub focus: bool,
    pub numbers: String,
    /// How many lines there are, where they are so many that they are folded.
    pub long: Option<usize>,
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

/// One text of code, as its marks ask for it.
#[must_use]
pub fn variant(marks: &Marks, code: &str, html: String) -> Variant {
    let count = code.strip_suffix('\n').unwrap_or(code).split('\n').count();
    let numbers = marks.numbers.map_or_else(String::new, |first| {
        (0..count).map(|line| (first as usize + line).to_string()).collect::<Vec<_>>().join("\n")
    });
    Variant {
        html,
        wrap: marks.wrap,
        focus: !marks.focused.is_empty(),
        numbers,
        long: (count > LONG).then_some(count),
        ..Variant::default()
    }
}

/// A fence on its own.
#[must_use]
pub fn single(marks: &Marks, variant: Variant) -> CardView {
    CardView {
        head: marks.title.as_deref().map(title).unwrap_or_default(),
        variants: vec![variant],
        ..CardView::default()
    }
}

fn title(text: &str) -> String {
    format!("<span>{}</span>", escape::escaped(text))
}

/// The language of the site that is called so: by its id, or by its name.
#[must_use]
pub fn language_named<'l>(name: &str, languages: &'l [Language]) -> Option<&'l Language> {
    languages.iter().find(|known| known.id == name || known.name.eq_ignore_ascii_case(name))
}

/// Fences side by side; if each is a language of the site, they follow the choice of the whole site.
#[must_use]
pub fn group(heading: Option<String>, cards: Vec<(Marks, CardView)>, languages: &[Language]) -> CardView {
    let of_site = |marks: &Marks| {
        let by_fence = || {
            languages.iter().find(|known| {
                known.highlight == marks.language
                    || known.id == marks.language
                    || known.endings.contains(&marks.language)
            })
        };
        match &marks.title {
            Some(title) => language_named(title, languages),
            None => language_named(&marks.language, languages).or_else(by_fence),
        }
    };
    let found: Vec<Option<&Language>> = cards.iter().map(|(marks, _)| of_site(marks)).collect();
    let mut distinct: Vec<&str> = found.iter().flatten().map(|language| language.id.as_str()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let by_language = cards.len() > 1 && distinct.len() == cards.len();
    let head = heading.as_deref().map(title).unwrap_or_default();
    if by_language {
        let variants = cards
            .into_iter()
            .zip(found)
            .map(|((_, card), language)| {
                let mut variant = card.variants.into_iter().next().unwrap_or_default();
                variant.languages = language.map(|language| language.id.clone()).into_iter().collect();
                variant
            })
            .collect();
        let mut card = languages_card(head, variants, languages);
        // Only those that the author wrote have a tab; a reader of another language sees the first, under its name.
        card.tabs.retain(|tab| !card.variants.iter().any(|variant| variant.fallback.contains(&tab.id)));
        return card;
    }
    let mut tabs = cards
        .into_iter()
        .map(|(marks, card)| Tab { title: marks.title.unwrap_or(marks.language), variants: card.variants });
    if tabs.len() == 1 {
        let tab = tabs.next().unwrap_or_default();
        let head = if head.is_empty() && !tab.title.is_empty() { title(&tab.title) } else { head };
        return CardView { head, variants: tab.variants, ..CardView::default() };
    }
    panels_card(head, "Code", tabs.collect(), languages)
}

/// A card for each request and one for all responses; one card of tabs for anything else.
///
/// `anchors` are the statuses that have an anchor on this page already.
#[must_use]
pub fn cards(
    heading: Option<String>,
    tabs: Vec<Tab>,
    endpoint: Option<&str>,
    languages: &[Language],
    anchors: &mut Vec<u16>,
    prefix: &str,
) -> Vec<CardView> {
    let is_request = |title: &str| title.to_lowercase().starts_with("request");
    let tabs: Vec<Tab> = tabs.into_iter().filter(|tab| !tab.variants.is_empty()).collect();
    let exchange = tabs.iter().any(|tab| is_request(&tab.title) || facts::is_response(&tab.title));
    if tabs.len() > 1 && !exchange {
        let head = heading.as_deref().map(title).unwrap_or_default();
        return vec![panels_card(head, "Files", tabs, languages)];
    }
    let (answers, others): (Vec<Tab>, Vec<Tab>) = tabs.into_iter().partition(|tab| facts::is_response(&tab.title));
    let mut cards: Vec<CardView> = others
        .into_iter()
        .map(|tab| {
            let request = is_request(&tab.title);
            let words = if tab.title.is_empty() { heading.clone().unwrap_or_default() } else { tab.title };
            let head = match endpoint {
                Some(endpoint) if request => endpoint.to_owned(),
                _ if words.is_empty() => String::new(),
                _ => title(&words),
            };
            let mut card = languages_card(head, tab.variants, languages);
            card.class = if exchange { "request".to_owned() } else { String::new() };
            card
        })
        .collect();
    cards.extend(response(answers, languages, anchors, prefix));
    cards
}

/// The answers of one operation: one alone, or one tab for each.
fn response(mut answers: Vec<Tab>, languages: &[Language], anchors: &mut Vec<u16>, prefix: &str) -> Option<CardView> {
    if answers.len() < 2 {
        let tab = answers.pop()?;
        let mut card = languages_card(title(&tab.title), tab.variants, languages);
        "response".clone_into(&mut card.class);
        return Some(card);
    }
    let found: Vec<Option<u16>> = answers.iter().map(|tab| facts::status(&tab.title)).collect();
    let mut card = panels_card(title("Response"), "Status", answers, languages);
    for ((tab, panel), status) in card.tabs.iter_mut().zip(&mut card.panels).zip(found) {
        let Some(status) = status else { continue };
        (if status < 400 { "st" } else { "st bad" }).clone_into(&mut tab.class);
        tab.name = status.to_string();
        panel.label = named_status(&panel.label, status);
        if !anchors.contains(&status) {
            anchors.push(status);
            panel.anchor = format!("{prefix}status-{status}");
        }
    }
    card.class = if card.tabs.len() > 5 { "response many".to_owned() } else { "response".to_owned() };
    Some(card)
}

/// `404` → `404 Not Found`; what the author says stays.
fn named_status(label: &str, status: u16) -> String {
    let name = match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        410 => "Gone",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "",
    };
    let own = label.chars().filter(|c| c.is_alphabetic()).count() > 0;
    if own || name.is_empty() { label.to_owned() } else { format!("{status} {name}") }
}

/// A card of tabs that are no languages; each may hold a text for each language.
fn panels_card(head: String, label: &str, tabs: Vec<Tab>, languages: &[Language]) -> CardView {
    let mut card = CardView { head, label: label.to_owned(), ..CardView::default() };
    // Several files, each in one language: the tabs alone tell them apart.
    let files = tabs.iter().all(|tab| tab.variants.len() == 1);
    for tab in tabs {
        card.tabs.push(TabView { name: tab.title.clone(), ..TabView::default() });
        let mut variants = tab.variants;
        if files {
            for variant in &mut variants {
                variant.languages.clear();
            }
        }
        card.menu |= settled(&mut variants, languages);
        card.panels.push(Panel { anchor: String::new(), label: tab.title, variants });
    }
    if card.menu {
        card.languages = languages.iter().map(tab_of).collect();
    }
    card
}

fn tab_of(language: &Language) -> TabView {
    TabView { id: language.id.clone(), name: language.name.clone(), class: String::new() }
}

/// Puts every language of the site into exactly one of the texts, so that none is without one; false if the texts
/// belong to no languages.
fn settled(variants: &mut [Variant], languages: &[Language]) -> bool {
    if variants.iter().all(|variant| variant.languages.is_empty()) {
        return false;
    }
    let order = |id: &String| languages.iter().position(|known| known.id == *id).unwrap_or(usize::MAX);
    let covered: Vec<String> = variants.iter().flat_map(|variant| variant.languages.clone()).collect();
    let without: Vec<String> =
        languages.iter().map(|language| language.id.clone()).filter(|id| !covered.contains(id)).collect();
    variants.sort_by_key(|variant| variant.languages.iter().map(order).min().unwrap_or(usize::MAX));
    if let Some(first) = variants.first_mut() {
        first.languages.extend(without.iter().cloned());
        first.fallback.extend(without);
    }
    for variant in variants {
        variant.languages.sort_by_key(order);
        let known = |id: &String| languages.iter().find(|known| known.id == *id);
        let own = variant.languages.iter().filter(|id| !variant.fallback.contains(id)).filter_map(known);
        variant.label = own.map(|language| language.name.as_str()).collect::<Vec<_>>().join(", ");
        variant.gaps =
            variant.languages.iter().filter(|id| variant.fallback.contains(id)).filter_map(known).map(tab_of).collect();
    }
    true
}

/// A card whose variants are languages; a single one for all has no tabs.
fn languages_card(head: String, mut variants: Vec<Variant>, languages: &[Language]) -> CardView {
    if !settled(&mut variants, languages) {
        return CardView { head, variants, ..CardView::default() };
    }
    let all: Vec<TabView> = languages.iter().map(tab_of).collect();
    let width: usize = all.iter().map(|tab| tab.name.chars().count()).sum();
    let menu = all.len() > 8 || width > 60;
    CardView {
        head,
        by_language: true,
        menu,
        tabs: all.clone(),
        languages: all,
        variants,
        label: "Language".to_owned(),
        ..CardView::default()
    }
}
