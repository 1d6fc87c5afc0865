//! JSON Schemas of what an author writes in YAML, so that editors complete and check it. A test holds their keys
//! against those that the readers know.

/// Of `content/site.yml`.
pub const SETTINGS: &str = include_str!("../static/editor/settings.json");
/// Of the front matter of a page.
pub const FRONT_MATTER: &str = include_str!("../static/editor/front-matter.json");

/// The keys at the top of one of these schemas, sorted.
#[must_use]
pub fn keys(schema: &str) -> Vec<String> {
    let schema: serde_json::Value = serde_json::from_str(schema).expect("the schemas of folio itself are JSON");
    let properties = schema["properties"].as_object().map(|properties| properties.keys().cloned().collect());
    let mut keys: Vec<String> = properties.unwrap_or_default();
    keys.sort_unstable();
    keys
}
