//! The bytes of the files that were read last: what was hashed is what is parsed and rendered, though the file may be
//! half written again by then.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::source::SourceId;

/// How many bytes are held, and of how many files.
const HELD: usize = 8 << 20;
const FILES: usize = 512;

#[derive(Debug, Default)]
pub struct Recent {
    held: VecDeque<(SourceId, Arc<[u8]>)>,
    size: usize,
}

impl Recent {
    /// Holds the bytes of a source, and lets go of what was held longest.
    pub fn hold(&mut self, id: SourceId, bytes: Vec<u8>) {
        self.release(id);
        if bytes.len() > HELD / 4 {
            return;
        }
        self.size += bytes.len();
        self.held.push_back((id, bytes.into()));
        while self.size > HELD || self.held.len() > FILES {
            let Some((_, bytes)) = self.held.pop_front() else { break };
            self.size -= bytes.len();
        }
    }

    pub fn release(&mut self, id: SourceId) {
        let at = self.held.iter().position(|(held, _)| *held == id);
        if let Some((_, bytes)) = at.and_then(|at| self.held.remove(at)) {
            self.size -= bytes.len();
        }
    }

    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<Arc<[u8]>> {
        self.held.iter().find(|(held, _)| *held == id).map(|(_, bytes)| Arc::clone(bytes))
    }
}
