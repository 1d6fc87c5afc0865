//! What an author decides for the whole site, in `content/site.yml`; with none of it, a good site still comes out.

use super::diagnostic::Severity;
use super::language::Language;
use super::place::Step;
use super::theme::Theme;

#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub title: String,
    pub description: Option<String>,
    /// Without a slash at its end; `None` where the site's address is not known.
    pub base_url: Option<String>,
    pub languages: Vec<Language>,
    pub navigation: Vec<NavigationItem>,
    /// `(from, to)`
    pub redirects: Vec<(String, String)>,
    /// Folders that are published as one page each.
    pub combine: Vec<String>,
    pub repository: Option<Repository>,
    pub schemas: SchemaSettings,
    pub severity: Vec<(String, Severity)>,
    pub search: bool,
    /// Whether each page is published as Markdown too.
    pub twins: bool,
    pub coverage_page: bool,
    pub head: Vec<HeadTag>,
    pub theme: Theme,
    pub front_matter_limit: usize,
    /// Addresses to open a place in an editor, with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
    /// Whether the preview goes to the page that was changed.
    pub follow: bool,
    /// Alias names of fields, by schema name: `authentication_factor_id` → `FactorId`.
    pub aliases: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Repository {
    /// Where files are shown: `https://host/org/repo`.
    pub url: String,
    pub branch: String,
    /// The folder of the site in it, without slashes around it.
    pub folder: String,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct SchemaSettings {
    pub tags: Vec<String>,
    /// Where the schema files are shown; their path is appended.
    pub source: Option<String>,
}

/// A tag for the head of each page: `meta` or `link`, with its attributes.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct HeadTag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl HeadTag {
    /// Whether the value of an attribute is an address.
    #[must_use]
    pub fn is_address(&self, attribute: &str) -> bool {
        self.name == "link" && attribute.eq_ignore_ascii_case("href")
    }
}

/// One line of a navigation that the settings give.
#[derive(Debug, Clone, PartialEq)]
pub enum NavigationItem {
    /// A route, under its own title or another.
    Page {
        title: Option<String>,
        route: String,
        /// The way to the route in the settings.
        steps: Vec<Step>,
    },
    Group {
        title: String,
        /// The page that the group itself is, and the way to its line.
        page: Option<(String, Vec<Step>)>,
        items: Vec<NavigationItem>,
        tab: bool,
    },
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Documentation".to_owned(),
            description: None,
            base_url: None,
            languages: Language::defaults(),
            navigation: Vec::new(),
            redirects: Vec::new(),
            combine: Vec::new(),
            repository: None,
            schemas: SchemaSettings::default(),
            severity: Vec::new(),
            search: true,
            twins: true,
            coverage_page: false,
            head: Vec::new(),
            theme: Theme::default(),
            front_matter_limit: crate::limits::FRONT_MATTER,
            editor: None,
            follow: false,
            aliases: Vec::new(),
        }
    }
}

impl Settings {
    /// The path part of the base URL, without a slash at its end: `/docs`, or nothing.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let Some(url) = &self.base_url else { return "" };
        let after = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        after.find('/').map_or("", |at| after[at..].trim_end_matches('/'))
    }

    /// What stands before addresses of the site to make them absolute: `https://example.com`; none if that is unknown.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        let url = self.base_url.as_deref().filter(|url| url.contains("://"))?;
        Some(url.strip_suffix(self.base_path()).unwrap_or(url))
    }

    /// How grave a code is on this site.
    #[must_use]
    pub fn severity_of(&self, code: super::diagnostic::Code) -> Severity {
        self.severity.iter().find(|(name, _)| name == code.name).map_or(code.severity, |(_, severity)| *severity)
    }
}
