//! Every language the documentation needs is really highlighted, under every name authors use.

use std::collections::BTreeSet;

use folio::render::highlight::Class::{
    self, Attribute, Comment, Deleted, Heading, Inserted, Keyword, Literal, Number, String, Type, Variable,
};
use folio::render::highlight::{self};

/// Name, other names, a sample, and pieces of it with their class.
type Case = (&'static str, &'static [&'static str], &'static str, &'static [(&'static str, Class)]);

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("curl", &["bash", "sh", "shell", "zsh"], "if curl -H \"a $B\" x; then # c\nfi", &[("if", Keyword), ("\"a", String), ("$B", Variable), ("# c", Comment)]),
    ("c#", &["cs", "csharp", "dotnet"], "// c\nvar x = \"a\" + 1;", &[("// c", Comment), ("var", Keyword), ("\"a\"", String), ("1", Number)]),
    ("ruby", &["rb"], "def x # c\n  'a' + 1\nend", &[("def", Keyword), ("# c", Comment), ("'a'", String), ("1", Number)]),
    ("python", &["py", "python3"], "def f(): # c\n    return 'a', 1, None", &[("def", Keyword), ("# c", Comment), ("'a'", String), ("1", Number), ("None", Literal)]),
    ("javascript", &["js", "node", "mjs"], "const x = 'a'; // c", &[("const", Keyword), ("'a'", String), ("// c", Comment)]),
    ("typescript", &["ts"], "let x: string = 'a'; // c", &[("let", Keyword), ("string", Type), ("'a'", String), ("// c", Comment)]),
    ("tsx", &[], "const x = <a b=\"c\" />; // c", &[("const", Keyword), ("b", Attribute), ("\"c\"", String)]),
    ("jsx", &[], "const x = <a b=\"c\" />; // c", &[("const", Keyword), ("b", Attribute), ("\"c\"", String)]),
    ("php", &[], "<?php function f() { return 'a'; } // c", &[("function", Keyword), ("'a'", String), ("// c", Comment)]),
    ("php", &[], "function f() { return 'a'; } // c", &[("function", Keyword), ("'a'", String), ("// c", Comment)]),
    ("java", &[], "class A { String x = \"a\"; } // c", &[("class", Keyword), ("A", Type), ("\"a\"", String), ("// c", Comment)]),
    ("go", &["golang"], "func f() { return \"a\" } // c", &[("func", Keyword), ("\"a\"", String), ("// c", Comment)]),
    ("kotlin", &["kt", "kts"], "fun f() = \"a\" // c", &[("fun", Keyword), ("\"a\"", String), ("// c", Comment)]),
    ("swift", &[], "func f() { return \"a\" } // c", &[("func", Keyword), ("\"a\"", String), ("// c", Comment)]),
    ("rust", &["rs"], "fn f() { let x = \"a\"; } // c", &[("fn", Keyword), ("let", Keyword), ("\"a\"", String), ("// c", Comment)]),
    ("elixir", &["ex", "exs"], "def f, do: {:a, \"b\"} # c", &[("def", Keyword), (":a", Literal), ("\"b\"", String), ("# c", Comment)]),
    ("json", &["jsonc"], "{\"a\": [\"b\", 1, true]}", &[("\"a\"", Attribute), ("\"b\"", String), ("1", Number), ("true", Literal)]),
    ("yaml", &["yml"], "a: \"b\" # c\nd: 1\n", &[("a", Attribute), ("\"b\"", String), ("# c", Comment), ("1", Number)]),
    ("toml", &[], "[x]\na = \"b\" # c\nd = 1\n", &[("x", Heading), ("a", Attribute), ("\"b\"", String), ("# c", Comment), ("1", Number)]),
    ("html", &["htm"], "<!-- c --><p class=\"a\">x</p>", &[("<!-- c -->", Comment), ("p", Keyword), ("class", Attribute), ("\"a\"", String)]),
    ("css", &[], "/* c */ a { color: #fff; content: \"b\" }", &[("/* c */", Comment), ("a", Keyword), ("color", Attribute), ("#fff", Number), ("\"b\"", String)]),
    ("sql", &["postgresql", "mysql"], "SELECT 'a', 1 FROM t -- c", &[("SELECT", Keyword), ("'a'", String), ("1", Number), ("-- c", Comment)]),
    ("http", &[], "GET /a HTTP/1.1\nAccept: text/html\n\n", &[("GET", Keyword), ("Accept", Attribute)]),
    ("diff", &["patch"], "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n", &[("-x", Deleted), ("+y", Inserted), ("@@ -1 +1 @@", Heading)]),
    ("dockerfile", &["docker"], "FROM a\nRUN echo \"b\" # c\n", &[("FROM", Keyword), ("RUN", Keyword), ("\"b\"", String), ("# c", Comment)]),
    ("graphql", &["gql"], "query { a(b: \"c\", d: 1) } # c", &[("query", Keyword), ("\"c\"", String), ("1", Number), ("# c", Comment)]),
    ("powershell", &["ps1", "pwsh"], "if ($a) { \"b\" } # c", &[("if", Keyword), ("$a", Variable), ("\"b\"", String), ("# c", Comment)]),
    ("markdown", &["md"], "# Head\n\n`code`\n", &[("# Head", Heading), ("`code`", String)]),
    ("xml", &["svg"], "<!-- c --><a b=\"c\"/>", &[("<!-- c -->", Comment), ("a", Keyword), ("b", Attribute), ("\"c\"", String)]),
    ("ini", &[], "; c\n[s]\na=1\n", &[("; c", Comment), ("s", Heading)]),
    ("dotenv", &["env"], "# c\nA=\"b\"\n", &[("# c", Comment), ("\"b\"", String)]),
    ("c", &[], "int x = 1; /* c */", &[("int", Keyword), ("1", Number), ("/* c */", Comment)]),
    ("cpp", &["c++"], "auto x = \"a\"; // c", &[("auto", Keyword), ("\"a\"", String), ("// c", Comment)]),
];

