//! `seamstress inspect`: the table of files, and the decisions that it proposes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what all tests share fails as tests do"
)]

use std::{fs, process::Command};

use serde_json::Value;
use tempfile::TempDir;
use tests::{
    docs_site::{DocsSite, Reply},
    program::seamstress,
};

/// A page of a site whose responses all have a code and a message next to the result.
fn page(path: &str, result: &str) -> String {
    format!(
        "# Page\n\n````yaml /openapi.json get {path}\nopenapi: 3.0.3\n\
         info: {{title: Kennel, version: 1.0.0}}\nservers: [{{url: https://api.example.com}}]\n\
         paths:\n  {path}:\n    get:\n      security: [{{apiKey: []}}]\n      parameters:\n      \
         - {{name: page_token, in: query, schema: {{type: string}}}}\n      responses:\n        \
         '200':\n          description: OK\n          content:\n            application/json:\n              \
         schema:\n                type: object\n                properties:\n                  \
         code: {{type: integer}}\n                  msg: {{type: string}}\n                  {result}\n\
         components:\n  securitySchemes:\n    apiKey: {{type: apiKey, in: header, name: X-Key}}\n````\n"
    )
}

const DOG: &str = "data: {type: object, properties: {name: {type: string}}}";
const CATS: &str = "data: {type: array, items: {type: object, properties: {name: {type: string}}}}";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("dog.md", page("/dogs/first", DOG)),
        ("cats.md", page("/cats", CATS)),
        ("guide.md", "# Guide\n\nProse.\n".to_owned()),
        (
            "broken.md",
            page("/broken", "data: {$ref: '#/components/schemas/None'}"),
        ),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

/// What the command prints, and whether it succeeds.
fn inspect(source: &str, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(seamstress());
    let output = command
        .args(["inspect", source])
        .args(arguments)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

fn json(source: &str) -> Value {
    let (_, text) = inspect(source, &["--json"]);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn files_decisions_and_their_pages_are_printed() {
    let folder = folder();
    let (is_done, text) = inspect(folder.path().to_str().unwrap(), &[]);
    assert!(is_done, "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_proposed_is_accepted() {
    let folder = folder();
    let source = folder.path().to_str().unwrap();
    let report = json(source);
    fs::create_dir(folder.path().join("pages")).unwrap();
    for file in ["dog.md", "cats.md"] {
        let [from, to] = [file.to_owned(), format!("pages/{file}")];
        fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
    }
    let overrides = report["overrides"].as_str().unwrap();
    fs::write(folder.path().join("overrides.toml"), overrides).unwrap();
    let decided = json(source);
    assert_eq!(
        (decided["errors"].as_u64(), &decided["proposals"]),
        (Some(0), &Value::Array(vec![]))
    );
    // The result is returned without what is next to it.
    let mut command = Command::new(seamstress());
    let out = folder.path().join("out");
    let runtime = tests::workspace().join("runtime");
    command
        .arg("generate")
        .arg(folder.path())
        .arg("--out")
        .arg(&out);
    let output = command.arg("--runtime").arg(runtime).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let surface = fs::read_to_string(out.join("api.txt")).unwrap();
    assert!(!surface.contains("msg"), "{surface}");
}

#[test]
fn every_proposal_names_its_page() {
    let folder = folder();
    let report = json(folder.path().to_str().unwrap());
    let proposals = report["proposals"].as_array().unwrap();
    for proposal in proposals {
        let page = proposal["page"].as_str().unwrap();
        let text = fs::read_to_string(folder.path().join(page)).unwrap();
        let line = proposal["line"].as_u64().unwrap();
        assert!(
            (1..=text.lines().count() as u64).contains(&line),
            "{proposal}"
        );
    }
    let kinds = ["[client]", "[grouping]", "[[credential]]"];
    for kind in kinds {
        let is_kind = |it: &&Value| it["entry"].as_str().unwrap().starts_with(kind);
        assert_eq!(
            proposals.iter().filter(is_kind).count(),
            1,
            "{kind}: {report:#}"
        );
    }
}

#[test]
fn what_the_generator_proposes_is_among_the_proposals() {
    let folder = tempfile::tempdir().unwrap();
    let text = page(
        "/cats",
        &CATS.replace(
            "data:",
            "nextPageToken: {type: string}\n                  data:",
        ),
    );
    fs::write(folder.path().join("cats.md"), text).unwrap();
    let report = json(folder.path().to_str().unwrap());
    let proposals = report["proposals"].as_array().unwrap();
    let is_pagination = |it: &&Value| it["entry"].as_str().unwrap().starts_with("[[pagination]]");
    let pagination: Vec<&Value> = proposals.iter().filter(is_pagination).collect();
    assert_eq!(pagination.len(), 1, "{report:#}");
    assert!(
        pagination[0]["why"]
            .as_str()
            .unwrap()
            .contains("`GET /cats` seems to return a list in pages")
    );
}

#[test]
fn a_site_is_inspected_by_its_url() {
    let site = DocsSite::start().unwrap();
    site.set(
        "/llms.txt",
        Reply::page("- [Dog](/dog.md) [Guide](/guide.md)\n"),
    );
    site.set("/dog.md", Reply::page(page("/dogs/first", DOG)));
    site.set("/guide.md", Reply::page("# Guide\n\nProse.\n"));
    let (is_done, text) = inspect(&site.url("/"), &[]);
    assert!(is_done, "{text}");
    assert!(
        text.contains("/llms.txt: used (200): lists 2 pages"),
        "{text}"
    );
    assert!(
        text.contains("pages/dog.md  Mintlify  GET /dogs/first"),
        "{text}"
    );
}

#[test]
fn what_has_no_operation_fails_and_says_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("guide.md"), "# Guide\n\nProse.\n").unwrap();
    let (is_done, text) = inspect(folder.path().to_str().unwrap(), &[]);
    assert!(
        !is_done && text.contains("1 more without an operation: prose"),
        "{text}"
    );
    assert!(
        text.contains("no-operations: no page describes an operation"),
        "{text}"
    );
    let (is_done, text) = inspect("/no/such/folder", &[]);
    assert!(!is_done && text.starts_with("error: "), "{text}");
}

#[test]
fn an_envelope_of_some_responses_is_proposed_for_each_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let plain = page("/cats", "name: {type: string}").replace("code:", "size:");
    for (path, text) in [("dog.md", page("/dogs/first", DOG)), ("cats.md", plain)] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let source = folder.path().to_str().unwrap();
    let report = json(source);
    let entries = report["proposals"].as_array().unwrap().iter();
    let entries: Vec<&str> = entries.map(|it| it["entry"].as_str().unwrap()).collect();
    let envelopes = entries.iter().filter(|it| it.starts_with("[[envelope]]"));
    let envelopes: Vec<&&str> = envelopes.collect();
    assert_eq!(envelopes.len(), 1, "{entries:?}");
    assert!(envelopes[0].contains("operation = \"GET /dogs/first\"\nmember = \"data\""));
    // It is accepted, and not proposed again.
    fs::create_dir(folder.path().join("pages")).unwrap();
    for file in ["dog.md", "cats.md"] {
        let [from, to] = [file.to_owned(), format!("pages/{file}")];
        fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
    }
    fs::write(folder.path().join("overrides.toml"), entries.join("\n")).unwrap();
    let decided = json(source);
    assert_eq!(decided["proposals"], Value::Array(vec![]), "{decided:#}");
    assert_eq!(decided["errors"], 0, "{decided:#}");
}

