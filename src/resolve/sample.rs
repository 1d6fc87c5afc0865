//! The files behind `file="stem"` of a code block.
//!
//! A stem is looked for in `_samples/` beside the page, then in each folder up to `content/`:
//! `<stem>.<ending>` or `<language>/<stem>.<ending>`. One stem, many languages.

use crate::index::Index;
use crate::model::diagnostic::{Code, did_you_mean};
use crate::model::language::Language;
use crate::model::links::{SampleSet, SampleVariant};
use crate::model::page::{Use, UseKind};
use crate::model::source::SourcePath;
use crate::near::near;

use super::link::Problem;

/// The variants that a tab shows: one for each language, or one for all.
pub fn sample(index: &Index, page: &SourcePath, file: &str, language: Option<&str>) -> Result<SampleSet, Problem> {
    let (stem, region) = file.split_once('#').map_or((file, None), |(stem, region)| (stem, Some(region.to_owned())));
    let climbs =
        stem.split(['/', '\\']).any(|part| part == "..") || stem.starts_with(['/', '\\']) || stem.contains(':');
    if climbs || stem.contains('\0') {
        let problem = Problem::new(Code::OUTSIDE_ROOT, format!("`{file}` leads out of `_samples/`"));
        return Err(problem.help(Some("name a file in `_samples/` by its stem".to_owned())));
    }
    let languages = &index.settings.languages;
    let folders = folders(page);
    if let Some(id) = language {
        let Some(known) = languages.iter().find(|known| known.id == id || known.highlight == id) else {
            let names = languages.iter().map(|language| language.id.as_str());
            let problem = Problem::new(Code::UNKNOWN_LANGUAGE, format!("`{id}` is no language of this site"));
            return Err(problem.help(did_you_mean(&near(id, names))));
        };
        let found = folders.iter().find_map(|folder| in_language(index, folder, stem, known));
        let Some(mut variant) = found else {
            return Err(missing(index, stem, &folders));
        };
        variant.languages = vec![known.id.clone()];
        return Ok(SampleSet { variants: vec![variant], region });
    }
    let mut variants: Vec<SampleVariant> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    for language in languages {
        match folders.iter().find_map(|folder| in_language(index, folder, stem, language)) {
            Some(variant) => match variants.iter_mut().find(|known| known.source == variant.source) {
                Some(known) => known.languages.push(language.id.clone()),
                None => variants.push(SampleVariant { languages: vec![language.id.clone()], ..variant }),
            },
            None => without.push(language.id.clone()),
        }
    }
    if without.is_empty() && !variants.is_empty() {
        return Ok(SampleSet { variants, region });
    }
    let neutral = folders.iter().find_map(|folder| neutral(index, folder, stem));
    match (variants.first_mut(), neutral) {
        (None, Some(neutral)) => variants.push(neutral),
        (None, None) => return Err(missing(index, stem, &folders)),
        (Some(_), Some(neutral)) => variants.push(SampleVariant { languages: without, ..neutral }),
        (Some(first), None) => {
            first.languages.extend(without.iter().cloned());
            first.fallback = without;
        }
    }
    Ok(SampleSet { variants, region })
}

/// The languages for which tabs right after a sample show another one in its place.
#[must_use]
pub fn replaced<'i>(index: &'i Index, after: &[Use]) -> Vec<&'i String> {
    let languages = &index.settings.languages;
    let tabs = after.iter().filter(|used| !matches!(used.kind, UseKind::Entry(_)));
    let named = tabs.map_while(|used| match &used.kind {
        UseKind::Sample { language: Some((id, _)), .. } => Some(id),
        _ => None,
    });
    named
        .filter_map(|id| languages.iter().find(|known| known.id == *id || known.highlight == *id))
        .map(|known| &known.id)
        .collect()
}

/// `content/a/b/_samples`, `content/a/_samples`, `content/_samples`
fn folders(page: &SourcePath) -> Vec<String> {
    let mut folders = Vec::new();
    let mut folder = page.folder();
    loop {
        folders.push(format!("{folder}/_samples"));
        if folder == "content" {
            return folders;
        }
        match folder.rsplit_once('/') {
            Some((above, _)) => folder = above,
            None => return folders,
        }
    }
}

fn in_language(index: &Index, folder: &str, stem: &str, language: &Language) -> Option<SampleVariant> {
    let own = format!("{folder}/{}/{stem}", language.id);
    let flat = format!("{folder}/{stem}");
    language
        .endings
        .iter()
        .map(|ending| (format!("{flat}.{ending}"), ending))
        .chain(language.endings.iter().map(|ending| (format!("{own}.{ending}"), ending)))
        .find_map(|(path, ending)| variant(index, &path, ending))
}

fn neutral(index: &Index, folder: &str, stem: &str) -> Option<SampleVariant> {
    const FIRST: [&str; 8] = ["json", "txt", "http", "xml", "yaml", "yml", "html", "csv"];
    if let Some(found) = FIRST.iter().find_map(|ending| variant(index, &format!("{folder}/{stem}.{ending}"), ending)) {
        return Some(found);
    }
    let prefix = format!("{folder}/{stem}.");
    let is_known = |ending: &str| {
        index.settings.languages.iter().any(|language| language.endings.iter().any(|known| known == ending))
    };
    beside(index, &prefix)
        .filter(|ending| !ending.contains(['.', '/']) && !is_known(ending))
        .find_map(|ending| variant(index, &format!("{prefix}{ending}"), ending))
}

/// What follows the start of their paths in the samples that have it, in order.
fn beside<'i>(index: &'i Index, start: &'i str) -> impl Iterator<Item = &'i str> {
    index.samples.range(start.to_owned()..).map_while(move |(path, _)| path.strip_prefix(start))
}

fn variant(index: &Index, path: &str, ending: &str) -> Option<SampleVariant> {
    let source = *index.samples.get(path)?;
    let digest = index.digest(source)?;
    Some(SampleVariant {
        languages: Vec::new(),
        fallback: Vec::new(),
        source,
        digest,
        ending: ending.to_owned(),
        file_name: path.rsplit('/').next().unwrap_or(path).to_owned(),
    })
}

fn missing(index: &Index, stem: &str, folders: &[String]) -> Problem {
    let mut stems: Vec<&str> = index
        .samples
        .keys()
        .filter_map(|path| folders.iter().find_map(|folder| path.strip_prefix(folder.as_str())?.strip_prefix('/')))
        .map(|file| file.rsplit_once('.').map_or(file, |(stem, _)| stem))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    let help =
        did_you_mean(&near(stem, stems)).or_else(|| folders.first().map(|folder| format!("put it in `{folder}/`")));
    Problem::new(Code::MISSING_SAMPLE, format!("the sample `{stem}` has no file")).help(help)
}
