//! `folio build --compress`: what lies beside a file is that file, and smaller.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::io::Read as _;

use sandbox::{Sandbox, tree};

fn unzipped(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).expect("it is a gzip file");
    out
}

fn unbrotlied(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    brotli::Decompressor::new(bytes, 4096).read_to_end(&mut out).expect("it is a brotli file");
    out
}

#[test]
fn every_smaller_copy_is_its_file_and_goes_with_it() {
    let sandbox = Sandbox::new("compress");
    sandbox.pages(3, "parcel");
    sandbox.write("content/picture.png", [137_u8; 4000]);
    sandbox.write("static/tiny.txt", "x");
    sandbox.write("static/table.csv", "a,b,c\n".repeat(500));
    sandbox.write("static/own.txt", "word ".repeat(500));
    sandbox.write("static/own.txt.gz", "the author's own");
    let run = sandbox.run(&["build", "--compress"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    let first = tree(&sandbox.site());
    let mut smaller = 0;
    for (path, bytes) in &first {
        let back = match path.rsplit_once('.') {
            Some((_, "gz")) if path != "own.txt.gz" => unzipped(bytes),
            Some((_, "br")) => unbrotlied(bytes),
            _ => continue,
        };
        let file = &first[&path[..path.len() - 3]];
        assert!(back == *file, "{path} is another file");
        assert!(bytes.len() < file.len(), "{path} is not smaller");
        smaller += 1;
    }
    assert!(smaller > 16, "{smaller}");
    for path in ["index.html.gz", "index.html.br", "table.csv.gz", "llms-full.txt.br", "own.txt.br"] {
        assert!(first.contains_key(path), "{path} is missing");
    }
    for path in ["picture.png.gz", "tiny.txt.gz", "_headers.gz", "own.txt.gz.br"] {
        assert!(!first.contains_key(path), "{path} is of no use");
    }
    assert_eq!(first["own.txt.gz"], b"the author's own");

    // The same again writes nothing; a change writes what changed; without the option they go.
    let again = sandbox.run(&["build", "--compress", "--format", "json"]);
    assert_eq!(again.count("written"), 0, "{}", again.printed);
    assert!(tree(&sandbox.site()) == first, "the second build wrote something else");
    sandbox.write("content/index.mdx", "# Home\n\nAnother word, and another.\n");
    assert_eq!(sandbox.run(&["build", "--compress"]).code, Some(0));
    let changed = tree(&sandbox.site());
    assert!(unzipped(&changed["index.html.gz"]) == changed["index.html"], "the copy of a changed page is an old one");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let left: Vec<String> =
        tree(&sandbox.site()).into_keys().filter(|path| path.ends_with(".gz") || path.ends_with(".br")).collect();
    assert_eq!(left, ["own.txt.gz"]);
}
