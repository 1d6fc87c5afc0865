//! A file to be published.

use crate::packed::Packed;

use super::source::{Digest, SourceId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Below the output folder, with `/`.
    pub path: String,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Bytes(Vec<u8>),
    /// A source as it stands.
    Copy(SourceId),
    /// What the output holds there already.
    Kept(Digest),
    /// Other outputs one after the other, with texts between them. They are there before this one.
    Joined(Vec<Piece>),
}

/// A part of an output that is made of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A text that waited for the others.
    Packed(Packed),
    /// The output at this path.
    Output(String),
}

impl Output {
    #[must_use]
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), content: Content::Bytes(text.into().into_bytes()) }
    }
}
