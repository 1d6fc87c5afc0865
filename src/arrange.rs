//! The navigation: from the folders, or from the settings; and the part of it that one page shows.

use std::collections::BTreeMap;

use crate::index::{Index, Owner, PageRecord, title_of_name};
use crate::model::diagnostic::{Checked, Code, Diagnostic};
use crate::model::nav::{Nav, NavItem, NavLink, NavNode, NavPart};
use crate::model::place::{DataPath, Place, Step};
use crate::model::route::Route;
use crate::model::settings::NavigationItem;
use crate::resolve::link::{Problem, redirect_target};

/// How many siblings a page shows of a long row; the page of all pages has the rest.
const WINDOW: usize = 60;

/// The tree of the whole site.
#[must_use]
pub fn nav(index: &Index) -> Checked<Nav> {
    let mut builder = Builder { index, nav: Nav::default(), diagnostics: Vec::new() };
    builder.nav.nodes.reserve(index.pages.len() + 1);
    builder.nav.nodes.push(NavNode::default());
    builder.nav.of_page = vec![None; index.pages.len()];
    if index.settings.navigation.is_empty() {
        builder.folders();
    } else {
        builder.given(&index.settings.navigation, 0);
    }
    Checked::new(builder.nav, builder.diagnostics)
}

struct Builder<'i> {
    index: &'i Index,
    nav: Nav,
    diagnostics: Vec<Diagnostic>,
}

/// A folder of routes while the tree is made.
#[derive(Default)]
struct Folder {
    page: Option<usize>,
    children: BTreeMap<String, Folder>,
}

impl Folder {
    /// Puts a page where a path leads from here.
    fn put(&mut self, path: &str, page: usize) {
        let mut folder = self;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            folder = folder.children.entry(part.to_owned()).or_default();
        }
        folder.page = Some(page);
    }
}

