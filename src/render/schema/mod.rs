//! The page of a JSON Schema: its properties as rows, an example, and the file itself.

pub mod rows;
mod twin;

use std::fmt::Write as _;

use crate::index::{Index, PageRecord, Toc, USED_BY};
use crate::limits;
use crate::model::day::Day;
use crate::model::diagnostic::Checked;
use crate::model::document::Document;
use crate::model::links::UsedBy;
use crate::model::nav::NavPart;
use crate::model::place::Place;
use crate::model::route::{encoded, file_href};
use crate::model::schema::{RowName, SchemaLinks, SchemaNode, SchemaTree};
use crate::{parse, resolve};

use super::card::{CardView, variant};
use super::code::{Marks, code_html};
use super::page::{self, Rendered, Section};
use super::reference::{expand_all, languages_used, users_html};
use super::scope::PageWords;
use super::search::records::{self, Findable, Piece};
use super::templates::{Given, TemplateProblem};
use super::view::TocView;
use super::{Renderer, escape, inline};
use rows::Rows;

/// A schema whose page is to be made, with everything it needs of the site.
pub struct Subject<'s, 't> {
    pub number: usize,
    /// The file as it stands.
    pub text: &'s str,
    pub tree: &'s SchemaTree<'t>,
    pub links: &'s SchemaLinks,
    /// An instance, as JSON over several lines; none if none could be made.
    pub example: Option<&'s str>,
    pub nav: &'s NavPart,
    pub changed: Option<Day>,
}

/// The HTML of a schema's page and its Markdown twin.
#[must_use]
pub fn page(render: &Renderer<'_>, subject: &Subject<'_, '_>) -> Checked<Rendered> {
    let record = &render.index.pages[subject.number];
    match section(render, record, subject) {
        Ok(section) => {
            let mut facts = page::facts(render, record, subject.changed, section);
            facts.kind = "schema";
            let twin = render.has_twins().then(|| twin::page(render, record, subject));
            let finished = page::finish(render, record, facts, subject.nav, twin);
            let findable = render.index.settings.search.then(|| find(render, record, subject));
            Checked::new(Rendered { outputs: finished.value, findable, ..Rendered::default() }, finished.diagnostics)
        }
        Err(problem) => {
            let place = Place::start(record.source.id);
            let message = format!("the schema cannot be rendered: {}", problem.message);
            Checked::new(Rendered::default(), vec![render.template_diagnostic(&problem, Some((place, message)))])
        }
    }
}

/// What the page is found by: its name, its description, and its properties.
fn find(render: &Renderer<'_>, record: &PageRecord, subject: &Subject<'_, '_>) -> Findable {
    let mut pieces = Vec::new();
    gather(&subject.tree.root, subject.tree, &mut pieces);
    for definition in &subject.tree.definitions {
        gather(&definition.node, subject.tree, &mut pieces);
    }
    let href = record.route.as_ref().map(|route| route.href(render.index.settings.base_path())).unwrap_or_default();
    let subject = records::Subject {
        record,
        toc: &Toc::default(),
        uses: &[],
        partials: &[],
        texts: render.texts,
        groups: &[],
        languages: &render.languages,
        href: &href,
        crumb: page::crumb(subject.nav),
        words: &PageWords { description: record.page.summary.clone(), ..PageWords::default() },
        pieces: &pieces,
    };
    records::findable(&subject, &Document::default())
}

/// The properties below a node, as far as anyone would look for them.
fn gather(node: &SchemaNode, tree: &SchemaTree<'_>, pieces: &mut Vec<Piece>) {
    for row in &node.rows {
        if pieces.len() >= limits::SCHEMA_FOUND {
            return;
        }
        if let RowName::Property(name) = &row.name {
            let listed = row.node.facts.iter().filter(|fact| matches!(fact.name, "One of" | "Constant"));
            let values: Vec<&str> = listed.flat_map(|fact| &fact.values).map(String::as_str).collect();
            pieces.push(Piece {
                anchor: row.anchor.clone(),
                name: name.clone(),
                label: format!("{}{name}", row.parent),
                values: values.join(" "),
                text: row.node.description.map(|text| tree.texts[text].text.to_string()).unwrap_or_default(),
            });
        }
        gather(&row.node, tree, pieces);
    }
}