/// The pieces of a sample with their classes.
fn pieces<'a>(language: &str, code: &'a str) -> Vec<(&'a str, Class)> {
    let highlighted = highlight::highlight(language, code);
    assert!(!highlighted.gave_up, "{language}");
    let mut out = Vec::new();
    for line in highlighted.lines() {
        let mut start = line.start as usize;
        for token in line.tokens {
            out.push((code[start..token.end as usize].trim(), token.class));
            start = token.end as usize;
        }
    }
    out
}

#[test]
fn every_language_has_its_classes() {
    for (name, others, code, expected) in CASES {
        for name in std::iter::once(name).chain(*others) {
            assert!(highlight::known(name), "{name}");
            let pieces = pieces(name, code);
            for piece in *expected {
                assert!(pieces.contains(piece), "{name}: no {piece:?} in {pieces:?}");
            }
        }
    }
}

#[test]
fn samples_are_colourful() {
    for (language, code) in super::damage::samples() {
        let classes: BTreeSet<Class> = pieces(&language, &code).into_iter().map(|piece| piece.1).collect();
        assert!(classes.len() >= 5, "{language}: {classes:?}");
    }
}

#[test]
fn tokens_cover_every_line_without_its_end() {
    for (language, code) in super::damage::samples() {
        for code in [code.clone(), code.replace('\n', "\r\n"), code.trim_end().to_owned(), std::string::String::new()] {
            let highlighted = highlight::highlight(&language, &code);
            let mut lines = highlighted.lines();
            assert_eq!(lines.len(), code.lines().count(), "{language}");
            for line in code.lines() {
                let found = lines.next().expect("there are as many");
                let start = found.start as usize;
                assert_eq!(&code[start..start + line.len()], line);
                let end = found.tokens.last().map_or(start, |token| token.end as usize);
                assert_eq!(end, start + line.len(), "{language}: {line:?}");
                assert!(
                    found.tokens.windows(2).all(|pair| pair[0].end < pair[1].end && pair[0].class != pair[1].class)
                );
            }
        }
    }
}

#[test]
fn an_unknown_language_is_plain_and_can_be_told() {
    assert!(!highlight::known("klingon"));
    assert!(highlight::names().any(|name| name == "ruby"));
    assert!(pieces("klingon", "a \"b\"\nc").iter().all(|piece| piece.1 == Class::Plain));
}

#[test]
fn a_sample_is_the_same_every_time_and_on_every_thread() {
    use rayon::prelude::*;
    let samples = super::damage::samples();
    let once: Vec<_> = samples.iter().map(|(language, code)| highlight::highlight(language, code)).collect();
    let again: Vec<_> =
        samples.par_iter().chain(&samples).map(|(language, code)| highlight::highlight(language, code)).collect();
    assert!(once.iter().cycle().zip(&again).all(|(one, other)| one == other));
}
