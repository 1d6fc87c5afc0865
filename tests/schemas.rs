//! What must hold of every schema: those of a real API, and any that can be made.
//!
//! The real ones are not part of the project. `FOLIO_CORPORA` names a folder, and `cargo test --test schemas --
//! --ignored` takes what is anywhere in it: folders of schemas, and the site of an API that has some differences.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

mod sandbox;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;

use sandbox::{Folder, Run};

use folio::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use folio::pipeline::{self, Input, Reader};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// Every folder of the corpora that is a site, and every other one that holds schemas.
fn corpora() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let corpora = std::env::var_os("FOLIO_CORPORA").expect("`FOLIO_CORPORA` names the folder of the corpora");
    let (mut sites, mut schemas) = (Vec::new(), Vec::new());
    let mut waiting = vec![PathBuf::from(corpora)];
    while let Some(folder) = waiting.pop() {
        if folder.join("content").is_dir() {
            sites.push(folder);
            continue;
        }
        waiting.extend(entries(&folder).into_iter().filter(|path| path.is_dir()));
        if !schemas_in(&folder).is_empty() {
            schemas.push(folder);
        }
    }
    (sites, schemas)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a folder can be read").path()).collect()
}

fn schemas_in(folder: &Path) -> Vec<PathBuf> {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "json");
    let is_schema = |path: &PathBuf| std::fs::read_to_string(path).is_ok_and(|text| text.contains("\"$schema\""));
    entries(folder).into_iter().filter(|path| is_json(path) && is_schema(path)).collect()
}

fn folio(args: &[&str], root: &Path) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_folio"));
    Run::of(command.args(args).args(["--format", "json", "--root"]).arg(root))
}

/// `code message`
fn told(run: &Run) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    run.found().iter().map(|found| format!("{} {}", text(&found["code"]), text(&found["message"]))).collect()
}

#[test]
#[ignore = "for the corpora that `FOLIO_CORPORA` names"]
fn a_real_api_has_a_full_page_for_each_schema() {
    let (_, corpora) = corpora();
    assert!(!corpora.is_empty(), "there are no schemas in `FOLIO_CORPORA`");
    for corpus in corpora {
        full_pages(&schemas_in(&corpus));
    }
}

fn full_pages(schemas: &[PathBuf]) {
    let root = Folder::new("schemas");
    let text = |path: &Path| std::fs::read_to_string(path).expect("a schema is UTF-8");
    let name = |path: &Path| path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    for path in schemas {
        root.write(&format!("content/schemas/{}.json", name(path)), text(path));
    }
    // The pages that its texts link to are not part of the corpus.
    root.write("content/site.yml", "severity: { broken-link: off }\n");
    let run = folio(&["build"], &root);
    assert_eq!((run.code, run.count("errors"), run.count("schemas")), (Some(0), 0, schemas.len() as u64));
    let told = told(&run);
    assert!(told.iter().all(|line| line.starts_with("repeated-value")), "{told:#?}");
    let mut links = 0;
    for path in schemas {
        let (text, name) = (text(path), name(path));
        let published = |file: &str| std::fs::read_to_string(root.join("site/schemas").join(file));
        assert_eq!(published(&format!("{name}.json")).expect("the file is published"), text, "{name}");
        let html = published(&format!("{name}/index.html")).expect("the page is published");
        let rows = html.matches("<li id=\"p-").count() + html.matches("<li><span class=\"t\">").count();
        assert!(rows > 0, "{name} has no rows");
        for reference in text.split("\"$ref\": \"#/components/schemas/").skip(1) {
            let target = reference.split('"').next().unwrap_or_default();
            assert!(html.contains(&format!(">{target}</a>")), "{name} does not link to {target}");
            links += 1;
        }
        assert!(html.contains("<span>Example</span>"), "{name} has no example");
    }
    assert!(links > 0, "no schema refers to another one");
}

#[test]
#[ignore = "for the corpora that `FOLIO_CORPORA` names"]
fn a_real_site_has_exactly_its_differences() {
    let (sites, _) = corpora();
    let [site] = &sites[..] else { panic!("there are {} sites in `FOLIO_CORPORA`, and one is meant", sites.len()) };
    let run = folio(&["drift"], site);
    assert_eq!(run.code, Some(1));
    let of = |field: &str| format!("`{field}` of `authentication_challenge`");
    let mut expected: Vec<String> =
        ["object", "id", "created_at", "updated_at", "expires_at", "authentication_factor_id"]
            .iter()
            .map(|field| format!("description-mismatch the description of {} is not that of the schema", of(field)))
            .collect();
    expected
        .push(format!("missing-field {} is missing in all 8 languages, and in the shared descriptions", of("code")));
    expected.push(format!("missing-field {} is missing in Go", of("object")));
    expected.push(format!(
        "optional-mismatch {} is optional in the schema and required in all 8 languages",
        of("expires_at")
    ));
    let mut told = told(&run);
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
    assert!(
        run.found().iter().all(|found| !found["notes"].as_array().is_none_or(Vec::is_empty)),
        "each has both places"
    );
}

