//! `folio build` and `folio check`: the whole pipeline once, with or without publishing what comes out.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::edge::cache::Cache;
use crate::edge::discover::{self, PROMISES, Sources};
use crate::edge::failure::Failure;
use crate::edge::files;
use crate::edge::history::History;
use crate::edge::interrupt;
use crate::edge::progress::Progress;
use crate::edge::report::{self, Summary, github, human, json, sarif};
use crate::edge::write::{Smaller, Strangers, Wish, Writer};
use crate::index::promises;
use crate::model::diagnostic::{Code, Diagnostic, Severity, distinct};
use crate::model::output::Output;
use crate::model::settings::Settings;
use crate::model::source::{Source, SourceKind};
use crate::pipeline::kept::{Kept, Stores};
use crate::pipeline::{self, Input, Site};

use super::external::External;
use super::steady::Steady;
use super::{Format, Outcome, Terminal, Voice};

/// At most so many of each severity are shown to people.
pub const SHOWN: usize = 50;
/// So many bytes of sources need not be read a second and a third time.
const HELD: usize = 32 << 20;
/// So many of the slowest pages are named.
const SLOWEST: usize = 10;

#[derive(Debug, Clone)]
pub struct Options {
    pub root: PathBuf,
    /// None for `check`, which writes nothing.
    pub publish: Option<Publish>,
    pub base_url: Option<String>,
    pub strict: bool,
    /// Asks for the addresses on other hosts as well.
    pub external: bool,
    pub drafts: bool,
    pub format: Format,
    pub cache: CacheWish,
}

/// Where what earlier runs found is looked for, and left for later ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheWish {
    /// In the root.
    Own,
    At(PathBuf),
    None,
}

impl CacheWish {
    #[must_use]
    pub fn open(&self, root: &Path) -> Cache {
        match self {
            Self::Own => Cache::of(root),
            Self::At(folder) => Cache::open(folder),
            Self::None => Cache::none(),
        }
    }
}

/// Where a site goes, and what is done there beside it.
#[derive(Debug, Clone)]
pub struct Publish {
    pub output: PathBuf,
    pub strangers: Strangers,
    pub smaller: Smaller,
    /// Write down the addresses that were published.
    pub lock: bool,
}

/// Runs the command.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a run is timed for its last line")]
pub fn run(options: &Options, terminal: Terminal) -> Outcome {
    let begun = Instant::now();
    let progress = Arc::new(terminal.progress());
    let built = build(options, terminal, &progress);
    progress.clear();
    match built {
        Ok(built) => {
            let mut summary = built.summary;
            summary.seconds = begun.elapsed().as_secs_f64();
            let doing = match (&options.publish, summary.tally.errors, &built.failure) {
                (None, ..) => "checked",
                (Some(_), 0, None) if !options.strict || summary.tally.warnings == 0 => "built",
                _ => "nothing published of",
            };
            let pace = (terminal.voice == Voice::Verbose).then(|| pace(&progress, &built.sources));
            report(&built, &summary, &Show { format: options.format, strict: options.strict, doing, pace }, terminal)
        }
        Err(failure) => terminal.failed(&failure),
    }
}

/// What took its time.
fn pace(progress: &Progress, sources: &Sources) -> String {
    let slowest: Vec<_> =
        progress.slowest(SLOWEST).into_iter().map(|(took, page)| (took, sources.path(page).to_owned())).collect();
    human::pace(&progress.steps(), &slowest)
}

pub(super) struct Built {
    pub(super) sources: Sources,
    pub(super) settings: Arc<Settings>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) summary: Summary,
    /// What the world would not do; what was found until then is said all the same.
    pub(super) failure: Option<Failure>,
}

