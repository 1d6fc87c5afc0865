//! What is wrong, as data: made where the knowledge is, shown only by `edge::report`.

use serde::{Deserialize, Serialize};

use super::place::Place;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Hint,
    /// Not shown and not counted.
    Off,
}

impl Severity {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
            Self::Off => "off",
        }
    }
}

/// A kind of problem: its name, and how grave it is unless the settings say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    pub name: &'static str,
    pub severity: Severity,
}

/// Declares every code once: the constant, its name, its severity. A macro, so that the list and the constants
/// cannot drift apart; a test holds the list against the pages of the documentation.
macro_rules! codes {
    ($($constant:ident $name:literal $severity:ident;)*) => {
        impl Code {
            $(pub const $constant: Self = Self { name: $name, severity: Severity::$severity };)*
            /// Every code, by name.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

codes! {
    AMBIGUOUS_REFERENCE "ambiguous-reference" Error;
    BROKEN_ANCHOR "broken-anchor" Error;
    BROKEN_LINK "broken-link" Error;
    CONFLICTING_ROUTE "conflicting-route" Error;
    CONFLICTING_URL "conflicting-url" Warning;
    DEAD_LINK "dead-link" Warning;
    DEPRECATED_MISMATCH "deprecated-mismatch" Warning;
    DESCRIPTION_CYCLE "description-cycle" Error;
    DESCRIPTION_MISMATCH "description-mismatch" Warning;
    DUPLICATE_ANCHOR "duplicate-anchor" Warning;
    DUPLICATE_DESCRIPTION "duplicate-description" Error;
    DUPLICATE_KEY "duplicate-key" Error;
    DUPLICATE_SCHEMA "duplicate-schema" Warning;
    EXTRA_FIELD "extra-field" Warning;
    FALLBACK_SAMPLE "fallback-sample" Hint;
    INCLUDE_CYCLE "include-cycle" Error;
    INTERNAL_ERROR "internal-error" Error;
    INVALID_ATTRIBUTE "invalid-attribute" Error;
    INVALID_EXAMPLE "invalid-example" Warning;
    INVALID_FRONT_MATTER "invalid-front-matter" Error;
    INVALID_JSON "invalid-json" Error;
    INVALID_ROUTE "invalid-route" Error;
    INVALID_SAMPLE "invalid-sample" Warning;
    INVALID_SCHEMA "invalid-schema" Error;
    INVALID_SETTING "invalid-setting" Error;
    INVALID_TAG "invalid-tag" Hint;
    INVALID_TEMPLATE "invalid-template" Error;
    INVALID_YAML "invalid-yaml" Error;
    LANGUAGE_GAP "language-gap" Warning;
    LOW_CONTRAST "low-contrast" Warning;
    MISSING_ATTRIBUTE "missing-attribute" Error;
    MISSING_FIELD "missing-field" Warning;
    MISSING_FILE "missing-file" Error;
    MISSING_REGION "missing-region" Error;
    MISSING_SAMPLE "missing-sample" Error;
    NOT_UTF8 "not-utf8" Error;
    OPTIONAL_MISMATCH "optional-mismatch" Warning;
    OUTSIDE_ROOT "outside-root" Error;
    REPEATED_VALUE "repeated-value" Warning;
    SLOW_SAMPLE "slow-sample" Warning;
    STALE_ACCEPTANCE "stale-acceptance" Warning;
    STRAY_BRACE "stray-brace" Hint;
    TOO_DEEP "too-deep" Error;
    TOO_LARGE "too-large" Error;
    TYPE_MISMATCH "type-mismatch" Warning;
    UNCLOSED_FRONT_MATTER "unclosed-front-matter" Error;
    UNCLOSED_TAG "unclosed-tag" Error;
    UNEXPECTED_CLOSING_TAG "unexpected-closing-tag" Error;
    UNKNOWN_ATTRIBUTE "unknown-attribute" Error;
    UNKNOWN_COMPONENT "unknown-component" Error;
    UNKNOWN_DESCRIPTION "unknown-description" Error;
    UNKNOWN_FENCE_LANGUAGE "unknown-fence-language" Warning;
    UNKNOWN_KEY "unknown-key" Warning;
    UNKNOWN_LANGUAGE "unknown-language" Error;
    UNKNOWN_NAME "unknown-name" Warning;
    UNKNOWN_REFERENCE "unknown-reference" Error;
    UNKNOWN_SCHEMA "unknown-schema" Error;
    UNKNOWN_SETTING "unknown-setting" Error;
    UNKNOWN_TYPE "unknown-type" Hint;
    UNKNOWN_VARIABLE "unknown-variable" Error;
    UNREADABLE "unreadable" Error;
    UNSAFE_LINK "unsafe-link" Error;
    UNSUPPORTED_EXPRESSION "unsupported-expression" Error;
    UNUSED_DESCRIPTION "unused-description" Hint;
    VANISHED_ADDRESS "vanished-address" Error;
}

impl Code {
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name == name)
    }
}

/// Another place that matters to a problem, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub place: Place,
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub place: Place,
    /// Lower case, no full stop, names in backticks: what is wrong here.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    pub notes: Vec<Note>,
}

impl Diagnostic {
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, place, message: message.into(), help: None, notes: Vec::new() }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn help_if(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    #[must_use]
    pub fn note(mut self, place: Place, message: impl Into<String>) -> Self {
        self.notes.push(Note { place, message: message.into() });
        self
    }
}

/// A value and what was found wrong on the way to it, kept together so that neither is lost without the other.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Takes the value and moves the diagnostics to where they are gathered.
    pub fn unpack(self, gathered: &mut Vec<Diagnostic>) -> T {
        gathered.extend(self.diagnostics);
        self.value
    }
}

/// Help with names that are near: "did you mean `a` or `b`?"
#[must_use]
pub fn did_you_mean(near: &[&str]) -> Option<String> {
    match near {
        [] => None,
        [one] => Some(format!("did you mean `{one}`?")),
        [first @ .., last] => {
            let first = first.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            Some(format!("did you mean {first} or `{last}`?"))
        }
    }
}

/// What is said of one place more than once counts once: a partial is read for every page that brings it in.
pub fn distinct(diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::HashSet::with_capacity(diagnostics.len());
    diagnostics
        .retain(|diagnostic| seen.insert((diagnostic.code.name, diagnostic.place.clone(), diagnostic.message.clone())));
}
