//! The command on one document: which files it reads, and what it does with errors.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what all tests share fails as tests do"
)]

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;
use tests::program::seamstress;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Doors, version: '1'}
servers: [{url: 'https://api.doors.example'}]
paths:
  /doors/add:
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: 'TARGET'}}}
      responses: {'204': {description: Added}}
  /doors/lock:
    post:
      responses: {'204': {description: Locked}}
";

/// A folder with `api/openapi.yaml`, whose schema is in the file `target`, and with files.
fn folder(target: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("api")).unwrap();
    let document = DOCUMENT.replace("TARGET", target);
    fs::write(folder.path().join("api/openapi.yaml"), document).unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

/// Whether the command succeeds, and what it prints.
fn generate(folder: &Path, arguments: &[&str]) -> (bool, String) {
    generate_from("api/openapi.yaml", folder, arguments)
}

fn generate_from(input: &str, folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(seamstress());
    command.args(["generate", input, "--out", "out"]);
    let output = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

const DOOR: &str = "type: object\nproperties: {door_id: {type: string}}\n";

#[test]
fn a_file_of_the_folder_is_read() {
    let folder = folder("./door.yaml", &[("api/door.yaml", DOOR)]);
    let (is_done, text) = generate(folder.path(), &[]);
    assert!(is_done && text.contains("2 operations in, 2 out"), "{text}");
    let document = fs::read_to_string(folder.path().join("out/specs/openapi.yaml")).unwrap();
    assert!(document.contains("door.yaml") && document.contains("  schemas:\n    door:"));
}

#[test]
fn a_response_whose_file_is_missing_loses_its_schema() {
    let folder = folder("door.yaml", &[("api/door.yaml", DOOR)]);
    let get = "  /doors/get:\n    get:\n      responses:\n        '200':\n          \
        description: A door\n          content: {application/json: {schema: {$ref: 'no.yaml'}}}\n";
    fs::write(
        folder.path().join("api/openapi.yaml"),
        format!("{DOCUMENT}{get}").replace("TARGET", "door.yaml"),
    )
    .unwrap();
    let (is_done, text) = generate(folder.path(), &[]);
    assert!(is_done && text.contains("3 operations in, 3 out"), "{text}");
    let cost = "the body is read without its schema";
    assert!(
        text.contains("warning[remote-ref]") && text.contains(cost),
        "{text}"
    );
    let (is_done, text) = generate(folder.path(), &["--strict"]);
    assert!(!is_done && text.contains("error[remote-ref]"), "{text}");
}

#[test]
fn a_file_outside_of_the_folder_is_read_only_where_that_is_allowed() {
    let folder = folder("../door.yaml", &[("door.yaml", DOOR)]);
    let (is_done, text) = generate(folder.path(), &[]);
    assert!(is_done && text.contains("2 operations in, 1 out"), "{text}");
    assert!(
        text.contains("no such file was read") && text.contains("--ref-root"),
        "{text}"
    );
    let (is_done, text) = generate(folder.path(), &["--ref-root", "."]);
    assert!(is_done && text.contains("2 operations in, 2 out"), "{text}");
}

#[test]
fn pages_too_refer_to_files_outside_of_their_folder_where_that_is_allowed() {
    let folder = folder("door.yaml", &[("door.yaml", "{$ref: hinge.yaml}")]);
    fs::write(folder.path().join("hinge.yaml"), DOOR).unwrap();
    let page = format!("# Doors\n\n```yaml openapi\n{DOCUMENT}```\n");
    let page = page.replace("TARGET", "../../door.yaml");
    for pages in ["docs/api", "specs/pages"] {
        fs::create_dir_all(folder.path().join(pages)).unwrap();
        fs::write(folder.path().join(pages).join("doors.md"), &page).unwrap();
        let input = pages.trim_end_matches("/pages");
        let (is_done, text) = generate_from(input, folder.path(), &[]);
        assert!(is_done && text.contains("2 operations in, 1 out"), "{text}");
        assert!(text.contains("--ref-root"), "{text}");
        let (is_done, text) = generate_from(input, folder.path(), &["--ref-root", "."]);
        assert!(is_done && text.contains("2 operations in, 2 out"), "{text}");
        fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
}

#[test]
fn an_error_in_a_file_costs_what_refers_to_it_and_is_reported() {
    let twice = "type: object\nproperties: {door_id: {type: string}, door_id: {type: integer}}\n";
    for (file, message, operations) in [
        (
            twice,
            "warning[duplicate-key]: duplicate key `door_id`",
            "2 out",
        ),
        ("type: [", "warning[invalid-yaml]", "1 out"),
    ] {
        let folder = folder("door.yaml", &[("api/door.yaml", file)]);
        let (is_done, text) = generate(folder.path(), &[]);
        assert!(is_done && text.contains(message), "{text}");
        assert!(
            text.contains(&format!("2 operations in, {operations}")),
            "{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = folder("door.yaml", &[("door.yaml", DOOR)]);
    let link = folder.path().join("api/door.yaml");
    std::os::unix::fs::symlink("../door.yaml", link).unwrap();
    let (_, text) = generate(folder.path(), &[]);
    assert!(text.contains("2 operations in, 1 out"), "{text}");
}

#[test]
fn an_operation_that_is_left_out_is_an_error_if_the_run_is_strict() {
    let folder = folder("https://doors.example/door.yaml", &[]);
    let (is_done, text) = generate(folder.path(), &[]);
    assert!(
        is_done && text.contains("left out 1: an error in the document"),
        "{text}"
    );
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    let (is_done, text) = generate(folder.path(), &["--strict"]);
    assert!(!is_done && text.contains("error[remote-ref]"), "{text}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn overlays_are_applied_in_their_order() {
    let first = "{overlay: 1.1.0, actions: [{target: '$.paths', update: {/doors/new: {}}}]}";
    let second = "{overlay: 1.1.0, actions: [\
        {target: '$.paths[\"/doors/new\"]', copy: '$.paths[\"/doors/lock\"]'}]}";
    let files = [
        ("api/door.yaml", DOOR),
        ("1.yaml", first),
        ("2.yaml", second),
    ];
    let folder = folder("door.yaml", &files);
    let (is_done, text) = generate(
        folder.path(),
        &["--overlay", "1.yaml", "--overlay", "2.yaml"],
    );
    assert!(is_done && text.contains("3 operations in, 3 out"), "{text}");
    let (is_done, text) = generate(
        folder.path(),
        &["--overlay", "2.yaml", "--overlay", "1.yaml"],
    );
    assert!(!is_done && text.contains("error[overlay-target]"), "{text}");
}

#[test]
fn what_operations_of_the_root_are_called_with_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("api")).unwrap();
    let document = "\
openapi: 3.0.3
info: {title: Doors, version: '1'}
servers: [{url: 'https://api.doors.example'}]
paths:
  /open:
    post:
      parameters:
      - {name: door, in: query, required: true, schema: {type: string}}
      - {name: site, in: query, required: true, schema: {type: string}}
      - {name: user, in: query, required: true, schema: {type: string}}
      responses: {'204': {description: Opened}}
";
    fs::write(folder.path().join("api/openapi.yaml"), document).unwrap();
    let (is_done, text) = generate(folder.path(), &[]);
    assert!(is_done, "{text}");
    let source = |path: &str| fs::read_to_string(folder.path().join("out").join(path)).unwrap();
    assert!(source("src/routes.rs").contains("pub struct OpenArgs"));
    assert!(source("src/lib.rs").contains("pub use routes::*;"));
}

/// Lists of objects, each of which has two lists of the next ones; the last ones require a field
/// that only responses have.
fn lists_of_lists(depth: usize) -> String {
    let mut text = format!("{DOCUMENT}components:\n  schemas:\n");
    for level in 0..depth {
        let next = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
        text.push_str(&format!(
            "    L{level}: {{type: array, items: {{type: object, properties: {{left: {next}, right: {next}}}}}}}\n"
        ));
    }
    text.push_str(&format!(
        "    L{depth}: {{type: object, required: [id], properties: {{id: {{type: string, readOnly: true}}}}}}\n"
    ));
    text.replace("TARGET", "#/components/schemas/L0")
}

#[test]
fn lists_of_lists_are_copied_for_a_body_within_limits() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lists.yaml"), lists_of_lists(24)).unwrap();
    let (is_done, text) = generate_from("lists.yaml", folder.path(), &[]);
    assert!(is_done, "{text}");
    let types = fs::read_dir(folder.path().join("out/src/models")).unwrap();
    assert!(types.count() < 300, "{text}");
}

/// A union with a field next to its branches, in which each union has the next one twice, and the
/// last one the first.
fn unions_of_unions(depth: usize) -> String {
    let mut text = format!("{DOCUMENT}components:\n  schemas:\n");
    for level in 0..depth {
        let next = format!("{{$ref: '#/components/schemas/U{}'}}", (level + 1) % depth);
        text.push_str(&format!("    U{level}: {{oneOf: [{next}, {next}]}}\n"));
    }
    text.push_str(
        "    Top: {properties: {a: {type: string}}, oneOf: [{type: string}, {$ref: '#/components/schemas/U0'}]}\n",
    );
    text.replace("TARGET", "#/components/schemas/Top")
}

#[test]
fn unions_of_unions_take_fields_within_limits() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("unions.yaml"), unions_of_unions(28)).unwrap();
    let (is_done, text) = generate_from("unions.yaml", folder.path(), &[]);
    assert!(is_done && text.contains("2 operations in, 2 out"), "{text}");
}