#[test]
fn what_pages_name_and_do_not_describe_is_printed() {
    let folder = folder();
    let text = "# Guide\n\nSee `DELETE /dogs/first`.\n";
    fs::write(folder.path().join("guide.md"), text).unwrap();
    let (_, text) = inspect(folder.path().to_str().unwrap(), &[]);
    let line = "  guide.md:3: `DELETE /dogs/first` is named, and no page describes it";
    assert!(text.contains(line), "{text}");
}

/// Files of ten formats that are not read, and what each is.
const OTHER_FORMATS: [(&str, &str, &str); 10] = [
    ("door.adoc", "= Doors\n\n[source]\n----\n", "AsciiDoc page"),
    ("door.rst", "Doors\n=====\n", "reStructuredText page"),
    (
        "ui.html",
        "<div id=\"swagger-ui\"></div><script>SwaggerUIBundle({url: \"/api.json\"})</script>",
        "OpenAPI viewer in HTML of `/api.json`",
    ),
    (
        "collection.json",
        "{\"info\": {\"name\": \"Doors\"}, \"item\": []}",
        "Postman collection",
    ),
    ("api.raml", "#%RAML 1.0\n/doors:\n", "RAML document"),
    (
        "doors.graphql",
        "type Query { doors: [String] }\n",
        "GraphQL schema",
    ),
    (
        "doors.proto",
        "syntax = \"proto3\";\n",
        "Protocol Buffers file",
    ),
    (
        "blueprint.md",
        "FORMAT: 1A\n\n# GET /doors\n",
        "API Blueprint",
    ),
    (
        "doors.har",
        "{\"log\": {\"entries\": []}}",
        "HTTP archive (HAR)",
    ),
    (
        "grpc.md",
        "# Protocol Documentation\n\n## doors.proto\n",
        "gRPC reference",
    ),
];

#[test]
fn files_in_other_formats_are_named_by_what_they_are() {
    let folder = folder();
    for (path, text, _) in OTHER_FORMATS {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let (is_done, text) = inspect(folder.path().to_str().unwrap(), &[]);
    assert!(is_done, "{text}");
    for (path, _, what) in OTHER_FORMATS {
        let line = format!("  {path}:1: {what}: ");
        assert_eq!(text.matches(&line).count(), 1, "{line}\n{text}");
    }
    // One each, next to the error of the other page.
    let report = json(folder.path().to_str().unwrap());
    let before = json(self::folder().path().to_str().unwrap());
    let warnings = |report: &Value| report["warnings"].as_u64().unwrap();
    assert_eq!(warnings(&report), warnings(&before) + 10, "{report:#}");
}

#[test]
fn other_data_next_to_the_pages_costs_nothing() {
    let folder = folder();
    let before = json(folder.path().to_str().unwrap());
    for (path, text) in [
        (
            "docs.json",
            "{\"name\": \"Doors\", \"api\": {\"openapi\": \"x.json\"}}",
        ),
        ("_meta.json", "[\"doors\"]"),
        ("settings.yml", "theme: dark\n"),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let report = json(folder.path().to_str().unwrap());
    for count in ["errors", "warnings", "notes"] {
        assert_eq!(report[count], before[count], "{report:#}");
    }
    let pages = report["pages"].as_array().unwrap();
    let data = |page: &&Value| page["left_out"][0]["kind"] == "data file";
    assert_eq!(pages.iter().filter(data).count(), 3, "{report:#}");

    fs::write(folder.path().join("jobs.yml"), "name: a\n---\nname: b\n").unwrap();
    let report = json(folder.path().to_str().unwrap());
    assert_eq!(report["errors"], before["errors"], "{report:#}");
}
