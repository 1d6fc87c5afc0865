//! Diagnostics in a store: sources go by names that hold from one run to the next.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::diagnostic::{Code, Diagnostic, Note};
use crate::model::place::{Place, Spot};
use crate::model::source::SourceId;

/// Sources by names that hold from one run to the next.
pub(super) trait Naming {
    fn name(&self, id: SourceId) -> Option<&str>;
    fn named(&self, name: &str) -> Option<SourceId>;
}

/// A diagnostic in the store.
#[derive(Serialize, Deserialize)]
pub(super) struct Said<'s> {
    code: &'s str,
    #[serde(borrow)]
    place: (&'s str, Cow<'s, Spot>),
    message: &'s str,
    help: Option<&'s str>,
    #[serde(borrow)]
    notes: Vec<(&'s str, Cow<'s, Spot>, &'s str)>,
}

impl<'s> Said<'s> {
    pub(super) fn of(diagnostic: &'s Diagnostic, naming: &'s dyn Naming) -> Option<Self> {
        let Diagnostic { code, place, message, help, notes } = diagnostic;
        let notes = notes.iter().map(|Note { place, message }| {
            Some((naming.name(place.source)?, Cow::Borrowed(&place.spot), message.as_str()))
        });
        Some(Self {
            code: code.name,
            place: (naming.name(place.source)?, Cow::Borrowed(&place.spot)),
            message,
            help: help.as_deref(),
            notes: notes.collect::<Option<_>>()?,
        })
    }

    pub(super) fn again(&self, naming: &dyn Naming) -> Option<Diagnostic> {
        let place = |name: &str, spot: &Spot| Some(Place { source: naming.named(name)?, spot: spot.clone() });
        let notes = self
            .notes
            .iter()
            .map(|(name, spot, message)| Some(Note { place: place(name, spot)?, message: (*message).to_owned() }));
        Some(Diagnostic {
            code: Code::named(self.code)?,
            place: place(self.place.0, &self.place.1)?,
            message: self.message.to_owned(),
            help: self.help.map(str::to_owned),
            notes: notes.collect::<Option<_>>()?,
        })
    }
}
