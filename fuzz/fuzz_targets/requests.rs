//! Targets of requests to the preview: each is answered with something that is there, or with nothing.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

use std::sync::{Arc, LazyLock};

use folio::commands::serve::address::{Stands, Take, stands};
use folio::model::route::decoded;
use folio::pipeline::shelf::Shelf;
use folio::pipeline::snapshot::{Snapshot, Unreadable};

const FILES: [(&str, &str); 5] = [
    ("content/guides/start.mdx", "---\nredirect_from: /quickstart\n---\n\n# Start\n"),
    ("content/index.mdx", "# Home\n\n[Start](/guides/start)\n"),
    ("content/schemas/s.json", r#"{ "$schema": "x", "title": "S", "properties": { "a": {} } }"#),
    ("content/site.yml", "base_url: /base\n"),
    ("static/a b.txt", "x"),
];

static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| {
    let site = holds::files_hold(&FILES);
    let bytes = |id: folio::model::source::SourceId| Some(FILES[id.0 as usize].1.as_bytes().to_vec());
    Snapshot::new(0, site, Unreadable::default(), Arc::new(bytes), Arc::new(Shelf::default()))
});

libfuzzer_sys::fuzz_target!(|target: &str| {
    for target in [target.to_owned(), format!("/base{target}"), format!("/base/{target}")] {
        let Some(path) = decoded(&target) else { continue };
        match stands(&SNAPSHOT, &path, Take::AtOnce) {
            Ok(Stands::Elsewhere { to, .. }) => {
                assert!(to.starts_with('/') && !to.starts_with("//"), "{to} leads away");
                assert!(!to.contains(char::is_control), "{to} holds a control character");
            }
            Ok(Stands::Copy { path, source }) => {
                assert!(FILES[source.0 as usize].0.ends_with(&*path), "{path} is another file");
            }
            Ok(_) => {}
            Err(_) => panic!("the sources do not change"),
        }
    }
});
