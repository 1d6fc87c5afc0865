//! The samples of a page: what each `<CodeBlock>` shows, under which title, and for which entry.

use crate::index::PageRecord;
use crate::model::document::{Component, Node, NodeKind};
use crate::model::source::SourceKind;
use crate::parse::{self, facts};

/// One tab of a code block, or a code block without tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The entry that it shows, by id.
    pub id: Option<String>,
    pub title: String,
    pub file: String,
    pub language: Option<String>,
    /// It stands beside others in one block.
    pub tab: bool,
}

/// Every sample that the body of a page or shared file names.
#[must_use]
pub fn blocks(record: &PageRecord, text: &str) -> Vec<Block> {
    if !record.page.components.iter().any(|name| name == "CodeBlock") {
        return Vec::new();
    }
    let SourceKind::Page { mdx, .. } = record.source.kind else { return Vec::new() };
    parse::with_body(record.source.id, text, record.page.body as usize, mdx, |document| {
        let mut found = Vec::new();
        walk(&document.value.nodes, &mut found);
        found
    })
}

fn walk(nodes: &[Node<'_>], found: &mut Vec<Block>) {
    for node in nodes {
        match &node.kind {
            NodeKind::Component(component) if component.name == "CodeBlock" => {
                let id = component.text("referenceId").map(str::to_owned);
                let title = component.text("title").map(str::to_owned).unwrap_or_default();
                found.extend(block(component, id.clone(), title, false));
                tabs(&node.children, id.as_deref(), found);
            }
            _ => walk(&node.children, found),
        }
    }
}

fn tabs(nodes: &[Node<'_>], id: Option<&str>, found: &mut Vec<Block>) {
    for node in nodes {
        match &node.kind {
            NodeKind::Component(component) if component.name == "CodeBlockTab" => {
                let id = component.text("referenceId").map(str::to_owned).or_else(|| id.map(str::to_owned));
                let title = component.text("title").map(str::to_owned).unwrap_or_default();
                found.extend(block(component, id, title, true));
            }
            _ => tabs(&node.children, id, found),
        }
    }
}

fn block(component: &Component<'_>, id: Option<String>, title: String, tab: bool) -> Option<Block> {
    let file = component.text("file").map(str::to_owned)?;
    Some(Block { id, title, file, language: component.text("language").map(str::to_owned), tab })
}

impl Block {
    /// `Response`, `404 Not found`
    #[must_use]
    pub fn is_response(&self) -> bool {
        facts::is_response(&self.title)
    }

    #[must_use]
    pub fn is_request(&self) -> bool {
        self.title.to_lowercase().starts_with("request")
    }

    /// The HTTP status that its title names.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        facts::status(&self.title)
    }
}
