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
    let resolved = run_with(
        &pages,
        &Decisions {
            choices: choices.to_vec(),
            ..STRICT
        },
    );
    assert_eq!(resolved.diagnostics, []);
    assert_eq!(resolved.document.used_choices, [1]);
    assert!(resolved.yaml().contains("type: integer"));
    let origin = resolved
        .document
        .origins
        .of(&"/components/schemas/thing".parse().unwrap());
    assert_eq!(&*origin.page, "b.md");

    let unresolved = run_with(
        &pages,
        &Decisions {
            choices: choices[2..].to_vec(),
            ..STRICT
        },
    );
    assert_eq!(unresolved.codes(), [(Severity::Error, Code::MergeConflict)]);
    assert!(unresolved.document.used_choices.is_empty());
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

const BASIC: (&str, &str) = (
    "key: {type: http, scheme: bearer}",
    "key: {type: http, scheme: basic}",
);

#[test]
fn the_scheme_of_most_operations_is_used() {
    let pages = [page("/a", &[BASIC]), page("/b", &[]), page("/c", &[])];
    let run = run_with(&pages, &TOLERANT);
    assert_eq!(run.codes(), [(Severity::Warning, Code::MergeConflict)]);
    assert_eq!(
        run.messages(Code::MergeConflict),
        [
            "the security scheme `key` differs between two pages at `/scheme`; that of most \
             operations is used"
        ]
    );
    assert_eq!(run.described(), ["post /a", "post /b", "post /c"]);
    assert!(!run.yaml().contains("scheme: basic"));
}

#[test]
fn pages_of_one_document_that_are_split_about_a_scheme_are_an_error() {
    let pages = [page("/a", &[]), page("/b", &[BASIC])];
    let run = run_with(&pages, &TOLERANT);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
    insta::assert_snapshot!(run.rendered(), @r#"
    error[merge-conflict]: the security scheme `key` differs between two pages at `/scheme`, and equally many operations have each version
      --> specs/pages/a.md:31:23
       |
    31 |     key: {type: http, scheme: bearer}
       |                       ^^^^^^^^^^^^^^ scheme: "bearer"
       |
      ::: specs/pages/b.md:31:23
       |
    31 |     key: {type: http, scheme: basic}
       |                       ------------- scheme: "basic"
       |
       = help: to resolve it, add to overrides.toml
               [[merge]]
               schema = "key"
               take = "a.md" # or "b.md"
               because = "…"
    "#);

    let choices = vec![MergeChoice {
        schema: "key".to_owned(),
        take: "b.md".to_owned(),
    }];
    let chosen = run_with(
        &pages,
        &Decisions {
            choices,
            ..TOLERANT
        },
    );
    assert_eq!(chosen.diagnostics, []);
    assert!(chosen.yaml().contains("scheme: basic"));
}

#[test]
fn of_schemes_of_different_documents_the_first_is_used() {
    let (path, text) = page("/b", &[BASIC, ("title: Seam", "title: Other")]);
    let other = text.replace("/openapi.json", "/other.json");
    let run = run_with(&[page("/a", &[]), (path, other)], &TOLERANT);
    let messages = run.messages(Code::MergeConflict);
    assert!(
        messages[0].ends_with("; the first one is used"),
        "{messages:?}"
    );
    assert!(
        run.codes()
            .iter()
            .all(|(severity, _)| *severity == Severity::Warning)
    );
    assert!(!run.yaml().contains("scheme: basic"));
}

/// Pages of which two differ in `thing`; the third one has an operation that reaches it through
/// `box`, and the fourth one neither.
fn differing_in_thing() -> [(String, String); 4] {
    let uses = "responses:\n        '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/REF'}}}}";
    let uses = |name: &str| uses.replace("REF", name);
    let without = "responses:\n        '200': {description: OK}";
    let boxes = "schemas:\n    box: {type: object, properties: {inside: {$ref: '#/components/schemas/thing'}}}";
    [
        page("/a", &[(without, &uses("thing"))]),
        page(
            "/b",
            &[
                (without, &uses("thing")),
                ("id: {type: string}", "id: {type: integer}"),
            ],
        ),
        page("/c", &[(without, &uses("box")), ("schemas:", boxes)]),
        page("/d", &[]),
    ]
}

#[test]
fn a_conflict_costs_the_operations_that_reach_it() {
    let run = run_with(&differing_in_thing(), &TOLERANT);
    assert_eq!(run.messages(Code::MergeConflict).len(), 1);
    assert_eq!(
        run.messages(Code::SkippedOperation),
        ["a", "b", "c"].map(|it| format!(
            "`POST /{it}` is left out: it reaches `#/components/schemas/thing`, in which pages differ"
        ))
    );
    assert_eq!(run.described(), ["post /d"]);
    assert_eq!(
        (run.document.conflicting, run.document.operations()),
        (3, 4)
    );
    let schemas = &run.document.api.components.as_ref().unwrap().schemas;
    assert!(schemas.is_empty(), "{schemas:?}");
    assert!(
        run.codes()
            .iter()
            .all(|(severity, _)| *severity == Severity::Warning)
    );
}

#[test]
fn nothing_is_left_out_where_conflicts_are_errors() {
    let run = run_with(&differing_in_thing(), &STRICT);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
    assert_eq!(run.described().len(), 4);
}

#[test]
fn an_operation_that_differs_is_left_out_alone() {
    let (_, text) = page("/a", &[]);
    let other = text.replace("'200': {description: OK}", "'201': {description: OK}");
    let pages = [
        ("one.md".to_owned(), text),
        ("two.md".to_owned(), other),
        page("/b", &[]),
    ];
    let run = run_with(&pages, &TOLERANT);
    assert_eq!(run.described(), ["post /b"]);
    assert_eq!(
        run.messages(Code::SkippedOperation),
        ["`POST /a` is left out: pages differ in it"]
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
