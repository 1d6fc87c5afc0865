//! Addresses: to pages, to anchors in them, to files, to other hosts.

use crate::index::{Index, Owner, PageRecord, join};
use crate::limits;
use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::links::Target;
use crate::model::place::Place;
use crate::model::route::{Route, decoded, encoded, file_href, is_seen, is_unsafe, scheme};
use crate::model::source::SourcePath;
use crate::near::near;

use super::{From, usage};

/// What is wrong with an address; its place is the business of whoever found it.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
    /// Where the link leads all the same, for an author who takes the problem lightly.
    pub href: Option<String>,
}

impl Problem {
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, href: None }
    }

    #[must_use]
    pub fn help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }

    fn leading_to(self, href: String) -> Self {
        Self { href: Some(href), ..self }
    }

    /// Where the link leads all the same.
    #[must_use]
    pub fn target(&self) -> Target {
        self.href.clone().map_or(Target::Nothing, |href| Target::Page { href })
    }

    #[must_use]
    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic::new(self.code, place, self.message).help_if(self.help)
    }
}

/// The address that a reader's browser follows.
///
/// `languages` are those for which the link is shown, if not for all.
pub fn link(from: From<'_>, url: &str, languages: &[String]) -> Result<Target, Problem> {
    let base = from.index.settings.base_path();
    match form(url) {
        Form::External => return Ok(Target::Address(url.trim().to_owned())),
        Form::Unsafe => return Err(unsafe_link(url)),
        Form::Internal => {}
    }
    let (path, query, fragment) = split(url);
    let anchor = fragment.map(|fragment| decoded(fragment).unwrap_or_else(|| fragment.to_owned()));
    let suffix = |anchor: Option<&str>| {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let anchor = anchor.filter(|anchor| !anchor.is_empty()).map(|anchor| format!("#{}", encoded(anchor)));
        format!("{query}{}", anchor.unwrap_or_default())
    };
    if path.is_empty() {
        let own = anchor.as_ref().map(|anchor| match anchor.as_str() {
            "" | "top" | "main" => anchor.clone(),
            anchor => format!("{}{anchor}", from.page.anchor_prefix()),
        });
        let href = if url.is_empty() { "#".to_owned() } else { suffix(own.as_deref()) };
        return check_anchor(from.index, from.page, url, anchor.as_deref())
            .map(|()| Target::Address(href.clone()))
            .map_err(|problem| problem.leading_to(href));
    }
    let Some(path) = decoded(path) else {
        return Err(Problem::new(Code::BROKEN_LINK, format!("`{url}` has broken escapes")));
    };
    for route in candidates(from, &path) {
        match from.index.owner(&route) {
            Some(Owner::Page(number)) => {
                let number = *number;
                let target = &from.index.pages[number];
                let href = page_href(from.index, number, query, anchor.as_deref());
                return check_anchor(from.index, target, url, anchor.as_deref())
                    .and_then(|()| check_languages(from, target, url, languages))
                    .map(|()| Target::Page { href: href.clone() })
                    .map_err(|problem| problem.leading_to(href));
            }
            Some(Owner::Redirect(number)) => {
                let redirect = &from.index.redirects[*number];
                // A redirect that leads nowhere is said where it is written.
                let href = match followed(from.index, &redirect.to, anchor.as_deref()) {
                    Err(problem) if problem.code == Code::BROKEN_ANCHOR && anchor.is_some() => return Err(problem),
                    Err(_) => format!("{}{}", redirect.from.href(base), suffix(anchor.as_deref())),
                    Ok(href) => href,
                };
                return Ok(Target::Page { href });
            }
            Some(Owner::Made(_)) => {
                return Ok(Target::Page { href: format!("{}{}", route.href(base), suffix(anchor.as_deref())) });
            }
            None => {}
        }
    }
    for file in files(from, &path) {
        if from.index.file(&file).is_some() {
            return Ok(Target::Address(format!("{}{}", file_href(base, &file), suffix(anchor.as_deref()))));
        }
    }
    let wanted = absolute(from, &path);
    let help = did_you_mean(&near(&wanted, from.index.routes()));
    Err(Problem::new(Code::BROKEN_LINK, format!("there is no page `{url}`")).help(help))
}

