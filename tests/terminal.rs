//! What folio says on a terminal, in a pipe, in CI and on a narrow screen. The terminal is a real one, of `script`.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::process::{Command, Stdio};

use sandbox::{Run, Sandbox};

/// Enough files that reading them is long work from the first one on, whatever the machine.
fn large_site() -> Sandbox {
    let sandbox = Sandbox::new("terminal");
    for number in 0..1200 {
        sandbox.write(&format!("content/_shared/text-{number}.mdx"), "Words.\n");
    }
    sandbox.write("content/index.mdx", "# Home\n");
    sandbox
}

/// Runs folio at a terminal so wide, and gives everything that arrived there.
fn at_terminal(sandbox: &Sandbox, columns: usize, environment: &[(&str, &str)], arguments: &str) -> String {
    let line = format!("stty cols {columns} rows 24; {} {arguments}", env!("CARGO_BIN_EXE_folio"));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(sandbox.docs()).stdin(Stdio::null());
    for name in ["CI", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color").envs(environment.iter().copied());
    Run::of(&mut command).printed
}

const ESCAPE: char = '\u{1b}';

#[test]
fn a_terminal_shows_a_bar_and_takes_it_away() {
    let shown = at_terminal(&large_site(), 80, &[], "check");
    let bars: Vec<&str> = shown.split('\r').filter(|line| line.starts_with("reading [")).collect();
    assert!(!bars.is_empty(), "{shown:?}");
    assert!(bars.iter().all(|bar| bar.contains(" of 1201\u{1b}[K")), "{shown:?}");
    let (_, last) = shown.rsplit_once("\u{1b}[K").expect("the bar is cleared");
    assert!(last.starts_with("checked 1 page in ") && last.ends_with("no problems\r\n"), "{last:?}");
}

#[test]
fn a_bar_fits_in_forty_columns() {
    let shown = at_terminal(&large_site(), 40, &[], "check");
    let bars: Vec<&str> = shown.split('\r').filter_map(|line| line.strip_suffix("\u{1b}[K")).collect();
    assert!(bars.iter().any(|bar| bar.starts_with("reading [")), "{shown:?}");
    assert!(bars.iter().all(|bar| bar.len() < 40), "{bars:?}");
}

#[test]
fn there_is_no_bar_where_it_cannot_be_shown_or_is_not_wanted() {
    let site = large_site();
    for (environment, arguments) in [
        (&[("CI", "true")][..], "check"),
        (&[("TERM", "dumb")][..], "check"),
        (&[][..], "check --quiet"),
        (&[][..], "check 2>&1 | cat"),
    ] {
        let shown = at_terminal(&site, 80, environment, arguments);
        assert!(!shown.contains("reading") && !shown.contains("\u{1b}[K"), "{arguments}, {environment:?}: {shown:?}");
        let is_silent = arguments.contains("quiet");
        assert_eq!(shown.contains("checked 1 page in "), !is_silent, "{arguments}, {environment:?}: {shown:?}");
    }
}

#[test]
fn colours_are_for_terminals_that_have_them() {
    let site = Sandbox::new("colours");
    site.write("content/index.mdx", "[away](/nowhere)\n");
    for (environment, arguments, colored) in [
        (&[][..], "check", true),
        (&[("NO_COLOR", "1")][..], "check", false),
        (&[("TERM", "dumb")][..], "check", false),
        (&[][..], "check 2>&1 | cat", false),
        (&[("CLICOLOR_FORCE", "1")][..], "check 2>&1 | cat", true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")][..], "check 2>&1 | cat", false),
        (&[][..], "check --format json 2> /dev/null", false),
    ] {
        let shown = at_terminal(&site, 80, environment, arguments);
        assert!(shown.contains("broken-link"), "{shown:?}");
        assert_eq!(shown.contains(ESCAPE), colored, "{arguments}, {environment:?}: {shown:?}");
    }
}

#[test]
fn a_frame_fits_the_width_of_the_terminal() {
    let site = Sandbox::new("frames");
    site.write("content/index.mdx", format!("{} [away](/nowhere) {}\n", "word ".repeat(40), "word ".repeat(40)));
    let shown = at_terminal(&site, 40, &[("NO_COLOR", "1")], "check");
    let framed: Vec<&str> = shown.lines().filter(|line| line.contains(" | ")).collect();
    assert!(framed.iter().any(|line| line.contains("[away](/nowhere)")), "{shown}");
    assert!(framed.iter().all(|line| line.chars().count() <= 40), "{shown}");
}

#[test]
fn tables_fit_in_forty_columns() {
    let site = Sandbox::new("tables");
    let fields = "      properties:\n        - { key: id, type: String }\n";
    let entries: String = ["dotnet", "ruby", "python", "js", "php", "java", "go"]
        .iter()
        .map(|language| format!("  {language}:\n    - key: Parcel\n      id: parcel\n{fields}"))
        .collect();
    site.write("content/parcel.mdx", format!("---\nreference:\n{entries}---\n"));
    let schema = r#"{ "title": "Parcel", "required": ["id"], "properties": { "id": {}, "note": {} } }"#;
    site.write("content/schemas/parcel.json", schema);
    // The table comes first, and is followed by the frames.
    let table = |columns, arguments: &str| {
        let shown = at_terminal(&site, columns, &[("NO_COLOR", "1")], arguments);
        shown.split("content/").next().unwrap_or_default().to_owned()
    };
    let drift = table(40, "drift");
    assert!(drift.contains("parcel\r\n  note\r\n    - .NET\r\n    - Ruby\r\n"), "{drift}");
    let coverage = table(40, "coverage");
    assert!(coverage.contains("\nJavaScript     1/1    1/2     0/0 66.7\r\n"), "{coverage}");
    let coverage = coverage.split("\r\n\r\n").next().unwrap_or_default().to_owned();
    for table in [drift, coverage] {
        assert!(table.lines().all(|line| line.trim_end().chars().count() <= 40), "{table}");
    }
    let wide = table(100, "drift");
    assert!(wide.contains("\r\n  note        ·     -     -"), "{wide}");
}

#[test]
fn help_fits_in_forty_columns() {
    let site = Sandbox::new("help");
    for command in ["build", "serve", "coverage", "tree"] {
        let shown: Vec<String> = at_terminal(&site, 40, &[], &format!("help {command}")).lines().map(plain).collect();
        let shown = shown.join("\n");
        assert!(shown.contains(&format!("Usage: folio {command}")), "{shown}");
        let widest = shown.lines().map(|line| line.trim_end().chars().count()).max().unwrap_or(0);
        assert!(widest <= 40, "{widest} columns of {command}:\n{shown}");
    }
}

/// A line without what colours it.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    out + rest
}

#[test]
fn verbose_says_what_took_its_time() {
    let site = Sandbox::new("verbose");
    site.pages(30, "parcel");
    let run = site.run(&["build", "--verbose"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    for step in ["finding", "reading", "rendering", "publishing"] {
        assert!(run.said.lines().any(|line| line.ends_with(&format!("s  {step}"))), "{step} is not in:\n{}", run.said);
    }
    let (_, slowest) = run.said.split_once("slowest pages:\n").expect("the slowest pages are named");
    let lines: Vec<&str> = slowest.lines().collect();
    assert_eq!(lines.len(), 11, "{slowest}");
    assert!(lines[..10].iter().all(|line| line.contains(" content/") && line.contains("s  ")), "{slowest}");
    assert!(lines[10].starts_with("built 31 pages in "), "{slowest}");
    assert!(!site.run(&["build"]).said.contains("slowest"));
}

#[test]
fn quiet_says_problems_alone() {
    let site = Sandbox::new("quiet");
    site.write("content/index.mdx", "# Home\n");
    let run = site.run(&["build", "--quiet"]);
    assert_eq!((run.code, run.said.as_str(), run.printed.as_str()), (Some(0), "", ""));
    site.write("content/index.mdx", "[away](/nowhere)\n");
    let run = site.run(&["build", "--quiet"]);
    assert_eq!(run.code, Some(1));
    assert!(run.said.contains("broken-link") && !run.said.contains("nothing published"), "{}", run.said);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let site = Sandbox::new("pipe");
    site.write("content/index.mdx", "# Home\n");
    let folio = env!("CARGO_BIN_EXE_folio");
    for arguments in ["explain --list", "man", "check --format json", "schema settings", "completions bash", "help"] {
        let line = format!("set -o pipefail; {folio} {arguments} | head -c 1 > /dev/null");
        let run = Run::of(Command::new("bash").args(["-c", &line]).current_dir(site.docs()));
        assert_eq!(run.code, Some(0), "{arguments}: {}", run.said);
        assert!(!run.said.contains("panicked"), "{}", run.said);
    }
}
