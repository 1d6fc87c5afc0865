//! What the rest of the site must know of a body: headings, anchors, and everything in it that stands for a thing
//! elsewhere. Each node carries the numbers of its own.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::{AttributeValue, Component, Document, Expression, Node, NodeKind, Numbers};
use crate::model::page::{BodyFacts, Heading, Inclusion, Use, UseKind};
use crate::model::place::{Place, Span};
use crate::model::source::SourceId;
use crate::model::value::Value;

use super::uses::{address, each_use};
use super::{html, mdx};

const SUMMARY: usize = 200;

/// `text` is the whole source.
#[must_use]
pub fn facts(source: SourceId, text: &str, document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) -> BodyFacts {
    let mut walk =
        Walk { source, text, document, page: BodyFacts::default(), languages: Vec::new(), depth: 0, diagnostics };
    walk.nodes(&document.nodes);
    walk.page
}

/// Gives each node the numbers that what it stands for has in the facts of its document.
pub fn number(document: &mut Document<'_>) {
    let mut nodes = std::mem::take(&mut document.nodes);
    number_nodes(&mut nodes, document, &mut Numbers::default());
    document.nodes = nodes;
}

fn number_nodes(nodes: &mut [Node<'_>], document: &Document<'_>, next: &mut Numbers) {
    for node in nodes {
        let (mut uses, mut partials) = (0, 0);
        each_use(node, document, |kind, _| {
            uses += 1;
            partials += usize::from(matches!(kind, UseKind::Include(_)));
        });
        node.numbers = Numbers { uses, ..*next };
        next.first_use += uses;
        next.partial += partials;
        next.heading += usize::from(heading_level(node).is_some());
        match &mut node.kind {
            NodeKind::Component(component) => {
                next.heading += usize::from(titled(component).is_some());
                for attribute in &mut component.attributes {
                    if let AttributeValue::Expression(Expression::Markup(nodes)) = &mut attribute.value {
                        number_nodes(nodes, document, next);
                    }
                }
            }
            NodeKind::Expression { value: Expression::Markup(nodes), .. } => number_nodes(nodes, document, next),
            _ => {}
        }
        number_nodes(&mut node.children, document, next);
    }
}

/// Whether an attribute of an HTML element makes an anchor.
#[must_use]
pub fn is_anchor(element: &str, attribute: &str) -> bool {
    attribute.eq_ignore_ascii_case("id") || (element == "a" && attribute.eq_ignore_ascii_case("name"))
}

/// Whether an attribute of an HTML element holds anchors of its page: one, or several with spaces.
#[must_use]
pub fn holds_anchors(element: &str, attribute: &str) -> bool {
    const REFER: [&str; 7] =
        ["for", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];
    is_anchor(element, attribute) || REFER.iter().any(|name| attribute.eq_ignore_ascii_case(name))
}

/// Whether a name is that of what stands between the tags that bring a partial in: `{children}`, `{props.children}`.
#[must_use]
pub fn is_children(path: &[String]) -> bool {
    own_name(path) == ["children"]
}

/// `{props.name}` and `{name}` are the same to a partial.
#[must_use]
pub fn own_name(path: &[String]) -> &[String] {
    if path.first().is_some_and(|name| name == "props") { &path[1..] } else { path }
}

/// Whether a partial says where its children go.
#[must_use]
pub fn places_children(nodes: &[Node<'_>]) -> bool {
    let places = |value: &Expression<'_>| match value {
        Expression::Name(path) => is_children(path),
        Expression::Markup(nodes) => places_children(nodes),
        _ => false,
    };
    nodes.iter().any(|node| {
        let here = match &node.kind {
            NodeKind::Expression { value, .. } => places(value),
            NodeKind::Component(component) => component
                .attributes
                .iter()
                .any(|attribute| matches!(&attribute.value, AttributeValue::Expression(value) if places(value))),
            _ => false,
        };
        here || places_children(&node.children)
    })
}

/// The nodes right inside a component: tags in one line are a paragraph, and no different from tags on lines of their own.
pub fn inside<'n, 't>(node: &'n Node<'t>) -> impl Iterator<Item = &'n Node<'t>> {
    node.children.iter().flat_map(|child| match &child.kind {
        NodeKind::Paragraph => child.children.as_slice(),
        _ => std::slice::from_ref(child),
    })
}

/// The languages of `<If lang="js,ruby">`.
#[must_use]
pub fn condition(component: &Component<'_>) -> Vec<String> {
    if component.name != "If" {
        return Vec::new();
    }
    let languages = component.text("lang").unwrap_or_default().split(',').map(str::trim);
    languages.filter(|language| !language.is_empty()).map(str::to_owned).collect()
}

/// The level of a heading, be it one of Markdown or an `<h2>`.
#[must_use]
pub fn heading_level(node: &Node<'_>) -> Option<u8> {
    match &node.kind {
        NodeKind::Heading { level, .. } => Some(*level),
        NodeKind::Component(component) => match component.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        },
        _ => None,
    }
}