fn section(render: &Renderer<'_>, record: &PageRecord, subject: &Subject<'_, '_>) -> Result<Section, TemplateProblem> {
    let (tree, links) = (subject.tree, subject.links);
    let rows = Rows { links, templates: render.templates, anchors: true };
    let (heading, description) = (escape::escaped(&record.title), page::description(render.index, record));
    let mut section = Section { heading, description, ..Section::default() };
    if tree.root.deprecated {
        section.intro.push_str("<p><span class=\"badge deprecated\">Deprecated</span></p>\n");
    }
    if let Some(text) = tree.root.description {
        let _ = writeln!(section.intro, "<p>{}</p>", inline::prose_html(&links.texts[text]));
    }
    let title = if rows::has_properties(&tree.root) { "Properties" } else { "Value" };
    push_rows("properties", title, &rows.root(&tree.root)?, &mut section);
    if let Some(href) = source_link(render.index, record) {
        let words =
            if href.contains("github.com/") { "View JSON Schema on GitHub" } else { "View JSON Schema at its source" };
        let _ = writeln!(section.sections, "<p><a href=\"{}\">{words}</a></p>", escape::escaped(&href));
    }
    if !tree.definitions.is_empty() {
        let mut list = String::new();
        for definition in &tree.definitions {
            list.push_str(&rows.definition(definition)?);
        }
        push_rows("definitions", "Definitions", &list, &mut section);
    }
    if !links.used_by.is_empty() {
        let words = |user: &UsedBy| {
            format!(" <span class=\"t\">{}</span>", escape::escaped(&languages_used(user, &render.languages)))
        };
        push_section(USED_BY, "Used by", &users_html(&links.used_by, |_| String::new(), words), &mut section);
    }
    section.cards.push(file_card(render, record, subject.text)?);
    if let Some(example) = subject.example {
        let (html, _) = code_html(example, "json", &Marks::default(), &[]);
        section.cards.push(card(render, "<span>Example</span>".to_owned(), example, html)?);
    }
    Ok(section)
}

fn push_rows(anchor: &str, title: &str, rows: &str, section: &mut Section) {
    push_section(anchor, title, &format!("{}<ul class=\"props\">{rows}</ul>\n", expand_all(rows)), section);
}

fn push_section(anchor: &str, title: &str, html: &str, section: &mut Section) {
    let _ = writeln!(
        section.sections,
        "<section class=\"sec\">\n<h2 id=\"{anchor}\"><a href=\"#{anchor}\">{title}</a></h2>\n{html}</section>"
    );
    section.toc.push(TocView { level: 2, text: title.to_owned(), anchor: anchor.to_owned(), languages: String::new() });
}

/// The file as it stands, in colours as long as that is worth its weight.
fn file_card(render: &Renderer<'_>, record: &PageRecord, text: &str) -> Result<String, TemplateProblem> {
    let text = &text[parse::byte_order_mark(text)..];
    let head = format!(
        "<span>{}</span><a href=\"{}\">Raw</a>",
        escape::escaped(record.source.path.file_name()),
        escape::escaped(&raw_href(render.index, record))
    );
    let html = if text.len() <= limits::SCHEMA_COLOURED {
        code_html(text, "json", &Marks::default(), &[]).0
    } else if text.len() <= limits::SCHEMA_SHOWN {
        let mut html = String::with_capacity(text.len() + text.len() / 8);
        escape::text(text.strip_suffix('\n').unwrap_or(text), &mut html);
        html
    } else {
        format!("{} of JSON, too much to be shown here: take the raw file", limits::size(text.len()))
    };
    card(render, head, text, html)
}

