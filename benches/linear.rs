//! Hostile texts: what is four times as long takes about four times as long, and nothing takes a second.
//!
//!     cargo bench --bench linear

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark measures time and tells it"
)]

use std::time::{Duration, Instant};

use folio::model::source::SourceId;
use folio::parse;

/// Pieces that have made parsers slow, by name.
const SHAPES: [(&str, &str, &str, &str); 50] = [
    ("brackets", "", "[", ""),
    ("closing brackets", "", "]", ""),
    ("bracket pairs", "", "[]", ""),
    ("links in links", "", "[a](", ""),
    ("images", "", "![", ""),
    ("link openers", "", "[a](<b", ""),
    ("labels", "", "[a][", ""),
    ("angles", "", "<", ""),
    ("tags", "", "<a", ""),
    ("tags with a space", "", "<a ", ""),
    ("open tags", "", "<a>", ""),
    ("closing tags", "", "</a>", ""),
    ("open lines of tags", "", "<a>\n", ""),
    ("braces", "", "{", ""),
    ("brace pairs", "", "{}", ""),
    ("closing braces", "", "}", ""),
    ("quotes", "", ">", ""),
    ("spaced quotes", "", "> ", ""),
    ("backticks", "", "`", ""),
    ("backtick runs", "", "`a``b```c", ""),
    ("stars", "", "*", ""),
    ("star words", "", "*a **b ", ""),
    ("underscores", "", "_a_", ""),
    ("tildes", "", "~", ""),
    ("open attributes", "", "<a b=\"", ""),
    ("open attribute braces", "", "<a b={", ""),
    ("attribute braces with a value", "", "<a b={1 ", ""),
    ("titles never closed", "", "[](a (", ""),
    ("values on one line", "", "{\"a\"}", "}"),
    ("anchors on one line", "", "{#a ", "}"),
    ("anchors of a heading", "# ", "{#a", "}"),
    ("tags in attributes", "", "<a b={<a b={", ""),
    ("escaped quotes", "{", "\"\\", ""),
    ("open patterns", "{", "/[", ""),
    ("closing parentheses of an address", "https://a.bc", ")", ""),
    ("parentheses of an address", "", "https://a.bc(", ")))))"),
    ("open strings", "", "{\"", ""),
    ("open templates", "", "{`${", ""),
    ("open comments", "", "{/*", ""),
    ("html comments", "", "<!--", ""),
    ("footnotes", "", "[^a]: ", ""),
    ("footnote names", "", "[^a]", ""),
    ("list marks", "", "- ", ""),
    ("numbers", "", "1. ", ""),
    ("nested lists", "", "* a\n ", ""),
    ("table cells", "", "|", "\n|-|\n"),
    ("entities", "", "&amp", ""),
    ("backslashes", "", "\\", ""),
    ("addresses", "", "www.a.b", ""),
    ("a long line", "", "word ", ""),
];

type Shape<'s> = (&'s str, &'s (dyn Fn(usize) -> String + Sync));

fn tree(text: &str, is_mdx: bool) -> Duration {
    let begun = Instant::now();
    parse::with_body(SourceId(0), text, 0, is_mdx, |document| {
        std::hint::black_box(parse::tree::counts(&document.value));
    });
    begun.elapsed()
}

/// The quickest of three: what else the machine does must not count.
fn quickest(text: &str, time: impl Fn(&str) -> Duration) -> Duration {
    (0..3).map(|_| time(text)).min().expect("there are three")
}

fn stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    // The stack that folio's own threads have.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(folio::limits::STACK).spawn_scoped(scope, work);
        thread.expect("a thread can be started").join().expect("nothing fails in it")
    })
}

