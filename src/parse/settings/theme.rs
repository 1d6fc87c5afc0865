//! `theme` of the settings: values that are safe in a style sheet, and colours that can be read.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::{DataPath, Place, Step};
use crate::model::theme::{ACCENT, BACKGROUND, CODE, CODE_BACKGROUND, COLORS, Color, Shade, Theme};
use crate::model::value::Value;
use crate::parse::color;

use super::Reader;

const THEME_KEYS: [&str; 10] =
    ["accent", "accent_dark", "colors", "code", "radius", "font", "font_mono", "logo", "logo_dark", "icon"];

impl Reader {
    pub(super) fn theme(&mut self, value: Value) -> Theme {
        let mut theme = Theme::default();
        self.pairs(value, "a mapping", |reader, key, value| {
            let slot = match key {
                "accent" => &mut theme.accent,
                "accent_dark" => &mut theme.accent_dark,
                "radius" => &mut theme.radius,
                "font" => &mut theme.font,
                "font_mono" => &mut theme.font_mono,
                "logo" => &mut theme.logo,
                "logo_dark" => &mut theme.logo_dark,
                "icon" => &mut theme.icon,
                "colors" => return theme.colors = reader.shades(value, &COLORS.map(|color| color.name)),
                "code" => return theme.code = reader.shades(value, &CODE.map(|(name, _)| name)),
                _ => return reader.unknown(key, &THEME_KEYS),
            };
            let Some(text) = reader.text(value) else {
                return;
            };
            let file = matches!(key, "logo" | "logo_dark" | "icon");
            if !file && !is_style(&text) {
                reader.report(format!("`{text}` is no value for a style"));
                return;
            }
            *slot = Some(text);
        });
        self.readable(&theme);
        theme
    }

    /// Colours by name: one for both schemes, or one for each.
    fn shades(&mut self, value: Value, names: &[&str]) -> Vec<(String, Shade)> {
        let mut shades = Vec::new();
        self.pairs(value, "a mapping", |reader, key, value| {
            if !names.contains(&key) {
                return reader.unknown(key, names);
            }
            let shade = match value {
                Value::Map(_) => {
                    let (mut light, mut dark) = (None, None);
                    reader.pairs(value, "a mapping", |reader, scheme, value| match scheme {
                        "light" => light = reader.style(value),
                        "dark" => dark = reader.style(value),
                        _ => reader.unknown(scheme, &["light", "dark"]),
                    });
                    if light.is_none() && dark.is_none() {
                        return;
                    }
                    let light_too = light.clone().or_else(|| dark.clone());
                    light_too.zip(dark.or(light)).map(|(light, dark)| Shade { light, dark })
                }
                value => reader.style(value).map(|both| Shade { light: both.clone(), dark: both }),
            };
            shades.extend(shade.map(|shade| (key.to_owned(), shade)));
        });
        shades
    }

    fn style(&mut self, value: Value) -> Option<String> {
        let text = self.text(value)?;
        if !is_style(&text) {
            self.report(format!("`{text}` is no value for a style"));
            return None;
        }
        Some(text)
    }

    /// Text must be seen on the background of each scheme: whatever colour the settings change, of the two.
    fn readable(&mut self, theme: &Theme) {
        let background = theme.shade(BACKGROUND);
        let is_own = |color: Color| theme.colors.iter().any(|(name, _)| name == color.name);
        let texts = || COLORS.into_iter().filter(|color| color.is_text);
        for color in texts().filter(|color| is_own(*color)) {
            self.contrast(&["colors", color.name], &theme.shade(color), &background);
        }
        if is_own(BACKGROUND) {
            // Of the colours that stay, the one that is hardest to read speaks for all.
            let rest: Vec<Shade> = texts().filter(|color| !is_own(*color)).map(|color| theme.shade(color)).collect();
            let hardest = |scheme: fn(&Shade) -> &String| {
                let seen = |shade: &&Shade| color::contrast(scheme(shade), scheme(&background)).unwrap_or(f64::MAX);
                rest.iter().min_by(|a, b| seen(a).total_cmp(&seen(b))).map(|shade| scheme(shade).clone())
            };
            let (light, dark) = (hardest(|shade| &shade.light), hardest(|shade| &shade.dark));
            if let (Some(light), Some(dark)) = (light, dark) {
                self.contrast(&["colors", "bg"], &Shade { light, dark }, &background);
            }
        }
        let accent = theme.shade(ACCENT);
        let dark = if theme.accent_dark.is_some() { "accent_dark" } else { "accent" };
        if theme.accent.is_some() {
            self.contrast_in("light", &["accent"], &accent.light, &background.light);
        }
        if theme.accent.is_some() || theme.accent_dark.is_some() {
            self.contrast_in("dark", &[dark], &accent.dark, &background.dark);
        }
        let behind = theme.shade(CODE_BACKGROUND);
        for (name, shade) in &theme.code {
            self.contrast(&["code", name], shade, &behind);
        }
    }

    fn contrast(&mut self, keys: &[&str], text: &Shade, background: &Shade) {
        self.contrast_in("light", keys, &text.light, &background.light);
        if text.dark != text.light || background.dark != background.light {
            self.contrast_in("dark", keys, &text.dark, &background.dark);
        }
    }

    fn contrast_in(&mut self, scheme: &str, keys: &[&str], text: &str, background: &str) {
        let Some(contrast) = color::contrast(text, background).filter(|contrast| *contrast < color::READABLE) else {
            return;
        };
        let is_alone = scheme == "dark" && keys == ["accent"];
        let keys = keys.iter().map(|key| Step::Key((*key).into()));
        let steps = self.steps.iter().cloned().chain(keys).collect();
        let message = format!(
            "`{text}` has a contrast of {contrast:.1} to 1 on the {scheme} background, and text needs {} to 1",
            color::READABLE
        );
        let place = Place::data(self.source, DataPath::value(steps));
        let help = is_alone.then(|| "`accent_dark` is that of the dark scheme".to_owned());
        self.diagnostics.push(Diagnostic::new(Code::LOW_CONTRAST, place, message).help_if(help));
    }
}

/// A value of a style that ends nothing but itself, and loads nothing.
fn is_style(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let loads = ["url(", "src(", "image(", "image-set(", "expression(", "element(", "/*", "//"];
    let plain = |c: char| c.is_alphanumeric() || " #%.,()-_/+*'\"".contains(c);
    let balanced = value.chars().try_fold(0_usize, |open, c| match c {
        '(' => Some(open + 1),
        ')' => open.checked_sub(1),
        _ => Some(open),
    });
    value.chars().all(plain)
        && !loads.iter().any(|part| lower.contains(part))
        && balanced == Some(0)
        && value.matches('"').count().is_multiple_of(2)
        && value.matches('\'').count().is_multiple_of(2)
}
