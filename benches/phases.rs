//! What each phase costs, beside the least that could do it: front matter beside a bare reader of YAML, pages beside a
//! bare reader of Markdown, rendering beside it all.
//!
//!     cargo bench --bench phases -- [--pages 1000] [--only front-matter]
//!
//! Makes its corpora with `benches/corpus.mjs`. One thread, the best of five rounds. With `--only` one of the lines is
//! done once, for a profiler.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    dead_code,
    reason = "a benchmark measures time and tells it; what is read into structs is not looked at"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use serde::Deserialize;

use folio::edge::discover::{self, Sources};
use folio::index::{Files, ParsedPage, index};
use folio::limits::FRONT_MATTER_MOST;
use folio::model::source::{Source, SourceKind};
use folio::parse;
use folio::pipeline::{self, Input, Site};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a program that trusts its authors would read front matter into.
#[derive(Debug, Deserialize)]
struct Front {
    title: Option<String>,
    description: Option<String>,
    #[serde(default)]
    descriptions: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    reference: BTreeMap<String, Vec<Entry>>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    key: String,
    id: Option<String>,
    url: Option<String>,
    title: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    description: Option<String>,
    #[serde(default)]
    parameters: Vec<Field>,
    #[serde(default)]
    properties: Vec<Field>,
    #[serde(default)]
    returns: Vec<Field>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Field {
    Named(String),
    Own {
        key: String,
        #[serde(rename = "type")]
        kind: Option<String>,
        description: Option<String>,
        optional: Option<bool>,
    },
}

struct Corpus {
    sources: Sources,
    pages: Vec<(Source, String)>,
    bytes: usize,
    folder: PathBuf,
}

impl Corpus {
    fn new(kind: &str, pages: usize) -> Self {
        let folder = std::env::temp_dir().join(format!("folio-phases-{kind}-{}", std::process::id()));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/corpus.mjs");
        let count = pages.to_string();
        let mut command = Command::new("node");
        command.arg(script).args([kind, "--pages", &count, "--plain", "--out"]).arg(&folder);
        assert!(command.output().expect("node is installed").status.success(), "the corpus is made");
        let sources = discover::discover(&folder, 0, &folio::model::store::Nowhere).expect("it is a site");
        let is_page = |source: &&Source| matches!(source.kind, SourceKind::Page { .. });
        let text = |source: &Source| String::from_utf8(sources.bytes(source.id).expect("it is there")).expect("text");
        let pages: Vec<_> = sources.list.iter().filter(is_page).map(|source| (source.clone(), text(source))).collect();
        let bytes = pages.iter().map(|(_, text)| text.len()).sum();
        Self { sources, pages, bytes, folder }
    }

    /// The front matter of each page, and where its body starts.
    fn blocks(&self) -> Vec<(&Source, &str, usize)> {
        let block = |(source, text): &'_ (Source, String)| {
            let (_, body) = parse::front_matter::front_matter(source.id, text, FRONT_MATTER_MOST);
            body
        };
        self.pages.iter().map(|page| (&page.0, page.1.as_str(), block(page))).collect()
    }

    fn site(&self) -> Arc<Site> {
        let bytes = |id| self.sources.bytes(id);
        let input = Input {
            sources: &self.sources.list,
            bytes: &bytes,
            drafts: false,
            base_url: None,
            days: &pipeline::no_days,
            facts: &folio::model::store::Nowhere,
        };
        pipeline::site(&input).value
    }
}

impl Drop for Corpus {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What is measured, and the bytes that go through it.
struct Line<'l> {
    name: &'static str,
    what: &'static str,
    megabytes: f64,
    work: Box<dyn Fn() + 'l>,
}