/// An address that a browser loads as an image.
pub fn image(from: From<'_>, url: &str) -> Result<Target, Problem> {
    match form(url) {
        Form::External => {
            return Ok(Target::Image { href: url.trim().to_owned(), size: None });
        }
        // No script runs in a picture that is loaded as one.
        Form::Unsafe if url.starts_with("data:image/svg") => {
            return Ok(Target::Image { href: url.to_owned(), size: None });
        }
        Form::Unsafe => return Err(unsafe_link(url)),
        Form::Internal => {}
    }
    let (path, ..) = split(url);
    let path = decoded(path).unwrap_or_else(|| path.to_owned());
    for file in files(from, &path) {
        if let Some(source) = from.index.file(&file) {
            let href = file_href(from.index.settings.base_path(), &file);
            return Ok(Target::Image { href, size: from.index.picture(source) });
        }
    }
    Err(Problem::new(Code::BROKEN_LINK, format!("there is no file `{url}`")))
}

/// The address in the end of a route or file that settings name: `/guides/start#x`, or an address elsewhere.
pub fn redirect_target(index: &Index, to: &str) -> Result<String, Problem> {
    followed(index, to, None)
}

/// The same, for a link that names an anchor of its own.
fn followed(index: &Index, to: &str, anchor: Option<&str>) -> Result<String, Problem> {
    let base = index.settings.base_path();
    let mut at = to;
    let mut passed = Vec::new();
    loop {
        match form(at) {
            Form::External => return Ok(at.to_owned()),
            Form::Unsafe => return Err(unsafe_link(at)),
            Form::Internal => {}
        }
        let (path, query, fragment) = split(at);
        let Some(path) = decoded(path).filter(|path| path.starts_with('/')) else {
            let message = format!("`{at}` is no route and no address");
            let help = Some("a route starts with `/`, an address with `https://`".to_owned());
            return Err(Problem::new(Code::BROKEN_LINK, message).help(help));
        };
        let route = Route::parse(&path).ok();
        match route.as_ref().and_then(|route| index.owner(route)) {
            Some(Owner::Page(number)) => {
                let fragment = fragment.map(|fragment| decoded(fragment).unwrap_or_else(|| fragment.to_owned()));
                let anchor = anchor.or(fragment.as_deref());
                let href = page_href(index, *number, query, anchor);
                return check_anchor(index, &index.pages[*number], at, anchor)
                    .map(|()| href.clone())
                    .map_err(|problem| problem.leading_to(href));
            }
            Some(Owner::Made(_)) => return Ok(route.map(|route| route.href(base)).unwrap_or_default()),
            Some(Owner::Redirect(number)) if passed.contains(number) => {
                let message = format!("the redirects from `{to}` on lead nowhere: they go round in a circle");
                return Err(Problem::new(Code::BROKEN_LINK, message));
            }
            Some(Owner::Redirect(number)) => {
                at = &index.redirects[*number].to;
                passed.push(*number);
                if passed.len() == limits::REDIRECTS {
                    let message = format!("redirects lead to redirects more than {} times here", limits::REDIRECTS);
                    return Err(Problem::new(Code::TOO_DEEP, message));
                }
            }
            None if index.file(path.trim_start_matches('/')).is_some() => return Ok(file_href(base, &path)),
            None => {
                let help = did_you_mean(&near(&path, index.routes()));
                return Err(Problem::new(Code::BROKEN_LINK, format!("there is no page `{at}`")).help(help));
            }
        }
    }
}

/// Whether an address that settings give starts at the top of this site: `/brand.css`.
#[must_use]
pub fn is_of_the_site(address: &str) -> bool {
    address.starts_with('/') && matches!(form(address), Form::Internal)
}

/// What a tag for the head leads to: a page or a file of the site, or something elsewhere.
pub fn settings_address(index: &Index, address: &str) -> Result<(), Problem> {
    if !is_of_the_site(address) {
        return Ok(());
    }
    let file = settings_file(index, address);
    let is_file = split(address).0.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if file.is_ok() || is_file { file } else { redirect_target(index, address).map(drop) }
}

