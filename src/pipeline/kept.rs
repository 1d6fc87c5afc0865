//! What earlier runs left, and whether it is still right.
//!
//! Of a source its facts are kept, under its digest. Of a page it is kept what it was made of and what came of that,
//! under its own digest and that of what no page is without: settings, templates, the command line. What it was made
//! of is in three parts: the frame of the site, which is all that can be looked up but changes seldom; what it did look
//! up of the rest; and the texts that it read. If all three are the same, so is what came of it.

pub mod facts;
mod said;

use serde::{Deserialize, Serialize};

use crate::index::seen::Seen;
use crate::index::{Index, PageRecord};
use crate::model::compact;
use crate::model::day::Day;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::nav::NavPart;
use crate::model::page::Aspects;
use crate::model::source::{Digest, Source, SourceId, SourceKind, by_path};
use crate::model::store::{Nowhere, Store};
use crate::render::search::Layout;
use crate::render::search::records::Findable;

use crate::limits;

use super::{Input, Site, is_own_static};
use said::{Naming, Said};

/// What is known of a site before its pages are made.
pub struct Kept<'k> {
    pages: &'k dyn Store,
    words: &'k dyn Store,
    /// Whether the output holds a file with these bytes.
    holds: &'k (dyn Fn(&str, Digest) -> bool + Sync),
    read: &'k (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    sources: &'k [Source],
    whole: Whole,
}

/// Where to look for what earlier runs left.
#[derive(Clone, Copy)]
pub struct Stores<'k> {
    pub pages: &'k dyn Store,
    pub words: &'k dyn Store,
    pub holds: &'k (dyn Fn(&str, Digest) -> bool + Sync),
    /// The bytes of a file in the output.
    pub read: &'k (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
}

/// Digests of what concerns all pages.
#[derive(Debug, Clone, Copy, Default)]
struct Whole {
    /// Settings, templates, the command line.
    given: Digest,
    /// What any page may depend on.
    frame: Digest,
    /// Titles, and the order of pages.
    order: Digest,
    /// All that is known of all pages.
    all: Digest,
}

/// A page as it was left: what came of it.
pub struct KeptPage<'k> {
    pub outputs: Vec<(&'k str, Digest)>,
    /// Of the page itself and of each of its sections.
    pub found: Vec<Option<FoundBy>>,
    /// What stands for its entries, if it has any.
    pub entries: Option<Digest>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What stands for what a page is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBy {
    /// For the file that is shown of it.
    pub shown: Digest,
    /// For all of it; its key in the store.
    pub words: Digest,
}

/// A page that was just made.
pub struct MadePage<'m> {
    pub nav: &'m NavPart,
    pub seen: &'m Seen,
    pub outputs: &'m [(String, Digest)],
    pub found: &'m [Option<FoundBy>],
    pub entries: Option<Digest>,
}

