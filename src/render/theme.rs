//! The theme of the settings, as what is appended to the style sheet: custom properties, and what they are for.

use std::fmt::Write as _;

use crate::model::theme::{CODE, Shade, Theme};

/// What the settings change.
#[must_use]
pub fn style(theme: &Theme) -> String {
    let mut root = String::new();
    match (&theme.accent, &theme.accent_dark) {
        (Some(light), Some(dark)) => {
            let _ = write!(root, "--accent:light-dark({light},{dark});");
        }
        (Some(both), None) => {
            let _ = write!(root, "--accent:{both};");
        }
        _ => {}
    }
    for (name, value) in [("radius", &theme.radius), ("sans", &theme.font), ("mono", &theme.font_mono)] {
        if let Some(value) = value {
            let _ = write!(root, "--{name}:{value};");
        }
    }
    for (name, shade) in &theme.colors {
        let _ = write!(root, "--{name}:{};", value(shade));
    }
    let mut rules = String::new();
    for (name, class) in CODE {
        if let Some((_, shade)) = theme.code.iter().find(|(known, _)| known == name) {
            let _ = write!(root, "--code-{name}:{};", value(shade));
            let _ = write!(rules, "pre .{class}{{color:var(--code-{name})}}");
        }
    }
    if theme.logo.is_some() && theme.logo_dark.is_some() {
        rules.push_str(TWO_LOGOS);
    }
    if root.is_empty() { rules } else { format!(":root{{{}}}{rules}", root.trim_end_matches(';')) }
}

/// One of two logos is shown: that of the reader's choice, else of the system's.
const TWO_LOGOS: &str = "[data-theme=dark] .logo,:root:not([data-theme=dark]) .logo+.logo{display:none}\
                         @media(prefers-color-scheme:dark){:root:not([data-theme]) .logo{display:none}\
                         :root:not([data-theme]) .logo+.logo{display:block}}\
                         [data-theme=dark] .logo+.logo{display:block}";

fn value(shade: &Shade) -> String {
    if shade.light == shade.dark {
        return shade.light.clone();
    }
    format!("light-dark({},{})", shade.light, shade.dark)
}

#[cfg(test)]
mod tests {
    use crate::model::theme::{ACCENT, COLORS};
    use crate::render::assets;

    #[test]
    fn the_style_sheet_has_the_colours_that_contrasts_are_judged_by() {
        let css = String::from_utf8(assets::built_in("folio.css").expect("it is built in")).expect("it is text");
        for color in COLORS.into_iter().chain([ACCENT]) {
            let line = format!("--{}: light-dark({}, {});", color.name, color.light, color.dark);
            assert!(css.contains(&line), "{line}");
        }
    }
}
