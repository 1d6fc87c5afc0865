//! One file for each command: the only place that knows both the edges and the pipeline.

pub mod build;
pub mod clean;
pub mod coverage;
pub mod drift;
pub mod explain;
mod external;
pub mod init;
pub mod man;
pub mod new;
pub mod serve;
mod steady;
pub mod template;
pub mod tree;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use crate::edge::discover::{self, Sources};
use crate::edge::failure::{Failure, FailureKind};
use crate::edge::progress::Progress;
use crate::edge::report::Summary;
use crate::edge::report::human::{self, Style};
use crate::edge::terminal;
use crate::guard;
use crate::model::diagnostic::{Checked, Diagnostic, Severity};
use crate::model::source::SourceId;
use crate::model::store::Nowhere;
use crate::pipeline::{self, Input, Site};

use steady::Steady;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Clean,
    /// There are problems in the content.
    Problems,
    /// The command was used wrongly.
    Misuse,
    /// folio or the machine failed.
    Failed,
}

impl Outcome {
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Problems => 1,
            Self::Misuse => 2,
            Self::Failed => 3,
        }
    }
}

impl From<&Failure> for Outcome {
    fn from(failure: &Failure) -> Self {
        match failure.kind {
            FailureKind::World => Self::Failed,
            FailureKind::Use => Self::Misuse,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    #[default]
    Human,
    Json,
    Sarif,
    Github,
}

/// How much a run says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Problems alone.
    Quiet,
    Plain,
    /// What took its time as well.
    Verbose,
}

/// Where a run speaks: results to standard output, everything for people to standard error.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub style: Style,
    pub voice: Voice,
    /// A bar can be shown.
    bar: bool,
}

impl Terminal {
    #[must_use]
    pub fn new(voice: Voice) -> Self {
        let shows = terminal::shows();
        let bar = shows.bar && voice != Voice::Quiet;
        Self { style: Style { color: shows.color, width: shows.width }, voice, bar }
    }

    /// How far a run is, for those who wait.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress::new(self.bar.then_some(self.style.width), self.voice == Voice::Verbose)
    }

    /// A line for people.
    pub fn say(&self, text: &str) {
        if self.voice != Voice::Quiet {
            self.tell(text);
        }
    }

    /// A line for people that is never left out.
    pub fn tell(&self, text: &str) {
        self.show(&human::harmless(text));
    }

    /// The same for a text that has colours of folio's own, and nothing else that a terminal obeys.
    pub fn show(&self, text: &str) {
        let mut out = std::io::stderr().lock();
        let _ = writeln!(out, "{}", text.trim_end_matches('\n'));
    }

    pub fn failed(&self, failure: &Failure) -> Outcome {
        self.tell(&format!("error: {failure}"));
        Outcome::from(failure)
    }
}

/// The result of a command, on standard output. A reader that went away is no failure. Names in it are an author's:
/// a terminal must not obey them.
pub fn print(text: &str) {
    write_out(&human::harmless(text));
}

/// The same for JSON, which loses nothing by that.
pub fn print_json(text: &str) {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\n' {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    write_out(&out);
}

fn write_out(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// A site that was joined and not rendered, what was found in it, and what is wrong with it.
struct Looked<T> {
    sources: Sources,
    site: Arc<Site>,
    found: T,
    /// Errors alone: what cannot be read cannot be looked into. Everything else is the business of `check`.
    errors: Vec<Diagnostic>,
}

/// Looks into the site in a root, without what other runs left.
fn looked<T>(
    root: &Path,
    drafts: bool,
    look: impl FnOnce(&Site, &(dyn Fn(SourceId) -> Option<Vec<u8>> + Sync)) -> Checked<T>,
) -> Result<Looked<T>, Failure> {
    let sources = discover::discover(root, 0, &Nowhere)?;
    let steady = Steady::new(&sources);
    let bytes = |id| steady.bytes(id);
    let input = Input {
        sources: &sources.list,
        bytes: &bytes,
        drafts,
        base_url: None,
        days: &pipeline::no_days,
        facts: &Nowhere,
    };
    let mut errors = sources.problems();
    let site = pipeline::site(&input).unpack(&mut errors);
    errors.retain(|found| site.index.settings.severity_of(found.code) == Severity::Error);
    let found = look(&site, &bytes).unpack(&mut errors);
    errors.extend(steady.problems());
    drop(steady);
    Ok(Looked { sources, site, found, errors })
}

/// What the last line of a run counts of a site, whatever the run does with it.
fn summary(site: &Site) -> Summary {
    let schemas = site.schemas();
    Summary { pages: site.published().count() - schemas, schemas, ..Summary::default() }
}

/// Starts the threads that parse and render, with stacks for what is nested deeply; as many as the machine has, if not
/// given. False if that cannot be done, which is said.
pub fn threads(jobs: Option<usize>, terminal: Terminal) -> bool {
    let builder = rayon::ThreadPoolBuilder::new().stack_size(crate::limits::STACK).num_threads(jobs.unwrap_or(0));
    if let Err(error) = builder.build_global() {
        terminal.tell(&format!("error: cannot start threads: {error}"));
        return false;
    }
    guard::keep_quiet();
    true
}

/// Runs a command on those threads.
pub fn on_threads(jobs: Option<usize>, terminal: Terminal, work: impl FnOnce() -> Outcome + Send) -> Outcome {
    if !threads(jobs, terminal) {
        return Outcome::Failed;
    }
    // The work itself is on one of the threads, not on the small stack of the first one.
    guard::guarded(|| rayon::scope(|_| work())).unwrap_or_else(|words| {
        terminal.tell(&format!("error: folio failed: {words}\nthis is a mistake in folio: please report it"));
        Outcome::Failed
    })
}
