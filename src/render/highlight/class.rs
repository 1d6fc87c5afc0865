//! Comes in: nothing. Goes out: the [`Class`]es a piece of code can have, each with the short name
//! it has in the HTML and in the style sheet, and [`Token`], a piece of a line with its class.
//! The one thing to know: a theme styles these seventeen classes and nothing else.

/// What a piece of code is, as far as a reader cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// White space and everything no rule names.
    Plain,
    /// A comment with its marks, and all that is inside.
    Comment,
    /// A string, a character or a regular expression, its quotes included.
    String,
    /// A number, a colour or a date, its unit included.
    Number,
    /// A word of the language, or the name of an HTML tag.
    Keyword,
    /// A sign that computes, compares or assigns.
    Operator,
    /// A bracket, a comma, a semicolon, a dot.
    Punctuation,
    /// The name of a function, where it is defined or called.
    Function,
    /// The name of a type, a class or a module.
    Type,
    /// The name of a variable, a parameter or a property.
    Variable,
    /// A key, an attribute, an annotation or an option of a command.
    Attribute,
    /// `true`, `null`, a symbol or a named constant.
    Literal,
    /// An escape or a placeholder inside a string.
    Escape,
    /// A heading of Markdown, the section of an INI file, the head of a diff.
    Heading,
    /// An added line of a diff.
    Inserted,
    /// A removed line of a diff.
    Deleted,
    /// What the language does not allow.
    Invalid,
}

impl Class {
    /// All classes, in the order of their definition.
    pub const ALL: [Self; 17] = [
        Self::Plain,
        Self::Comment,
        Self::String,
        Self::Number,
        Self::Keyword,
        Self::Operator,
        Self::Punctuation,
        Self::Function,
        Self::Type,
        Self::Variable,
        Self::Attribute,
        Self::Literal,
        Self::Escape,
        Self::Heading,
        Self::Inserted,
        Self::Deleted,
        Self::Invalid,
    ];

    /// The name of the class in HTML; empty for [`Class::Plain`], which needs no element.
    #[must_use]
    pub const fn css(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Comment => "c",
            Self::String => "s",
            Self::Number => "n",
            Self::Keyword => "k",
            Self::Operator => "o",
            Self::Punctuation => "p",
            Self::Function => "f",
            Self::Type => "t",
            Self::Variable => "v",
            Self::Attribute => "a",
            Self::Literal => "l",
            Self::Escape => "e",
            Self::Heading => "h",
            Self::Inserted => "i",
            Self::Deleted => "d",
            Self::Invalid => "x",
        }
    }
}

/// A piece of a line: it reaches from the end of the piece before it to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Byte offset in the whole text (not in the line) just behind the piece.
    pub end: u32,
    /// What the piece is.
    pub class: Class,
}
