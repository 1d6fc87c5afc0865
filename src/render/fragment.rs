//! A body on its own: no page around it and no site behind it. Addresses and levels of headings stay as they are
//! written. For whoever wants the HTML of a text and nothing else, and for holding it against the examples of the
//! specifications of Markdown.

use std::sync::{Arc, LazyLock};

use crate::index::{Index, Toc, TocItem};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::links::Target;
use crate::model::nav::Nav;
use crate::model::page::UseKind;
use crate::model::place::Place;
use crate::model::settings::Settings;
use crate::model::source::SourceId;
use crate::parse::{self, facts};

use super::body::{Body, Headings};
use super::frame::Frame;
use super::scope::{PageWords, Scope};
use super::templates::Templates;
use super::{Renderer, Texts, assets, site};

static TEMPLATES: LazyLock<Arc<Templates>> =
    LazyLock::new(|| Arc::new(Templates::new(&assets::templates()).expect("the built-in templates can be compiled")));

/// There is no other source than the text in hand.
struct Alone;

impl Texts for Alone {
    fn text(&self, source: SourceId) -> Result<Arc<str>, Box<Diagnostic>> {
        Err(Box::new(Diagnostic::new(Code::MISSING_FILE, Place::start(source), "there is no file here")))
    }

    fn body(&self, _: SourceId) -> (usize, bool) {
        (0, false)
    }
}

/// The HTML of a body of Markdown, or of MDX.
#[must_use]
pub fn fragment(text: &str, is_mdx: bool) -> String {
    let source = SourceId(0);
    let index = Index::default();
    let (view, _) = site::site_view(&Settings::default(), &site::NothingGiven);
    let render = Renderer {
        index: &index,
        templates: &TEMPLATES,
        frame: &Frame::new(Arc::clone(&TEMPLATES), &view, &Nav::default()),
        site: &view,
        texts: &Alone,
        languages: Vec::new(),
        template_sources: &[],
    };
    parse::with_body(source, text, 0, is_mdx, |document| {
        let tree = &document.value;
        let page = facts::facts(source, text, tree, &mut Vec::new());
        let uses: Vec<Target> = page.uses.into_iter().map(|used| as_written(used.kind)).collect();
        let mut anchors = parse::slug::Anchors::default();
        let headings = page
            .headings
            .into_iter()
            .map(|heading| {
                let anchor = anchors.unique(heading.id.as_deref().unwrap_or(&parse::slug::slug(&heading.text)));
                TocItem { level: heading.level, text: heading.text, anchor }
            })
            .collect();
        let toc = Toc { headings, partials: Vec::new() };
        let words = PageWords::default();
        let headings = Headings { toc: &toc, below: 0, as_written: true };
        let mut body = Body::new(&render, source, Scope::new(&words, tree), headings);
        body.uses = &uses;
        body.blocks(&tree.nodes);
        body.out + &body.whole.footnotes.html(&words)
    })
}

fn as_written(kind: UseKind) -> Target {
    match kind {
        UseKind::Link(url) => Target::Address(url),
        UseKind::Image(href) => Target::Image { href, size: None },
        _ => Target::Nothing,
    }
}
