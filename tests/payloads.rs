//! Texts that want to be markup, script, an address, a template or a command to a terminal: none of them is, wherever
//! it stands.
//!
//! `tests/payloads/payloads.txt` holds the texts, `contexts.txt` the places. Each text is put into all places at once
//! and a site is built. What comes out is held against the site that comes from a harmless word: no other tag, no
//! other attribute, no script, no address that runs code.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use html5gum::{Token, Tokenizer};
use sandbox::{Run, Sandbox, Tree, tree};

const HARMLESS: &str = "harmless";

/// Tags that stand in a page as often as in the harmless one, whatever the text.
const COUNTED: [&str; 18] = [
    "script", "style", "link", "meta", "base", "iframe", "object", "embed", "form", "input", "svg", "math", "img",
    "video", "audio", "template", "noscript", "title",
];

/// The text in the way its surroundings are written by somebody who means a text.
fn placed(template: &str, text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let line = text.replace(['\n', '\r'], " ");
    let attribute = line.replace('&', "&amp;").replace('"', "&quot;");
    let word: String = line.chars().filter(|c| !c.is_whitespace() && !"`{}".contains(*c)).collect();
    let quoted = line.replace('\\', "\\\\").replace('"', "\\\"");
    let backticks = line.replace('`', "");
    let address: String = line.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let id: String = line.chars().filter(|c| c.is_ascii_alphanumeric() || "-_\"'<>=".contains(*c)).collect();
    let name: String = line.chars().map(|c| if c == '/' { '∕' } else { c }).collect();
    template
        .replace("«Y»", &json)
        .replace("«J»", &json)
        .replace("«R»", text)
        .replace("«A»", &attribute)
        .replace("«O»", &word)
        .replace("«Q»", &quoted)
        .replace("«B»", &backticks)
        .replace("«U»", &address)
        .replace("«I»", &id)
        .replace("«N»", name.trim())
}

fn payloads() -> Vec<String> {
    let list = include_str!("payloads/payloads.txt").lines();
    list.map(|line| {
        let mut text = line.to_owned();
        for (code, character) in [
            ("\\e", "\u{1b}"),
            ("\\a", "\u{7}"),
            ("\\n", "\n"),
            ("\\r", "\r"),
            ("\\t", "\t"),
            ("\\0", "\0"),
            ("\\x9b", "\u{9b}"),
            ("\\u202e", "\u{202e}"),
            ("\\u2028", "\u{2028}"),
        ] {
            text = text.replace(code, character);
        }
        text
    })
    .collect()
}

/// `(place, path, text of the file)`
fn contexts() -> Vec<(&'static str, &'static str, &'static str)> {
    let parts = include_str!("payloads/contexts.txt").split("=== ").skip(1);
    parts
        .map(|part| {
            let (head, text) = part.split_once('\n').expect("a context has a head");
            let (name, path) = head.split_once(" · ").expect("a head has a name and a path");
            (name, path, text)
        })
        .collect()
}

/// Builds with one text in all places; places where it is an error, which is as good, are left out.
fn built(sandbox: &Sandbox, text: &str) -> (Tree, BTreeSet<&'static str>) {
    let mut refused = BTreeSet::new();
    let contexts = contexts();
    loop {
        let _ = std::fs::remove_dir_all(sandbox.docs().join("content"));
        let _ = std::fs::remove_dir_all(sandbox.docs().join("static"));
        sandbox.write("content/index.mdx", "# Home\n");
        let mut paths = BTreeMap::new();
        for (name, path, template) in &contexts {
            // A name that the disk does not take stands nowhere.
            let path = placed(path, text);
            if refused.contains(name) {
                continue;
            }
            if path.contains('\0') {
                refused.insert(*name);
                continue;
            }
            sandbox.write(&path, placed(template, text));
            paths.insert(path, *name);
        }
        let run = sandbox.run(&["build", "--format", "json", "--base-url", "https://docs.example.com/base"]);
        quiet_terminal(&run, text);
        let report: serde_json::Value = serde_json::from_str(&run.printed).expect("the report is JSON");
        let mut more = false;
        for diagnostic in report["diagnostics"].as_array().expect("the report has diagnostics") {
            if diagnostic["severity"] == "error" {
                let path = diagnostic["path"].as_str().expect("a path is text");
                let name = paths.get(path).unwrap_or_else(|| panic!("{text:?}: {diagnostic}"));
                more |= refused.insert(*name);
            }
        }
        if !more {
            assert_eq!(run.code, Some(0), "{text:?}: {}", run.said);
            return (tree(&sandbox.site()), refused);
        }
    }
}