impl Builder<'_> {
    fn add(&mut self, parent: usize, node: NavNode) -> usize {
        let number = self.nav.nodes.len();
        let depth = self.nav.nodes[parent].depth + 1;
        if let Some(page) = node.page {
            self.nav.of_page[page] = Some(number);
        }
        self.nav.nodes.push(NavNode { parent, depth, ..node });
        self.nav.nodes[parent].children.push(number);
        number
    }

    fn page_node(&self, number: usize) -> NavNode {
        let record = &self.index.pages[number];
        NavNode {
            title: nav_title(record),
            href: page_link(self.index, number),
            page: Some(number),
            method: method(record),
            hidden: record.page.front.hidden,
            ..NavNode::default()
        }
    }

    /// By where files lie; the order is `order`, then the title.
    fn folders(&mut self) {
        let mut root = Folder::default();
        for (number, record) in self.index.pages.iter().enumerate() {
            if record.route.is_some() && record.part_of.is_none() {
                root.put(place(record).as_str(), number);
            }
        }
        self.tree(&root, "", 0);
    }

    /// A folder's own page, if it is to stand here, and everything in the folder.
    fn tree(&mut self, root: &Folder, way: &str, parent: usize) {
        if let Some(home) = root.page {
            let node = self.page_node(home);
            self.add(parent, node);
        }
        self.folder(root, way, parent);
    }

    fn folder(&mut self, folder: &Folder, way: &str, parent: usize) {
        // Pages come before groups, so that none seems to belong to the group above it.
        let mut children: Vec<(f64, bool, String, String, &Folder)> = folder
            .children
            .iter()
            .map(|(name, child)| {
                let (way, child) = self.shown(format!("{way}/{name}"), child);
                let front = child.page.map(|page| &self.index.pages[page].page.front);
                let order = front.and_then(|front| front.order).unwrap_or(f64::MAX);
                let title = child.page.map_or_else(
                    || title_of_name(way.rsplit('/').next().unwrap_or_default()),
                    |page| nav_title(&self.index.pages[page]),
                );
                (order, child.page.is_none(), title, way, child)
            })
            .collect();
        children.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1, &a.2, &a.3).cmp(&(b.1, &b.2, &b.3))));
        for (_, _, title, way, child) in children {
            let node = match child.page {
                Some(page) => self.page_node(page),
                None => NavNode { title, href: self.made_href(&way), ..NavNode::default() },
            };
            let number = self.add(parent, node);
            self.folder(child, &way, number);
        }
    }

    /// What stands in the place of a folder: one that holds a single entry and has no page of its own is no group, and
    /// that entry stands there, with its own order.
    fn shown<'f>(&self, mut way: String, mut folder: &'f Folder) -> (String, &'f Folder) {
        while let (None, 1, Some((name, child))) =
            (folder.page, folder.children.len(), folder.children.first_key_value())
        {
            if self.made_href(&way).is_some() {
                break;
            }
            way = format!("{way}/{name}");
            folder = child;
        }
        (way, folder)
    }

    /// The address of a page that folio itself makes for a folder.
    fn made_href(&self, way: &str) -> Option<String> {
        let route = Route::parse(way).ok()?;
        let made = matches!(self.index.owner(&route), Some(Owner::Made(_)));
        made.then(|| route.href(self.index.settings.base_path()))
    }

    /// As the settings say.
    fn given(&mut self, items: &[NavigationItem], parent: usize) {
        for item in items {
            match item {
                NavigationItem::Group { title, page, items, tab } => {
                    let number =
                        page.as_ref().and_then(|(route, steps)| self.given_page(Some(title), route, steps, parent));
                    let number = number
                        .unwrap_or_else(|| self.add(parent, NavNode { title: title.clone(), ..NavNode::default() }));
                    self.nav.nodes[number].tab = *tab;
                    self.given(items, number);
                }
                NavigationItem::Page { title, route, steps } => {
                    self.given_page(title.as_deref(), route, steps, parent);
                }
            }
        }
    }

    /// The node of the page, if the line stands for exactly one.
    fn given_page(&mut self, title: Option<&str>, route: &str, steps: &[Step], parent: usize) -> Option<usize> {
        // `/guides/*`: every page below, in the order of the folders.
        if let Some(folder) = route.strip_suffix("/*") {
            if !self.below(folder, parent) {
                let problem = Problem::new(Code::BROKEN_LINK, format!("there is no page below `{folder}/`"));
                self.report(problem, steps);
            }
            return None;
        }
        let owner = Route::parse(route).ok().and_then(|route| self.index.owner(&route));
        let node = match owner {
            Some(Owner::Page(number)) => Ok(self.page_node(*number)),
            Some(Owner::Made(name)) => redirect_target(self.index, route).map(|href| NavNode {
                title: (*name).to_owned(),
                href: Some(href),
                ..NavNode::default()
            }),
            Some(Owner::Redirect(_)) | None => redirect_target(self.index, route).map(|href| NavNode {
                title: route.to_owned(),
                href: Some(href),
                ..NavNode::default()
            }),
        };
        match node {
            Ok(mut node) => {
                if let Some(title) = title {
                    title.clone_into(&mut node.title);
                }
                Some(self.add(parent, node))
            }
            Err(problem) => {
                self.report(problem, steps);
                None
            }
        }
    }

    fn report(&mut self, problem: Problem, steps: &[Step]) {
        if let Some(source) = self.index.settings_source {
            self.diagnostics.push(problem.at(Place::data(source, DataPath::value(steps.to_vec()))));
        }
    }

    /// Adds the pages below a folder that have no place yet; says whether there are any pages below it at all.
    fn below(&mut self, folder: &str, parent: usize) -> bool {
        let mut root = Folder::default();
        let mut any = false;
        for (number, record) in self.index.pages.iter().enumerate().filter(|(_, record)| record.part_of.is_none()) {
            let Some(route) = &record.route else { continue };
            let place = place(record);
            // A page whose file lies elsewhere stands where its route is.
            let way = [&place, route].into_iter().filter(|way| way.is_within(folder)).find_map(|way| {
                let rest = way.as_str().strip_prefix(folder.trim_end_matches('/'))?.trim_matches('/');
                // The front page is below the whole site, and no other page below itself.
                (!rest.is_empty() || folder.is_empty()).then(|| rest.to_owned())
            });
            let Some(way) = way.filter(|_| route.as_str() != folder) else { continue };
            any = true;
            if self.nav.of_page[number].is_none() {
                root.put(&way, number);
            }
        }
        self.tree(&root, folder, parent);
        any
    }
}

/// Where a page's file lies, as a route.
fn place(record: &PageRecord) -> Route {
    Route::of_file(record.source.path.below("content").unwrap_or(record.source.path.as_str()))
}

fn nav_title(record: &PageRecord) -> String {
    record.page.front.nav_title.clone().unwrap_or_else(|| record.title.clone())
}

/// The method of the page's operation, if it documents one.
fn method(record: &PageRecord) -> Option<String> {
    let mut entries = record.page.front.reference.iter().flat_map(|(_, entries)| entries);
    entries.find_map(super::model::reference::Entry::method).map(str::to_owned)
}

