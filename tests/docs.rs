//! The documentation says what the product does: its tables are held against what they are about.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use folio::editor;
use folio::limits;
use folio::model::diagnostic::Code;
use folio::model::language::Language;
use folio::model::nav::NavItem;
use folio::model::settings::Settings;
use folio::render::assets;
use folio::render::site::{NothingGiven, site_view};
use folio::render::templates::Templates;
use folio::render::view::{NavView, PageFacts, PartView, TocView};
use sandbox::{Run, Sandbox};

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there")
}

/// A page of the guide, without its front matter and its fences.
fn guide(name: &str) -> String {
    let text = read(&format!("content/guide/{name}.mdx"));
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("it has front matter").1;
    let mut fence: Option<String> = None;
    let mut out = String::new();
    for line in body.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if ticks.len() >= open.len() && line.len() == ticks.len() => fence = None,
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => out.extend([line, "\n"]),
            Some(_) => {}
        }
    }
    out
}

/// The text below each heading of level two, by its title, with the headings inside.
fn sections(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut title = String::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.split(" {#").next().unwrap_or(heading).clone_into(&mut title);
        }
        let section: &mut String = found.entry(title.clone()).or_default();
        section.extend([line, "\n"]);
    }
    found
}

/// The cells of every table row, without heads and rules.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &str| line.starts_with('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let mut rows = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let is_head = lines.get(number + 1).is_some_and(|next| is_rule(next));
        if line.starts_with('|') && !is_rule(line) && !is_head {
            let cells = line.trim().trim_matches('|').replace("\\|", "\u{0}");
            rows.push(cells.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect());
        }
    }
    rows
}

