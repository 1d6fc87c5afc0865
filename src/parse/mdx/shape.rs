//! What a line is by itself: a heading, a rule, an underline, a row of a table.

use super::inline::cells;

pub(super) fn is_heading(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|byte| **byte == b'#').count();
    (1..=6).contains(&marks) && matches!(line.get(marks), None | Some(b' ' | b'\t'))
}

pub(super) fn is_rule(line: &[u8]) -> bool {
    let Some(&mark) = line.first().filter(|byte| matches!(byte, b'*' | b'-' | b'_')) else {
        return false;
    };
    let marks = line.iter().filter(|byte| **byte == mark).take(3).count();
    marks == 3 && line.iter().all(|byte| *byte == mark || matches!(byte, b' ' | b'\t'))
}

pub(super) fn is_underline(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.first().is_some_and(|mark| matches!(mark, b'=' | b'-') && line.iter().all(|byte| byte == mark))
}

pub(super) fn delimiter_columns(line: &str) -> Option<usize> {
    let line = line.trim();
    if !line.contains('-') || !line.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|' | b' ' | b'\t')) {
        return None;
    }
    if !line.contains(['|', ':']) {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells: Vec<_> = inner.split('|').map(str::trim).collect();
    let dashes = |cell: &&str| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    cells.iter().all(dashes).then_some(cells.len())
}

pub(super) fn cell_count(line: &str) -> usize {
    let line = line.trim();
    let mut inner = line.strip_prefix('|').unwrap_or(line);
    if inner.ends_with('|') && !inner.ends_with("\\|") {
        inner = &inner[..inner.len() - 1];
    }
    cells(inner, 0, inner.len()).len()
}
