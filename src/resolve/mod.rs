//! One page and the index of the site to its [`Links`]: what every name and address in it stands for.

pub mod bundle;
pub mod documented;
pub mod link;
pub mod reference;
pub mod sample;
pub mod schema;
pub mod type_expression;
pub mod usage;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::index::{Bounds, Fields, Index, PageRecord, Wording, Written};
use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic, did_you_mean};
use crate::model::links::{EntryName, EntryNames, Links, Partial, Prose, Target};
use crate::model::page::{Use, UseKind};
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::{Deprecated, LISTS, literal, named};
use crate::model::source::SourceId;
use crate::near::near;
use crate::parse::{facts, markdown};

/// Who asks: the page that is published, and the source that the words stand in.
#[derive(Clone, Copy)]
pub struct From<'i> {
    pub index: &'i Index,
    /// The page whose reader follows the link.
    pub page: &'i PageRecord,
    /// The page or shared file that holds the link.
    pub holder: &'i PageRecord,
}

/// Everything that one page needs of the site. Only for pages with a route.
#[must_use]
pub fn page(index: &Index, number: usize) -> Checked<Links> {
    let record = &index.pages[number];
    let from = From { index, page: record, holder: record };
    let mut diagnostics = Vec::new();
    let mut partials = Partials { found: Vec::new(), open: vec![number], count: 0, too_many: None };
    let uses = uses(from, &mut partials, &mut diagnostics);
    if let Some(place) = partials.too_many {
        let message = format!("with this, the page brings in more than {} files", limits::INCLUDES);
        diagnostics.push(Diagnostic::new(Code::TOO_LARGE, place, message));
    }
    let lead = page_texts(from, &mut diagnostics);
    let reference = reference::groups(from, &mut diagnostics);
    diagnostics.extend(documented::unknown(index, record));
    Checked::new(Links { uses, partials: partials.found, lead, reference }, diagnostics)
}

/// What is wrong in a shared file, whether a page brings it in or not: its texts and entries.
#[must_use]
pub fn shared(index: &Index, number: usize) -> Vec<Diagnostic> {
    let record = &index.pages[number];
    let from = From { index, page: record, holder: record };
    let mut diagnostics = Vec::new();
    let _ = page_texts(from, &mut diagnostics);
    let _ = reference::groups(from, &mut diagnostics);
    // What is too large here is so on the page that names it, if one does.
    diagnostics.retain(|diagnostic| diagnostic.code != Code::TOO_LARGE);
    diagnostics
}

/// Where the settings lead nowhere: redirects, and the files of the theme.
#[must_use]
pub fn settings(index: &Index) -> Vec<Diagnostic> {
    let Some(source) = index.settings_source else {
        return Vec::new();
    };
    let place = |keys: [&str; 2]| {
        Place::data(source, DataPath::value(keys.into_iter().map(|key| Step::Key(key.into())).collect()))
    };
    let mut diagnostics = Vec::new();
    for (from, to) in &index.settings.redirects {
        if let Err(problem) = link::redirect_target(index, to) {
            diagnostics.push(problem.at(place(["redirects", from])));
        }
    }
    let theme = &index.settings.theme;
    for (key, file) in [("logo", &theme.logo), ("logo_dark", &theme.logo_dark), ("icon", &theme.icon)] {
        if let Some(Err(problem)) = file.as_ref().map(|file| link::settings_file(index, file)) {
            diagnostics.push(problem.at(place(["theme", key])));
        }
    }
    for (number, tag) in index.settings.head.iter().enumerate() {
        for (name, value) in tag.attributes.iter().filter(|(name, _)| tag.is_address(name)) {
            if let Err(problem) = link::settings_address(index, value) {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                let head = [Step::Key("head".into()), Step::Item(number)];
                let keys = [tag.name.as_str(), name.as_str()].map(|key| Step::Key(key.into()));
                let steps = head.into_iter().chain(keys).collect();
                diagnostics.push(problem.at(Place::data(source, DataPath::value(steps))));
            }
        }
    }
    diagnostics
}

