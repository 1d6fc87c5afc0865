//! Code of a body: fences, groups of them, samples from files.

use super::Body;
use crate::model::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::document::{Component, Node, NodeKind};
use crate::model::links::{EntryNames, Target};
use crate::model::place::{Place, Span};
use crate::near::near;
use crate::parse::facts;
use crate::render::card::{CardView, Variant};
use crate::render::code::Marks;
use crate::render::{card, code, component};
use std::sync::Arc;

impl Body<'_> {
    pub(super) fn fence(&mut self, info: &str, text: &str, node: &Node<'_>) {
        let card = self.fence_card(info, text, node);
        self.card(&card, node);
    }

    fn fence_card(&mut self, info: &str, text: &str, node: &Node<'_>) -> CardView {
        let mut marks = code::marks(info);
        let place = Place::span(self.source, node.span);
        if !marks.language.is_empty() && marks.language != "text" && !crate::render::highlight::known(&marks.language) {
            let help = did_you_mean(&near(&marks.language, crate::render::highlight::names()));
            let message = format!("`{}` is no language that can be highlighted", marks.language);
            self.whole.diagnostics.push(
                Diagnostic::new(Code::UNKNOWN_FENCE_LANGUAGE, place.clone(), message)
                    .help_if(help.or_else(|| Some("`text` stands for none".to_owned()))),
            );
        }
        let code = code::stripped(text, &mut marks);
        let (html, gave_up) = code::code_html(&code, &marks.language, &marks, &[]);
        if gave_up {
            self.slow(place);
        }
        let variant = card::variant(&marks, &code, html);
        card::single(&marks, variant)
    }

    fn slow(&mut self, place: Place) {
        let message = "this code takes too long to highlight and is shown without colours";
        self.whole.diagnostics.push(Diagnostic::new(Code::SLOW_SAMPLE, place, message));
    }

    /// `<CodeGroup>`: fences side by side become tabs.
    pub(super) fn code_group(&mut self, component: &Component<'_>, node: &Node<'_>) {
        self.check_attributes(component);
        let mut cards = Vec::new();
        for child in &node.children {
            if let NodeKind::CodeBlock { info, text, .. } = &child.kind {
                let marks = code::marks(info);
                let card = self.fence_card(info, text, child);
                cards.push((marks, card));
            } else {
                // Words among the fences stand before them.
                self.node(child);
            }
        }
        if cards.is_empty() {
            return;
        }
        let title = component.attribute("title").map(|title| self.scope.shown(&title.value));
        let card = card::group(title, cards, &self.render.languages);
        self.card(&card, node);
    }

    /// `<CodeBlock>`: samples from files, in every language.
    pub(super) fn code_block(&mut self, component: &Component<'_>, node: &Node<'_>, targets: &[Target]) {
        self.check_attributes(component);
        let names = entry_names(targets);
        let title = component.attribute("title").map(|title| self.scope.shown(&title.value));
        let marks = component::code_marks(component, &self.scope);
        let own = targets.iter().find_map(|target| match target {
            Target::Sample(set) => Some(set.clone()),
            _ => None,
        });
        let mut tabs: Vec<card::Tab> = Vec::new();
        if let Some(set) = own {
            let variants = self.variants(&set, &marks, names.as_deref(), file_span(component, node));
            tabs.push(card::Tab { title: title.clone().unwrap_or_default(), variants });
        }
        for child in facts::inside(node) {
            let NodeKind::Component(inner) = &child.kind else {
                self.other_child(child, &mut tabs);
                continue;
            };
            let inner_targets = self.targets(child);
            if inner.name != "CodeBlockTab" {
                let place = Place::span(self.source, inner.name_span);
                let message = format!("`<{}>` cannot stand in `<CodeBlock>`", inner.name);
                self.whole.diagnostics.push(
                    Diagnostic::new(Code::UNKNOWN_COMPONENT, place, message).help("`<CodeBlockTab>` and fences can"),
                );
                self.nodes(&child.children);
                continue;
            }
            self.check_attributes(inner);
            let inner_names = entry_names(inner_targets).or_else(|| names.clone());
            let inner_title = inner.attribute("title").map(|title| self.scope.shown(&title.value));
            let language = inner.attribute("language").map(|language| self.scope.shown(&language.value));
            let set = inner_targets.iter().find_map(|target| match target {
                Target::Sample(set) => Some(set.clone()),
                _ => None,
            });
            let inner_marks = component::code_marks(inner, &self.scope);
            let mut variants = match set {
                Some(set) => self.variants(&set, &inner_marks, inner_names.as_deref(), file_span(inner, child)),
                None => Vec::new(),
            };
            for fence in &child.children {
                if let NodeKind::CodeBlock { info, text, .. } = &fence.kind {
                    let card = self.fence_card(info, text, fence);
                    variants.extend(card.variants);
                } else {
                    self.node(fence);
                }
            }
            let base = tabs.iter_mut().find(|tab| {
                language.is_some()
                    && inner_title.as_ref().is_none_or(|title| *title == tab.title || tab.title.is_empty())
            });
            match base {
                Some(tab) => tab.replace(language.as_deref().unwrap_or_default(), variants),
                None => tabs.push(card::Tab { title: inner_title.unwrap_or_default(), variants }),
            }
        }
        let languages = &self.render.languages;
        let cards = card::cards(
            title,
            tabs,
            self.whole.endpoint.as_deref(),
            languages,
            &mut self.whole.statuses,
            &self.scope.page.prefix,
        );
        for card in cards {
            self.card(&card, node);
        }
    }

    /// A fence that stands in a code block beside its tabs.
    fn other_child(&mut self, child: &Node<'_>, tabs: &mut Vec<card::Tab>) {
        if let NodeKind::CodeBlock { info, text, .. } = &child.kind {
            let marks = code::marks(info);
            let card = self.fence_card(info, text, child);
            tabs.push(card::Tab { title: marks.title.unwrap_or(marks.language), variants: card.variants });
        } else {
            self.node(child);
        }
    }

    fn variants(
        &mut self,
        set: &crate::model::links::SampleSet,
        marks: &Marks,
        names: Option<&EntryNames>,
        span: Span,
    ) -> Vec<Variant> {
        let mut variants = Vec::with_capacity(set.variants.len());
        for file in &set.variants {
            let place = Place::span(self.source, span);
            let text = match self.render.texts.text(file.source) {
                Ok(text) => text,
                Err(problem) => {
                    self.whole.diagnostics.push(problem.note(place.clone(), "shown here"));
                    continue;
                }
            };
            let mut marks = marks.clone();
            let (code, problem) = code::sample(&text, set.region.as_deref(), &mut marks);
            if let Some(problem) = problem {
                self.whole.diagnostics.push(component::region_problem(place, set, file, &problem));
            }
            let language = self.render.highlight_name(file);
            let linked: Vec<_> = names
                .map(|names| {
                    let of = |name: &&crate::model::links::EntryName| {
                        file.languages.contains(&name.language) && !file.fallback.contains(&name.language)
                            || file.languages.is_empty() && name.language == "curl"
                    };
                    names.names.iter().filter(of).collect()
                })
                .unwrap_or_default();
            let too_large = code.len() as u64 > crate::limits::SAMPLE;
            let (html, gave_up) = code::code_html(&code, if too_large { "text" } else { &language }, &marks, &linked);
            if gave_up || too_large {
                self.slow(Place::start(file.source));
            }
            variants.push(Variant {
                languages: file.languages.clone(),
                fallback: file.fallback.clone(),
                ..card::variant(&marks, &code, html)
            });
        }
        variants
    }
}

/// Where a component names its file.
fn file_span(component: &Component<'_>, node: &Node<'_>) -> Span {
    component.attribute("file").map_or(node.span, |file| file.value_span)
}

fn entry_names(targets: &[Target]) -> Option<Arc<EntryNames>> {
    targets.iter().find_map(|target| match target {
        Target::Entry(names) => Some(Arc::clone(names)),
        _ => None,
    })
}
