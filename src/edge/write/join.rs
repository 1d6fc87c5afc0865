//! Files that are made of others: pieces of text and files, read as one. A piece that was in the file before is taken
//! from there, with all that stood beside it there and does so again.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read, Seek as _, SeekFrom};

use serde::{Deserialize, Serialize};

use crate::model::output::Piece;
use crate::model::source::Digest;

/// What a file was made of, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What stands for each piece, and its length.
    pub pieces: Vec<(Digest, u64)>,
    pub digest: Digest,
}

impl Made {
    /// Whether it was made of just these.
    #[must_use]
    pub fn is_of(&self, pieces: &[Digest]) -> bool {
        self.pieces.len() == pieces.len() && self.pieces.iter().zip(pieces).all(|(known, piece)| known.0 == *piece)
    }
}

/// A file that was made of others before.
pub struct Old {
    file: File,
    /// Where each piece starts and ends in it.
    places: HashMap<Digest, (u64, u64)>,
}

impl Old {
    #[must_use]
    pub fn new(file: File, made: &Made) -> Self {
        let mut end = 0;
        let place = |(digest, length): &(Digest, u64)| {
            let start = end;
            end += length;
            (*digest, (start, end))
        };
        Self { file, places: made.pieces.iter().map(place).collect() }
    }
}

/// Opens an output by its path.
type Open<'p> = Box<dyn Fn(&str) -> io::Result<File> + 'p>;

pub struct Joined<'p> {
    pieces: &'p [Piece],
    /// What stands for each.
    digests: &'p [Digest],
    old: Option<Old>,
    open: Open<'p>,
    current: Current<'p>,
    /// Of the pieces that were read, and of the one that is.
    lengths: Vec<u64>,
}

enum Current<'p> {
    Text(Cursor<&'p [u8]>),
    Unpacked(Cursor<Vec<u8>>),
    File(File),
    /// So much more of the old file.
    Old(u64),
}

impl<'p> Joined<'p> {
    #[must_use]
    pub fn new(
        pieces: &'p [Piece],
        digests: &'p [Digest],
        old: Option<Old>,
        open: impl Fn(&str) -> io::Result<File> + 'p,
    ) -> Self {
        let current = Current::Text(Cursor::default());
        Self { pieces, digests, old, open: Box::new(open), current, lengths: Vec::with_capacity(pieces.len()) }
    }

    /// What was read, to the end.
    #[must_use]
    pub fn made(self, digest: Digest) -> Made {
        Made { pieces: self.digests.iter().copied().zip(self.lengths).collect(), digest }
    }

    /// Goes on to the next piece; `false` if there is none.
    fn advance(&mut self) -> io::Result<bool> {
        let number = self.lengths.len();
        let Some(piece) = self.pieces.get(number) else { return Ok(false) };
        let place = |number: usize| {
            let digest = self.digests.get(number)?;
            self.old.as_ref()?.places.get(digest).copied()
        };
        if let Some((start, mut end)) = place(number) {
            self.lengths.push(end - start);
            while let Some(next) = place(self.lengths.len()).filter(|next| next.0 == end) {
                self.lengths.push(next.1 - next.0);
                end = next.1;
            }
            if let Some(old) = &mut self.old {
                old.file.seek(SeekFrom::Start(start))?;
            }
            self.current = Current::Old(end - start);
            return Ok(true);
        }
        self.lengths.push(0);
        self.current = match piece {
            Piece::Text(text) => Current::Text(Cursor::new(text.as_bytes())),
            Piece::Packed(packed) => Current::Unpacked(Cursor::new(packed.text().into_bytes())),
            Piece::Output(path) => Current::File((self.open)(path)?),
        };
        Ok(true)
    }

    fn read_current(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = match (&mut self.current, &mut self.old) {
            (Current::Text(text), _) => text.read(buffer)?,
            (Current::Unpacked(text), _) => text.read(buffer)?,
            (Current::File(file), _) => file.read(buffer)?,
            (Current::Old(rest), Some(old)) => {
                let length = (&old.file).take(*rest).read(buffer)?;
                if length == 0 && *rest > 0 && !buffer.is_empty() {
                    return Err(ErrorKind::UnexpectedEof.into());
                }
                *rest -= length as u64;
                return Ok(length);
            }
            (Current::Old(_), None) => 0,
        };
        if let Some(whole) = self.lengths.last_mut() {
            *whole += length as u64;
        }
        Ok(length)
    }
}

impl Read for Joined<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.read_current(buffer)?;
            if length > 0 || buffer.is_empty() || !self.advance()? {
                return Ok(length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> (Piece, Digest) {
        (Piece::Text(text.to_owned()), Digest::of(text.as_bytes()))
    }

    fn join(texts: &[&str], old: Option<(&str, &Made)>) -> (String, Made) {
        let (pieces, digests): (Vec<Piece>, Vec<Digest>) = texts.iter().map(|text| piece(text)).unzip();
        let old = old.map(|(text, made)| {
            let path = std::env::temp_dir().join(format!(
                "folio-joined-{}-{}",
                std::process::id(),
                Digest::of(text.as_bytes()).hex()
            ));
            std::fs::write(&path, text).expect("a file is written");
            let file = File::open(&path).expect("it is opened");
            std::fs::remove_file(&path).expect("and goes when it is closed");
            Old::new(file, made)
        });
        let mut joined = Joined::new(&pieces, &digests, old, |_| Err(ErrorKind::NotFound.into()));
        let mut text = String::new();
        joined.read_to_string(&mut text).expect("all is read");
        let made = joined.made(Digest::of(text.as_bytes()));
        (text, made)
    }

    #[test]
    fn what_was_joined_before_is_taken_from_there() {
        let (text, made) = join(&["one", "two", "", "three", "two"], None);
        assert_eq!(text, "onetwothreetwo");
        for texts in [
            &["one", "two", "", "three", "two"][..],
            &["one", "2", "", "three", "two"],
            &["zero", "one", "two", "", "three"],
            &["three", "", "two", "two", "one", "four"],
            &["", ""],
            &[],
        ] {
            let cold = join(texts, None);
            assert_eq!(join(texts, Some((&text, &made))), cold);
            assert_eq!(cold.0, texts.concat());
            let digests: Vec<Digest> = texts.iter().map(|text| piece(text).1).collect();
            assert_eq!(made.is_of(&digests), cold.0 == text);
        }
    }

    #[test]
    fn a_file_that_has_become_shorter_is_no_source() {
        let (_, made) = join(&["one", "two"], None);
        let (pieces, digests): (Vec<Piece>, Vec<Digest>) = ["one", "two"].iter().map(|text| piece(text)).unzip();
        let empty = File::open("/dev/null").expect("there is nothing");
        let mut joined =
            Joined::new(&pieces, &digests, Some(Old::new(empty, &made)), |_| Err(ErrorKind::NotFound.into()));
        assert!(joined.read_to_end(&mut Vec::new()).is_err());
    }
}
