//! Markdown pages against the examples of its specifications, compared as the tool of CommonMark compares: after both
//! sides are put in one form. What belongs to folio's pages is set aside: anchors of headings, cards around code,
//! names of columns.
//!
//! The examples of CommonMark come from the npm package `commonmark-spec`, which `tests/all` installs. Those of
//! GitHub's specification are in no package: `FOLIO_EXAMPLES=gfm.txt cargo test --test commonmark -- --ignored` takes
//! its text, or any other file of the same form, by its name.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::doc_markdown, reason = "a test meets the world")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use folio::model::route;
use folio::parse::mdx::decoded as without_references;
use folio::render::fragment::fragment;

struct Example {
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

/// The examples of a specification: fences of many backticks, a line of `.` between Markdown and HTML.
fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut found: Vec<Example> = Vec::new();
    let mut section = String::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix(fence.as_str()).is_some_and(|rest| rest.trim_start().starts_with("example")) {
            let mut parts = [String::new(), String::new()];
            let mut part = 0;
            for line in lines.by_ref().take_while(|line| *line != fence) {
                if line == "." && part == 0 {
                    part = 1;
                } else {
                    parts[part].push_str(&line.replace('→', "\t"));
                    parts[part].push('\n');
                }
            }
            let [markdown, html] = parts;
            let section = section.clone();
            found.push(Example { number: found.len() + 1, section, markdown, html });
        } else if line.starts_with('#') {
            line.trim_start_matches('#').trim().clone_into(&mut section);
        }
    }
    found
}

/// `example number: why` → the numbers.
fn deviations(name: &str) -> BTreeMap<usize, String> {
    let text = std::fs::read_to_string(folder().join("deviations.txt")).expect("the list is there");
    let read = |line: &str| {
        let (place, why) = line.split_once(": ")?;
        let (spec, number) = place.split_once(' ')?;
        Some((spec.to_owned(), number.parse().ok()?, why.to_owned()))
    };
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| read(line).unwrap_or_else(|| panic!("no example and reason in: {line}")))
        .filter_map(|(spec, number, why)| (spec == name).then_some((number, why)))
        .collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commonmark")
}

fn check(name: &str, path: &Path, at_least: usize) {
    let spec = std::fs::read_to_string(path).unwrap_or_else(|_| panic!("{} is not there", path.display()));
    let known = deviations(name);
    let mut wrong = BTreeSet::new();
    let examples = examples(&spec);
    assert!(examples.len() >= at_least, "only {} examples in {}", examples.len(), path.display());
    for example in &examples {
        let found = normal(&fragment(&example.markdown, false));
        let wanted = normal(&example.html);
        if found != wanted {
            wrong.insert(example.number);
            if !known.contains_key(&example.number) {
                println!(
                    "---- {name} {} ({})\n{}\n-- wanted\n{wanted}\n-- found\n{found}\n",
                    example.number, example.section, example.markdown
                );
            }
        }
    }
    let listed: BTreeSet<usize> = known.into_keys().collect();
    println!("{name}: {} of {} examples as the specification has them", examples.len() - wrong.len(), examples.len());
    assert_eq!(wrong, listed, "those that deviate, and those that are listed in deviations.txt");
}

#[test]
fn github_examples_of_our_own() {
    check("github", &folder().join("github.txt"), 30);
}

#[test]
#[ignore = "the examples come from a package that `tests/all` installs"]
fn commonmark_0_31_2() {
    let path = folder().join("../oracle/node_modules/commonmark-spec/spec.txt");
    check("commonmark", &path, 652);
}

#[test]
#[ignore = "for a file that is named in `FOLIO_EXAMPLES`"]
fn given_examples() {
    let path = std::env::var_os("FOLIO_EXAMPLES").expect("`FOLIO_EXAMPLES` names a file of examples");
    let path = Path::new(&path);
    let name = path.file_stem().expect("the file has a name").to_string_lossy();
    check(&name, path, 1);
}

