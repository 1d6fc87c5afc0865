//! A request to its answer: outputs of the site, and the few addresses that the preview has for itself.

use std::sync::{Arc, PoisonError, RwLock};

use crate::commands;
use crate::edge::discover::Sources;
use crate::edge::report;
use crate::edge::server::{Answer, Asked, Body};
use crate::model::source::Digest;
use crate::pipeline::snapshot::Snapshot;
use crate::render::assets;
use crate::render::site::POLICY;

use super::address::{Stands, Take, missing, stands, unshowable};
use super::current::Current;
use super::media::media;
use super::survey::Survey;

pub const CHANNEL: &str = "/__folio/live";
const SCRIPT: &str = "/__folio/live.js";
const STYLE: &str = "/__folio/live.css";
const PROBLEMS: &str = "/__folio/problems";

/// `doubt` is called when a source is not what it was last seen to be.
pub fn answer(
    asked: &Asked,
    current: &Current,
    survey: &Survey,
    sources: &RwLock<Sources>,
    doubt: &dyn Fn(),
) -> Answer {
    match asked.path.as_str() {
        SCRIPT => return own("live.js"),
        STYLE => return own("live.css"),
        PROBLEMS => return problems(asked, survey, sources),
        _ => {}
    }
    let looked = current.look(|snapshot| Ok((Arc::clone(snapshot), stands(snapshot, &asked.path, Take::Settled)?)));
    let (snapshot, stands) = looked.unwrap_or_else(|| {
        // It changes faster than it can be read, or nobody told of the change.
        doubt();
        let snapshot = current.snapshot();
        let stands = stands(&snapshot, &asked.path, Take::AtOnce).unwrap_or(Stands::Nothing);
        (snapshot, stands)
    });
    match stands {
        Stands::Page { shown: Some(shown), .. } => html_of(200, &shown.html, shown.version),
        Stands::Page { shown: None, .. } => html(200, &unshowable()),
        Stands::Made { path, bytes } if path.ends_with(".html") => html(200, &bytes),
        Stands::Made { path, bytes } => plain(200, media(&path), bytes),
        Stands::Copy { path, source } => {
            let opened = sources.read().unwrap_or_else(PoisonError::into_inner).open(source);
            match opened {
                Ok((_, file)) => Answer {
                    status: 200,
                    media: media(&path).to_owned(),
                    body: Body::File(file),
                    location: None,
                    policy: Some(POLICY.to_owned()),
                },
                Err(_) => lost(&snapshot),
            }
        }
        Stands::Elsewhere { to, status } => {
            let (path, fragment) = to.split_once('#').map_or((to.as_str(), None), |(path, tail)| (path, Some(tail)));
            let query = asked.query.as_ref().filter(|_| !path.contains('?')).map(|query| format!("?{query}"));
            let fragment = fragment.map(|fragment| format!("#{fragment}"));
            let location = format!("{path}{}{}", query.unwrap_or_default(), fragment.unwrap_or_default());
            Answer { location: Some(location), ..Answer::plain(status, "this page is somewhere else") }
        }
        Stands::Nothing => lost(&snapshot),
    }
}

fn lost(snapshot: &Snapshot) -> Answer {
    html(404, &missing(snapshot))
}

fn plain(status: u16, media: &str, bytes: Vec<u8>) -> Answer {
    Answer {
        status,
        media: media.to_owned(),
        body: Body::Bytes(bytes),
        location: None,
        policy: Some(POLICY.to_owned()),
    }
}

fn own(name: &str) -> Answer {
    match assets::built_in(name) {
        Some(bytes) => plain(200, media(name), bytes),
        None => Answer::plain(404, "there is nothing here"),
    }
}

fn html(status: u16, bytes: &[u8]) -> Answer {
    html_of(status, bytes, Digest::of(bytes))
}

/// A page with the script that keeps it up to date, at the end of its body; pages without one are sent as they are.
fn html_of(status: u16, bytes: &[u8], version: Digest) -> Answer {
    const END: &[u8] = b"</body>";
    let at = (0..bytes.len().saturating_sub(END.len() - 1)).rev().find(|at| bytes[*at..].starts_with(END));
    let bytes = match at {
        Some(at) => {
            let script = format!("<script src=\"{SCRIPT}\" data-version=\"{}\"></script>", version.hex());
            [&bytes[..at], script.as_bytes(), &bytes[at..]].concat()
        }
        None => bytes.to_vec(),
    };
    plain(status, "text/html; charset=utf-8", bytes)
}

/// Everything that is wrong with the site: a page for people, a document for programs.
fn problems(asked: &Asked, survey: &Survey, sources: &RwLock<Sources>) -> Answer {
    let Some(snapshot) = survey.wait() else {
        return Answer::plain(202, "not every page has been looked at yet; ask again");
    };
    let none = Arc::default();
    let problems = snapshot.surveyed().unwrap_or(&none);
    let settings = &snapshot.site.index.settings;
    let tally = report::tally(problems, settings);
    let sources = sources.read().unwrap_or_else(PoisonError::into_inner);
    let found = report::located(problems, settings, &sources, usize::MAX);
    if !asked.wants_page {
        let summary = report::Summary { tally, ..commands::summary(&snapshot.site) };
        let document = report::json::document(&found, &summary);
        return plain(200, "application/json; charset=utf-8", document.into_bytes());
    }
    let style = report::human::Style { color: false, width: 110 };
    let frames = report::human::frames(&found, tally, style);
    let frames = if frames.is_empty() { "No problems.".to_owned() } else { frames };
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Problems</title>\n\
         <link rel=\"stylesheet\" href=\"{STYLE}\">\n<body class=\"problems\">\n<h1>Problems</h1>\n<pre>{}</pre>\n</body>\n</html>\n",
        crate::render::escape::escaped(&frames)
    );
    html(200, page.as_bytes())
}
