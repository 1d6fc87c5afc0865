//! Comes in: the stack of scopes a syntax gives to a piece of code (`source.ruby`, `string.quoted`).
//! Goes out: its [`Class`]. The one thing to know: [`TABLE`] is the only place where a scope means
//! something; the longest prefix wins inside a scope, the innermost scope wins on the stack, except
//! that nothing inside a comment leaves the comment, and only an escape or code that a string
//! explicitly embeds leaves a string.

use super::class::Class;

/// In what kind of text a scope stack lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Region {
    /// Code, or prose of a markup language.
    #[default]
    Code,
    /// Where the next string is a key of a mapping (JSON).
    Key,
    /// Inside a string.
    Text,
    /// Inside a comment.
    Comment,
}

/// What one scope does to the class of the scopes around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The class, except inside comments and strings.
    Is(Class),
    /// The class if nothing around has one.
    Else(Class),
    /// A comment, and all that is inside.
    Comment,
    /// A string: all that is inside belongs to it unless a rule below says otherwise.
    Text,
    /// The class, even inside a string: what is embedded by name or by mark.
    Inside(Class),
    /// Code again, even inside a string; the class is what its marks get.
    Code(Class),
    /// Another language begins: code again, but not inside a string.
    Language,
    /// Where a string is a key.
    Key,
    /// Nothing.
    Pass,
}

use Class::{
    Attribute, Deleted, Escape, Function, Heading, Inserted, Invalid, Keyword, Literal, Number, Operator, Plain,
    Punctuation, Type, Variable,
};
use Meaning::{Code, Else, Inside, Is, Key, Language, Pass};

