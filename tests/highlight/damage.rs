//! Samples of many languages, and damage to them.

use std::path::Path;

use super::common::Random;

/// All samples: the language as an author would name it, and the code.
pub fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/highlight/samples");
    let mut samples: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the samples lie beside the tests")
        .map(|entry| entry.expect("the folder can be read").path())
        .map(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let language = name.rsplit('.').next().unwrap_or_default().to_owned();
            (language, std::fs::read_to_string(&path).expect("samples are text"))
        })
        .collect();
    samples.sort();
    assert!(samples.len() >= 39, "only {} samples were found", samples.len());
    samples
}

/// The text with some damage: characters taken out, put in and moved, lines moved and joined.
pub fn damage(random: &mut Random, text: &str, other: &str) -> String {
    const PIECES: [&str; 24] = [
        "\"", "'", "`", "{", "}", "(", ")", "[", "]", "<", ">", "/*", "*/", "//", "#", "\\", "\n", "${", "é", "ß",
        "日本", "\t", "\r\n", "=",
    ];
    let mut out: Vec<char> = text.chars().collect();
    let other: Vec<char> = other.chars().collect();
    for _ in 0..=random.below(6) {
        let at = random.below(out.len() + 1);
        match random.below(6) {
            0 => drop(out.drain(at..(at + 1 + random.below(8)).min(out.len()))),
            1 | 2 => drop(out.splice(at..at, PIECES[random.below(PIECES.len())].chars())),
            3 => {
                let from = random.below(other.len());
                let piece = other[from..(from + random.below(40)).min(other.len())].to_vec();
                drop(out.splice(at..at, piece));
            }
            4 => {
                let end = (at + random.below(60)).min(out.len());
                let piece: Vec<char> = out.drain(at..end).collect();
                let to = random.below(out.len() + 1);
                drop(out.splice(to..to, piece));
            }
            _ => {
                if let Some(newline) = out.iter().skip(at).position(|character| *character == '\n') {
                    out.remove(at + newline);
                }
            }
        }
    }
    out.into_iter().collect()
}
