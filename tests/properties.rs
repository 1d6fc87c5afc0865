//! Whatever an author writes, nothing falls over, and every place that is named lies in the text.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

use proptest::prelude::*;
use proptest::sample::select;

use folio::model::diagnostic::Diagnostic;
use folio::model::document::{AttributeValue, Expression, Node, NodeKind};
use folio::model::place::{DataPath, Part, Span, Spot, Step};
use folio::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use folio::parse::locate::Outline;
use folio::parse::{self, front_matter};
use folio::pipeline::{self, Input};
use folio::render::fragment::fragment;

const ME: SourceId = SourceId(0);

/// Pieces that mean something to one of the parsers, and some that only look so.
const PIECES: [&str; 96] = [
    "<",
    ">",
    "{",
    "}",
    "`",
    "```",
    "```js\n",
    "~~~\n",
    "\n",
    "\n\n",
    "- ",
    "* ",
    "+ ",
    "> ",
    "1. ",
    "2) ",
    "    ",
    "\t",
    "  ",
    " ",
    "<A",
    "<A>",
    "<A />",
    "</A>",
    "<>",
    "</>",
    "<b>",
    "</b>",
    "<A b=\"",
    "<A b={",
    "<A {...c}>",
    "<A.B:c>",
    "\"",
    "'",
    "/>",
    "{`",
    "${",
    "{/*",
    "*/}",
    "//",
    "/",
    "import X from \"./x\"\n",
    "export const a = 1\n",
    "export const ",
    "[",
    "]",
    "](",
    ")",
    "![",
    "(/a \"",
    "[a]: /b\n",
    "|",
    "| a | b |\n| - | - |\n",
    "|-|\n",
    "# ",
    "## ",
    "#",
    "é",
    "日本",
    "😀",
    "\u{a0}",
    "\u{200d}",
    "\r\n",
    "\r",
    "\u{feff}",
    "\0",
    "\u{1b}",
    "&amp;",
    "&#x41;",
    "&",
    "\\",
    "*",
    "**",
    "_",
    "~~",
    "---\n",
    "===\n",
    "***\n",
    "[^1]",
    "[^1]: ",
    "- [ ] ",
    ": ",
    "<!-- ",
    " -->",
    "<!",
    "<?",
    "word",
    "a b",
    "https://a.b/c",
    "a@b.cd",
    "www.a.bc",
    "{#id}",
    "{a: 1}",
    "$x$",
    "> [!NOTE]\n",
    "<https://a.b>",
];

const YAML: [&str; 44] = [
    "title: ",
    "descriptions:\n",
    "reference:\n",
    "  ruby:\n",
    "    - ",
    "key: ",
    "a: ",
    "  b: ",
    "- ",
    "(a)",
    "(a.b)",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    "&x ",
    "*x",
    "|\n",
    ">-\n",
    "\n",
    "  ",
    "\t",
    "# c",
    "!t ",
    "? ",
    "<<: *x\n",
    "é",
    "日",
    "\\",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "1",
    "true",
    "null",
    "\r\n",
    "x",
    "route: /a\n",
];

fn written(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => select(pieces).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// Pages as people write them, with something cut out, doubled or put in.
fn mutated() -> impl Strategy<Value = String> {
    let pages: Vec<String> = ["guide/writing-pages", "guide/components", "guide/specimen", "diagnostics/invalid-tag"]
        .iter()
        .map(|name| {
            let path = format!("{}/content/{name}.mdx", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).expect("the page is there")
        })
        .collect();
    (select(pages), any::<prop::sample::Index>(), any::<prop::sample::Index>(), select(&PIECES[..]), 0..3_u8).prop_map(
        |(page, from, to, piece, way)| {
            let chars: Vec<char> = page.chars().collect();
            let (from, to) = (from.index(chars.len()), to.index(chars.len()));
            let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 200));
            let text = |range: &[char]| range.iter().collect::<String>();
            match way {
                0 => text(&chars[..from]) + &text(&chars[to..]),
                1 => text(&chars[..to]) + &text(&chars[from..]),
                _ => text(&chars[..from]) + piece + &text(&chars[from..]),
            }
        },
    )
}

fn in_text(text: &str, span: Span) {
    let range = span.range();
    assert!(range.start <= range.end && range.end <= text.len(), "{span:?} of {}", text.len());
    assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{span:?} cuts a character");
}

fn nodes_in_text(text: &str, nodes: &[Node<'_>]) {
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

fn places_in_text(text: &str, diagnostics: &[Diagnostic]) {
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

fn page_holds(text: &str) {
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

fn site_holds(text: &str) {
    let texts = [("content/a.mdx", text), ("content/_b.mdx", text), ("content/c.md", text), ("content/site.yml", text)];
    let kinds = [
        SourceKind::Page { mdx: true, shared: false },
        SourceKind::Page { mdx: true, shared: true },
        SourceKind::Page { mdx: false, shared: false },
        SourceKind::Settings,
    ];
    let sources: Vec<Source> = texts
        .iter()
        .zip(kinds)
        .enumerate()
        .map(|(number, ((path, text), kind))| Source {
            id: SourceId(u32::try_from(number).expect("there are four")),
            path: SourcePath::new(path),
            kind,
            size: text.len() as u64,
            digest: Digest::of(text.as_bytes()),
            picture: None,
        })
        .collect();
    let bytes = |id: SourceId| Some(texts[id.0 as usize].1.as_bytes().to_vec());
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
    if let Some(site) = checked.value {
        diagnostics.extend(site.render(&bytes, &|_| {}));
    }
    let failed = diagnostics.iter().find(|diagnostic| diagnostic.code.name == "internal-error");
    assert!(failed.is_none(), "{failed:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        page_holds(&text);
    }

    #[test]
    fn any_pieces(text in written(&PIECES, 40)) {
        page_holds(&text);
    }

    #[test]
    fn any_change_to_a_page(text in mutated()) {
        page_holds(&text);
    }

    #[test]
    fn any_front_matter(yaml in written(&YAML, 30), end in select(vec!["\n---\n", "\r\n---\r\ntext", "\n--- \n", "\n"])) {
        page_holds(&format!("---\n{yaml}{end}"));
    }

    #[test]
    fn any_settings(yaml in written(&YAML, 30)) {
        let settings = parse::settings::settings(ME, &yaml);
        for diagnostic in &settings.diagnostics {
            match &diagnostic.place.spot {
                Spot::Span(span) => in_text(&yaml, *span),
                Spot::Data(path) => in_text(&yaml, Outline::of(&yaml).find(&yaml, path)),
            }
        }
    }

    #[test]
    fn any_way_into_yaml(yaml in written(&YAML, 30), keys in prop::collection::vec(select(vec!["title", "descriptions", "a", "b", ""]), 0..4), item in 0..3_u32, words in "[a-z]?") {
        let steps: Vec<Step> = keys.into_iter().map(|key| Step::Key(key.into())).chain([Step::Item(item)]).collect();
        for part in [Part::Key, Part::Value, Part::Again] {
            let path = DataPath { steps: steps.clone(), part, within: Some((words.as_str().into(), item)) };
            in_text(&yaml, Outline::of(&yaml).find(&yaml, &path));
        }
    }

    #[test]
    fn any_site(body in written(&PIECES, 25), yaml in written(&YAML, 15)) {
        site_holds(&format!("---\n{yaml}\n---\n{body}"));
        site_holds(&yaml);
    }
}

/// `FOLIO_CASES=100000` looks longer than a test does every day.
fn cases() -> u32 {
    std::env::var("FOLIO_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(300)
}