/// What stands between backticks.
fn codes(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// Every `--flag` in a text.
fn flags(text: &str) -> BTreeSet<String> {
    let is_of_flag = |c: char| c.is_ascii_lowercase() || c == '-';
    let starts = text.match_indices("--").map(|(at, _)| at);
    let starts = starts.filter(|at| !text[..*at].ends_with(is_of_flag));
    let found = starts.map(|at| text[at..].chars().take_while(|c| is_of_flag(*c)).collect::<String>());
    found.filter(|flag| flag.len() > 3 && !flag.starts_with("---")).collect()
}

#[test]
fn the_command_line_has_the_flags_that_its_page_lists() {
    let sandbox = Sandbox::new("flags");
    let help = |arguments: &[&str]| {
        let run = sandbox.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.said);
        // Examples are no definition.
        run.printed.split("\nExample").next().unwrap_or_default().to_owned()
    };
    let top = help(&["help"]);
    let commands: BTreeSet<String> = top
        .split("Commands:\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next())
        .expect("the help lists commands")
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(commands.contains("build") && commands.contains("serve"), "{commands:?}");
    let sections = sections(&guide("command-line"));
    let documented: BTreeSet<String> =
        sections.keys().filter_map(|title| title.strip_prefix("folio ")).map(str::to_owned).collect();
    assert_eq!(documented, commands, "every command has a section, and every section a command");
    let everywhere = flags(&sections["Flags of all commands"]);
    for command in commands {
        let mut there = flags(&help(&["help", &command]));
        there.retain(|flag| !everywhere.contains(flag));
        let said = flags(&sections[&format!("folio {command}")]);
        assert_eq!(said, there, "the flags of `folio {command}`: first what the page says, then what there is");
    }
    assert_eq!(everywhere, names(["--quiet", "--help", "--version"]));
}

#[test]
fn the_manual_page_has_every_command_and_flag() {
    let sandbox = Sandbox::new("man");
    let roff = sandbox.run(&["man"]).printed.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
    let sections = sections(&guide("command-line"));
    let commands: Vec<_> = sections.iter().filter(|(title, _)| title.starts_with("folio ")).collect();
    assert!(commands.len() > 10, "only {} commands have a section", commands.len());
    for (title, text) in commands {
        let start = roff.find(&format!(".SS \"{title}")).unwrap_or_else(|| panic!("`{title}` has no section"));
        let section = roff[start + 3..].split(".S").next().unwrap_or_default();
        for flag in flags(text) {
            assert!(section.contains(&flag), "`{flag}` is not in the section of `{title}`:\n{section}");
        }
    }
}

#[test]
fn exit_codes_and_variables_are_those_of_the_manual_page() {
    let roff = Sandbox::new("man").run(&["man"]).printed;
    let sections = sections(&guide("command-line"));
    for (title, head) in [("Exit codes", ".SH \"EXIT STATUS\""), ("Environment", ".SH ENVIRONMENT")] {
        let section = roff.split(head).nth(1).and_then(|rest| rest.split(".SH").next()).expect("the section is there");
        let there: Vec<&str> = section.split(".TP\n").skip(1).filter_map(|item| item.lines().next()).collect();
        assert!(there.len() > 2, "{title}: {there:?}");
        let said: Vec<String> = rows(&sections[title])
            .iter()
            .map(|row| row[0].trim_matches('`').split('=').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(
            said.iter().collect::<BTreeSet<_>>(),
            there.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>().iter().collect(),
            "{title}"
        );
    }
}

/// The names of the properties of a schema, and below each those of what it holds or refers to.
fn properties(schema: &serde_json::Value) -> BTreeMap<String, BTreeSet<String>> {
    fn gather<'s>(
        whole: &'s serde_json::Value,
        at: &'s serde_json::Value,
        seen: &mut Vec<&'s str>,
        found: &mut BTreeSet<String>,
    ) {
        for (key, value) in at.as_object().into_iter().flatten() {
            match (key.as_str(), value) {
                ("properties", serde_json::Value::Object(properties)) => {
                    found.extend(properties.keys().cloned());
                    for value in properties.values() {
                        gather(whole, value, seen, found);
                    }
                }
                ("items" | "additionalProperties", value) => gather(whole, value, seen, found),
                ("oneOf", serde_json::Value::Array(list)) => {
                    for value in list {
                        gather(whole, value, seen, found);
                    }
                }
                ("$ref", serde_json::Value::String(to)) if !seen.contains(&to.as_str()) => {
                    seen.push(to);
                    let target = to.strip_prefix('#').and_then(|to| whole.pointer(to));
                    gather(whole, target.unwrap_or_else(|| panic!("{to} leads nowhere")), seen, found);
                }
                _ => {}
            }
        }
    }
    let top = schema["properties"].as_object().expect("a schema of an object");
    top.iter()
        .map(|(name, value)| {
            let mut inside = BTreeSet::new();
            gather(schema, value, &mut Vec::new(), &mut inside);
            (name.clone(), inside)
        })
        .collect()
}

#[test]
fn the_settings_are_those_that_their_page_explains() {
    let schema = serde_json::from_str(editor::SETTINGS).expect("it is JSON");
    let sections = sections(&guide("settings"));
    let mut known = properties(&schema);
    known.remove("$schema");
    let said: BTreeSet<&String> = sections.keys().filter(|title| !title.is_empty()).collect();
    assert_eq!(said, known.keys().collect(), "first the sections of the page, then the keys that there are");
    for (key, inside) in known.iter().filter(|(key, _)| !matches!(key.as_str(), "navigation" | "severity")) {
        let text = read("content/guide/settings.mdx");
        let section = text.split(&format!("\n## {key}")).nth(1).and_then(|rest| rest.split("\n## ").next());
        let section = section.expect("it has a section");
        for name in inside {
            assert!(section.contains(name.as_str()), "`{key}.{name}` is not in its section:\n{section}");
        }
    }
    let navigation = guide("navigation");
    assert!(known["navigation"].len() > 3, "{:?}", known["navigation"]);
    for name in &known["navigation"] {
        assert!(codes(&navigation).iter().any(|code| code.starts_with(name.as_str())), "`{name}` of the navigation");
    }
}

#[test]
fn front_matter_has_the_keys_that_its_page_lists() {
    let schema: serde_json::Value = serde_json::from_str(editor::FRONT_MATTER).expect("it is JSON");
    let known: BTreeSet<String> = properties(&schema).into_keys().filter(|key| key != "$schema").collect();
    let said: BTreeSet<String> = rows(&guide("front-matter")).iter().flat_map(|row| codes(&row[0])).collect();
    assert_eq!(said, known, "first what the page lists, then what there is");
    let entries = sections(&guide("reference-entries"));
    let keys = |title: &str| rows(&entries[title]).iter().flat_map(|row| codes(&row[0])).collect::<BTreeSet<_>>();
    let inside = &properties(&schema)["reference"];
    let both: BTreeSet<String> = keys("The keys of an entry").union(&keys("The keys of a field")).cloned().collect();
    assert!(!both.is_empty() && both == *inside, "first what the page lists, then what there is: {both:?} {inside:?}");
}

/// `Card(title: string, icon: string = "")` → the name and its arguments, in any order.
fn signature(shown: &str) -> Option<(&str, BTreeSet<&str>)> {
    let (name, arguments) = shown.strip_suffix(')')?.split_once('(')?;
    name.starts_with(char::is_uppercase).then(|| (name, arguments.split(", ").filter(|a| !a.is_empty()).collect()))
}

#[test]
fn components_have_the_signatures_that_their_page_shows() {
    let templates = Templates::new(&assets::templates()).expect("folio's own templates compile");
    let text = guide("components") + &guide("samples");
    let words: BTreeSet<String> = codes(&text).into_iter().collect();
    let shown: Vec<_> = words.iter().filter_map(|word| signature(word)).collect();
    assert!(shown.len() > 20, "the signatures were not found");
    for (name, arguments) in &shown {
        // `Include` takes what its partial takes.
        if let Some(known) = templates.signature(name).filter(|_| *name != "Include") {
            let known = known.shown(name);
            let (_, there) = signature(&known).expect("a signature is shown in this form");
            assert!(arguments.is_subset(&there), "the page shows `{name}` with {arguments:?}, and it is `{known}`");
            for more in there.difference(arguments) {
                let more = more.split(':').next().unwrap_or_default();
                assert!(words.contains(more), "nothing is said of `{more}` of `{name}`");
            }
        } else {
            assert_eq!(*name, "Include", "there is no component of the name");
        }
    }
    // What draws the parts of a page is in the chapter on theming.
    let own = ["CodeCard", "CodeVariants", "Property", "NavItem"];
    for name in templates.component_names().filter(|name| !own.contains(name)) {
        let is_said =
            shown.iter().any(|(shown, _)| *shown == name) || text.contains(&format!("<{name}")) || words.contains(name);
        assert!(is_said, "nothing is said of `{name}`");
    }
}

#[test]
fn languages_are_those_of_the_table() {
    let sections = sections(&guide("reference-entries"));
    let rows = rows(&sections["Languages"]);
    let said: Vec<(String, String, Vec<String>, String)> =
        rows.iter().map(|row| (codes(&row[0]).remove(0), row[1].clone(), codes(&row[2]), row[3].clone())).collect();
    let known: Vec<(String, String, Vec<String>, String)> = Language::defaults()
        .into_iter()
        .map(|language| (language.id, language.name, language.endings, language.highlight))
        .collect();
    assert_eq!(said, known);
    let text = sections["Languages"].rsplit("\n\n").find(|text| text.contains("are known too")).expect("it says so");
    let further = codes(text.split("are known too").next().unwrap_or_default());
    assert!(further.len() > 3, "{further:?}");
    for id in further {
        assert!(Language::known(&id).is_some(), "`{id}` is not known");
    }
}

#[test]
fn templates_are_those_of_the_table() {
    let sections = sections(&guide("theming"));
    let said: BTreeSet<String> = rows(sections["Templates"].split("\n### ").next().unwrap_or_default())
        .iter()
        .map(|row| codes(&row[0]).remove(0))
        .filter(|name| !name.starts_with("components/"))
        .collect();
    let there: BTreeSet<String> =
        assets::templates().into_iter().map(|file| file.name).filter(|name| !name.starts_with("components/")).collect();
    assert_eq!(said, there);
    let style = String::from_utf8(assets::built_in("folio.css").expect("it is inside")).expect("it is text");
    let properties: Vec<String> = rows(&sections["A style sheet"]).iter().flat_map(|row| codes(&row[0])).collect();
    assert!(properties.len() > 5, "{properties:?}");
    for property in properties {
        assert!(style.contains(&format!("{property}:")), "folio.css has no `{property}`");
    }
}

/// The names that a template sees in a view.
fn view(view: &impl serde::Serialize) -> BTreeSet<String> {
    let view = serde_json::to_value(view).expect("a view is plain data");
    view.as_object().expect("a view has names").keys().cloned().collect()
}

/// The names in the first cells of the table below a heading of level three.
fn named(page: &str, heading: &str) -> BTreeSet<String> {
    let text = page.split(&format!("\n### {heading}\n")).nth(1).and_then(|rest| rest.split("\n##").next());
    rows(text.expect("the page has the heading")).iter().flat_map(|row| codes(&row[0])).collect()
}

#[test]
fn what_templates_see_is_in_the_tables() {
    let page = guide("theming");
    let (site, _) = site_view(&Settings::default(), &NothingGiven);
    assert_eq!(named(&page, "site"), view(&site));
    assert_eq!(named(&page, "page"), view(&PageFacts::default()));
    assert_eq!(named(&page, "nav"), view(&NavView::default()));
    for (name, view) in [
        ("`items`", view(&NavItem::default())),
        ("`parts`", view(&PartView::default())),
        ("`toc`", view(&TocView::default())),
    ] {
        let row = page.lines().find(|line| line.starts_with(&format!("| {name} |"))).expect("there is such a row");
        let said: BTreeSet<String> = codes(&row[name.len() + 4..]).into_iter().collect();
        assert_eq!(said, view, "{name}");
    }
}

#[test]
fn severities_are_those_of_the_tables() {
    let mut held = 0;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide")).expect("it is there") {
        let name = entry.expect("it can be read").file_name().to_string_lossy().into_owned();
        let Some(name) = name.strip_suffix(".mdx").filter(|name| !name.starts_with('_')) else { continue };
        let text = guide(name);
        for row in rows(&text) {
            let known: Vec<Code> =
                row.iter().flat_map(|cell| codes(cell)).filter_map(|code| Code::named(&code)).collect();
            let said = row.last().map(String::as_str).unwrap_or_default();
            for code in known.iter().filter(|_| matches!(said, "error" | "warning" | "hint")) {
                assert_eq!(said, code.severity.word(), "`{}` in {name}.mdx", code.name);
                held += 1;
            }
        }
        for word in ["error", "warning", "hint"] {
            for named in text.split(&format!(" {word} `")).skip(1).filter_map(|rest| rest.split('`').next()) {
                let code = Code::named(named).unwrap_or_else(|| panic!("there is no `{named}` ({name}.mdx)"));
                assert_eq!(word, code.severity.word(), "`{named}` in {name}.mdx");
                held += 1;
            }
        }
    }
    assert!(held > 30, "only {held} were found");
}

