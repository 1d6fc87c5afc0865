//! What stands around every page: the site's own words, and the navigation, line by line.

use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::model::nav::{Nav, NavItem, NavPart};

use super::templates::{Given, TemplateProblem, Templates};
use super::view::{NavView, PageFacts, SiteView};

/// Bytes of a page beside its body and the lines of its navigation, or so.
const ROOM: usize = 8 << 10;

/// What is the same around all pages, made once.
pub struct Frame {
    templates: Arc<Templates>,
    site: Given,
    /// The lines of the navigation, by node, as far as they were met: one that is closed is the same on every page.
    closed: Vec<OnceLock<Box<str>>>,
}

/// A line of the navigation without what is below it.
#[derive(Serialize)]
struct Line<'l> {
    title: &'l str,
    href: Option<&'l str>,
    method: Option<&'l str>,
    current: bool,
    open: bool,
    group: bool,
    label: bool,
}

impl Frame {
    #[must_use]
    pub fn new(templates: Arc<Templates>, site: &SiteView, nav: &Nav) -> Self {
        let closed = nav.nodes.iter().map(|_| OnceLock::new()).collect();
        Self { templates, site: Given::data(site), closed }
    }

    /// A page from first to last byte.
    pub fn page(&self, page: PageFacts, nav: &NavPart) -> Result<String, TemplateProblem> {
        let mut list = String::new();
        self.lines(&nav.items, &mut list)?;
        let nav = NavView {
            tabs: &nav.tabs,
            list,
            items: self.templates.mention_items().then_some(&nav.items),
            breadcrumbs: &nav.breadcrumbs,
            previous: nav.previous.as_ref(),
            next: nav.next.as_ref(),
            cut: nav.cut,
        };
        let room = page.html.len() + nav.list.len() + ROOM;
        let views = [("site", self.site.clone()), ("page", Given::data(&page)), ("nav", Given::data(&nav))];
        // Some pages are as large as the list of all others: there is one copy less of them.
        drop(page);
        self.templates.page("page.html", views, room)
    }

    fn lines(&self, items: &[NavItem], out: &mut String) -> Result<(), TemplateProblem> {
        for item in items {
            let is_same_everywhere = !item.open && !item.label && item.items.is_empty();
            let known = self.closed.get(item.node).filter(|_| is_same_everywhere);
            if let Some(line) = known.and_then(OnceLock::get) {
                out.push_str(line);
            } else {
                let line = self.line(item)?;
                out.push_str(&line);
                known.map(|known| known.set(line.into()));
            }
        }
        Ok(())
    }

    fn line(&self, item: &NavItem) -> Result<String, TemplateProblem> {
        let mut below = String::new();
        self.lines(&item.items, &mut below)?;
        let line = Line {
            title: &item.title,
            href: item.href.as_deref(),
            method: item.method.as_deref(),
            current: item.current,
            open: item.open,
            group: item.group,
            label: item.label,
        };
        self.templates.component("NavItem", Vec::new(), vec![("item", Given::data(&line))], Some(&below))
    }
}
