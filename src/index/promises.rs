//! Addresses of the last release: which of them answer no more, and which this one adds.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::output::Output;
use crate::model::promise::Promise;
use crate::model::route::{Route, file_href};
use crate::near::near;

use super::{Index, Owner};

/// Says of each address that was promised and has no answer.
#[must_use]
pub fn broken(index: &Index, promises: &[Promise]) -> Vec<Diagnostic> {
    let missing = promises.iter().filter(|promise| !is_kept(index, &promise.path));
    let diagnostics = missing.map(|promise| {
        let message = format!("`{}` answered in the last release, and nothing does now", promise.address);
        let old = promise.path.trim_end_matches('/');
        let help = did_you_mean(&near(old, index.routes())).map(|near| format!("; {near}")).unwrap_or_default();
        let help = format!("write `redirect_from: {old}` into the page that took its place, or remove this line{help}");
        Diagnostic::new(Code::VANISHED_ADDRESS, promise.place.clone(), message).help(help)
    });
    diagnostics.collect()
}

fn is_kept(index: &Index, path: &str) -> bool {
    let file = path.trim_start_matches('/');
    let of_folder = if path.ends_with('/') { format!("{file}index.html") } else { file.to_owned() };
    index.file(&of_folder).is_some() || Route::parse(path).is_ok_and(|route| index.owner(&route).is_some())
}

/// What the site answers at, as it is written down: pages, redirects, and the author's own files.
#[must_use]
pub fn written(index: &Index, copies: &[Output]) -> String {
    let own = index.owners.iter().filter(|(_, owner)| !matches!(owner, Owner::Made(_)));
    let addresses: BTreeSet<String> =
        own.map(|(route, _)| route.href("")).chain(copies.iter().map(|copy| file_href("", &copy.path))).collect();
    let mut text = "# Addresses that must go on to answer; written by `folio build --lock`.\n".to_owned();
    for address in addresses {
        let _ = writeln!(text, "{address}");
    }
    text
}
