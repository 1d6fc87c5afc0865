//! What a page shows of itself to others: its headings, with those of the partials it brings in, and its anchors.

use std::sync::Arc;

use super::anchors::entry_anchors;
use super::titles::title_heading;
use super::{Index, PageRecord};
use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::names::Names;
use crate::model::page::{Heading, Outline, Page};
use crate::model::place::Place;
use crate::model::source::Source;
use crate::parse::slug::{Anchors, slug};

/// The headings of a body, those of its partials in their places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Toc {
    /// Its own, by number.
    pub headings: Vec<TocItem>,
    /// Of each partial by number, behind how many headings of the body's own it stands.
    pub partials: Vec<(usize, Toc)>,
}

impl Toc {
    /// All of them, as a reader meets them.
    #[must_use]
    pub fn in_order(&self) -> Vec<&TocItem> {
        let mut items = Vec::with_capacity(self.headings.len());
        let mut from = 0;
        for (before, partial) in &self.partials {
            items.extend(&self.headings[from..*before]);
            items.extend(partial.in_order());
            from = *before;
        }
        items.extend(&self.headings[from..]);
        items
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocItem {
    /// 0 for an anchor that is no heading.
    pub level: u8,
    pub text: String,
    pub anchor: String,
}

/// The headings of a page with their anchors, and every other anchor that it has.
pub(super) struct Outlined {
    pub(super) toc: Toc,
    pub(super) title_anchor: Option<String>,
    pub(super) anchors: Names,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) partials: Vec<usize>,
}

/// What is seen of a page when no other source has a say in its anchors, and nothing is wrong with them.
pub(super) fn own_outline(source: &Source, page: &Page) -> Option<Outline> {
    if !page.includes.is_empty() || !page.front.reference.is_empty() {
        return None;
    }
    let headings = page.headings.open();
    let title = title_heading(page, &headings);
    let Outlined { title_anchor, anchors, problems, .. } = outlined(None, source, page, &headings, title);
    let title = title.and_then(|title| u32::try_from(title).ok());
    problems.is_empty().then_some(Outline { title, title_anchor, anchors })
}

impl Index {
    /// A page as it stands among the others.
    pub(super) fn outlined(&self, record: &PageRecord) -> Outlined {
        outlined(Some(self), &record.source, &record.page, &record.page.headings.open(), record.title_heading)
    }

    /// Gives the headings of a page their anchors, those of its partials included.
    pub(super) fn set_outline(&mut self, number: usize) {
        let record = &mut self.pages[number];
        if let Some(Outline { title_anchor, anchors, .. }) = &Arc::clone(&record.page).outline {
            record.title_anchor.clone_from(title_anchor);
            record.anchors = anchors.clone();
            record.problems.clear();
            return;
        }
        let Outlined { toc: _, title_anchor, anchors, problems, partials } = self.outlined(&self.pages[number]);
        let record = &mut self.pages[number];
        record.title_anchor = title_anchor;
        record.anchors = anchors;
        record.problems = problems;
        if partials.iter().any(|partial| !self.brought_in.contains(partial)) {
            self.brought_in.extend(partials);
        }
    }
}

/// `title` is the heading that stands as the title of the page. Only a page that brings in no partial and has no entries
/// can do without the others.
fn outlined(
    index: Option<&Index>,
    source: &Source,
    page: &Page,
    headings: &[Heading],
    title: Option<usize>,
) -> Outlined {
    let mut anchors = Anchors::of_page();
    let (of_entries, of_users) = index.map(|index| entry_anchors(index, page)).unwrap_or_default();
    for anchor in of_entries.iter().chain(&of_users) {
        if !anchors.contains(anchor) {
            anchors.unique(anchor);
        }
    }
    for anchor in &page.anchors {
        anchors.unique(anchor);
    }
    let title_anchor = title.map(|heading| {
        let heading = &headings[heading];
        anchors.unique(heading.id.as_deref().unwrap_or(&slug(&heading.text)))
    });
    let mut outline = Outlining { index, included: 0, anchors, diagnostics: Vec::new(), partials: Vec::new() };
    let toc = outline.page(source, page, headings, title, 0);
    let Outlining { diagnostics, partials, .. } = outline;
    let known = toc.in_order().into_iter().map(|item| item.anchor.clone()).chain(of_entries);
    let known = known.chain(title_anchor.clone()).chain(page.anchors.iter().cloned()).collect();
    Outlined { toc, title_anchor, anchors: known, problems: diagnostics, partials }
}

/// The headings of one page while they are given their anchors.
struct Outlining<'i> {
    index: Option<&'i Index>,
    /// How many partials were brought in.
    included: usize,
    anchors: Anchors,
    diagnostics: Vec<Diagnostic>,
    partials: Vec<usize>,
}

impl Outlining<'_> {
    /// A page, or a partial in one; `skip` is the heading that stands as the title.
    fn page(&mut self, source: &Source, page: &Page, headings: &[Heading], skip: Option<usize>, depth: usize) -> Toc {
        let mut toc = Toc::default();
        let mut inclusions = page.includes.iter().peekable();
        for position in 0..=headings.len() {
            while let Some(inclusion) = inclusions.next_if(|inclusion| inclusion.before as usize <= position) {
                self.included += 1;
                let mut of_partial = Toc::default();
                if depth < limits::INCLUDE_DEPTH
                    && self.included <= limits::INCLUDES
                    && let Some(index) = self.index
                    && let Some(partial) = index.partial(&source.path, &inclusion.file)
                {
                    self.partials.push(partial);
                    let record = &index.pages[partial];
                    let headings = record.page.headings.open();
                    of_partial = self.page(&record.source, &record.page, &headings, None, depth + 1);
                }
                toc.partials.push((position, of_partial));
            }
            let Some(heading) = headings.get(position) else {
                break;
            };
            let (level, text) = (heading.level, heading.text.clone());
            if skip == Some(position) {
                // The title keeps a place in the list: each heading is found by its number.
                toc.headings.push(TocItem { level: 1, text, anchor: String::new() });
                continue;
            }
            if let Some(id) = heading.id.as_ref().filter(|id| self.anchors.contains(id)) {
                let place = Place::span(source.id, heading.span);
                let message = format!("the anchor `{id}` is taken on this page");
                self.diagnostics.push(Diagnostic::new(Code::DUPLICATE_ANCHOR, place, message));
            }
            let anchor = self.anchors.unique(heading.id.as_deref().unwrap_or(&slug(&heading.text)));
            toc.headings.push(TocItem { level, text, anchor });
        }
        toc
    }
}