#[test]
fn limits_are_those_of_the_table() {
    let sections = sections(&guide("limits"));
    let rows = rows(&sections["Limits"]);
    let limit = |what: &str| {
        let row = rows.iter().find(|row| row[0] == what).unwrap_or_else(|| panic!("no row `{what}`"));
        row[1].replace(',', "")
    };
    let starts = |what: &str, with: String| {
        let said = limit(what);
        assert!(said.starts_with(&with), "{what}: {said}, and it is {with}");
    };
    let bytes = |size: u64| limits::size(usize::try_from(size).expect("limits fit"));
    starts("a page, without its front matter", limits::size(limits::PAGE));
    starts("front matter", limits::size(limits::FRONT_MATTER));
    assert!(limit("front matter").contains(&format!("up to {}", limits::size(limits::FRONT_MATTER_MOST))));
    starts("nesting of lists, quotes, tags and brackets", limits::DEPTH.to_string());
    starts("nesting of YAML and JSON values", limits::DEPTH.to_string());
    starts("partials inside partials", limits::INCLUDE_DEPTH.to_string());
    starts("groups inside groups of the navigation", limits::NAVIGATION_DEPTH.to_string());
    starts("partials in a page, in all", limits::INCLUDES.to_string());
    starts("redirects that lead to redirects", limits::REDIRECTS.to_string());
    starts("fields of the entries of one page, those of shared items included", limits::FIELDS.to_string());
    starts("fields inside fields, those of shared items included", limits::DEPTH.to_string());
    starts("a sample that is highlighted", bytes(limits::SAMPLE));
    starts("a sample that is shown", bytes(limits::SAMPLE_SHOWN));
    starts("a schema", bytes(limits::SCHEMA));
    for size in [limits::SCHEMA_COLOURED, limits::SCHEMA_SHOWN] {
        assert!(limit("a schema").contains(&limits::size(size)));
    }
    starts("the example of a schema that is shown", limits::size(limits::EXAMPLE));
    starts("properties of one schema that search finds", limits::SCHEMA_FOUND.to_string());
    starts("languages whose fields search finds", limits::LANGUAGES_FOUND.to_string());
    starts("a published page", limits::size(limits::OUTPUT));
    starts("settings, `drift.yml`, a template", bytes(limits::SETTINGS.min(limits::TEMPLATE)));
}