fn lines<'l>(reference: &'l Corpus, prose: &'l Corpus, sites: &'l [Arc<Site>; 2]) -> Vec<Line<'l>> {
    let blocks = reference.blocks();
    let heads: Vec<(&Source, &str)> = blocks.iter().map(|(source, text, body)| (*source, &text[..*body])).collect();
    let yaml: Vec<&str> = heads.iter().map(|(_, head)| head.trim_matches(['-', '\n'])).collect();
    let head_bytes = heads.iter().map(|(_, head)| head.len()).sum();
    let settings = Arc::clone(&sites[0].index.settings);
    let bodies: Vec<&str> = prose.blocks().iter().map(|(_, text, body)| &text[*body..]).collect();
    let render = |corpus: &'l Corpus, site: &'l Arc<Site>| {
        move || {
            let diagnostics = site.render(&|id| corpus.sources.bytes(id), &|output| drop(black_box(output)));
            assert!(diagnostics.iter().all(|found| found.code.name != "internal-error"));
        }
    };
    let line = |name, what, bytes: usize, work: Box<dyn Fn() + 'l>| Line {
        name,
        what,
        megabytes: f64::from(u32::try_from(bytes).expect("it is small")) / 1e6,
        work,
    };
    vec![
        line(
            "yaml",
            "front matter, a bare reader of YAML into structs",
            head_bytes,
            Box::new(move || {
                for block in &yaml {
                    black_box(serde_yaml::from_str::<Front>(block).expect("it is what a program expects"));
                }
            }),
        ),
        line(
            "front-matter",
            "front matter, to the index",
            head_bytes,
            Box::new(move || {
                let page = |(source, head): &(&Source, &str)| {
                    let page = parse::page(source.id, head, true, FRONT_MATTER_MOST).value;
                    ParsedPage::new(Source::clone(source), page, None)
                };
                let pages: Vec<ParsedPage> = heads.iter().map(page).collect();
                black_box(index(Arc::clone(&settings), None, &pages, &Files::default(), &[]));
            }),
        ),
        line(
            "markdown",
            "bodies of prose, a bare reader of Markdown",
            prose.bytes,
            Box::new(move || {
                for body in &bodies {
                    black_box(pulldown_cmark::Parser::new_ext(body, pulldown_cmark::Options::all()).count());
                }
            }),
        ),
        line(
            "mdx",
            "pages of prose as MDX, to facts",
            prose.bytes,
            Box::new(move || {
                for (source, text) in &prose.pages {
                    black_box(parse::page(source.id, text, true, FRONT_MATTER_MOST));
                }
            }),
        ),
        line("render-prose", "pages of prose, rendered", prose.bytes, Box::new(render(prose, &sites[1]))),
        line(
            "render-reference",
            "pages of a reference, rendered",
            reference.bytes,
            Box::new(render(reference, &sites[0])),
        ),
    ]
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let given = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let pages = given("--pages").map_or(1000, |count| count.parse().expect("--pages is a number"));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(folio::limits::STACK).build();
    one.expect("a thread can be had").install(|| {
        let (reference, prose) = (Corpus::new("reference", pages), Corpus::new("prose", pages));
        let sites = [reference.site(), prose.site()];
        let lines = lines(&reference, &prose, &sites);
        if let Some(only) = given("--only") {
            let line = lines.iter().find(|line| line.name == only).expect("--only names a line");
            (line.work)();
            return;
        }
        let mut best = vec![f64::INFINITY; lines.len()];
        for _ in 0..5 {
            for (line, best) in lines.iter().zip(&mut best) {
                let begun = Instant::now();
                (line.work)();
                *best = best.min(begun.elapsed().as_secs_f64());
            }
        }
        println!("| {pages} pages | MB | ms | MB/s |\n| --- | --: | --: | --: |");
        for (line, best) in lines.iter().zip(&best) {
            let size = line.megabytes;
            println!("| {} | {size:.1} | {:.1} | {:.0} |", line.what, best * 1e3, size / best);
        }
        println!("\nfront matter to the index / bare reader: {:.2}", best[1] / best[0]);
        let each = |at: usize| best[at] / lines[at].megabytes;
        println!("a byte of a reference / a byte of prose, rendered: {:.2}", each(5) / each(4));
    });
}
