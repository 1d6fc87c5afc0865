//! `folio build` and `folio check`: the whole pipeline once, with or without publishing what comes out.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::edge::discover::{self, Sources};
use crate::edge::failure::Failure;
use crate::edge::report::{self, Summary, github, human, json, sarif};
use crate::edge::write::Writer;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::output::Output;
use crate::model::settings::Settings;
use crate::model::source::SourceKind;
use crate::pipeline::{self, Input};

use super::{Format, Outcome, Terminal};

/// At most so many of each severity are shown to people.
const SHOWN: usize = 50;

#[derive(Debug, Clone)]
pub struct Options {
    pub root: PathBuf,
    /// None for `check`, which writes nothing.
    pub output: Option<PathBuf>,
    pub base_url: Option<String>,
    pub strict: bool,
    pub drafts: bool,
    pub format: Format,
}

/// Runs the command.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a run is timed for its last line")]
pub fn run(options: &Options, terminal: Terminal) -> Outcome {
    let begun = Instant::now();
    match build(options) {
        Ok(built) => {
            let mut summary = built.summary;
            summary.seconds = begun.elapsed().as_secs_f64();
            report(&built, &summary, options, terminal)
        }
        Err(failure) => terminal.failed(&failure),
    }
}

struct Built {
    sources: Sources,
    settings: Settings,
    diagnostics: Vec<Diagnostic>,
    summary: Summary,
}

fn build(options: &Options) -> Result<Built, Failure> {
    let sources = discover::discover(&options.root)?;
    let bytes = |id| sources.bytes(id);
    let input =
        Input { sources: &sources.list, bytes: &bytes, drafts: options.drafts, base_url: options.base_url.clone() };
    let mut diagnostics = sources.problems.clone();
    let site = pipeline::site(&input).unpack(&mut diagnostics);
    let mut summary = Summary::default();
    let mut settings = Settings::default();
    if let Some(site) = site {
        settings = Settings::clone(&site.index.settings);
        summary.pages = site.published().count();
        let staging = options.output.as_ref().map(|output| staging(output));
        let writer = staging.as_ref().map(|folder| Writer::start(folder)).transpose()?;
        let rendered = AtomicUsize::new(0);
        let emit = |output: Output| {
            let is_page = output.path.strip_suffix(".html").is_some();
            rendered.fetch_add(usize::from(is_page), Ordering::Relaxed);
            if let Some(writer) = &writer {
                writer.write(&output, &|id| sources.file(id));
            }
        };
        diagnostics.extend(site.render(&bytes, &emit));
        report::distinct(&mut diagnostics);
        summary.rendered = rendered.into_inner();
        let written = writer.map(Writer::finish).transpose()?;
        let tally = report::tally(&diagnostics, &settings);
        let wanted = tally.errors == 0 && !(options.strict && tally.warnings > 0);
        if let (Some(folder), Some(output)) = (staging, &options.output) {
            crate::edge::write::publish(&folder, output, wanted)?;
            summary.written = if wanted { written.unwrap_or(0) } else { 0 };
        }
    }
    let tally = report::tally(&diagnostics, &settings);
    summary.errors = tally.errors;
    summary.warnings = tally.warnings;
    summary.hints = tally.hints;
    Ok(Built { sources, settings, diagnostics, summary })
}

/// Beside the output, so that both are on one file system.
fn staging(output: &std::path::Path) -> PathBuf {
    let name = output.file_name().map_or_else(|| "site".to_owned(), |name| name.to_string_lossy().into_owned());
    output.with_file_name(format!(".{name}.folio-{}", std::process::id()))
}

fn report(built: &Built, summary: &Summary, options: &Options, terminal: Terminal) -> Outcome {
    let tally = report::tally(&built.diagnostics, &built.settings);
    let most = if options.format == Format::Human { SHOWN } else { usize::MAX };
    let found = report::located(&built.diagnostics, &built.settings, &built.sources, most);
    match options.format {
        Format::Human => {
            let frames = human::frames(&found, tally, terminal.style);
            if !frames.is_empty() {
                terminal.tell(&frames);
                terminal.tell("");
            }
        }
        Format::Json => super::print(&json::document(&found, summary)),
        Format::Sarif => super::print(&sarif::document(&found)),
        Format::Github => super::print(&github::annotations(&found)),
    }
    let doing = match (&options.output, summary.errors) {
        (None, _) => "checked",
        (Some(_), 0) if summary.written > 0 || !options.strict => "built",
        _ => "nothing published of",
    };
    terminal.say(&human::summary(doing, summary, terminal.style));
    let most = if options.strict { Severity::Warning } else { Severity::Error };
    let mut grave = built.diagnostics.iter().filter(|found| built.settings.severity_of(found.code) <= most).peekable();
    let in_settings = |found: &Diagnostic| {
        let source = built.sources.list.get(found.place.source.0 as usize);
        source.is_some_and(|source| source.kind == SourceKind::Settings)
    };
    if grave.peek().is_none() {
        Outcome::Clean
    } else if grave.any(in_settings) {
        Outcome::Misuse
    } else {
        Outcome::Problems
    }
}
