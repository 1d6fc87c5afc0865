//! How fast samples are highlighted, beside plain syntect in the same run.
//!
//!     cargo bench --bench highlight            both corpora, each in a process of its own
//!     cargo bench --bench highlight -- pages   fences of pages (CORPUS=its folder, or else 1,500 pages of benches/corpus.mjs)
//!     cargo bench --bench highlight -- reference
//!
//! Times are CPU times, so other work on the machine matters little. "Cold" is the first look at the
//! corpus in a new process: loading, compiling and learning included. Plain syntect reads a part of
//! each language's samples only (`PLAIN_BYTES`) and is given its compiled regexes for nothing.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a benchmark measures, and prints rough figures"
)]

mod reference;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use folio::render::highlight;
use rayon::prelude::*;
use rustix::time::{ClockId, clock_gettime};

type Samples = Vec<(String, String)>;

fn main() {
    let which = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    match which.as_deref() {
        Some("pages") => run("pages of prose", &pages()),
        Some("reference") => {
            let samples = reference::samples(number("ROUNDS", 4));
            run("an API reference", &samples.into_iter().map(|(language, code)| (language.to_owned(), code)).collect());
        }
        Some("parallel") => parallel(&pages()),
        _ => {
            let itself = std::env::current_exe().expect("this program has a path");
            for which in ["pages", "reference", "parallel"] {
                let status = Command::new(&itself).arg(which).status().expect("this program can be started");
                assert!(status.success(), "{which} failed");
            }
        }
    }
}

/// One row of the table for each language, and one for all.
fn run(title: &str, samples: &Samples) {
    let mut languages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (language, code) in samples {
        languages.entry(language).or_default().push(code);
    }
    let bytes: usize = samples.iter().map(|sample| sample.1.len()).sum();
    let lines: Vec<(&str, &str)> =
        samples.iter().flat_map(|(language, code)| code.lines().map(move |line| (language.as_str(), line))).collect();
    let distinct = lines.iter().collect::<std::collections::BTreeSet<_>>().len();
    println!(
        "\n{title}: {} samples, {:.2} MB, {} lines, {:.0} % of them distinct",
        samples.len(),
        mega(bytes),
        lines.len(),
        100.0 * distinct as f64 / lines.len() as f64
    );
    println!(
        "{:12} {:>8} {:>11} {:>11} {:>11} {:>7}",
        "language", "MB", "plain MB/s", "cold MB/s", "warm MB/s", "ratio"
    );
    let mut all = Row::default();
    for (language, samples) in languages {
        let mut row = Row { bytes: samples.iter().map(|code| code.len()).sum(), ..Row::default() };
        row.cold = timed(|| {
            for code in &samples {
                drop(black_box(highlight::highlight(language, code)));
            }
        });
        row.warm = timed(|| {
            for code in &samples {
                drop(black_box(highlight::highlight(language, code)));
            }
        });
        let limit = number("PLAIN_BYTES", 200_000);
        let mut part = 0;
        let part_of_samples: Vec<&&str> = samples
            .iter()
            .take_while(|code| {
                part += code.len();
                part <= limit
            })
            .collect();
        let part: usize = part_of_samples.iter().map(|code| code.len()).sum();
        drop(black_box(highlight::plain_syntect(language, samples[0])));
        let plain = timed(|| {
            for code in &part_of_samples {
                drop(black_box(highlight::plain_syntect(language, code)));
            }
        });
        row.plain = plain * row.bytes as f64 / part as f64;
        row.print(language);
        all.add(&row);
    }
    all.print("all");
}

/// The whole corpus by all threads, as a build does it.
fn parallel(samples: &Samples) {
    let bytes: usize = samples.iter().map(|sample| sample.1.len()).sum();
    let wall = std::time::Instant::now();
    let cpu = timed(|| {
        samples.par_iter().for_each(|(language, code)| drop(black_box(highlight::highlight(language, code))));
    });
    println!(
        "\nall of the pages by {} threads: {:.2} MB in {:.2} CPU s ({:.1} MB/s of CPU), {:.2} s by the clock",
        rayon::current_num_threads(),
        mega(bytes),
        cpu,
        mega(bytes) / cpu,
        wall.elapsed().as_secs_f64()
    );
}

#[derive(Default)]
struct Row {
    bytes: usize,
    plain: f64,
    cold: f64,
    warm: f64,
}

impl Row {
    fn add(&mut self, other: &Self) {
        self.bytes += other.bytes;
        self.plain += other.plain;
        self.cold += other.cold;
        self.warm += other.warm;
    }

    fn print(&self, name: &str) {
        let size = mega(self.bytes);
        let ratio = self.plain / self.cold;
        println!(
            "{name:12} {size:8.2} {:11.2} {:11.2} {:11.1} {ratio:6.1}x",
            size / self.plain,
            size / self.cold,
            size / self.warm
        );
    }
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// CPU seconds of this process that something takes.
fn timed(what: impl FnOnce()) -> f64 {
    let now = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        Duration::try_from(time).expect("clocks go forward").as_secs_f64()
    };
    let begun = now();
    what();
    now() - begun
}

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// The fences of the pages, in the order of the pages.
fn pages() -> Samples {
    let folder = std::env::var_os("CORPUS").map_or_else(generated, PathBuf::from);
    let mut paths = Vec::new();
    walk(&folder, &mut paths);
    paths.sort();
    paths.iter().flat_map(|path| fences(&std::fs::read_to_string(path).expect("pages are text"))).collect()
}

fn generated() -> PathBuf {
    let count = number("PAGES", 1500);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("target/corpus-{count}"));
    if !folder.exists() {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/corpus.mjs");
        let mut command = Command::new("node");
        command.arg(script).args(["prose", "--pages", &count.to_string(), "--out"]).arg(&folder);
        assert!(command.status().is_ok_and(|status| status.success()), "benches/corpus.mjs did not run; set CORPUS");
    }
    folder
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the corpus can be read") {
        let path = entry.expect("the corpus can be read").path();
        if path.is_dir() {
            walk(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "md" || ending == "mdx") {
            out.push(path);
        }
    }
}

fn fences(page: &str) -> Samples {
    let mut out = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.split_inclusive('\n') {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => out.extend(open.take()),
            (Some(language), None) => open = Some((language.trim().to_owned(), String::new())),
            (None, Some((_, code))) => code.push_str(line),
            (None, None) => {}
        }
    }
    out
}