/// The title of a component that has an anchor of its own.
#[must_use]
pub fn titled(component: &Component<'_>) -> Option<String> {
    let attribute = match component.name.as_ref() {
        "Step" | "Accordion" => component.attribute("title")?,
        "Update" => component.attribute("label")?,
        "Reference" => component.attribute("id")?,
        "Field" | "ParamField" | "ResponseField" => {
            ["name", "path", "query", "header", "body"].iter().find_map(|name| component.attribute(name))?
        }
        _ => return None,
    };
    match &attribute.value {
        AttributeValue::Text(text) => Some(text.to_string()),
        AttributeValue::Expression(Expression::Literal(value)) => Some(value.shown()),
        _ => None,
    }
}

/// Whether the title of a tab is that of an answer: `Response`, `404`, `200 OK`.
#[must_use]
pub fn is_response(title: &str) -> bool {
    title.to_lowercase().starts_with("response") || status(title).is_some()
}

/// The status that a title names: `404`, `200 OK`, `Response 422`.
#[must_use]
pub fn status(title: &str) -> Option<u16> {
    let title = title.trim();
    let word = title.get(..8).filter(|word| word.eq_ignore_ascii_case("response"));
    let rest = word.map_or(title, |word| &title[word.len()..]).trim_start_matches([' ', '(', ':']);
    let digits = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    digits.parse().ok().filter(|status| digits.len() == 3 && (100..600).contains(status))
}

/// Whether a paragraph is none: nothing stands in it but components and elements that are blocks themselves.
#[must_use]
pub fn holds_only_blocks(paragraph: &Node<'_>) -> bool {
    let mut blocks = 0;
    for child in &paragraph.children {
        match &child.kind {
            NodeKind::Component(component) if !component.is_element() || !is_phrasing(&component.name) => blocks += 1,
            NodeKind::Text(text) if text.trim().is_empty() => {}
            NodeKind::SoftBreak | NodeKind::Expression { value: Expression::Empty, .. } => {}
            _ => return false,
        }
    }
    blocks > 0
}

