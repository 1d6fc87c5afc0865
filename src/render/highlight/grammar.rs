//! Comes in: the contexts of syntect's syntaxes. Goes out: [`Grammar`], their contexts and rules as
//! numbers, each read when it is first met. The one thing to know: this and `reference` are the only
//! files that read syntect's own data; a context of another syntax is loaded with all of its syntax
//! the first time a rule leads there.

use std::collections::BTreeMap;
use std::sync::Arc;

use syntect::parsing::syntax_definition::{
    Context, ContextId, ContextReference, MatchOperation, MatchPattern, context_iter,
};
use syntect::parsing::{Scope, SyntaxSet};

use super::hash::FastMap;
use super::regex::{self, Groups};

/// The number of a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ContextNo(u32);
/// The number of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RuleNo(u32);

/// What is known of the syntaxes so far.
pub(super) struct Grammar {
    set: &'static SyntaxSet,
    contexts: Vec<ContextFacts>,
    context_numbers: FastMap<ContextId, ContextNo>,
    rules: Vec<Rule>,
    rule_numbers: BTreeMap<usize, RuleNo>,
}

/// A context: what competes while it is the innermost one.
pub(super) struct ContextFacts {
    pub(super) context: &'static Context,
    pub(super) prototype: Option<ContextNo>,
    /// The rules in order, those of included contexts in their place.
    pub(super) rules: Arc<[RuleNo]>,
}

/// A rule: a pattern and what its match does.
pub(super) struct Rule {
    pub(super) pattern: &'static MatchPattern,
    pub(super) operation: Operation,
    pub(super) with_prototype: Option<ContextNo>,
    /// The groups somebody needs: for their scopes, or for patterns made of their text.
    pub(super) groups: Groups,
}

/// What a match does to the stack of contexts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Stay,
    Pop,
    Push(Box<[ContextNo]>),
    Set(Box<[ContextNo]>),
    /// The syntax refers to a context that does not exist.
    Broken,
}

/// Groups whose text a pattern can be made of.
const REFERABLE: Groups = 0b11_1111_1111;

impl Grammar {
    pub(super) fn new(set: &'static SyntaxSet) -> Self {
        Self {
            set,
            contexts: Vec::new(),
            context_numbers: FastMap::default(),
            rules: Vec::new(),
            rule_numbers: BTreeMap::new(),
        }
    }

    /// The context every sample of the syntax begins in, and the scope it begins with.
    pub(super) fn start(&mut self, syntax: &str) -> Option<(ContextNo, Vec<Scope>)> {
        let index = self.set.syntaxes().iter().rposition(|known| known.name == syntax)?;
        let scope = self.set.syntaxes()[index].scope;
        let id = (0..).map_while(|context| Some((context, context_at(self.set, index, context)?)));
        let (id, context) = id.map(|(_, found)| found).find(|(_, context)| is_start(context, scope))?;
        let scopes = context.meta_content_scope.iter().take(1).copied().collect();
        Some((self.number(id, context), scopes))
    }

    pub(super) fn context(&self, context: ContextNo) -> &ContextFacts {
        &self.contexts[context.0 as usize]
    }

    pub(super) fn rule(&self, rule: RuleNo) -> &Rule {
        &self.rules[rule.0 as usize]
    }

    fn number(&mut self, id: ContextId, context: &'static Context) -> ContextNo {
        if let Some(known) = self.context_numbers.get(&id) {
            return *known;
        }
        let number = ContextNo(u32::try_from(self.contexts.len()).expect("there are few contexts"));
        self.context_numbers.insert(id, number);
        self.contexts.push(ContextFacts { context, prototype: None, rules: Arc::new([]) });
        number
    }

    /// Reads the rules of a context that was only known by its number so far.
    pub(super) fn read(&mut self, number: ContextNo) {
        let context = self.context(number).context;
        if !self.context(number).rules.is_empty() {
            return;
        }
        let prototype = context.prototype.and_then(|id| Some(self.number(id, resolve(self.set, id)?)));
        let rules = context_iter(self.set, context)
            .filter_map(|(context, index)| context.match_at(index).ok())
            .map(|pattern| self.rule_number(pattern))
            .collect();
        let facts = &mut self.contexts[number.0 as usize];
        facts.prototype = prototype;
        facts.rules = rules;
    }

