//! Whatever was edited, and in whichever order: what is served is what a clean build makes of the folder as it is.
//!
//!     FOLIO_EDITS=1000 FOLIO_SEED=7 cargo test --test serve equality -- --nocapture

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use folio::edge::discover;
use folio::model::diagnostic::Severity;
use folio::model::output::{Content, Piece};
use folio::model::route::encoded;
use folio::pipeline::{self, Input};

use crate::client::Client;
use crate::common::number;
use crate::preview::{Folder, Preview};
use crate::random_site::RandomSite;

/// Every output of a build from nothing; none if there is an error in the content.
fn clean(folder: &Folder) -> Option<BTreeMap<String, Vec<u8>>> {
    let sources = discover::discover(&folder.0, 0, &folio::model::store::Nowhere).expect("the folder is a site");
    let bytes = |id| sources.bytes(id);
    let input = Input {
        sources: &sources.list,
        bytes: &bytes,
        drafts: true,
        base_url: None,
        days: &folio::pipeline::no_days,
        facts: &folio::model::store::Nowhere,
    };
    let mut diagnostics = sources.problems();
    let site = pipeline::site(&input).unpack(&mut diagnostics);
    let outputs = Mutex::new(BTreeMap::new());
    diagnostics.extend(site.render(&bytes, &|output| {
        let bytes = match output.content {
            Content::Bytes(bytes) => bytes,
            Content::Copy(source) => sources.bytes(source).unwrap_or_default(),
            Content::Kept(_) => unreachable!("nothing was left by an earlier run"),
            Content::Joined(pieces) => {
                let outputs = outputs.lock().expect("nobody fails here");
                let part = |piece: &Piece| match piece {
                    Piece::Text(text) => text.clone().into_bytes(),
                    Piece::Packed(packed) => packed.text().into_bytes(),
                    Piece::Output(path) => outputs.get(path).cloned().expect("it is there before what is made of it"),
                };
                pieces.iter().flat_map(part).collect()
            }
        };
        outputs.lock().expect("nobody fails here").insert(output.path, bytes);
    }));
    let settings = &site.index.settings;
    let has_error = diagnostics.iter().any(|problem| settings.severity_of(problem.code) == Severity::Error);
    let outputs = outputs.into_inner().expect("nobody fails here");
    (!has_error).then_some(outputs)
}

/// A page without the script that the preview adds.
fn without_script(bytes: &[u8]) -> Vec<u8> {
    const START: &[u8] = b"<script src=\"/__folio/live.js\"";
    const END: &[u8] = b"</script>";
    let Some(start) = bytes.windows(START.len()).rposition(|window| window == START) else {
        return bytes.to_vec();
    };
    let end = bytes[start..].windows(END.len()).position(|window| window == END).expect("a script ends");
    [&bytes[..start], &bytes[start + end + END.len()..]].concat()
}

fn compare(client: &mut Client, outputs: &BTreeMap<String, Vec<u8>>, with_search: bool, what: &str) {
    for (path, wanted) in outputs {
        if !with_search && path.starts_with("_folio/search/") {
            continue;
        }
        let served = client.get(&format!("/{}", encoded(path)));
        assert_eq!(served.status, 200, "{path} after {what}");
        let served = if path.ends_with(".html") { without_script(&served.body) } else { served.body };
        if served != *wanted {
            let (served, wanted) = (String::from_utf8_lossy(&served), String::from_utf8_lossy(wanted));
            let differ = served.lines().zip(wanted.lines()).find(|(served, wanted)| served != wanted);
            panic!("{path} differs after {what}:\n{differ:?}");
        }
    }
}

fn edited(seed: u64, edits: u64) {
    let folder = Folder::new("equality");
    let mut site = RandomSite::new(seed);
    let mut files = site.files();
    for (path, text) in &files {
        folder.write(path, text);
    }
    let mut preview = Preview::start(&folder.0);
    let mut client = preview.client();
    let mut compared = 0;
    let mut known: BTreeSet<String> = BTreeSet::new();
    for edit in 0..edits {
        // Now and then several at once.
        let count = if site.random.below(8) == 0 { 1 + site.random.below(6) } else { 1 };
        let what: Vec<String> = (0..count).map(|_| site.edit()).collect();
        let what = format!("edit {edit} of seed {seed}: {}", what.join("; "));
        let now = site.files();
        for path in files.keys().filter(|path| !now.contains_key(*path)) {
            folder.remove(path);
        }
        for (path, text) in now.iter().filter(|(path, text)| files.get(*path) != Some(*text)) {
            folder.write(path, text);
        }
        files = now;
        preview.settle(&folder.0);
        assert!(preview.is_running(), "{what}");
        let Some(outputs) = clean(&folder) else {
            for path in ["/", "/guides/", "/contents/", "/nothing"] {
                assert!(client.get(path).status < 500, "{what}");
            }
            continue;
        };
        compared += 1;
        compare(&mut client, &outputs, edit % 10 == 0, &what);
        // Nothing else is served: not what was there before.
        for path in known.iter().filter(|path| !outputs.contains_key(*path)) {
            assert_eq!(client.get(&format!("/{}", encoded(path))).status, 404, "{path} after {what}");
        }
        known = outputs.into_keys().collect();
    }
    println!("seed {seed}: {compared} of {edits} edits compared");
    assert!(compared * 3 > edits, "too many edits have mistakes: {compared} of {edits} were compared");
}

#[test]
fn what_is_served_is_what_a_clean_build_publishes() {
    edited(number("FOLIO_SEED", 1), number("FOLIO_EDITS", 60));
}
