//! The feed of a page with `<Update>` components: what is new, as Atom.

use std::fmt::Write as _;

use crate::model::day::Day;

use super::escape;

/// One `<Update>` as it stands on its page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Update {
    pub anchor: String,
    pub label: String,
    pub description: String,
    pub tags: Vec<String>,
    /// What stands between its tags, as HTML.
    pub html: String,
}

/// The page that a feed is of; its addresses are absolute.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    pub title: &'s str,
    pub site_title: &'s str,
    pub page: &'s str,
    pub feed: &'s str,
    /// When the page was last changed.
    pub changed: Option<Day>,
}

/// The name of the file in the folder of its page.
pub const NAME: &str = "feed.xml";

/// The feed; none where no day is known, without which there is no feed. An update that names no day of its own has
/// that of the one above it, or of the page.
#[must_use]
pub fn xml(subject: Subject<'_>, updates: &[Update]) -> Option<String> {
    let own: Vec<Option<Day>> = updates.iter().map(day).collect();
    let newest = own.iter().flatten().max().copied();
    let mut last = newest.or(subject.changed)?;
    let title = if subject.title == subject.site_title {
        subject.title.to_owned()
    } else {
        format!("{} · {}", subject.site_title, subject.title)
    };
    let (title, site_title) = (escape::escaped(&title), escape::escaped(subject.site_title));
    let (page, feed) = (escape::escaped(subject.page), escape::escaped(subject.feed));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{title}</title>\n\
         <id>{page}</id>\n<link href=\"{page}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{feed}\"/>\n\
         <updated>{}</updated>\n<author><name>{site_title}</name></author>\n",
        moment(last)
    );
    for (update, day) in updates.iter().zip(own) {
        last = day.unwrap_or(last);
        let address = format!("{page}#{}", escape::escaped(&crate::model::route::encoded(&update.anchor)));
        let _ = write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{}</updated>\n",
            escape::escaped(&update.label),
            moment(last)
        );
        for tag in &update.tags {
            let _ = writeln!(out, "<category term=\"{}\"/>", escape::escaped(tag));
        }
        if !update.description.is_empty() {
            let _ = writeln!(out, "<summary>{}</summary>", escape::escaped(&update.description));
        }
        let _ = write!(
            out,
            "<content type=\"html\" xml:base=\"{page}\">{}</content>\n</entry>\n",
            escape::escaped(without_buttons(&update.html).trim())
        );
    }
    out.push_str("</feed>\n");
    Some(out)
}

/// Nothing in a feed is to be pressed.
fn without_buttons(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<button ") {
        out.push_str(&rest[..start]);
        rest = rest[start..].split_once("</button>").map_or("", |(_, after)| after);
    }
    out + rest
}

/// The day that an update names, in its label or beside it.
fn day(update: &Update) -> Option<Day> {
    Day::named(&update.label).or_else(|| Day::named(&update.description))
}

/// A day begins at midnight.
fn moment(day: Day) -> String {
    format!("{}T00:00:00Z", day.iso())
}
