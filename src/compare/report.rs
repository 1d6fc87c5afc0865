//! Findings to diagnostics: without what the author accepted, equal ones of several languages as one.

use std::collections::BTreeMap;

use crate::index::Index;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::finding::{Accepted, Finding};

/// What is left of the findings, and the accepted ones that do not occur any more.
#[must_use]
pub fn open(findings: Vec<Finding>, accepted: &[Accepted]) -> (Vec<Finding>, Vec<Diagnostic>) {
    let mut met = vec![false; accepted.len()];
    let open = findings
        .into_iter()
        .filter(|finding| {
            let covering = accepted.iter().position(|accepted| accepted.covers(finding));
            if let Some(number) = covering {
                met[number] = true;
            }
            covering.is_none()
        })
        .collect();
    let stale = accepted.iter().zip(met).filter(|(_, met)| !met).map(|(accepted, _)| {
        let message =
            format!("`{}` of `{}` in `{}` occurs no more", accepted.code.name, accepted.field, accepted.subject);
        Diagnostic::new(Code::STALE_ACCEPTANCE, accepted.place.clone(), message).help("take it out of the list")
    });
    (open, stale.collect())
}

/// One diagnostic for each difference, whatever the number of languages it is in.
#[must_use]
pub fn diagnostics(index: &Index, findings: &[Finding]) -> Vec<Diagnostic> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known: BTreeMap<(&str, &str, &str, &str), usize> = BTreeMap::new();
    for finding in findings {
        let key = (finding.code.name, finding.subject.as_str(), finding.field.as_str(), finding.message.as_str());
        let number = *known.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[number].push(finding);
    }
    groups.into_iter().map(|group| diagnostic(index, &group)).collect()
}

fn diagnostic(index: &Index, group: &[&Finding]) -> Diagnostic {
    let first = group[0];
    let languages: Vec<&str> = group.iter().filter_map(|finding| finding.language.as_deref()).collect();
    let mut message = first.message.replace("{in}", &phrase(index, &first.subject, &languages));
    let everywhere = first.code == Code::MISSING_FIELD && is_everywhere(index, &first.subject, &languages);
    if everywhere && index.description(&format!("{}.{}", first.subject, first.field)).is_none() {
        message.push_str(", and in the shared descriptions");
    }
    let mut diagnostic = Diagnostic::new(first.code, first.place.clone(), message).help_if(first.help.clone());
    if let Some((place, said)) = &first.other {
        diagnostic = diagnostic.note(place.clone(), said.clone());
    }
    for finding in &group[1..] {
        let told = finding.place == first.place || diagnostic.notes.iter().any(|note| note.place == finding.place);
        if !told {
            let name = name(index, finding.language.as_deref().unwrap_or_default());
            diagnostic = diagnostic.note(finding.place.clone(), format!("and here, in {name}"));
        }
    }
    diagnostic
}

/// `Go`, `Go and Java`, `all 8 languages`
fn phrase(index: &Index, subject: &str, languages: &[&str]) -> String {
    if languages.len() > 1 && is_everywhere(index, subject, languages) {
        return format!("all {} languages", languages.len());
    }
    let names: Vec<&str> = languages.iter().map(|id| name(index, id)).collect();
    match names.as_slice() {
        [] => "the reference".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether these are all languages that have entries of this id.
fn is_everywhere(index: &Index, subject: &str, languages: &[&str]) -> bool {
    let has = |id: &str| !index.with_id(id, subject).is_empty();
    languages.len() >= index.settings.languages.iter().filter(|language| has(&language.id)).count()
}

fn name<'i>(index: &'i Index, id: &'i str) -> &'i str {
    let known = index.settings.languages.iter().find(|language| language.id == id);
    known.map_or(id, |language| language.name.as_str())
}