/// Prefix of a scope → what it means. Sorted; the longest prefix of whole words wins.
const TABLE: &[(&str, Meaning)] = &[
    ("comment", Meaning::Comment),
    ("constant", Is(Literal)),
    ("constant.character", Is(Class::String)),
    ("constant.character.entity", Inside(Escape)),
    ("constant.character.escape", Inside(Escape)),
    ("constant.character.escaped", Inside(Escape)),
    ("constant.numeric", Is(Number)),
    ("constant.other.color", Is(Number)),
    ("constant.other.database-name", Is(Variable)),
    ("constant.other.datetime", Is(Number)),
    ("constant.other.format-spec", Inside(Escape)),
    ("constant.other.placeholder", Inside(Escape)),
    ("constant.other.symbol.hashkey", Is(Attribute)),
    ("constant.other.table-name", Is(Variable)),
    ("constant.other.timestamp", Is(Number)),
    ("entity.name", Is(Type)),
    ("entity.name.accessor", Is(Function)),
    ("entity.name.constant", Is(Literal)),
    ("entity.name.definition", Is(Function)),
    ("entity.name.field", Is(Attribute)),
    ("entity.name.fragment", Is(Function)),
    ("entity.name.function", Is(Function)),
    ("entity.name.label", Is(Variable)),
    ("entity.name.macro", Is(Function)),
    ("entity.name.mutation", Is(Function)),
    ("entity.name.other", Is(Variable)),
    ("entity.name.query", Is(Function)),
    ("entity.name.reference", Is(Attribute)),
    ("entity.name.section", Is(Heading)),
    ("entity.name.subscription", Is(Function)),
    ("entity.name.table", Is(Heading)),
    ("entity.name.tag", Is(Keyword)),
    ("entity.name.tag.toml", Is(Attribute)),
    ("entity.name.tag.yaml", Inside(Attribute)),
    ("entity.name.variable", Is(Variable)),
    ("entity.other", Is(Attribute)),
    ("entity.other.document", Is(Punctuation)),
    ("entity.other.inherited-class", Is(Type)),
    ("entity.section", Is(Heading)),
    ("entity.type.function", Is(Function)),
    ("interpolated", Code(Plain)),
    ("invalid", Is(Invalid)),
    ("invalid.deprecated", Pass),
    ("kewyord", Is(Keyword)),
    ("keyword", Is(Keyword)),
    ("keyword.constant", Is(Literal)),
    ("keyword.operator", Is(Operator)),
    ("keyword.operator.dockerfile", Is(Keyword)),
    ("keyword.operator.expression", Is(Keyword)),
    ("keyword.operator.heredoc", Is(Class::String)),
    ("keyword.operator.logical.python", Is(Keyword)),
    ("keyword.operator.new", Is(Keyword)),
    ("keyword.operator.nowdoc", Is(Class::String)),
    ("keyword.operator.type.annotation", Is(Punctuation)),
    ("keyword.operator.word", Is(Keyword)),
    ("keyword.other.http-header", Inside(Attribute)),
    ("keyword.other.substitution", Inside(Punctuation)),
    ("keyword.other.unit", Is(Number)),
    ("markup.bold", Is(Literal)),
    ("markup.changed", Is(Inserted)),
    ("markup.deleted", Is(Deleted)),
    ("markup.error", Is(Number)),
    ("markup.heading", Is(Heading)),
    ("markup.info", Is(Number)),
    ("markup.inserted", Is(Inserted)),
    ("markup.italic", Is(Literal)),
    ("markup.raw.inline", Is(Class::String)),
    ("markup.underline.link", Is(Class::String)),
    ("markup.warning", Is(Number)),
    ("meta.brace", Is(Punctuation)),
    ("meta.diff.header", Is(Heading)),
    ("meta.diff.index", Is(Heading)),
    ("meta.diff.range", Is(Heading)),
    ("meta.embedded", Code(Plain)),
    ("meta.group.expansion.arithmetic", Code(Plain)),
    ("meta.group.expansion.command", Code(Plain)),
    ("meta.interpolation", Code(Plain)),
    ("meta.mapping.key.js", Is(Attribute)),
    ("meta.mapping.key.json", Key),
    ("meta.object-literal.key", Is(Attribute)),
    ("meta.template.expression", Code(Plain)),
    ("punctuation", Is(Punctuation)),
    ("punctuation.decorator", Is(Attribute)),
    ("punctuation.definition", Else(Punctuation)),
    ("punctuation.definition.annotation", Is(Attribute)),
    ("punctuation.definition.array", Is(Punctuation)),
    ("punctuation.definition.block", Is(Punctuation)),
    ("punctuation.definition.comment", Meaning::Comment),
    ("punctuation.definition.decorator", Is(Attribute)),
    ("punctuation.definition.dictionary", Is(Punctuation)),
    ("punctuation.definition.interpolation", Inside(Punctuation)),
    ("punctuation.definition.string", Is(Class::String)),
    ("punctuation.definition.tag", Is(Punctuation)),
    ("punctuation.definition.template-expression", Inside(Punctuation)),
    ("punctuation.definition.variable", Inside(Variable)),
    ("punctuation.section.embedded", Inside(Punctuation)),
    ("punctuation.section.expansion", Inside(Punctuation)),
    ("punctuation.section.interpolation", Inside(Punctuation)),
    ("punctuation.separator.key-value.http-request-response", Inside(Punctuation)),
    ("source", Language),
    ("storage", Is(Keyword)),
    ("storage.modifier.list", Is(Punctuation)),
    ("storage.modifier.required", Is(Punctuation)),
    ("storage.type.annotation", Is(Attribute)),
    ("storage.type.boolean", Is(Type)),
    ("storage.type.builtin", Is(Type)),
    ("storage.type.function.arrow", Is(Operator)),
    ("storage.type.go", Is(Type)),
    ("storage.type.numeric", Is(Number)),
    ("storage.type.primitive", Is(Type)),
    ("storage.type.string", Is(Class::String)),
    ("string", Meaning::Text),
    ("support", Is(Function)),
    ("support.class", Is(Type)),
    ("support.constant", Is(Literal)),
    ("support.constant.node", Is(Variable)),
    ("support.module", Is(Type)),
    ("support.namespace", Is(Type)),
    ("support.other.namespace", Is(Type)),
    ("support.punctuation", Is(Punctuation)),
    ("support.type", Is(Type)),
    ("support.type.property-name", Is(Attribute)),
    ("support.unicode-range", Is(Number)),
    ("support.variable", Is(Variable)),
    ("text", Language),
    ("variable", Inside(Variable)),
    ("variable.annotation", Is(Attribute)),
    ("variable.function", Is(Function)),
    ("variable.language", Inside(Keyword)),
    ("variable.language.shell", Inside(Variable)),
    ("variable.language.star", Is(Operator)),
    ("variable.other.constant.ruby", Inside(Type)),
    ("variable.parameter.option", Is(Attribute)),
    ("variable.parameter.switch", Is(Attribute)),
    ("variable.type", Is(Type)),
];

