//! `folio serve`: the site as a build would publish it, while it is being written. Nothing is written.
//!
//! The loop is: wait for a burst of changes, read what was touched, ask the pipeline for the site again, put the new
//! snapshot in the place of the old one, tell the browsers. What is expensive and can wait is done beside it, on a
//! thread that gives up when there is something newer.
#![expect(clippy::disallowed_methods, reason = "a preview waits, and says how long it took")]

pub mod address;
mod answer;
mod current;
mod doubt;
mod media;
mod survey;
mod viewers;

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::edge::cache::Cache;
use crate::edge::discover::{self, Sources, Touched};
use crate::edge::failure::Failure;
use crate::edge::history::History;
use crate::edge::server::{self, Answer, Service};
use crate::edge::watch::{self, Burst, Hint, Watch};
use crate::edge::{browser, interrupt, report};
use crate::guard;
use crate::limits;
use crate::model::day::Days;
use crate::model::source::{Change, SourceId};
use crate::model::store::{Nowhere, Store};
use crate::pipeline::shelf::Shelf;
use crate::pipeline::snapshot::{Bytes, Snapshot, Unreadable};
use crate::pipeline::{Input, Memo};

use super::{Outcome, Terminal};
use current::Current;
use doubt::Doubt;
use survey::Survey;
use viewers::Viewers;

#[derive(Debug, Clone)]
pub struct Options {
    pub root: PathBuf,
    pub host: Option<String>,
    pub port: Option<u16>,
    pub base_url: Option<String>,
    /// Opens the front page in a browser.
    pub open: bool,
    /// Looks for changes every so often, and does not wait to be told.
    pub poll: bool,
}

/// What the loop waits for.
enum Event {
    Hint(Hint),
    /// A source is not what it was last seen to be.
    Doubt,
    Surveyed(Arc<Snapshot>),
    Stop,
}

/// A source that is gone or empty may be about to be written: for so long that is waited for.
const GRACE: Duration = Duration::from_millis(50);
/// A folder that is new is looked at once more after so long.
const AGAIN: Duration = Duration::from_millis(200);
/// How often everything is looked at where nobody tells of changes.
const POLL: Duration = Duration::from_secs(1);

#[must_use]
pub fn run(options: &Options, terminal: Terminal) -> Outcome {
    // Pages are parsed here as well, and some are nested deeply.
    let preview = || match preview(options, terminal) {
        Ok(()) => Outcome::Clean,
        Err(failure) => terminal.failed(&failure),
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(limits::STACK).spawn_scoped(scope, preview);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => {
                terminal.tell("error: folio failed; this is a mistake in folio: please report it");
                Outcome::Failed
            }
            Err(error) => {
                terminal.tell(&format!("error: cannot start threads: {error}"));
                Outcome::Failed
            }
        }
    })
}

fn preview(options: &Options, terminal: Terminal) -> Result<(), Failure> {
    let root = discover::root(&options.root)?;
    let (send, events) = channel();
    let stop = send.clone();
    interrupt::notify(move || {
        let _ = stop.send(Event::Stop);
    })?;
    let bound = server::bind(options.host.as_deref(), options.port)?;
    if bound.is_open {
        terminal.tell("warning: others on the network can read this preview; without `--host` only this machine can");
    }
    // Before anything is read, so that nothing is missed.
    let watch = watching(options, &root, &send, terminal);
    let mut preview = Preview::start(&root, options, &send, terminal)?;
    let address = bound.address();
    let running = bound.serve(preview.service())?;
    let front = format!("{address}{}/", preview.current.snapshot().site.index.settings.base_path());
    let pages = preview.current.snapshot().site.published().count();
    terminal.say(&format!("serving {pages} page{} at {front}", if pages == 1 { "" } else { "s" }));
    if options.open && !browser::open(&front) {
        terminal.say("no browser could be opened");
    }
    preview.run(&events, watch);
    drop(running);
    Ok(())
}

fn watching(options: &Options, root: &std::path::Path, send: &Sender<Event>, terminal: Terminal) -> Option<Watch> {
    if options.poll {
        return None;
    }
    let send = send.clone();
    let hint = move |hint| {
        let _ = send.send(Event::Hint(hint));
    };
    Watch::start(root, &discover::FOLDERS, hint)
        .inspect_err(|failure| terminal.tell(&format!("warning: {failure}; changes are looked for every second")))
        .ok()
}

struct Preview {
    options: Options,
    terminal: Terminal,
    sources: Arc<RwLock<Sources>>,
    memo: Memo,
    shelf: Arc<Shelf>,
    bytes: Bytes,
    days: Box<dyn Fn() -> Arc<Days> + Sync>,
    current: Arc<Current>,
    viewers: Arc<Viewers>,
    survey: Arc<Survey>,
    reported: String,
    doubt: Doubt,
    send: Sender<Event>,
}

