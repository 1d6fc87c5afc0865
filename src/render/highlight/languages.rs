//! Comes in: what an author writes behind a fence, or the ending of a file (`rb`, `C#`, `curl`).
//! Goes out: the syntax of two-face that reads it. The one thing to know: the table is all there is;
//! nothing is loaded to find out whether a name is known, and a test holds the table against
//! two-face's list.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Name of a syntax in two-face → the names authors use for it, lower case, the usual one first.
#[rustfmt::skip]
const SYNTAXES: &[(&str, &[&str])] = &[
    ("ActionScript", &["actionscript"]),
    ("Ada", &["ada", "adb", "ads"]),
    ("Apache Conf", &["apache", "apacheconf", "htaccess"]),
    ("AppleScript", &["applescript"]),
    ("ARM Assembly", &["arm", "armasm"]),
    ("AsciiDoc (Asciidoctor)", &["asciidoc", "adoc"]),
    ("x86_64 Assembly", &["asm", "assembly", "nasm", "x86asm"]),
    ("ASP", &["asp", "vbscript", "vb", "vba", "visual-basic"]),
    ("Authorized Keys", &["authorized-keys"]),
    ("AWK", &["awk"]),
    ("Bourne Again Shell (bash)", &["bash", "sh", "shell", "zsh", "curl", "shellscript", "shell-script", "shell-session", "console", "terminal", "ksh"]),
    ("Batch File", &["batch", "bat", "cmd", "dosbatch"]),
    ("BibTeX", &["bibtex", "bib"]),
    ("C", &["c", "h"]),
    ("Cabal", &["cabal"]),
    ("CFML", &["cfml", "cfm"]),
    ("Clojure", &["clojure", "clj", "cljs", "edn"]),
    ("CMake", &["cmake"]),
    ("CMakeCache", &["cmakecache"]),
    ("CoffeeScript", &["coffeescript", "coffee", "cson"]),
    ("C++", &["cpp", "c++"]),
    ("Crontab", &["crontab", "cron"]),
    ("Crystal", &["crystal", "cr"]),
    ("C#", &["csharp", "c#", "cs", "dotnet", "net"]),
    ("CSS", &["css"]),
    ("Separated Values", &["csv"]),
    ("D", &["d"]),
    ("Dart", &["dart"]),
    ("Diff", &["diff", "patch", "udiff"]),
    ("Dockerfile (with bash)", &["dockerfile", "docker", "containerfile"]),
    ("Graphviz (DOT)", &["dot", "graphviz", "gv"]),
    ("DotENV", &["dotenv", "env"]),
    ("HTML (EEx)", &["eex", "leex", "heex"]),
    ("Elixir", &["elixir", "ex", "exs", "iex"]),
    ("Elm", &["elm"]),
    ("Email", &["eml", "email"]),
    ("HTML (Rails)", &["erb", "html+erb", "rhtml"]),
    ("Erlang", &["erlang", "erl"]),
    ("Fish", &["fish"]),
    ("Fortran (Modern)", &["fortran", "f90"]),
    ("Fortran (Fixed Form)", &["fortran77", "f77"]),
    ("F#", &["fsharp", "f#", "fs", "fsx"]),
    ("GDScript (Godot Engine)", &["gdscript", "gd"]),
    ("Git Commit", &["git-commit"]),
    ("Git Log", &["git-log"]),
    ("Git Rebase Todo", &["git-rebase"]),
    ("Git Attributes", &["gitattributes"]),
    ("Git Config", &["gitconfig"]),
    ("Git Ignore", &["gitignore"]),
    ("GLSL", &["glsl", "vsh", "fsh"]),
    ("gnuplot", &["gnuplot", "gp", "gpl", "plt"]),
    ("Go", &["go", "golang"]),
    ("Gomod", &["gomod", "go.mod"]),
    ("Gosum", &["gosum", "go.sum"]),
    ("GraphQL", &["graphql", "gql", "graphqls"]),
    ("Groff/troff", &["groff", "troff"]),
    ("Groovy", &["groovy", "gradle"]),
    ("Ruby Haml", &["haml"]),
    ("Haskell", &["haskell", "hs"]),
    ("Hosts File", &["hosts"]),
    ("HTML", &["html", "htm", "xhtml"]),
    ("HTML (ASP)", &["html+asp"]),
    ("HTML (Jinja2)", &["html+jinja", "jinja-html"]),
    ("HTTP Request and Response", &["http", "https", "rest"]),
    ("Idris", &["idris", "idr"]),
    ("INI", &["ini", "cfg", "editorconfig"]),
    ("Java", &["java"]),
    ("JavaScript", &["javascript", "js", "mjs", "cjs", "node", "nodejs", "node.js", "es6"]),
    ("Jinja2", &["jinja2", "j2", "jinja"]),
    ("JQ", &["jq"]),
    ("JSON", &["json", "jsonc", "json5", "jsonl", "ndjson", "webmanifest", "geojson", "har", "json-schema"]),
    ("jsonnet", &["jsonnet", "libsonnet", "libjsonnet"]),
    ("Java Server Page (JSP)", &["jsp"]),
    ("JavaScript (Babel)", &["jsx", "javascriptreact", "babel"]),
    ("Julia", &["julia", "jl"]),
    ("Known Hosts", &["known-hosts"]),
    ("Kotlin", &["kotlin", "kt", "kts"]),
    ("LaTeX", &["latex", "tex"]),
    ("Lean 4", &["lean"]),
    ("Less", &["less"]),
    ("Literate Haskell", &["lhs"]),
    ("Lisp", &["lisp", "common-lisp", "elisp", "emacs-lisp", "scheme"]),
    ("LiveScript", &["livescript", "ls"]),
    ("LLVM", &["llvm", "ll"]),
    ("Lua", &["lua"]),
    ("Git Mailmap", &["mailmap"]),
    ("Makefile", &["makefile", "make", "mk"]),
    ("Manpage", &["man"]),
    ("Markdown", &["markdown", "md", "mdx", "mdown"]),
    ("MATLAB", &["matlab"]),
    ("MediaWiki", &["mediawiki", "wikitext"]),
    ("nginx", &["nginx", "nginxconf"]),
    ("Nim", &["nim", "nims", "nimble"]),
    ("Ninja", &["ninja"]),
    ("Nix", &["nix"]),
    ("NSIS", &["nsis", "nsi", "nsh", "bnsi", "bnsh", "nsdinc"]),
    ("Objective-C", &["objective-c", "objectivec", "objc", "obj-c"]),
    ("Objective-C++", &["objective-c++", "objc++", "mm"]),
    ("OCaml", &["ocaml", "ml", "mli"]),
    ("OCamllex", &["ocamllex", "mll"]),
    ("OCamlyacc", &["ocamlyacc", "mly"]),
    ("Odin", &["odin"]),
    ("Pascal", &["pascal", "pas", "delphi"]),
    ("Perl", &["perl", "pl", "pm"]),
    ("PHP Source", &["php", "php3", "php4", "php5", "php7", "php8"]),
    ("PHP", &["phtml", "php-html"]),
    ("PowerShell", &["powershell", "ps1", "pwsh", "ps", "posh", "psm1", "psd1"]),
    ("Java Properties", &["properties", "java-properties"]),
    ("Protocol Buffer", &["protobuf", "proto", "protocol-buffer"]),
    ("Puppet", &["puppet", "pp", "epp"]),
    ("PureScript", &["purescript", "purs"]),
    ("Python", &["python", "py", "python3", "py3", "pyi", "pycon"]),
    ("QML", &["qml", "qmlproject"]),
    ("R", &["r"]),
    ("Racket", &["racket", "rkt"]),
    ("Ruby on Rails", &["rails"]),
    ("Rd (R Documentation)", &["rd"]),
    ("Regular Expression", &["regex", "regexp"]),
    ("Rego", &["rego"]),
    ("Requirements.txt", &["requirements", "requirements.txt"]),
    ("reStructuredText", &["restructuredtext", "rst"]),
    ("Robot Framework", &["robot", "robotframework"]),
    ("Ruby", &["ruby", "rb", "rake", "gemspec", "gemfile", "irb"]),
    ("Rust", &["rust", "rs"]),
    ("Sass", &["sass"]),
    ("Scala", &["scala", "sbt"]),
    ("SCSS", &["scss"]),
    ("Ruby Slim", &["slim"]),
    ("Salt State (SLS)", &["sls"]),
    ("SML", &["sml"]),
    ("Solidity", &["solidity", "sol"]),
    ("debsources", &["sources.list", "debsources"]),
    ("SQL", &["sql", "postgresql", "postgres", "mysql", "sqlite", "plsql", "psql", "ddl", "dml"]),
    ("SSH Config", &["ssh-config", "sshconfig"]),
    ("SSHD Config", &["sshd-config"]),
    ("Strace", &["strace"]),
    ("Stylus", &["stylus", "styl"]),
    ("Svelte", &["svelte"]),
    ("Swift", &["swift"]),
    ("SystemVerilog", &["systemverilog", "sv"]),
    ("Tcl", &["tcl"]),
    ("Terraform", &["terraform", "tf", "hcl", "tfvars"]),
    ("Plain Text", &["text", "plain", "plaintext", "txt", "none", "nohighlight", "output"]),
    ("Textile", &["textile"]),
    ("Protocol Buffer (TEXT)", &["textproto", "prototxt"]),
    ("Todo.txt", &["todo.txt"]),
    ("TOML", &["toml"]),
    ("TypeScriptReact", &["tsx", "typescriptreact"]),
    ("HTML (Twig)", &["twig"]),
    ("TypeScript", &["typescript", "ts", "mts", "cts", "deno"]),
    ("Typst", &["typst", "typ"]),
    ("varlink", &["varlink"]),
    ("Verilog", &["verilog"]),
    ("VHDL", &["vhdl"]),
    ("VimL", &["vim", "viml", "vimscript"]),
    ("VimHelp", &["vimhelp"]),
    ("Vue Component", &["vue"]),
    ("Vyper", &["vyper", "vy"]),
    ("WGSL", &["wgsl"]),
    ("XML", &["xml", "svg", "xsd", "xslt", "rss", "atom", "plist", "wsdl", "xaml"]),
    ("YAML", &["yaml", "yml", "openapi"]),
    ("Zig", &["zig", "zon"]),
];

