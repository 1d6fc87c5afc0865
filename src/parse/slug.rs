//! Anchors from headings.

use std::collections::HashMap;

/// `Getting started: the API` → `getting-started-the-api`. Letters of every script stay.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            slug.extend(c.to_lowercase());
        } else if (c.is_whitespace() || matches!(c, '-' | '.' | '/' | ':')) && !slug.ends_with('-') && !slug.is_empty()
        {
            slug.push('-');
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Hands out anchors, each once on a page: `setup`, `setup-1`, …
#[derive(Debug, Default)]
pub struct Anchors {
    used: HashMap<String, u32>,
}

impl Anchors {
    /// The anchors that the page around the text has: no heading takes them.
    #[must_use]
    pub fn of_page() -> Self {
        let own = ["main", "nav", "toc", "tip", "hits"];
        Self { used: own.into_iter().map(|anchor| (anchor.to_owned(), 0)).collect() }
    }

    pub fn unique(&mut self, wanted: &str) -> String {
        match self.used.get(wanted).copied() {
            None => {
                self.used.insert(wanted.to_owned(), 0);
                wanted.to_owned()
            }
            Some(mut count) => loop {
                count += 1;
                let next = format!("{wanted}-{count}");
                if !self.used.contains_key(&next) {
                    self.used.insert(wanted.to_owned(), count);
                    self.used.insert(next.clone(), 0);
                    return next;
                }
            },
        }
    }

    #[must_use]
    pub fn contains(&self, anchor: &str) -> bool {
        self.used.contains_key(anchor)
    }
}