#[test]
fn the_version_of_rust_is_the_one_that_is_needed() {
    let manifest = read("Cargo.toml");
    let needed = manifest.split("rust-version = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("it is set");
    for page in ["README.md", "content/guide/getting-started.mdx"] {
        assert!(read(page).contains(&format!("Rust {needed} or newer")), "{page} names another version than {needed}");
    }
}

#[test]
fn headers_are_those_that_are_written() {
    let sandbox = Sandbox::new("headers");
    sandbox.write("content/index.mdx", "# Home\n");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let written = std::fs::read_to_string(sandbox.site().join("_headers")).expect("a build writes it");
    let page = read("content/guide/publishing.mdx");
    let shown = page.split("```text title=\"site/_headers\"\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(shown, Some(written.as_str()));
    let policy = written.split("Content-Security-Policy: ").nth(1).and_then(|rest| rest.lines().next());
    let policy = policy.expect("there is a policy");
    assert!(page.contains(&format!("add_header Content-Security-Policy \"{policy}\" always;")), "{policy}");
}

#[test]
fn every_page_says_what_it_is_for() {
    let mut pages = 0;
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("content")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("it is there") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".mdx") && !name.starts_with('_') {
                let text = std::fs::read_to_string(&path).expect("it is text");
                assert!(text.starts_with("---\n") && text.contains("\ndescription: "), "{} has none", path.display());
                pages += 1;
            }
        }
    }
    assert!(pages > 100, "only {pages} were found");
}