/// A page in the store.
#[derive(Serialize, Deserialize)]
struct Entry<'e> {
    frame: Digest,
    order: Digest,
    nav: Digest,
    day: Option<Day>,
    /// Of everything, where something is wrong with the page: it may be said with names from anywhere.
    all: Option<Digest>,
    #[serde(borrow)]
    reads: Vec<(&'e str, Digest)>,
    #[serde(borrow)]
    texts: Vec<(&'e str, Digest)>,
    #[serde(borrow)]
    anchors: Vec<(&'e str, Digest)>,
    #[serde(borrow)]
    outputs: Vec<(&'e str, Digest)>,
    found: Vec<Option<FoundBy>>,
    entries: Option<Digest>,
    #[serde(borrow)]
    diagnostics: Vec<Said<'e>>,
}

impl Kept<'static> {
    #[must_use]
    pub fn nothing() -> Self {
        let (holds, read) = (&|_: &str, _| false, &|_: &str| None);
        Self { pages: &Nowhere, words: &Nowhere, holds, read, sources: &[], whole: Whole::default() }
    }
}

impl<'k> Kept<'k> {
    #[must_use]
    pub fn new(stores: Stores<'k>, input: &Input<'k>, site: &Site) -> Self {
        let Stores { pages, words, holds, read } = stores;
        Self { pages, words, holds, read, sources: input.sources, whole: Whole::of(input, &site.index) }
    }

    #[must_use]
    pub fn stands(&self, path: &str, digest: Digest) -> bool {
        (self.holds)(path, digest)
    }

    fn source(&self, path: &str) -> Option<&Source> {
        by_path(self.sources, path)
    }

    fn path(&self, id: SourceId) -> Option<&str> {
        // Numbers are given in the order of paths, but where files came and went meanwhile.
        let near = self.sources.get(id.0 as usize).filter(|source| source.id == id);
        near.or_else(|| self.sources.iter().find(|source| source.id == id)).map(|source| source.path.as_str())
    }

    fn page_key(&self, record: &PageRecord) -> Digest {
        let Source { path, digest, .. } = &record.source;
        Digest::of_parts([b"page", &self.whole.given.0[..], path.as_str().as_bytes(), &digest.0])
    }

    /// A page, if nothing that it was made of has changed, its files stand in the output, and what it is found by is
    /// still known.
    #[must_use]
    pub fn page(&self, site: &Site, number: usize) -> Option<KeptPage<'k>> {
        let record = &site.index.pages[number];
        let entry: Entry<'k> = compact::value(self.pages.get(self.page_key(record))?)?;
        let is_right = entry.frame == self.whole.frame
            && entry.day == site.changed(number)
            && entry.all.is_none_or(|all| all == self.whole.all)
            && entry.reads.iter().all(|(path, digest)| self.source(path).is_some_and(|now| now.digest == *digest))
            && entry.texts.iter().all(|(path, digest)| site.index.text_seen(path) == *digest)
            && entry.anchors.iter().all(|(path, digest)| {
                self.source(path).is_some_and(|source| site.index.anchors_seen(source.id) == *digest)
            })
            && (entry.order == self.whole.order
                || (!shows_titles(record) && entry.nav == nav_digest(&site.nav_part(number))))
            && entry.outputs.iter().all(|(path, digest)| self.stands(path, *digest))
            && entry.found.iter().flatten().all(|found| self.words.has(found.words))
            && entry.entries.is_none_or(|entries| self.words.has(entries));
        if !is_right {
            return None;
        }
        let diagnostics: Option<Vec<Diagnostic>> = entry.diagnostics.iter().map(|said| said.again(self)).collect();
        let Entry { outputs, found, entries, .. } = entry;
        Some(KeptPage { outputs, found, entries, diagnostics: diagnostics? })
    }

    /// Leaves a page that was just made.
    pub fn keep_page(&self, site: &Site, number: usize, made: &MadePage<'_>, diagnostics: &[Diagnostic]) {
        let record = &site.index.pages[number];
        let of = |digest: &dyn Fn(SourceId) -> Option<Digest>, ids: &std::collections::BTreeSet<SourceId>| {
            let pairs = ids.iter().map(|id| Some((self.path(*id)?, digest(*id)?)));
            pairs.collect::<Option<Vec<_>>>()
        };
        // Of a larger file only the head was read, and its digest says nothing of that.
        let whole = |source: &&Source| limits::is_whole(source);
        let read = |id| self.path(id).and_then(|path| self.source(path)).filter(whole).map(|source| source.digest);
        let (Some(reads), Some(anchors)) =
            (of(&read, &made.seen.reads), of(&|id| Some(site.index.anchors_seen(id)), &made.seen.anchors))
        else {
            return;
        };
        let said: Option<Vec<Said<'_>>> = diagnostics.iter().map(|diagnostic| Said::of(diagnostic, self)).collect();
        let is_ours = diagnostics.iter().any(|diagnostic| diagnostic.code == Code::INTERNAL_ERROR);
        let Some(said) = said.filter(|_| !is_ours) else { return };
        let entry = Entry {
            frame: self.whole.frame,
            order: self.whole.order,
            nav: nav_digest(made.nav),
            day: site.changed(number),
            all: (!diagnostics.is_empty()).then_some(self.whole.all),
            reads,
            texts: made.seen.texts.iter().map(|path| (&**path, site.index.text_seen(path))).collect(),
            anchors,
            outputs: made.outputs.iter().map(|(path, digest)| (path.as_str(), *digest)).collect(),
            found: made.found.to_vec(),
            entries: made.entries,
            diagnostics: said,
        };
        self.pages.put(self.page_key(record), &compact::bytes(&entry));
    }

    /// What a page is found by.
    #[must_use]
    pub fn words(&self, key: Digest) -> Option<Findable> {
        compact::value(&self.words.read(key)?)
    }

    pub fn keep_words(&self, found: &Findable) -> FoundBy {
        let bytes = compact::bytes(found);
        let words = Digest::of(&bytes);
        self.words.put(words, &bytes);
        FoundBy { shown: Digest::of(found.shown.as_bytes()), words }
    }

    /// The entries of a page for programs.
    #[must_use]
    pub fn entries(&self, key: Digest) -> Option<String> {
        String::from_utf8(self.words.read(key)?).ok()
    }

    /// Leaves the entries of a page; what stands for them, if there are any.
    pub fn keep_entries(&self, entries: &str) -> Option<Digest> {
        let key = Digest::of(entries.as_bytes());
        (!entries.is_empty()).then(|| {
            self.words.put(key, entries.as_bytes());
            key
        })
    }

    fn catalog_key(&self) -> Digest {
        Digest::of_parts([b"catalog", &self.whole.given.0[..]])
    }

    /// The file of all entries, if it stands in the output and was made of these.
    #[must_use]
    pub fn catalog(&self, path: &str, entries: &[Digest]) -> Option<Digest> {
        let (known, file): (Vec<Digest>, Digest) = compact::value(self.pages.get(self.catalog_key())?)?;
        self.words.hold(&mut entries.iter().copied());
        (known == entries && self.stands(path, file)).then_some(file)
    }

    pub fn keep_catalog(&self, entries: &[Digest], file: Digest) {
        self.words.hold(&mut entries.iter().copied());
        self.pages.put(self.catalog_key(), &compact::bytes(&(entries, file)));
    }

    /// The bytes of a file in the output, if they are still those that stand in it.
    #[must_use]
    pub fn published(&self, path: &str, digest: Digest) -> Option<Vec<u8>> {
        (self.read)(path).filter(|bytes| Digest::of(bytes) == digest)
    }

    fn search_key(&self) -> Digest {
        Digest::of_parts([b"search", &self.whole.given.0[..]])
    }

    /// The search index as it was left, if its files stand in the output.
    #[must_use]
    pub fn search(&self) -> Option<KeptSearch> {
        let known: KeptSearch = compact::value(self.pages.get(self.search_key())?)?;
        self.words.hold(&mut known.words.iter().map(|(_, words)| *words));
        known.files.iter().all(|(path, digest)| self.stands(path, *digest)).then_some(known)
    }

    pub fn keep_search(&self, search: &KeptSearch) {
        self.words.hold(&mut search.words.iter().map(|(_, words)| *words));
        self.pages.put(self.search_key(), &compact::bytes(search));
    }
}

/// The search index as it was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSearch {
    /// The place of each page, and what stands for its words.
    pub words: Vec<(u32, Digest)>,
    pub files: Vec<(String, Digest)>,
    pub layout: Layout,
}

