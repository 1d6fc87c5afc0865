//! Runs every case below `tests/cases`: a folder in, a report and a site out. See `tests/README.md`.
//!
//!     cargo test --test golden -- FILTER        only cases whose path holds FILTER
//!     UPDATE=1 cargo test --test golden         writes what came out as what is expected

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a test runner meets the world")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{Folder, cases};

#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// The command; `build` if not given.
    args: Vec<String>,
    /// Outputs that are compared, by their end; every page of the author if not given.
    files: Vec<String>,
    /// Pages are compared from first to last byte, not their main part alone.
    whole: bool,
    /// What a command prints is compared as well.
    stdout: bool,
}

/// Pages that folio makes itself, as redirects are, are compared only where a case asks for them.
const OWN: [&str; 3] = ["404.html", "contents/index.html", "search/index.html"];

fn main() -> ExitCode {
    let filter: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let update = std::env::var_os("UPDATE").is_some();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = cases();
    cases.retain(|case| filter.iter().all(|words| case.to_string_lossy().contains(words.as_str())));
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = case.strip_prefix(&root).unwrap_or(case).to_string_lossy().replace('\\', "/");
                    if let Err(problem) = run(case, update) {
                        failures.lock().expect("no case panics while it holds this").insert(name, problem);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no case panics while it holds this");
    for (name, problem) in &failures {
        println!("---- {name}\n{problem}");
    }
    println!("golden: {} passed, {} failed", cases.len() - failures.len(), failures.len());
    if cases.is_empty() {
        println!("no case was found");
        return ExitCode::FAILURE;
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(case: &Path, update: bool) -> Result<(), String> {
    let settings: Settings = match std::fs::read_to_string(case.join("case.yml")) {
        Ok(text) => serde_yaml::from_str(&text).map_err(|error| format!("case.yml: {error}"))?,
        Err(_) => Settings::default(),
    };
    let scratch = Folder::new("golden");
    let output = scratch.join("site");
    let args = if settings.args.is_empty() { vec!["build".to_owned()] } else { settings.args.clone() };
    let mut command = Command::new(env!("CARGO_BIN_EXE_folio"));
    command
        .args(&args)
        .current_dir(case)
        .env("COLUMNS", "120")
        .env("GIT_CEILING_DIRECTORIES", env!("CARGO_MANIFEST_DIR"))
        .env_remove("CLICOLOR_FORCE");
    if args[0] == "build" {
        command.arg("--output").arg(&output);
    }
    let done = command.output().map_err(|error| error.to_string())?;
    let mut report = format!("exit {}\n\n", done.status.code().unwrap_or(-1));
    report.push_str(&plain(&String::from_utf8_lossy(&done.stderr)));
    if settings.stdout {
        report.push_str("\n---- standard output\n");
        report.push_str(&plain(&String::from_utf8_lossy(&done.stdout)));
    }
    let mut found = BTreeMap::new();
    found.insert("report.txt".to_owned(), report);
    let written = std::fs::read_dir(case.join("content")).into_iter().flatten().flatten();
    let written: Vec<String> = written.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    collect(&output, &output, &settings, &written, &mut found);
    let dead = dead_links(&output);
    compare(case, found, update)?;
    if dead.is_empty() { Ok(()) } else { Err(format!("dead links:\n{}", dead.join("\n"))) }
}

/// Every address in a published site that leads nowhere in it; whatever a case is about, there is none.
fn dead_links(output: &Path) -> Vec<String> {
    let Ok(headers) = std::fs::read_to_string(output.join("_headers")) else { return Vec::new() };
    let base = headers.split("/*").next().unwrap_or_default().to_owned();
    let mut pages = BTreeMap::new();
    let wanted = Settings { files: vec!["*.html".to_owned()], whole: true, ..Settings::default() };
    collect(output, output, &wanted, &[], &mut pages);
    let mut dead = Vec::new();
    for (name, html) in &pages {
        for address in ["href=\"", "src=\"", "action=\"", "; url="].iter().flat_map(|mark| after(html, mark)) {
            let address = unescaped(address);
            let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let path = path.split('?').next().unwrap_or_default();
            let file = match path.strip_prefix(&base) {
                _ if path.is_empty() => name.strip_prefix("site/").unwrap_or(name).to_owned(),
                _ if path.contains(':') || path.starts_with("//") => continue,
                Some(path) if path.ends_with('/') => format!("{}index.html", decoded(&path[1..])),
                Some(path) if path.starts_with('/') => decoded(&path[1..]),
                _ => {
                    dead.push(format!("{name}: {address} is not below {base}/"));
                    continue;
                }
            };
            let known = file.contains(".HASH.") || output.join(&file).is_file();
            let anchored = matches!(anchor, "" | "top")
                || pages.get(&format!("site/{file}")).is_some_and(|html| {
                    [" id=\"", " ID=\"", " name=\"", " NAME=\""]
                        .iter()
                        .any(|mark| after(html, mark).any(|id| unescaped(id) == decoded(anchor)))
                });
            if !known || !anchored {
                dead.push(format!("{name}: {address}"));
            }
        }
    }
    dead
}

/// What stands behind each `mark`, up to the next quote.
fn after<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(mark).map(move |(at, _)| text[at + mark.len()..].split('"').next().unwrap_or_default())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn decoded(text: &str) -> String {
    folio::model::route::decoded(text).unwrap_or_else(|| text.to_owned())
}

/// Without what differs from run to run: times, and the hashes in the names of folio's own files.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = match line.rfind(" s: ").or_else(|| line.rfind(" s\n")) {
            Some(end) => match line[..end].rfind(" in ") {
                Some(start) => format!("{} in TIME{}", &line[..start], &line[end + 2..]),
                None => line.to_owned(),
            },
            None => line.to_owned(),
        };
        let line = match line.find("\"seconds\": ") {
            Some(at) => format!("{}\"seconds\": TIME", &line[..at]),
            None => line,
        };
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// Takes in the outputs that are compared; `written` are the files of the author at the top of `content`.
fn collect(root: &Path, folder: &Path, settings: &Settings, written: &[String], found: &mut BTreeMap<String, String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, settings, written, found);
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if name.starts_with(".folio/") {
            continue;
        }
        let wanted = if settings.files.is_empty() {
            let front = name == "index.html" && !written.iter().any(|page| page.starts_with("index."));
            name.ends_with(".html") && !OWN.contains(&name.as_str()) && !front
        } else {
            settings.files.iter().any(|end| name == *end || (end.starts_with('*') && name.ends_with(&end[1..])))
        };
        if !wanted {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap_or_default()).into_owned();
        if settings.files.is_empty() && text.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let text = if settings.whole || !name.ends_with(".html") { unhashed(&text) } else { main_part(&text) };
        found.insert(format!("site/{name}"), text);
    }
}

