//! Bytes made small by DEFLATE: texts that wait in memory until a whole site is known, and files for hosts that serve
//! them so. The only home of the crate that does it.

use std::cell::RefCell;
use std::io::Write as _;

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

thread_local! {
    // Their tables are large beside a text: they are made once for each thread.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
    static UNPACKER: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// A text that is needed only once more, and takes a tenth of the room until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    bytes: Box<[u8]>,
    /// How long the text is.
    length: usize,
}

impl Packed {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = PACKER.with_borrow_mut(|packer| {
            packer.reset();
            let mut out = Vec::with_capacity(text.len() / 4 + 64);
            loop {
                let done = usize::try_from(packer.total_in()).unwrap_or(usize::MAX);
                let status = packer.compress_vec(&text.as_bytes()[done..], &mut out, FlushCompress::Finish);
                match status.expect("any text can be packed") {
                    Status::StreamEnd => return out,
                    Status::Ok | Status::BufError => out.reserve(out.capacity()),
                }
            }
        });
        Self { bytes: bytes.into(), length: text.len() }
    }

    /// As they wait.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    #[must_use]
    pub fn text(&self) -> String {
        let bytes = UNPACKER.with_borrow_mut(|unpacker| {
            unpacker.reset(false);
            let mut out = Vec::with_capacity(self.length + 1);
            unpacker.decompress_vec(&self.bytes, &mut out, FlushDecompress::Finish).expect("it was packed here");
            out
        });
        String::from_utf8(bytes).expect("it was a text")
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
        let noise: String = (0..40_000_u32)
            .map(|n| char::from_u32(n.wrapping_mul(2_654_435_761) % 0x800 + 32).unwrap_or('x'))
            .collect();
        for text in ["", "a", &"Wörter, one after the other. ".repeat(1000), &noise, "b"] {
            assert!(Packed::new(text).text() == text, "{} bytes came out otherwise", text.len());
        }
    }
}
