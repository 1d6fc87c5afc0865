//! The order of the pages: one tree for the site, of which each page shows its own part.

use serde::Serialize;

/// The whole tree. Nodes are numbered in the order of reading; 0 is the root, which is no page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Nav {
    pub nodes: Vec<NavNode>,
    /// The node of each page, by the page's number.
    pub of_page: Vec<Option<usize>>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct NavNode {
    pub title: String,
    /// The page, or none for a group that is only a name.
    pub href: Option<String>,
    pub page: Option<usize>,
    /// The HTTP method of the page's operation.
    pub method: Option<String>,
    pub parent: usize,
    pub children: Vec<usize>,
    pub depth: usize,
    /// A part of the site of its own, with a tab at the top.
    pub tab: bool,
    pub hidden: bool,
}

/// What one page shows of the tree.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct NavPart {
    pub tabs: Vec<NavItem>,
    pub items: Vec<NavItem>,
    pub breadcrumbs: Vec<NavLink>,
    pub previous: Option<NavLink>,
    pub next: Option<NavLink>,
    /// Whether some of the tree is left out, and the page of all pages must be pointed to.
    pub cut: bool,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct NavItem {
    /// The node that it stands for.
    #[serde(skip)]
    pub node: usize,
    pub title: String,
    pub href: Option<String>,
    pub method: Option<String>,
    pub current: bool,
    pub open: bool,
    /// It has children, whether they are shown or not.
    pub group: bool,
    /// A name above what follows, and no link.
    pub label: bool,
    pub items: Vec<NavItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NavLink {
    pub title: String,
    pub href: String,
}
