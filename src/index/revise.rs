//! The same facts after an edit that concerns few of them: what a preview does for most of what is typed.
//!
//! Nothing here may come to another result than `index` would for the whole site; where that cannot be known without
//! asking all pages, the answer is no, and `index` is asked.

use std::sync::Arc;

use crate::model::source::Source;

use super::{Index, ParsedPage, outlined, title};

impl Index {
    /// Takes over a page that was read anew. False, and nothing is changed, if more than the page itself is concerned.
    pub fn revise(&mut self, number: usize, parsed: &ParsedPage) -> bool {
        let ParsedPage { source, page, schema } = parsed;
        let record = &self.pages[number];
        if schema.is_some() || record.schema.is_some() {
            return false;
        }
        let file = record.source.path.below("content").unwrap_or(record.source.path.as_str());
        let (title, heading) = title(page, file, &self.settings);
        if record.source.path != source.path || record.title != title || !page.says_the_same(&record.page) {
            return false;
        }
        let stays = page.has_the_outline_of(&record.page);
        // The sections of a combined page are named apart from its anchors.
        if !stays && (!record.parts.is_empty() || self.is_brought_in(number)) {
            return false;
        }
        let record = &mut self.pages[number];
        record.source = source.clone();
        record.page = Arc::clone(page);
        record.title_heading = heading;
        // Done again even where it stays, for the places of what is wrong with it.
        let outlined = outlined(self, number);
        self.pages[number].set_outline(outlined);
        true
    }

    /// Takes over a page whatever it says, and leaves what others know of it: for a look at a page with a mistake.
    pub fn swap(&mut self, number: usize, parsed: &ParsedPage) {
        let ParsedPage { source, page, schema } = parsed;
        let record = &mut self.pages[number];
        let file = record.source.path.below("content").unwrap_or(record.source.path.as_str());
        let (_, heading) = title(page, file, &self.settings);
        record.source = source.clone();
        record.page = Arc::clone(page);
        record.schema.clone_from(schema);
        record.title_heading = heading;
        let outlined = outlined(self, number);
        self.pages[number].set_outline(outlined);
    }

    /// Takes over a sample; false if it was not there before.
    pub fn revise_sample(&mut self, source: &Source) -> bool {
        let stays = self.sample_digests.contains_key(&source.id);
        if stays {
            self.sample_digests.insert(source.id, source.digest);
        }
        stays
    }

    /// Whether a page holds this one, so that its headings are that page's as well.
    fn is_brought_in(&self, number: usize) -> bool {
        self.pages.iter().any(|record| {
            let partials = record.page.includes.iter();
            partials.filter_map(|included| self.partial(&record.source.path, &included.file)).any(|at| at == number)
        })
    }
}