fn build(options: &Options, terminal: Terminal, progress: &Arc<Progress>) -> Result<Built, Failure> {
    let root = discover::root(&options.root)?;
    let tell = |text: &str| {
        progress.clear();
        terminal.tell(text);
    };
    let wish = options.publish.as_ref().map(|publish| Wish {
        root: &root,
        output: &publish.output,
        strangers: publish.strangers,
        smaller: publish.smaller,
    });
    // Held before anything is read, the cache too: what a second build waits for, it also sees.
    let mut writer = wish.map(|wish| Writer::start(wish, &tell)).transpose()?;
    if let Some(writer) = &writer {
        let (stop, bar) = (writer.stopper(), Arc::clone(progress));
        interrupt::watch(move |until| {
            bar.clear();
            stop(until);
        })?;
    }
    let mut cache = options.cache.open(&root);
    match &mut writer {
        Some(writer) => writer.recall(&cache.pages, cache.spares().as_deref()),
        None => cache.close(),
    }
    progress.step("finding", 0);
    // Where nothing is known of them, all are parsed and rendered.
    let held = if cache.facts.is_empty() { HELD } else { 0 };
    let sources = discover::discover(&root, held, &cache.pages)?;
    let steady = Steady::new(&sources);
    let read = |id| {
        progress.advance();
        steady.bytes(id)
    };
    let history = History::ask(sources.root(), &sources.list);
    let input = Input {
        sources: &sources.list,
        bytes: &read,
        drafts: options.drafts,
        base_url: options.base_url.clone(),
        days: &|| history.answer(),
        facts: &cache.facts,
    };
    let mut diagnostics = sources.problems();
    let is_parsed = |source: &&Source| matches!(source.kind, SourceKind::Page { .. } | SourceKind::Json);
    progress.step("reading", sources.list.iter().filter(is_parsed).count());
    let site = pipeline::site(&input).unpack(&mut diagnostics);
    let settings = Arc::clone(&site.index.settings);
    let mut summary = Summary { parsed: cache.facts.missed(), ..super::summary(&site) };
    let (input, site) = (&input, &site);
    let task = Task { options, terminal, progress, cache: &cache, sources: &sources, steady: &steady, input, site };
    let failure = task.make(writer, &mut diagnostics, &mut summary).err();
    // What was read twice and differed may have been taken for what it was at first.
    if options.publish.is_some() && steady.problems().is_empty() {
        sources.keep(&cache.pages);
        cache.keep();
    }
    summary.tally = report::tally(&diagnostics, &settings);
    Ok(Built { sources, settings, diagnostics, summary, failure })
}

/// A site that was read, and what is to be done with it.
struct Task<'w> {
    options: &'w Options,
    terminal: Terminal,
    progress: &'w Progress,
    cache: &'w Cache,
    sources: &'w Sources,
    steady: &'w Steady<'w>,
    input: &'w Input<'w>,
    site: &'w Site,
}

