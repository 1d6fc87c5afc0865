//! A mistake of folio's own in one page is a problem of that page, and the others are published.

use folio::model::source::{Digest, Source, SourceId, SourceKind, SourcePath};
use folio::pipeline::{Input, no_days, site};

#[test]
fn a_failure_of_folio_in_one_page_is_a_problem_of_that_page() {
    // Alone in its program: nobody else's failure is kept quiet.
    folio::guard::keep_quiet();
    let page = |id: u32, path: &str| Source {
        id: SourceId(id),
        path: SourcePath::new(path),
        kind: SourceKind::Page { mdx: true, shared: false },
        size: 1,
        digest: Digest::default(),
        picture: None,
    };
    let sources = [page(0, "content/a.mdx"), page(1, "content/b.mdx")];
    let bytes = |id: SourceId| {
        assert!(id.0 != 1, "the second page breaks folio");
        Some(b"# Words\n".to_vec())
    };
    let input = Input {
        sources: &sources,
        bytes: &bytes,
        drafts: false,
        base_url: None,
        days: &no_days,
        facts: &folio::model::store::Nowhere,
    };
    let checked = site(&input);
    let problem = checked.diagnostics.iter().find(|diagnostic| diagnostic.code.name == "internal-error");
    let problem = problem.expect("the failure is told");
    assert_eq!(problem.place.source, SourceId(1));
    assert!(problem.message.contains("the second page breaks folio"), "{}", problem.message);
    assert!(problem.help.as_deref().is_some_and(|help| help.contains("report it")));
    assert!(checked.value.index.pages.len() == 1, "the other page is there");
}
