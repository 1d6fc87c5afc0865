//! What stands at an address, as a host of static files would have it.

use std::sync::Arc;

use crate::model::diagnostic::Diagnostic;
use crate::model::route::{Route, encoded};
use crate::model::source::{Digest, SourceId};
use crate::pipeline::shelf::Published;
use crate::pipeline::snapshot::{Found, Snapshot, Stale};

pub enum Stands {
    /// A page of the author.
    Page {
        shown: Option<Arc<Published>>,
        problems: Arc<[Diagnostic]>,
    },
    /// Something that folio makes, by its path in the output.
    Made {
        path: String,
        bytes: Vec<u8>,
    },
    /// A file of the author, by its path in the output.
    Copy {
        path: String,
        source: SourceId,
    },
    /// Another address.
    Elsewhere {
        to: String,
        status: u16,
    },
    Nothing,
}

const MOVED: u16 = 301;
const FOUND: u16 = 302;

/// How a page is taken whose sources are being changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Not: the next snapshot will have it.
    Settled,
    /// As it can be had.
    AtOnce,
}

/// What stands at a decoded path.
pub fn stands(snapshot: &Snapshot, path: &str, take: Take) -> Result<Stands, Stale> {
    let base = snapshot.site.index.settings.base_path();
    let below = match path.strip_prefix(base) {
        Some("") => return Ok(Stands::Elsewhere { to: format!("{}/", encoded(base)), status: MOVED }),
        Some(below) if below.starts_with('/') => &below[1..],
        // Who asks for the root means the site, wherever it will stand.
        _ if path == "/" => return Ok(Stands::Elsewhere { to: format!("{}/", encoded(base)), status: FOUND }),
        _ => return Ok(Stands::Nothing),
    };
    if below.is_empty() || below.ends_with('/') {
        return output(snapshot, format!("{below}index.html"), take);
    }
    let found = output(snapshot, below.to_owned(), take)?;
    if !matches!(found, Stands::Nothing) {
        return Ok(found);
    }
    // The list of redirects names addresses without a slash at their end.
    if let Some(to) = Route::parse(&format!("/{below}")).ok().and_then(|route| snapshot.redirect(&route)) {
        return Ok(Stands::Elsewhere { to, status: MOVED });
    }
    let is_folder = !matches!(snapshot.find(&format!("{below}/index.html")), Found::Nothing);
    let to = format!("{}/{}/", encoded(base), encoded(below));
    Ok(if is_folder { Stands::Elsewhere { to, status: MOVED } } else { Stands::Nothing })
}

fn output(snapshot: &Snapshot, path: String, take: Take) -> Result<Stands, Stale> {
    let page = |number| match take {
        Take::Settled => snapshot.page(number),
        Take::AtOnce => Ok(snapshot.page_at_once(number)),
    };
    Ok(match snapshot.find(&path) {
        Found::Page(number) => {
            let seen = page(number)?;
            let problems = snapshot.problems_of(&seen);
            Stands::Page { shown: seen.shown, problems }
        }
        Found::Twin(number) => match page(number)?.shown.and_then(|shown| shown.twin.clone()) {
            Some(bytes) => Stands::Made { path, bytes },
            None => Stands::Nothing,
        },
        Found::Copy(source) => Stands::Copy { path, source },
        Found::Bytes(bytes) => Stands::Made { path, bytes },
        Found::Nothing => Stands::Nothing,
    })
}

/// The page that stands for whatever is not there.
pub fn missing(snapshot: &Snapshot) -> Vec<u8> {
    match snapshot.find("404.html") {
        Found::Bytes(bytes) => bytes,
        _ => b"<!doctype html>\n<title>Page not found</title>\n<body><p>There is no page here.</p></body>\n".to_vec(),
    }
}

/// A page that could not be rendered even once.
pub fn unshowable() -> Vec<u8> {
    b"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Not yet</title>\n\
      <body>\n<main id=\"main\"><p>This page cannot be shown yet: it has a mistake.</p></main>\n</body>\n</html>\n"
        .to_vec()
}

/// What a browser is shown at an address, to know whether it still shows that.
pub struct View {
    pub version: Digest,
    pub problems: Arc<[Diagnostic]>,
}

pub fn view(snapshot: &Snapshot, path: &str) -> Result<View, Stale> {
    let none: Arc<[Diagnostic]> = Arc::default();
    Ok(match stands(snapshot, path, Take::Settled)? {
        Stands::Page { shown: Some(shown), problems } => View { version: shown.version, problems },
        Stands::Page { shown: None, problems } => View { version: Digest::of(&unshowable()), problems },
        Stands::Made { bytes, .. } => View { version: Digest::of(&bytes), problems: none },
        Stands::Copy { .. } | Stands::Elsewhere { .. } => View { version: Digest::default(), problems: none },
        Stands::Nothing => View { version: Digest::of(&missing(snapshot)), problems: none },
    })
}
