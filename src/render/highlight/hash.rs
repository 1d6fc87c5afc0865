//! Comes in: keys of the engine's own tables. Goes out: their hashes. The one thing to know: no
//! attacker chooses these keys in a way that hurts (a sample has a budget), so speed is all.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A hash map for keys the engine made itself.
pub(super) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;

/// Multiplies and folds; one multiplication for each word of a key.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FastHasher(u64);

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const STIR: u64 = 0xD6E8_FEB8_6659_FD93;

/// The hash of a line that is read in a state.
pub(super) fn of_line(state: u32, line: &[u8]) -> u64 {
    let mut hasher = FastHasher(u64::from(state));
    let (words, rest) = line.as_chunks::<8>();
    for word in words {
        hasher.write_u64(u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    hasher.write_u64(u64::from_le_bytes(last));
    hasher.write_u64(line.len() as u64);
    hasher.finish()
}

impl Hasher for FastHasher {
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used, one after the other")]
    fn write_u64(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word ^ SEED) * u128::from(STIR);
        self.0 = (wide as u64) ^ (wide >> 64) as u64;
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        for byte in rest {
            self.write_u8(*byte);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}
