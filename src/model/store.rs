//! A place where a run finds what earlier ones left.

use super::source::Digest;

/// Bytes by a digest of what they were made of.
pub trait Store: Sync {
    fn get(&self, key: Digest) -> Option<&[u8]>;
    /// The same for a store whose keys are the digests of what is in it, and of which little is asked for.
    fn read(&self, key: Digest) -> Option<Vec<u8>> {
        self.get(key).map(<[u8]>::to_vec)
    }
    /// Whether there is anything under a key, which is then of use; it is not looked at.
    fn has(&self, key: Digest) -> bool {
        self.get(key).is_some()
    }
    /// What these keys stand for is still of use.
    fn hold(&self, _: &mut dyn Iterator<Item = Digest>) {}
    /// Leaves something; it cannot be got back in the same run.
    fn put(&self, key: Digest, bytes: &[u8]);
}

/// Where nothing is left and nothing found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

impl Store for Nowhere {
    fn get(&self, _: Digest) -> Option<&[u8]> {
        None
    }

    fn put(&self, _: Digest, _: &[u8]) {}
}
