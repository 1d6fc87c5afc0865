//! Pieces of text and files, read as one.

use std::fs::File;
use std::io::{self, Cursor, Read};

use crate::model::output::Piece;

/// Opens an output by its path.
type Open<'p> = Box<dyn Fn(&str) -> io::Result<File> + 'p>;

pub struct Joined<'p> {
    pieces: std::slice::Iter<'p, Piece>,
    open: Open<'p>,
    current: Option<Box<dyn Read + 'p>>,
}

impl<'p> Joined<'p> {
    #[must_use]
    pub fn new(pieces: &'p [Piece], open: impl Fn(&str) -> io::Result<File> + 'p) -> Self {
        Self { pieces: pieces.iter(), open: Box::new(open), current: None }
    }
}

impl Read for Joined<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(current) = &mut self.current {
                let length = current.read(buffer)?;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
            }
            self.current = Some(match self.pieces.next() {
                None => return Ok(0),
                Some(Piece::Text(text)) => Box::new(Cursor::new(text.as_bytes())),
                Some(Piece::Packed(packed)) => Box::new(Cursor::new(packed.text().into_bytes())),
                Some(Piece::Output(path)) => Box::new((self.open)(path)?),
            });
        }
    }
}
