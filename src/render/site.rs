//! What stands once for the whole site: its own pages, its maps for machines, its rules for hosts.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::index::{Index, Owner, PageRecord};
use crate::model::day::Day;
use crate::model::nav::{Nav, NavPart};
use crate::model::output::{Content, Output, Piece};
use crate::model::route::{Route, file_href};
use crate::model::settings::{HeadTag, Settings};
use crate::resolve::link::{is_of_the_site, redirect_target};

use super::assets::{self, Asset};
use super::frame::Frame;
use super::templates::TemplateProblem;
use super::view::{HeadTagView, LanguageView, PageFacts, SearchView, SiteView};
use super::{escape, page, search};

/// All pages, and the same behind a field for words: of folio's own, whatever the author has.
const CONTENTS: &str = "/contents";
const SEARCH: &str = "/search";

/// How much each language has, if the settings ask for it.
pub const COVERAGE: &str = "/coverage";

/// The list of schemas, unless a page of the author's stands there.
pub const SCHEMAS: &str = "/schemas";

/// All pages as Markdown.
pub const LLMS_FULL: &str = "llms-full.txt";

/// The pages that folio makes itself, by route and by the name in messages.
#[must_use]
pub fn made(settings: &Settings, has_schemas: bool) -> Vec<(Route, &'static str)> {
    let pages = [
        (true, CONTENTS, "All pages"),
        (settings.search, SEARCH, "Search"),
        (has_schemas, SCHEMAS, "Schemas"),
        (settings.coverage_page, COVERAGE, "Coverage"),
    ];
    pages.into_iter().filter(|(is_made, ..)| *is_made).map(|(_, route, name)| (own(route), name)).collect()
}

/// The route of a page that folio makes itself.
fn own(route: &str) -> Route {
    Route::parse(route).expect("folio's own routes are routes")
}

/// What the author gives beside the settings, by its path below `static/`.
pub trait Given {
    fn bytes(&self, path: &str) -> Option<Vec<u8>>;
    /// How large a picture is.
    fn size(&self, path: &str) -> Option<(u32, u32)>;
}

/// Nothing of the author's own.
pub struct NothingGiven;

