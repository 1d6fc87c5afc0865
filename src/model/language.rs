//! A language that the SDKs of a site are written in.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Language {
    /// The key in `reference` and in the URL: `js`.
    pub id: String,
    /// What a reader sees: `JavaScript`.
    pub name: String,
    /// Endings of its sample files, without the dot.
    pub endings: Vec<String>,
    /// The name of its syntax for highlighting.
    pub highlight: String,
}

const DEFAULTS: [(&str, &str, &[&str], &str); 8] = [
    ("curl", "cURL", &["sh", "curl", "bash"], "bash"),
    ("dotnet", ".NET", &["cs"], "csharp"),
    ("ruby", "Ruby", &["rb"], "ruby"),
    ("python", "Python", &["py"], "python"),
    ("js", "JavaScript", &["js", "ts", "mjs"], "javascript"),
    ("php", "PHP", &["php"], "php"),
    ("java", "Java", &["java"], "java"),
    ("go", "Go", &["go"], "go"),
];

impl Language {
    /// The eight languages of a site that names none.
    #[must_use]
    pub fn defaults() -> Vec<Self> {
        DEFAULTS.iter().filter_map(|(id, ..)| Self::known(id)).collect()
    }

    /// A language that folio knows without being told about it.
    #[must_use]
    pub fn known(id: &str) -> Option<Self> {
        let more: [(&str, &str, &[&str], &str); 8] = [
            ("ts", "TypeScript", &["ts", "mts"], "typescript"),
            ("kotlin", "Kotlin", &["kt", "kts"], "kotlin"),
            ("swift", "Swift", &["swift"], "swift"),
            ("rust", "Rust", &["rs"], "rust"),
            ("elixir", "Elixir", &["ex", "exs"], "elixir"),
            ("scala", "Scala", &["scala"], "scala"),
            ("dart", "Dart", &["dart"], "dart"),
            ("cli", "CLI", &["sh", "bash"], "bash"),
        ];
        DEFAULTS.iter().chain(&more).find(|known| known.0 == id).map(|(id, name, endings, highlight)| Self {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            endings: endings.iter().map(|ending| (*ending).to_owned()).collect(),
            highlight: (*highlight).to_owned(),
        })
    }
}