#[test]
fn the_site_of_init_is_clean() {
    let sandbox = Sandbox::new("init");
    let run = sandbox.run(&["init", "my-docs"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let root = sandbox.docs().join("my-docs");
    let folio = |arguments: &[&str]| Run::of(sandbox.folio(arguments).current_dir(&root));
    let strict = |arguments: &[&str]| {
        let run = folio(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.said);
        assert!(!run.said.contains("hint["), "{arguments:?}: {}", run.said);
    };
    strict(&["check", "--strict"]);
    strict(&["drift"]);
    strict(&["coverage", "--min", "100"]);
    strict(&["new", "reference/parcel/list"]);
    strict(&["new", "guides/second"]);
    strict(&["build", "--strict"]);
    assert!(root.join("site/reference/parcel/list/index.html").is_file());
    assert_eq!(folio(&["new", "guides/second"]).code, Some(2));
    assert_eq!(folio(&["init", "."]).code, Some(2));
}

/// Every schema inside a schema that stands for a value of its own, with the way to it.
fn without_words(schema: &serde_json::Value, way: &str, found: &mut Vec<String>) {
    for (name, value) in schema["properties"].as_object().into_iter().flatten() {
        let way = format!("{way}/{name}");
        if value["description"].as_str().is_none_or(str::is_empty) {
            found.push(way.clone());
        }
        without_words(value, &way, found);
    }
    for (key, value) in schema.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            ("items" | "additionalProperties", value) => without_words(value, way, found),
            ("oneOf", serde_json::Value::Array(list)) => list.iter().for_each(|value| without_words(value, way, found)),
            ("definitions", serde_json::Value::Object(map)) => {
                map.iter().for_each(|(name, value)| without_words(value, name, found));
            }
            _ => {}
        }
    }
}

#[test]
fn the_schemas_for_editors_explain_every_key() {
    let mut silent = Vec::new();
    for text in [editor::SETTINGS, editor::FRONT_MATTER] {
        without_words(&serde_json::from_str(text).expect("it is JSON"), "", &mut silent);
    }
    assert!(silent.is_empty(), "{silent:?}");
    let settings: serde_json::Value = serde_json::from_str(editor::SETTINGS).expect("it is JSON");
    let said = &settings["properties"]["severity"]["properties"];
    let said: Vec<_> = said.as_object().expect("every code is there").iter().collect();
    let said: BTreeMap<_, _> = said.iter().map(|(name, value)| (name.as_str(), value["default"].as_str())).collect();
    assert_eq!(said, Code::ALL.iter().map(|code| (code.name, Some(code.severity.word()))).collect());
}