/// What stands in `<main>`, without the bar above it and the foot below it; the whole of a page that has none.
fn main_part(html: &str) -> String {
    let (Some(start), Some(end)) = (html.find("<main"), html.find("</main>")) else {
        return html.to_owned();
    };
    let main = &html[start..end + "</main>".len()];
    let main = without(main, "<div class=\"top\">", "</div>\n");
    format!("{}\n", without(&main, "<footer class=\"foot\">", "</footer>"))
}

/// The text without what stands from `open` to `close`, both included.
fn without(text: &str, open: &str, close: &str) -> String {
    let found = text.find(open).and_then(|start| Some((start, start + text[start..].find(close)? + close.len())));
    found.map_or_else(|| text.to_owned(), |(start, end)| format!("{}{}", &text[..start], &text[end..]))
}

/// `folio.1a2b3c4d.css` → `folio.HASH.css`
fn unhashed(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_folio/") {
        let (before, after) = rest.split_at(at + "_folio/".len());
        out.push_str(before);
        let end = after.find(['"', '\'', ' ', '\n', ')']).unwrap_or(after.len());
        let name = &after[..end];
        let parts: Vec<&str> = name.split('.').collect();
        let hashed = parts.len() == 3 && parts[1].len() == 8 && parts[1].chars().all(|c| c.is_ascii_hexdigit());
        if hashed {
            let _ = write!(out, "{}.HASH.{}", parts[0], parts[2]);
        } else {
            out.push_str(name);
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

fn expected(case: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            expected(case, &path, found);
        } else {
            let name = path.strip_prefix(case).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.insert(name, std::fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

fn compare(case: &Path, found: BTreeMap<String, String>, update: bool) -> Result<(), String> {
    if update {
        let _ = std::fs::remove_dir_all(case.join("site"));
        for (name, text) in &found {
            let path = case.join(name);
            let parent = path.parent().expect("a file is in a folder");
            std::fs::create_dir_all(parent).map_err(|error| error.to_string())?;
            std::fs::write(&path, text).map_err(|error| error.to_string())?;
        }
        return Ok(());
    }
    let mut wanted = BTreeMap::new();
    expected(case, &case.join("site"), &mut wanted);
    let report = std::fs::read_to_string(case.join("report.txt")).unwrap_or_default();
    wanted.insert("report.txt".to_owned(), report);
    let mut problems = String::new();
    for (name, text) in &found {
        match wanted.get(name) {
            None => {
                let _ = writeln!(problems, "{name} is not expected");
            }
            Some(known) if known != text => difference(name, known, text, &mut problems),
            Some(_) => {}
        }
    }
    for name in wanted.keys().filter(|name| !found.contains_key(*name)) {
        let _ = writeln!(problems, "{name} is missing");
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The first lines in which two texts differ.
fn difference(name: &str, known: &str, text: &str, problems: &mut String) {
    let _ = writeln!(problems, "{name} differs:");
    let (known, text): (Vec<&str>, Vec<&str>) = (known.lines().collect(), text.lines().collect());
    let mut shown = 0;
    for line in 0..known.len().max(text.len()) {
        let (wanted, came) = (known.get(line), text.get(line));
        if wanted != came {
            let _ = writeln!(problems, "  {}: expected {}", line + 1, wanted.unwrap_or(&"nothing"));
            let _ = writeln!(problems, "  {}: found    {}", line + 1, came.unwrap_or(&"nothing"));
            shown += 1;
            if shown == 6 {
                return;
            }
        }
    }
}
