//! The schemas of a site by their names, and what a reference from one file to another names.

use std::collections::{BTreeSet, HashMap};

use super::{Index, join};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::route::{decoded, scheme};
use crate::model::source::SourcePath;
use crate::parse::schema::circles;

/// How `OpenAPI` names a schema of its own.
const COMPONENTS: &str = "#/components/schemas/";

/// The schemas of a site, by the numbers of their pages.
#[derive(Debug, Default, Clone)]
pub struct Schemas {
    by_id: HashMap<String, usize>,
    /// `X` of `#/components/schemas/X`.
    by_component: HashMap<String, usize>,
    by_title: HashMap<String, Vec<usize>>,
    /// Who refers to whom, each pair once.
    pub refers: BTreeSet<(usize, usize)>,
    /// The circle of references that a page stands in.
    circles: Vec<usize>,
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Referral {
    /// A schema of this site, and where in it: a JSON pointer, or `#name`.
    Schema {
        page: usize,
        fragment: String,
    },
    /// An address on another host, as written.
    External(String),
    /// Out of the root, or to a file of the machine.
    Outside,
    Missing,
}

impl Schemas {
    /// Whether two schemas lead to each other.
    #[must_use]
    pub fn circular(&self, from: usize, to: usize) -> bool {
        from == to || self.circles.get(from).is_some_and(|circle| self.circles.get(to) == Some(circle))
    }

    /// The schema with this title, name or file, if there is just one.
    #[must_use]
    pub fn titled(&self, title: &str) -> Option<usize> {
        self.by_component.get(title).copied().or_else(|| match self.by_title.get(title)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }

    /// Every name that a schema can be called by.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.by_component.keys().chain(self.by_title.keys()).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Enters the schemas among the pages, and says which of them have one name.
pub fn enter(index: &mut Index, diagnostics: &mut Vec<Diagnostic>) {
    let mut table = Schemas::default();
    for (number, record) in index.pages.iter().enumerate() {
        let Some(schema) = &record.schema else { continue };
        table.by_title.entry(record.title.clone()).or_default().push(number);
        let Some((id, span)) = &schema.id else { continue };
        let (names, name) = match id.strip_prefix(COMPONENTS) {
            Some(name) => (&mut table.by_component, name),
            None => (&mut table.by_id, id.trim_end_matches('#')),
        };
        if let Some(other) = names.get(name) {
            let other = &index.pages[*other];
            let message = format!("`{id}` is the `$id` of two schemas");
            let mut diagnostic = Diagnostic::new(Code::DUPLICATE_SCHEMA, Place::span(record.source.id, *span), message);
            if let Some((_, first)) = other.schema.as_ref().and_then(|schema| schema.id.as_ref()) {
                diagnostic = diagnostic.note(Place::span(other.source.id, *first), "first here");
            }
            diagnostics.push(diagnostic);
        } else {
            names.insert(name.to_owned(), number);
        }
    }
    index.schemas = table.into();
    let mut refers = BTreeSet::new();
    for (number, record) in index.pages.iter().enumerate() {
        for text in record.schema.iter().flat_map(|schema| &schema.refers) {
            if let Referral::Schema { page, .. } = index.refer(number, text, None) {
                refers.insert((number, page));
            }
        }
    }
    let edges: Vec<(usize, usize)> = refers.iter().copied().collect();
    index.schemas.circles = circles(index.pages.len(), &edges);
    index.schemas.refers = refers;
}

impl Index {
    /// What a `$ref` in the schema of page `from` names; `base` is the `$id` of the part around it, if it has one.
    #[must_use]
    pub fn refer(&self, from: usize, text: &str, base: Option<&str>) -> Referral {
        let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = decoded(fragment).unwrap_or_else(|| fragment.to_owned());
        let schema = |page: usize, fragment: String| Referral::Schema { page, fragment };
        if address.is_empty() {
            let Some(rest) = text.strip_prefix(COMPONENTS) else { return Referral::Missing };
            let (name, below) =
                rest.split_once('/').map_or((rest, String::new()), |(name, below)| (name, format!("/{below}")));
            let name = decoded(name).unwrap_or_else(|| name.to_owned()).replace("~1", "/").replace("~0", "~");
            return self.schemas.titled(&name).map_or(Referral::Missing, |page| schema(page, below));
        }
        let fragment = if fragment.is_empty() || fragment.starts_with('/') { fragment } else { format!("#{fragment}") };
        let record = &self.pages[from];
        let own = record.schema.as_ref().and_then(|schema| schema.id.as_ref()).map(|(id, _)| id.as_str());
        let own = own.filter(|own| own.contains("://"));
        let base = match (base, own) {
            (Some(base), Some(own)) => Some(joined_address(own, base)),
            (base, own) => base.or(own).map(str::to_owned),
        };
        let full = base.map(|base| joined_address(&base, address));
        for address in [Some(address), full.as_deref()].into_iter().flatten() {
            if let Some(page) = self.schemas.by_id.get(address) {
                return schema(*page, fragment);
            }
        }
        if let Some((scheme, _)) = scheme(address) {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" => Referral::External(text.to_owned()),
                "file" => Referral::Outside,
                _ => Referral::Missing,
            };
        }
        if address.starts_with("//") {
            return Referral::External(text.to_owned());
        }
        if address.starts_with('\\') {
            return Referral::Outside;
        }
        match self.schema_file(record.source.path.folder(), address) {
            Some(Some(page)) => schema(page, fragment),
            Some(None) => Referral::Missing,
            None => Referral::Outside,
        }
    }

    /// The schema in a file, as named from a folder; none at all where the way leads out of `content/`.
    fn schema_file(&self, folder: &str, address: &str) -> Option<Option<usize>> {
        let address = decoded(address).unwrap_or_else(|| address.to_owned());
        let path = join(folder, &address)?;
        let names = [path.clone(), format!("{path}.json")];
        let found = names.iter().find_map(|name| self.page_at(&SourcePath::new(name)));
        Some(found.filter(|page| self.pages[*page].schema.is_some()))
    }

    /// The schema that a page or a component names: by path, `$id`, name or title.
    #[must_use]
    pub fn schema_named(&self, from: &SourcePath, name: &str) -> Option<usize> {
        let plain = name.strip_prefix(COMPONENTS).unwrap_or(name);
        let by_name = self.schemas.titled(plain).or_else(|| self.schemas.by_id.get(name).copied());
        by_name.or_else(|| {
            [from.folder(), "content", "content/schemas"]
                .iter()
                .find_map(|folder| self.schema_file(folder, name).flatten())
        })
    }
}

/// A relative address in the place of the last part of another.
fn joined_address(base: &str, address: &str) -> String {
    if scheme(address).is_some() {
        return address.to_owned();
    }
    let base = base.split(['#', '?']).next().unwrap_or(base);
    let start = base.find("://").map_or(0, |at| at + 3);
    let root = base[start..].find('/').map_or(base.len(), |at| start + at);
    if address.starts_with('/') {
        return format!("{}{address}", &base[..root]);
    }
    let folder = base[root..].rfind('/').map_or("", |at| &base[root..root + at]);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{}/{}", &base[..root], parts.join("/"))
}
