//! `folio check --external`: the addresses on other hosts that readers meet, each asked for once.
//!
//! They are taken from the pages as they would be published, so that nothing is forgotten that a template or the
//! settings add. Where a dead one is written is looked up afterwards, in the sources.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::edge::failure::Failure;
use crate::edge::progress::Progress;
use crate::edge::web::{self, Answer};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::output::{Content, Output};
use crate::model::place::{Place, Span};
use crate::model::source::{Source, SourceId, SourceKind};

/// Hosts that are kept free for examples, and this machine by name: nothing is ever there.
const EXAMPLES: [&str; 7] = ["example", "test", "invalid", "localhost", "example.com", "example.org", "example.net"];

/// What was met so far.
#[derive(Debug, Default)]
pub struct External {
    addresses: Mutex<BTreeSet<String>>,
    /// Where the site itself will be.
    own: Option<String>,
}

impl External {
    #[must_use]
    pub fn new(base_url: Option<&str>) -> Self {
        let own = base_url.filter(|url| url.contains("://")).map(str::to_owned);
        Self { addresses: Mutex::default(), own }
    }

    /// Takes the addresses out of a page.
    pub fn collect(&self, output: &Output) {
        let Content::Bytes(bytes) = &output.content else { return };
        if output.path.strip_suffix(".html").is_none() {
            return;
        }
        let html = String::from_utf8_lossy(bytes);
        let found = ["href=\"", "src=\""].into_iter().flat_map(|mark| html.split(mark).skip(1));
        let found = found.filter_map(|rest| rest.split('"').next()).map(|address| address.replace("&amp;", "&"));
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        for address in found {
            let address = address.split('#').next().unwrap_or_default();
            let below = self.own.as_ref().and_then(|own| address.strip_prefix(own.trim_end_matches('/')));
            let is_own = below.is_some_and(|below| below.is_empty() || below.starts_with(['/', '?']));
            if is_asked(address) && !is_own {
                addresses.insert(address.to_owned());
            }
        }
    }

    /// Asks for each of them, and says which are dead and where they stand. Beside it, those of which it cannot be
    /// said.
    pub fn ask(
        self,
        sources: &[Source],
        bytes: &dyn Fn(SourceId) -> Option<Vec<u8>>,
        progress: &Progress,
    ) -> Result<(Vec<Diagnostic>, Vec<String>), Failure> {
        let addresses = self.addresses.into_inner().unwrap_or_else(PoisonError::into_inner);
        let addresses: Vec<String> = addresses.into_iter().collect();
        progress.step("asking", addresses.len());
        let answers = web::ask(&addresses, &|| progress.advance())?;
        let mut gone = Vec::new();
        let mut unclear = Vec::new();
        for (address, answer) in addresses.into_iter().zip(answers) {
            match answer {
                Answer::There => {}
                Answer::Gone(why) => gone.push((address, why)),
                Answer::Unclear(why) => unclear.push(format!("{address}: {why}")),
            }
        }
        Ok((located(&gone, sources, bytes), unclear))
    }
}

fn is_asked(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', ':']).next()).unwrap_or_default().to_ascii_lowercase();
    let is_example = |name: &&str| host.strip_suffix(*name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !host.is_empty() && !EXAMPLES.iter().any(is_example)
}

/// Every place in the sources at which one of these addresses is written.
fn located(
    gone: &[(String, String)],
    sources: &[Source],
    bytes: &dyn Fn(SourceId) -> Option<Vec<u8>>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut homeless: BTreeSet<&String> = gone.iter().map(|(address, _)| address).collect();
    let has_links = |source: &&Source| {
        !gone.is_empty() && !matches!(source.kind, SourceKind::Sample | SourceKind::Asset | SourceKind::Accepted)
    };
    for source in sources.iter().filter(has_links) {
        let Some(text) = bytes(source.id).and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
        for (address, why) in gone {
            for (at, _) in
                text.match_indices(address.as_str()).filter(|(at, _)| ends_there(&text[at + address.len()..]))
            {
                homeless.remove(address);
                let place = Place::span(source.id, Span::new(at, at + address.len()));
                diagnostics.push(dead(place, address, why));
            }
        }
    }
    // Written in another way than it is published: at least the site is told.
    let start = sources.first().map(|source| Place::start(source.id));
    for (address, why) in gone.iter().filter(|(address, _)| homeless.contains(address)) {
        diagnostics.extend(start.clone().map(|place| dead(place, address, why)));
    }
    diagnostics
}

/// Whether what follows is no longer a part of the address.
fn ends_there(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| {
        c.is_whitespace()
            || ")\"'>]}#<`,".contains(c)
            || (".;:!?".contains(c) && { rest[c.len_utf8()..].chars().next().is_none_or(char::is_whitespace) })
    })
}

fn dead(place: Place, address: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::DEAD_LINK, place, format!("`{address}` leads nowhere: {why}"))
}

#[cfg(test)]
mod tests {
    use super::{ends_there, is_asked};

    #[test]
    fn hosts_for_examples_are_left_alone() {
        for address in [
            "https://api.postbox.example/v1",
            "http://localhost:80/",
            "https://example.com",
            "/guide",
            "mailto:a@b.org",
            "https://",
        ] {
            assert!(!is_asked(address), "{address}");
        }
        for address in ["https://keats.github.io/tera/", "http://127.0.0.1:9", "https://myexample.com/x?y"] {
            assert!(is_asked(address), "{address}");
        }
    }

    #[test]
    fn a_longer_address_is_another_one() {
        assert!(ends_there(") and") && ends_there("") && ends_there(". Then") && ends_there("#part"));
        assert!(!ends_there("/more") && !ends_there(".html") && !ends_there("x"));
    }
}
