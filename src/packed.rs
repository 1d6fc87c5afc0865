//! Bytes made small by DEFLATE: texts that wait in memory until a whole site is known, and files for hosts that serve
//! them so. The only home of the crate that does it.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::{DeflateEncoder, GzEncoder};

/// A text that is needed only once more, and takes a tenth of the room until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed(Box<[u8]>);

impl Packed {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut writer = DeflateEncoder::new(Vec::new(), Compression::fast());
        writer.write_all(text.as_bytes()).expect("memory takes what is written to it");
        Self(writer.finish().expect("memory takes what is written to it").into())
    }

    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        DeflateDecoder::new(&*self.0).read_to_string(&mut text).expect("it was packed here");
        text
    }
}

/// A gzip file of some bytes, as small as can be; no time and no name stand in it.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::best());
    writer.write_all(bytes).expect("memory takes what is written to it");
    writer.finish().expect("memory takes what is written to it")
}

#[cfg(test)]
mod tests {
    use super::Packed;

    #[test]
    fn what_was_packed_comes_out() {
        for text in ["", "a", &"Wörter, one after the other. ".repeat(1000)] {
            assert_eq!(Packed::new(text).text(), text);
        }
    }
}
