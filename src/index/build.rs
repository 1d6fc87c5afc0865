//! Pages and files into the table, one after the other.

use std::sync::Arc;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::names::Names;
use crate::model::place::Place;
use crate::model::shared::Shared;
use crate::model::source::SourceKind;

use super::titles::title;
use super::{Files, Index, PageRecord, ParsedPage};

pub(super) struct Builder {
    pub(super) index: Index,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Builder {
    pub(super) fn pages(&mut self, pages: &[ParsedPage]) {
        for parsed in pages {
            let shared = match parsed.source.kind {
                SourceKind::Page { shared, .. } => shared,
                _ if parsed.schema.is_some() => false,
                _ => continue,
            };
            let number = self.index.pages.len();
            let page = &parsed.page;
            let file = parsed.source.path.below("content").unwrap_or(parsed.source.path.as_str());
            let (title, title_heading) = title(page, file, &self.index.settings);
            let route = (!shared).then(|| self.route(parsed, file));
            self.index.page_by_path.insert(parsed.source.path.clone(), number);
            self.index.page_by_source.insert(parsed.source.id, number);
            self.index.pages.push(Shared::from(PageRecord {
                source: parsed.source.clone(),
                page: Arc::clone(page),
                schema: parsed.schema.clone(),
                aspects: parsed.aspects,
                route,
                title,
                title_heading,
                title_anchor: None,
                anchors: Names::default(),
                problems: Vec::new(),
                part_of: None,
                section: String::new(),
                parts: Vec::new(),
            }));
        }
    }

    pub(super) fn files(&mut self, files: &Files) {
        for (path, source) in &files.published {
            if let Some(other) = self.index.files.insert(path.clone(), source.id) {
                let message = format!("two files are published at `/{path}`");
                let diagnostic = Diagnostic::new(Code::CONFLICTING_ROUTE, Place::start(source.id), message);
                self.diagnostics.push(diagnostic.note(Place::start(other), "the other one"));
            }
            if let Some(size) = source.picture {
                self.index.pictures.insert(source.id, size);
            }
        }
        for source in &files.samples {
            self.index.samples.insert(source.path.as_str().to_owned(), source.id);
            self.index.sample_digests.insert(source.id, source.digest);
        }
    }

    /// Gives every heading its anchor, those of partials included.
    pub(super) fn anchors(&mut self) {
        for number in 0..self.index.pages.len() {
            self.index.set_outline(number);
        }
    }
}