/// Descriptions that no entry and no other description ever names.
#[must_use]
pub fn unused_descriptions(index: &Index) -> Vec<Diagnostic> {
    let mut used: HashSet<&str> = HashSet::new();
    let mut unknown: BTreeSet<String> = BTreeSet::new();
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut mark = |text: &str| match named(text).map(|path| (path, index.description(path))) {
        Some((_, Some((name, _)))) => {
            used.insert(name);
        }
        Some((path, None)) => {
            unknown.insert(path.to_owned());
        }
        None => {}
    };
    for record in &index.pages {
        let front = &record.page.front;
        for (_, text) in &front.descriptions {
            mark(text);
        }
        front.description.as_deref().map(&mut mark);
        for (_, entries) in &front.reference {
            for entry in entries {
                entry.description.as_deref().map(&mut mark);
                mark_reason(&entry.deprecated, &mut mark);
                ids.extend(entry.id.as_deref());
                for list in LISTS {
                    mark_items(entry.list(list), &mut mark);
                }
            }
        }
    }
    // What stands for the entry wherever it is returned.
    used.extend(ids.into_iter().filter_map(|id| Some(index.description(id)?.0)));
    // A name with a slip in it is a use of what was probably meant: the slip is the one problem.
    used.extend(unknown.iter().flat_map(|path| index.near_descriptions(path)));
    let mut unused: Vec<_> = index.descriptions().filter(|(name, _)| !used.contains(&***name)).collect();
    unused.sort_unstable_by_key(|(name, _)| *name);
    unused
        .into_iter()
        .map(|(name, description)| {
            let place = Place::data(description.source, DataPath::key(description.path.clone()));
            Diagnostic::new(Code::UNUSED_DESCRIPTION, place, format!("`{name}` is never used"))
        })
        .collect()
}

fn mark_items(items: &[crate::model::reference::Item], mark: &mut impl FnMut(&str)) {
    for item in items {
        if let crate::model::reference::Item::Field(field) = item {
            field.description.as_deref().map(&mut *mark);
            mark_reason(&field.deprecated, mark);
            mark_items(&field.properties, mark);
        }
    }
}

fn mark_reason(deprecated: &Deprecated, mark: &mut impl FnMut(&str)) {
    if let Deprecated::Because(why) = deprecated {
        mark(why);
    }
}

/// The partials that a page brings in, each resolved once.
struct Partials {
    found: Vec<Partial>,
    /// The way down to where we are, to notice a circle.
    open: Vec<usize>,
    count: usize,
    /// Where the page itself names the file with which it is too many of them.
    too_many: Option<Place>,
}

fn uses(from: From<'_>, partials: &mut Partials, diagnostics: &mut Vec<Diagnostic>) -> Vec<Target> {
    let uses = from.holder.page.uses.open();
    let target = |(number, used)| target(from, used, &uses[number + 1..], partials, diagnostics);
    uses.iter().enumerate().map(target).collect()
}

/// What one name or address stands for; `after` is what the page uses after it.
fn target(
    from: From<'_>,
    used: &Use,
    after: &[Use],
    partials: &mut Partials,
    diagnostics: &mut Vec<Diagnostic>,
) -> Target {
    let place = Place::span(from.holder.source.id, used.span);
    match &used.kind {
        UseKind::Link(url) => link::link(from, url, &used.languages).unwrap_or_else(|problem| {
            let target = problem.target();
            diagnostics.push(problem.at(place));
            target
        }),
        UseKind::Image(url) => link::image(from, url).unwrap_or_else(|problem| {
            diagnostics.push(problem.at(place));
            Target::Nothing
        }),
        UseKind::Include(file) => include(from, file, place, partials, diagnostics),
        UseKind::Sample { file, language } => {
            let id = language.as_ref().map(|(id, _)| id.as_str());
            match sample::sample(from.index, &from.holder.source.path, file, id) {
                Ok(set) => {
                    let replaced = sample::replaced(from.index, after);
                    for variant in &set.variants {
                        let gaps = variant.fallback.iter().filter(|id| !replaced.contains(id));
                        let names: Vec<_> = gaps.map(String::as_str).collect();
                        if !names.is_empty() {
                            let message = format!("`{file}` has no file for {}", names.join(", "));
                            let help = format!("`{}` is shown there instead", variant.file_name);
                            diagnostics.push(Diagnostic::new(Code::FALLBACK_SAMPLE, place.clone(), message).help(help));
                        }
                    }
                    Target::Sample(set)
                }
                Err(problem) => {
                    let wrong_language = language.as_ref().filter(|_| problem.code == Code::UNKNOWN_LANGUAGE);
                    let place = wrong_language.map_or(place, |(_, span)| Place::span(from.holder.source.id, *span));
                    diagnostics.push(problem.at(place));
                    Target::Nothing
                }
            }
        }
        UseKind::Entry(id) => entry_names(from, id).map_or_else(
            || {
                diagnostics.push(unknown_entry(from.index, id, place));
                Target::Nothing
            },
            Target::Entry,
        ),
        UseKind::Reference(id) => reference::named_group(from, id).map_or_else(
            || {
                diagnostics.push(unknown_entry(from.index, id, place));
                Target::Nothing
            },
            |group| Target::Group(Arc::new(group)),
        ),
        UseKind::Schema(name) => schema::named(from, name).unwrap_or_else(|problem| {
            diagnostics.push(problem.at(place));
            Target::Nothing
        }),
    }
}

