//! What people and machines see.

use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::{
    extract::extract,
    source::{Origin, Pointer, Source, SourceMap},
    yaml,
};

fn pages(sources: &[(&str, &str)]) -> SourceMap {
    let sources = sources.iter().map(|(path, block)| Source {
        path: (*path).to_owned(),
        text: format!("# T\n\n````yaml /openapi.json post /a\n{block}\n````\n"),
    });
    let mut files = SourceMap::default();
    let (pages, diagnostics) = extract(sources.collect(), &mut files);
    assert_eq!(diagnostics, []);
    let _ = yaml::read_all(&pages, &mut files);
    files
}

fn node(page: &str, pointer: &str) -> Origin {
    Origin::new(page, pointer.parse().unwrap())
}

#[test]
fn nodes_are_shown_where_they_stand() {
    let pages = pages(&[
        ("a.md", "info:\n  title: T\n  version: '1'"),
        ("b.md", "info: {title: U}"),
    ]);
    let diagnostic = Diagnostic::new(Code::DocsDrift, "the titles differ")
        .at(node("a.md", "/info/title"), "this one")
        .at(node("a.md", "/info/version/not/there"), "beside it")
        .at(node("b.md", "/info/title"), "that one")
        .help("do this\nor that");
    insta::assert_snapshot!(render(&[diagnostic], &pages, "specs/", false), @r#"
    warning[docs-drift]: the titles differ
     --> specs/a.md:5:3
      |
    5 |   title: T
      |   ^^^^^^^^ this one
    6 |   version: '1'
      |   ------------ beside it
      |
     ::: specs/b.md:4:8
      |
    4 | info: {title: U}
      |        -------- that one
      |
      = help: do this
              or that
    "#);
}

#[test]
fn diagnostics_are_shown_in_the_order_of_the_text() {
    let pages = pages(&[("a.md", "z: 1\na: 2")]);
    let found: Vec<_> = ["/a", "/z"]
        .map(|at| Diagnostic::new(Code::DocsDrift, "m").at(node("a.md", at), ""))
        .into();
    let text = render(&found, &pages, "", false);
    assert!(
        text.find("z: 1").unwrap() < text.find("a: 2").unwrap(),
        "{text}"
    );
}

#[test]
fn a_page_cannot_steer_the_terminal() {
    let pages = pages(&[("a.md", "key: \u{202e}v\u{200b}")]);
    let diagnostic = Diagnostic::new(Code::InvalidYaml, "message \u{1b}[2J\nfake")
        .at(node("a.md", "/key"), "label \u{7}")
        .help("help \u{9b}");
    insta::assert_snapshot!(render(&[diagnostic], &pages, "", false), @r#"
    error[invalid-yaml]: message <U+001B>[2J<U+000A>fake
     --> a.md:4:1
      |
    4 | key: <U+202E>v<U+200B>
      | ^^^^^^^^^^^^^^^^^^^^^^ label <U+0007>
      |
      = help: help <U+009B>
    "#);
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let long = "x".repeat(5_000);
    let pages = pages(&[("a.md", &format!("{{a: {long}, b: 1, c: {long}}}"))]);
    let text = render(
        &[Diagnostic::new(Code::InvalidYaml, "m").at(node("a.md", "/b"), "here")],
        &pages,
        "",
        false,
    );
    assert!(
        text.lines().all(|line| line.chars().count() < 400),
        "{text}"
    );
    assert!(text.contains("b: 1"), "{text}");
    assert!(text.contains("a.md:4:5007"), "{text}");
}

#[test]
fn a_file_that_could_not_be_read_is_named() {
    let diagnostic =
        Diagnostic::new(Code::InvalidYaml, "bad").at(Location::span(&Arc::from("x.md"), 0..0), "");
    insta::assert_snapshot!(render(&[diagnostic], &SourceMap::default(), "specs/", false), @r#"
    error[invalid-yaml]: bad
    --> specs/x.md
    "#);
}

#[test]
fn places_far_from_each_other_have_excerpts_of_their_own() {
    let block = format!("a: 1\n{}b: 2", "\n".repeat(300));
    let pages = pages(&[("a.md", &block)]);
    let diagnostic = Diagnostic::new(Code::DocsDrift, "they differ")
        .at(node("a.md", "/a"), "this one")
        .at(node("a.md", "/b"), "that one");
    insta::assert_snapshot!(render(&[diagnostic], &pages, "", false), @r"
    warning[docs-drift]: they differ
       --> a.md:4:1
        |
      4 | a: 1
        | ^^^^ this one
        |
       ::: a.md:305:1
        |
    305 | b: 2
        | ---- that one
    ");
}

#[test]
fn many_places_are_counted() {
    let pages = pages(&[("a.md", "k: 1")]);
    let mut diagnostic = Diagnostic::new(Code::DuplicateOperation, "m");
    for _ in 0..20 {
        diagnostic = diagnostic.at(node("a.md", "/k"), "");
    }
    assert!(render(&[diagnostic], &pages, "", false).contains("and 12 more locations"));
}

#[test]
fn of_many_that_differ_only_in_their_places_the_first_is_shown() {
    let pages = pages(&[("a.md", "b: 1\nc: 1\nd: 1\ne: 1")]);
    let found = |label: &str| {
        ["/b", "/c", "/d", "/e"].map(|at| {
            let lost = Diagnostic::new(Code::LostKeyword, "`x` has no effect");
            lost.at(node("a.md", at), label).help("remove it")
        })
    };
    insta::assert_snapshot!(render(&found("here"), &pages, "specs/", false), @r#"
    warning[lost-keyword]: `x` has no effect
     --> specs/a.md:4:1
      |
    4 | b: 1
      | ^^^^ here
      |
      = note: and 3 more like this, the next at specs/a.md:5:1
      |
      = help: remove it
    "#);
    // Three are few enough, and other labels say something else.
    let few: Vec<_> = found("here")
        .into_iter()
        .take(3)
        .chain(found("there").into_iter().take(3))
        .collect();
    assert_eq!(
        render(&few, &pages, "", false).matches("warning[").count(),
        6
    );
    // Programs get each.
    let json = to_json(&found("here"), &pages, "");
    assert_eq!(json.as_array().map(Vec::len), Some(4));
}

#[test]
fn colour_is_added_on_demand_only() {
    let diagnostic = Diagnostic::new(Code::InvalidYaml, "m");
    assert!(
        render(
            std::slice::from_ref(&diagnostic),
            &SourceMap::default(),
            "",
            true
        )
        .contains('\u{1b}')
    );
    assert!(!render(&[diagnostic], &SourceMap::default(), "", false).contains('\u{1b}'));
}

#[test]
fn machines_get_lines_and_pointers() {
    let pages = pages(&[("a.md", "info:\n  title: T")]);
    let diagnostics = [
        Diagnostic::new(Code::InvalidYaml, "m")
            .at(node("a.md", "/info/title"), "here")
            .help("h"),
        Diagnostic::new(Code::DuplicateOperation, "m")
            .at(Location::span(&Arc::from("gone.md"), 3..4), ""),
    ];
    assert_eq!(
        to_json(&diagnostics, &pages, "specs/"),
        json!([
            {
                "severity": "error", "code": "invalid-yaml", "message": "m", "help": "h",
                "labels": [{"path": "specs/a.md", "line": 5, "column": 3, "pointer": "/info/title", "text": "here"}],
            },
            {
                "severity": "note", "code": "duplicate-operation", "message": "m", "help": null,
                "labels": [{"path": "specs/gone.md", "line": null, "column": null, "pointer": null, "text": ""}],
            },
        ])
    );
}

fn at(page: &str, token: &str, code: Code) -> Diagnostic {
    let origin = Origin::new(page, Pointer::root().child(token));
    Diagnostic::new(code, "message").at(origin, "")
}

#[test]
fn order_of_reporting_does_not_matter() {
    let sorted = [
        at("a.md", "x", Code::DocsDrift),
        at("a.md", "x", Code::DuplicateKey),
        at("a.md", "y", Code::DocsDrift),
        at("b.md", "a", Code::DocsDrift),
    ];
    let mut shuffled: Vec<_> = [3, 1, 0, 2].map(|i: usize| sorted[i].clone()).into();
    sort(&mut shuffled);
    assert_eq!(shuffled, sorted);
}

#[test]
fn a_repeated_finding_is_shown_once() {
    let mut twice = vec![
        at("a.md", "x", Code::DocsDrift),
        at("a.md", "y", Code::DocsDrift),
        at("a.md", "x", Code::DocsDrift),
    ];
    sort(&mut twice);
    assert_eq!(twice.len(), 2);
}

#[test]
fn errors_come_before_warnings() {
    assert!(Severity::Error < Severity::Warning);
    assert!(Severity::Warning < Severity::Note);
}
