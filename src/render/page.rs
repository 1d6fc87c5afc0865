//! One page: its body, its entries and its part of the navigation, through `page.html`.

use crate::index::{Index, PageRecord, Toc};
use crate::limits;
use crate::model::day::Day;
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::document::{Document, Node, NodeKind};
use crate::model::links::Links;
use crate::model::nav::NavPart;
use crate::model::output::Output;
use crate::model::place::Place;
use crate::model::route::file_href;
use crate::parse;

use super::body::{Body, Headings};
use super::scope::{PageWords, Scope};
use super::search::records::{self, Findable};
use super::view::{PageFacts, PartView, TocView};
use super::{Renderer, catalog, escape, feed, inline, linked_data, reference, twin};

/// A page that is to be rendered, with everything it needs of the site.
pub struct Subject<'s> {
    pub number: usize,
    pub links: &'s Links,
    pub nav: &'s NavPart,
    /// Pages that stand on this one as sections, with their links.
    pub parts: &'s [(usize, Links)],
    /// When the page was last changed.
    pub changed: Option<Day>,
}

/// What comes out of one page.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Its HTML and its Markdown twin.
    pub outputs: Vec<Output>,
    /// What it is found by.
    pub findable: Option<Findable>,
    /// The same of the pages that stand on it as sections, by their numbers.
    pub parts: Vec<(usize, Findable)>,
    /// Its entries for programs, and those of its sections.
    pub entries: String,
}

/// Renders a page.
#[must_use]
pub fn page(render: &Renderer<'_>, subject: &Subject<'_>) -> Checked<Rendered> {
    let record = &render.index.pages[subject.number];
    let mut diagnostics = Vec::new();
    let mut main = section(render, record, subject.links, 0, crumb(subject.nav), &mut diagnostics);
    let (mut twin, mut updates) = (main.twin.take(), std::mem::take(&mut main.updates));
    let findable = main.findable.take();
    let mut facts = facts(render, record, subject.changed, main);
    let mut entries = catalog_of(render, record, subject.links);
    let mut found = Vec::new();
    for (number, links) in subject.parts {
        let part = &render.index.pages[*number];
        let anchor = part.section.clone();
        let section = section(render, part, links, 1, &record.title, &mut diagnostics);
        found.extend(section.findable.map(|findable| (*number, findable)));
        facts.toc.push(TocView {
            level: 2,
            text: part.title.clone(),
            anchor: anchor.clone(),
            languages: String::new(),
        });
        let of_part = catalog_of(render, part, links);
        if !entries.is_empty() && !of_part.is_empty() {
            entries.push_str(",\n");
        }
        entries.push_str(&of_part);
        updates.extend(section.updates);
        facts.has_variants |= section.has_variants;
        if section.is_reference {
            facts.kind = "reference";
        }
        if let (Some(whole), Some(of_section)) = (&mut twin, &section.twin) {
            whole.push('\n');
            whole.push_str(of_section);
        }
        let title_anchor = part.title_anchor.as_ref().map(|title| format!("{anchor}-{title}"));
        facts.parts.push(PartView {
            anchor,
            title_anchor,
            heading: section.heading,
            lead: section.lead,
            intro: section.intro,
            entry_anchor: section.entry_anchor,
            signatures: section.signatures,
            cards: section.cards,
            sections: section.sections,
            html: section.html,
        });
    }
    let feed = feed_of(render, record, subject.changed, &updates);
    facts.feed = feed.as_ref().map(|feed| file_href(render.index.settings.base_path(), &feed.path));
    let mut outputs = finish(render, record, facts, subject.nav, twin).unpack(&mut diagnostics);
    outputs.extend(feed);
    Checked::new(Rendered { outputs, findable, parts: found, entries }, diagnostics)
}

/// The entries of a page for programs, unless nobody is to find them.
fn catalog_of(render: &Renderer<'_>, record: &PageRecord, links: &Links) -> String {
    if record.page.front.hidden || links.reference.is_empty() {
        return String::new();
    }
    catalog::entries(&links.reference, &address(render, record), &record.anchor_prefix())
}

/// The feed of a page with updates, where the site says its host; a file of the author's stands before it.
fn feed_of(
    render: &Renderer<'_>,
    record: &PageRecord,
    changed: Option<Day>,
    updates: &[feed::Update],
) -> Option<Output> {
    let settings = &render.index.settings;
    let (host, route) = (settings.host()?, record.route.as_ref()?);
    let path = route.file().replace("index.html", feed::NAME);
    if updates.is_empty() || render.index.file(&path).is_some() {
        return None;
    }
    let base = settings.base_path();
    let subject = feed::Subject {
        title: &record.title,
        site_title: &settings.title,
        page: &format!("{host}{}", route.href(base)),
        feed: &format!("{host}{}", file_href(base, &path)),
        changed,
    };
    Some(Output::text(path, feed::xml(subject, updates)?))
}

