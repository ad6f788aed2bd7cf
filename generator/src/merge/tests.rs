//! Several pages as one document.

use super::*;
use crate::diagnostic::{self, Code, Severity};
use crate::extract::extract;
use crate::source::{Source, SourceMap};
use crate::yaml;

const BLOCK: &str = "\
openapi: 3.0.0
info: {title: Seam, version: 1.0.0}
servers:
  - url: https://api.example.test
security: []
tags:
  - name: /b
  - name: /a
paths:
  PATH:
    post:
      operationId: ID
      responses:
        '200': {description: OK}
      security:
        - key: []
        - session: []
components:
  schemas:
    thing:
      type: object
      description: A thing.
      properties:
        id: {type: string}
        title: {type: string}
      required: [id, title]
  securitySchemes:
    key: {type: http, scheme: bearer}
    session: {type: http, scheme: bearer}
";

/// A page about `path`, with some text replaced.
fn page(path: &str, changes: &[(&str, &str)]) -> (String, String) {
    let mut block = BLOCK
        .replace("PATH", path)
        .replace("ID", &path.replace('/', "_"));
    for (from, to) in changes {
        assert!(block.contains(from), "{from}");
        block = block.replace(from, to);
    }
    let text = format!("# T\n\n````yaml /openapi.json post {path}\n{block}\n````\n");
    (format!("{}.md", path.trim_start_matches('/')), text)
}

struct Run {
    document: Document,
    diagnostics: Vec<Diagnostic>,
    sources: SourceMap,
}

fn run_with(pages: &[(String, String)], choices: &[MergeChoice]) -> Run {
    let sources = pages.iter().map(|(path, text)| Source {
        path: path.clone(),
        text: text.clone(),
    });
    let mut files = SourceMap::default();
    let (pages, mut diagnostics) = extract(sources.collect(), &mut files);
    let mut inputs = Vec::new();
    // The order of the documents must not matter, so that they come in the worst one.
    for page in pages.iter().rev() {
        let (parsed, findings) = yaml::read(page, &mut files);
        diagnostics.extend(findings);
        for parsed in parsed {
            let (document, findings) = normalise::normalise(&page.path, parsed);
            diagnostics.extend(findings);
            inputs.extend(document);
        }
    }
    let evidence = pages
        .iter()
        .rev()
        .filter_map(|page| page.evidence.as_ref())
        .collect();
    let (document, findings) = merge(inputs, evidence, choices);
    diagnostics.extend(findings);
    diagnostic::sort(&mut diagnostics);
    Run {
        document,
        diagnostics,
        sources: files,
    }
}

fn run(pages: &[(String, String)]) -> Run {
    run_with(pages, &[])
}

impl Run {
    fn yaml(&self) -> String {
        to_yaml(&self.document).0
    }

    fn codes(&self) -> Vec<(Severity, Code)> {
        self.diagnostics
            .iter()
            .map(|diagnostic| (diagnostic.severity(), diagnostic.code))
            .collect()
    }

    fn rendered(&self) -> String {
        diagnostic::render(&self.diagnostics, &self.sources, "specs/pages/", false)
    }
}

#[test]
fn what_pages_share_is_taken_once() {
    let run = run(&[page("/a", &[]), page("/b", &[])]);
    assert_eq!(run.diagnostics, []);
    assert_eq!(run.document.operations(), 2);
    let components = run.document.api.components.as_ref().unwrap();
    assert_eq!(components.schemas.len(), 1);
    let tags: Vec<_> = run
        .document
        .api
        .tags
        .iter()
        .map(|tag| tag.name.as_str())
        .collect();
    assert_eq!(tags, ["/a", "/b"]);
    let origin = run.document.origins.of(&"/tags/0/name".parse().unwrap());
    assert_eq!(origin.to_string(), "a.md#/tags/1/name");
}

