//! All files of a site: each is handed on as soon as it is there. What an earlier run left, and nothing has changed
//! for, is not made again.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::index::seen::watched;
use crate::model::diagnostic::Diagnostic;
use crate::model::output::{Content, Output};
use crate::model::source::{Digest, SourceId};
use crate::packed::Packed;
use crate::render::catalog;
use crate::render::page::Rendered;
use crate::render::search::records::Findable;
use crate::render::search::revise::Changed;
use crate::render::search::{self, Layout, Vocabulary};

use super::kept::{FoundBy, Kept, KeptPage, KeptSearch, MadePage};
use super::{Around, Reader, Site};

type Bytes<'b> = &'b (dyn Fn(SourceId) -> Option<Vec<u8>> + Sync);
/// Takes a file, and says what stands for its bytes, if it is to be published.
type Emit<'e> = &'e (dyn Fn(Output) -> Option<Digest> + Sync);

/// Files by path, and what stands for their bytes.
type Files = Vec<(String, Digest)>;

/// What came of it.
#[derive(Debug, Default)]
pub struct Publication {
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages were rendered.
    pub rendered: usize,
}

impl Site {
    /// Renders every page in parallel, where nothing was left by an earlier run.
    pub fn render(&self, bytes: Bytes<'_>, emit: &(dyn Fn(Output) + Sync)) -> Vec<Diagnostic> {
        let emit = |output| {
            emit(output);
            None
        };
        self.publish(bytes, &Kept::nothing(), &emit, &|_, work| work()).diagnostics
    }

    /// Renders pages in parallel, and makes what stands once for the whole site. The work on each page is done by
    /// `around`, which may look at a clock.
    pub fn publish(&self, bytes: Bytes<'_>, kept: &Kept<'_>, emit: Emit<'_>, around: &Around<'_>) -> Publication {
        let reader = Reader { site: self, bytes };
        let numbers: Vec<usize> = self.published().collect();
        let places = self.search_places();
        // In boxes: of most pages there is all or nothing.
        let known: Vec<Option<Box<KeptPage<'_>>>> =
            numbers.par_iter().map(|number| kept.page(self, *number).map(Box::new)).collect();
        let missing = known.iter().filter(|page| page.is_none()).count();
        let is_fresh = missing * 4 > numbers.len();
        let gathered = Mutex::default();
        let making = Making { site: self, reader: &reader, kept, emit, places: &places, is_fresh, gathered };
        let pages = numbers.into_par_iter().zip(known);
        let mut diagnostics: Vec<Diagnostic> = pages
            .flat_map_iter(|(number, mut known)| {
                let mut diagnostics = Vec::new();
                around(self.index.pages[number].source.id, &mut || match known.take() {
                    Some(page) => diagnostics = making.keep(number, *page),
                    None => diagnostics = making.render(number),
                });
                diagnostics
            })
            .collect();
        making.catalog();
        let rendered = making.search();
        diagnostics.extend(self.shared_problems());
        diagnostics.extend(self.extras(&reader, &mut |output| {
            emit(output);
        }));
        Publication { diagnostics, rendered }
    }
}

/// The pages of a site while they are made.
struct Making<'w> {
    site: &'w Site,
    reader: &'w Reader<'w>,
    kept: &'w Kept<'w>,
    emit: Emit<'w>,
    /// The number of each page in the search index.
    places: &'w [Option<u32>],
    /// Most pages are new, so that the search index is made while they come.
    is_fresh: bool,
    gathered: Mutex<Gathered>,
}

/// What pages are found by, gathered as they come.
#[derive(Default)]
struct Gathered {
    /// Place and number of each page, and what stands for its words.
    all: Vec<(u32, usize, Digest)>,
    /// The words of those that are in hand.
    new: Vec<(u32, Findable)>,
    vocabulary: Vocabulary,
    /// The places whose words are in the vocabulary.
    there: HashSet<u32>,
    /// The place and number of each page that has entries, what stands for them, and they themselves if they are new.
    entries: Vec<(Option<u32>, usize, Digest, Option<Packed>)>,
    rendered: usize,
}