impl Given for NothingGiven {
    fn bytes(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn size(&self, _: &str) -> Option<(u32, u32)> {
        None
    }
}

/// How high a logo is shown, in pixels, and how wide at most.
const LOGO_HEIGHT: u32 = 24;
const LOGO_WIDTH: u32 = 180;

/// How large a logo is shown; a square where it does not say how large it is.
fn logo_size(size: Option<(u32, u32)>) -> (u32, u32) {
    let (width, height) = size.unwrap_or((LOGO_HEIGHT, LOGO_HEIGHT));
    let scaled = u64::from(width) * u64::from(LOGO_HEIGHT) / u64::from(height.max(1));
    let shown = u32::try_from(scaled).unwrap_or(LOGO_WIDTH).clamp(1, LOGO_WIDTH);
    (
        shown,
        if u64::from(shown) < scaled {
            LOGO_HEIGHT * shown / u32::try_from(scaled).unwrap_or(shown)
        } else {
            LOGO_HEIGHT
        },
    )
}

/// The style sheet and the scripts, and what pages say of the site.
#[must_use]
pub fn site_view(settings: &Settings, given: &dyn Given) -> (SiteView, Vec<Asset>) {
    let base = settings.base_path();
    let source = |name: &str| given.bytes(name).or_else(|| assets::built_in(name)).unwrap_or_default();
    let text = |name: &str| String::from_utf8_lossy(&source(name)).into_owned();
    let css = assets::asset(
        "folio.css",
        assets::style(&text("folio.css"), &settings.languages, &settings.theme).into_bytes(),
    );
    let script = |name: &str| assets::asset(name, assets::slim_script(&text(name)).into_bytes());
    let (boot, main, engine) = (script("boot.js"), script("folio.js"), script("search.js"));
    let search_css = assets::asset("search.css", assets::slim_style(&text("search.css")).into_bytes());
    let icon = assets::asset("icon.svg", source("icon.svg"));
    let href = |asset: &Asset| file_href(base, &asset.path);
    let own_file = |path: &String| {
        if path.contains("://") { path.clone() } else { file_href(base, path) }
    };
    let logo_size = logo_size(settings.theme.logo.as_ref().and_then(|logo| given.size(logo.trim_start_matches('/'))));
    let view = SiteView {
        title: settings.title.clone(),
        initial: settings.title.chars().next().map(|c| c.to_uppercase().collect()).unwrap_or_default(),
        description: settings.description.clone().unwrap_or_default(),
        home: format!("{base}/"),
        contents: own(CONTENTS).href(base),
        search: settings.search.then(|| SearchView {
            page: own(SEARCH).href(base),
            engine: href(&engine),
            css: href(&search_css),
            index: file_href(base, &search::path("")),
        }),
        languages: settings
            .languages
            .iter()
            .map(|language| LanguageView { id: language.id.clone(), name: language.name.clone() })
            .collect(),
        language_ids: settings.languages.iter().map(|language| language.id.as_str()).collect::<Vec<_>>().join(" "),
        css: href(&css),
        boot: href(&boot),
        script: href(&main),
        logo: settings.theme.logo.as_ref().map(own_file),
        logo_dark: settings.theme.logo_dark.as_ref().filter(|_| settings.theme.logo.is_some()).map(own_file),
        logo_width: logo_size.0,
        logo_height: logo_size.1,
        logo_is_title: logo_size.0 > 2 * logo_size.1,
        icon: Some(settings.theme.icon.as_ref().map_or_else(|| href(&icon), own_file)),
        head: settings
            .head
            .iter()
            .map(|tag| HeadTagView { name: tag.name.clone(), attributes: head_attributes(tag, base) })
            .collect(),
        generator: format!("folio {}", env!("CARGO_PKG_VERSION")),
    };
    let mut files = vec![css, boot, main];
    if settings.search {
        files.extend([engine, search_css]);
    }
    if settings.theme.icon.is_none() {
        files.push(icon);
    }
    (view, files)
}

/// The attributes of a tag for the head; what leads to a page or a file does so below the base path.
fn head_attributes(tag: &HeadTag, base: &str) -> Vec<(String, String)> {
    let placed = |(name, value): &(String, String)| {
        let value =
            if tag.is_address(name) && is_of_the_site(value) { format!("{base}{value}") } else { value.clone() };
        (name.clone(), value)
    };
    tag.attributes.iter().map(placed).collect()
}

/// Hands on the pages of folio's own: contents, search, 404. `part` is what of the navigation the page at a path shows.
pub fn own_pages(
    index: &Index,
    nav: &Nav,
    view: &SiteView,
    frame: &Frame,
    part: &dyn Fn(&str) -> NavPart,
    emit: &mut dyn FnMut(Output),
) -> Result<(), TemplateProblem> {
    // As large as the site has pages, and made anew for each page that shows it: so there is never more than one.
    let list = |words: String| contents_html(index, nav, words);
    let mut add = |path: &str, kind: &'static str, title: &str, html: String| -> Result<(), TemplateProblem> {
        emit(own_page(view, frame, &part(path), path, kind, title, html)?);
        Ok(())
    };
    if matches!(index.owner(&own("/")), Some(Owner::Made(_))) {
        let lead = index.settings.description.as_deref().map(escape::escaped).unwrap_or_default();
        let words = if lead.is_empty() { lead } else { format!("<p class=\"lead\">{lead}</p>") };
        add("index.html", "front", &view.title, list(words))?;
    }
    if view.search.is_some() {
        let words = "<p>Search opens on every page with <kbd>/</kbd> or <kbd>Ctrl K</kbd>. These are all pages.</p>\n"
            .to_owned();
        add(&own(SEARCH).file(), "search", "Search", list(words))?;
    }
    add(&own(CONTENTS).file(), "contents", "All pages", list(String::new()))?;
    let schemas = own(SCHEMAS);
    if matches!(index.owner(&schemas), Some(Owner::Made(_))) {
        add(&schemas.file(), "schemas", "Schemas", super::schema::list_html(index))?;
    }
    let lost = format!(
        "<p>There is no page here. <a href=\"{}\">All pages</a> are listed in one place.</p>",
        escape::escaped(&view.contents)
    );
    add("404.html", "missing", "Page not found", lost)
}

/// Pages that the navigation leaves out, though they are not hidden.
fn left_out<'i>(index: &'i Index, nav: &'i Nav) -> impl Iterator<Item = (&'i PageRecord, &'i Route)> {
    index.pages.iter().zip(&nav.of_page).filter_map(|(record, node)| {
        let shown = node.is_none() && record.part_of.is_none() && !record.page.front.hidden;
        let record: &PageRecord = record;
        shown.then_some(record).zip(record.route.as_ref())
    })
}

