//! Texts that want to be markup, script, an address, a template or a command to a terminal: none of them is, wherever
//! it stands.
//!
//! `tests/payloads/payloads.txt` holds the texts, `contexts.txt` the places. Each text is put into all places at once
//! and a site is built. What comes out is held against the site that comes from a harmless word: no other tag, no
//! other attribute, no script, no address that runs code.

#![allow(clippy::collapsible_match, clippy::pedantic, reason = "a walk over tokens reads better flat")]
#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use html5gum::{Token, Tokenizer};
use sandbox::{Run, Sandbox, Tree, tree};

const HARMLESS: &str = "harmless";

/// Tags that stand in a page as often as in the harmless one, whatever the text.
const COUNTED: [&str; 17] = [
    "script", "style", "link", "base", "iframe", "object", "embed", "form", "input", "svg", "math", "img", "video",
    "audio", "template", "noscript", "title",
];

/// The text in the way its surroundings are written by somebody who means a text.
fn placed(template: &str, text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let line = text.replace(['\n', '\r'], " ");
    let attribute = line.replace('&', "&amp;").replace('"', "&quot;");
    let word: String = line.chars().filter(|c| !c.is_whitespace() && !"`{}".contains(*c)).collect();
    let quoted = line.replace('\\', "\\\\").replace('"', "\\\"");
    let backticks = line.replace(['`', '[', ']'], "");
    let address: String = line.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let id: String = line.chars().filter(|c| c.is_ascii_alphanumeric() || "-_\"'=".contains(*c)).collect();
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
    let payloads: Vec<String> = list
        .map(|line| {
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
        .collect();
    assert!(payloads.len() >= 85, "there are only {} texts", payloads.len());
    payloads
}

/// `(place, path, text of the file)`
fn contexts() -> Vec<(&'static str, &'static str, &'static str)> {
    let parts = include_str!("payloads/contexts.txt").split("=== ").skip(1);
    let contexts: Vec<_> = parts
        .map(|part| {
            let (head, text) = part.split_once('\n').expect("a context has a head");
            let (name, path) = head.split_once(" · ").expect("a head has a name and a path");
            (name, path, text)
        })
        .collect();
    assert!(contexts.len() >= 17, "there are only {} places", contexts.len());
    contexts
}

/// Files of a site, each with the name of the place that it stands for.
type Files = Vec<(String, String, String)>;

/// Builds, and takes out what is an error, which is as good, until nothing is. Says what was taken out.
fn built(sandbox: &Sandbox, mut files: Files) -> (Tree, BTreeSet<String>) {
    let mut refused = BTreeSet::new();
    loop {
        for folder in ["content", "static", "site"] {
            let _ = std::fs::remove_dir_all(sandbox.docs().join(folder));
        }
        sandbox.write("content/index.mdx", "# Home\n");
        for (path, text, _) in &files {
            sandbox.write(path, text);
        }
        let run = sandbox.run(&["build", "--format", "json", "--base-url", "https://docs.example.com/base"]);
        quiet_terminal(&run, "a site");
        let found = run.found();
        let wrong: BTreeSet<&str> = found
            .iter()
            .filter(|diagnostic| diagnostic["severity"] == "error")
            .map(|diagnostic| diagnostic["path"].as_str().expect("a path is text"))
            .collect();
        if wrong.is_empty() {
            assert_eq!(run.code, Some(0), "{}", run.said);
            return (tree(&sandbox.site()), refused);
        }
        let before = files.len();
        files.retain(|(path, _, name)| !wrong.contains(path.as_str()) || !refused.insert(name.clone()));
        assert!(files.len() < before, "{wrong:?}: {}", run.said);
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
        let (mut script, mut data) = (false, false);
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
                    data = attributes.get("type").is_some_and(|kind| kind == "application/ld+json");
                    script = name == "script" && !attributes.contains_key("src") && !data;
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
                Token::String(text) if data => {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    if text.contains('<') || serde_json::from_str::<serde_json::Value>(&text).is_err() {
                        let _ = writeln!(self.problems, "{page}: data {text}");
                    }
                }
                Token::String(text) if script => {
                    if String::from_utf8_lossy(&text).contains("pwn") {
                        let _ = writeln!(self.problems, "{page}: script {}", String::from_utf8_lossy(&text));
                    }
                }
                Token::EndTag(_) => (script, data) = (false, false),
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
        // A link to elsewhere is only a link; anything else would load what is there.
        let leads_away = tag != "a" && ["https://evil", "//evil"].iter().any(|evil| plain.starts_with(evil));
        let address =
            matches!(name, "href" | "src" | "action" | "formaction" | "data" | "srcset" | "poster" | "content");
        if name.starts_with("on") || (address && (runs || leads_away)) {
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

/// Tags that inline Markdown and highlighting may make of a text.
fn is_inline(tag: &str, attribute: &str) -> bool {
    let plain =
        ["em", "strong", "code", "del", "br", "p", "sub", "sup", "mark", "i", "b", "u", "s", "hr", "blockquote", "wbr"];
    let attributed = [("a", "href"), ("a", ""), ("span", ""), ("span", "class"), ("td", ""), ("tr", "")];
    (plain.contains(&tag) && (attribute.is_empty() || attribute == "class")) || attributed.contains(&(tag, attribute))
}

/// A file of a context for the text with this number, if the disk takes its name.
fn file(number: usize, context: (&str, &str, &str), text: &str) -> Option<(String, String, String)> {
    let (name, path, template) = context;
    let own = |template: &str| placed(template, text).replace("«K»", &number.to_string());
    let path = own(path);
    (!path.contains('\0')).then(|| (path, own(template), format!("{number} {name}")))
}

/// The parts of a site that stand in the folders of one number.
fn part(site: &Tree, number: usize) -> Tree {
    let inside = |path: &&String| path.starts_with(&format!("k{number}/"));
    let of_part = site.iter().filter(|(path, _)| inside(path));
    of_part.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

#[test]
fn no_text_becomes_anything_else() {
    let sandbox = Sandbox::in_memory("payloads");
    let payloads = payloads();
    let contexts: Vec<_> = contexts().into_iter().filter(|(name, ..)| *name != "settings").collect();
    let mut files = Files::new();
    let mut refused = BTreeSet::new();
    for (number, text) in payloads.iter().enumerate() {
        for context in &contexts {
            match file(number, *context, text) {
                Some(file) => files.push(file),
                None => {
                    refused.insert(format!("{number} {}", context.0));
                }
            }
        }
    }
    files.push(("content/site.yml".to_owned(), "navigation: [/]\n".to_owned(), "settings".to_owned()));
    let (site, more) = built(&sandbox, files);
    refused.extend(more);
    // The harmless site with the same places.
    let mut files = Files::new();
    for number in 0..payloads.len() {
        let taken = contexts.iter().filter(|(name, ..)| !refused.contains(&format!("{number} {name}")));
        files.extend(taken.filter_map(|context| file(number, *context, HARMLESS)));
    }
    files.push(("content/site.yml".to_owned(), "navigation: [/]\n".to_owned(), "settings".to_owned()));
    // What folio makes of languages depends on the words of a fence.
    let group = "<CodeGroup>\n\n```js\nx\n```\n\n```ruby\nx\n```\n\n</CodeGroup>\n";
    files.push(("content/group.mdx".to_owned(), group.to_owned(), "group".to_owned()));
    let (harmless, odd) = built(&sandbox, files);
    assert!(odd.is_empty(), "{odd:?}");
    let pairs = skeleton(&harmless).pairs;
    assert!(pairs.len() > 100, "a harmless site has only {} tags and attributes", pairs.len());

    let mut problems = String::new();
    for (number, text) in payloads.iter().enumerate() {
        let wanted = skeleton(&part(&harmless, number));
        assert!(wanted.pairs.len() > 50, "{text:?} has only {} tags and attributes", wanted.pairs.len());
        let wanted = Skeleton { pairs: pairs.clone(), ..wanted };
        compare(&skeleton(&part(&site, number)), &wanted, text, &mut problems);
    }
    machines(&site, "a site", &mut problems);
    let redirects = String::from_utf8_lossy(&site["_redirects"]).lines().count();
    assert!(redirects >= 10, "only {redirects} redirects stand in the list");
    // A place that refuses nearly every text proves nothing.
    for (name, ..) in contexts {
        let count = refused.iter().filter(|refused| refused.split_once(' ').is_some_and(|(_, of)| of == name)).count();
        // Most of these texts are no name for a page, and no address of one.
        let most = if matches!(name, "file names" | "redirects") { payloads.len() - 10 } else { payloads.len() / 2 };
        assert!(count < most, "`{name}` refuses {count} of {}", payloads.len());
    }
    assert!(problems.is_empty(), "{problems}");
}

fn compare(found: &Skeleton, wanted: &Skeleton, text: &str, problems: &mut String) {
    for (tag, attribute) in &found.pairs {
        if !wanted.pairs.contains(&(tag.clone(), attribute.clone())) && !is_inline(tag, attribute) {
            let _ = writeln!(problems, "{text:?}: <{tag} {attribute}>");
        }
    }
    for (tag, count) in &found.counts {
        let usual = wanted.counts.get(tag).copied().unwrap_or_default();
        if *count > usual {
            let _ = writeln!(problems, "{text:?}: {count} <{tag}> and not {usual}");
        }
    }
    if !found.problems.is_empty() {
        let _ = writeln!(problems, "{text:?}: {}", found.problems);
    }
}

/// What the settings hold stands in every page.
#[test]
fn no_text_of_the_settings_becomes_anything_else() {
    let sandbox = Sandbox::in_memory("payload-settings");
    let context = contexts().into_iter().find(|(name, ..)| *name == "settings").expect("it is there");
    let with = |text: &str| -> Files {
        let page = |name: &str| (format!("content/{name}.md"), "Text.\n".to_owned(), name.to_owned());
        let settings = ("content/site.yml".to_owned(), placed(context.2, text), "settings".to_owned());
        let icon = ("static/icon.svg".to_owned(), "<svg/>".to_owned(), "icon".to_owned());
        vec![settings, page("title"), page("samples"), icon]
    };
    let wanted = skeleton(&built(&sandbox, with(HARMLESS)).0);
    let mut problems = String::new();
    let mut refusals = 0;
    for text in payloads() {
        let (site, refused) = built(&sandbox, with(&text));
        refusals += refused.len();
        if refused.is_empty() {
            compare(&skeleton(&site), &wanted, &text, &mut problems);
        }
        machines(&site, &text, &mut problems);
    }
    assert!(refusals < 10, "{refusals} texts are refused");
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
    // Only a site that has some has the list.
    for line in file("_redirects").unwrap_or_default().lines() {
        if line.split(' ').count() != 3 || !line.starts_with("/base/") {
            let _ = writeln!(problems, "{text:?}: _redirects: {line:?}");
        }
    }
    let headers = file("_headers").expect("a site has its headers");
    if headers.contains("pwn") || headers.contains("Pwn") {
        let _ = writeln!(problems, "{text:?}: _headers: {headers}");
    }
    let map = file("sitemap.xml").expect("a site has its map");
    let tags: BTreeSet<&str> = map.split('<').skip(1).filter_map(|part| part.split(['>', ' ']).next()).collect();
    if !tags.iter().all(|tag| ["?xml", "urlset", "url", "loc", "/loc", "/url", "/urlset"].contains(tag)) {
        let _ = writeln!(problems, "{text:?}: sitemap.xml: {tags:?}");
    }
    let addresses = map.matches("<loc>").count();
    if addresses == 0 || addresses != map.matches("<loc>https://docs.example.com/base/").count() {
        let _ = writeln!(problems, "{text:?}: sitemap.xml leads elsewhere");
    }
    for name in ["llms.txt", "robots.txt"] {
        let words = file(name).unwrap_or_else(|| panic!("a site has {name}"));
        let odd = words.lines().find(|line| line.starts_with("X-Pwn") || line.starts_with("/pwn"));
        if let Some(line) = odd.or(words.contains('\u{1b}').then_some("an escape")) {
            let _ = writeln!(problems, "{text:?}: {name}: {line:?}");
        }
    }
}

/// Addresses that run code are errors, or lead nowhere, in every place that takes an address.
#[test]
fn no_address_runs_code() {
    let sandbox = Sandbox::in_memory("addresses");
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
    let pages: [(&str, &str); 13] = [
        ("content/k«K»/a.mdx", "[x](<«»>)\n"),
        ("content/k«K»/a.mdx", "[x][r]\n\n[r]: <«»>\n"),
        ("content/k«K»/a.mdx", "![x](<«»>)\n"),
        ("content/k«K»/a.mdx", "<a href=\"«»\">x</a>\n"),
        ("content/k«K»/a.mdx", "<img src=\"«»\" />\n"),
        ("content/k«K»/a.mdx", "<Card title=\"x\" href=\"«»\">x</Card>\n"),
        ("content/k«K»/a.mdx", "<Image src=\"«»\" alt=\"x\" />\n"),
        ("content/k«K»/a.mdx", "<form action=\"«»\"><button formaction=\"«»\">x</button></form>\n"),
        ("content/k«K»/a.mdx", "<iframe src=\"«»\"></iframe>\n\n<object data=\"«»\"></object>\n"),
        ("content/k«K»/a.md", "<a href=\"«»\">x</a> <svg><a xlink:href=\"«»\">x</a></svg>\n"),
        (
            "content/k«K»/a.mdx",
            "---\ndescriptions: { x«K»: \"[x](<«»>)\" }\nreference: { js: [{ key: k«K», id: k«K», title: k, description: (x«K») }] }\n---\n",
        ),
        (
            "content/k«K»/a.json",
            "{ \"$schema\": \"x\", \"title\": \"X\", \"description\": \"[x](<«»>)\", \"type\": \"string\" }",
        ),
        (
            "content/k«K»/a.json",
            "{ \"$schema\": \"x\", \"$id\": \"«»\", \"title\": \"X\", \"type\": \"object\", \"properties\": { \"a\": { \"$ref\": \"«»\" } } }",
        ),
    ];
    let settings = [
        "redirects: { /old: \"«»\" }\n",
        "repository: \"«»\"\nschemas: { source: \"«»\" }\n",
        "head: [{ link: { rel: icon, href: \"«»\" } }]\ntheme: { logo: \"«»\", icon: \"«»\" }\n",
        "navigation: [{ page: \"«»\", title: x }]\n",
    ];
    let mut files = Files::new();
    for (place, (path, template)) in pages.iter().enumerate() {
        for (number, address) in addresses.iter().enumerate() {
            let number = (place * addresses.len() + number).to_string();
            let own = |text: &str| text.replace("«K»", &number).replace("«»", address);
            files.push((own(path), own(template), number.clone()));
        }
    }
    let places = files.len();
    let (site, refused) = built(&sandbox, files);
    let refused = refused.len();
    assert!(refused > places / 2 && refused < places * 3 / 4, "{refused} of {places} places refuse their address");
    let mut problems = skeleton(&site).problems;
    for template in settings {
        for address in addresses {
            let schema = r#"{ "$schema": "x", "title": "S", "type": "string" }"#;
            let file = |path: &str, text: String| (path.to_owned(), text, path.to_owned());
            let files = vec![
                file("content/site.yml", template.replace("«»", address)),
                file("content/s.json", schema.to_owned()),
            ];
            let (site, _) = built(&sandbox, files);
            assert!(site.contains_key("s/index.html"), "{template} with {address}");
            problems += &skeleton(&site).problems;
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

/// Reports for machines stay what they are, whatever a message holds.
#[test]
fn reports_keep_their_form() {
    let sandbox = Sandbox::in_memory("reports");
    sandbox.write("content/index.mdx", "# Home\n");
    for (number, text) in payloads().into_iter().enumerate() {
        let json = serde_json::Value::from(text.as_str()).to_string();
        sandbox.write(
            &format!("content/k{number}/a.mdx"),
            format!("---\n{json}: 1\nroute: {json}\n---\n\n<Callout kin={{{json}}}>x</Callout>\n"),
        );
        let name: String = text.chars().map(|c| if c == '/' || c == '\0' { '_' } else { c }).collect();
        sandbox.write(&format!("content/k{number}/{name}.mdx"), "[x](/nowhere)\n");
    }
    for format in ["json", "sarif", "github", "human"] {
        let run = sandbox.run(&["check", "--format", format]);
        quiet_terminal(&run, format);
        assert_eq!(run.code, Some(1), "{}", run.said);
        match format {
            "json" | "sarif" => {
                let parsed: Result<serde_json::Value, _> = serde_json::from_str(&run.printed);
                assert!(parsed.is_ok(), "{}", run.printed);
            }
            "github" => {
                let command =
                    |line: &&str| !["::error ", "::warning ", "::notice "].iter().any(|c| line.starts_with(c));
                assert_eq!(run.printed.lines().find(command), None);
                let loud = |line: &&str| line.contains(|c: char| c.is_control() && c != '\t');
                assert_eq!(run.printed.lines().find(loud), None);
                assert!(run.printed.lines().count() > payloads().len() * 2, "{}", run.printed);
            }
            _ => assert!(run.said.contains("error"), "{}", run.said),
        }
    }
}
