//! Which facts of the site were looked up while a page was in hand, of those that change often: texts of descriptions,
//! anchors of pages, and whole texts. Everything else that a page can see of others changes seldom, and is taken for seen.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::model::source::{Digest, SourceId};

use super::Index;

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Paths of descriptions, as they were asked for.
    pub texts: BTreeSet<Box<str>>,
    /// Pages whose anchors were asked for.
    pub anchors: BTreeSet<SourceId>,
    /// Sources that were read.
    pub reads: BTreeSet<SourceId>,
}

thread_local! {
    static HERE: RefCell<Option<Seen>> = const { RefCell::new(None) };
}

/// Does some work, and says what it has looked up. It must stay on its thread, and not call this again.
pub fn watched<T>(work: impl FnOnce() -> T) -> (T, Seen) {
    let watch = Watch::begin();
    let done = work();
    let seen = HERE.take().unwrap_or_default();
    drop(watch);
    (done, seen)
}

/// What is looked up is noted as long as this stands; work that fails leaves nothing behind.
struct Watch;

impl Watch {
    fn begin() -> Self {
        let before = HERE.replace(Some(Seen::default()));
        assert!(before.is_none(), "a page is watched inside another");
        Self
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        HERE.set(None);
    }
}

fn note(what: impl FnOnce(&mut Seen)) {
    HERE.with(|here| {
        if let Some(seen) = &mut *here.borrow_mut() {
            what(seen);
        }
    });
}

pub(super) fn text(path: &str) {
    note(|seen| {
        if !seen.texts.contains(path) {
            seen.texts.insert(path.into());
        }
    });
}

pub(super) fn anchors(page: SourceId) {
    note(|seen| {
        seen.anchors.insert(page);
    });
}

/// A source is read.
pub fn read(source: SourceId) {
    note(|seen| {
        seen.reads.insert(source);
    });
}

impl Index {
    /// Everything that a look at a description can tell.
    #[must_use]
    pub fn text_seen(&self, path: &str) -> Digest {
        let Some((name, found)) = self.found(path) else {
            return Digest::default();
        };
        let text = found.text.as_deref().map_or([&[0_u8][..], &[]], |text| [&[1], text.as_bytes()]);
        Digest::of_parts([name.as_bytes(), found.origin.as_bytes(), text[0], text[1]])
    }

    /// Everything that a look at the anchors of a page can tell.
    #[must_use]
    pub fn anchors_seen(&self, page: SourceId) -> Digest {
        let anchors = self.page_of(page).map(|number| self.pages[number].anchors.as_str());
        anchors.map_or_else(Digest::default, |anchors| Digest::of_parts([anchors.as_bytes()]))
    }
}

#[cfg(test)]
mod tests {
    use super::{text, watched};
    use crate::guard::guarded;

    #[test]
    fn work_that_fails_leaves_nothing_behind() {
        let failed = guarded(|| {
            watched(|| -> u32 {
                text("a");
                panic!("on the way")
            })
        });
        assert!(failed.is_err());
        let ((), seen) = watched(|| text("b"));
        assert_eq!(seen.texts.iter().map(|text| &**text).collect::<Vec<_>>(), ["b"]);
    }
}
