//! Everything that can be pointed at, with where it was defined: routes, anchors, descriptions, entries, samples.
//!
//! Takes all parsed pages; gives one table for the whole site, and says what clashes in it.

mod anchors;
mod build;
mod clash;
mod combine;
mod descriptions;
mod entries;
mod fields;
mod outline;
pub mod promises;
pub mod revise;
mod routes;
pub mod schemas;
pub mod seen;
mod titles;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::model::diagnostic::{Checked, Diagnostic};
use crate::model::names::Names;
use crate::model::page::{Aspects, Page};
use crate::model::place::Place;
use crate::model::route::Route;
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::model::shared::Shared;
use crate::model::source::{Digest, Source, SourceId, SourcePath};
use crate::model::usage::{GroupAt, Usage};

pub use anchors::{USED_BY, groups, section_anchor};
pub use descriptions::{Description, Wording};
pub use entries::{EntryAt, declared};
pub use fields::{Bounds, Fields, Written, anchor_scope, field_path};
pub use outline::{Toc, TocItem};
pub use titles::title_of_name;

use build::Builder;
use outline::own_outline;
use titles::title;

/// A page or shared file, parsed.
#[derive(Debug, Clone)]
pub struct ParsedPage {
    pub source: Source,
    pub page: Arc<Page>,
    /// Of a page that is made of a JSON Schema, what is known of that.
    pub schema: Option<Arc<Schema>>,
    pub aspects: Aspects,
}

impl ParsedPage {
    #[must_use]
    pub fn new(source: Source, mut page: Page, schema: Option<Schema>) -> Self {
        page.outline = own_outline(&source, &page);
        let aspects = Aspects::of(&page, schema.as_ref());
        Self { source, page: Arc::new(page), schema: schema.map(Arc::new), aspects }
    }
}

/// The facts of a site. A copy is cheap: what two revisions of a site have in common they share.
#[derive(Debug, Default, Clone)]
pub struct Index {
    pub settings: Arc<Settings>,
    pub settings_source: Option<SourceId>,
    /// Published pages and shared files, by path.
    pub pages: Vec<Shared<PageRecord>>,
    pub redirects: Shared<Vec<Redirect>>,
    descriptions: Shared<HashMap<Arc<str>, Shared<Description>>>,
    /// Those that stand for another one, by the name of that.
    aliases: Shared<HashMap<Arc<str>, Vec<Arc<str>>>>,
    pub samples: Shared<BTreeMap<String, SourceId>>,
    pub schemas: Shared<schemas::Schemas>,
    /// Who takes or returns what; filled in once all names can be followed.
    pub usage: Shared<Usage>,
    sample_digests: Shared<HashMap<SourceId, Digest>>,
    page_by_path: Shared<HashMap<SourcePath, usize>>,
    page_by_source: Shared<HashMap<SourceId, usize>>,
    owners: Shared<HashMap<Route, Owner>>,
    /// Pages that another one holds as partials.
    brought_in: Shared<HashSet<usize>>,
    /// Published files that are not pages, by their path below the output.
    files: Shared<HashMap<String, SourceId>>,
    /// How large the published pictures are.
    pictures: Shared<HashMap<SourceId, (u32, u32)>>,
    /// `language → name → entries`
    by_key: Shared<EntriesByName>,
    by_id: Shared<EntriesByName>,
    by_type: Shared<HashMap<String, HashMap<String, EntryAt>>>,
    groups: Shared<HashMap<GroupAt, Vec<EntryAt>>>,
}

type EntriesByName = HashMap<String, HashMap<String, Vec<EntryAt>>>;

#[derive(Debug, Clone)]
pub struct PageRecord {
    pub source: Source,
    pub page: Arc<Page>,
    pub schema: Option<Arc<Schema>>,
    pub aspects: Aspects,
    /// None for a shared file.
    pub route: Option<Route>,
    pub title: String,
    /// Which of its headings is the title that stands at the top.
    pub title_heading: Option<usize>,
    pub title_anchor: Option<String>,
    anchors: Names,
    /// What is wrong with them.
    pub problems: Vec<Diagnostic>,
    /// The page that this one is a section of.
    pub part_of: Option<usize>,
    /// The anchor of that section; empty for a page of its own.
    pub section: String,
    /// Its sections, if the folder is published as one page.
    pub parts: Vec<usize>,
}