/// A page that no author wrote.
pub fn own_page(
    view: &SiteView,
    frame: &Frame,
    part: &NavPart,
    path: &str,
    kind: &'static str,
    title: &str,
    html: String,
) -> Result<Output, TemplateProblem> {
    let is_front = kind == "front";
    let facts = PageFacts {
        title: title.to_owned(),
        full_title: if title == view.title { title.to_owned() } else { format!("{title} · {}", view.title) },
        description: if is_front { view.description.clone() } else { format!("{title} of {}", view.title) },
        heading: escape::escaped(title),
        kind,
        html,
        hidden: !is_front,
        ..PageFacts::default()
    };
    Ok(Output::text(path, frame.page(facts, part)?))
}

/// Behind some words every page: a heading for each part and each group in it, and lists below them.
fn contents_html(index: &Index, nav: &Nav, words: String) -> String {
    let mut out = words;
    group(nav, 0, 2, &mut out);
    let others: Vec<_> = left_out(index, nav).collect();
    if !others.is_empty() {
        out.push_str("<h2>Other pages</h2>\n<ul class=\"pages\">");
        for (record, route) in others {
            let href = route.href(index.settings.base_path());
            let title = escape::escaped(&record.title);
            let _ = writeln!(out, "<li><a href=\"{}\">{title}</a></li>", escape::escaped(&href));
        }
        out.push_str("</ul>\n");
    }
    out
}

/// The pages of a node, and a heading for each group in it as long as there is a level for it.
fn group(nav: &Nav, number: usize, level: u8, out: &mut String) {
    let shown = || nav.nodes[number].children.iter().copied().filter(|child| !nav.nodes[*child].hidden);
    let is_group =
        |child: &usize| level < 4 && nav.nodes[*child].children.iter().any(|inner| !nav.nodes[*inner].hidden);
    let own = nav.nodes[number].href.as_ref().filter(|_| number != 0);
    if own.is_some() || shown().any(|child| !is_group(&child)) {
        out.push_str("<ul class=\"pages\">");
        if let Some(href) = own {
            out.push_str("<li>");
            page_link(nav, number, href, out);
            out.push_str("</li>\n");
        }
        shown().filter(|child| !is_group(child)).for_each(|child| item(nav, child, out));
        out.push_str("</ul>\n");
    }
    for child in shown().filter(is_group) {
        let _ = writeln!(out, "<h{level}>{}</h{level}>", escape::escaped(&nav.nodes[child].title));
        group(nav, child, level + 1, out);
    }
}

fn item(nav: &Nav, number: usize, out: &mut String) {
    let node = &nav.nodes[number];
    out.push_str("<li>");
    match &node.href {
        Some(href) => page_link(nav, number, href, out),
        None => escape::text(&node.title, out),
    }
    let children: Vec<usize> = node.children.iter().copied().filter(|child| !nav.nodes[*child].hidden).collect();
    if !children.is_empty() {
        out.push_str("\n<ul>");
        for child in children {
            item(nav, child, out);
        }
        out.push_str("</ul>");
    }
    out.push_str("</li>\n");
}

fn page_link(nav: &Nav, number: usize, href: &str, out: &mut String) {
    let node = &nav.nodes[number];
    out.push_str("<a href=\"");
    escape::html(href, out);
    out.push_str("\">");
    escape::html(&node.title, out);
    out.push_str("</a>");
    if let Some(method) = &node.method {
        let _ = write!(out, "<b class=\"m {}\">{method}</b>", method.to_lowercase());
    }
}

/// Redirects as stub pages and as a list for hosts that know one.
#[must_use]
pub fn redirects(index: &Index) -> Vec<Output> {
    let base = index.settings.base_path();
    let mut list = String::new();
    let mut outputs = Vec::new();
    let mut pairs: Vec<(Route, String)> = index
        .redirects
        .iter()
        .filter_map(|redirect| Some((redirect.from.clone(), redirect_target(index, &redirect.to).ok()?)))
        .collect();
    // A section of a combined page answers at its own route.
    for record in &index.pages {
        if let (Some(route), Some(whole)) = (&record.route, record.part_of)
            && let Some(target) = &index.pages[whole].route
        {
            pairs.push((route.clone(), format!("{}#{}", target.href(base), record.section)));
        }
    }
    pairs.sort();
    for (from, to) in pairs {
        let escaped = escape::escaped(&to);
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Moved</title>\n\
             <link rel=\"canonical\" href=\"{escaped}\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={escaped}\">\n<p>This page is now at <a href=\"{escaped}\">{escaped}</a>.</p>\n"
        );
        outputs.push(Output::text(from.file(), html));
        let word = |text: &str| text.replace([' ', '\n', '\r', '\t'], "%20");
        let from_path = from.href(base);
        let from_path = Some(from_path.trim_end_matches('/')).filter(|path| !path.is_empty()).unwrap_or("/");
        let _ = writeln!(list, "{} {} 301", word(from_path), word(&to));
    }
    if !list.is_empty() {
        outputs.push(Output::text("_redirects", list));
    }
    outputs
}

