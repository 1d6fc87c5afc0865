//! Sources to what they say: each is read once, by what its kind is for.

use std::sync::Arc;

use crate::index::{Files, Index, ParsedPage};
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::finding::Accepted;
use crate::model::page::{FrontMatter, Page};
use crate::model::place::Place;
use crate::model::settings::Settings;
use crate::model::source::{Source, SourceId, SourceKind, by_path};
use crate::render;
use crate::render::assets::Asset;
use crate::render::site::Given;
use crate::render::templates::{TemplateFile, Templates};
use crate::render::view::SiteView;
use crate::{index, limits, parse};

use super::{Input, guarded, kept, text};

pub(super) fn settings(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) -> (Arc<Settings>, Option<SourceId>) {
    let source = only(input, SourceKind::Settings, diagnostics);
    let read = |text: &str, source: &Source| parse::settings::settings(source.id, text);
    let mut settings = read_whole(input, source, diagnostics, read).unwrap_or_default();
    if let Some(url) = &input.base_url {
        settings.base_url = Some(url.clone());
    }
    (Arc::new(settings), source.map(|source| source.id))
}

pub(super) fn accepted(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Accepted> {
    let source = only(input, SourceKind::Accepted, diagnostics);
    let read = |text: &str, source: &Source| parse::accepted::accepted(source.id, text);
    read_whole(input, source, diagnostics, read).unwrap_or_default()
}

/// Addresses of the last release that answer no more.
pub(super) fn broken_promises(input: &Input<'_>, index: &Index, diagnostics: &mut Vec<Diagnostic>) {
    let source = only(input, SourceKind::Promises, diagnostics);
    let read = |text: &str, source: &Source| parse::promises::promises(source.id, text);
    if let Some(promises) = read_whole(input, source, diagnostics, read) {
        diagnostics.extend(index::promises::broken(index, &promises));
    }
}

/// The one source of a kind that a site has once; of others it is said that they are not read.
pub(super) fn only<'i>(input: &Input<'i>, kind: SourceKind, diagnostics: &mut Vec<Diagnostic>) -> Option<&'i Source> {
    let mut found = input.sources.iter().filter(|source| source.kind == kind);
    let first = found.next()?;
    diagnostics.extend(found.map(|other| {
        let message = format!("this file is not read, since `{}` is there as well", first.path);
        Diagnostic::new(Code::INVALID_SETTING, Place::start(other.id), message).help("keep one of the two")
    }));
    Some(first)
}

/// What is read in such a source, if there is one.
pub(super) fn read_whole<T>(
    input: &Input<'_>,
    source: Option<&Source>,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl FnOnce(&str, &Source) -> Checked<T>,
) -> Option<T> {
    let source = source?;
    match whole(input, source) {
        Ok(text) => Some(read(&text, source).unpack(diagnostics)),
        Err(problem) => {
            diagnostics.push(*problem);
            None
        }
    }
}

/// The text of a source that is not larger than its kind may be.
pub(super) fn whole(input: &Input<'_>, source: &Source) -> Result<Arc<str>, Box<Diagnostic>> {
    match too_large(source) {
        Some(problem) => Err(Box::new(problem)),
        None => text(source.id, (input.bytes)(source.id)),
    }
}

pub(super) fn too_large(source: &Source) -> Option<Diagnostic> {
    let most = limits::of(source.kind).filter(|most| source.size > *most)?;
    let message = format!("the file is larger than {}", limits::size(usize::try_from(most).unwrap_or(usize::MAX)));
    Some(Diagnostic::new(Code::TOO_LARGE, Place::start(source.id), message))
}

/// A page, a shared file or a JSON file; nothing if there is no page in it.
pub(super) fn parsed(input: &Input<'_>, source: &Source, settings: &Settings) -> Checked<Option<ParsedPage>> {
    if too_large(source).is_some() {
        // Its digest is not that of its bytes.
        return guarded(source.id, || page(input, source, settings.front_matter_limit));
    }
    let key = kept::facts::key(source, settings);
    if let Some(known) = kept::facts::find(input.facts, key, source) {
        return known;
    }
    let found = guarded(source.id, || match source.kind {
        SourceKind::Json => schema(input, source, settings),
        _ => page(input, source, settings.front_matter_limit),
    });
    kept::facts::keep(input.facts, key, source, &found);
    found
}