#[test]
fn order_of_pages_does_not_matter() {
    let pages = [
        page("/a", &[("A thing.", "Something.")]),
        page("/b", &[("type: string", "type: integer")]),
        page("/c", &[]),
        page("/d", &[("Seam", "Other")]),
    ];
    let first = run(&pages);
    assert_eq!(
        first.codes(),
        [
            (Severity::Error, Code::MergeConflict),
            (Severity::Warning, Code::DocsDrift)
        ]
    );
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let shuffled: Vec<_> = order
            .iter()
            .map(|&index: &usize| pages[index].clone())
            .collect();
        let sources = shuffled.iter().map(|(path, text)| Source {
            path: path.clone(),
            text: text.clone(),
        });
        let mut files = SourceMap::default();
        let (read, _) = extract(sources.collect(), &mut files);
        let mut inputs: Vec<Normalised> = Vec::new();
        for page in &read {
            for parsed in yaml::read(page, &mut files).0 {
                inputs.extend(normalise::normalise(&page.path, parsed).0);
            }
        }
        inputs.rotate_left(order[0]);
        let (document, mut diagnostics) = merge(inputs, Vec::new(), &[]);
        diagnostic::sort(&mut diagnostics);
        assert_eq!(to_yaml(&document).0, first.yaml());
        assert_eq!(diagnostics, first.diagnostics);
    }
}

#[test]
fn order_of_members_and_alternatives_is_no_difference() {
    let plain = run(&[page("/a", &[]), page("/b", &[])]);
    let turned = [
        (
            "- key: []\n        - session: []",
            "- session: []\n        - key: []",
        ),
        ("[id, title]", "[title, id]"),
        (
            "      type: object\n      description: A thing.\n",
            "      description: A thing.\n      type: object\n",
        ),
    ];
    let other = run(&[page("/a", &[]), page("/b", &turned)]);
    assert_eq!(other.diagnostics, []);
    assert_eq!(other.yaml(), plain.yaml());
}