fn quiet_terminal(run: &Run, text: &str) {
    let loud = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!run.said.contains(loud), "{text:?} reaches the terminal: {:?}", run.said);
}

/// Tags and attributes of a page: which there are, how often the counted ones; addresses and scripts.
#[derive(Debug, Default)]
struct Skeleton {
    pairs: BTreeSet<(String, String)>,
    counts: BTreeMap<String, usize>,
    problems: String,
}

impl Skeleton {
    fn add(&mut self, page: &str, html: &str) {
        let mut tokens = Tokenizer::new(html);
        let mut script = false;
        while let Some(Ok(token)) = tokens.next() {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let attributes: BTreeMap<String, String> = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| {
                            (String::from_utf8_lossy(name).into_owned(), String::from_utf8_lossy(value).into_owned())
                        })
                        .collect();
                    script = name == "script" && !attributes.contains_key("src");
                    if COUNTED.contains(&name.as_str()) {
                        *self.counts.entry(name.clone()).or_default() += 1;
                    }
                    self.pairs.insert((name.clone(), String::new()));
                    for (attribute, value) in &attributes {
                        self.attribute(page, &name, attribute, value);
                    }
                    // What follows is text for a browser, up to the end tag.
                    let state = match name.as_str() {
                        "title" | "textarea" => Some(html5gum::State::RcData),
                        "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(html5gum::State::RawText),
                        "script" => Some(html5gum::State::ScriptData),
                        _ => None,
                    };
                    if let Some(state) = state {
                        tokens.set_state(state);
                    }
                }
                Token::String(text) if script => {
                    if String::from_utf8_lossy(&text).contains("pwn") {
                        let _ = writeln!(self.problems, "{page}: script {}", String::from_utf8_lossy(&text));
                    }
                }
                Token::EndTag(_) => script = false,
                Token::Comment(text) if String::from_utf8_lossy(&text).contains("pwn") => {
                    let _ = writeln!(self.problems, "{page}: comment {}", String::from_utf8_lossy(&text));
                }
                _ => {}
            }
        }
    }

    fn attribute(&mut self, page: &str, tag: &str, name: &str, value: &str) {
        self.pairs.insert((tag.to_owned(), name.to_owned()));
        let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let plain = plain.to_lowercase();
        let runs = ["javascript:", "vbscript:", "data:text/html"].iter().any(|scheme| plain.starts_with(scheme));
        let address =
            matches!(name, "href" | "src" | "action" | "formaction" | "data" | "srcset" | "poster" | "content");
        if name.starts_with("on") || (address && (runs || plain.contains("evil.example"))) {
            // A description of a page may say anything.
            if !(tag == "meta" && name == "content") {
                let _ = writeln!(self.problems, "{page}: <{tag} {name}={value:?}>");
            }
        }
    }
}

fn skeleton(site: &Tree) -> Skeleton {
    let mut skeleton = Skeleton::default();
    for (path, bytes) in site.iter().filter(|(path, _)| path.strip_suffix(".html").is_some()) {
        skeleton.add(path, std::str::from_utf8(bytes).expect("a page is UTF-8"));
    }
    skeleton
}