fn nav_digest(nav: &NavPart) -> Digest {
    Digest::of(&compact::bytes(nav))
}

/// Whether titles of other pages may stand in a page, beside those in its navigation.
fn shows_titles(record: &PageRecord) -> bool {
    let page = &record.page;
    !page.front.reference.is_empty()
        || record.schema.is_some()
        || !record.parts.is_empty()
        || !page.includes.is_empty()
        || page.components.iter().any(|name| matches!(name.as_str(), "Reference" | "Schema"))
}

impl Whole {
    fn of(input: &Input<'_>, index: &Index) -> Self {
        let is_given = |source: &&Source| match source.kind {
            SourceKind::Settings | SourceKind::Template => true,
            SourceKind::Asset => source.path.below("static").is_some_and(is_own_static),
            SourceKind::Page { .. }
            | SourceKind::Sample
            | SourceKind::Json
            | SourceKind::Accepted
            | SourceKind::Promises => false,
        };
        let given = input.sources.iter().filter(is_given);
        let given: Vec<(&str, u64, Digest)> =
            given.map(|source| (source.path.as_str(), source.size, source.digest)).collect();
        let given = Digest::of(&compact::bytes(&(given, &input.base_url, input.drafts)));
        // A file that comes or goes may be what a link leads to.
        let files: Vec<(&str, Option<(u32, u32)>)> =
            input.sources.iter().map(|source| (source.path.as_str(), source.picture)).collect();
        let mut frame = vec![Digest::of(&compact::bytes(&files))];
        let mut order = Vec::new();
        let mut all = Vec::new();
        for (number, record) in index.pages.iter().enumerate() {
            let Aspects { frame: own, outline, all: whole } = record.aspects;
            let front = &record.page.front;
            let title = Digest::of(&compact::bytes(&(&record.title, front.order, &front.nav_title, front.hidden)));
            frame.extend([Digest::of(record.source.path.as_str().as_bytes()), own]);
            if index.is_brought_in(number) || record.part_of.is_some() || !record.parts.is_empty() {
                frame.extend([outline, title]);
            }
            order.push(title);
            all.push(whole);
        }
        let joined = |digests: &[Digest]| Digest::of_parts(digests.iter().map(|digest| &digest.0[..]));
        Self { given, frame: joined(&frame), order: joined(&order), all: joined(&all) }
    }
}

impl Naming for Kept<'_> {
    fn name(&self, id: SourceId) -> Option<&str> {
        self.path(id)
    }

    fn named(&self, name: &str) -> Option<SourceId> {
        self.source(name).map(|source| source.id)
    }
}
