//! The browsers that look at the site: what each of them shows, and what it is told when that changes.
//!
//! A browser says `{"path": "/guides/start/", "version": "…"}`; it is told `{"version": "…"}` when the page there is
//! another, `{"problems": […]}` when something else is wrong with it, `{"files": […]}` when files of the author that a
//! page may show have changed, `{"go": "/guides/"}` when it is to follow an edit.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::edge::discover::Sources;
use crate::edge::report;
use crate::edge::report::human::{self, Style};
use crate::edge::server::{Hear, Tell};
use crate::model::diagnostic::Diagnostic;
use crate::model::route::{decoded, encoded, file_href};
use crate::model::source::{Change, Digest};
use crate::pipeline::snapshot::Snapshot;

use super::address::view;
use super::current::Current;

pub struct Viewers {
    current: Arc<Current>,
    sources: Arc<RwLock<Sources>>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    viewers: BTreeMap<u64, Viewer>,
}

struct Viewer {
    tell: Tell,
    path: String,
    version: String,
    /// Stands for the problems that it shows.
    problems: Digest,
}

#[derive(Deserialize)]
struct Said {
    path: String,
    version: String,
}

/// One problem as a browser shows it.
#[derive(Serialize)]
struct Shown {
    severity: &'static str,
    place: String,
    frame: String,
    /// Opens an editor there.
    edit: Option<String>,
}

/// So many problems are shown on a page.
const SHOWN: usize = 20;