/// HTML in one form: attributes sorted, references read, white space that means nothing gone.
fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    let mut pre = 0;
    let mut heading_links = 0;
    let mut after_block = true;
    while !rest.is_empty() {
        if rest.starts_with("<!--") || rest.starts_with("<!") || rest.starts_with("<?") {
            let end = if rest.starts_with("<!--") { "-->" } else { ">" };
            let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let is_tag = rest.starts_with('<')
            && rest[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic())
            && rest.contains('>');
        if !is_tag {
            let length = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
            let mut text = rest[..length].to_owned();
            rest = &rest[length..];
            if pre == 0 {
                text = text.split_inclusive(is_space).fold(String::new(), |mut joined, word| {
                    let plain = word.trim_end_matches(is_space);
                    joined.push_str(plain);
                    if plain.len() < word.len() && !joined.ends_with(' ') {
                        joined.push(' ');
                    }
                    joined
                });
                if after_block {
                    text = text.trim_start_matches(is_space).to_owned();
                }
            }
            after_block &= text.is_empty();
            push_text(&without_references(&text), &mut out);
            continue;
        }
        let (tag, length) = tag(rest);
        rest = &rest[length..];
        match tag.name.as_str() {
            // A card around code is not the code's business, nor are the classes of its words.
            "figure" | "button" if tag.is_ours() || tag.closing => {
                if tag.name == "button" {
                    rest = rest.strip_prefix("Copy").unwrap_or(rest);
                }
                continue;
            }
            // The words behind a fence's language are its title.
            "figcaption" if tag.is_ours() => {
                rest = rest.split_once("</figcaption>").map_or("", |(_, rest)| rest);
                continue;
            }
            "i" if pre > 0 => continue,
            "a" if tag.href().is_some_and(|href| href.starts_with('#'))
                && out.rsplit('<').next().is_some_and(is_heading) =>
            {
                heading_links += 1;
                continue;
            }
            "a" if tag.closing && heading_links > 0 => {
                heading_links -= 1;
                continue;
            }
            "tbody" if tag.closing && out.ends_with("<tbody>") => {
                out.truncate(out.len() - "<tbody>".len());
                continue;
            }
            _ => {}
        }
        let block = BLOCKS.contains(&tag.name.as_str());
        if tag.name == "pre" {
            if tag.closing {
                pre -= 1;
            } else {
                pre += 1;
            }
        }
        if block && pre == 0 {
            out.truncate(out.trim_end_matches(is_space).len());
        }
        if tag.closing && tag.name == "code" && pre > 0 {
            out.truncate(out.trim_end_matches('\n').len());
        }
        tag.write(&mut out);
        after_block = block;
    }
    out.trim().to_owned()
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

const BLOCKS: [&str; 31] = [
    "article",
    "header",
    "aside",
    "hgroup",
    "blockquote",
    "hr",
    "iframe",
    "body",
    "li",
    "map",
    "button",
    "object",
    "ol",
    "output",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tfoot",
    "th",
    "thead",
    "tbody",
    "tr",
    "ul",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

fn is_heading(open: &str) -> bool {
    matches!(open, "h1>" | "h2>" | "h3>" | "h4>" | "h5>" | "h6>")
}

fn push_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

struct Tag {
    name: String,
    closing: bool,
    attributes: BTreeMap<String, Option<String>>,
}

impl Tag {
    fn is_ours(&self) -> bool {
        matches!(self.attributes.get("class"), Some(Some(class)) if class.starts_with("card") || class == "copy" || class == "head")
    }

    fn href(&self) -> Option<&str> {
        self.attributes.get("href")?.as_deref()
    }

    fn write(&self, out: &mut String) {
        out.push_str(if self.closing { "</" } else { "<" });
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            // What folio's own pages have beside what the examples say.
            let own = matches!(
                (self.name.as_str(), name.as_str()),
                ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", "id")
                    | ("pre", "tabindex")
                    | ("code" | "li" | "ul", "class")
                    | ("td", "data-th")
                    | ("img", "loading")
                    | ("input", "aria-label")
            );
            if own {
                continue;
            }
            let (name, value) = match (self.name.as_str(), name.as_str(), value.as_deref()) {
                ("td" | "th", "class", Some(align)) => ("align", Some(align.to_owned())),
                (_, "href" | "src", Some(address)) => (name.as_str(), Some(percent_decoded(address))),
                (_, name, value) => (name, value.map(str::to_owned)),
            };
            // A cell is at the left unless it says otherwise.
            if name == "align" && value.as_deref() == Some("left") {
                continue;
            }
            out.push(' ');
            out.push_str(name);
            if let Some(value) = value {
                out.push_str("=\"");
                push_text(&value, out);
                out.push('"');
            }
        }
        out.push('>');
    }
}

fn percent_decoded(text: &str) -> String {
    route::decoded(text).unwrap_or_else(|| text.to_owned())
}

/// The tag at the start of `text`, and its length.
fn tag(text: &str) -> (Tag, usize) {
    let found = folio::parse::html::tags(text);
    let first = found.first().expect("a tag starts here");
    let mut end =
        first.attributes.last().map_or(first.name.end, |attribute| attribute.value.end.max(attribute.name.end));
    end += text[end..].find('>').map_or(text.len() - end, |at| at + 1);
    let attributes = first
        .attributes
        .iter()
        .map(|attribute| {
            let name = text[attribute.name.clone()].to_lowercase();
            let has_value = attribute.value.start > attribute.name.end;
            let value = has_value.then(|| without_references(&text[attribute.value.clone()]));
            (name, value.filter(|value| !value.is_empty()))
        })
        .collect();
    let closing = text.starts_with("</");
    (Tag { name: text[first.name.clone()].to_lowercase(), closing, attributes }, end)
}
