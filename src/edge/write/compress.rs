//! Smaller copies of files beside them, for hosts that serve them as they are: `index.html.gz`, `index.html.br`.

use std::io::Write as _;

use crate::packed;

/// How a file is made smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Gzip,
    Brotli,
}

pub const FORMS: [Form; 2] = [Form::Gzip, Form::Brotli];

/// Larger files are left as they are: no page is that large, and a host may make them smaller as it sends them.
pub const MOST: u64 = 64 << 20;

impl Form {
    /// What stands behind the name of the file.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    /// The bytes made smaller; none where they would not be. The same bytes always come out the same.
    #[must_use]
    pub fn smaller(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let out = match self {
            Self::Gzip => packed::gzip(bytes),
            Self::Brotli => brotli(bytes),
        };
        (out.len() < bytes.len()).then_some(out)
    }
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut out, 64 << 10, QUALITY, 22);
    writer.write_all(bytes).expect("memory takes what is written to it");
    drop(writer);
    out
}

/// One below the best: the best takes several times as long for a hundredth of the bytes.
const QUALITY: u32 = 10;

/// Whether a file is text by its ending: pictures and fonts are as small as they can be.
#[must_use]
pub fn is_text(path: &str) -> bool {
    const TEXTS: [&str; 14] =
        ["html", "md", "css", "js", "mjs", "json", "svg", "xml", "txt", "csv", "yml", "yaml", "webmanifest", "map"];
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending.to_ascii_lowercase().as_str()))
}
