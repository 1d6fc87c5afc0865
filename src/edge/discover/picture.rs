//! How large a picture is, from the head of its file: the only home of the crate that knows their formats.
//!
//! A drawing says it in its first tag: `<svg width="120" height="80" viewBox="0 0 120 80">`.

/// Pixels across and down; none if this is no picture, or one that does not say.
pub fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    match ending.as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => {
            let found = imagesize::blob_size(bytes).ok()?;
            some(u32::try_from(found.width).ok()?, u32::try_from(found.height).ok()?)
        }
        "svg" => drawing(bytes),
        _ => None,
    }
}

fn some(width: u32, height: u32) -> Option<(u32, u32)> {
    (width > 0 && height > 0).then_some((width, height))
}

/// What the first tag of a drawing says; the view box stands in for what is missing.
fn drawing(bytes: &[u8]) -> Option<(u32, u32)> {
    const HEAD: usize = 4096;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let width = attribute(tag, "width").and_then(length);
    let height = attribute(tag, "height").and_then(length);
    if let (Some(width), Some(height)) = (width, height) {
        return rounded(width, height);
    }
    let view: Vec<f64> = attribute(tag, "viewBox")?
        .split([' ', ',', '\n', '\t'])
        .filter(|word| !word.is_empty())
        .filter_map(|word| word.parse().ok())
        .collect();
    let [_, _, across, down] = view.as_slice() else { return None };
    match (width, height) {
        (Some(width), _) => rounded(width, width * down / across),
        (_, Some(height)) => rounded(height * across / down, height),
        _ => rounded(*across, *down),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within the range before")]
fn rounded(width: f64, height: f64) -> Option<(u32, u32)> {
    let fits = |length: f64| (0.5..100_000.0).contains(&length);
    (fits(width) && fits(height)).then(|| (width.round() as u32, height.round() as u32))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut from = 0;
    while let Some(at) = tag[from..].find(name) {
        let start = from + at;
        from = start + name.len();
        let is_name = tag[..start].ends_with(|c: char| c.is_ascii_whitespace());
        let value = tag[from..].trim_start().strip_prefix('=').map(str::trim_start);
        if let (true, Some(value)) = (is_name, value) {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
    }
    None
}

/// A length in pixels: `120`, `120px`. Of other units nothing is known here.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    text.strip_suffix("px").unwrap_or(text).trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(u32, u32)>) {
        assert_eq!(size("a.svg", text.as_bytes()), expected, "{text}");
    }

    #[test]
    fn drawings_say_how_large_they_are() {
        check(r#"<svg width="120" height="80">"#, Some((120, 80)));
        check("<?xml version='1.0'?>\n<svg xmlns='x' width='12.6px'\n height='8px'>", Some((13, 8)));
        check(r#"<svg viewBox="0 0 24 12">"#, Some((24, 12)));
        check(r#"<svg viewBox="0,0,24,12" width="48">"#, Some((48, 24)));
        check(r#"<svg width="100%" height="100%" viewBox="0 0 3 4">"#, Some((3, 4)));
        check(r#"<svg stroke-width="2" viewBox="0 0 24">"#, None);
        check(r#"<svg width="0" height="0">"#, None);
        check("text", None);
    }
}
