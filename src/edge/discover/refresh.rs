//! What has changed since the sources were read: first looked at, which takes time and changes nothing, then accepted,
//! which takes none.
//!
//! What is said to be touched is only a hint: contents are compared. A file that can no longer be read keeps standing
//! for what was last read of it, and is a problem beside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use crate::model::source::{Change, Source, SourceId, SourcePath, by_path, position};

use super::{DEPTH, FOLDERS, Met, Read, Sources, Stamp, Taken, everything, is_shown, kind, meet, take, walk};

/// Where something may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// Files and folders, by their paths below the root.
    Paths(BTreeSet<String>),
    Everything,
}

/// What a look at the disk has found.
#[derive(Default)]
pub struct Look {
    gone: BTreeSet<String>,
    taken: Vec<(Taken, Vec<u8>)>,
    /// A source is gone or has become empty: perhaps an editor is about to write it.
    pub is_unsettled: bool,
}

/// What was accepted.
#[derive(Debug, Default)]
pub struct Accepted {
    pub changes: Vec<Change>,
    /// Other files than before cannot be read.
    pub problems_differ: bool,
}

/// The bytes of so many files at once are kept for the phases; of more, they are read again.
const KEPT: usize = 256;

impl Sources {
    /// Reads what was touched, as far as it differs from outside or may differ inside.
    #[must_use]
    pub fn look(&self, touched: &Touched) -> Look {
        let mut look = Look::default();
        let mut met: BTreeMap<String, Met> = BTreeMap::new();
        match touched {
            Touched::Everything => {
                let found = everything(self.root());
                self.compare("", found, &mut look, &mut met);
            }
            Touched::Paths(paths) => {
                for path in paths.iter().filter(|path| is_source(path)) {
                    self.look_at(path, &mut look, &mut met);
                }
                self.linked_to(touched, &mut met);
            }
        }
        let keep = met.len() <= KEPT;
        look.taken = met
            .into_values()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|met| {
                let (taken, bytes) = take(&self.root, met);
                (taken, if keep { bytes } else { Vec::new() })
            })
            .collect();
        look.is_unsettled = !look.gone.is_empty()
            || look.taken.iter().any(|(taken, _)| {
                let is_empty = matches!(taken.read, Ok(Read { size: 0, .. }));
                is_empty && by_path(&self.list, &taken.met.path).is_some_and(|known| known.size > 0)
            });
        look
    }

    fn look_at(&self, path: &str, look: &mut Look, met: &mut BTreeMap<String, Met>) {
        let file = self.root().join(path);
        match file.symlink_metadata() {
            Err(_) => self.gone(path, look),
            Ok(metadata) if metadata.is_dir() => {
                let mut found = Vec::new();
                walk(self.root(), &file, &mut found);
                self.compare(path, found, look, met);
            }
            Ok(metadata) => {
                let found = meet(self.root(), &file, metadata.file_type());
                met.insert(found.path.clone(), found);
            }
        }
    }

    /// A path that is no more, and everything that lay below it.
    fn gone(&self, path: &str, look: &mut Look) {
        let known = self.below(path).map(|source| source.path.as_str().to_owned());
        look.gone.extend(known);
        look.gone.extend(by_path(&self.list, path).map(|source| source.path.as_str().to_owned()));
        let unreadable = self.problems.keys().map(|id| self.path(*id));
        look.gone.extend(unreadable.filter(|known| *known == path || is_below(known, path)).map(str::to_owned));
    }

    /// What a walk through a folder found, against what is known of it; files that look the same are not read.
    fn compare(&self, folder: &str, found: Vec<Met>, look: &mut Look, met: &mut BTreeMap<String, Met>) {
        self.gone(folder, look);
        for found in found {
            look.gone.remove(&found.path);
            if found.problem.is_some() && !found.is_link && found.file.is_dir() {
                // A folder that cannot be looked into: what was last read of its files goes on to stand.
                look.gone.retain(|gone| !is_below(gone, &found.path));
            }
            let known = self.numbers.get(&SourcePath::new(&found.path));
            let is_same = found.problem.is_none()
                && known.is_some_and(|id| {
                    let known = self.stamps.get(id).copied();
                    known.zip(Stamp::of(&found.file)).is_some_and(|(known, now)| known.is_same(now))
                });
            if !is_same {
                met.insert(found.path.clone(), found);
            }
        }
    }

    /// Sources that are links to something that was touched.
    fn linked_to(&self, touched: &Touched, met: &mut BTreeMap<String, Met>) {
        let Touched::Paths(paths) = touched else { return };
        for (id, target) in &self.links {
            let target = super::relative(self.root(), target);
            if paths.iter().any(|path| target == *path || is_below(&target, path)) {
                let path = self.root().join(self.path(*id));
                if let Ok(metadata) = path.symlink_metadata() {
                    let found = meet(self.root(), &path, metadata.file_type());
                    met.insert(found.path.clone(), found);
                }
            }
        }
    }

    /// Takes over what was found.
    pub fn accept(&mut self, look: Look) -> Accepted {
        let mut accepted = Accepted::default();
        let mut added: Vec<Source> = Vec::new();
        let mut removed: BTreeSet<SourceId> = BTreeSet::new();
        for path in &look.gone {
            let id = self.number(path);
            accepted.problems_differ |= self.problems.remove(&id).is_some();
            self.stamps.remove(&id);
            self.links.remove(&id);
            self.release(id);
            if let Some(before) = by_path(&self.list, path).cloned() {
                removed.insert(id);
                accepted.changes.push(Change { id, before: Some(before), now: None });
            }
        }
        for (taken, bytes) in look.taken {
            let id = self.number(&taken.met.path);
            self.remember(id, &taken);
            let Read { size, digest, picture } = match taken.read {
                Ok(read) => read,
                Err(cause) => {
                    accepted.problems_differ |= self.problems.insert(id, cause.clone()) != Some(cause);
                    continue;
                }
            };
            accepted.problems_differ |= self.problems.remove(&id).is_some();
            let path = SourcePath::new(&taken.met.path);
            let at = position(&self.list, path.as_str());
            let before = at.ok().map(|at| self.list[at].clone());
            if before.as_ref().is_some_and(|before| before.digest == digest && before.size == size) {
                continue;
            }
            let now = Source { id, kind: kind(path.as_str()), path, size, digest, picture };
            self.release(id);
            if !bytes.is_empty() {
                self.recent.hold(id, bytes);
            }
            match at {
                Ok(at) => self.list[at] = now.clone(),
                Err(_) => added.push(now.clone()),
            }
            accepted.changes.push(Change { id, before, now: Some(now) });
        }
        if !removed.is_empty() {
            self.list.retain(|source| !removed.contains(&source.id));
        }
        if !added.is_empty() {
            self.list.append(&mut added);
            self.list.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        }
        accepted
    }

    /// The sources below a folder; those of the whole site for the root.
    fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = &'s Source> {
        let start =
            if folder.is_empty() { 0 } else { position(&self.list, &format!("{folder}/")).unwrap_or_else(|at| at) };
        self.list[start..].iter().take_while(move |source| is_below(source.path.as_str(), folder))
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a source can lie at this path, or below it.
fn is_source(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next().is_some_and(|first| FOLDERS.contains(&first))
        && parts.clone().all(is_shown)
        && parts.count() <= DEPTH + 1
        && !Path::new(path).components().any(|part| matches!(part, std::path::Component::ParentDir))
}
