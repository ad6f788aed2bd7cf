//! Whole OpenAPI documents, which pages name or which are all that a site has.

use seamstress_codegen::{Input, generate, project::Project};
use seamstress_sync::candidate::Decision;

use super::*;

const DOCUMENT: &str = r#"{
  "openapi": "3.0.3",
  "info": { "title": "Kennel", "version": "1.0.0" },
  "servers": [{ "url": "https://api.example.com" }],
  "paths": { "/dogs": { "get": { "responses": { "200": { "description": "OK" } } } } }
}"#;

/// A page that names its operation and does not describe it.
const NAMED: &str = "---\ntitle: Dogs\nopenapi: \"/openapi.json GET /dogs\"\n---\n\n# Dogs\n";

/// What became of a file.
fn outcome(report: &Report, path: &str) -> Outcome {
    let mut pages = report.pages.iter();
    let found = pages.find(|page| page.path == path);
    found
        .unwrap_or_else(|| panic!("{}", report.summary()))
        .outcome
}

pub(super) fn operations(fixture: &Fixture) -> usize {
    let input = Input {
        sources: Project::pages_in(&fixture.file("")).unwrap(),
        ..Input::default()
    };
    generate(input).stats.operations_out
}

#[test]
fn a_document_that_a_page_names_is_fetched_beside_the_pages() {
    let fixture = Fixture::new(&[("dogs.md", NAMED)]);
    fixture
        .site
        .set("/openapi.json", Reply::page(DOCUMENT).versioned());
    assert_eq!(outcome(&fixture.sync(), "openapi.json"), Outcome::New);
    assert_eq!(fixture.text("openapi.json").as_deref(), Some(DOCUMENT));
    assert_eq!(operations(&fixture), 1);
    // The next run asks for the document again, and only whether it has changed.
    assert_eq!(outcome(&fixture.sync(), "openapi.json"), Outcome::Unchanged);
    assert_eq!(fixture.site.times("/openapi.json"), 2);
    let new = DOCUMENT.replace("1.0.0", "1.1.0");
    fixture.site.set("/openapi.json", Reply::page(&*new));
    assert_eq!(outcome(&fixture.sync(), "openapi.json"), Outcome::Changed);
    // One that the site no longer has is kept, as pages are.
    fixture.site.set("/openapi.json", Reply::status(404));
    assert_eq!(outcome(&fixture.sync(), "openapi.json"), Outcome::Missing);
    assert_eq!(fixture.text("openapi.json"), Some(new));
}

#[test]
fn a_page_that_contains_its_operation_needs_no_document() {
    let fixture = Fixture::new(&[("a.md", &page("/a", "1"))]);
    fixture.site.set("/openapi.json", Reply::page(DOCUMENT));
    fixture.sync();
    assert_eq!(fixture.site.times("/openapi.json"), 0);
}

#[test]
fn a_site_whose_pages_are_prose_may_have_a_document() {
    for path in ["/openapi.yaml", "/api-reference/openapi.json"] {
        let fixture = Fixture::new(&[("guide.md", "# Guide\n\nProse.\n")]);
        fixture.site.set(path, Reply::page(DOCUMENT));
        let report = fixture.sync();
        assert_eq!(report.count(Outcome::New), 1, "{}", report.summary());
        assert_eq!(operations(&fixture), 1);
    }
    let linked = Fixture::new(&[]);
    linked.list(&["guide.md", "/specs/v2.json"]);
    linked
        .site
        .set("/guide.md", Reply::page("# Guide\n\nProse.\n"));
    linked.site.set("/specs/v2.json", Reply::page(DOCUMENT));
    linked.sync();
    assert_eq!(linked.text("specs/v2.json").as_deref(), Some(DOCUMENT));

    // An index that lists the document alone, and has not changed.
    let alone = Fixture::new(&[]);
    let index = Reply::page("- [API](/specs/v2.json)\n").versioned();
    alone.site.set("/llms.txt", index);
    alone
        .site
        .set("/specs/v2.json", Reply::page(DOCUMENT).versioned());
    for expected in [Outcome::New, Outcome::Unchanged] {
        assert_eq!(outcome(&alone.sync(), "specs/v2.json"), expected);
    }
}

#[test]
fn a_site_may_have_nothing_but_a_document() {
    for start in ["/", "/openapi.json"] {
        let fixture = Fixture::new(&[]);
        fixture.site.clear();
        fixture
            .site
            .set("/openapi.json", Reply::page(DOCUMENT).versioned());
        let report = fixture.sync_at(start).unwrap();
        assert_eq!(report.count(Outcome::New), 1, "{}", report.summary());
        let bytes = fixture.site.bytes();
        let again = fixture.try_sync(&Options::default()).unwrap();
        assert_eq!(again.count(Outcome::Unchanged), 1, "{}", again.summary());
        assert!(fixture.site.bytes() - bytes < 100);
    }
}

#[test]
fn documents_that_cannot_be_used_are_named_with_the_reason() {
    let other = DocsSite::start().unwrap();
    let theirs = NAMED.replace("/openapi.json", &other.url("/openapi.json"));
    let fixture = Fixture::new(&[("dogs.md", &theirs), ("cats.md", NAMED)]);
    let html = Reply::page("<html></html>").header("content-type", "text/html");
    fixture.site.set("/openapi.json", html);
    let report = fixture.sync();
    let decisions: Vec<_> = report
        .candidates
        .iter()
        .filter(|it| it.url.ends_with("/openapi.json"))
        .map(|it| (it.decision, it.note.as_str()))
        .take(2)
        .collect();
    let expected = [
        (
            Decision::NotUsed,
            "expected an OpenAPI document, found `text/html`",
        ),
        (
            Decision::NotRequested,
            "not on the site of the index; `dogs.md` names an operation of it",
        ),
    ];
    assert_eq!(decisions, expected);
    assert_eq!((other.connections(), report.has_failed()), (0, false));
}

#[test]
fn pages_cannot_make_a_run_endless() {
    let names = (0..500).map(|number| format!("{number}.json get /dogs\n\n"));
    let text = format!("# Dogs\n\n{}", names.collect::<String>());
    let fixture = Fixture::new(&[("dogs.md", &text)]);
    fixture.sync();
    assert!(fixture.site.connections() < 120);
}

#[test]
fn a_document_that_the_site_does_not_send_now_fails_the_run() {
    let fixture = Fixture::new(&[("dogs.md", NAMED)]);
    fixture.site.set("/openapi.json", Reply::status(503));
    assert_eq!(
        fixture.failure(),
        "the site responded 503 Service Unavailable (3 attempts)"
    );
    // The page that names it is read again, although it has not changed.
    fixture.site.set("/dogs.md", Reply::page(NAMED).versioned());
    fixture.failure();
    fixture.site.set("/openapi.json", Reply::page(DOCUMENT));
    assert_eq!(outcome(&fixture.sync(), "openapi.json"), Outcome::New);
}
