//! Files that cannot stand beside each other in one output: a file where a page is; names that differ only in case,
//! which are one on many disks and hosts; and a file where a folder must be.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;

use super::{Index, Owner};

/// Folders of the output that folio fills itself.
const OWN: [&str; 2] = ["_folio", ".folio"];

/// What is published at a path.
#[derive(Clone, Copy)]
struct Published<'i> {
    path: &'i str,
    place: Option<&'i Place>,
    is_page: bool,
}

/// Says of every published file what it clashes with. Two pages on one route are found elsewhere.
#[must_use]
pub fn clashes(index: &Index) -> Vec<Diagnostic> {
    let pages = pages(index);
    let mut files: Vec<(&str, Place)> =
        index.files.iter().map(|(path, source)| (path.as_str(), Place::start(*source))).collect();
    files.sort_unstable_by(|a, b| a.0.cmp(b.0));
    let mut all: Vec<Published<'_>> = pages
        .iter()
        .map(|(path, place)| Published { path, place: place.as_ref(), is_page: true })
        .chain(files.iter().map(|(path, place)| Published { path, place: Some(place), is_page: false }))
        .collect();
    all.sort_by_key(|published| published.path);
    let mut diagnostics = Vec::new();
    for (path, place) in &files {
        if let Some(folder) = path.split('/').next().filter(|first| OWN.contains(first)) {
            let message = format!("this file would be published in `/{folder}`, which folio fills itself");
            diagnostics.push(Diagnostic::new(Code::CONFLICTING_ROUTE, place.clone(), message));
        }
    }
    same_path(&all, &mut diagnostics);
    file_and_folder(&all, &mut diagnostics);
    diagnostics
}

/// The files of pages, their twins, and of what stands where pages were.
fn pages(index: &Index) -> Vec<(String, Option<Place>)> {
    let mut found = Vec::new();
    for record in index.pages.iter().filter(|record| record.part_of.is_none()) {
        if let Some(route) = &record.route {
            let place = Some(record.route_place());
            // In the order of their paths, so that there is little to sort.
            found.extend(index.settings.twins.then(|| (route.twin(), place.clone())));
            found.push((route.file(), place));
        }
    }
    for redirect in index.redirects.iter() {
        found.push((redirect.from.file(), redirect.place.clone()));
    }
    let mut made: Vec<String> = index
        .owners
        .iter()
        .filter(|(_, owner)| matches!(owner, Owner::Made(_)))
        .map(|(route, _)| route.file())
        .collect();
    made.sort_unstable();
    found.extend(made.into_iter().map(|path| (path, None)));
    found
}

/// Two that are published at one path, or at one but for its case.
fn same_path(all: &[Published<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut folded: HashMap<Cow<'_, str>, Published<'_>> = HashMap::with_capacity(all.len());
    for published in all {
        let is_low = published.path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let low = if is_low { Cow::Borrowed(published.path) } else { Cow::Owned(published.path.to_lowercase()) };
        let Some(other) = folded.insert(low, *published) else {
            continue;
        };
        let is_same = other.path == published.path;
        // What folio makes of itself, and the path of a page that is published elsewhere, give way in silence.
        let gives_way = is_same && (other.place.is_none() || published.place.is_none());
        if (other.is_page && published.is_page) || gives_way {
            continue;
        }
        let message = if is_same {
            format!("this file is published at `/{}`, where a page or a redirect is", published.path)
        } else {
            format!("`/{}` and `/{}` differ only in case, and are one on many hosts", published.path, other.path)
        };
        clash(*published, other, message, diagnostics);
    }
}

fn file_and_folder(all: &[Published<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let by_path: HashMap<&str, Published<'_>> = all.iter().map(|published| (published.path, *published)).collect();
    let mut told = std::collections::HashSet::new();
    let mut before = "";
    for published in all {
        let mut rest = published.path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            // They are in order: the folders above the one before have been looked for.
            if before.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) {
                break;
            }
            if let Some(file) = by_path.get(folder)
                && told.insert(folder)
            {
                let message = format!("`/{folder}` would be a file, and a folder that holds `/{}`", published.path);
                clash(*file, *published, message, diagnostics);
            }
            rest = folder;
        }
        before = published.path;
    }
}

/// The file gives way, where a page is the other one.
fn clash(one: Published<'_>, other: Published<'_>, message: String, diagnostics: &mut Vec<Diagnostic>) {
    let (wrong, right) = if one.is_page { (other, one) } else { (one, other) };
    let (wrong, right) = if wrong.place.is_none() { (right, wrong) } else { (wrong, right) };
    let Some(place) = wrong.place else { return };
    let mut diagnostic = Diagnostic::new(Code::CONFLICTING_ROUTE, place.clone(), message);
    if let Some(right) = right.place {
        diagnostic = diagnostic.note(right.clone(), "the other one");
    }
    diagnostics.push(diagnostic);
}