fn grows_evenly(
    name: &str,
    text: &(dyn Fn(usize) -> String + Sync),
    time: &(dyn Fn(&str) -> Duration + Sync),
) -> Result<(), String> {
    let small = quickest(&text(25_000), time);
    let large = quickest(&text(100_000), time);
    println!("{name:32} {small:>12?} {large:>12?}");
    // Four times as much: an even growth is four, one with the square sixteen.
    let even = large < small * 9 + Duration::from_millis(20);
    let most = if cfg!(debug_assertions) { Duration::from_secs(4) } else { Duration::from_millis(500) };
    if even && large < most { Ok(()) } else { Err(format!("{name}: {small:?}, and {large:?} for four times as much")) }
}

fn trees_grow_evenly() -> Vec<String> {
    let mut wrong = Vec::new();
    stack(|| {
        for (name, before, piece, after) in SHAPES {
            for is_mdx in [true, false] {
                let text = |count: usize| format!("{before}{}{after}", piece.repeat(count));
                let label = format!("{name}{}", if is_mdx { "" } else { " in Markdown" });
                wrong.extend(grows_evenly(&label, &text, &|text| tree(text, is_mdx)).err());
            }
        }
    });
    wrong
}

fn lines_in_containers_grow_evenly() -> Vec<String> {
    let shapes: [Shape<'_>; 9] = [
        ("short lines", &|count| "a\n".repeat(count)),
        ("lines of tables", &|count| "|a|\n".repeat(count / 2)),
        ("lazy lines", &|count| format!("> - > a\n{}", "b\n".repeat(count))),
        ("tag over many lines", &|count| format!("<a\n{}", "b\n".repeat(count))),
        ("tags over many lines", &|count| "<a\nb=\"\n".repeat(count / 2)),
        ("braces over many lines", &|count| "{\n".repeat(count)),
        ("imports", &|count| "import a from \"b\"\n".repeat(count / 4)),
        ("exports never ended", &|count| "export const a = {\n\n".repeat(count / 8)),
        ("definitions", &|count| (0..count / 4).map(|number| format!("[a{number}]: /b\n")).collect()),
    ];
    let mut wrong = Vec::new();
    stack(|| {
        for (name, text) in shapes {
            wrong.extend(grows_evenly(name, text, &|text| tree(text, true)).err());
        }
    });
    wrong
}

fn front_matter_grows_evenly() -> Vec<String> {
    let shapes: [Shape<'_>; 9] = [
        ("deep lists", &|count| format!("a: {}", "[".repeat(count))),
        ("deep mappings", &|count| format!("a: {}", "{a: ".repeat(count / 4))),
        ("deep lines", &|count| {
            (0..(count / 100).min(900)).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect()
        }),
        ("names that lead to names", &|count| {
            let names: String = (0..count / 16).map(|number| format!("  k{number}: (k{})\n", number + 1)).collect();
            format!("descriptions:\n{names}")
        }),
        ("many keys", &|count| (0..count / 8).map(|number| format!("a{number}: b\n")).collect()),
        ("equal keys", &|count| "a: b\n".repeat(count / 32)),
        ("anchors", &|count| (0..count / 32).map(|number| format!("a{number}: &x{number} y\n")).collect()),
        ("one long text", &|count| format!("a: \"{}", "b ".repeat(count))),
        ("aliases", &|count| format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(count / 100), "*a, ".repeat(count / 100))),
    ];
    let mut wrong = Vec::new();
    stack(|| {
        for (name, text) in shapes {
            let page = |count: usize| format!("---\n{}\n---\ntext\n", text(count));
            let time = |text: &str| {
                let begun = Instant::now();
                std::hint::black_box(parse::page(SourceId(0), text, true, folio::limits::FRONT_MATTER_MOST));
                begun.elapsed()
            };
            wrong.extend(grows_evenly(name, &page, &time).err());
        }
    });
    wrong
}

fn main() -> std::process::ExitCode {
    let wrong = [trees_grow_evenly(), lines_in_containers_grow_evenly(), front_matter_grows_evenly()].concat();
    for line in &wrong {
        eprintln!("does not grow evenly: {line}");
    }
    if wrong.is_empty() { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}
