//! Markdown to a [`Document`]: the only home of the Markdown parser.
//!
//! Takes a `.md` body as it stands, or an `.mdx` body that `mdx::prepare` has written again; in the latter,
//! short marks stand for tags and expressions, and are put back here, paired into components.

use std::borrow::Cow;

use pulldown_cmark::{
    Alignment as Align, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::limits;
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::document::{Alert, Alignment, Component, Document, Import, Link, LinkForm, Node, NodeKind, Stand};
use crate::model::place::{Place, Span};
use crate::model::source::SourceId;
use crate::model::value::Value;

use super::mdx::{self, Inset, TagForm};
use super::offsets::Offsets;
use super::{autolink, facts};

/// A plain Markdown body that starts at `from`.
#[must_use]
pub fn markdown(source: SourceId, text: &str, from: usize) -> Checked<Document<'_>> {
    let offsets = Offsets::same(from, text.len());
    Builder::new(source, text, &offsets, Vec::new(), Mode::Markdown).build(&text[from..])
}

/// An MDX body.
#[must_use]
pub fn mdx<'t>(source: SourceId, text: &str, prepared: &'t mut mdx::Prepared) -> Checked<Document<'t>> {
    let insets = std::mem::take(&mut prepared.insets).into_iter().map(Some).collect();
    let diagnostics = std::mem::take(&mut prepared.diagnostics);
    let mut built = Builder::new(source, text, &prepared.offsets, insets, Mode::Mdx).build(&prepared.text);
    if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::TOO_DEEP) {
        built.diagnostics.retain(|diagnostic| diagnostic.code != Code::TOO_DEEP);
    }
    built.diagnostics.extend(diagnostics);
    built
}

/// One line of Markdown from YAML or JSON: what stands inside its paragraphs.
#[must_use]
pub fn inline(source: SourceId, text: &str) -> Document<'_> {
    let offsets = Offsets::same(0, text.len());
    Builder::new(source, text, &offsets, Vec::new(), Mode::Data).build(text).value
}

/// What `&copy;` or `&#169;` stands for.
#[must_use]
pub fn character_reference(reference: &str) -> Option<String> {
    let inner = reference.strip_prefix('&')?.strip_suffix(';')?;
    if inner.is_empty() || !inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
        return None;
    }
    // Letters around it keep white space that it may stand for.
    let text = format!("x{reference}x");
    let mut read = String::new();
    for event in Parser::new_ext(&text, Options::empty()) {
        match event {
            Event::Text(words) => read.push_str(&words),
            Event::SoftBreak | Event::HardBreak => read.push('\n'),
            _ => {}
        }
    }
    let inner = read.strip_prefix('x')?.strip_suffix('x')?;
    (inner != reference).then(|| inner.to_owned())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Markdown,
    Mdx,
    /// Markdown from data: HTML in it is text.
    Data,
}

struct Frame<'t> {
    kind: NodeKind<'t>,
    start: usize,
    /// How many nodes it stands in that count as steps down, itself included.
    depth: usize,
    children: Vec<Node<'t>>,
    /// The last child is a paragraph that was made here, for text that stands bare in a block component.
    made_paragraph: bool,
}