/// PHP that begins with a page of HTML: chosen for PHP with an opening tag.
const PHP_IN_HTML: &str = "PHP";
/// PHP alone: chosen for a fragment without one.
const PHP_ALONE: &str = "PHP Source";

/// The name of the syntax that reads this code in this language.
pub(super) fn syntax(language: &str, code: &str) -> Option<&'static str> {
    let name = *BY_NAME.get(plain_name(language).as_str())?;
    Some(if name == PHP_ALONE && code.contains("<?") { PHP_IN_HTML } else { name })
}

/// The syntax of each name that an author can use.
static BY_NAME: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    // Where two have one name, the first counts.
    let named = SYNTAXES.iter().rev().flat_map(|(syntax, names)| names.iter().map(|name| (*name, *syntax)));
    named.collect()
});

/// Whether [`super::highlight`] knows the language.
#[must_use]
pub fn known(language: &str) -> bool {
    syntax(language, "").is_some()
}

/// All names an author can use, for a "did you mean".
pub fn names() -> impl Iterator<Item = &'static str> {
    SYNTAXES.iter().flat_map(|(_, names)| names.iter().copied())
}

/// `.RB` and ` rb ` are `rb`.
fn plain_name(language: &str) -> String {
    language.trim().trim_start_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_syntax_of_the_table_is_in_two_face() {
        let set = two_face::syntax::extra_newlines();
        for (name, _) in SYNTAXES {
            assert!(set.find_syntax_by_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn no_name_stands_for_two_syntaxes() {
        let distinct: BTreeSet<_> = names().collect();
        assert_eq!(distinct.len(), names().count());
        assert!(names().all(|name| name == plain_name(name)));
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        assert_eq!(syntax("C#", ""), Some("C#"));
        assert_eq!(syntax(".RB", ""), Some("Ruby"));
        assert_eq!(syntax(" curl", ""), Some("Bourne Again Shell (bash)"));
        assert_eq!(syntax("klingon", ""), None);
        assert_eq!(syntax("php", "<?php\necho 1;"), Some("PHP"));
        assert_eq!(syntax("php", "echo 1;"), Some("PHP Source"));
    }
}
