//! The same facts after an edit that concerns few of them: what a preview does for most of what is typed.
//!
//! Nothing here may come to another result than `index` would for the whole site; where that cannot be known without
//! asking all pages, the answer is that, and `index` is asked.

use std::sync::Arc;

use crate::model::reference::{literal, named};
use crate::model::source::Source;

use super::{Index, ParsedPage, title};

/// How far a page that was read anew concerns others. Each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// Whoever holds its text.
    Text,
    /// Whoever points at it, or shows a text of it.
    Facts,
    /// The navigation.
    Order,
    /// Everyone: nothing was taken over.
    All,
}

impl Index {
    /// Takes over a page that was read anew, as far as that can be done without all the others.
    pub fn revise(&mut self, number: usize, parsed: &ParsedPage) -> Concern {
        let ParsedPage { source, page, schema, aspects } = parsed;
        let record = &self.pages[number];
        let file = record.source.path.below("content").unwrap_or(record.source.path.as_str());
        let (title, heading) = title(page, file, &self.settings);
        let mut difference = page.difference(&record.page);
        difference.order |= title != record.title;
        let is_combined = record.part_of.is_some() || !record.parts.is_empty();
        let is_schema = schema.is_some() || record.schema.is_some();
        if is_schema || record.source.path != source.path || difference.facts || (difference.order && is_combined) {
            return Concern::All;
        }
        let stays = aspects.outline == record.aspects.outline;
        let is_brought_in = self.brought_in.contains(&number);
        // The sections of a combined page are named apart from its anchors; a partial's headings are its holders'.
        if !stays && (is_combined || is_brought_in) {
            return Concern::All;
        }
        if difference.texts && !self.revise_descriptions(number, parsed) {
            return Concern::All;
        }
        let record = &mut self.pages[number];
        record.source = source.clone();
        record.page = Arc::clone(page);
        record.aspects = *aspects;
        record.title = title;
        record.title_heading = heading;
        // Done again even where it stays, for the places of what is wrong with it.
        self.set_outline(number);
        if is_brought_in {
            self.outline_holders(parsed);
        }
        match (difference.order, difference.texts || !stays) {
            (true, _) => Concern::Order,
            (false, true) => Concern::Facts,
            (false, false) => Concern::Text,
        }
    }

    /// Takes over a page whatever it says, and leaves what others know of it: for a look at a page with a mistake.
    pub fn swap(&mut self, number: usize, parsed: &ParsedPage) {
        let ParsedPage { source, page, schema, aspects } = parsed;
        let record = &mut self.pages[number];
        let file = record.source.path.below("content").unwrap_or(record.source.path.as_str());
        let (_, heading) = title(page, file, &self.settings);
        record.source = source.clone();
        record.page = Arc::clone(page);
        record.aspects = *aspects;
        record.schema.clone_from(schema);
        record.title_heading = heading;
        self.set_outline(number);
    }

    /// Takes over a sample; false if it was not there before.
    pub fn revise_sample(&mut self, source: &Source) -> bool {
        let stays = self.sample_digests.contains_key(&source.id);
        if stays {
            self.sample_digests.insert(source.id, source.digest);
        }
        stays
    }

    /// Takes over the texts of a page's descriptions, of which the names are as before. False if more than texts may
    /// change by that: what stands for what, and what is defined twice.
    fn revise_descriptions(&mut self, number: usize, parsed: &ParsedPage) -> bool {
        let before = Arc::clone(&self.pages[number].page);
        let changed: Vec<&(String, String)> = parsed
            .page
            .front
            .descriptions
            .iter()
            .zip(&before.front.descriptions)
            .filter(|(now, before)| now.1 != before.1)
            .map(|(now, _)| now)
            .collect();
        let can_change = |(name, text): &(String, String)| {
            self.descriptions.get(name.as_str()).is_some_and(|known| {
                known.is_alone
                    && known.source == parsed.source.id
                    && named(&known.raw).is_none()
                    && named(text).is_none()
            })
        };
        if !changed.iter().all(|change| can_change(change)) {
            return false;
        }
        for (name, raw) in changed {
            let text: Arc<str> = literal(raw).trim().into();
            let aliases = self.aliases.get(name.as_str()).cloned().unwrap_or_default();
            for alias in aliases {
                if let Some(description) = self.descriptions.get_mut(&alias) {
                    description.text = Some(Arc::clone(&text));
                }
            }
            if let Some(description) = self.descriptions.get_mut(name.as_str()) {
                description.raw.clone_from(raw);
                description.text = Some(text);
            }
        }
        true
    }

    /// Finds the places anew of what is wrong in a partial with the anchors of those that hold it.
    fn outline_holders(&mut self, partial: &ParsedPage) {
        let is_there = |number: &usize| {
            self.pages[*number].problems.iter().any(|problem| problem.place.source == partial.source.id)
        };
        let holders: Vec<usize> = (0..self.pages.len()).filter(is_there).collect();
        for number in holders {
            self.set_outline(number);
        }
    }
}