/// The meaning of one scope.
pub(super) fn meaning(scope: &str) -> Meaning {
    let mut prefix = scope;
    loop {
        if let Ok(found) = TABLE.binary_search_by(|(name, _)| (*name).cmp(prefix)) {
            return if found_embedded(scope, prefix) { Code(Plain) } else { TABLE[found].1 };
        }
        match prefix.rfind('.') {
            Some(dot) => prefix = &prefix[..dot],
            None => return Pass,
        }
    }
}

/// Whether the scope is a language inside another (`source.js.embedded.html`).
fn found_embedded(scope: &str, prefix: &str) -> bool {
    prefix == "source" && scope.split('.').any(|word| word == "embedded")
}

/// The class of a scope stack, found one scope at a time from the outermost inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shade {
    pub(super) class: Class,
    region: Region,
}

impl Shade {
    /// The shade of the empty stack.
    pub(super) const NONE: Self = Self { class: Plain, region: Region::Code };

    /// A class made of the scopes alone, by which tests tell stacks apart.
    #[cfg(test)]
    pub(super) fn fingerprint(self, scope: syntect::parsing::Scope) -> Self {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (self.class, scope).hash(&mut hasher);
        let class = Class::ALL[(hasher.finish() % 17) as usize];
        Self { class, region: Region::Code }
    }

    /// The shade of the stack when a scope of this meaning is laid on it.
    pub(super) fn with(self, meaning: Meaning) -> Self {
        let in_string = self.region == Region::Text;
        match (self.region, meaning) {
            (Region::Comment, _) | (_, Pass) => self,
            (_, Meaning::Comment) if !in_string => Self { class: Class::Comment, region: Region::Comment },
            (Region::Key, Meaning::Text) => Self { class: Attribute, region: Region::Text },
            (Region::Text, Meaning::Text | Meaning::Comment | Is(_) | Else(_) | Language | Key) => self,
            (_, Meaning::Comment | Meaning::Text) => Self { class: Class::String, region: Region::Text },
            (_, Inside(class) | Is(class)) => {
                let class = if class == Punctuation && self.class == Number { Number } else { class };
                Self { class, region: self.region }
            }
            (_, Else(class)) if self.class == Plain => Self { class, region: self.region },
            (_, Else(_)) => self,
            (_, Code(class)) => Self { class, region: Region::Code },
            (_, Language) => Self::NONE,
            (_, Key) => Self { class: Plain, region: Region::Key },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stack: &str, class: Class) {
        let shade = stack.split(' ').fold(Shade::NONE, |shade, scope| shade.with(meaning(scope)));
        assert_eq!(shade.class, class, "{stack}");
    }

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn the_innermost_scope_with_a_meaning_wins() {
        check("source.ruby meta.function keyword.control.def.ruby", Keyword);
        check("source.go constant.numeric.float.go punctuation.separator.decimal.go", Number);
        check("source.js", Plain);
    }

    #[test]
    fn nothing_leaves_a_comment() {
        check("source.java comment.block.java text.html.javadoc entity.name.tag.html", Class::Comment);
    }

    #[test]
    fn only_embedded_code_leaves_a_string() {
        check("source.php string.quoted.double.php source.sql keyword.other.sql", Class::String);
        check("source.php string.quoted.double.php constant.character.escape.php", Escape);
        check("source.js string.template.js meta.template.expression.js keyword.operator.js", Operator);
        check("source.js string.template.js source.js.embedded.expression", Plain);
    }

    #[test]
    fn a_key_of_json_is_an_attribute() {
        check("source.json meta.mapping.key.json string.quoted.double.json", Attribute);
        check("source.json meta.mapping.value.json string.quoted.double.json", Class::String);
    }
}
