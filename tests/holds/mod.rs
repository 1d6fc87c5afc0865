//! What holds for every text, whoever writes it: nothing falls over, every place that is named lies in the text, and a
//! site can be made. For tests with texts that look like chance, and for the fuzzer.

#![allow(clippy::disallowed_methods, dead_code, reason = "a test meets the world, and not each needs all of this")]

use folio::model::diagnostic::Diagnostic;
use folio::model::document::{AttributeValue, Expression, Node, NodeKind};
use folio::model::place::{Span, Spot};
use folio::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use folio::parse::locate::Outline;
use folio::parse::{self, front_matter};
use folio::pipeline::{self, Input, Site};
use folio::render::fragment::fragment;

pub const ME: SourceId = SourceId(0);

pub fn in_text(text: &str, span: Span) {
    let range = span.range();
    assert!(range.start <= range.end && range.end <= text.len(), "{span:?} of {}", text.len());
    assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{span:?} cuts a character");
}

pub fn nodes_in_text(text: &str, nodes: &[Node<'_>]) {
    for node in nodes {
        in_text(text, node.span);
        if let NodeKind::Component(component) = &node.kind {
            in_text(text, component.name_span);
            for attribute in &component.attributes {
                in_text(text, attribute.name_span);
                in_text(text, attribute.value_span);
                if let AttributeValue::Expression(Expression::Markup(nodes)) = &attribute.value {
                    nodes_in_text(text, nodes);
                }
            }
        }
        nodes_in_text(text, &node.children);
    }
}

pub fn places_in_text(text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let places = std::iter::once(&diagnostic.place).chain(diagnostic.notes.iter().map(|note| &note.place));
        for place in places {
            match &place.spot {
                Spot::Span(span) => in_text(text, *span),
                Spot::Data(path) => {
                    let (start, end) = front_matter::yaml_range(text).expect("there is front matter to point into");
                    in_text(&text[start..end], Outline::of(&text[start..end]).find(&text[start..end], path));
                }
            }
        }
    }
}

pub fn page_holds(text: &str) {
    for is_mdx in [true, false] {
        let page = parse::page(ME, text, is_mdx, 1 << 20);
        places_in_text(text, &page.diagnostics);
        let (_, body) = front_matter::front_matter(ME, text, 1 << 20);
        parse::with_body(ME, text, body, is_mdx, |document| {
            places_in_text(text, &document.diagnostics);
            nodes_in_text(text, &document.value.nodes);
            let outline = parse::tree::outline(&document.value);
            assert_eq!(outline.is_empty(), document.value.nodes.is_empty());
        });
        let html = fragment(text, is_mdx);
        assert!(!html.contains('\0'), "a null byte is in the HTML");
    }
}

/// The settings hold whatever they are.
pub fn settings_hold(yaml: &str) {
    let settings = parse::settings::settings(ME, yaml);
    for diagnostic in &settings.diagnostics {
        match &diagnostic.place.spot {
            Spot::Span(span) => in_text(yaml, *span),
            Spot::Data(path) => in_text(yaml, Outline::of(yaml).find(yaml, path)),
        }
    }
}

/// Colours cut a sample into pieces that are its lines, without a byte lost or doubled.
pub fn sample_holds(code: &str, language: &str) {
    let coloured = folio::render::highlight::highlight(language, code);
    for line in coloured.lines() {
        let mut from = line.start as usize;
        for token in line.tokens {
            let to = token.end as usize;
            assert!(from < to && code.get(from..to).is_some(), "{language} {code:?}: {from}..{to} is no piece of it");
            from = to;
        }
        let rest = code[from..].split('\n').next().unwrap_or_default();
        assert!(rest.trim_end_matches('\r').is_empty(), "{language} {code:?}: {rest:?} is left out");
    }
}

/// The same text in each role that a text can have.
pub fn site_holds(text: &str) {
    let roles = ["content/a.mdx", "content/_b.mdx", "content/c.md", "content/site.yml", "content/drift.yml"];
    files_hold(&roles.map(|path| (path, text)));
}

/// A site is made of these files, whatever they hold, and nothing in it is folio's own mistake. What came out of it.
pub fn files_hold(files: &[(&str, &str)]) -> std::sync::Arc<Site> {
    let mut files = files.to_vec();
    files.sort_unstable();
    files.dedup_by_key(|(path, _)| *path);
    let sources: Vec<Source> = files
        .iter()
        .enumerate()
        .map(|(number, (path, text))| Source {
            id: SourceId(u32::try_from(number).expect("there are few")),
            path: SourcePath::new(path),
            kind: folio::edge::discover::kind(path),
            size: text.len() as u64,
            digest: Digest::of(text.as_bytes()),
            picture: None,
        })
        .collect();
    let bytes = |id: SourceId| Some(files[id.0 as usize].1.as_bytes().to_vec());
    let input = Input {
        sources: &sources,
        bytes: &bytes,
        drafts: true,
        base_url: None,
        days: &pipeline::no_days,
        facts: &folio::model::store::Nowhere,
    };
    let checked = pipeline::site(&input);
    let mut diagnostics = checked.diagnostics;
    let site = &checked.value;
    diagnostics.extend(site.render(&bytes, &|_| {}));
    site.drift(&bytes).unpack(&mut diagnostics);
    let failed = diagnostics.iter().find(|diagnostic| diagnostic.code.name == "internal-error");
    assert!(failed.is_none(), "{failed:?}");
    for diagnostic in &diagnostics {
        let source = &sources[diagnostic.place.source.0 as usize];
        if let (Spot::Span(span), false) = (&diagnostic.place.spot, matches!(source.kind, SourceKind::Asset)) {
            in_text(files[diagnostic.place.source.0 as usize].1, *span);
        }
    }
    checked.value
}
