//! What must hold of every schema: those of a real API, and any that can be made.
//!
//! The real ones are not part of the project: `FOLIO_CORPORA` names the folder that holds them, and
//! `cargo test --test schemas -- --ignored` reads it.

#![allow(clippy::disallowed_methods, reason = "a test meets the world")]

use std::path::{Path, PathBuf};
use std::process::Command;

use folio::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use folio::pipeline::{self, Input, Reader};
use proptest::prelude::*;
use serde_json::{Value, json};

fn corpus(path: &str) -> PathBuf {
    let corpora = std::env::var_os("FOLIO_CORPORA").expect("`FOLIO_CORPORA` names the folder of the corpora");
    let folder = Path::new(&corpora).join(path);
    assert!(folder.is_dir(), "{} is no folder", folder.display());
    folder
}

fn folio(args: &[&str], root: &Path) -> (i32, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_folio"))
        .args(args)
        .args(["--format", "json", "--root"])
        .arg(root)
        .output()
        .expect("folio starts");
    let text = String::from_utf8(output.stdout).expect("folio writes UTF-8");
    (output.status.code().unwrap_or(-1), serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text}")))
}

/// `code line:column message`, sorted.
fn told(report: &Value) -> Vec<String> {
    let listed = report["diagnostics"].as_array().expect("a report lists diagnostics");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    listed.iter().map(|found| format!("{} {}", text(&found["code"]), text(&found["message"]))).collect()
}

#[test]
#[ignore = "for the corpora that `FOLIO_CORPORA` names"]
fn a_real_api_has_a_full_page_for_each_schema() {
    let corpus = corpus("corpora/workos-schemas");
    let root = tempfile::tempdir().expect("there is room for a site");
    let schemas = root.path().join("content/schemas");
    std::fs::create_dir_all(&schemas).expect("the folder can be made");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&corpus).expect("the corpus can be read").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") {
            std::fs::copy(entry.path(), schemas.join(&name)).expect("a schema can be copied");
            names.push(name);
        }
    }
    assert_eq!(names.len(), 159);
    // The pages that its texts link to are not part of the corpus.
    std::fs::write(root.path().join("content/site.yml"), "severity: { broken-link: off }\n").expect("settings fit");
    let (code, report) = folio(&["build"], root.path());
    assert_eq!((code, &report["summary"]["errors"], &report["summary"]["schemas"]), (0, &json!(0), &json!(159)));
    let told = told(&report);
    assert!(told.iter().all(|line| line.starts_with("repeated-value")), "{told:#?}");
    for name in names {
        let site = root.path().join("site/schemas");
        let raw = std::fs::read(site.join(&name)).expect("the file is published");
        assert_eq!(raw, std::fs::read(corpus.join(&name)).expect("the corpus can be read"), "{name}");
        let page = site.join(name.trim_end_matches(".json")).join("index.html");
        let html = std::fs::read_to_string(page).expect("the page is published");
        let rows = html.matches("<li id=\"p-").count() + html.matches("<li><span class=\"t\">").count();
        assert!(rows > 0, "{name} has no rows");
        let text = String::from_utf8(raw).expect("a schema is UTF-8");
        for reference in text.split("\"$ref\": \"#/components/schemas/").skip(1) {
            let target = reference.split('"').next().unwrap_or_default();
            assert!(html.contains(&format!(">{target}</a>")), "{name} does not link to {target}");
        }
        assert!(html.contains("<span>Example</span>"), "{name} has no example");
    }
}

#[test]
#[ignore = "for the corpora that `FOLIO_CORPORA` names"]
fn the_seeds_have_exactly_their_differences() {
    let seeds = corpus("seeds/site");
    let (code, report) = folio(&["drift"], &seeds);
    assert_eq!(code, 1);
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
    let mut told = told(&report);
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
    let places = report["diagnostics"].as_array().expect("a report lists diagnostics");
    assert!(places.iter().all(|found| !found["notes"].as_array().is_none_or(Vec::is_empty)), "each has both places");
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_example_is_an_instance_of_its_schema(schema in schemas()) {
        let mut schema = schema;
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
        if let Some(example) = example(&schema) {
            prop_assert!(jsonschema::is_valid(&schema, &example), "{schema} does not take {example}");
        }
    }
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