fn unknown_entry(index: &Index, id: &str, place: Place) -> Diagnostic {
    let entries = index.pages.iter().flat_map(|record| &record.page.front.reference).flat_map(|(_, entries)| entries);
    let ids = entries.filter_map(|entry| entry.id.as_deref());
    let message = format!("there is no entry with the id `{id}`");
    Diagnostic::new(Code::UNKNOWN_REFERENCE, place, message).help_if(did_you_mean(&near(id, ids)))
}

fn include(
    from: From<'_>,
    file: &str,
    place: Place,
    partials: &mut Partials,
    diagnostics: &mut Vec<Diagnostic>,
) -> Target {
    let index = from.index;
    let Some(number) = index.partial(&from.holder.source.path, file) else {
        let wanted = crate::index::join(from.holder.source.path.folder(), file);
        let diagnostic = if let Some(wanted) = wanted {
            let known = index.pages.iter().filter_map(|record| record.source.path.as_str().strip_prefix("content"));
            let wanted = wanted.strip_prefix("content").unwrap_or(&wanted);
            Diagnostic::new(Code::MISSING_FILE, place, format!("there is no file `{file}`"))
                .help_if(did_you_mean(&near(wanted, known)))
        } else {
            Diagnostic::new(Code::OUTSIDE_ROOT, place, format!("`{file}` leads out of `content/`"))
        };
        diagnostics.push(diagnostic);
        return Target::Nothing;
    };
    partials.count += 1;
    if partials.count > limits::INCLUDES {
        if partials.open.len() == 1 {
            partials.too_many.get_or_insert(place);
        }
        return Target::Nothing;
    }
    if partials.open.contains(&number) {
        let message = format!("`{file}` brings itself in");
        diagnostics.push(Diagnostic::new(Code::INCLUDE_CYCLE, place, message));
        return Target::Nothing;
    }
    if partials.open.len() > limits::INCLUDE_DEPTH {
        let message = format!("files are brought in more than {} deep here", limits::INCLUDE_DEPTH);
        diagnostics.push(Diagnostic::new(Code::TOO_DEEP, place, message));
        return Target::Nothing;
    }
    let holder = &index.pages[number];
    let known = partials.found.iter().any(|partial| partial.source == holder.source.id);
    partials.open.push(number);
    let mut again = Vec::new();
    let resolved = uses(From { holder, ..from }, partials, if known { &mut again } else { diagnostics });
    partials.open.pop();
    if partials.count > limits::INCLUDES && partials.open.len() == 1 {
        partials.too_many.get_or_insert(place);
    }
    if !known {
        let partial = Partial { source: holder.source.id, digest: holder.source.digest, uses: resolved };
        partials.found.push(partial);
    }
    Target::Include { partial: holder.source.id }
}

/// The identifiers of the entries with this id, in every language.
fn entry_names(from: From<'_>, id: &str) -> Option<Arc<EntryNames>> {
    let index = from.index;
    let mut names = Vec::new();
    for language in &index.settings.languages {
        for at in index.with_id(&language.id, id) {
            let (record, _, entries) = index.entries_beside(*at);
            let entry = &entries[at.entry];
            if record.route.is_none() {
                continue;
            }
            let href = |anchor: &str| link::from_page(from, link::page_href(index, at.page, None, Some(anchor)));
            let plain = |text: Option<&str>| text.map(|text| plain_text(index, text)).unwrap_or_default();
            if let Some(key) = &entry.key {
                names.push(EntryName {
                    language: language.id.clone(),
                    key: key.clone(),
                    href: href(&entry.anchor),
                    description: plain(entry.description.as_deref()),
                    pattern_before: entry.pattern_before.clone(),
                });
            }
            let each = |anchor: String, written: Written<'_>| {
                let (key, unwrap, description, pattern_before) = match written {
                    Written::Field(field) => (&field.key, field.unwrap, &field.description, None),
                    Written::Shared(item) => (&item.key, item.unwrap, &item.description, item.pattern_before.clone()),
                };
                if let Some(key) = key.as_ref().filter(|_| !unwrap) {
                    names.push(EntryName {
                        language: language.id.clone(),
                        key: key.clone(),
                        href: href(&anchor),
                        description: plain(description.as_deref()),
                        pattern_before,
                    });
                }
            };
            Fields::new(index, &language.id, &mut Bounds::default(), each).entry(entries, at.entry);
        }
    }
    let known = !names.is_empty()
        || index.settings.languages.iter().any(|language| !index.with_id(&language.id, id).is_empty());
    known.then(|| Arc::new(EntryNames { id: id.to_owned(), names }))
}

