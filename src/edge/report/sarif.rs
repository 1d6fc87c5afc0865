//! SARIF 2.1.0, for code scanning.

use serde_json::{Value, json};

use crate::model::diagnostic::{Code, Severity};

use super::Located;

#[must_use]
pub fn document(found: &[Located]) -> String {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .filter(|code| found.iter().any(|diagnostic| diagnostic.code == code.name))
        .map(|code| {
            json!({
                "id": code.name,
                "shortDescription": { "text": code.name.replace('-', " ") },
                "defaultConfiguration": { "level": level(code.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = found.iter().map(result).collect();
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "folio",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).expect("a document of plain data")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
        Severity::Off => "none",
    }
}

fn result(diagnostic: &Located) -> Value {
    let text = match &diagnostic.help {
        Some(help) => format!("{} ({help})", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code,
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": crate::model::route::encoded(&diagnostic.path) },
            "region": {
                "startLine": diagnostic.line,
                "startColumn": diagnostic.column,
                "endLine": diagnostic.end_line,
                "endColumn": diagnostic.end_column,
            },
        } }],
    });
    if !diagnostic.notes.is_empty() {
        let related: Vec<Value> = diagnostic
            .notes
            .iter()
            .enumerate()
            .map(|(number, note)| {
                json!({
                    "id": number,
                    "message": { "text": note.message },
                    "physicalLocation": {
                        "artifactLocation": { "uri": crate::model::route::encoded(&note.path) },
                        "region": { "startLine": note.line, "startColumn": note.column },
                    },
                })
            })
            .collect();
        result["relatedLocations"] = Value::Array(related);
    }
    result
}
