//! What kind of JSON value a type of a language stands for, where that is certain.

/// The kinds that a type expression stands for, or none if it holds a name that could be anything.
#[must_use]
pub fn kinds(text: &str) -> Option<Vec<&'static str>> {
    let text = text.trim();
    if let Some(inner) = literal_list(text) {
        return kinds(inner);
    }
    let mut found = Vec::new();
    for part in alternatives(text) {
        match kind(part)? {
            "null" => {}
            kind if found.contains(&kind) => {}
            kind => found.push(kind),
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

/// The texts of an expression that is made of nothing but literals.
#[must_use]
pub fn literals(text: &str) -> Option<Vec<&str>> {
    let text = text.trim();
    let text = literal_list(text).unwrap_or(text);
    let parts = if text.contains('|') { alternatives(text) } else { text.split(',').map(str::trim).collect() };
    parts.into_iter().filter(|part| !matches!(*part, "null" | "None" | "nil")).map(quoted).collect()
}

/// `Literal["a", "b"]` of Python
fn literal_list(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("typing.").unwrap_or(text).strip_prefix("Literal[")?.strip_suffix(']')?;
    Some(inner)
}

fn quoted(text: &str) -> Option<&str> {
    let text = text.trim();
    ['"', '\'', '`'].into_iter().find_map(|quote| {
        let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    })
}

/// `A | B` and `A or B`, not inside of brackets.
fn alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0_i32;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '<' | '[' | '(' | '{' => depth += 1,
            '>' | ']' | ')' | '}' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.into_iter().flat_map(|part| part.split(" or ")).map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn kind(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_start_matches(['*', '?', '&']).trim_end_matches(['?', '!']).trim();
    if quoted(text).is_some() || (text.starts_with(['"', '\'']) && text.contains(',')) {
        return Some("string");
    }
    if text.starts_with("[]") || text.ends_with("[]") {
        return Some("array");
    }
    for wrapper in ["Optional", "Nullable", "Maybe", "Option"] {
        if let Some(inner) = text.strip_prefix(wrapper) {
            let inner = inner.strip_prefix(['<', '[', '('])?.strip_suffix(['>', ']', ')'])?;
            return kind(inner);
        }
    }
    let base = text.split(['<', '[', '(', '{']).next().unwrap_or(text);
    let base = base.rsplit(['.', '\\', ':']).next().unwrap_or(base).trim();
    Some(match base.to_ascii_lowercase().as_str() {
        "string" | "str" => "string",
        "int" | "integer" | "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32"
        | "uint64" | "long" | "short" | "i32" | "i64" | "u32" | "u64" | "bigint" | "biginteger" => "integer",
        "number" | "float" | "float32" | "float64" | "double" | "decimal" | "bigdecimal" | "f32" | "f64" => "number",
        "bool" | "boolean" => "boolean",
        "list" | "array" | "arraylist" | "ienumerable" | "ilist" | "ireadonlylist" | "readonlylist" | "vec"
        | "sequence" | "readonlyarray" | "collection" | "iterable" | "set" | "tuple" | "slice" => "array",
        "map"
        | "dict"
        | "dictionary"
        | "hash"
        | "hashmap"
        | "record"
        | "object"
        | "idictionary"
        | "mapping"
        | "ireadonlydictionary" => "object",
        "null" | "none" | "nil" | "undefined" | "nilclass" => "null",
        _ => return None,
    })
}

/// Whether a value of one of the schema's types can be one of the language's.
#[must_use]
pub fn agree(schema: &[String], language: &[&str]) -> bool {
    schema.iter().any(|schema| language.iter().any(|language| fits(schema, language)))
}

fn fits(schema: &str, language: &str) -> bool {
    match (schema, language) {
        (schema, language) if schema == language => true,
        // JavaScript has but one kind of number; PHP has but one kind of list.
        ("integer", "number") | ("object", "array") => true,
        _ => false,
    }
}