impl Preview {
    fn start(
        root: &std::path::Path,
        options: &Options,
        send: &Sender<Event>,
        terminal: Terminal,
    ) -> Result<Self, Failure> {
        let mut cache = Cache::of(root);
        cache.close();
        let sources = Arc::new(RwLock::new(discover::discover(root, 0, &cache.pages)?));
        let there = Arc::clone(&sources);
        let bytes: Bytes = Arc::new(move |id: SourceId| {
            // The lock is not held while the disk is read.
            let door = there.read().unwrap_or_else(PoisonError::into_inner).door(id);
            door?.bytes()
        });
        let history = History::ask(root, &sources.read().unwrap_or_else(PoisonError::into_inner).list);
        let days: Box<dyn Fn() -> Arc<Days> + Sync> = Box::new(move || history.answer());
        let mut memo = Memo::default();
        let shelf = Arc::new(Shelf::default());
        let snapshot = {
            let sources = sources.read().unwrap_or_else(PoisonError::into_inner);
            let revision = memo.site(&input(&sources, &*bytes, &*days, &cache.facts, options), None);
            Snapshot::new(0, revision.site, unreadable(&sources), Arc::clone(&bytes), Arc::clone(&shelf))
        };
        let current = Arc::new(Current::new(snapshot));
        let viewers = Arc::new(Viewers::new(Arc::clone(&current), Arc::clone(&sources)));
        let done = send.clone();
        let done = move |snapshot| {
            let _ = done.send(Event::Surveyed(snapshot));
        };
        let survey = Survey::start(Arc::clone(&current), done, raise(send));
        let (options, reported, doubt, send) = (options.clone(), String::new(), Doubt::default(), send.clone());
        Ok(Self {
            options,
            terminal,
            sources,
            memo,
            shelf,
            bytes,
            days,
            current,
            viewers,
            survey,
            reported,
            doubt,
            send,
        })
    }

    fn service(&self) -> Service {
        let (current, survey, sources) =
            (Arc::clone(&self.current), Arc::clone(&self.survey), Arc::clone(&self.sources));
        let (viewers, terminal) = (Arc::clone(&self.viewers), self.terminal);
        let doubt = raise(&self.send);
        Service {
            answer: Arc::new(move |asked| {
                let answer = || answer::answer(asked, &current, &survey, &sources, &doubt);
                // The next one may be right.
                guard::guarded(answer).unwrap_or_else(|words| {
                    terminal.tell(&format!("error: folio failed at `{}`; please report this: {words}", asked.path));
                    Answer::plain(500, "folio failed here; the terminal says more")
                })
            }),
            join: Arc::new(move |tell| Viewers::join(&viewers, tell)),
            channel: answer::CHANNEL,
        }
    }

    /// Until it is told to stop.
    fn run(&mut self, events: &Receiver<Event>, mut watch: Option<Watch>) {
        // Folders that were made, and when to look into them once more.
        let mut later: VecDeque<(Instant, BTreeSet<String>)> = VecDeque::new();
        loop {
            let next = later.front().map(|(at, _)| *at).into_iter().chain(self.doubt.due).min();
            let wait = match (next, &watch) {
                (Some(at), _) => Some(at.saturating_duration_since(Instant::now())),
                (None, None) => Some(POLL),
                (None, Some(_)) => None,
            };
            let event = match wait {
                Some(wait) => events.recv_timeout(wait),
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let mut burst = Burst::default();
            match event {
                Ok(Event::Hint(hint)) => burst.add(hint),
                Ok(Event::Doubt) => {
                    self.doubt.raise(Instant::now());
                    continue;
                }
                Ok(Event::Surveyed(snapshot)) => {
                    self.report(&snapshot);
                    continue;
                }
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) if next.is_none() => burst.add(Hint::Lost),
                Err(RecvTimeoutError::Timeout) => {}
            }
            // Where events never cease, the time of these comes all the same.
            let now = Instant::now();
            if later.front().is_some_and(|(at, _)| *at <= now) {
                burst.paths.extend(later.pop_front().into_iter().flat_map(|(_, again)| again));
            }
            burst.is_doubted = self.doubt.take(now);
            if self.burst(&mut burst, events, &mut watch) {
                return;
            }
            if !burst.folders.is_empty() {
                later.push_back((Instant::now() + AGAIN, burst.folders));
            }
        }
    }

