//! What a node itself stands for: addresses, samples, entries, schemas and partials, in the words of its page.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::document::{AttributeValue, Component, Document, Expression, Node, NodeKind};
use crate::model::page::UseKind;
use crate::model::place::Span;
use crate::model::value::Value;

use super::{html, mdx};

/// A use in the words of what it was read from.
pub(super) type Written<'n> = UseKind<Cow<'n, str>>;

/// Tells what a node itself stands for, its children not counted, and where each is written.
pub(super) fn each_use<'n>(node: &'n Node<'_>, document: &'n Document<'_>, mut each: impl FnMut(Written<'n>, Span)) {
    match &node.kind {
        NodeKind::Link(link) => each(UseKind::Link((&*link.url).into()), node.span),
        NodeKind::Image(link) => each(UseKind::Image((&*link.url).into()), node.span),
        NodeKind::Component(component) => component_uses(component, document, each),
        NodeKind::HtmlBlock(html) | NodeKind::HtmlInline(html) => {
            for (_, kind) in html_links(html) {
                each(kind, node.span);
            }
        }
        _ => {}
    }
}

/// The addresses in raw HTML, by the range of each in it.
#[must_use]
pub fn html_links(html: &str) -> Vec<(Range<usize>, Written<'_>)> {
    let mut found = Vec::new();
    for tag in html::tags(html) {
        let element = html[tag.name.clone()].to_ascii_lowercase();
        for attribute in tag.attributes {
            if let Some(loads) = link_kind(&element, &html[attribute.name]) {
                let url = mdx::decoded(&html[attribute.value.clone()]);
                found.push((attribute.value, loads.written(url.into())));
            }
        }
    }
    found
}

enum Loads {
    Page,
    Image,
}

impl Loads {
    fn written(self, url: Cow<'_, str>) -> Written<'_> {
        match self {
            Self::Page => UseKind::Link(url),
            Self::Image => UseKind::Image(url),
        }
    }
}

/// What the attribute of an HTML element holds, if that is an address.
fn link_kind(element: &str, attribute: &str) -> Option<Loads> {
    let is_one = |names: &[&str]| names.iter().any(|name| attribute.eq_ignore_ascii_case(name));
    match element {
        "img" if is_one(&["src"]) => Some(Loads::Image),
        "video" if is_one(&["poster"]) => Some(Loads::Image),
        "object" if is_one(&["data"]) => Some(Loads::Page),
        _ => is_one(&["href", "xlink:href", "src", "action", "formaction"]).then_some(Loads::Page),
    }
}

/// Whether an attribute of a tag, by its number, is for an address.
#[must_use]
pub fn is_address(component: &Component<'_>, number: usize) -> bool {
    loads(component, number).is_some()
}

/// A second attribute of a name is none.
fn loads(component: &Component<'_>, number: usize) -> Option<Loads> {
    let name = component.attributes[number].name.as_ref();
    let loads = if component.is_element() {
        link_kind(&component.name, name)
    } else if component.name == "Image" && name == "src" {
        Some(Loads::Image)
    } else {
        matches!(name, "href" | "src").then_some(Loads::Page)
    };
    let again = || component.attributes[..number].iter().any(|other| other.name.eq_ignore_ascii_case(name));
    loads.filter(|_| !again())
}

/// The attributes of a tag that hold an address, by their number: written out, or exported by the page.
pub fn link_attributes<'n>(
    component: &'n Component<'_>,
    document: &'n Document<'_>,
) -> impl Iterator<Item = (usize, Written<'n>, Span)> {
    let exported = |path: &[String]| match document.constant(path) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    component.attributes.iter().enumerate().filter_map(move |(number, attribute)| {
        let loads = loads(component, number)?;
        let url = match &attribute.value {
            AttributeValue::Expression(Expression::Name(path)) => exported(path),
            _ => attribute.text(),
        };
        Some((number, loads.written(url?.into()), attribute.value_span))
    })
}

fn component_uses<'n>(
    component: &'n Component<'_>,
    document: &'n Document<'_>,
    mut each: impl FnMut(Written<'n>, Span),
) {
    for (_, kind, span) in link_attributes(component, document) {
        each(kind, span);
    }
    if let Some(file) = include_file(component, document) {
        each(UseKind::Include(file.into()), component.name_span);
        return;
    }
    let text = |name: &str| {
        let attribute = component.attribute(name)?;
        Some((Cow::from(attribute.text()?), attribute.value_span))
    };
    match component.name.as_ref() {
        "CodeBlock" | "CodeBlockTab" => {
            if let Some((id, span)) = text("referenceId") {
                each(UseKind::Entry(id), span);
            }
            if let Some((file, span)) = text("file") {
                each(UseKind::Sample { file, language: text("language") }, span);
            }
        }
        "Reference" => {
            if let Some((id, span)) = text("id") {
                each(UseKind::Reference(id), span);
            }
        }
        "Schema" => {
            if let Some((name, span)) = text("name").or_else(|| text("file")) {
                each(UseKind::Schema(name), span);
            }
        }
        _ => {}
    }
}

/// The file that `<Include file="…">`, or a component that was imported from a partial, brings in.
#[must_use]
pub fn include_file<'n>(component: &'n Component<'_>, document: &'n Document<'_>) -> Option<&'n str> {
    if component.name == "Include" {
        return component.text("file");
    }
    let import = document.imports.iter().find(|import| import.name == component.name)?;
    let page = [".mdx", ".md"].iter().any(|ending| import.from.ends_with(ending));
    page.then_some(import.from.as_str())
}

/// Where the address itself stands in `[text](address)`; the whole link where it stands elsewhere.
#[must_use]
pub fn address(text: &str, link: Span, url: &str) -> Span {
    let whole = text.get(link.range()).unwrap_or_default();
    let found = whole.rfind("](").and_then(|at| Some(at + whole[at..].find(url)?));
    found.filter(|_| !url.is_empty()).map_or(link, |at| {
        let start = link.start as usize + at;
        Span::new(start, start + url.len())
    })
}
