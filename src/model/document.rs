//! The syntax tree of one page's body, as the parsers give it and the renderers read it. It is never rewritten:
//! what a link or a component stands for is kept beside it, by the number that its node carries.

use std::borrow::Cow;

use super::links::Target;
use super::place::Span;
use super::value::Value;

/// The body of a page. Texts borrow from the source wherever they can.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document<'t> {
    pub nodes: Vec<Node<'t>>,
    /// `export const` values, by name.
    pub constants: Vec<(String, Value)>,
    /// Names that `import` brings in: `(name, path, span)`.
    pub imports: Vec<Import>,
}

impl Document<'_> {
    /// The value of a name that the page exports, or of a part of it.
    #[must_use]
    pub fn constant(&self, path: &[String]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        let (_, value) = self.constants.iter().find(|(name, _)| name == first)?;
        rest.iter().try_fold(value, |value, part| match value {
            Value::Map(pairs) => pairs.iter().find(|(key, _)| key == part).map(|(_, value)| value),
            _ => None,
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub name: String,
    pub from: String,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    pub kind: NodeKind<'t>,
    pub span: Span,
    pub children: Vec<Node<'t>>,
    pub numbers: Numbers,
}

/// The numbers of what a node stands for, given once its whole document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Numbers {
    /// Of its first use, and how many it has.
    pub first_use: usize,
    pub uses: usize,
    /// Among the headings and the titled components, if it is one.
    pub heading: usize,
    /// Among the partials that are brought in, if it brings one in.
    pub partial: usize,
}

impl Numbers {
    /// What the node's own uses stand for, of what all of its document do.
    #[must_use]
    pub fn of(self, targets: &[Target]) -> &[Target] {
        targets.get(self.first_use..self.first_use + self.uses).unwrap_or_default()
    }
}

impl<'t> Node<'t> {
    #[must_use]
    pub fn new(kind: NodeKind<'t>, span: Span, children: Vec<Self>) -> Self {
        Self { kind, span, children, numbers: Numbers::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// Whether a component stands on lines of its own or inside a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Flow,
    Text,
}

#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind<'t> {
    Paragraph,
    Heading {
        level: u8,
        id: Option<Cow<'t, str>>,
        classes: Vec<Cow<'t, str>>,
    },
    Quote(Option<Alert>),
    CodeBlock {
        info: Cow<'t, str>,
        text: Cow<'t, str>,
        fenced: bool,
    },
    List {
        start: Option<u64>,
    },
    Item {
        task: Option<bool>,
    },
    FootnoteDefinition(Cow<'t, str>),
    DefinitionList,
    DefinitionTerm,
    DefinitionDetail,
    Table(Vec<Alignment>),
    TableHead,
    TableRow,
    TableCell,
    Rule,
    /// Raw HTML on lines of its own; `.md` pages only.
    HtmlBlock(Cow<'t, str>),

    Emphasis,
    Strong,
    Strike,
    Link(Link<'t>),
    Image(Link<'t>),
    Text(Cow<'t, str>),
    Code(Cow<'t, str>),
    FootnoteReference(Cow<'t, str>),
    SoftBreak,
    HardBreak,
    HtmlInline(Cow<'t, str>),

    Component(Component<'t>),
    Expression {
        value: Expression<'t>,
        stand: Stand,
    },
    /// A block of imports and exports.
    Modules,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Link<'t> {
    pub url: Cow<'t, str>,
    pub title: Cow<'t, str>,
    pub form: LinkForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](address)`
    Inline,
    /// `[text][label]`, `[label][]`, `[label]`
    Label,
    /// `<https://…>`, or a bare address
    Auto,
}

/// A tag: `<Card title="x">…</Card>`. A name in lower case is an HTML element, an empty one a fragment.
#[derive(Debug, Clone, PartialEq)]
pub struct Component<'t> {
    pub name: Cow<'t, str>,
    pub name_span: Span,
    pub attributes: Vec<Attribute<'t>>,
    pub stand: Stand,
}

impl Component<'_> {
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'_>> {
        // To a browser, the names of attributes are the same in capitals.
        let is_it = |own: &str| if self.is_element() { own.eq_ignore_ascii_case(name) } else { own == name };
        self.attributes.iter().find(|attribute| is_it(&attribute.name))
    }

    /// The text of an attribute, in quotes or in braces.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.attribute(name)?.text()
    }

    /// An HTML element and not a component: `div`, `my-element`.
    #[must_use]
    pub fn is_element(&self) -> bool {
        self.name.starts_with(|first: char| first.is_ascii_lowercase()) && !self.name.contains('.')
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Attribute<'t> {
    /// Empty for a spread.
    pub name: Cow<'t, str>,
    pub name_span: Span,
    pub value: AttributeValue<'t>,
    pub value_span: Span,
}

impl Attribute<'_> {
    /// Its text, in quotes or in braces: `"x"`, `{"x"}`.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            AttributeValue::Text(text) => Some(text),
            AttributeValue::Expression(Expression::Literal(Value::Text(text))) => Some(text),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum AttributeValue<'t> {
    /// No value at all: `<Tab selected>`
    Flag,
    /// `"…"` or `'…'`, entities decoded.
    Text(Cow<'t, str>),
    /// `{…}`
    Expression(Expression<'t>),
}

/// What stands between braces.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression<'t> {
    /// Nothing, or a comment.
    Empty,
    Literal(Value),
    /// `page.title`
    Name(Vec<String>),
    /// Tags as a value.
    Markup(Vec<Node<'t>>),
    /// Needs JavaScript to run; its source is kept.
    Unsupported(Cow<'t, str>),
}
