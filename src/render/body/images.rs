//! Pictures: what they show, how large they are, and whether they can wait.

use std::fmt::Write as _;

use super::Body;
use crate::model::document::{Component, Link, Node};
use crate::model::links::Target;
use crate::parse::facts;
use crate::render::escape;

impl Body<'_> {
    pub(super) fn image(&mut self, link: &Link<'_>, node: &Node<'_>) {
        let alt = facts::plain(&node.children);
        match self.targets(node) {
            [Target::Image { href, size }] => self.image_tag(href, &alt, &link.title, *size),
            _ => escape::text(&alt, &mut self.out),
        }
    }

    fn image_tag(&mut self, href: &str, alt: &str, title: &str, size: Option<(u32, u32)>) {
        let _ = write!(self.out, "<img src=\"{}\" alt=\"{}\"", escape::escaped(href), escape::escaped(alt));
        if !title.is_empty() {
            let _ = write!(self.out, " title=\"{}\"", escape::escaped(title));
        }
        if let Some((width, height)) = size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        if self.is_far_down() {
            self.out.push_str(" loading=\"lazy\"");
        }
        self.out.push('>');
    }

    /// Counts a picture. The first one may be what a reader sees first; the others can wait.
    pub(super) fn is_far_down(&mut self) -> bool {
        self.whole.images += 1;
        self.whole.images > 1
    }

    /// What an `<img>` of the author leaves unsaid: its size, and that it can wait.
    pub(super) fn image_facts(&mut self, component: &Component<'_>, targets: &[Target]) {
        let says = |name: &str| component.attribute(name).is_some();
        let is_far_down = self.is_far_down();
        if let Some((width, height)) = size_of(targets).filter(|_| !says("width") && !says("height")) {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        if is_far_down && !says("loading") {
            self.out.push_str(" loading=\"lazy\"");
        }
    }
}

/// How large the picture is that a tag shows.
pub(super) fn size_of(targets: &[Target]) -> Option<(u32, u32)> {
    targets.iter().find_map(|target| match target {
        Target::Image { size, .. } => *size,
        _ => None,
    })
}