struct Builder<'t, 'o> {
    source: SourceId,
    /// The whole source, as its author wrote it.
    written: &'o str,
    offsets: &'o Offsets,
    insets: Vec<Option<Inset<'static>>>,
    mode: Mode,
    frames: Vec<Frame<'t>>,
    root: Vec<Node<'t>>,
    /// Containers that are too deep to be kept: their children go to the deepest one that is.
    overflow: usize,
    links: usize,
    constants: Vec<(String, Value)>,
    imports: Vec<Import>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t, 'o> Builder<'t, 'o> {
    fn new(
        source: SourceId,
        written: &'o str,
        offsets: &'o Offsets,
        insets: Vec<Option<Inset<'static>>>,
        mode: Mode,
    ) -> Self {
        Self {
            source,
            written,
            offsets,
            insets,
            mode,
            frames: Vec::new(),
            root: Vec::new(),
            overflow: 0,
            links: 0,
            constants: Vec::new(),
            imports: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    fn build(mut self, text: &'t str) -> Checked<Document<'t>> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_GFM;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            self.event(event, range);
        }
        self.close_components(0, text.len());
        let mut document = Document { nodes: self.root, constants: self.constants, imports: self.imports };
        facts::number(&mut document);
        Checked::new(document, self.diagnostics)
    }

    fn event(&mut self, event: Event<'t>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) if self.mode == Mode::Mdx => {}
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(tag) => self.end(tag, range.end),
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.text(cow(words), range),
            Event::Code(words) => self.leaf(NodeKind::Code(cow(words)), range),
            Event::Html(html) => match self.mode {
                Mode::Mdx => self.insets_in(&html, range.start),
                Mode::Markdown => self.html_line(cow(html), range),
                Mode::Data => self.text(cow(html), range),
            },
            Event::InlineHtml(html) => match self.mode {
                Mode::Mdx => {
                    if let Some(number) = html.strip_prefix("<i").and_then(|rest| rest.strip_suffix('>'))
                        && let Ok(number) = number.parse()
                    {
                        self.inset(number, range.start);
                    }
                }
                Mode::Markdown => self.leaf(NodeKind::HtmlInline(cow(html)), range),
                Mode::Data => self.text(cow(html), range),
            },
            Event::FootnoteReference(label) => self.leaf(NodeKind::FootnoteReference(cow(label)), range),
            Event::SoftBreak => self.leaf(NodeKind::SoftBreak, range),
            Event::HardBreak => self.leaf(NodeKind::HardBreak, range),
            Event::Rule => self.leaf(NodeKind::Rule, range),
            Event::TaskListMarker(done) => {
                let item = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    NodeKind::Item { task } => Some(task),
                    _ => None,
                });
                if let Some(task) = item {
                    *task = Some(done);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'t>, at: usize) {
        let kind = match tag {
            Tag::Paragraph => NodeKind::Paragraph,
            Tag::Heading { level, id, classes, .. } => NodeKind::Heading {
                level: level as u8,
                id: id.map(cow),
                classes: classes.into_iter().map(cow).collect(),
            },
            Tag::BlockQuote(kind) => NodeKind::Quote(kind.map(|kind| match kind {
                BlockQuoteKind::Note => Alert::Note,
                BlockQuoteKind::Tip => Alert::Tip,
                BlockQuoteKind::Important => Alert::Important,
                BlockQuoteKind::Warning => Alert::Warning,
                BlockQuoteKind::Caution => Alert::Caution,
            })),
            Tag::CodeBlock(kind) => {
                let (info, fenced) = match kind {
                    CodeBlockKind::Indented => (Cow::Borrowed(""), false),
                    CodeBlockKind::Fenced(info) => (cow(info), true),
                };
                NodeKind::CodeBlock { info, text: Cow::Borrowed(""), fenced }
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => NodeKind::HtmlBlock(Cow::Borrowed("")),
            Tag::List(start) => NodeKind::List { start },
            Tag::Item => NodeKind::Item { task: None },
            Tag::FootnoteDefinition(label) => NodeKind::FootnoteDefinition(cow(label)),
            Tag::DefinitionList => NodeKind::DefinitionList,
            Tag::DefinitionListTitle => NodeKind::DefinitionTerm,
            Tag::DefinitionListDefinition => NodeKind::DefinitionDetail,
            Tag::Table(alignments) => NodeKind::Table(alignments.into_iter().map(alignment).collect()),
            Tag::TableHead => NodeKind::TableHead,
            Tag::TableRow => NodeKind::TableRow,
            Tag::TableCell => NodeKind::TableCell,
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => NodeKind::Emphasis,
            Tag::Strong => NodeKind::Strong,
            Tag::Strikethrough => NodeKind::Strike,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.links += 1;
                NodeKind::Link(link(link_type, dest_url, title))
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.links += 1;
                NodeKind::Image(link(link_type, dest_url, title))
            }
        };
        self.open(kind, at);
    }

    fn open(&mut self, kind: NodeKind<'t>, at: usize) {
        let depth = self.frames.last().map_or(0, |frame| frame.depth) + usize::from(is_step_down(&kind));
        if self.overflow > 0 || depth > limits::DEPTH {
            if self.overflow == 0 && !self.diagnostics.iter().any(|known| known.code == Code::TOO_DEEP) {
                let place = Place::span(self.source, self.span(at, at + 1));
                let message = format!("blocks stand more than {} deep in each other here", limits::DEPTH);
                self.diagnostics.push(Diagnostic::new(Code::TOO_DEEP, place, message));
            }
            self.overflow += 1;
            return;
        }
        self.frames.push(Frame { kind, start: at, depth, children: Vec::new(), made_paragraph: false });
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        if matches!(tag, TagEnd::Link | TagEnd::Image) {
            self.links = self.links.saturating_sub(1);
        }
        if self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        // Components that were opened inside this container end with it.
        let depth = self.frames.iter().rposition(|frame| !matches!(frame.kind, NodeKind::Component(_)));
        let Some(depth) = depth else { return };
        self.close_components(depth + 1, at);
        self.close(at);
    }

    /// Closes the innermost frame.
    fn close(&mut self, at: usize) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let span = self.span(frame.start, at);
        self.append(Node::new(frame.kind, span, frame.children));
    }