/// The harmless site with the same places.
fn harmless(
    sandbox: &Sandbox,
    refused: &BTreeSet<&'static str>,
    known: &mut BTreeMap<BTreeSet<&'static str>, Skeleton>,
) {
    if known.contains_key(refused) {
        return;
    }
    let _ = std::fs::remove_dir_all(sandbox.docs().join("content"));
    let _ = std::fs::remove_dir_all(sandbox.docs().join("static"));
    sandbox.write("content/index.mdx", "# Home\n");
    for (_, path, template) in contexts().iter().filter(|(name, ..)| !refused.contains(name)) {
        sandbox.write(&placed(path, HARMLESS), placed(template, HARMLESS));
    }
    let run = sandbox.run(&["build", "--base-url", "https://docs.example.com/base"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    known.insert(refused.clone(), skeleton(&tree(&sandbox.site())));
}

/// Tags that inline Markdown and highlighting may make of a text.
fn is_inline(tag: &str, attribute: &str) -> bool {
    let plain =
        ["em", "strong", "code", "del", "br", "p", "sub", "sup", "mark", "i", "b", "u", "s", "hr", "blockquote"];
    let attributed = [("a", "href"), ("a", ""), ("span", ""), ("span", "class"), ("td", ""), ("tr", "")];
    (plain.contains(&tag) && (attribute.is_empty() || attribute == "class")) || attributed.contains(&(tag, attribute))
}

#[test]
fn no_text_becomes_anything_else() {
    let sandbox = Sandbox::new("payloads");
    let mut known = BTreeMap::new();
    let mut problems = String::new();
    let payloads = payloads();
    assert!(payloads.len() >= 60);
    let mut refusals: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &payloads {
        let (site, refused) = built(&sandbox, text);
        for name in &refused {
            *refusals.entry(name).or_default() += 1;
        }
        let found = skeleton(&site);
        harmless(&sandbox, &refused, &mut known);
        let wanted = &known[&refused];
        for (tag, attribute) in &found.pairs {
            if !wanted.pairs.contains(&(tag.clone(), attribute.clone())) && !is_inline(tag, attribute) {
                let _ = writeln!(problems, "{text:?}: <{tag} {attribute}>");
            }
        }
        if found.counts != wanted.counts {
            let _ = writeln!(problems, "{text:?}: {:?} and not {:?}", found.counts, wanted.counts);
        }
        if !found.problems.is_empty() {
            let _ = writeln!(problems, "{text:?}: {}", found.problems);
        }
        machines(&site, text, &mut problems);
    }
    // A place that refuses nearly every text proves nothing.
    for (name, count) in refusals {
        assert!(count * 2 < payloads.len(), "`{name}` refuses {count} of {}", payloads.len());
    }
    assert!(problems.is_empty(), "{problems}");
}

/// Files for hosts and machines keep their own form.
fn machines(site: &Tree, text: &str, problems: &mut String) {
    let file = |name: &str| site.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    for (path, bytes) in site {
        let name = path.strip_suffix(".json").is_some() && !path.starts_with("schemas/");
        if name && serde_json::from_slice::<serde_json::Value>(bytes).is_err() {
            let _ = writeln!(problems, "{text:?}: {path} is no JSON");
        }
    }
    for line in file("_redirects").unwrap_or_default().lines() {
        if line.split(' ').count() != 3 || !line.starts_with("/base/") {
            let _ = writeln!(problems, "{text:?}: _redirects: {line:?}");
        }
    }
    let headers = file("_headers").unwrap_or_default();
    if headers.contains("pwn") || headers.contains("Pwn") {
        let _ = writeln!(problems, "{text:?}: _headers: {headers}");
    }
    let map = file("sitemap.xml").unwrap_or_default();
    let tags: BTreeSet<&str> = map.split('<').skip(1).filter_map(|part| part.split(['>', ' ']).next()).collect();
    if !tags.iter().all(|tag| ["?xml", "urlset", "url", "loc", "/loc", "/url", "/urlset"].contains(tag)) {
        let _ = writeln!(problems, "{text:?}: sitemap.xml: {tags:?}");
    }
    if map.matches("<loc>").count() != map.matches("<loc>https://docs.example.com/base/").count() {
        let _ = writeln!(problems, "{text:?}: sitemap.xml leads elsewhere");
    }
    for name in ["llms.txt", "robots.txt"] {
        let words = file(name).unwrap_or_default();
        let odd = words.lines().find(|line| line.starts_with("X-Pwn") || line.starts_with("/pwn"));
        if let Some(line) = odd.or(words.contains('\u{1b}').then_some("an escape")) {
            let _ = writeln!(problems, "{text:?}: {name}: {line:?}");
        }
    }
}

/// Addresses that run code are errors, or lead nowhere, in every place that takes an address.
#[test]
fn no_address_runs_code() {
    let addresses = [
        "javascript:pwn()",
        "JaVaScRiPt:pwn()",
        " javascript:pwn()",
        "java\\tscript:pwn()",
        "java\\nscript:pwn()",
        "\\u0001javascript:pwn()",
        "javascript&#58;pwn()",
        "vbscript:pwn()",
        "data:text/html,<script>pwn()</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml,<svg onload=pwn()>",
        "feed:javascript:pwn()",
        "javascript:/*--></title>*/pwn()",
        "jar:javascript:pwn()",
        "view-source:javascript:pwn()",
        "blob:pwn",
        "data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>pwn()</script>",
        "javascript://%0apwn()",
        "data:,pwn",
        "file:///etc/passwd",
    ];
    let places: [(&str, &str); 17] = [
        ("content/a.mdx", "[x](<«»>)\n"),
        ("content/a.mdx", "[x][r]\n\n[r]: <«»>\n"),
        ("content/a.mdx", "![x](<«»>)\n"),
        ("content/a.mdx", "<a href=\"«»\">x</a>\n"),
        ("content/a.mdx", "<img src=\"«»\" />\n"),
        ("content/a.mdx", "<Card title=\"x\" href=\"«»\">x</Card>\n"),
        ("content/a.mdx", "<Image src=\"«»\" alt=\"x\" />\n"),
        ("content/a.mdx", "<form action=\"«»\"><button formaction=\"«»\">x</button></form>\n"),
        ("content/a.mdx", "<iframe src=\"«»\"></iframe>\n\n<object data=\"«»\"></object>\n"),
        ("content/a.md", "<a href=\"«»\">x</a> <svg><a xlink:href=\"«»\">x</a></svg>\n"),
        (
            "content/a.mdx",
            "---\ndescriptions: { x: \"[x](<«»>)\" }\nreference: { js: [{ key: k, id: k, title: k, description: (x) }] }\n---\n",
        ),
        (
            "content/a.json",
            "{ \"$schema\": \"x\", \"title\": \"X\", \"description\": \"[x](<«»>)\", \"type\": \"string\" }",
        ),
        (
            "content/a.json",
            "{ \"$schema\": \"x\", \"$id\": \"«»\", \"title\": \"X\", \"type\": \"object\", \"properties\": { \"a\": { \"$ref\": \"«»\" } } }",
        ),
        ("content/site.yml", "redirects: { /old: \"«»\" }\n"),
        ("content/site.yml", "repository: \"«»\"\nschemas: { source: \"«»\" }\n"),
        ("content/site.yml", "head: [{ link: { rel: icon, href: \"«»\" } }]\ntheme: { logo: \"«»\", icon: \"«»\" }\n"),
        ("content/site.yml", "navigation: [{ page: \"«»\", title: x }]\n"),
    ];
    let mut problems = String::new();
    for (path, template) in places {
        let sandbox = Sandbox::new("addresses");
        for address in addresses {
            let _ = std::fs::remove_dir_all(sandbox.docs().join("content"));
            sandbox.write("content/index.mdx", "# Home\n");
            sandbox.write(path, template.replace("«»", address));
            if path.contains("site.yml") {
                sandbox.write("content/s.json", r#"{ "$schema": "x", "title": "S", "type": "string" }"#);
            }
            let run = sandbox.run(&["build"]);
            quiet_terminal(&run, address);
            assert!(matches!(run.code, Some(0 | 1)), "{template} {address}: {}", run.said);
            if run.code == Some(0) {
                let found = skeleton(&tree(&sandbox.site()));
                if !found.problems.is_empty() {
                    let _ = writeln!(problems, "{template:?} {address:?}: {}", found.problems);
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

/// Reports for machines stay what they are, whatever a message holds.
#[test]
fn reports_keep_their_form() {
    let sandbox = Sandbox::new("reports");
    for text in payloads() {
        let _ = std::fs::remove_dir_all(sandbox.docs().join("content"));
        sandbox.write("content/index.mdx", "# Home\n");
        let json = serde_json::Value::from(text.as_str()).to_string();
        sandbox.write(
            "content/a.mdx",
            format!("---\n{json}: 1\nroute: {json}\n---\n\n<Callout kin={{{json}}}>x</Callout>\n"),
        );
        let name: String = text.chars().map(|c| if c == '/' || c == '\0' { '_' } else { c }).collect();
        sandbox.write(&format!("content/{name}.mdx"), "[x](/nowhere)\n");
        for format in ["json", "sarif", "github", "human"] {
            let run = sandbox.run(&["check", "--format", format]);
            quiet_terminal(&run, &text);
            assert!(matches!(run.code, Some(1)), "{text:?} {}", run.said);
            match format {
                "json" | "sarif" => {
                    let parsed: Result<serde_json::Value, _> = serde_json::from_str(&run.printed);
                    assert!(parsed.is_ok(), "{text:?}: {}", run.printed);
                }
                "github" => {
                    let command =
                        |line: &str| ["::error ", "::warning ", "::notice "].iter().any(|c| line.starts_with(c));
                    assert!(run.printed.lines().all(command), "{text:?}: {}", run.printed);
                    assert!(!run.printed.contains('\u{1b}'), "{text:?}: {}", run.printed);
                }
                _ => {}
            }
        }
    }
}