impl Task<'_> {
    /// Renders the site, looks at what the command is to look at, and publishes what is wanted.
    fn make(
        &self,
        writer: Option<Writer>,
        diagnostics: &mut Vec<Diagnostic>,
        summary: &mut Summary,
    ) -> Result<(), Failure> {
        let bytes = |id| self.steady.bytes(id);
        // What will not be published need not be written.
        let writer = writer.filter(|_| self.is_wanted(diagnostics));
        let external = self.options.external.then(|| External::new(self.site.index.settings.base_url.as_deref()));
        self.render(writer.as_ref(), external.as_ref(), diagnostics, summary);
        if self.options.publish.is_none() {
            self.progress.step("comparing", 0);
            self.site.drift(&bytes).unpack(diagnostics);
        }
        let asked = external.map(|external| external.ask(&self.sources.list, &bytes, self.progress)).transpose();
        if let Ok(Some((dead, unclear))) = &asked {
            diagnostics.extend_from_slice(dead);
            self.progress.clear();
            for address in unclear {
                self.terminal.say(&format!("not sure of {address}"));
            }
        }
        diagnostics.extend(self.steady.problems());
        distinct(diagnostics);
        asked?;
        match writer.filter(|_| self.is_wanted(diagnostics)) {
            Some(writer) => self.publish(writer, summary),
            None => Ok(()),
        }
    }

    /// Whether a site with these problems is to be published.
    fn is_wanted(&self, diagnostics: &[Diagnostic]) -> bool {
        let tally = report::tally(diagnostics, &self.site.index.settings);
        tally.errors == 0 && !(self.options.strict && tally.warnings > 0)
    }

    fn render(
        &self,
        writer: Option<&Writer>,
        external: Option<&External>,
        diagnostics: &mut Vec<Diagnostic>,
        summary: &mut Summary,
    ) {
        let is_taken = |path: &str| self.site.index.file(path).is_some();
        let emit = |output: Output| {
            if let Some(external) = external {
                external.collect(&output);
            }
            writer.and_then(|writer| writer.write(&output, &|id| self.sources.open(id), &is_taken))
        };
        let around = |page, work: &mut dyn FnMut()| {
            self.progress.time(page, work);
            self.progress.advance();
        };
        // Where nothing is published, nothing has to stand anywhere; but what is looked into must be made.
        let holds = |path: &str, digest| match writer {
            Some(writer) => writer.holds(path, digest),
            None => external.is_none(),
        };
        let read = |path: &str| writer.and_then(|writer| writer.look(path));
        let stores = Stores { pages: &self.cache.pages, words: &self.cache.words, holds: &holds, read: &read };
        self.progress.step("rendering", self.site.published().count());
        let kept = Kept::new(stores, self.input, self.site);
        let published = self.site.publish(&|id| self.steady.bytes(id), &kept, &emit, &around);
        diagnostics.extend(published.diagnostics);
        summary.rendered = published.rendered;
    }

    fn publish(&self, writer: Writer, summary: &mut Summary) -> Result<(), Failure> {
        self.progress.step("publishing", 0);
        let output = writer.output().to_owned();
        let tell = |text: &str| {
            self.progress.clear();
            self.terminal.tell(text);
        };
        let published = writer.finish(&tell)?;
        (summary.written, summary.unchanged) = (published.written, published.unchanged);
        if let Some(stamps) = published.stamps {
            stamps.keep(&self.cache.pages, &output);
        }
        if self.options.publish.as_ref().is_some_and(|publish| publish.lock) {
            let addresses = promises::written(&self.site.index, &self.site.copies);
            files::replace(&self.options.root.join(PROMISES), &addresses)?;
        }
        Ok(())
    }
}

/// How what was found is shown.
pub(super) struct Show {
    pub(super) format: Format,
    pub(super) strict: bool,
    /// What was done, for the last line: `built`.
    pub(super) doing: &'static str,
    /// What took its time, for people who asked.
    pub(super) pace: Option<String>,
}

pub(super) fn report(built: &Built, summary: &Summary, show: &Show, terminal: Terminal) -> Outcome {
    let most = if show.format == Format::Human { SHOWN } else { usize::MAX };
    let found = report::located(&built.diagnostics, &built.settings, &built.sources, most);
    match show.format {
        Format::Human => {
            let frames = human::frames(&found, summary.tally, terminal.style);
            if !frames.is_empty() {
                terminal.show(&frames);
                terminal.tell("");
            }
        }
        Format::Json => super::print_json(&json::document(&found, summary)),
        Format::Sarif => super::print_json(&sarif::document(&found)),
        Format::Github => super::print(&github::annotations(&found)),
    }
    if terminal.voice != Voice::Quiet {
        if let Some(pace) = &show.pace {
            terminal.show(pace);
        }
        terminal.show(&human::summary(show.doing, summary, terminal.style));
    }
    if let Some(failure) = &built.failure {
        return terminal.failed(failure);
    }
    outcome(&built.diagnostics, &built.settings, &built.sources, show.strict)
}

/// What the exit code says of what was found.
pub(super) fn outcome(diagnostics: &[Diagnostic], settings: &Settings, sources: &Sources, strict: bool) -> Outcome {
    let most = if strict { Severity::Warning } else { Severity::Error };
    let mut grave = diagnostics.iter().filter(|found| settings.severity_of(found.code) <= most).peekable();
    let in_settings = |found: &Diagnostic| sources.kind(found.place.source) == Some(SourceKind::Settings);
    if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::INTERNAL_ERROR) {
        Outcome::Failed
    } else if grave.peek().is_none() {
        Outcome::Clean
    } else if grave.any(in_settings) {
        Outcome::Misuse
    } else {
        Outcome::Problems
    }
}