#[test]
fn the_schemas_for_editors_allow_what_folio_takes() {
    let allowed = |schema: &str, yaml: &str, name: &str| {
        let schema: serde_json::Value = serde_json::from_str(schema).expect("it is JSON");
        let value: serde_json::Value = serde_yaml::from_str(yaml).expect("the site is free of problems");
        let validator = jsonschema::validator_for(&schema).expect("it is a schema");
        let problems: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(value.is_null() || problems.is_empty(), "{name}: {problems:?}");
    };
    let mut pages = 0;
    for root in ["content", "src/starter/content"] {
        allowed(editor::SETTINGS, &read(&format!("{root}/site.yml")), root);
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(root)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("it is there") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "mdx") {
                    let text = std::fs::read_to_string(&path).expect("it is text");
                    let Some((front, _)) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"))
                    else {
                        continue;
                    };
                    allowed(editor::FRONT_MATTER, front, &path.to_string_lossy());
                    pages += 1;
                }
            }
        }
    }
    assert!(pages > 100, "only {pages} were found");
    let refused = |yaml: &str| {
        let schema: serde_json::Value = serde_json::from_str(editor::SETTINGS).expect("it is JSON");
        let value: serde_json::Value = serde_yaml::from_str(yaml).expect("it is YAML");
        assert!(!jsonschema::is_valid(&schema, &value), "{yaml} is allowed");
    };
    refused("titel: Postbox");
    refused("severity: { broken-lnk: warning }");
    refused("theme: { acent: red }");
}

/// The site of `folio init`.
fn started() -> Sandbox {
    let sandbox = Sandbox::new("started");
    std::fs::remove_dir_all(sandbox.docs()).expect("it was just made");
    let run = Run::of(sandbox.folio(&["init", "docs", "--quiet"]).current_dir(&sandbox.folder));
    assert_eq!(run.code, Some(0), "{}", run.said);
    sandbox
}

/// The same with a slip where these words first stand.
fn with_slip(path: &str, right: &str, wrong: &str) -> Sandbox {
    let sandbox = started();
    let text = std::fs::read_to_string(sandbox.docs().join(path)).expect("the file is there");
    assert!(text.contains(right), "{path} has no `{right}`");
    sandbox.write(path, text.replacen(right, wrong, 1));
    sandbox
}

const CREATE: &str = "content/reference/parcel/create.mdx";
const PARCEL: &str = "content/reference/parcel/index.mdx";

#[test]
fn reports_in_the_guide_are_what_folio_prints() {
    let weigth = || with_slip(CREATE, "description: (create_parcel.weight", "description: (create_parcel.weigth");
    let callout = started();
    callout.write("content/guide/a.mdx", "# A\n\n<Callout tilte=\"Limits\">\nText.\n</Callout>\n");
    let sites = [
        ("descriptions", weigth()),
        ("command-line", weigth()),
        ("types", with_slip(CREATE, "Promise<Parcel>", "Promise<Parcell>")),
        ("components", callout),
        ("getting-started", with_slip(PARCEL, "(parcel.weight_grams)", "(parcel.weight_gram)")),
    ];
    for (page, sandbox) in sites {
        let text = read(&format!("content/guide/{page}.mdx"));
        let fences = text.split("```text").skip(1).filter_map(|rest| rest.split_once('\n')?.1.split("```").next());
        let shown = fences.clone().find(|fence| fence.contains("]: ")).expect("the page shows a report");
        let said = sandbox.run(&["check"]).said;
        assert!(said.contains(shown), "{page} shows\n{shown}\nand folio says\n{said}");
    }
}

#[test]
fn the_json_in_the_guide_is_what_folio_prints() {
    let sandbox = with_slip(PARCEL, "(parcel.weight_grams)", "(parcel.weight_gram)");
    let printed = sandbox.run(&["check", "--format", "json"]).printed;
    let page = read("content/guide/ci.mdx");
    let shown = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it shows a document");
    let parsed = |text: &str| {
        let mut value: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
        // The clock is no promise.
        assert!(value["summary"]["seconds"].is_number());
        value["summary"]["seconds"] = serde_json::Value::Null;
        value
    };
    assert_eq!(parsed(shown), parsed(&printed));
}

#[test]
fn the_coverage_in_the_guide_is_what_folio_prints() {
    let sandbox = started();
    std::fs::remove_file(sandbox.docs().join("content/_samples/send.py")).expect("it was made");
    let mut printed = sandbox.run(&["coverage", "--format", "json"]).report();
    // The page shows one of the languages.
    let languages = printed["languages"].as_array_mut().expect("it is a list");
    languages.drain(..languages.len() - 1);
    let page = read("content/guide/drift-and-coverage.mdx");
    let shown = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it shows a document");
    assert_eq!(serde_json::from_str::<serde_json::Value>(shown).expect("it is JSON"), printed);
}