/// Whether nodes are nothing but text of one line.
#[must_use]
pub fn is_line(nodes: &[Node<'_>]) -> bool {
    nodes.iter().all(|node| match &node.kind {
        NodeKind::Text(_)
        | NodeKind::Code(_)
        | NodeKind::SoftBreak
        | NodeKind::HardBreak
        | NodeKind::FootnoteReference(_)
        | NodeKind::Image(_) => true,
        NodeKind::Emphasis | NodeKind::Strong | NodeKind::Strike | NodeKind::Link(_) => is_line(&node.children),
        NodeKind::Component(component) => {
            let name = component.name.as_ref();
            let inline = if component.is_element() { is_phrasing(name) } else { matches!(name, "Badge" | "Tooltip") };
            inline && is_line(&node.children)
        }
        NodeKind::Expression { value, .. } => !matches!(value, Expression::Markup(_)),
        _ => false,
    })
}

/// An element of HTML that stands inside a line of text.
fn is_phrasing(name: &str) -> bool {
    const PHRASING: [&str; 41] = [
        "a", "abbr", "audio", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em", "i",
        "img", "input", "ins", "kbd", "label", "mark", "meter", "output", "picture", "progress", "q", "s", "samp",
        "select", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "var", "video", "wbr", "font",
    ];
    PHRASING.contains(&name)
}

/// The plain text of some nodes, as it goes into a title or an anchor.
#[must_use]
pub fn plain(nodes: &[Node<'_>]) -> String {
    let mut text = String::new();
    push_plain(nodes, &[], &mut text);
    text
}

fn push_plain(nodes: &[Node<'_>], constants: &[(String, Value)], text: &mut String) {
    for node in nodes {
        match &node.kind {
            NodeKind::Expression { value: Expression::Name(path), .. } => {
                let value = constants.iter().find(|(name, _)| path.len() == 1 && *name == path[0]);
                text.push_str(&value.map(|(_, value)| value.shown()).unwrap_or_default());
            }
            NodeKind::Text(words) | NodeKind::Code(words) => text.push_str(words),
            NodeKind::SoftBreak | NodeKind::HardBreak => text.push(' '),
            NodeKind::Expression { value: Expression::Literal(value), .. } => text.push_str(&value.shown()),
            NodeKind::FootnoteReference(_) | NodeKind::CodeBlock { .. } => {}
            _ => push_plain(&node.children, constants, text),
        }
    }
}

/// Whether a text holds what only the rendered page knows.
fn names_something(nodes: &[Node<'_>]) -> bool {
    nodes.iter().any(|node| {
        matches!(&node.kind, NodeKind::Expression { value: Expression::Name(_) | Expression::Unsupported(_), .. })
            || names_something(&node.children)
    })
}

struct Walk<'d, 't> {
    source: SourceId,
    text: &'d str,
    document: &'d Document<'t>,
    page: BodyFacts,
    languages: Vec<String>,
    /// How many components, quotes and lists are open.
    depth: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Walk<'_, '_> {
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node<'_>) {
        debug_assert_eq!(node.numbers.first_use, self.page.uses.len(), "a node's number is that of its use");
        debug_assert_eq!(node.numbers.heading, self.page.headings.len(), "a node's number is that of its heading");
        let raw = matches!(node.kind, NodeKind::HtmlBlock(_) | NodeKind::HtmlInline(_));
        let mut behind = node.span.start as usize;
        each_use(node, self.document, |kind, span| {
            if let UseKind::Include(file) = &kind {
                let before = u32::try_from(self.page.headings.len()).unwrap_or(u32::MAX);
                self.page.includes.push(Inclusion { before, file: file.to_string() });
            }
            let span = match &kind {
                UseKind::Link(url) | UseKind::Image(url) if raw => {
                    // The block's lines may have had marks before them: its addresses are found in their order.
                    let found = self.text.get(behind..span.end as usize).and_then(|rest| rest.find(&**url));
                    found.filter(|_| !url.is_empty()).map_or(span, |at| {
                        let start = behind + at;
                        behind = start + url.len();
                        Span::new(start, behind)
                    })
                }
                UseKind::Link(url) | UseKind::Image(url) => address(self.text, span, url),
                _ => span,
            };
            self.page.uses.push(Use { kind: kind.into_owned(), span, languages: self.languages.clone() });
        });
        match &node.kind {
            NodeKind::Heading { level, id, .. } => {
                let text = self.plain(&node.children);
                let id = id.as_ref().map(ToString::to_string);
                self.heading(*level, text, id, node.span);
            }
            NodeKind::Paragraph if self.page.summary.is_empty() && !names_something(&node.children) => {
                let text = plain(&node.children);
                let text = text.trim();
                if !text.is_empty() {
                    self.page.summary = shortened(text, SUMMARY);
                }
            }
            NodeKind::FootnoteDefinition(label) => self.page.anchors.push(format!("fn-{}", super::slug::slug(label))),
            NodeKind::HtmlBlock(html) | NodeKind::HtmlInline(html) => html_anchors(html, &mut self.page.anchors),
            NodeKind::Expression { value: Expression::Unsupported(_), .. } => self.unsupported(node.span),
            NodeKind::Expression { value: Expression::Markup(nodes), .. } => self.nodes(nodes),
            NodeKind::Component(component) => self.component(component, node),
            _ => {}
        }
        let (nests, languages) = match &node.kind {
            NodeKind::Component(component) => {
                (!component.is_element() && !component.name.is_empty(), condition(component))
            }
            NodeKind::Quote(_) | NodeKind::List { .. } | NodeKind::FootnoteDefinition(_) => (true, Vec::new()),
            _ => (false, Vec::new()),
        };
        let outer = (!languages.is_empty()).then(|| std::mem::replace(&mut self.languages, languages));
        self.depth += usize::from(nests);
        self.nodes(&node.children);
        self.depth -= usize::from(nests);
        if let Some(outer) = outer {
            self.languages = outer;
        }
    }

    /// Plain text, the constants of the page in it.
    fn plain(&self, nodes: &[Node<'_>]) -> String {
        let mut text = String::new();
        push_plain(nodes, &self.document.constants, &mut text);
        text
    }

    fn heading(&mut self, level: u8, text: String, id: Option<String>, span: Span) {
        self.page.headings.push(Heading { level, text, id, span, nested: self.depth > 0 });
    }

    fn component(&mut self, component: &Component<'_>, node: &Node<'_>) {
        if let Some(text) = titled(component) {
            self.heading(0, text, None, component.name_span);
        }
        if component.name == "CodeBlock" {
            self.statuses(node);
        }
        let level = heading_level(node);
        if let Some(level) = level {
            self.heading(level, self.plain(&node.children), component.text("id").map(str::to_owned), node.span);
        }
        if !self.page.components.iter().any(|known| *known == component.name) {
            self.page.components.push(component.name.to_string());
        }
        for attribute in &component.attributes {
            let is_anchor =
                is_anchor(&component.name, &attribute.name) && level.is_none() && component.name != "Reference";
            self.page.anchors.extend(attribute.text().filter(|_| is_anchor).map(str::to_owned));
            match &attribute.value {
                AttributeValue::Expression(Expression::Unsupported(_)) => self.unsupported(attribute.value_span),
                AttributeValue::Expression(Expression::Markup(nodes)) => self.nodes(nodes),
                _ => {}
            }
        }
    }

    /// Several answers of an operation are tabs, each with an anchor; the first of a status on a page has it.
    fn statuses(&mut self, node: &Node<'_>) {
        let titles = inside(node).filter_map(|child| match &child.kind {
            NodeKind::Component(tab) if tab.name == "CodeBlockTab" => tab.text("title"),
            _ => None,
        });
        let titles: Vec<&str> = titles.filter(|title| is_response(title)).collect();
        if titles.len() > 1 {
            let anchors = titles.into_iter().filter_map(status).map(|status| format!("status-{status}"));
            for anchor in anchors {
                if !self.page.anchors.contains(&anchor) {
                    self.page.anchors.push(anchor);
                }
            }
        }
    }

    fn unsupported(&mut self, span: Span) {
        let place = Place::span(self.source, span);
        let inside = span.start as usize + 1..(span.end as usize).saturating_sub(1);
        if self.text.get(inside).is_some_and(mdx::is_too_deep) {
            self.diagnostics.push(Diagnostic::new(Code::TOO_DEEP, place, mdx::DEEP));
            return;
        }
        self.diagnostics.push(
            Diagnostic::new(Code::UNSUPPORTED_EXPRESSION, place, "this needs JavaScript to run").help(
                "literals, `{page.title}`, `{site.title}`, `export const` names, tags and comments are accepted; \
                 write `\\{` for a literal `{`",
            ),
        );
    }
}

/// The first words of a text, at most `most` bytes of them.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let cut = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= most).last().unwrap_or(0);
    let words = text[..cut].rsplit_once(' ').map_or(&text[..cut], |(words, _)| words);
    [words.trim_end_matches([',', '.', ';', ':']), "…"].concat()
}

fn html_anchors(html: &str, anchors: &mut Vec<String>) {
    for tag in html::tags(html) {
        let element = html[tag.name].to_ascii_lowercase();
        for attribute in tag.attributes {
            if is_anchor(&element, &html[attribute.name]) {
                anchors.push(html[attribute.value].to_owned());
            }
        }
    }
}
