//! Several pages as one document.

mod conflicts;
mod inferred;
mod preferences;
mod servers;
mod united;

use super::*;
use crate::{
    diagnostic::{self, Code, Severity},
    extract::extract,
    normalise::{self, Tolerance},
    source::{Source, SourceMap},
    yaml,
};

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

const STRICT: Decisions<'_> = Decisions {
    choices: Vec::new(),
    servers: Vec::new(),
    preference: None,
    tolerance: Tolerance::Strict,
};

/// What is decided where nothing is.
const TOLERANT: Decisions<'_> = Decisions {
    choices: Vec::new(),
    servers: Vec::new(),
    preference: None,
    tolerance: Tolerance::SkipOperations,
};

fn run_with(pages: &[(String, String)], decisions: &Decisions<'_>) -> Run {
    let sources = pages.iter().map(|(path, text)| Source {
        path: path.clone(),
        text: text.clone(),
    });
    let mut files = SourceMap::default();
    let (pages, mut diagnostics) = extract(sources.collect(), &mut files);
    let mut inputs = Vec::new();
    // The order of the documents must not matter: they come in reverse.
    for page in pages.iter().rev() {
        let (parsed, findings) = yaml::read(page, &mut files);
        diagnostics.extend(findings);
        for parsed in parsed {
            let (document, findings) =
                normalise::normalise(&page.path, parsed, Tolerance::Strict, &mut Vec::new());
            diagnostics.extend(findings);
            inputs.extend(document);
        }
    }
    let evidence = pages
        .iter()
        .rev()
        .filter_map(|page| page.evidence.first())
        .collect();
    let (document, findings) = merge(inputs, evidence, decisions);
    diagnostics.extend(findings);
    diagnostic::sort(&mut diagnostics);
    Run {
        document,
        diagnostics,
        sources: files,
    }
}

fn run(pages: &[(String, String)]) -> Run {
    run_with(pages, &STRICT)
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

    /// The messages of findings of this kind.
    fn messages(&self, code: Code) -> Vec<&str> {
        let findings = self.diagnostics.iter().filter(|it| it.code == code);
        findings.map(|it| it.message.as_str()).collect()
    }

    /// The methods and paths of the operations.
    fn described(&self) -> Vec<String> {
        let operations = self.document.api.operations();
        operations
            .map(|(path, method, _)| format!("{method} {path}"))
            .collect()
    }

    fn rendered(&self) -> String {
        diagnostic::render(&self.diagnostics, &self.sources, "specs/pages/", false)
    }
}

#[test]
fn what_pages_share_is_merged_once() {
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
                inputs.extend(
                    normalise::normalise(&page.path, parsed, Tolerance::Strict, &mut Vec::new()).0,
                );
            }
        }
        inputs.rotate_left(order[0]);
        let (document, mut diagnostics) = merge(inputs, Vec::new(), &STRICT);
        diagnostic::sort(&mut diagnostics);
        assert_eq!(to_yaml(&document).0, first.yaml());
        assert_eq!(diagnostics, first.diagnostics);
    }
}

#[test]
fn order_of_fields_and_alternatives_is_not_a_difference() {
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
fn findings_across_pages_are_reported() {
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

#[test]
fn no_pages_make_an_empty_document() {
    let run = run(&[]);
    assert_eq!(run.document.operations(), 0);
    assert!(run.yaml().starts_with("openapi: 3.0.3"), "{}", run.yaml());
}

#[test]
fn real_pages_merge_without_diagnostics() {
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
    let again = Document {
        api: serde_yaml::from_str(&run.yaml()).unwrap(),
        ..run.document.clone()
    };
    assert!(
        to_yaml(&again).0 == run.yaml(),
        "what is written is not read again"
    );
}