/// The example on the page of a schema, made without touching a disk.
fn example(schema: &Value) -> Option<Value> {
    let text = serde_json::to_string(schema).expect("a schema is JSON").into_bytes();
    let source = Source {
        id: SourceId(0),
        path: SourcePath::new("content/schemas/made.json"),
        kind: SourceKind::Json,
        size: text.len() as u64,
        digest: Digest::of(&text),
        picture: None,
    };
    let bytes = |_| Some(text.clone());
    let sources = [source];
    let input = Input {
        sources: &sources,
        bytes: &bytes,
        drafts: false,
        base_url: None,
        days: &pipeline::no_days,
        facts: &folio::model::store::Nowhere,
    };
    let site = pipeline::site(&input).value;
    let reader = Reader { site: &site, bytes: &bytes };
    let rendered =
        site.page(&site.renderer(&reader), site.published().next()?, &folio::model::nav::NavPart::default()).value;
    let twin = rendered.outputs.into_iter().find(|output| output.path.ends_with(".md"))?;
    let folio::model::output::Content::Bytes(twin) = twin.content else { return None };
    let twin = String::from_utf8(twin).expect("a twin is UTF-8");
    let shown = twin.split("```json title=\"Example\"\n").nth(1)?.split("\n```").next()?;
    Some(serde_json::from_str(shown).expect("an example is JSON"))
}

/// Schemas of any shape, some of which nothing can satisfy, with a definition that they may refer to.
fn schemas() -> impl Strategy<Value = Value> {
    let refer = Just(json!({ "$ref": "#/$defs/x" })).boxed();
    (parts(refer), parts(Just(json!({ "type": "string" })).boxed())).prop_map(|(mut schema, definition)| {
        schema["$defs"] = json!({ "x": definition });
        schema
    })
}

fn parts(refer: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        refer,
        (0..20_u32, 0..20_u32)
            .prop_map(|(a, b)| json!({ "type": "string", "minLength": a.min(b), "maxLength": a.max(b) })),
        (-50..50_i64, 0..60_i64)
            .prop_map(|(low, more)| json!({ "type": "integer", "minimum": low, "maximum": low + more })),
        (1..9_i64, 0..40_i64).prop_map(|(step, low)| json!({ "type": "integer", "multipleOf": step, "minimum": low })),
        (-9..9_i64).prop_map(|low| json!({ "type": "number", "exclusiveMinimum": low, "exclusiveMaximum": low + 1 })),
        "[a-z]{2,4}".prop_map(|word| json!({ "const": word })),
        prop::collection::vec("[a-z]{1,3}", 1..4).prop_map(|words| json!({ "enum": words })),
        prop_oneof![Just("^[A-Z]{3}-[0-9]+$"), Just("^(foo|bar)?x{2,5}$"), Just("\\d{4}")]
            .prop_map(|p| json!({ "type": "string", "pattern": p })),
        prop_oneof![Just("date-time"), Just("uuid"), Just("email"), Just("uri")]
            .prop_map(|f| json!({ "type": "string", "format": f })),
        Just(json!({ "type": ["null", "boolean"] })),
        // An example that is not one must not be shown.
        Just(json!({ "type": "integer", "example": "seven" })),
        "[a-z ]{1,9}".prop_map(|word| json!({ "type": "string", "example": word })),
        Just(json!({})),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            (prop::collection::btree_map("[a-e]{1,2}", inner.clone(), 0..5), any::<bool>()).prop_map(
                |(properties, closed)| {
                    let required: Vec<&String> = properties.keys().step_by(2).collect();
                    let mut schema = json!({ "type": "object", "properties": properties, "required": required });
                    if closed {
                        schema["additionalProperties"] = false.into();
                    }
                    schema
                }
            ),
            (inner.clone(), 0..3_u32)
                .prop_map(|(items, least)| json!({ "type": "array", "items": items, "minItems": least })),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| json!({ "anyOf": parts })),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({ "oneOf": parts })),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({ "allOf": parts })),
            (inner.clone(), inner)
                .prop_map(|(a, b)| json!({ "type": "array", "prefixItems": [a], "items": b, "maxItems": 3 })),
        ]
    })
}

#[test]
fn an_example_is_an_instance_of_its_schema() {
    let cases = 400;
    let shown = Cell::new(0_u32);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let held = TestRunner::new(config).run(&schemas(), |mut schema| {
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
        if let Some(example) = example(&schema) {
            shown.set(shown.get() + 1);
            prop_assert!(jsonschema::is_valid(&schema, &example), "{schema} does not take {example}");
        }
        Ok(())
    });
    held.unwrap_or_else(|broken| panic!("{broken}"));
    assert!(shown.get() * 2 > cases, "only {} of {cases} schemas have an example", shown.get());
}

#[test]
fn plain_objects_always_have_an_example() {
    for schema in [
        json!({ "type": "object", "properties": { "id": { "type": "string" } } }),
        json!({ "$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "definitions": { "a": { "type": "object", "properties": { "next": { "$ref": "#/definitions/a" } } } } }),
        json!({ "type": "object", "properties": { "id": { "type": "integer", "example": "one" } }, "required": ["id"] }),
    ] {
        let example = example(&schema).unwrap_or_else(|| panic!("no example of {schema}"));
        assert!(jsonschema::is_valid(&schema, &example), "{schema} does not take {example}");
    }
}
