//! From positions in a text that was written anew back to positions in the source.

use std::ops::Range;

/// Sorted runs: from `text` on, `source` grows with it if the run was copied; one that was put in stands for a range.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offsets {
    runs: Vec<Run>,
    /// Where the source ends: what was put in behind its last byte stands for nothing in it.
    end: usize,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    text: u32,
    source: u32,
    /// The end of the range that a run stands for; none for one that was copied.
    stands_for: Option<u32>,
}

impl Offsets {
    /// For a text that is made from a source of so many bytes.
    pub fn new(end: usize) -> Self {
        Self { runs: Vec::new(), end }
    }

    /// For a text that is the source itself, from `start` to its `end`.
    pub fn same(start: usize, end: usize) -> Self {
        let mut offsets = Self::new(end);
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

    /// The run that the byte at `at` is in, and where the source of the next one starts.
    fn run(&self, at: usize) -> Option<(&Run, usize)> {
        let next = self.runs.partition_point(|run| run.text as usize <= at).max(1);
        let until = self.runs.get(next).map_or(self.end, |run| run.source as usize);
        self.runs.get(next - 1).map(|run| (run, until))
    }

    /// Where the byte at `at` comes from. One that was put in comes from where its neighbours are.
    pub fn source(&self, at: usize) -> usize {
        let source = self.run(at).map_or(at, |(run, until)| {
            let start = run.source as usize;
            let ahead = if run.stands_for.is_some() { 0 } else { at.saturating_sub(run.text as usize) };
            (start + ahead).min(until.max(start))
        });
        source.min(self.end)
    }

    /// Where what ends before `end` ends.
    pub fn source_end(&self, end: usize) -> usize {
        let last = end.saturating_sub(1);
        let stands_for = self.run(last).and_then(|(run, _)| run.stands_for);
        stands_for.map_or_else(|| (self.source(last) + 1).min(self.end), |end| end as usize)
    }
}
