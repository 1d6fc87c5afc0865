//! Folders that are published as one page: which pages are its sections, and what each is called there.

use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::place::{DataPath, Place, Step};
use crate::model::route::Route;
use crate::near::near;
use crate::parse::slug::{Anchors, slug};

use super::anchors::user_anchors;
use super::build::Builder;

impl Builder {
    /// Folders that are published as one page.
    pub(super) fn combine(&mut self) {
        for (number, folder) in self.index.settings.combine.clone().into_iter().enumerate() {
            let root = self.index.pages.iter().position(|record| {
                record.route.as_ref().is_some_and(|route| route.as_str() == folder)
                    || record.source.path.below("content").is_some_and(|path| Route::of_file(path).as_str() == folder)
            });
            let Some(root) = root else {
                let near = {
                    let folders = self.index.pages.iter().filter_map(|record| record.route.as_ref());
                    did_you_mean(&near(&folder, folders.map(Route::as_str)))
                };
                if let Some(source) = self.index.settings_source {
                    let steps = vec![Step::Key("combine".into()), Step::Item(u32::try_from(number).unwrap_or(0))];
                    let place = Place::data(source, DataPath::value(steps));
                    let message = format!("there is no page `{folder}` that its siblings could be parts of");
                    self.diagnostics.push(Diagnostic::new(Code::BROKEN_LINK, place, message).help_if(near));
                }
                continue;
            };
            let path = self.index.pages[root].source.path.clone();
            let mut parts: Vec<usize> = (0..self.index.pages.len())
                .filter(|number| {
                    let record = &self.index.pages[*number];
                    *number != root
                        && record.route.is_some()
                        && record.schema.is_none()
                        && record.source.path.folder() == path.folder()
                })
                .collect();
            parts.sort_by(|a, b| {
                let order = |number: &usize| self.index.pages[*number].page.front.order.unwrap_or(f64::MAX);
                order(a).total_cmp(&order(b)).then_with(|| a.cmp(b))
            });
            let mut anchors = Anchors::of_page();
            for anchor in self.own_anchors(root) {
                anchors.unique(&anchor);
            }
            for part in &parts {
                let own = self.own_anchors(*part);
                let record = &mut self.index.pages[*part];
                let route = record.route.as_ref().map(Route::as_str).unwrap_or_default();
                let wanted = slug(route.rsplit('/').next().unwrap_or_default());
                // A section's name begins each anchor in it, and none of them may be another section's.
                let (section, inner) = loop {
                    let section = anchors.unique(&wanted);
                    let inner: Vec<String> = own.iter().map(|anchor| format!("{section}-{anchor}")).collect();
                    if !inner.iter().any(|anchor| anchors.contains(anchor)) {
                        break (section, inner);
                    }
                };
                for anchor in inner {
                    anchors.unique(&anchor);
                }
                record.part_of = Some(root);
                record.section = section;
            }
            self.index.pages[root].parts = parts;
        }
    }

    /// The anchors that a page has, and those that it may get once it is known who uses what is on it.
    fn own_anchors(&self, number: usize) -> Vec<String> {
        let record = &self.index.pages[number];
        let users = user_anchors(&self.index, &record.page);
        record.anchors.iter().map(str::to_owned).chain(users).collect()
    }
}
