//! Whatever an author writes, nothing falls over, and every place that is named lies in the text.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod common;
mod holds;

use proptest::prelude::*;
use proptest::sample::select;

use common::number;
use folio::model::place::{DataPath, Part, Step};
use folio::parse::locate::Outline;
use holds::{in_text, page_holds, sample_holds, settings_hold, site_holds};

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
        settings_hold(&yaml);
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
    fn any_sample(code in prop_oneof![written(&PIECES, 20), any::<String>()], pick in any::<prop::sample::Index>()) {
        let languages: Vec<&str> = folio::render::highlight::names().collect();
        sample_holds(&code, languages[pick.index(languages.len())]);
    }

    #[test]
    fn any_site(body in written(&PIECES, 25), yaml in written(&YAML, 15)) {
        site_holds(&format!("---\n{yaml}\n---\n{body}"));
        site_holds(&yaml);
    }
}

/// `FOLIO_CASES=100000` looks longer than a test does every day.
fn cases() -> u32 {
    number("FOLIO_CASES", 300)
}
