//! The Markdown that is written for a page of MDX, and from which place of the page each part of it comes.

use std::ops::Range;

use crate::model::diagnostic::Diagnostic;
use crate::parse::offsets::Offsets;

use super::Inset;

pub(super) struct Written {
    pub text: String,
    pub offsets: Offsets,
    pub insets: Vec<Inset<'static>>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Written {
    /// `length` is that of the page, `room` about how much will be written.
    pub fn new(length: usize, room: usize) -> Self {
        Self {
            text: String::with_capacity(room),
            offsets: Offsets::new(length),
            insets: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The marks of containers, in the place of those at the start of a line.
    pub fn prefix(&mut self, prefix: &str, line_start: usize) {
        if !prefix.is_empty() {
            self.offsets.copied(self.text.len(), line_start);
            self.text.push_str(prefix);
        }
    }

    pub fn copy(&mut self, source: &str, start: usize, end: usize) {
        self.offsets.copied(self.text.len(), start);
        self.text.push_str(&source[start..end]);
    }

    pub fn mark(&mut self, text: &str, source: Range<usize>) {
        self.offsets.inserted(self.text.len(), source);
        self.text.push_str(text);
    }
}
