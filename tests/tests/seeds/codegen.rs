//! The run over the seed pages: merging, order, diagnostics, files.

use std::{fs, path::Path, time::SystemTime};

use seamstress_codegen::{
    Input, Output,
    diagnostic::Severity,
    emit::Runtime,
    extract, generate,
    project::{DOCUMENT, LOCK, Mode, Project},
    report::Outcome,
    source::{Source, SourceMap},
    yaml,
};
use tests::{drift::count, workspace};

/// Where the seeds are, and what they become.
fn project() -> Project {
    Project {
        specs: workspace().join("specs"),
        out: workspace().join("generated"),
        runtime: Runtime::default(),
    }
}

pub(super) fn seeds() -> Input {
    project().read().expect("the seeds can be read")
}

/// `input` with `text` put in after the first `mark` of the page that ends with `page`.
pub(super) fn edited(mut input: Input, page: &str, mark: &str, text: &str) -> Input {
    let source = input
        .sources
        .iter_mut()
        .find(|source| source.path.ends_with(page))
        .expect("there is such a page");
    let at = source.text.find(mark).expect("the mark is on the page") + mark.len();
    source.text.insert_str(at, text);
    input
}

/// Everything that a run writes.
fn written(output: &Output) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = output.files.clone().into_iter().collect();
    files.push((DOCUMENT.to_owned(), output.document.clone()));
    files.push((LOCK.to_owned(), output.lock.to_text()));
    files
}

#[test]
fn the_pages_merge_without_a_conflict() {
    let output = generate(seeds());
    assert_eq!(output.outcome(), Outcome::Done);
    assert_eq!(
        (output.stats.operations_in, output.stats.operations_out),
        (4, 4)
    );
    let codes: Vec<&str> = output
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    assert!(
        !codes
            .iter()
            .any(|code| code.starts_with("merge") || code.ends_with("drift")),
        "{codes:?}"
    );
}

#[test]
fn order_of_pages_does_not_matter() {
    let expected = generate(seeds());
    let (files, rendered) = (written(&expected), expected.rendered("", false));
    for order in orders(seeds().sources) {
        let output = generate(Input {
            sources: order,
            ..seeds()
        });
        assert_eq!(written(&output), files);
        assert_eq!(output.rendered("", false), rendered);
    }
}

/// Every rotation of `sources`, forwards and backwards: each page comes first
/// once, and each pair of neighbours both ways round.
fn orders(mut sources: Vec<Source>) -> Vec<Vec<Source>> {
    let mut orders = Vec::new();
    for _ in 0..sources.len() {
        sources.rotate_left(1);
        orders.push(sources.clone());
        orders.push(sources.iter().rev().cloned().collect());
    }
    orders
}

#[test]
fn a_second_run_touches_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let project = Project {
        specs: folder.path().join("specs"),
        out: folder.path().join("generated"),
        runtime: Runtime::default(),
    };
    let output = generate(seeds());
    assert!(!project.apply(&output, Mode::Write).unwrap().is_empty());
    let before = times(folder.path());
    let again = generate(Input {
        lock: output.lock.to_text(),
        ..seeds()
    });
    let changes = project.apply(&again, Mode::Write).unwrap();
    assert!(changes.is_empty(), "{:?}", changes.files);
    assert_eq!(times(folder.path()), before);
}

/// Every file below `folder` with the time of its last change.
fn times(folder: &Path) -> Vec<(String, SystemTime)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((
                    path.display().to_string(),
                    fs::metadata(&path).unwrap().modified().unwrap(),
                ));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_committed_is_what_the_pages_make() {
    let changes = project().apply(&generate(seeds()), Mode::Check).unwrap();
    assert!(
        changes.is_empty(),
        "run `cargo xtask codegen`: {:?}",
        changes.files
    );
}

#[test]
fn contradictions_of_the_pages_are_reported_with_both_locations() {
    let output = generate(seeds());
    let warnings = output
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Warning);
    assert_eq!(warnings.count(), 2, "{}", output.rendered("", false));
    insta::assert_snapshot!("contradictions", output.rendered("specs/", false));
}

#[test]
fn nothing_becomes_raw_json() {
    let output = generate(seeds());
    assert!(
        output.stats.raw_json.is_empty(),
        "{}",
        output.stats.summary()
    );
}

#[test]
fn a_new_field_changes_a_few_lines_in_a_few_files() {
    let before = generate(seeds());
    let field = "        nickname:\n          description: What friends say.\n          nullable: true\n          type: string\n";
    let mark = "        full_name:\n          minLength: 1\n          nullable: true\n          type: string\n";
    let after = generate(edited(seeds(), "user_identities/create.md", mark, field));
    assert_eq!(after.outcome(), Outcome::Done);
    insta::assert_snapshot!(changes(&before, &after), @"
    api.txt +1 -0
    src/models/user_identity.rs +2 -0
    openapi.yaml +4 -0
    ");
}

#[test]
fn a_new_kind_of_id_changes_the_list_of_ids_and_the_lock_as_well() {
    let before = generate(seeds());
    let field = "        locker_id:\n          description: Where their things are.\n          type: string\n";
    let mark = "        full_name:\n          minLength: 1\n          nullable: true\n          type: string\n";
    let after = generate(edited(seeds(), "user_identities/create.md", mark, field));
    insta::assert_snapshot!(changes(&before, &after), @"
    api.txt +3 -0
    src/models/ids.rs +5 -0
    src/models/user_identity.rs +2 -0
    openapi.yaml +3 -0
    names.lock +2 -0
    ");
}

/// How many lines of which files differ.
fn changes(before: &Output, after: &Output) -> String {
    let (before, after) = (written(before), written(after));
    assert_eq!(before.len(), after.len(), "no file is added or removed");
    before
        .iter()
        .zip(&after)
        .map(|((path, old), (_, new))| count(path, old, new))
        .collect()
}

#[test]
fn blocks_read_as_another_reader_reads_them() {
    let mut sources = SourceMap::default();
    let (pages, _) = extract::extract(seeds().sources, &mut sources);
    let mut blocks = 0;
    for page in &pages {
        let (parsed, diagnostics) = yaml::read(page, &mut sources);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        for document in parsed {
            let theirs: serde_json::Value =
                serde_yaml::from_str(&page.blocks[document.block].text).unwrap();
            assert_eq!(document.value, theirs, "{}", page.path);
            blocks += 1;
        }
    }
    assert_eq!(blocks, 4);
}