impl PageRecord {
    /// Every anchor of the page, those of its headings, of its partials and of its entries included.
    #[must_use]
    pub fn anchors(&self) -> &Names {
        seen::anchors(self.source.id);
        &self.anchors
    }

    /// What stands before each anchor of a page that is a section of another.
    #[must_use]
    pub fn anchor_prefix(&self) -> String {
        if self.section.is_empty() { String::new() } else { format!("{}-", self.section) }
    }
}

#[derive(Debug, Clone)]
pub struct Redirect {
    pub from: Route,
    /// Where it leads, before links are resolved: a route with an anchor, or an address.
    pub to: String,
    pub place: Option<Place>,
}

#[derive(Debug, Clone)]
pub enum Owner {
    Page(usize),
    Redirect(usize),
    /// Made by folio itself: the search page, a list of schemas.
    Made(&'static str),
}

/// Files beside the pages.
#[derive(Debug, Default)]
pub struct Files {
    /// `(path below the output, source)`
    pub published: Vec<(String, Source)>,
    pub samples: Vec<Source>,
}

#[must_use]
pub fn index(
    settings: Arc<Settings>,
    settings_source: Option<SourceId>,
    pages: &[ParsedPage],
    files: &Files,
    made: &[(Route, &'static str)],
) -> Checked<Index> {
    let mut builder =
        Builder { index: Index { settings, settings_source, ..Index::default() }, diagnostics: Vec::new() };
    builder.pages(pages);
    builder.files(files);
    builder.entries();
    builder.anchors();
    builder.combine();
    builder.routes(made);
    builder.descriptions();
    schemas::enter(&mut builder.index, &mut builder.diagnostics);
    Checked::new(builder.index, builder.diagnostics)
}

impl Index {
    #[must_use]
    pub fn page_at(&self, path: &SourcePath) -> Option<usize> {
        self.page_by_path.get(path).copied()
    }

    /// Whether another page holds it as a partial.
    #[must_use]
    pub fn is_brought_in(&self, number: usize) -> bool {
        self.brought_in.contains(&number)
    }

    /// The headings of a page with their anchors, partials included.
    #[must_use]
    pub fn toc(&self, record: &PageRecord) -> Toc {
        self.outlined(record).toc
    }

    #[must_use]
    pub fn page_of(&self, source: SourceId) -> Option<usize> {
        self.page_by_source.get(&source).copied()
    }

    /// What a page, a shared file or a sample held when it was read.
    #[must_use]
    pub fn digest(&self, source: SourceId) -> Option<Digest> {
        let page = self.page_of(source).map(|number| self.pages[number].source.digest);
        page.or_else(|| self.sample_digests.get(&source).copied())
    }

    #[must_use]
    pub fn owner(&self, route: &Route) -> Option<&Owner> {
        self.owners.get(route)
    }

    #[must_use]
    pub fn file(&self, path: &str) -> Option<SourceId> {
        self.files.get(path).copied()
    }

    /// How large a published picture is, if it says so.
    #[must_use]
    pub fn picture(&self, file: SourceId) -> Option<(u32, u32)> {
        self.pictures.get(&file).copied()
    }

    /// All of them, in no order.
    pub fn routes(&self) -> impl Iterator<Item = &str> {
        self.owners.keys().map(Route::as_str)
    }
}

impl Index {
    /// The shared file that `file` means, as written in the source at `from`.
    #[must_use]
    pub fn partial(&self, from: &SourcePath, file: &str) -> Option<usize> {
        self.page_at(&SourcePath::new(&join(from.folder(), file)?))
    }
}

/// A path as written, from a folder: `content/a` and `../b.mdx` → `content/b.mdx`, `/c.mdx` → `content/c.mdx`; `None`
/// where that leaves `content`.
#[must_use]
pub fn join(folder: &str, file: &str) -> Option<String> {
    let folder = if file.starts_with('/') { "content" } else { folder };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.len() <= 1 {
                    return None;
                }
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