    /// Closes components that have no closing tag, down to `depth` frames.
    fn close_components(&mut self, depth: usize, at: usize) {
        while self.frames.len() > depth {
            if let Some(NodeKind::Component(component)) = self.frames.last().map(|frame| &frame.kind) {
                let name = component.name.clone();
                let place = Place::span(self.source, component.name_span);
                let help = match component.stand {
                    Stand::Flow => format!("close it with `</{name}>` on a line of its own"),
                    Stand::Text => format!(
                        "close it with `</{name}>` in the same paragraph, or put `<{name}>` on a line of its own"
                    ),
                };
                self.diagnostics
                    .push(Diagnostic::new(Code::UNCLOSED_TAG, place, format!("`<{name}>` is never closed")).help(help));
            }
            self.close(at);
        }
    }

    fn text(&mut self, words: Cow<'t, str>, range: std::ops::Range<usize>) {
        let span = self.span(range.start, range.end);
        if let Some(Frame { kind: NodeKind::CodeBlock { text, .. } | NodeKind::HtmlBlock(text), .. }) =
            self.frames.last_mut()
        {
            join(text, words);
        } else {
            if let Some(Node { kind: NodeKind::Text(before), span: whole, .. }) = self.last_inline() {
                join(before, words);
                whole.end = span.end;
                return;
            }
            self.append(Node::new(NodeKind::Text(words), span, Vec::new()));
        }
    }

    /// The last inline node where the next one would go.
    fn last_inline(&mut self) -> Option<&mut Node<'t>> {
        match self.frames.last_mut() {
            Some(frame) if frame.made_paragraph => frame.children.last_mut()?.children.last_mut(),
            Some(frame) => frame.children.last_mut(),
            None => self.root.last_mut(),
        }
    }

    fn html_line(&mut self, html: Cow<'t, str>, range: std::ops::Range<usize>) {
        match self.frames.last_mut() {
            Some(Frame { kind: NodeKind::HtmlBlock(text), .. }) => join(text, html),
            _ => self.leaf(NodeKind::HtmlBlock(html), range),
        }
    }

    fn leaf(&mut self, kind: NodeKind<'t>, range: std::ops::Range<usize>) {
        let span = self.span(range.start, range.end);
        self.append(Node::new(kind, span, Vec::new()));
    }

    fn append(&mut self, mut node: Node<'t>) {
        let ftp = self.mode == Mode::Markdown;
        if !node.children.is_empty() && self.links == 0 && !matches!(node.kind, NodeKind::Link(_) | NodeKind::Image(_))
        {
            autolink::split_texts(&mut node.children, self.written, ftp);
            if matches!(node.kind, NodeKind::Component(_)) {
                // Paragraphs that were made here have not been through this themselves.
                for child in &mut node.children {
                    if child.kind == NodeKind::Paragraph {
                        autolink::split_texts(&mut child.children, self.written, ftp);
                    }
                }
            }
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root.push(node);
            return;
        };
        let block_component = matches!(&frame.kind, NodeKind::Component(component) if component.stand == Stand::Flow);
        if block_component && is_inline(&node) {
            if frame.made_paragraph
                && let Some(paragraph) = frame.children.last_mut()
            {
                paragraph.span.end = node.span.end;
                paragraph.children.push(node);
                return;
            }
            frame.made_paragraph = true;
            let span = node.span;
            frame.children.push(Node::new(NodeKind::Paragraph, span, vec![node]));
            return;
        }
        frame.made_paragraph = false;
        frame.children.push(node);
    }

    /// The marks of a line of blocks: `<!--0--><!--1-->`
    fn insets_in(&mut self, html: &str, at: usize) {
        for mark in html.split("<!--").skip(1) {
            if let Some(number) = mark.split("-->").next().and_then(|number| number.parse().ok()) {
                self.inset(number, at);
            }
        }
    }

    fn inset(&mut self, number: usize, at: usize) {
        let Some(inset) = self.insets.get_mut(number).and_then(Option::take) else {
            return;
        };
        match inset {
            Inset::Expression(value, span, stand) => {
                self.append(Node::new(NodeKind::Expression { value, stand }, span, Vec::new()));
            }
            Inset::Modules { imports, constants, span } => {
                self.imports.extend(imports);
                self.constants.extend(constants);
                self.append(Node::new(NodeKind::Modules, span, Vec::new()));
            }
            Inset::Tag(tag, stand) => match tag.form {
                TagForm::Open | TagForm::SelfClosing => {
                    let kind = NodeKind::Component(Component {
                        name: tag.name,
                        name_span: tag.name_span,
                        attributes: tag.attributes,
                        stand,
                    });
                    if tag.form == TagForm::SelfClosing {
                        self.append(Node::new(kind, tag.span, Vec::new()));
                    } else {
                        self.open(kind, at);
                    }
                }
                TagForm::Close => self.close_tag(&tag.name, tag.name_span, tag.span, at),
            },
        }
    }

    fn close_tag(&mut self, name: &str, name_span: Span, span: Span, at: usize) {
        if self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        let open = self
            .frames
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, frame)| matches!(frame.kind, NodeKind::Component(_)))
            .find(|(_, frame)| matches!(&frame.kind, NodeKind::Component(component) if component.name == name))
            .map(|(depth, _)| depth);
        let Some(depth) = open else {
            let place = Place::span(self.source, name_span);
            let message = format!("`</{name}>` closes nothing that is open here");
            let elsewhere = self.frames.iter().rev().find_map(|frame| match &frame.kind {
                NodeKind::Component(component) if component.name == name => Some(component.name_span),
                _ => None,
            });
            let mut diagnostic = Diagnostic::new(Code::UNEXPECTED_CLOSING_TAG, place, message);
            if let Some(opened) = elsewhere {
                diagnostic = diagnostic
                    .note(Place::span(self.source, opened), "opened here, outside of this list item or paragraph")
                    .help("open and close a tag in the same list item, quote or paragraph");
            }
            self.diagnostics.push(diagnostic);
            return;
        };
        self.close_components(depth + 1, at);
        if let Some(frame) = self.frames.pop() {
            let start = self.offsets.source(frame.start);
            let whole = Span::new(start, span.end as usize);
            self.append(Node::new(frame.kind, whole, frame.children));
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let from = self.offsets.source(start);
        let to = if end > start { self.offsets.source_end(end) } else { from };
        // A mark that was written in another form may have led into a character.
        let whole = |mut at: usize, step: isize| {
            while !self.written.is_char_boundary(at) {
                at = at.saturating_add_signed(step);
            }
            at
        };
        let from = whole(from, -1);
        Span::new(from, whole(to.max(from), 1))
    }
}