    /// Takes in a burst of changes. True if the program is to end.
    fn burst(&mut self, burst: &mut Burst, events: &Receiver<Event>, watch: &mut Option<Watch>) -> bool {
        let mut surveyed = None;
        let mut gather = |burst: &mut Burst| {
            let hint = |event| match event {
                Event::Hint(hint) => Ok(hint),
                other => Err(other),
            };
            match watch::gather(burst, events, hint) {
                Some(Event::Surveyed(snapshot)) => surveyed = Some(snapshot),
                Some(Event::Doubt) => self.doubt.raise(Instant::now()),
                Some(_) => return true,
                None => {}
            }
            false
        };
        if gather(burst) {
            return true;
        }
        if watch.as_mut().is_some_and(|watch| !watch.follow(burst)) {
            self.terminal
                .tell("warning: there are more folders than the system watches; changes are looked for every second");
            *watch = None;
        }
        let begun = Instant::now();
        let look = loop {
            let look = self.sources.read().unwrap_or_else(PoisonError::into_inner).look(&touched(burst));
            if !look.is_unsettled || begun.elapsed() >= GRACE {
                break look;
            }
            if gather(burst) {
                return true;
            }
        };
        let accepted = self.sources.write().unwrap_or_else(PoisonError::into_inner).accept(look);
        if burst.is_doubted && !accepted.changes.is_empty() {
            // Nobody may have told of them, nor of those to come.
            let _ = self.send.send(Event::Hint(Hint::Lost));
        }
        if !accepted.changes.is_empty() || accepted.problems_differ {
            self.update(&accepted.changes);
        } else if let Some(snapshot) = surveyed {
            self.report(&snapshot);
        }
        false
    }

    /// The site again, after these changes. Should folio itself fail at that, the last site stays, and the next one is
    /// made from nothing.
    fn update(&mut self, changes: &[Change]) {
        if let Err(words) = guard::guarded(|| self.publish(changes)) {
            self.memo = Memo::default();
            self.terminal.tell(&format!("error: folio failed, the site stays as it was; please report this: {words}"));
        }
    }

    fn publish(&mut self, changes: &[Change]) {
        let begun = Instant::now();
        let number = self.current.snapshot().revision + 1;
        let snapshot = {
            let sources = self.sources.read().unwrap_or_else(PoisonError::into_inner);
            let input = input(&sources, &*self.bytes, &*self.days, &Nowhere, &self.options);
            let revision = self.memo.site(&input, Some(changes));
            self.shelf.advance(number, revision.reach);
            let (bytes, shelf) = (Arc::clone(&self.bytes), Arc::clone(&self.shelf));
            Snapshot::new(number, revision.site, unreadable(&sources), bytes, shelf)
        };
        let before = self.current.publish(snapshot);
        self.viewers.update(changes);
        self.survey.wake(before);
        let what = match changes {
            [] => "files that cannot be read".to_owned(),
            [one] => one.now.as_ref().or(one.before.as_ref()).map(|source| source.path.to_string()).unwrap_or_default(),
            many => format!("{} files", many.len()),
        };
        self.terminal.say(&format!("{what} changed: {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0));
    }

    /// Says what is wrong with the site, if that is something else than before.
    fn report(&mut self, snapshot: &Snapshot) {
        let Some(problems) = snapshot.surveyed() else { return };
        let settings = &snapshot.site.index.settings;
        let sources = self.sources.read().unwrap_or_else(PoisonError::into_inner);
        let tally = report::tally(problems, settings);
        let found = report::located(problems, settings, &sources, super::build::SHOWN);
        let mut text = report::human::frames(&found, tally, self.terminal.style);
        if text.is_empty() && !self.reported.is_empty() {
            "no problems any more".clone_into(&mut text);
        }
        if text != self.reported {
            if !text.is_empty() {
                self.terminal.show(&text);
            }
            self.reported = if found.is_empty() { String::new() } else { text };
        }
    }
}

fn unreadable(sources: &Sources) -> Unreadable {
    Unreadable { problems: sources.problems(), sources: sources.unreadable() }
}

/// What asks to look at all sources again.
fn raise(send: &Sender<Event>) -> impl Fn() + Send + Sync + 'static + use<> {
    let send = send.clone();
    move || {
        let _ = send.send(Event::Doubt);
    }
}

fn touched(burst: &Burst) -> Touched {
    if burst.is_lost || burst.is_doubted {
        return Touched::Everything;
    }
    Touched::Paths(burst.paths.union(&burst.folders).cloned().collect())
}

fn input<'i>(
    sources: &'i Sources,
    bytes: &'i (dyn Fn(SourceId) -> Option<Vec<u8>> + Sync),
    days: &'i (dyn Fn() -> Arc<Days> + Sync),
    facts: &'i dyn Store,
    options: &Options,
) -> Input<'i> {
    let base_url = options.base_url.clone();
    Input { sources: &sources.list, bytes, drafts: true, base_url, days, facts }
}
