//! Texts that are written once: each by its path, with the text that it comes to.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::place::{DataPath, Place, Step};
use crate::model::reference::{literal, named};
use crate::model::shared::Shared;
use crate::model::source::SourceId;
use crate::near::near;

use super::build::Builder;
use super::{Index, seen};

#[derive(Debug, Clone)]
pub struct Description {
    pub source: SourceId,
    pub path: Vec<Step>,
    /// As written.
    pub raw: String,
    /// The text, aliases followed; none if there is none.
    pub text: Option<Arc<str>>,
    /// The description that holds the text itself.
    pub origin: Arc<str>,
    /// No other page defines it as well.
    pub is_alone: bool,
}

/// What a value comes to that is a text, or the name of one in parentheses.
#[derive(Debug, Clone, Copy)]
pub enum Wording<'t> {
    /// The text stands here.
    Here(&'t str),
    /// The text of a name, and the description that holds it.
    Shared(&'t str, &'t Description),
    /// A name that leads to no text: what is wrong with it is said where that is.
    Nothing,
    /// A name that nobody defines.
    Unknown(&'t str),
}

impl<'t> Wording<'t> {
    #[must_use]
    pub fn text(self) -> Option<&'t str> {
        match self {
            Self::Here(text) | Self::Shared(text, _) => Some(text),
            Self::Nothing | Self::Unknown(_) => None,
        }
    }
}

impl Index {
    /// What a value of an entry, a field or a page says, names followed.
    #[must_use]
    pub fn wording<'t>(&'t self, value: &'t str) -> Wording<'t> {
        let Some(path) = named(value) else { return Wording::Here(literal(value)) };
        let Some((_, description)) = self.description(path) else { return Wording::Unknown(path) };
        let text = description.text.as_deref();
        text.map_or(Wording::Nothing, |text| Wording::Shared(text, self.origin(description)))
    }

    /// The description that `(path)` means: the text of that path, or of its `self`.
    #[must_use]
    pub fn description(&self, path: &str) -> Option<(&str, &Description)> {
        seen::text(path);
        self.found(path)
    }

    pub(super) fn found(&self, path: &str) -> Option<(&str, &Description)> {
        if let Some((name, found)) = self.descriptions.get_key_value(path) {
            return Some((name, found));
        }
        self.descriptions.get_key_value(format!("{path}.self").as_str()).map(|(name, found)| (&**name, &**found))
    }

    /// The description that holds the text of another one.
    #[must_use]
    pub fn origin<'i>(&'i self, description: &'i Description) -> &'i Description {
        self.descriptions.get(&description.origin).map_or(description, |origin| origin)
    }

    /// All descriptions with their names, in no order.
    pub fn descriptions(&self) -> impl Iterator<Item = (&Arc<str>, &Description)> {
        self.descriptions.iter().map(|(name, description)| (name, &**description))
    }

    /// Near names of a description that is not there.
    #[must_use]
    pub fn near_descriptions(&self, path: &str) -> Vec<&str> {
        near(path, self.descriptions.keys().map(|name| &**name))
    }
}

impl Builder {
    /// Gathers what all pages define, and follows each name to its text.
    pub(super) fn descriptions(&mut self) {
        let mut clashes = Vec::new();
        let mut sorted: BTreeMap<Arc<str>, Shared<Description>> = BTreeMap::new();
        for record in &self.index.pages {
            let front = &record.page.front;
            for (number, (path, text)) in front.descriptions.iter().enumerate() {
                let steps = front.description_steps(number);
                if let Some(known) = sorted.get_mut(path.as_str()) {
                    known.is_alone = false;
                    if known.raw != *text {
                        let place = Place::data(record.source.id, DataPath::value(steps));
                        let first = Place::data(known.source, DataPath::value(known.path.clone()));
                        let message = format!("`{path}` is defined twice, with different texts");
                        clashes.push(
                            Diagnostic::new(Code::DUPLICATE_DESCRIPTION, place, message).note(first, "first here"),
                        );
                    }
                    continue;
                }
                let name: Arc<str> = path.as_str().into();
                let description = Description {
                    source: record.source.id,
                    path: steps,
                    raw: text.clone(),
                    text: None,
                    origin: Arc::clone(&name),
                    is_alone: true,
                };
                sorted.insert(name, description.into());
            }
        }
        self.diagnostics.extend(clashes);
        self.index.descriptions = sorted.into_iter().collect::<HashMap<_, _>>().into();
        let mut names: Vec<Arc<str>> = self.index.descriptions.keys().cloned().collect();
        names.sort_unstable();
        let mut ended = HashSet::new();
        for name in names {
            self.follow(&name, &mut ended);
            let origin = &self.index.descriptions[&name].origin;
            if *origin != name {
                self.index.aliases.entry(Arc::clone(origin)).or_default().push(name);
            }
        }
    }

    /// Follows the aliases from one description to its text, which all on the way have as well. None of them is gone
    /// over again: `ended` has those that lead nowhere.
    fn follow(&mut self, name: &Arc<str>, ended: &mut HashSet<Arc<str>>) {
        let mut way: Vec<Arc<str>> = Vec::new();
        let mut on_way: HashMap<Arc<str>, usize> = HashMap::new();
        let mut at = Arc::clone(name);
        let found = loop {
            let here = &self.index.descriptions[&at];
            if let Some(text) = &here.text {
                break Some((Arc::clone(text), Arc::clone(&here.origin)));
            }
            if ended.contains(&at) {
                break None;
            }
            if let Some(start) = on_way.get(&at) {
                self.circle(&way[*start..]);
                break None;
            }
            on_way.insert(Arc::clone(&at), way.len());
            way.push(Arc::clone(&at));
            let Some(next) = named(&here.raw) else {
                break Some((literal(&here.raw).trim().into(), at));
            };
            let Some((target, _)) = self.index.description(next) else {
                let place = Place::data(here.source, DataPath::value(here.path.clone()));
                let help = did_you_mean(&self.index.near_descriptions(next));
                let message = format!("there is no description `{next}`");
                self.diagnostics.push(Diagnostic::new(Code::UNKNOWN_DESCRIPTION, place, message).help_if(help));
                break None;
            };
            at = target.into();
        };
        let Some((text, origin)) = found else {
            ended.extend(way);
            return;
        };
        for name in way {
            if let Some(description) = self.index.descriptions.get_mut(&name) {
                description.text = Some(Arc::clone(&text));
                description.origin = Arc::clone(&origin);
            }
        }
    }

    /// Names that lead to each other, told of at the first of them.
    fn circle(&mut self, names: &[Arc<str>]) {
        const SHOWN: usize = 8;
        let Some(least) = (0..names.len()).min_by_key(|number| &names[*number]) else { return };
        let (before, from) = names.split_at(least);
        let mut shown: Vec<&str> = from.iter().chain(before).take(SHOWN).map(|name| &**name).collect();
        if names.len() > SHOWN {
            shown.push("…");
        }
        let first = &self.index.descriptions[&names[least]];
        let place = Place::data(first.source, DataPath::value(first.path.clone()));
        let message = format!("this text stands for itself: `{}` → `{}`", shown.join("` → `"), names[least]);
        self.diagnostics.push(Diagnostic::new(Code::DESCRIPTION_CYCLE, place, message));
    }
}
