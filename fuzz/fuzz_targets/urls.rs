//! Addresses in every place that takes one: none falls over, and none that runs code is published.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

use folio::model::route::{Route, decoded, encoded};

libfuzzer_sys::fuzz_target!(|address: &str| {
    if let Some(path) = decoded(address) {
        assert_eq!(decoded(&encoded(&path)).as_deref(), Some(&*path));
    }
    if let Ok(route) = Route::parse(address) {
        assert_eq!(Route::parse(route.as_str()).as_ref(), Ok(&route), "a route is its own route");
        for path in [route.file(), route.twin()] {
            assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{path}");
        }
    }
    let line = address.replace(['\n', '\r'], " ");
    let quoted = line.replace('\'', "''");
    let page = format!(
        "---\nroute: '{quoted}'\nredirect_from: ['{quoted}']\n---\n\n[a](<{line}>) ![a](<{line}>) <{line}>\n\n\
         <Card title=\"x\" href=\"{line}\" />\n\n<img src=\"{line}\" />\n"
    );
    let settings = format!("redirects: {{ '/old': '{quoted}' }}\nnavigation: ['{quoted}']\nbase_url: '{quoted}'\n");
    holds::files_hold(&[("content/a.mdx", &page), ("content/b.md", &line), ("content/index.md", "# B\n")]);
    holds::files_hold(&[("content/a.md", "# A\n"), ("content/site.yml", &settings), ("content/urls.lock", &line)]);
});