fn page_link(index: &Index, number: usize) -> Option<String> {
    let record = &index.pages[number];
    Some(record.route.as_ref()?.href(index.settings.base_path()))
}

/// What the page at `node` shows of the tree.
#[must_use]
pub fn part(nav: &Nav, node: Option<usize>) -> NavPart {
    let mut way = Vec::new();
    let mut at = node.unwrap_or(0);
    while at != 0 {
        way.push(at);
        at = nav.nodes[at].parent;
    }
    way.reverse();
    let tabs: Vec<usize> = nav.nodes[0].children.iter().copied().filter(|child| nav.nodes[*child].tab).collect();
    let tab = way.first().copied().filter(|first| nav.nodes[*first].tab);
    let root = tab.unwrap_or(0);
    let mut cut = false;
    let items = items(nav, root, &way, node, &mut cut);
    let reading = |from: usize, forward: bool| neighbour(nav, from, forward);
    NavPart {
        tabs: tabs
            .iter()
            .map(|number| NavItem {
                node: *number,
                title: nav.nodes[*number].title.clone(),
                href: first_href(nav, *number),
                current: tab == Some(*number),
                ..NavItem::default()
            })
            .collect(),
        items,
        breadcrumbs: way
            .iter()
            .take(way.len().saturating_sub(1))
            .filter_map(|number| {
                let href = first_href(nav, *number)?;
                Some(NavLink { title: nav.nodes[*number].title.clone(), href })
            })
            .collect(),
        previous: node.and_then(|node| reading(node, false)),
        next: node.and_then(|node| reading(node, true)),
        cut,
    }
}

fn items(nav: &Nav, parent: usize, way: &[usize], current: Option<usize>, cut: &mut bool) -> Vec<NavItem> {
    let children: Vec<usize> = nav.nodes[parent]
        .children
        .iter()
        .copied()
        .filter(|child| {
            let node = &nav.nodes[*child];
            (!node.hidden || way.contains(child)) && !(parent == 0 && node.tab)
        })
        .collect();
    let shown = window(&children, way);
    *cut |= shown.len() < children.len();
    // At the top of a tree, a group without a page is a name above its pages, as long as there is room for all of them.
    let is_name = |number: &usize| {
        let node = &nav.nodes[*number];
        node.href.is_none() && node.depth <= 1 + usize::from(nav.nodes[parent].tab)
    };
    let below = |number: &usize| nav.nodes[*number].children.iter().filter(|child| !nav.nodes[**child].hidden).count();
    let all_fit = shown.iter().filter(|number| is_name(number)).map(below).sum::<usize>() <= WINDOW;
    shown
        .iter()
        .map(|number| {
            let node = &nav.nodes[*number];
            let open = way.contains(number);
            let group = node.children.iter().any(|child| !nav.nodes[*child].hidden);
            let label = group && all_fit && is_name(number);
            let inner = if group && (open || label) { items(nav, *number, way, current, cut) } else { Vec::new() };
            NavItem {
                node: *number,
                title: node.title.clone(),
                href: if label { None } else { first_href(nav, *number) },
                method: node.method.clone(),
                current: current == Some(*number),
                open,
                group,
                label,
                items: inner,
            }
        })
        .collect()
}

/// Of a long row, those around the one on the way to the page.
fn window<'c>(children: &'c [usize], way: &[usize]) -> &'c [usize] {
    if children.len() <= WINDOW {
        return children;
    }
    let at = children.iter().position(|child| way.contains(child)).unwrap_or(0);
    let start = at.saturating_sub(WINDOW / 2).min(children.len() - WINDOW);
    &children[start..start + WINDOW]
}

/// The page of a node, or of the first one in it that has any and is not hidden.
fn first_href(nav: &Nav, number: usize) -> Option<String> {
    let node = &nav.nodes[number];
    let mut children = node.children.iter().filter(|child| !nav.nodes[**child].hidden);
    node.href.clone().or_else(|| children.find_map(|child| first_href(nav, *child)))
}

/// The page before or after one, in the order of reading; nodes are numbered in that order.
fn neighbour(nav: &Nav, from: usize, forward: bool) -> Option<NavLink> {
    let mut at = from;
    loop {
        at = if forward { at.checked_add(1).filter(|next| *next < nav.nodes.len())? } else { at.checked_sub(1)? };
        let node = &nav.nodes[at];
        if at == 0 {
            return None;
        }
        if let (Some(href), Some(_), false) = (&node.href, node.page, node.hidden) {
            return Some(NavLink { title: node.title.clone(), href: href.clone() });
        }
    }
}
