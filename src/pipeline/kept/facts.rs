//! What was found in sources, each under its digest.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::index::ParsedPage;
use crate::model::compact;
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::page::{Aspects, Page};
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::model::source::{Digest, Source, SourceId, SourceKind};
use crate::model::store::Store;

use super::said::{Naming, Said};

/// The facts of a source in the store.
#[derive(Serialize, Deserialize)]
struct Facts<'f> {
    page: Option<(Cow<'f, Page>, Option<Cow<'f, Schema>>, Aspects)>,
    #[serde(borrow)]
    diagnostics: Vec<Said<'f>>,
}

/// The key of what is found in a source.
#[must_use]
pub fn key(source: &Source, settings: &Settings) -> Digest {
    let with: Vec<&str> = match source.kind {
        SourceKind::Json => settings.schemas.tags.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let SourceKind::Page { mdx, .. } = source.kind else {
        return Digest::of(&compact::bytes(&("json", source.digest, with)));
    };
    Digest::of(&compact::bytes(&("page", source.digest, mdx, settings.front_matter_limit)))
}

/// What was found in a source.
#[must_use]
pub fn find(store: &dyn Store, key: Digest, source: &Source) -> Option<Checked<Option<ParsedPage>>> {
    let Facts { page, diagnostics } = compact::value(store.get(key)?)?;
    let parsed = page.map(|(page, schema, aspects)| ParsedPage {
        source: source.clone(),
        page: page.into_owned().into(),
        schema: schema.map(|schema| schema.into_owned().into()),
        aspects,
    });
    let diagnostics: Option<Vec<Diagnostic>> = diagnostics.iter().map(|said| said.again(&Own(source.id))).collect();
    Some(Checked::new(parsed, diagnostics?))
}

/// Leaves what was found in a source, if that is all in it.
pub fn keep(store: &dyn Store, key: Digest, source: &Source, found: &Checked<Option<ParsedPage>>) {
    let is_fleeting =
        |diagnostic: &Diagnostic| [Code::INTERNAL_ERROR, Code::UNREADABLE, Code::TOO_LARGE].contains(&diagnostic.code);
    if found.diagnostics.iter().any(is_fleeting) {
        return;
    }
    let own = Own(source.id);
    let said = found.diagnostics.iter().map(|diagnostic| Said::of(diagnostic, &own));
    let Some(diagnostics) = said.collect::<Option<Vec<_>>>() else { return };
    let page = found
        .value
        .as_ref()
        .map(|parsed| (Cow::Borrowed(&*parsed.page), parsed.schema.as_deref().map(Cow::Borrowed), parsed.aspects));
    store.put(key, &compact::bytes(&Facts { page, diagnostics }));
}

/// One source alone, whatever it is called.
struct Own(SourceId);

impl Naming for Own {
    fn name(&self, id: SourceId) -> Option<&str> {
        (id == self.0).then_some("")
    }

    fn named(&self, _: &str) -> Option<SourceId> {
        Some(self.0)
    }
}
