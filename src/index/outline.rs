//! What a page shows of itself to others: its headings, with those of the partials it brings in, and its anchors.

use super::anchors::{entry_anchors, user_anchors};
use super::{Index, PageRecord, Toc, TocItem};
use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::names::Names;
use crate::model::page::Page;
use crate::model::place::Place;
use crate::model::source::Source;
use crate::parse::slug::{Anchors, slug};

/// The headings of a page with their anchors, and every other anchor that it has.
pub(super) struct Outlined {
    pub(super) toc: Toc,
    pub(super) title_anchor: Option<String>,
    pub(super) anchors: Names,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) partials: Vec<usize>,
}

pub(super) fn record_outlined(index: &Index, record: &PageRecord) -> Outlined {
    outlined(index, &record.source, &record.page, record.title_heading)
}

/// `title` is the heading that stands as the title of the page.
pub(super) fn outlined(index: &Index, source: &Source, page: &Page, title: Option<usize>) -> Outlined {
    let mut anchors = Anchors::of_page();
    let of_entries = entry_anchors(index, page);
    for anchor in of_entries.iter().chain(&user_anchors(index, page)) {
        if !anchors.contains(anchor) {
            anchors.unique(anchor);
        }
    }
    for anchor in &page.anchors {
        anchors.unique(anchor);
    }
    let title_anchor = title.map(|heading| {
        let heading = &page.headings.open()[heading];
        anchors.unique(heading.id.as_deref().unwrap_or(&slug(&heading.text)))
    });
    let mut outline = Outlining { index, included: 0, anchors, diagnostics: Vec::new(), partials: Vec::new() };
    let toc = outline.page(source, page, title, 0);
    let Outlining { diagnostics, partials, .. } = outline;
    let known = toc.in_order().into_iter().map(|item| item.anchor.clone()).chain(of_entries);
    let known = known.chain(title_anchor.clone()).chain(page.anchors.iter().cloned()).collect();
    Outlined { toc, title_anchor, anchors: known, problems: diagnostics, partials }
}

/// The headings of one page while they are given their anchors.
pub(super) struct Outlining<'i> {
    pub(super) index: &'i Index,
    /// How many partials were brought in.
    pub(super) included: usize,
    pub(super) anchors: Anchors,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) partials: Vec<usize>,
}

impl Outlining<'_> {
    /// A page, or a partial in one; `skip` is the heading that stands as the title.
    pub(super) fn page(&mut self, source: &Source, page: &Page, skip: Option<usize>, depth: usize) -> Toc {
        let mut toc = Toc::default();
        let mut inclusions = page.includes.iter().peekable();
        let headings = page.headings.open();
        for position in 0..=headings.len() {
            while let Some(inclusion) = inclusions.next_if(|inclusion| inclusion.before as usize <= position) {
                self.included += 1;
                let mut of_partial = Toc::default();
                if depth < limits::INCLUDE_DEPTH
                    && self.included <= limits::INCLUDES
                    && let Some(partial) = self.index.partial(&source.path, &inclusion.file)
                {
                    self.partials.push(partial);
                    let record = &self.index.pages[partial];
                    of_partial = self.page(&record.source, &record.page, None, depth + 1);
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
