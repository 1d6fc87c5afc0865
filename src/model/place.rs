//! Where something stands in what an author wrote.
//!
//! A [`Place`] is a source and a spot in it. A spot is a byte range in whole-file coordinates wherever a parser
//! kept one; values that came through serde have none, so they are named by their path in the YAML and the
//! exact range is found only once something is wrong with them (see `parse::locate`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::source::SourceId;

/// A byte range of one source, the front matter included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: fit(start), end: fit(end.max(start)) }
    }

    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same range after `by` bytes were put in front of it.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// One step of the way to a value inside YAML or JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Step {
    Key(Arc<str>),
    Item(u32),
}

/// Which part of a mapping's pair is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    Key,
    Value,
    /// The key, where it stands for the second time.
    Again,
}

/// A value inside YAML front matter, YAML settings or JSON, named by its path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DataPath {
    pub steps: Vec<Step>,
    pub part: Part,
    /// A piece of the scalar's text: its words, and how many equal ones come before it.
    pub within: Option<(Arc<str>, u32)>,
}

impl DataPath {
    #[must_use]
    pub fn value(steps: Vec<Step>) -> Self {
        Self { steps, part: Part::Value, within: None }
    }

    #[must_use]
    pub fn key(steps: Vec<Step>) -> Self {
        Self { steps, part: Part::Key, within: None }
    }

    #[must_use]
    pub fn within(mut self, words: &str, nth: u32) -> Self {
        self.within = Some((words.into(), nth));
        self
    }
}

/// A spot inside one source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Spot {
    Span(Span),
    Data(DataPath),
}

/// A spot and the source it is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub source: SourceId,
    pub spot: Spot,
}

impl Place {
    #[must_use]
    pub fn span(source: SourceId, span: Span) -> Self {
        Self { source, spot: Spot::Span(span) }
    }

    #[must_use]
    pub fn data(source: SourceId, path: DataPath) -> Self {
        Self { source, spot: Spot::Data(path) }
    }

    /// The very start of a source: for what concerns the file as a whole.
    #[must_use]
    pub fn start(source: SourceId) -> Self {
        Self::span(source, Span::default())
    }
}