/// What a page may load: nothing from elsewhere but images, nothing that stands in the page itself.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; media-src 'self'; \
                  font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
                  frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// The policy that the site keeps, and how long its files may be kept.
#[must_use]
pub fn headers(settings: &Settings) -> Output {
    let base = settings.base_path();
    let text = format!(
        "{base}/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  Cache-Control: public, max-age=0, must-revalidate\n\
         {base}/{folder}/*\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n\
         {base}/{folder}/search/*\n  ! Cache-Control\n  Cache-Control: public, max-age=0, must-revalidate\n\
         {base}/*.md\n  Content-Type: text/markdown; charset=utf-8\n",
        folder = assets::FOLDER
    );
    Output::text("_headers", text)
}

/// `sitemap.xml`, `robots.txt`, `llms.txt`; `llms-full.txt`, if pages have twins.
pub fn maps(index: &Index, nav: &Nav, changed: &dyn Fn(usize) -> Option<Day>, emit: &mut dyn FnMut(Output)) {
    let settings = &index.settings;
    let base = settings.base_path();
    let host = settings.host();
    let published = |number: usize| {
        let record = &index.pages[number];
        let shown = record.part_of.is_none() && !record.page.front.hidden;
        record.route.as_ref().filter(|_| shown)
    };
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(host) = host {
        let mut urls: Vec<(String, Option<Day>)> = (0..index.pages.len())
            .filter_map(|number| Some((published(number)?, changed(number))))
            .map(|(route, day)| ([host, &route.href(base)].concat(), day))
            .collect();
        urls.sort_unstable();
        let mut xml =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
        for (url, day) in urls {
            xml.push_str("<url><loc>");
            escape::html(&url, &mut xml);
            xml.push_str("</loc>");
            if let Some(day) = day {
                let _ = write!(xml, "<lastmod>{}</lastmod>", day.iso());
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        emit(Output::text("sitemap.xml", xml));
        let _ = writeln!(robots, "Sitemap: {host}{base}/sitemap.xml");
    }
    emit(Output::text("robots.txt", robots));
    let mut llms = format!("# {}\n", escape::line(&settings.title));
    if let Some(description) = &settings.description {
        let _ = write!(llms, "\n> {}\n", escape::line(description));
    }
    if nav.nodes.get(1).is_some_and(|first| first.page.is_some()) {
        llms.push('\n');
    }
    let line = |record: &PageRecord, route: &Route, llms: &mut String| {
        let href = if settings.twins { file_href(base, &route.twin()) } else { route.href(base) };
        let title = escape::line(&record.title.replace(['[', ']'], ""));
        let description = escape::line(&page::description(index, record));
        let between = if description.is_empty() { ")" } else { "): " };
        llms.extend(["- [", &title, "](", host.unwrap_or_default(), &href, between, &description, "\n"]);
    };
    for node in nav.nodes.iter().skip(1) {
        let Some(number) = node.page else {
            if node.depth == 1 && !node.children.is_empty() {
                let _ = write!(llms, "\n## {}\n\n", escape::line(&node.title));
            }
            continue;
        };
        if let Some(route) = published(number) {
            line(&index.pages[number], route, &mut llms);
        }
    }
    let others: Vec<_> = left_out(index, nav).collect();
    if !others.is_empty() {
        llms.push_str("\n## Other pages\n\n");
        for (record, route) in others {
            line(record, route, &mut llms);
        }
    }
    emit(Output::text("llms.txt", llms));
    if settings.twins {
        emit(llms_full(index, nav, &published));
    }
}

/// `llms-full.txt`: the twins of all pages one after the other, each with the address of its page before it.
fn llms_full<'i>(index: &'i Index, nav: &'i Nav, published: &dyn Fn(usize) -> Option<&'i Route>) -> Output {
    let base = index.settings.base_path();
    let host = index.settings.host().unwrap_or_default();
    let listed = nav.nodes.iter().filter_map(|node| published(node.page?));
    let mut met = HashSet::new();
    let mut pieces = Vec::new();
    for route in listed.chain(left_out(index, nav).map(|(_, route)| route)) {
        if met.insert(route) {
            let between = if pieces.is_empty() { "" } else { "\n" };
            pieces.push(Piece::Text([between, "Source: ", host, &route.href(base), "\n\n"].concat()));
            pieces.push(Piece::Output(route.twin()));
        }
    }
    Output { path: LLMS_FULL.to_owned(), content: Content::Joined(pieces) }
}
