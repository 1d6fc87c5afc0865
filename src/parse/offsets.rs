//! From positions in a text that was written anew back to positions in the source.

use std::ops::Range;

/// Sorted runs: from `text` on, `source` grows with it if the run was copied; one that was put in stands for a range.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offsets {
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    text: u32,
    source: u32,
    /// The end of the range that a run stands for; none for one that was copied.
    stands_for: Option<u32>,
}

impl Offsets {
    /// A text that is the source itself from `start` on.
    pub fn same(start: usize) -> Self {
        let mut offsets = Self::default();
        offsets.copied(0, start);
        offsets
    }

    pub fn copied(&mut self, text: usize, source: usize) {
        self.push(text, source, None);
    }

    pub fn inserted(&mut self, text: usize, source: Range<usize>) {
        self.push(text, source.start, Some(source.end));
    }

    fn push(&mut self, text: usize, source: usize, stands_for: Option<usize>) {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        self.runs.push(Run { text: fit(text), source: fit(source), stands_for: stands_for.map(fit) });
    }

    fn run(&self, at: usize) -> Option<&Run> {
        let index = self.runs.partition_point(|run| run.text as usize <= at).saturating_sub(1);
        self.runs.get(index)
    }

    /// Where the byte at `at` comes from.
    pub fn source(&self, at: usize) -> usize {
        self.run(at).map_or(at, |run| {
            let ahead = if run.stands_for.is_some() { 0 } else { at.saturating_sub(run.text as usize) };
            run.source as usize + ahead
        })
    }

    /// Where what ends before `end` ends.
    pub fn source_end(&self, end: usize) -> usize {
        let last = end.saturating_sub(1);
        let stands_for = self.run(last).and_then(|run| run.stands_for);
        stands_for.map_or_else(|| self.source(last) + 1, |end| end as usize)
    }
}
