//! How a site looks, as far as its settings say: what is not said is as in `static/folio.css`.

/// What the settings say of the theme.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Theme {
    pub accent: Option<String>,
    pub accent_dark: Option<String>,
    pub radius: Option<String>,
    pub font: Option<String>,
    pub font_mono: Option<String>,
    pub logo: Option<String>,
    pub logo_dark: Option<String>,
    pub icon: Option<String>,
    /// By the name of the custom property: `bg`.
    pub colors: Vec<(String, Shade)>,
    /// By the word for the part of code: `string`.
    pub code: Vec<(String, Shade)>,
}

/// A colour in both schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shade {
    pub light: String,
    pub dark: String,
}

/// A colour of the built-in style sheet.
#[derive(Debug, Clone, Copy)]
pub struct Color {
    pub name: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
    /// The colour of text, which must be readable on `bg`.
    pub is_text: bool,
}

const fn color(name: &'static str, light: &'static str, dark: &'static str, is_text: bool) -> Color {
    Color { name, light, dark, is_text }
}

pub const ACCENT: Color = color("accent", "#3d4ed8", "#a3b1ff", true);
pub const BACKGROUND: Color = color("bg", "#fff", "#101216", false);
pub const CODE_BACKGROUND: Color = color("code", "#fafafb", "#15181d", false);

/// The colours that settings may change beside the accent.
pub const COLORS: [Color; 12] = [
    BACKGROUND,
    CODE_BACKGROUND,
    color("head", "#f0f1f4", "#1c2026", false),
    color("line", "#e5e7eb", "#282d35", false),
    color("edge", "#d2d6dc", "#3a414c", false),
    color("ink", "#14171c", "#f1f3f5", true),
    color("text", "#363c46", "#c9ced6", true),
    color("mute", "#5b6370", "#98a1ae", true),
    color("good", "#0b7549", "#5fd49b", true),
    color("warn", "#8f5300", "#eeb55c", true),
    color("bad", "#b8232f", "#ff8d8d", true),
    color("note", "#1562b5", "#7ab8ff", true),
];

/// The parts of code that settings may colour, and the class of each.
pub const CODE: [(&str, char); 13] = [
    ("comment", 'c'),
    ("string", 's'),
    ("number", 'n'),
    ("keyword", 'k'),
    ("function", 'f'),
    ("type", 't'),
    ("attribute", 'a'),
    ("constant", 'l'),
    ("escape", 'e'),
    ("heading", 'h'),
    ("inserted", 'i'),
    ("deleted", 'd'),
    ("invalid", 'x'),
];

impl Theme {
    /// A colour as this theme has it.
    #[must_use]
    pub fn shade(&self, color: Color) -> Shade {
        if color.name == ACCENT.name {
            let own = self.accent.as_deref();
            let light = own.unwrap_or(color.light).to_owned();
            let dark = self.accent_dark.as_deref().or(own).unwrap_or(color.dark).to_owned();
            return Shade { light, dark };
        }
        let own = self.colors.iter().find(|(name, _)| name == color.name).map(|(_, shade)| shade.clone());
        own.unwrap_or_else(|| Shade { light: color.light.to_owned(), dark: color.dark.to_owned() })
    }
}