#[test]
fn drift_in_documentation_is_a_warning_and_the_first_page_wins() {
    let run = run(&[page("/a", &[]), page("/b", &[("A thing.", "Newer words.")])]);
    assert_eq!(run.codes(), [(Severity::Warning, Code::DocsDrift)]);
    assert!(run.yaml().contains("A thing.") && !run.yaml().contains("Newer words."));
    insta::assert_snapshot!(run.rendered(), @r#"
    warning[docs-drift]: `thing` differs between two pages in documentation only at `/description`; the first one is taken
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
fn a_property_that_is_called_like_documentation_is_a_conflict() {
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
       = help: to settle it, add to overrides.toml
               [[merge]]
               schema = "thing"
               take = "a.md" # or "b.md"
               because = "…"
    "#);
}

#[test]
fn a_choice_settles_a_conflict_and_is_counted() {
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
    let settled = run_with(&pages, &choices);
    assert_eq!(settled.diagnostics, []);
    assert_eq!(settled.document.used_choices, [1]);
    assert!(settled.yaml().contains("type: integer"));
    let origin = settled
        .document
        .origins
        .of(&"/components/schemas/thing".parse().unwrap());
    assert_eq!(&*origin.page, "b.md");

    let unsettled = run_with(&pages, &choices[2..]);
    assert_eq!(unsettled.codes(), [(Severity::Error, Code::MergeConflict)]);
    assert!(unsettled.document.used_choices.is_empty());
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
    to settle it, add to overrides.toml
    [[merge]]
    schema = "POST /a"
    take = "one.md" # or "two.md"
    because = "…"
    "#);
}

#[test]
fn the_help_is_a_line_that_settles_it() {
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

#[test]
fn security_of_the_document_follows_its_operations() {
    let inherits = "      security:\n        - key: []\n        - session: []\n";
    let run = run(&[
        page(
            "/a",
            &[(inherits, ""), ("security: []", "security:\n  - key: []")],
        ),
        page("/b", &[(inherits, "")]),
    ]);
    assert_eq!(run.diagnostics, []);
    let security = |path: &str| {
        let item = run.document.api.paths.paths[path].as_item().unwrap();
        item.post.as_ref().unwrap().security.clone().unwrap()
    };
    assert_eq!(security("/a").len(), 1);
    assert_eq!(security("/b").len(), 0);
    assert_eq!(run.document.api.security, None);
}

#[test]
fn what_only_shows_together_is_reported() {
    let parameter = |name: &str| {
        format!(
            "post:\n      parameters:\n        - {{name: {name}, in: path, required: true, schema: {{type: string}}}}"
        )
    };
    let templated = |name: &str| {
        let (page, text) = page("/t", &[("post:", &parameter(name))]);
        (
            format!("{name}.{page}"),
            text.replace("/t", &format!("/t/{{{name}}}")),
        )
    };
    let run = run(&[templated("a"), templated("b")]);
    assert_eq!(
        run.codes(),
        [
            (Severity::Warning, Code::AmbiguousPath),
            (Severity::Warning, Code::DuplicateOperationId)
        ]
    );
    assert_eq!(run.document.operations(), 2);
}

const LEGACY: &str = "\
Tag a Thing
POST /a HTTP/1.1
Host: old.example.test
Content-Length: 8
{
\"x\": 1
}{
\"ok\": true
}Request
";

#[test]
fn evidence_counts_only_where_no_document_speaks() {
    let other = LEGACY.replace("POST /a", "POST /z");
    let run = run(&[
        page("/a", &[]),
        ("old/a.txt".to_owned(), LEGACY.to_owned()),
        ("old/z.txt".to_owned(), other),
    ]);
    assert_eq!(run.codes(), [(Severity::Warning, Code::SampleLength); 2]);
    assert_eq!(run.document.operations(), 2);
    assert_eq!(
        run.document.inferred,
        BTreeSet::from([("post".to_owned(), "/z".to_owned())])
    );
    assert_eq!(run.document.api.servers[0].url, "https://api.example.test");
    let origin = run
        .document
        .origins
        .of(&"/paths/~1z/post/requestBody".parse().unwrap());
    assert_eq!(&*origin.page, "old/z.txt");
}

#[test]
fn evidence_alone_makes_a_document() {
    let run = run(&[(
        "old/a.txt".to_owned(),
        LEGACY.replace("Length: 8", "Length: 7"),
    )]);
    assert_eq!(run.diagnostics, []);
    assert_eq!(run.document.api.servers[0].url, "https://old.example.test");
    assert_eq!(run.document.operations(), 1);
}

#[test]
fn no_pages_make_an_empty_document() {
    let run = run(&[]);
    assert_eq!(run.document.operations(), 0);
    assert!(run.yaml().starts_with("openapi: 3.0.3"), "{}", run.yaml());
}

#[test]
fn real_pages_merge_without_a_word() {
    let seed = |name: &str, text: &str| (format!("{name}.md"), text.to_owned());
    let run = run(&[
        seed(
            "create",
            include_str!("../../../specs/pages/api/user_identities/create.md"),
        ),
        seed(
            "add_acs_user",
            include_str!("../../../specs/pages/api/user_identities/add_acs_user.md"),
        ),
        seed(
            "add_user",
            include_str!("../../../specs/pages/api/acs/access_groups/add_user.md"),
        ),
        seed(
            "assign",
            include_str!("../../../specs/pages/api/acs/credentials/assign.md"),
        ),
        seed(
            "old",
            include_str!("../../../specs/pages/legacy/api-clients/user_identities/add_acs_user.md"),
        ),
    ]);
    assert_eq!(run.diagnostics, []);
    assert_eq!(run.document.operations(), 4);
    assert!(run.document.inferred.is_empty());
    let again: Value = serde_yaml::from_str(&run.yaml()).unwrap();
    assert_eq!(again, serde_json::to_value(&run.document.api).unwrap());
}