impl Making<'_> {
    fn gather(&self, with: impl FnOnce(&mut Gathered)) {
        with(&mut self.gathered.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The page itself, and those that stand on it as sections.
    fn with_parts(&self, number: usize) -> impl Iterator<Item = usize> {
        std::iter::once(number).chain(self.site.index.pages[number].parts.iter().copied())
    }

    /// Hands files on, each of them whatever comes of another. What stands for them, if all are to be published.
    fn emit_all(&self, outputs: impl IntoIterator<Item = Output>) -> Option<Files> {
        let emit = |output: Output| Some((output.path.clone(), (self.emit)(output)?));
        let files: Vec<Option<(String, Digest)>> = outputs.into_iter().map(emit).collect();
        files.into_iter().collect()
    }

    /// A page stays as it is.
    fn keep(&self, number: usize, page: KeptPage<'_>) -> Vec<Diagnostic> {
        let found: Vec<(u32, usize, FoundBy)> = self
            .with_parts(number)
            .zip(&page.found)
            .filter_map(|(number, found)| Some((self.places[number]?, number, (*found)?)))
            .collect();
        let mut pieces = Vec::with_capacity(found.len());
        for (place, _, found) in &found {
            let path = search::piece_path(*place);
            if self.kept.stands(&path, found.shown) {
                pieces.push(Output { path, content: Content::Kept(found.shown) });
            } else {
                // It stands at another place now.
                let Some(words) = self.kept.words(found.words) else { return self.render(number) };
                pieces.push(search::page_piece(*place, &words.shown));
            }
        }
        let files = page.outputs.into_iter();
        let files = files.map(|(path, digest)| Output { path: path.to_owned(), content: Content::Kept(digest) });
        for output in files.chain(pieces) {
            (self.emit)(output);
        }
        let found = found.into_iter().map(|(place, number, found)| (place, number, found.words));
        let entries = page.entries.map(|entries| (self.places[number], number, entries, None));
        self.gather(|gathered| {
            gathered.all.extend(found);
            gathered.entries.extend(entries);
        });
        page.diagnostics
    }

    fn render(&self, number: usize) -> Vec<Diagnostic> {
        let site = self.site;
        let nav = site.nav_part(number);
        let renderer = site.renderer(self.reader);
        let (checked, seen) = watched(|| site.page(&renderer, number, &nav));
        let diagnostics = checked.diagnostics;
        let Rendered { outputs, findable, parts, entries } = checked.value;
        let files = self.emit_all(outputs);
        let mut findable: Vec<(usize, Findable)> =
            findable.map(|findable| (number, findable)).into_iter().chain(parts).collect();
        let mut found = Vec::new();
        for number in self.with_parts(number) {
            let at = findable.iter().position(|(known, _)| *known == number);
            let words = at.map(|at| findable.swap_remove(at).1);
            found.push(words.map(|words| (self.kept.keep_words(&words), number, words)));
        }
        let stand_for: Vec<Option<FoundBy>> = found.iter().map(|found| found.as_ref().map(|found| found.0)).collect();
        for (stands_for, number, words) in found.into_iter().flatten() {
            let Some(place) = self.places[number] else { continue };
            (self.emit)(search::page_piece(place, &words.shown));
            self.gather(|gathered| {
                gathered.all.push((place, number, stands_for.words));
                if self.is_fresh {
                    gathered.there.insert(place);
                    gathered.vocabulary.add(place, words);
                } else {
                    gathered.new.push((place, words));
                }
            });
        }
        let stands_for = self.kept.keep_entries(&entries);
        let packed = stands_for.map(|key| (self.places[number], number, key, Some(Packed::new(&entries))));
        self.gather(|gathered| {
            gathered.rendered += 1;
            gathered.entries.extend(packed);
        });
        if let Some(outputs) = files {
            let made = MadePage { nav: &nav, seen: &seen, outputs: &outputs, found: &stand_for, entries: stands_for };
            self.kept.keep_page(site, number, &made, &diagnostics);
        }
        diagnostics
    }

    /// Makes the file of all entries, unless it is there.
    fn catalog(&self) {
        if self.site.index.file(catalog::PATH).is_some() {
            return;
        }
        let mut pages = Vec::new();
        self.gather(|gathered| pages = std::mem::take(&mut gathered.entries));
        pages.sort_unstable_by_key(|(place, number, ..)| (*place, *number));
        let keys: Vec<Digest> = pages.iter().map(|(_, _, key, _)| *key).collect();
        if let Some(file) = self.kept.catalog(catalog::PATH, &keys) {
            (self.emit)(Output { path: catalog::PATH.to_owned(), content: Content::Kept(file) });
            return;
        }
        let texts = pages.into_iter().map(|(_, number, key, new)| {
            let text = || self.kept.entries(key).unwrap_or_else(|| self.made_again(number).entries);
            new.unwrap_or_else(|| Packed::new(&text()))
        });
        let made = (self.emit)(catalog::output(&self.site.index.settings.languages, texts));
        if let Some(file) = made {
            self.kept.keep_catalog(&keys, file);
        }
    }

    /// Makes the search index, as far as it is not there. How many pages were rendered before that.
    fn search(self) -> usize {
        let gathered = std::mem::take(&mut *self.gathered.lock().unwrap_or_else(PoisonError::into_inner));
        let Gathered { mut all, new, vocabulary, there, rendered, .. } = gathered;
        if !self.site.index.settings.search {
            return rendered;
        }
        all.sort_unstable();
        let words: Vec<(u32, Digest)> = all.iter().map(|(place, _, words)| (*place, *words)).collect();
        let known = self.kept.search();
        if let Some(known) = &known
            && known.words == words
        {
            for (path, digest) in &known.files {
                (self.emit)(Output { path: path.clone(), content: Content::Kept(*digest) });
            }
            return rendered;
        }
        let (files, layout) = match known.and_then(|known| self.revised(&known, &words, &new)) {
            Some(revised) => revised,
            None => self.whole_index(&all, new, vocabulary, there),
        };
        if let Some(files) = files {
            self.kept.keep_search(&KeptSearch { words, files, layout });
        }
        rendered
    }

    /// The index that stands with what has changed in a few pages; nothing if that cannot be told.
    fn revised(
        &self,
        known: &KeptSearch,
        words: &[(u32, Digest)],
        new: &[(u32, Findable)],
    ) -> Option<(Option<Files>, Layout)> {
        const FEW: usize = 64;
        if known.words.len() != words.len() || known.words.iter().zip(words).any(|(was, is)| was.0 != is.0) {
            return None;
        }
        let differ: Vec<(u32, Digest)> =
            known.words.iter().zip(words).filter(|(was, is)| was != is).map(|(was, _)| *was).collect();
        if differ.len() > FEW {
            return None;
        }
        let changed = |(place, before): (u32, Digest)| {
            let (_, now) = new.iter().find(|(known, _)| *known == place)?;
            Some(Changed { place, before: self.kept.words(before)?, now: now.clone() })
        };
        let changed: Vec<Changed> = differ.into_iter().map(changed).collect::<Option<_>>()?;
        let digest_of = |path: &str| known.files.iter().find(|(known, _)| known == path).map(|(_, digest)| *digest);
        let read = |path: &str| self.kept.published(path, digest_of(path)?);
        let mut layout = known.layout.clone();
        let mut outputs: HashMap<String, Output> = search::revise::revise(&mut layout, &changed, &read)?
            .into_iter()
            .map(|output| (output.path.clone(), output))
            .collect();
        let output = |(path, digest): &(String, Digest)| {
            let kept = || Output { path: path.clone(), content: Content::Kept(*digest) };
            outputs.remove(path).unwrap_or_else(kept)
        };
        Some((self.emit_all(known.files.iter().map(output)), layout))
    }

    fn whole_index(
        &self,
        all: &[(u32, usize, Digest)],
        new: Vec<(u32, Findable)>,
        mut vocabulary: Vocabulary,
        mut there: HashSet<u32>,
    ) -> (Option<Files>, Layout) {
        for (place, words) in new {
            there.insert(place);
            vocabulary.add(place, words);
        }
        for (place, number, stands_for) in all.iter().filter(|(place, ..)| !there.contains(place)) {
            if let Some(words) = self.kept.words(*stands_for).or_else(|| self.again(*number)) {
                vocabulary.add(*place, words);
            }
        }
        let languages = &self.site.index.settings.languages;
        let languages: Vec<&str> = languages.iter().map(|known| known.id.as_str()).collect();
        let (outputs, layout) = vocabulary.finish(&languages);
        (self.emit_all(outputs), layout)
    }

    /// The words of a page that were lost.
    fn again(&self, number: usize) -> Option<Findable> {
        let whole = self.site.index.pages[number].part_of.unwrap_or(number);
        let Rendered { findable, parts, .. } = self.made_again(whole);
        let own = findable.map(|findable| (whole, findable));
        own.into_iter().chain(parts).find(|(known, _)| *known == number).map(|(_, words)| words)
    }

    fn made_again(&self, number: usize) -> Rendered {
        let renderer = self.site.renderer(self.reader);
        self.site.page(&renderer, number, &self.site.nav_part(number)).value
    }
}