/// The address of a page; of a section, that of the page it stands on.
fn address(render: &Renderer<'_>, record: &PageRecord) -> String {
    let whole = record.part_of.map_or(record, |whole| &render.index.pages[whole]);
    whole.route.as_ref().map(|route| route.href(render.index.settings.base_path())).unwrap_or_default()
}

/// A page through its template, and its twin, if it has one.
pub(super) fn finish(
    render: &Renderer<'_>,
    record: &PageRecord,
    facts: PageFacts,
    nav: &NavPart,
    twin: Option<String>,
) -> Checked<Vec<Output>> {
    let Some(route) = &record.route else {
        return Checked::default();
    };
    let facts = PageFacts { linked_data: linked_data(render, &facts, nav), ..facts };
    let problem = match render.frame.page(facts, nav) {
        Ok(html) if html.len() > limits::OUTPUT => {
            let message = format!("the page would be larger than {}", limits::size(limits::OUTPUT));
            Diagnostic::new(Code::TOO_LARGE, Place::start(record.source.id), message)
        }
        Ok(html) => {
            let twin = twin.map(|twin| Output::text(route.twin(), twin));
            return Checked::new(std::iter::once(Output::text(route.file(), html)).chain(twin).collect(), Vec::new());
        }
        Err(problem) => {
            let place = Place::start(record.source.id);
            let message = format!("the page cannot be rendered: {}", problem.message);
            render.template_diagnostic(&problem, Some((place, message)))
        }
    };
    Checked::new(Vec::new(), vec![problem])
}

/// What search engines are told of a page that they may list.
fn linked_data(render: &Renderer<'_>, facts: &PageFacts, nav: &NavPart) -> Option<String> {
    let host = render.index.settings.host()?;
    let subject = linked_data::Subject {
        title: &facts.title,
        description: &facts.description,
        url: facts.canonical.as_ref()?,
        host,
        site_title: &render.site.title,
        home: &render.site.home,
        is_front: facts.href == render.site.home,
        changed: facts.updated.as_deref().and_then(Day::named),
        breadcrumbs: &nav.breadcrumbs,
    };
    (!facts.hidden && !facts.draft).then(|| linked_data::json(subject))
}

/// What one page, or one section of a combined page, comes to.
#[derive(Default)]
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) description: String,
    pub(super) lead: Option<String>,
    pub(super) intro: String,
    pub(super) entry_anchor: String,
    pub(super) signatures: String,
    pub(super) cards: Vec<String>,
    pub(super) sections: String,
    pub(super) html: String,
    pub(super) toc: Vec<TocView>,
    pub(super) twin: Option<String>,
    pub(super) has_variants: bool,
    pub(super) is_reference: bool,
    pub(super) findable: Option<Findable>,
    pub(super) updates: Vec<feed::Update>,
}

fn section(
    render: &Renderer<'_>,
    record: &PageRecord,
    links: &Links,
    below: u8,
    crumb: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Section {
    let lead = links.lead.as_ref().map(inline::prose_html);
    let mut section = Section { heading: escape::escaped(&record.title), lead, ..Section::default() };
    let prefix = record.anchor_prefix();
    let made = reference::html(&links.reference, &render.languages, render.templates, below, &prefix);
    let made = made.unwrap_or_else(|problem| {
        let place = Place::start(record.source.id);
        let message = format!("the entries cannot be rendered: {}", problem.message);
        diagnostics.push(render.template_diagnostic(&problem, Some((place, message))));
        reference::ReferenceHtml::default()
    });
    section.is_reference = !links.reference.is_empty();
    section.has_variants = section.is_reference;
    let Ok(text) = render.texts.text(record.source.id) else {
        return section;
    };
    let toc = render.index.toc(record);
    let (from, mdx) = render.texts.body(record.source.id);
    let words = words(render, record, prefix);
    parse::with_body(record.source.id, &text, from, mdx, |document| {
        let tree = &document.value;
        let headings = Headings { toc: &toc, below, as_written: false };
        let mut body = Body {
            uses: &links.uses,
            partials: &links.partials,
            ..Body::new(render, record.source.id, Scope::new(&words, tree), headings)
        };
        body.whole.endpoint.clone_from(&made.endpoint);
        if section.is_reference {
            split(&mut body, &tree.nodes, &mut section);
        } else {
            body.blocks(&tree.nodes);
            section.html = std::mem::take(&mut body.out);
        }
        section.html.push_str(&body.whole.footnotes.html(&words));
        let whole = body.whole;
        if !whole.title.is_empty() {
            section.heading = whole.title;
        }
        section.has_variants |= whole.has_variants;
        section.updates = whole.updates;
        diagnostics.extend(whole.diagnostics);
        section.twin = render.has_twins().then(|| twin::page(render, record, links, tree, &words, below));
        if render.site.search.is_some() && !record.page.front.hidden {
            section.findable = Some(find(render, record, links, &toc, crumb, &words, tree));
        }
    });
    section.description = words.description;
    section.entry_anchor = made.anchor;
    section.signatures = made.signatures;
    section.sections = made.sections;
    section.toc = made.toc;
    let own = toc.in_order().into_iter().filter(|item| matches!(item.level, 1..=3) && !item.anchor.is_empty());
    section.toc.extend(own.map(|item| TocView {
        level: item.level.max(2),
        text: item.text.clone(),
        anchor: format!("{}{}", words.prefix, item.anchor),
        languages: String::new(),
    }));
    section
}

/// A reference page in three: what stands before the first card or heading, the cards, and the rest.
///
/// Samples below a heading stay with their text, unless they are the first ones of the page.
fn split(body: &mut Body<'_>, nodes: &[Node<'_>], section: &mut Section) {
    let mut intro = true;
    let mut headed = false;
    for node in nodes {
        let card = match &node.kind {
            NodeKind::Component(component) => {
                matches!(component.name.as_ref(), "CodeBlock" | "CodeGroup") && (!headed || section.cards.is_empty())
            }
            NodeKind::CodeBlock { .. } => intro,
            _ => false,
        };
        let heading = parse::facts::heading_level(node).is_some();
        let title =
            heading && body.headings.toc.headings.get(node.numbers.heading).is_some_and(|item| item.anchor.is_empty());
        let html = body.block(node);
        if card {
            intro = false;
            section.cards.push(html);
        } else if intro && !heading {
            section.intro.push_str(&html);
        } else if !title {
            intro = false;
            headed |= heading;
            section.html.push_str(&html);
        }
    }
}