impl Viewers {
    pub fn new(current: Arc<Current>, sources: Arc<RwLock<Sources>>) -> Self {
        Self { current, sources, open: Mutex::default() }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A browser has opened the channel.
    pub fn join(this: &Arc<Self>, tell: Tell) -> Hear {
        let number = {
            let open = &mut *this.open();
            open.next += 1;
            let viewer = Viewer { tell, path: String::new(), version: String::new(), problems: Digest::of(b"") };
            open.viewers.insert(open.next, viewer);
            open.next
        };
        let viewers = Arc::clone(this);
        Box::new(move |text| match text.map(|text| serde_json::from_str::<Said>(&text)) {
            Some(Ok(said)) => viewers.heard(number, said),
            // What cannot be read says nothing.
            Some(Err(_)) => {}
            None => {
                viewers.open().viewers.remove(&number);
            }
        })
    }

    fn heard(&self, number: u64, said: Said) {
        let path = said.path.split(['?', '#']).next().and_then(decoded).unwrap_or_default();
        if let Some(viewer) = self.open().viewers.get_mut(&number) {
            viewer.path = path;
            viewer.version = said.version;
        }
        loop {
            let snapshot = self.current.snapshot();
            self.show(&snapshot, Some(number));
            // What was told may have been overtaken meanwhile.
            if self.current.snapshot().revision == snapshot.revision {
                return;
            }
        }
    }

    /// There is a newer snapshot.
    pub fn update(&self, changes: &[Change]) {
        let snapshot = self.current.snapshot();
        self.show(&snapshot, None);
        self.follow(&snapshot, changes);
        self.files(&snapshot, changes);
    }

    /// Tells those who show something else than what stands at their address now.
    fn show(&self, snapshot: &Arc<Snapshot>, only: Option<u64>) {
        let mut seen: HashMap<String, (String, Digest, String)> = HashMap::new();
        let paths: Vec<String> = {
            let open = self.open();
            let wanted = open.viewers.iter().filter(|(number, _)| only.is_none_or(|only| only == **number));
            wanted.map(|(_, viewer)| viewer.path.clone()).filter(|path| !path.is_empty()).collect()
        };
        for path in paths {
            if seen.contains_key(&path) {
                continue;
            }
            // What cannot be read now is shown with the snapshot that is under way.
            if let Ok(view) = view(snapshot, &path) {
                let problems = self.problems(snapshot, &view.problems);
                let digest = Digest::of(if view.problems.is_empty() { b"" } else { problems.as_bytes() });
                seen.insert(path, (view.version.hex(), digest, problems));
            }
        }
        let mut gone = Vec::new();
        let open = &mut *self.open();
        for (number, viewer) in &mut open.viewers {
            let Some((version, digest, problems)) = seen.get(&viewer.path) else { continue };
            let mut told = true;
            if viewer.version != *version {
                viewer.version.clone_from(version);
                told &= (viewer.tell)(json!({ "version": version }).to_string());
            }
            if viewer.problems != *digest {
                viewer.problems = *digest;
                told &= (viewer.tell)(problems.clone());
            }
            if !told {
                gone.push(*number);
            }
        }
        // One that does not keep up comes back by itself, and is told everything then.
        for number in gone {
            open.viewers.remove(&number);
        }
    }

    fn problems(&self, snapshot: &Snapshot, problems: &[Diagnostic]) -> String {
        let settings = &snapshot.site.index.settings;
        let sources = self.sources.read().unwrap_or_else(PoisonError::into_inner);
        let found = report::located(problems, settings, &sources, SHOWN);
        let style = Style { color: false, width: 100 };
        let shown: Vec<Shown> = found
            .iter()
            .filter(|found| !matches!(found.severity, crate::model::diagnostic::Severity::Hint))
            .map(|found| {
                let mut frame = String::new();
                human::frame(found, style, &mut frame);
                let edit = settings.editor.as_ref();
                Shown {
                    severity: found.severity.word(),
                    place: format!("{}:{}:{}", found.path, found.line, found.column),
                    frame: frame.trim_end().to_owned(),
                    edit: edit.map(|editor| edit_link(editor, sources.root(), &found.path, found.line, found.column)),
                }
            })
            .collect();
        json!({ "problems": shown }).to_string()
    }

    /// Style sheets, images and other files that changed under a name that stays.
    fn files(&self, snapshot: &Snapshot, changes: &[Change]) {
        let base = snapshot.site.index.settings.base_path();
        let files: Vec<String> = changes
            .iter()
            .filter_map(|change| change.now.as_ref().filter(|_| change.before.is_some()))
            .filter_map(|source| source.path.below("static").or_else(|| source.path.below("content")))
            .filter(|path| snapshot.site.index.file(path).is_some())
            .map(|path| file_href(base, path))
            .collect();
        if !files.is_empty() {
            let text = json!({ "files": files }).to_string();
            self.open().viewers.retain(|_, viewer| (viewer.tell)(text.clone()));
        }
    }

    /// Takes the browsers to the page that was edited, if the settings say so.
    fn follow(&self, snapshot: &Snapshot, changes: &[Change]) {
        let index = &snapshot.site.index;
        if !index.settings.follow {
            return;
        }
        let mut routes = changes.iter().filter_map(|change| {
            let record = &index.pages[index.page_of(change.id)?];
            let record = record.part_of.map_or(record, |whole| &index.pages[whole]);
            record.route.as_ref()
        });
        // Of several pages, none is the one that is being written.
        if let (Some(route), None) = (routes.next(), routes.next()) {
            let go = route.href(index.settings.base_path());
            let text = json!({ "go": go }).to_string();
            let there = decoded(&go).unwrap_or_default();
            self.open().viewers.retain(|_, viewer| viewer.path == there || (viewer.tell)(text.clone()));
        }
    }
}

/// The address that opens an editor: a known editor's, or what the settings give, with the place put in.
fn edit_link(editor: &str, root: &Path, path: &str, line: usize, column: usize) -> String {
    let template = match editor {
        "vscode" => "vscode://file/{path}:{line}:{column}",
        "cursor" => "cursor://file/{path}:{line}:{column}",
        "zed" => "zed://file/{path}:{line}:{column}",
        "idea" => "idea://open?file={path}&line={line}&column={column}",
        other => other,
    };
    let file = root.join(path).to_string_lossy().replace('\\', "/");
    let file = encoded(&file);
    template
        .replace("{path}", file.trim_start_matches('/'))
        .replace("{line}", &line.to_string())
        .replace("{column}", &column.to_string())
}
