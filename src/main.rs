#[expect(clippy::print_stdout)]
fn main() {
    for path in std::env::args().skip(2).filter(|a| !a.starts_with("--")) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let id = folio::model::source::SourceId(0);
        let (front, mut body) = folio::parse::front_matter::front_matter(id, &text, 10 << 20);
        if front.diagnostics.iter().any(|d| d.code == folio::model::diagnostic::Code::UNCLOSED_FRONT_MATTER) { body = 0; }
        let spans = std::env::args().any(|a| a == "--spans");
        folio::parse::with_body(id, &text, body, !path.ends_with(".md"), |document| {
            let (counts, components) = folio::parse::tree::counts(&document.value);
            let bad = document.diagnostics.iter().any(|d| d.code.severity == folio::model::diagnostic::Severity::Error);
            println!("{}", serde_json::json!({"path": path, "parsed": !bad, "counts": counts, "components": components}));
            if spans { println!("{}", folio::parse::tree::outline(&document.value)); for d in &document.diagnostics { println!("{d:?}"); } }
        });
    }
}