pub(super) fn page(input: &Input<'_>, source: &Source, most: usize) -> Checked<Option<ParsedPage>> {
    let SourceKind::Page { mdx, .. } = source.kind else {
        return Checked::default();
    };
    let text = match whole(input, source) {
        Ok(text) => text,
        Err(problem) => return Checked::new(None, vec![*problem]),
    };
    let Checked { value, diagnostics } = parse::page(source.id, &text, mdx, most);
    Checked::new(Some(ParsedPage::new(source.clone(), value, None)), diagnostics)
}

/// A JSON file; nothing if it is no schema.
pub(super) fn schema(input: &Input<'_>, source: &Source, settings: &Settings) -> Checked<Option<ParsedPage>> {
    let text = match whole(input, source) {
        Ok(text) => text,
        Err(problem) => return Checked::new(None, vec![*problem]),
    };
    let Checked { value, diagnostics } = parse::schema::schema(source.id, &text);
    let parsed = value.map(|(schema, anchors)| {
        let front =
            FrontMatter { title: schema.title.clone(), tags: settings.schemas.tags.clone(), ..FrontMatter::default() };
        let page = Page { front, anchors, summary: schema.summary.clone(), ..Page::default() };
        ParsedPage::new(source.clone(), page, Some(schema))
    });
    Checked::new(parsed, diagnostics)
}

pub(super) fn files(sources: &[Source]) -> Files {
    let mut files = Files::default();
    for source in sources {
        match source.kind {
            SourceKind::Sample => files.samples.push(source.clone()),
            SourceKind::Asset | SourceKind::Json => {
                let in_content = source.path.below("content").filter(|path| is_for_readers(path));
                let path = source.path.below("static").or(in_content);
                files.published.extend(path.map(|path| (path.to_owned(), source.clone())));
            }
            SourceKind::Settings
            | SourceKind::Page { .. }
            | SourceKind::Accepted
            | SourceKind::Promises
            | SourceKind::Template => {}
        }
    }
    files
}

/// Whether a file of `content/` is published as it is. One whose name starts with `_` is the author's alone; so is JSON
/// in a folder of that kind, while pictures may lie in one.
pub(super) fn is_for_readers(path: &str) -> bool {
    let is_shared = |part: &str| part.starts_with('_');
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_data = name.ends_with(".json") && path.split('/').any(is_shared);
    !is_shared(name) && !is_data
}

/// The user's own templates, by name.
pub(super) type TemplateSources = Vec<(String, SourceId)>;

/// The templates, and the sources of the user's own; where they do not compile, those that do.
pub(super) fn templates(
    input: &Input<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Templates, TemplateSources), Option<Box<Templates>>> {
    let built_in = render::assets::templates();
    let mut own = Vec::new();
    let mut sources = Vec::new();
    for source in input.sources.iter().filter(|source| source.kind == SourceKind::Template) {
        match whole(input, source) {
            Ok(text) => {
                let name = source.path.below("templates").unwrap_or_default().to_owned();
                sources.push((name.clone(), source.id));
                own.push(TemplateFile { name, text: text.to_string() });
            }
            Err(problem) => diagnostics.push(*problem),
        }
    }
    let files: Vec<TemplateFile> = built_in.iter().chain(&own).cloned().collect();
    match Templates::new(&files) {
        Ok(templates) => Ok((templates, sources)),
        Err(problems) => {
            let said = problems.iter().map(|problem| render::template_diagnostic(problem, &sources, None));
            diagnostics.extend(said);
            // The rest of the site is still checked.
            Err(Templates::without(&built_in, &own).map(Box::new))
        }
    }
}

pub(super) fn view(input: &Input<'_>, settings: &Settings) -> (SiteView, Vec<Asset>) {
    render::site::site_view(settings, &Own(input))
}

/// What the author has beside the settings.
struct Own<'o>(&'o Input<'o>);

impl Own<'_> {
    fn source(&self, folder: &str, name: &str) -> Option<&Source> {
        by_path(self.0.sources, &format!("{folder}/{name}"))
    }
}

impl Given for Own<'_> {
    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        (self.0.bytes)(self.source("static", path)?.id)
    }

    fn size(&self, path: &str) -> Option<(u32, u32)> {
        self.source("static", path).or_else(|| self.source("content", path))?.picture
    }
}
