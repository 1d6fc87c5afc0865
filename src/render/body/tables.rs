//! Tables of Markdown.

use super::Body;
use crate::model::document::{Alignment, Node, NodeKind};
use crate::parse::facts;
use crate::render::escape;

/// The most letters that the longest words of all columns may have together: beyond that, words break anywhere.
const TABLE_WORDS: usize = 52;

/// Whether the words of a table are too long to stand whole beside each other.
fn is_tight(table: &Node<'_>) -> bool {
    let mut longest: Vec<usize> = Vec::new();
    for row in &table.children {
        longest.resize(longest.len().max(row.children.len()), 0);
        for (cell, most) in row.children.iter().zip(&mut longest) {
            let text = facts::plain(&cell.children);
            // No word is longer than all of the text.
            if text.len() > *most {
                let words = text.split(|c: char| c.is_whitespace() || c == '-').map(|word| word.chars().count());
                *most = words.max().unwrap_or(0).max(*most);
            }
        }
    }
    longest.iter().sum::<usize>() > TABLE_WORDS
}

impl Body<'_> {
    pub(super) fn table(&mut self, alignments: &[Alignment], node: &Node<'_>) {
        let mut names = Vec::new();
        self.out.push_str(if is_tight(node) { "<table class=\"tight\">" } else { "<table>" });
        for part in &node.children {
            let head = part.kind == NodeKind::TableHead;
            self.out.push_str(if head { "<thead><tr>" } else { "<tr>" });
            for (column, cell) in part.children.iter().enumerate() {
                let align = match alignments.get(column) {
                    Some(Alignment::Center) => " class=\"center\"",
                    Some(Alignment::Right) => " class=\"right\"",
                    _ => "",
                };
                if head {
                    let name = facts::plain(&cell.children);
                    let tag = if name.trim().is_empty() { "td" } else { "th" };
                    names.push(escape::escaped(name.trim()));
                    self.out.extend(["<", tag, align, ">"]);
                    self.nodes(&cell.children);
                    self.out.extend(["</", tag, ">"]);
                } else {
                    let name = names.get(column).map_or("", String::as_str);
                    self.out.extend(["<td", align, " data-th=\"", name, "\">"]);
                    self.nodes(&cell.children);
                    self.out.push_str("</td>");
                }
            }
            self.out.push_str(if head { "</tr></thead><tbody>" } else { "</tr>" });
        }
        self.out.push_str("</tbody></table>\n");
    }
}