/// On a narrow screen it stands behind the properties, as an answer does behind the parameters.
fn card(render: &Renderer<'_>, head: String, text: &str, html: String) -> Result<String, TemplateProblem> {
    let variants = vec![variant(&Marks::default(), text, html)];
    let view = CardView { class: "response".to_owned(), head, variants, ..CardView::default() };
    render.templates.component("CodeCard", Vec::new(), vec![("card", Given::data(&view))], None)
}

/// The rows of a schema where a page brings them in, and the way to its own page.
pub fn within_page(render: &Renderer<'_>, number: usize, href: &str) -> Result<String, TemplateProblem> {
    let record = &render.index.pages[number];
    let made = with_links(render, number, href, |tree, links| {
        let rows = Rows { links, templates: render.templates, anchors: false };
        rows.root(&tree.root)
    });
    let rows = made.transpose()?.unwrap_or_default();
    let view = InPage { title: &record.title, href };
    render.templates.component("Schema", Vec::new(), vec![("schema", Given::data(&view))], Some(&rows))
}

/// The same as Markdown.
#[must_use]
pub fn within_twin(render: &Renderer<'_>, number: usize, href: &str) -> String {
    let record = &render.index.pages[number];
    let rows = with_links(render, number, href, twin::rows).unwrap_or_default();
    format!("[{}]({})\n\n{rows}", escape::as_markdown(&record.title), super::twin::address(href))
}

/// What the template of `<Schema>` sees of it.
#[derive(serde::Serialize)]
struct InPage<'p> {
    title: &'p str,
    href: &'p str,
}

/// Reads and resolves a schema for a page that is not its own; what is wrong with it is said on its own.
fn with_links<R>(
    render: &Renderer<'_>,
    number: usize,
    href: &str,
    with: impl FnOnce(&SchemaTree<'_>, &SchemaLinks) -> R,
) -> Option<R> {
    let source = render.index.pages[number].source.id;
    let text = render.texts.text(source).ok()?;
    parse::schema::with_tree(source, &text, |tree, _| {
        let links = resolve::schema::links(render.index, number, tree, &text, href).value;
        with(tree, &links)
    })
}

/// Where the file itself is published.
#[must_use]
pub fn raw_href(index: &Index, record: &PageRecord) -> String {
    file_href(index.settings.base_path(), below_content(record))
}

fn below_content(record: &PageRecord) -> &str {
    record.source.path.below("content").unwrap_or(record.source.path.as_str())
}

/// Where the settings say that the file is kept.
fn source_link(index: &Index, record: &PageRecord) -> Option<String> {
    let source = index.settings.schemas.source.as_ref()?;
    let path = encoded(below_content(record));
    if source.contains("{path}") || source.contains("{name}") {
        let name = encoded(record.source.path.file_name());
        return Some(source.replace("{path}", &path).replace("{name}", &name));
    }
    Some(format!("{}/{path}", source.trim_end_matches('/')))
}

/// All schemas of a site, for the page that lists them.
#[must_use]
pub fn list_html(index: &Index) -> String {
    let base = index.settings.base_path();
    let mut listed: Vec<&PageRecord> =
        index.pages.iter().map(|record| &**record).filter(|record| record.schema.is_some()).collect();
    listed.sort_by(|a, b| (a.title.to_lowercase(), &a.route).cmp(&(b.title.to_lowercase(), &b.route)));
    let mut out = String::from("<ul>");
    for record in listed {
        let Some(route) = &record.route else { continue };
        let _ = write!(
            out,
            "<li><a href=\"{}\">{}</a>",
            escape::escaped(&route.href(base)),
            escape::escaped(&record.title)
        );
        if !record.page.summary.is_empty() {
            let _ = write!(out, "<br>{}", escape::escaped(&record.page.summary));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    out
}
