//! What templates see: the contract with whoever writes their own. Documented for users under "Theming".

use serde::Serialize;

use crate::model::nav::{NavItem, NavLink};

/// What is the same on all pages.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    pub title: String,
    pub initial: String,
    pub description: String,
    /// The front page.
    pub home: String,
    pub contents: String,
    pub search: Option<SearchView>,
    pub languages: Vec<LanguageView>,
    /// The ids of the languages, with a space between them.
    pub language_ids: String,
    pub css: String,
    pub boot: String,
    pub script: String,
    pub logo: Option<String>,
    /// The same for the dark scheme.
    pub logo_dark: Option<String>,
    /// As it is shown, in pixels.
    pub logo_width: u32,
    pub logo_height: u32,
    /// The logo is a word, and stands in the place of the title.
    pub logo_is_title: bool,
    pub icon: Option<String>,
    pub head: Vec<HeadTagView>,
    pub generator: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    pub page: String,
    pub engine: String,
    pub css: String,
    pub index: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct HeadTagView {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct PageFacts {
    pub title: String,
    /// What the browser's tab says.
    pub full_title: String,
    pub description: String,
    pub lead: Option<String>,
    pub route: String,
    pub href: String,
    pub canonical: Option<String>,
    pub twin: Option<String>,
    /// The feed of its updates.
    pub feed: Option<String>,
    /// What search engines are told of it, as JSON.
    pub linked_data: Option<String>,
    /// `prose`, `reference`, `schema`, or the name of a page that folio makes itself.
    pub kind: &'static str,
    /// The heading at the top, as HTML.
    pub heading: String,
    /// The `id` of that heading, where the author wrote one in the body.
    pub anchor: Option<String>,
    /// The body; of a reference page, what stands below the cards.
    pub html: String,
    /// Of a reference page: what stands before the first card or heading.
    pub intro: String,
    /// The `id` of the first entry.
    pub entry_anchor: String,
    pub signatures: String,
    /// The cards of the second column.
    pub cards: Vec<String>,
    /// Sections of fields.
    pub sections: String,
    /// Further parts of a combined page.
    pub parts: Vec<PartView>,
    pub toc: Vec<TocView>,
    pub edit: Option<String>,
    /// `2026-11-20`
    pub updated: Option<String>,
    /// `20 November 2026`
    pub updated_words: Option<String>,
    pub hidden: bool,
    pub draft: bool,
    pub has_variants: bool,
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct PartView {
    pub anchor: String,
    pub title_anchor: Option<String>,
    pub heading: String,
    /// The description, as HTML.
    pub lead: Option<String>,
    pub intro: String,
    /// The `id` of the first entry.
    pub entry_anchor: String,
    pub signatures: String,
    pub cards: Vec<String>,
    pub sections: String,
    pub html: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct TocView {
    pub level: u8,
    pub text: String,
    pub anchor: String,
    /// Shown for these languages only.
    pub languages: String,
}

/// A field of an entry, or a property of a schema.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RowView {
    pub anchor: String,
    /// The way to it: `options.`
    pub parent: String,
    pub name: Option<String>,
    /// The type with its links, as HTML.
    pub kind: String,
    pub required: bool,
    pub deprecated: bool,
    pub deprecated_note: String,
    pub description: String,
    /// `Default`, `Example` and so on: each with values that are shown as code.
    pub facts: Vec<FactView>,
    /// The rows inside, as HTML.
    pub children: String,
    pub children_summary: String,
    /// `{ id, email }`
    pub shape: String,
    pub open: bool,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct FactView {
    /// The spot of its own that it has in the page, if any.
    pub anchor: String,
    pub name: String,
    pub values: Vec<String>,
    /// How many there are, where they are folded.
    pub folded: Option<String>,
}

/// What a page shows of the navigation.
#[derive(Debug, Default, Serialize)]
pub struct NavView<'v> {
    pub tabs: &'v [NavItem],
    /// HTML: the lines, each drawn by `NavItem`.
    pub list: String,
    /// The lines as data, for templates of the user's that mention them.
    pub items: Option<&'v [NavItem]>,
    pub breadcrumbs: &'v [NavLink],
    pub previous: Option<&'v NavLink>,
    pub next: Option<&'v NavLink>,
    /// Whether some of the tree is left out, and the page of all pages must be pointed to.
    pub cut: bool,
}