/// A file that settings name: a logo.
pub fn settings_file(index: &Index, path: &str) -> Result<(), Problem> {
    match form(path) {
        Form::External => Ok(()),
        Form::Unsafe => Err(unsafe_link(path)),
        Form::Internal if index.file(split(path).0.trim_start_matches('/')).is_some() => Ok(()),
        Form::Internal => {
            let help = "files of `static/` are named from there: `/logo.svg`";
            Err(Problem::new(Code::BROKEN_LINK, format!("there is no file `{path}`")).help(Some(help.to_owned())))
        }
    }
}

/// The address of a page, or of an anchor in it; a section of a combined page is an anchor in that.
#[must_use]
pub fn page_href(index: &Index, number: usize, query: Option<&str>, anchor: Option<&str>) -> String {
    let record = &index.pages[number];
    let whole = record.part_of.map_or(record, |whole| &index.pages[whole]);
    let href = whole.route.as_ref().map(|route| route.href(index.settings.base_path())).unwrap_or_default();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let anchor = match anchor.filter(|anchor| !anchor.is_empty()) {
        Some(anchor) => Some(format!("{}{anchor}", record.anchor_prefix())),
        None => Some(record.section.clone()).filter(|section| !section.is_empty()),
    };
    let anchor = anchor.map(|anchor| format!("#{}", encoded(&anchor))).unwrap_or_default();
    format!("{href}{query}{anchor}")
}

/// An address as it stands on the page that the reader has open: to a spot in that page, the fragment alone, so that
/// the query of the page stays.
#[must_use]
pub fn from_page(from: From<'_>, href: String) -> String {
    let page = from.page;
    let whole = page.part_of.map_or(page, |whole| &from.index.pages[whole]);
    let own = whole.route.as_ref().map(|route| route.href(from.index.settings.base_path()));
    match own.and_then(|own| href.strip_prefix(&own).filter(|rest| rest.starts_with('#')).map(str::to_owned)) {
        Some(fragment) => fragment,
        None => href,
    }
}

enum Form {
    External,
    Unsafe,
    Internal,
}

fn form(url: &str) -> Form {
    let plain: String = url.chars().filter(|c| is_seen(*c)).collect();
    if is_unsafe(&plain) {
        Form::Unsafe
    } else if plain.starts_with("//")
        || plain.starts_with("\\\\")
        || plain.starts_with("/\\")
        || scheme(&plain).is_some()
    {
        Form::External
    } else {
        Form::Internal
    }
}

fn unsafe_link(url: &str) -> Problem {
    let scheme: String = url.split(':').next().unwrap_or_default().chars().filter(|c| is_seen(*c)).collect();
    let scheme = scheme.to_lowercase();
    Problem::new(Code::UNSAFE_LINK, format!("an address that starts with `{scheme}:` is not safe"))
        .help(Some("link to a page or to an `https:` address".to_owned()))
}

/// Path, query and fragment of an address.
fn split(url: &str) -> (&str, Option<&str>, Option<&str>) {
    let url = url.trim();
    let (rest, fragment) = url.split_once('#').map_or((url, None), |(rest, fragment)| (rest, Some(fragment)));
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    (path, query, fragment)
}

/// The routes that a path may mean, the likeliest first.
fn candidates(from: From<'_>, path: &str) -> Vec<Route> {
    let mut routes = Vec::new();
    if path.starts_with('/') {
        routes.extend(Route::parse(path).ok());
        // The path of a source file below `content/`.
        routes.extend(by_source(from, path.trim_start_matches('/'), "content"));
        return routes;
    }
    routes.extend(by_source(from, path, from.holder.source.path.folder()));
    if let Some(joined) = join(from.holder.source.path.folder(), path)
        && let Some(below) = joined.strip_prefix("content")
    {
        routes.extend(Route::parse(if below.is_empty() { "/" } else { below }).ok());
    }
    // As a browser would have it: relative to the address of the page.
    if let Some(route) = &from.page.route
        && let Some(joined) = join(&format!("r{}", route.as_str()), path)
        && let Some(below) = joined.strip_prefix('r')
    {
        routes.extend(Route::parse(if below.is_empty() { "/" } else { below }).ok());
    }
    routes
}

