//! Everything that can be pointed at, with where it was defined: routes, anchors, descriptions, entries, samples.
//!
//! Takes all parsed pages; gives one table for the whole site, and says what clashes in it.

mod anchors;
mod build;
mod clash;
mod descriptions;
mod fields;
mod outline;
pub mod promises;
pub mod revise;
pub mod schemas;
pub mod seen;
mod titles;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::model::diagnostic::{Checked, Diagnostic};
use crate::model::names::Names;
use crate::model::page::{Aspects, Page};
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::Entry;
use crate::model::route::Route;
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::model::shared::Shared;
use crate::model::source::{Digest, Source, SourceId, SourcePath};
use crate::model::usage::{GroupAt, Usage};

pub use anchors::{USED_BY, groups, section_anchor};
pub use descriptions::{Description, Wording};
pub use fields::{Bounds, Fields, Written, anchor_scope, field_path};
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

    /// Where its route is given; its start, if that is made from its path.
    fn route_place(&self) -> Place {
        let steps = match (&self.page.front.route, shared_url(&self.page)) {
            (Some(_), _) => vec![Step::Key("route".into())],
            (None, Some((_, steps))) => steps,
            (None, None) => return Place::start(self.source.id),
        };
        Place::data(self.source.id, DataPath::value(steps))
    }

    /// What stands before each anchor of a page that is a section of another.
    #[must_use]
    pub fn anchor_prefix(&self) -> String {
        if self.section.is_empty() { String::new() } else { format!("{}-", self.section) }
    }
}

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

#[derive(Debug, Clone)]
pub struct Redirect {
    pub from: Route,
    /// Where it leads, before links are resolved: a route with an anchor, or an address.
    pub to: String,
    pub place: Option<Place>,
}

/// Where an entry stands: page, language and entry by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryAt {
    pub page: usize,
    pub language: usize,
    pub entry: usize,
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

    pub fn routes(&self) -> impl Iterator<Item = &str> {
        let mut routes: Vec<_> = self.owners.keys().map(Route::as_str).collect();
        routes.sort_unstable();
        routes.into_iter()
    }

    #[must_use]
    pub fn entry(&self, at: EntryAt) -> (&PageRecord, &str, &Entry) {
        let (page, language, entries) = self.entries_beside(at);
        (page, language, &entries[at.entry])
    }

    /// All entries of its page in its language.
    #[must_use]
    pub fn entries_beside(&self, at: EntryAt) -> (&PageRecord, &str, &[Entry]) {
        let page = &self.pages[at.page];
        let (language, entries) = &page.page.front.reference[at.language];
        (page, language, entries)
    }

    /// The entries of a page that have one anchor, by language.
    #[must_use]
    pub fn members(&self, group: &GroupAt) -> &[EntryAt] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// The entries of a language with this key; if there are none, with this id.
    #[must_use]
    pub fn named(&self, language: &str, name: &str) -> &[EntryAt] {
        let by_key = self.by_key.get(language).and_then(|names| names.get(name));
        let found = by_key.or_else(|| self.by_id.get(language).and_then(|names| names.get(name)));
        found.map_or(&[], Vec::as_slice)
    }

    /// The shared item that a name in a list of fields stands for.
    #[must_use]
    pub fn shared(&self, language: &str, name: &str) -> Option<EntryAt> {
        self.named(language, name).first().copied().filter(|at| self.entry(*at).2.is_item())
    }

    #[must_use]
    pub fn with_id(&self, language: &str, id: &str) -> &[EntryAt] {
        self.by_id.get(language).and_then(|names| names.get(id)).map_or(&[], Vec::as_slice)
    }

    /// The entry that a name in a type expression of a language means.
    #[must_use]
    pub fn typed(&self, language: &str, name: &str) -> Option<EntryAt> {
        self.by_type.get(language)?.get(name).copied()
    }

    /// Every name that an item of a language can have, for near names.
    #[must_use]
    pub fn names(&self, language: &str) -> Vec<&str> {
        let mut names: Vec<&str> = [&self.by_key, &self.by_id]
            .into_iter()
            .filter_map(|table| table.get(language))
            .flat_map(|names| names.keys().map(String::as_str))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[must_use]
    pub fn type_names(&self, language: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.by_type.get(language).map(|names| names.keys().map(String::as_str).collect()).unwrap_or_default();
        names.sort_unstable();
        names
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

/// The one `url` that all entries of a page have, and the way to the first.
fn shared_url(page: &Page) -> Option<(&str, Vec<Step>)> {
    let mut found: Option<(&str, Vec<Step>)> = None;
    for (language, entries) in &page.front.reference {
        for (number, entry) in entries.iter().enumerate() {
            let url = entry.url.as_deref()?;
            match &found {
                Some((known, _)) if *known != url => return None,
                Some(_) => {}
                None => {
                    let steps = vec![
                        Step::Key("reference".into()),
                        Step::Key(language.as_str().into()),
                        Step::Item(u32::try_from(number).unwrap_or(0)),
                        Step::Key("url".into()),
                    ];
                    found = Some((url, steps));
                }
            }
        }
    }
    found
}

/// `class Challenge : Base` → `Challenge`; nothing for the title of a method.
#[must_use]
pub fn declared(title: &str) -> Option<&str> {
    const WORDS: [&str; 14] = [
        "class",
        "interface",
        "struct",
        "enum",
        "type",
        "record",
        "module",
        "trait",
        "object",
        "abstract",
        "public",
        "final",
        "sealed",
        "protocol",
    ];
    let mut words = title.split_whitespace().skip_while(|word| WORDS.contains(word));
    let name = words.next()?;
    let name = name.split('<').next().unwrap_or(name).trim_end_matches([':', ',']);
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | ':' | '$'));
    let more = words
        .next()
        .is_none_or(|word| matches!(word, ":" | "extends" | "implements" | "<" | "=" | "struct" | "interface"));
    (plain && more && !name.is_empty() && !name.starts_with('/')).then_some(name)
}
