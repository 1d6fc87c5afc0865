//! Values as few bytes: how facts lie in memory while nobody looks at them, and how they lie in the cache.
//!
//! The only home of postcard. The encoding is no promise: whoever keeps it beyond a run keeps with it which folio
//! wrote it.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A value that is opened when it is needed.
pub struct Compact<T> {
    bytes: Box<[u8]>,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Compact<T> {
    #[must_use]
    pub fn new(value: &T) -> Self {
        Self { bytes: bytes(value).into(), of: PhantomData }
    }

    #[must_use]
    pub fn open(&self) -> T {
        value(&self.bytes).expect("what was packed can be opened")
    }
}

impl<T: Serialize + DeserializeOwned + Default> Default for Compact<T> {
    fn default() -> Self {
        Self::new(&T::default())
    }
}

impl<T> Clone for Compact<T> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), of: PhantomData }
    }
}

impl<T> PartialEq for Compact<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<T> std::fmt::Debug for Compact<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Compact({} bytes)", self.bytes.len())
    }
}

impl<T> Serialize for Compact<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Compact<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        Ok(Self { bytes: bytes.into(), of: PhantomData })
    }
}

/// The bytes of a value.
#[must_use]
pub fn bytes<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("every value of the model can be written")
}

/// The value that some bytes are; none if they are not all of one.
#[must_use]
pub fn value<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}