    fn rule_number(&mut self, pattern: &'static MatchPattern) -> RuleNo {
        let address = std::ptr::from_ref(pattern).addr();
        if let Some(known) = self.rule_numbers.get(&address) {
            return *known;
        }
        let rule = self.rule_facts(pattern);
        let number = RuleNo(u32::try_from(self.rules.len()).expect("there are few rules"));
        self.rules.push(rule);
        self.rule_numbers.insert(address, number);
        number
    }

    fn rule_facts(&mut self, pattern: &'static MatchPattern) -> Rule {
        let with_prototype = pattern.with_prototype.as_ref().map(|reference| self.target(reference));
        let targets = |grammar: &mut Self, references: &'static [ContextReference]| -> Option<Box<[ContextNo]>> {
            references.iter().map(|reference| grammar.target(reference)).collect()
        };
        let operation = match &pattern.operation {
            MatchOperation::None => Operation::Stay,
            MatchOperation::Pop => Operation::Pop,
            MatchOperation::Push(all) => targets(self, all).map_or(Operation::Broken, Operation::Push),
            MatchOperation::Set(all) => targets(self, all).map_or(Operation::Broken, Operation::Set),
        };
        let operation = if with_prototype == Some(None) { Operation::Broken } else { operation };
        let with_prototype = with_prototype.flatten();
        let refers = |context: &ContextNo| self.context(*context).context.uses_backrefs;
        let feeds = with_prototype.is_some_and(|context| refers(&context))
            || match &operation {
                Operation::Push(all) => all.iter().any(refers),
                // the prototypes of the context that is replaced may refer to groups too
                Operation::Set(_) => true,
                Operation::Stay | Operation::Pop | Operation::Broken => false,
            };
        let scoped = pattern.captures.iter().flatten().filter(|(group, _)| *group < 64);
        let groups = scoped.fold(if feeds { REFERABLE } else { 0 }, |groups, (group, _)| groups | 1 << group);
        Rule { pattern, operation, with_prototype, groups }
    }

    fn target(&mut self, reference: &'static ContextReference) -> Option<ContextNo> {
        let (id, context) = (reference.id().ok()?, reference.resolve(self.set).ok()?);
        Some(self.number(id, context))
    }
}

/// The context of a syntax that pushes its main context and does nothing else.
fn is_start(context: &Context, scope: Scope) -> bool {
    let [syntect::parsing::syntax_definition::Pattern::Match(only)] = &context.patterns[..] else {
        return false;
    };
    context.meta_content_scope == [scope]
        && !context.meta_include_prototype
        && only.regex.regex_str().is_empty()
        && matches!(&only.operation, MatchOperation::Push(targets) if targets.len() == 1)
}

fn context_at(set: &'static SyntaxSet, syntax: usize, context: usize) -> Option<(ContextId, &'static Context)> {
    let reference = serde_json::json!({ "Direct": { "syntax_index": syntax, "context_index": context } });
    from_reference(set, reference)
}

fn resolve(set: &'static SyntaxSet, id: ContextId) -> Option<&'static Context> {
    let reference = serde_json::json!({ "Direct": serde_json::to_value(id).ok()? });
    from_reference(set, reference).map(|(_, context)| context)
}

/// Syntect hands out a context for a reference only, and a reference can only be made by serde.
fn from_reference(set: &'static SyntaxSet, reference: serde_json::Value) -> Option<(ContextId, &'static Context)> {
    let reference: ContextReference = serde_json::from_value(reference).ok()?;
    let id = reference.id().ok()?;
    reference.resolve(set).ok().map(|context| (id, context))
}

impl std::fmt::Debug for Grammar {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} contexts, {} rules", self.contexts.len(), self.rules.len())
    }
}

/// The pattern of a rule, not made of any text but its own.
pub(super) fn own_pattern(rule: &Rule) -> Arc<regex::Pattern> {
    regex::shared(rule.pattern.regex.regex_str(), rule.groups)
}
