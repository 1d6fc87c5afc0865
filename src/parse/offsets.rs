//! From positions in a text that was written anew back to positions in the source.

/// Sorted runs: from `text` on, `source` grows with it if the run was copied, and stands still if it was put in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offsets {
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    text: u32,
    source: u32,
    copied: bool,
}

impl Offsets {
    /// A text that is the source itself from `start` on.
    pub fn same(start: usize) -> Self {
        let mut offsets = Self::default();
        offsets.copied(0, start);
        offsets
    }

    pub fn copied(&mut self, text: usize, source: usize) {
        self.push(text, source, true);
    }

    pub fn inserted(&mut self, text: usize, source: usize) {
        self.push(text, source, false);
    }

    fn push(&mut self, text: usize, source: usize, copied: bool) {
        let (Ok(text), Ok(source)) = (u32::try_from(text), u32::try_from(source)) else {
            return;
        };
        self.runs.push(Run { text, source, copied });
    }

    pub fn source(&self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.text as usize <= at).saturating_sub(1);
        let Some(run) = self.runs.get(index) else {
            return at;
        };
        run.source as usize + if run.copied { at.saturating_sub(run.text as usize) } else { 0 }
    }
}
