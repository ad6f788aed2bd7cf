//! Differences between pages.

use super::*;

#[test]
fn drift_in_documentation_is_a_warning_and_the_first_page_wins() {
    let run = run(&[page("/a", &[]), page("/b", &[("A thing.", "Newer words.")])]);
    assert_eq!(run.codes(), [(Severity::Warning, Code::DocsDrift)]);
    assert!(run.yaml().contains("A thing.") && !run.yaml().contains("Newer words."));
    insta::assert_snapshot!(run.rendered(), @r#"
    warning[docs-drift]: `thing` differs between two pages in documentation only at `/description`; the first one is used
      --> specs/pages/a.md:25:7
       |
    25 |       description: A thing.
       |       ^^^^^^^^^^^^^^^^^^^^^ description: "A thing."
       |
      ::: specs/pages/b.md:25:7
       |
    25 |       description: Newer words.
       |       ------------------------- description: "Newer words."
    "#);
}

#[test]
fn a_property_with_the_name_of_an_annotation_is_a_conflict() {
    let run = run(&[
        page("/a", &[]),
        page("/b", &[("title: {type: string}", "title: {type: integer}")]),
    ]);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
    insta::assert_snapshot!(run.rendered(), @r#"
    error[merge-conflict]: `thing` differs between two pages at `/properties/title/type`
      --> specs/pages/a.md:28:17
       |
    28 |         title: {type: string}
       |                 ^^^^^^^^^^^^ type: "string"
       |
      ::: specs/pages/b.md:28:17
       |
    28 |         title: {type: integer}
       |                 ------------- type: "integer"
       |
       = help: to resolve it, add to overrides.toml
               [[merge]]
               schema = "thing"
               take = "a.md" # or "b.md"
               because = "…"
    "#);
}

#[test]
fn a_choice_resolves_a_conflict_and_is_counted() {
    let pages = [
        page("/a", &[]),
        page("/b", &[("id: {type: string}", "id: {type: integer}")]),
    ];
    let choice = |schema: &str, take: &str| MergeChoice {
        schema: schema.to_owned(),
        take: take.to_owned(),
    };
    let choices = [
        choice("other", "a.md"),
        choice("thing", "b.md"),
        choice("thing", "zzz.md"),
    ];
    let resolved = run_with(&pages, &choices);
    assert_eq!(resolved.diagnostics, []);
    assert_eq!(resolved.document.used_choices, [1]);
    assert!(resolved.yaml().contains("type: integer"));
    let origin = resolved
        .document
        .origins
        .of(&"/components/schemas/thing".parse().unwrap());
    assert_eq!(&*origin.page, "b.md");

    let unresolved = run_with(&pages, &choices[2..]);
    assert_eq!(unresolved.codes(), [(Severity::Error, Code::MergeConflict)]);
    assert!(unresolved.document.used_choices.is_empty());
}

#[test]
fn one_page_cannot_redirect_the_others() {
    let run = run(&[
        page("/a", &[]),
        page("/b", &[("https://api.example.test", "https://evil.test")]),
    ]);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
    assert!(run.rendered().contains("https://evil.test"));
}

#[test]
fn security_schemes_must_agree() {
    let run = run(&[
        page("/a", &[]),
        page(
            "/b",
            &[(
                "key: {type: http, scheme: bearer}",
                "key: {type: http, scheme: basic}",
            )],
        ),
    ]);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
    assert!(
        run.diagnostics[0]
            .message
            .contains("the security scheme `key`")
    );
}

#[test]
fn a_new_version_on_one_page_is_drift() {
    let run = run(&[
        page("/a", &[]),
        page("/b", &[("version: 1.0.0", "version: 2.0.0")]),
    ]);
    assert_eq!(run.codes(), [(Severity::Warning, Code::DocsDrift)]);
    assert_eq!(run.document.api.info.version, "1.0.0");
}

#[test]
fn the_same_operation_on_two_pages_is_one() {
    let (_, text) = page("/a", &[]);
    let both = [
        ("one.md".to_owned(), text.clone()),
        ("two.md".to_owned(), text.clone()),
    ];
    let twice = run(&both);
    assert_eq!(twice.codes(), [(Severity::Note, Code::DuplicateOperation)]);
    assert_eq!(twice.document.operations(), 1);

    let other = text.replace("'200': {description: OK}", "'201': {description: OK}");
    let differing = run(&[("one.md".to_owned(), text), ("two.md".to_owned(), other)]);
    assert_eq!(differing.codes(), [(Severity::Error, Code::MergeConflict)]);
    let help = differing.diagnostics[0].help.as_deref().unwrap();
    insta::assert_snapshot!(help, @r#"
    to resolve it, add to overrides.toml
    [[merge]]
    schema = "POST /a"
    take = "one.md" # or "two.md"
    because = "…"
    "#);
}

#[test]
fn the_help_is_an_entry_that_resolves_it() {
    let run = run(&[
        page("/a", &[]),
        page("/b", &[("id: {type: string}", "id: {type: integer}")]),
    ]);
    let help = run.diagnostics[0].help.clone().unwrap();
    let lines = help.split_once('\n').unwrap().1;
    let table: toml::Table = toml::from_str(lines).unwrap();
    let entry = &table["merge"][0];
    assert_eq!(entry["schema"].as_str(), Some("thing"));
    assert_eq!(entry["take"].as_str(), Some("a.md"));
}