/// A description as plain text, whether it is one or names one.
fn plain_text(index: &Index, raw: &str) -> String {
    let text = index.wording(raw).text().unwrap_or_default();
    facts::plain(&markdown::inline(SourceId(0), text).nodes).trim().to_owned()
}

/// The names and links inside the texts that a page defines, each said once, where it is written.
fn page_texts(from: From<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Prose> {
    let front = &from.holder.page.front;
    let lead = front.description.as_deref();
    let lead = lead.and_then(|value| description(from, value, &[Step::Key("description".into())], diagnostics));
    for (number, (_, text)) in front.descriptions.iter().enumerate() {
        if named(text).is_none() {
            let steps = front.description_steps(number);
            let _ = prose(from, literal(text), Some(&steps), diagnostics);
        }
    }
    lead
}

/// What a value says that stands at `steps` in the front matter. The links of a shared text lead from where that is
/// written, and what is wrong with them is said there.
fn description(from: From<'_>, value: &str, steps: &[Step], diagnostics: &mut Vec<Diagnostic>) -> Option<Prose> {
    let index = from.index;
    match index.wording(value) {
        Wording::Here(text) => Some(prose(from, text, Some(steps), diagnostics)),
        Wording::Shared(text, origin) => {
            let holder = index.page_of(origin.source).map_or(from.holder, |number| &*index.pages[number]);
            Some(prose(From { holder, ..from }, text, None, &mut Vec::new()))
        }
        Wording::Nothing => None,
        Wording::Unknown(path) => {
            let place = Place::data(from.holder.source.id, DataPath::value(steps.to_vec()));
            let help = did_you_mean(&index.near_descriptions(path));
            let message = format!("there is no description `{path}`");
            diagnostics.push(Diagnostic::new(Code::UNKNOWN_DESCRIPTION, place, message).help_if(help));
            None
        }
    }
}

/// A text with its links resolved. With `steps`, the way to it in the front matter, its problems are reported.
#[must_use]
pub fn prose(from: From<'_>, text: &str, steps: Option<&[Step]>, diagnostics: &mut Vec<Diagnostic>) -> Prose {
    prose_in(from, text, |problem, url, nth| {
        if let Some(steps) = steps {
            let nth = u32::try_from(nth).unwrap_or(0);
            let place = DataPath::value(steps.to_vec()).within(url, nth);
            diagnostics.push(problem.at(Place::data(from.holder.source.id, place)));
        }
    })
}

/// A text with its links resolved. What is wrong with an address is handed on with the address, and how many equal
/// ones come before it.
#[must_use]
pub fn prose_in(from: From<'_>, text: &str, mut wrong: impl FnMut(link::Problem, &str, usize)) -> Prose {
    let text = text.trim();
    if !text.contains(['[', '<', ':', '@']) && !text.contains("www.") {
        return Prose { markdown: text.into(), links: Vec::new() };
    }
    let document = markdown::inline(from.holder.source.id, text);
    let page = facts::facts(from.holder.source.id, text, &document, &mut Vec::new());
    let mut links = Vec::with_capacity(page.uses.len());
    let mut met: Vec<&str> = Vec::new();
    for used in &page.uses {
        let (found, url) = match &used.kind {
            UseKind::Link(url) => (link::link(from, url, &[]), url.as_str()),
            UseKind::Image(url) => (link::image(from, url), url.as_str()),
            _ => (Ok(Target::Nothing), ""),
        };
        let nth = met.iter().filter(|other| **other == url).count();
        met.push(url);
        links.push(found.unwrap_or_else(|problem| {
            let target = problem.target();
            wrong(problem, url, nth);
            target
        }));
    }
    Prose { markdown: text.into(), links }
}