/// Whether what stands inside is one deeper: a list is as deep as its items, a paragraph as its words.
fn is_step_down(kind: &NodeKind<'_>) -> bool {
    matches!(
        kind,
        NodeKind::Quote(_)
            | NodeKind::Item { .. }
            | NodeKind::FootnoteDefinition(_)
            | NodeKind::DefinitionDetail
            | NodeKind::Component(_)
            | NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Strike
            | NodeKind::Link(_)
            | NodeKind::Image(_)
    )
}

fn is_inline(node: &Node<'_>) -> bool {
    match &node.kind {
        NodeKind::Text(_)
        | NodeKind::Code(_)
        | NodeKind::Emphasis
        | NodeKind::Strong
        | NodeKind::Strike
        | NodeKind::Link(_)
        | NodeKind::Image(_)
        | NodeKind::FootnoteReference(_)
        | NodeKind::SoftBreak
        | NodeKind::HardBreak
        | NodeKind::HtmlInline(_) => true,
        NodeKind::Component(component) => component.stand == Stand::Text,
        NodeKind::Expression { stand, .. } => *stand == Stand::Text,
        _ => false,
    }
}

fn join<'t>(before: &mut Cow<'t, str>, more: Cow<'t, str>) {
    if before.is_empty() {
        *before = more;
    } else {
        before.to_mut().push_str(&more);
    }
}

fn cow(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.into_string()),
    }
}

fn alignment(alignment: Align) -> Alignment {
    match alignment {
        Align::None => Alignment::None,
        Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}

fn link<'t>(kind: LinkType, url: CowStr<'t>, title: CowStr<'t>) -> Link<'t> {
    let form = match kind {
        LinkType::Inline => LinkForm::Inline,
        LinkType::Autolink | LinkType::Email => LinkForm::Auto,
        _ => LinkForm::Label,
    };
    let url = match kind {
        LinkType::Email => Cow::Owned(format!("mailto:{url}")),
        _ => cow(url),
    };
    Link { url, title: cow(title), form }
}
