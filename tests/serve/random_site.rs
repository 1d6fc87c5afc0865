//! A site of sixty pages that holds one of each thing, and random edits of it as an author makes them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Random;

/// A word of a text.
fn word(random: &mut Random) -> &'static str {
    const WORDS: [&str; 16] = [
        "factor",
        "token",
        "session",
        "webhook",
        "cursor",
        "page",
        "key",
        "limit",
        "retry",
        "event",
        "order",
        "user",
        "Zürich",
        "日本語",
        "`code`",
        "*stress*",
    ];
    WORDS[random.below(WORDS.len())]
}

fn words(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

/// What makes a page.
#[derive(Clone, Default)]
struct Page {
    title: Option<String>,
    order: Option<usize>,
    hidden: bool,
    draft: bool,
    route: Option<String>,
    redirect_from: Option<String>,
    headings: Vec<String>,
    body: Vec<String>,
    partial: bool,
    /// The number of its entry, if it is a page of a reference.
    entry: Option<usize>,
    fields: Vec<(String, usize)>,
    /// Put into the text as it is.
    mistake: Option<&'static str>,
}

const DESCRIPTIONS: usize = 12;

/// The files of a site, and what an author knows of them.
pub struct RandomSite {
    pub random: Random,
    pages: BTreeMap<String, Page>,
    descriptions: Vec<String>,
    partial: Page,
    samples: BTreeMap<String, String>,
    schemas: BTreeMap<String, (String, Vec<String>)>,
    templates: BTreeMap<&'static str, String>,
    statics: BTreeMap<String, String>,
    settings: BTreeMap<&'static str, String>,
    made: usize,
}

impl RandomSite {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut pages = BTreeMap::new();
        for number in 0..60 {
            let folder = ["", "guides/", "guides/deep/", "reference/things/", "reference/others/"][number % 5];
            let path = if number == 0 { "index".to_owned() } else { format!("{folder}page-{number}") };
            pages.insert(path, page(&mut random, (number % 5 >= 3).then_some(number)));
        }
        for folder in ["guides/index", "reference/things/index"] {
            pages.insert(folder.to_owned(), page(&mut random, None));
        }
        let mut site = Self {
            descriptions: (0..DESCRIPTIONS)
                .map(|number| format!("The {} of number {number}.", word(&mut random)))
                .collect(),
            partial: page(&mut random, None),
            samples: BTreeMap::new(),
            schemas: BTreeMap::new(),
            templates: BTreeMap::new(),
            statics: BTreeMap::new(),
            settings: BTreeMap::from([("title", "title: Random\n".to_owned())]),
            made: 0,
            random,
            pages,
        };
        for stem in ["call", "answer"] {
            for ending in ["rb", "js", "go"] {
                site.samples.insert(format!("{stem}.{ending}"), format!("# {stem}\nfield_1({ending:?})\n"));
            }
        }
        for number in 0..4 {
            let fields = vec!["id".to_owned(), format!("field_{number}")];
            site.schemas.insert(format!("schemas/thing-{number}"), (format!("Thing {number}"), fields));
        }
        site.statics.insert("plain.txt".to_owned(), "plain\n".to_owned());
        site
    }

    /// Every file with what is in it.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for (path, page) in &self.pages {
            files.insert(format!("content/{path}.mdx"), Self::text(page, path));
        }
        let mut shared = "---\ndescriptions:\n  shared:\n".to_owned();
        for (number, text) in self.descriptions.iter().enumerate() {
            let _ = writeln!(shared, "    text_{number}: {}", quoted(text));
        }
        shared.push_str("---\n");
        files.insert("content/_shared.mdx".to_owned(), shared);
        files.insert("content/_partial.mdx".to_owned(), body(&self.partial));
        for (name, text) in &self.samples {
            files.insert(format!("content/_samples/{name}"), text.clone());
        }
        for (path, (title, fields)) in &self.schemas {
            let properties: Vec<String> =
                fields.iter().map(|field| format!("{}: {{\"type\": \"string\"}}", quoted(field))).collect();
            let text = format!(
                "{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"type\": \"object\", \"title\": {}, \
                 \"properties\": {{{}}}}}\n",
                quoted(title),
                properties.join(", ")
            );
            files.insert(format!("content/{path}.json"), text);
        }
        for (name, text) in &self.templates {
            files.insert(format!("templates/{name}"), text.clone());
        }
        for (name, text) in &self.statics {
            files.insert(format!("static/{name}"), text.clone());
        }
        files.insert("content/site.yml".to_owned(), self.settings.values().cloned().collect());
        files
    }

    fn text(page: &Page, path: &str) -> String {
        let mut text = "---\n".to_owned();
        if let Some(title) = &page.title {
            let _ = writeln!(text, "title: {}", quoted(title));
        }
        if let Some(order) = page.order {
            let _ = writeln!(text, "order: {order}");
        }
        for (key, given) in [("hidden", page.hidden), ("draft", page.draft)] {
            if given {
                let _ = writeln!(text, "{key}: true");
            }
        }
        if let Some(route) = &page.route {
            let _ = writeln!(text, "route: {route}");
        }
        if let Some(from) = &page.redirect_from {
            let _ = writeln!(text, "redirect_from: [{from}]");
        }
        if let Some(number) = page.entry {
            text.push_str("reference:\n");
            for language in ["ruby", "js", "go"] {
                let _ = writeln!(text, "  {language}:\n    - key: entry_{number}\n      id: entry-{number}");
                text.push_str("      title: do_it(options)\n");
                if !page.fields.is_empty() {
                    text.push_str("      parameters:\n");
                }
                for (key, description) in &page.fields {
                    let _ = writeln!(text, "        - key: {key}\n          type: String");
                    let _ = writeln!(text, "          description: (shared.text_{description})");
                }
            }
        }
        text.push_str("---\n\n");
        text.push_str(&body(page));
        if page.partial {
            text.push_str("<Include file=\"/_partial.mdx\" />\n\n");
        }
        if let Some(number) = page.entry {
            let stem = if path.len().is_multiple_of(2) { "call" } else { "answer" };
            let _ = writeln!(text, "<CodeBlock title=\"Sample\" file=\"{stem}\" referenceId=\"entry-{number}\" />\n");
        }
        text.push_str("See [home](/), [guides](/guides/) and [a schema](/schemas/thing-0/).\n");
        if let Some(mistake) = page.mistake {
            let _ = writeln!(text, "\n{mistake}");
        }
        text
    }

    /// Makes one edit, and says which.
    pub fn edit(&mut self) -> String {
        let mended: Vec<String> =
            self.pages.iter().filter(|(_, page)| page.mistake.is_some()).map(|(path, _)| path.clone()).collect();
        if let Some(path) = mended.first().filter(|_| self.random.chance(50)) {
            self.page(path).mistake = None;
            return format!("mend {path}");
        }
        match self.random.below(34) {
            0..=12 => self.edit_page(),
            13..=14 => self.edit_tree(),
            15..=16 => self.move_folder(),
            17..=18 => {
                let at = self.random.below(DESCRIPTIONS);
                self.descriptions[at] = format!("The {} of [home](/).", words(&mut self.random, 3));
                format!("description {at}")
            }
            19 => {
                // One text stands for another.
                let (from, to) =
                    (self.random.below(DESCRIPTIONS / 2), DESCRIPTIONS / 2 + self.random.below(DESCRIPTIONS / 2));
                self.descriptions[from] = format!("(shared.text_{to})");
                if self.descriptions[to].starts_with('(') {
                    "A text.".clone_into(&mut self.descriptions[to]);
                }
                format!("description {from} stands for {to}")
            }
            20..=22 => self.edit_sample(),
            23..=24 => self.edit_schema(),
            25..=27 => self.edit_template(),
            28..=29 => self.edit_static(),
            30..=31 => self.edit_settings(),
            32 => {
                let words = words(&mut self.random, 4);
                self.partial.body = vec![words];
                "partial".to_owned()
            }
            _ => {
                let words = words(&mut self.random, 2);
                self.partial.headings = vec![words];
                "headings of the partial".to_owned()
            }
        }
    }

    fn page(&mut self, path: &str) -> &mut Page {
        self.pages.get_mut(path).expect("the page is there")
    }

    /// A page that may be moved and removed: none that others link to.
    fn any(&mut self) -> String {
        let paths: Vec<&String> = self.pages.keys().filter(|path| !path.ends_with("index")).collect();
        (*self.random.of(&paths)).clone()
    }

    fn edit_page(&mut self) -> String {
        let path = self.any();
        let kind = self.random.below(13);
        let (words, number) = (words(&mut self.random, 4), self.random.below(1000));
        let made = self.made;
        self.made += 1;
        let is_plain = self.pages[&path].entry.is_none();
        let page = self.page(&path);
        match kind {
            0..=3 => page.body.push(words),
            4 => page.body.clear(),
            5 => page.headings.push(words),
            6 => page.title = if page.title.is_some() { None } else { Some(words) },
            7 => page.order = Some(number),
            8 => page.hidden = !page.hidden,
            9 => page.draft = !page.draft,
            10 if is_plain => page.route = if page.route.is_some() { None } else { Some(format!("/at/{made}")) },
            10 | 11 => page.fields.push((format!("field_{made}"), number % DESCRIPTIONS)),
            _ if number < 300 => {
                page.mistake = Some(["<Callout>", "[x](/nowhere/)", "<Nothing/>", "{1 + 1}"][number % 4]);
            }
            _ if number < 600 => page.partial = !page.partial,
            _ => page.redirect_from = Some(format!("/old/{made}")),
        }
        format!("page {path}, kind {kind}")
    }

    /// A page is made, removed or moved.
    fn edit_tree(&mut self) -> String {
        self.made += 1;
        if self.pages.len() < 55 || (self.pages.len() < 70 && self.random.chance(40)) {
            let path = format!("{}new-{}", self.random.of(&["", "guides/", "fresh/folder/"]), self.made);
            let page = page(&mut self.random, None);
            self.pages.insert(path.clone(), page);
            return format!("make {path}");
        }
        let path = self.any();
        let page = self.pages.remove(&path).expect("the page is there");
        if self.random.chance(50) {
            return format!("remove {path}");
        }
        let to = format!("moved/to-{}", self.made);
        self.pages.insert(to.clone(), page);
        format!("move {path} to {to}")
    }

    fn move_folder(&mut self) -> String {
        self.made += 1;
        let (from, to) = (
            *self.random.of(&["guides/deep/", "moved/", "reference/others/", "fresh/"]),
            format!("folder-{}/", self.made),
        );
        let paths: Vec<String> = self.pages.keys().filter(|path| path.starts_with(from)).cloned().collect();
        for path in &paths {
            let page = self.pages.remove(path).expect("the page is there");
            self.pages.insert(path.replacen(from, &to, 1), page);
        }
        format!("move the folder {from} with {} pages to {to}", paths.len())
    }

    fn edit_sample(&mut self) -> String {
        self.made += 1;
        let stem = *self.random.of(&["call", "answer"]);
        let name = format!("{stem}.{}", self.random.of(&["rb", "js", "go", "py", "php"]));
        if self.samples.contains_key(&name) && !name.ends_with("rb") && self.random.chance(40) {
            self.samples.remove(&name);
            return format!("remove the sample {name}");
        }
        let text = format!("x = entry_3(field_{})\nputs \"{}\"\n", self.made, word(&mut self.random));
        self.samples.insert(name.clone(), text);
        format!("sample {name}")
    }

    fn edit_schema(&mut self) -> String {
        self.made += 1;
        let path = format!("schemas/thing-{}", self.random.below(6));
        if path != "schemas/thing-0" && self.random.chance(25) {
            self.schemas.remove(&path);
            return format!("remove {path}");
        }
        let (title, field) = (words(&mut self.random, 2), format!("field_{}", self.made));
        let made = self.made;
        let schema = self.schemas.entry(path.clone()).or_insert_with(|| (format!("Schema {made}"), Vec::new()));
        if self.random.chance(50) {
            schema.1.push(field);
        } else {
            schema.0 = format!("{title} {made}");
        }
        format!("schema {path}")
    }

    fn edit_template(&mut self) -> String {
        self.made += 1;
        let name = *self.random.of(&["foot.html", "components/Callout.html", "components/callouts.html", "toc.html"]);
        if self.templates.remove(name).is_some() && self.random.chance(60) {
            return format!("remove the template {name}");
        }
        let made = self.made;
        let text = match name {
            "components/callouts.html" => "{# nothing of its own #}\n".to_owned(),
            "components/Callout.html" => format!(
                "{{% component Callout(kind: string = \"note\", title: string = \"\", ...rest) %}}<p class=\"mine-{made}\">{{{{ body | safe }}}}</p>\
                 {{% endcomponent Callout %}}\n"
            ),
            _ => format!("<div>Number {made} of {{{{ page.title }}}}</div>\n"),
        };
        // A built-in file of components is not taken away.
        if name != "components/callouts.html" {
            self.templates.insert(name, text);
        }
        format!("template {name}")
    }

    fn edit_static(&mut self) -> String {
        self.made += 1;
        let name = (*self.random.of(&["plain.txt", "img/a.svg", "folio.css", "b.css", "deep/er/c.txt"])).to_owned();
        if self.statics.remove(&name).is_some() && self.random.chance(50) {
            return format!("remove the file {name}");
        }
        self.statics.insert(name.clone(), format!("/* {} */\n", self.made));
        format!("file {name}")
    }

    fn edit_settings(&mut self) -> String {
        self.made += 1;
        let key = *self.random.of(&[
            "title",
            "search",
            "combine",
            "navigation",
            "redirects",
            "languages",
            "repository",
            "description",
            "coverage",
        ]);
        let made = self.made;
        if key != "title" && self.settings.remove(key).is_some() {
            return format!("no setting {key}");
        }
        let text = match key {
            "search" => "search: false\n".to_owned(),
            "combine" => "combine: [/reference/things]\n".to_owned(),
            "navigation" => {
                "navigation:\n  - group: Guides\n    items: [/guides, /guides/*]\n  - group: All\n    items: [/]\n"
                    .to_owned()
            }
            "redirects" => format!("redirects:\n  /gone/{made}: /guides\n"),
            "languages" => "languages: [ruby, go, js]\n".to_owned(),
            "repository" => "repository: https://example.com/org/repo\n".to_owned(),
            "coverage" => "coverage: true\n".to_owned(),
            "description" => format!("description: Number {made}\n"),
            _ => format!("title: Random {made}\n"),
        };
        self.settings.insert(key, text);
        format!("setting {key}")
    }
}

fn page(random: &mut Random, entry: Option<usize>) -> Page {
    let fields = entry.map(|number| vec![(format!("field_{number}"), number % DESCRIPTIONS)]).unwrap_or_default();
    Page {
        title: random.chance(60).then(|| words(random, 2)),
        headings: (0..random.below(4)).map(|_| words(random, 2)).collect(),
        body: (0..random.below(4)).map(|_| words(random, 8)).collect(),
        partial: random.chance(20),
        entry,
        fields,
        ..Page::default()
    }
}

fn body(page: &Page) -> String {
    let mut text = String::new();
    for (number, words) in page.body.iter().enumerate() {
        if let Some(heading) = page.headings.get(number) {
            let _ = write!(text, "## {heading}\n\n");
        }
        let _ = write!(text, "{words}.\n\n");
    }
    for heading in page.headings.iter().skip(page.body.len()) {
        let _ = write!(text, "## {heading}\n\n");
    }
    if text.len().is_multiple_of(3) {
        text.push_str(
            "<Callout title=\"Mind\">\n\nThis **and** that.\n\n</Callout>\n\n```ruby title=\"a.rb\"\nputs 1\n```\n\n",
        );
    }
    text
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}