/// The group that a page stands in.
pub(super) fn crumb(nav: &NavPart) -> &str {
    nav.breadcrumbs.last().map_or("", |crumb| crumb.title.as_str())
}

/// What a page is found by.
fn find(
    render: &Renderer<'_>,
    record: &PageRecord,
    links: &Links,
    toc: &Toc,
    crumb: &str,
    words: &PageWords,
    document: &Document<'_>,
) -> Findable {
    let href = match record.part_of {
        Some(_) => format!("{}#{}", address(render, record), record.section),
        None => address(render, record),
    };
    let subject = records::Subject {
        record,
        toc,
        uses: &links.uses,
        partials: &links.partials,
        texts: render.texts,
        groups: &links.reference,
        languages: &render.languages,
        href: &href,
        crumb,
        words,
        pieces: &[],
    };
    records::findable(&subject, document)
}

fn words(render: &Renderer<'_>, record: &PageRecord, prefix: String) -> PageWords {
    PageWords {
        title: record.title.clone(),
        description: description(render.index, record),
        route: record.route.as_ref().map(ToString::to_string).unwrap_or_default(),
        site_title: render.site.title.clone(),
        site_description: render.site.description.clone(),
        prefix,
    }
}

/// The description of a page as plain text: its own, else its first paragraph.
#[must_use]
pub fn description(index: &Index, record: &PageRecord) -> String {
    let own = record.page.front.description.as_deref().and_then(|value| index.wording(value).text());
    own.map_or_else(|| record.page.summary.clone(), inline::plain)
}

pub(super) fn facts(render: &Renderer<'_>, record: &PageRecord, changed: Option<Day>, main: Section) -> PageFacts {
    let settings = &render.index.settings;
    let base = settings.base_path();
    let (route, href, twin) = match &record.route {
        Some(route) => {
            let twin = render.has_twins().then(|| file_href(base, &route.twin()));
            (route.to_string(), route.href(base), twin)
        }
        None => (String::new(), String::new(), None),
    };
    let full_title = if record.title == settings.title {
        record.title.clone()
    } else {
        format!("{} · {}", record.title, settings.title)
    };
    PageFacts {
        title: record.title.clone(),
        full_title,
        description: main.description,
        lead: main.lead,
        canonical: settings.host().map(|host| format!("{host}{href}")),
        route,
        href,
        twin,
        feed: None,
        linked_data: None,
        kind: if main.is_reference { "reference" } else { "prose" },
        heading: main.heading,
        anchor: record.title_anchor.clone(),
        html: main.html,
        intro: main.intro,
        entry_anchor: main.entry_anchor,
        signatures: main.signatures,
        cards: main.cards,
        sections: main.sections,
        parts: Vec::new(),
        toc: main.toc,
        edit: edit(render.index, record),
        updated: changed.map(Day::iso),
        updated_words: changed.map(Day::words),
        hidden: record.page.front.hidden,
        draft: record.page.front.draft,
        has_variants: main.has_variants,
        tags: record.page.front.tags.clone(),
    }
}

/// Where the page's source can be edited.
fn edit(index: &Index, record: &PageRecord) -> Option<String> {
    let repository = index.settings.repository.as_ref()?;
    let folder = if repository.folder.is_empty() { String::new() } else { format!("{}/", repository.folder) };
    let path = crate::model::route::encoded(record.source.path.as_str());
    Some(format!("{}/edit/{}/{folder}{path}", repository.url, repository.branch))
}
