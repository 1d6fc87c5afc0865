//! Pages to files: everything that a reader or a machine gets.
//!
//! `page` makes a page of a body and its links, `site` what stands once for the whole site. HTML of pages and
//! components comes from templates; what stands inside a line of text is written here.

pub mod assets;
pub mod body;
pub mod card;
pub mod catalog;
pub mod code;
pub mod component;
pub mod coverage;
pub mod escape;
pub mod feed;
pub mod fragment;
pub mod frame;
pub mod highlight;
pub mod inline;
pub mod linked_data;
pub mod page;
pub mod reference;
pub mod schema;
pub mod scope;
pub mod search;
pub mod site;
pub mod templates;
pub mod theme;
pub mod twin;
pub mod view;

use std::sync::Arc;

use crate::index::Index;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::language::Language;
use crate::model::links::SampleVariant;
use crate::model::place::{Place, Span};
use crate::model::source::SourceId;

use frame::Frame;
use templates::{TemplateProblem, Templates};
use view::SiteView;

/// Where the texts of sources come from while pages are rendered: read when asked for, never kept here.
pub trait Texts: Sync {
    /// The text of a page, shared file or sample, or why it has none.
    fn text(&self, source: SourceId) -> Result<Arc<str>, Box<Diagnostic>>;
    /// Where the body of a page or shared file starts, and whether it is MDX.
    fn body(&self, source: SourceId) -> (usize, bool);
}

/// What every page is rendered with.
pub struct Renderer<'r> {
    pub index: &'r Index,
    pub templates: &'r Templates,
    pub frame: &'r Frame,
    pub site: &'r SiteView,
    pub texts: &'r dyn Texts,
    pub languages: Vec<Language>,
    /// Sources of the user's own templates, for pointing into them.
    pub template_sources: &'r [(String, SourceId)],
}

impl Renderer<'_> {
    /// Whether pages are published as Markdown too.
    #[must_use]
    pub fn has_twins(&self) -> bool {
        self.index.settings.twins
    }

    /// The name of the syntax of a sample: what its language says, else its ending.
    #[must_use]
    pub fn highlight_name(&self, file: &SampleVariant) -> String {
        let own = self.languages.iter().find(|language| {
            file.languages.first() == Some(&language.id) && language.endings.first() == Some(&file.ending)
        });
        own.map_or_else(|| file.ending.clone(), |language| language.highlight.clone())
    }

    /// What is wrong with a template, at its own place if it is the user's.
    #[must_use]
    pub fn template_diagnostic(&self, problem: &TemplateProblem, used: Option<(Place, String)>) -> Diagnostic {
        template_diagnostic(problem, self.template_sources, used)
    }
}

/// A template's problem as a diagnostic: in the user's own file, or where the template was used.
#[must_use]
pub fn template_diagnostic(
    problem: &TemplateProblem,
    sources: &[(String, SourceId)],
    used: Option<(Place, String)>,
) -> Diagnostic {
    let own = problem.name.as_ref().and_then(|name| sources.iter().find(|(known, _)| known == name));
    match (own, used) {
        (Some((_, source)), used) => {
            let place = Place::span(*source, Span::new(problem.range.start, problem.range.end));
            let diagnostic =
                Diagnostic::new(Code::INVALID_TEMPLATE, place, problem.message.clone()).help_if(problem.help.clone());
            match used {
                Some((place, _)) => diagnostic.note(place, "used here"),
                None => diagnostic,
            }
        }
        (None, Some((place, message))) => Diagnostic::new(Code::INVALID_TEMPLATE, place, message),
        (None, None) => Diagnostic::new(Code::INVALID_TEMPLATE, Place::start(SourceId(0)), problem.message.clone()),
    }
}
