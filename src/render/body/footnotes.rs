//! The footnotes of a page: their numbers, and the list of them.

use std::fmt::Write as _;

use crate::parse;
use crate::render::scope::PageWords;

/// Footnotes by label: a number for each, in the order in which they are first named.
#[derive(Debug, Default)]
pub struct Footnotes {
    order: Vec<(String, usize)>,
    texts: Vec<(String, String)>,
}

impl Footnotes {
    pub(super) fn define(&mut self, label: &str, text: String) {
        self.texts.push((label.to_owned(), text));
    }

    /// The number of a footnote, and how often it was named so far.
    pub(super) fn number(&mut self, label: &str) -> (usize, usize) {
        if let Some(at) = self.order.iter().position(|(known, _)| known == label) {
            self.order[at].1 += 1;
            return (at + 1, self.order[at].1);
        }
        self.order.push((label.to_owned(), 1));
        (self.order.len(), 1)
    }

    /// The list at the end of the page, or of a section of it.
    #[must_use]
    pub fn html(&self, page: &PageWords) -> String {
        if self.texts.is_empty() || self.order.is_empty() {
            return String::new();
        }
        let prefix = &page.prefix;
        let mut out = String::from("<section class=\"notes\" aria-label=\"Footnotes\"><ol>");
        for (label, _) in &self.order {
            let Some((_, text)) = self.texts.iter().find(|(known, _)| known == label) else {
                continue;
            };
            let slug = parse::slug::slug(label);
            let back = format!(" <a href=\"#{prefix}fnref-{slug}\" aria-label=\"Back to text\">↩</a>");
            let text = match text.trim_end().strip_suffix("</p>") {
                Some(open) => format!("{open}{back}</p>"),
                None => format!("{text}{back}"),
            };
            let _ = write!(out, "<li id=\"{prefix}fn-{slug}\">{text}</li>");
        }
        out.push_str("</ol></section>");
        out
    }
}
