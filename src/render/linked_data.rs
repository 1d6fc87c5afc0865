//! What a page says of itself to search engines, in the words of schema.org: what it is, and where it stands.

use serde_json::{Value, json};

use crate::model::day::Day;
use crate::model::nav::NavLink;

/// The page that is spoken of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    pub title: &'s str,
    pub description: &'s str,
    /// The absolute address of the page.
    pub url: &'s str,
    /// What stands before addresses of the site to make them absolute.
    pub host: &'s str,
    pub site_title: &'s str,
    /// The address of the front page.
    pub home: &'s str,
    pub is_front: bool,
    pub changed: Option<Day>,
    pub breadcrumbs: &'s [NavLink],
}

/// The text of a `<script type="application/ld+json">`, in which no tag can end it.
#[must_use]
pub fn json(subject: Subject<'_>) -> String {
    let home = format!("{}{}", subject.host, subject.home);
    let site = json!({ "@type": "WebSite", "name": subject.site_title, "url": home });
    let mut facts = vec![if subject.is_front { site } else { article(subject, site) }];
    // A group without a page leads to the first one in it, which may be this one.
    let above =
        subject.breadcrumbs.iter().map(|crumb| (crumb.title.as_str(), format!("{}{}", subject.host, crumb.href)));
    let above: Vec<_> = above.filter(|(_, address)| address != subject.url).collect();
    if !above.is_empty() {
        let own = (subject.title, subject.url.to_owned());
        let items: Vec<Value> = above
            .into_iter()
            .chain([own])
            .enumerate()
            .map(|(number, (name, item))| {
                json!({ "@type": "ListItem", "position": number + 1, "name": name, "item": item })
            })
            .collect();
        facts.push(json!({ "@type": "BreadcrumbList", "itemListElement": items }));
    }
    json!({ "@context": "https://schema.org", "@graph": facts }).to_string().replace('<', "\\u003c")
}

fn article(subject: Subject<'_>, site: Value) -> Value {
    let mut article = json!({ "@type": "TechArticle", "headline": subject.title, "url": subject.url });
    if !subject.description.is_empty() {
        article["description"] = subject.description.into();
    }
    if let Some(day) = subject.changed {
        article["dateModified"] = day.iso().into();
    }
    article["isPartOf"] = site;
    article
}