/// `./create.mdx`, with or without its ending.
fn by_source(from: From<'_>, path: &str, folder: &str) -> Option<Route> {
    let joined = join(folder, path)?;
    let names = [
        joined.clone(),
        format!("{joined}.mdx"),
        format!("{joined}.md"),
        format!("{joined}/index.mdx"),
        format!("{joined}/index.md"),
    ];
    names.iter().find_map(|name| {
        let number = from.index.page_at(&SourcePath::new(name))?;
        // A schema's own file is published as it stands; its page has an address of its own.
        if from.index.pages[number].schema.is_some() {
            return None;
        }
        from.index.pages[number].route.clone()
    })
}

/// The published files that a path may mean: one, or the index of a folder.
fn files(from: From<'_>, path: &str) -> Vec<String> {
    let joined = join(from.holder.source.path.folder(), path);
    let Some(file) = joined.as_deref().and_then(|joined| joined.strip_prefix("content")) else {
        return Vec::new();
    };
    let file = file.trim_start_matches('/');
    let index = if file.is_empty() { "index.html".to_owned() } else { format!("{file}/index.html") };
    vec![file.to_owned(), index]
}

fn absolute(from: From<'_>, path: &str) -> String {
    if path.starts_with('/') {
        return path.trim_end_matches('/').to_owned();
    }
    join(from.holder.source.path.folder(), path)
        .and_then(|joined| joined.strip_prefix("content").map(|path| path.trim_end_matches(".mdx").to_owned()))
        .unwrap_or_else(|| path.to_owned())
}

fn check_anchor(index: &Index, target: &PageRecord, url: &str, anchor: Option<&str>) -> Result<(), Problem> {
    let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty() && *anchor != "top" && *anchor != "main") else {
        return Ok(());
    };
    let in_part = |part: &usize| {
        let part = &index.pages[*part];
        part.section == anchor
            || anchor.strip_prefix(&part.anchor_prefix()).is_some_and(|own| has_anchor(index, part, own))
    };
    if has_anchor(index, target, anchor) || target.parts.iter().any(in_part) {
        return Ok(());
    }
    let mut known: Vec<String> = target.anchors().iter().map(str::to_owned).collect();
    for part in &target.parts {
        let part = &index.pages[*part];
        known.push(part.section.clone());
        known.extend(part.anchors().iter().map(|anchor| format!("{}{anchor}", part.anchor_prefix())));
    }
    known.sort_unstable();
    let shown = target.route.as_ref().map_or("this page", Route::as_str);
    let message = if url.starts_with('#') {
        format!("there is no anchor `#{anchor}` on this page")
    } else {
        format!("there is no anchor `#{anchor}` on `{shown}`")
    };
    Err(Problem::new(Code::BROKEN_ANCHOR, message).help(did_you_mean(&near(anchor, known.iter().map(String::as_str)))))
}

fn has_anchor(index: &Index, record: &PageRecord, anchor: &str) -> bool {
    record.anchors().contains(anchor) || usage::is_list_of_users(index, record, anchor)
}

/// A page of entries that lacks a language for which the link is shown leads those readers nowhere.
fn check_languages(from: From<'_>, target: &PageRecord, url: &str, languages: &[String]) -> Result<(), Problem> {
    let has = |record: &PageRecord, language: &str| {
        record.page.front.reference.iter().any(|(name, entries)| name == language && !entries.is_empty())
    };
    if target.page.front.reference.is_empty() {
        return Ok(());
    }
    let shown: Vec<&str> = if languages.is_empty() {
        from.holder.page.front.reference.iter().map(|(name, _)| name.as_str()).collect()
    } else {
        languages.iter().map(String::as_str).collect()
    };
    let missing: Vec<&str> = shown.into_iter().filter(|language| !has(target, language)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!("`{url}` has nothing for {}, and this link is shown there", missing.join(", "));
    let help = "put the link in `<If lang=\"…\">`, or add the entries";
    Err(Problem::new(Code::LANGUAGE_GAP, message).help(Some(help.to_owned())))
}
