//! Every page of a docs site at once, and the same site some weeks later.
//!
//! Needs the corpus that is next to the checkout where this is developed; without it, the tests
//! print that they are skipped.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write as _},
    path::Path,
    process::Command,
};

use seamstress_codegen::{
    Output, generate,
    ir::{Scalar, Shape, TypeKind},
    stats::Stats,
};
use serde_json::Value;
use tests::{corpus, crates::Crates};

#[test]
fn a_whole_site_makes_a_crate_in_whatever_order_its_pages_come() {
    let Some(pages) = corpus::find("seam/pages") else {
        return;
    };
    let first = generate(corpus::input(&pages, ""));
    let Stats {
        operations_in,
        operations_out,
        inferred,
        ..
    } = first.stats;
    assert_eq!(errors(&first), [""; 0]);
    assert_eq!((operations_in, operations_out, inferred), (201, 201, 0));
    let groups = first.api.operations.values().map(|it| &it.namespace);
    assert_eq!(groups.collect::<BTreeSet<_>>().len(), 41);
    // One more than those with operations: `acs`, which contains groups alone.
    let groups = first.api.namespaces.iter();
    let described = groups.filter(|group| first.api.docs_of_group(group).is_some());
    assert_eq!((first.api.namespaces.len(), described.count()), (42, 42));
    let paging = first
        .api
        .operations
        .values()
        .filter(|it| it.behavior.paging.is_some());
    assert_eq!(paging.count(), 16);

    let mut turned = corpus::input(&pages, "");
    turned.sources.reverse();
    let half = turned.sources.len() / 3;
    turned.sources.rotate_left(half);
    let turned = generate(turned);
    assert_eq!(first.files, turned.files);
    assert_eq!(first.document, turned.document);
    assert_eq!(first.lock, turned.lock);
}

#[test]
fn its_crate_is_clean_and_reads_what_the_pages_show() {
    let Some(pages) = corpus::find("seam/pages") else {
        return;
    };
    let mut output = generate(corpus::input(&pages, ""));
    // Tests as a user of the crate writes them, with the features of cargo's command below.
    let tests = include_str!("whole_site/mocks.rs").to_owned();
    output.files.insert("tests/mocks.rs".to_owned(), tests);
    let tokio = "\n[dev-dependencies]\n\
                 tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }\n";
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "whole_site");
    crates
        .add("whole-site", &output, tokio)
        .expect("the crate can be written");
    for command in [
        &[
            "clippy",
            "--quiet",
            "--all-features",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ][..],
        &["doc", "--quiet", "--all-features", "--no-deps"],
        &["test", "--quiet", "--all-features"],
    ] {
        if let Err(error) = crates.cargo(command) {
            panic!("{error}");
        }
    }
}

#[test]
fn weeks_later_no_name_has_changed() {
    let folders = ["seam/pages", "seam/pages-next"].map(corpus::find);
    let [Some(now), Some(next)] = folders else {
        return;
    };
    let before = generate(corpus::input(&now, ""));
    let after = generate(corpus::input(&next, &before.lock.to_text()));
    assert_eq!(errors(&after), [""; 0]);
    let [old, new] = [&before, &after].map(named);
    let both: Vec<_> = old
        .iter()
        .filter(|(key, _)| new.contains_key(*key))
        .collect();
    assert!(both.len() > 600, "{}", both.len());
    for (key, name) in both {
        assert_eq!(new.get(key), Some(name), "{key}");
    }
    // A place that the pages do not have any more is locked all the same.
    let [old, new] = [before.lock.shared, after.lock.shared].map(Option::unwrap_or_default);
    for (key, places) in old {
        let now = new.get(&key).cloned().unwrap_or_default();
        let left: Vec<_> = places.difference(&now).collect();
        assert_eq!(left, [""; 0], "{key}");
    }
}

#[test]
fn equal_types_are_one_type() {
    let folders = ["seam/pages", "seam/pages-next"].map(corpus::find);
    for pages in folders.into_iter().flatten() {
        let output = generate(corpus::input(&pages, ""));
        let Stats {
            structs,
            enums,
            unions,
            ..
        } = output.stats;
        assert!(
            structs <= 600 && enums + unions <= 130,
            "{:?}",
            output.stats
        );
        let names = named(&output);
        let names = names.values().map(String::as_str);
        let attempts: Vec<&str> = names.filter(|it| it.ends_with("ActionAttempt")).collect();
        assert_eq!(attempts, ["ActionAttempt"]);
    }
}

#[test]
fn the_help_about_missing_fields_leaves_no_call_that_fails() {
    let Some(pages) = corpus::find("seam/pages") else {
        return;
    };
    let mut input = corpus::input(&pages, "");
    let before = generate(input.clone());
    assert!(before.stats.failing_calls_if_strict > 0);
    for diagnostic in &before.diagnostics {
        let help = diagnostic.help.as_deref().unwrap_or_default();
        let entries = help.strip_prefix("to allow it, add to overrides.toml");
        input.overrides.push_str(entries.unwrap_or_default());
    }
    let after = generate(input);
    assert_eq!(errors(&after), [""; 0]);
    let Stats {
        failing_calls,
        failing_calls_if_strict,
        ..
    } = after.stats;
    assert_eq!((failing_calls, failing_calls_if_strict), (0, 0));
}

#[test]
fn a_reader_of_yaml_1_1_reads_the_same_document() {
    let Some(pages) = corpus::find("seam/pages") else {
        return;
    };
    let python = |program: &str| {
        let mut command = Command::new("python3");
        command.args(["-c", program]);
        command
    };
    let has_reader = python("import yaml").output();
    if !has_reader.is_ok_and(|output| output.status.success()) {
        // Unlike `eprintln`, this is shown for tests that pass.
        let _ = writeln!(
            io::stderr(),
            "\n*** `python3` with PyYAML is not installed: the test with a reader of YAML 1.1 is SKIPPED ***\n"
        );
        return;
    }
    let document = generate(corpus::input(&pages, "")).document;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("openapi.yaml");
    fs::write(&path, &document).expect("the document can be written");
    let program = "import json, sys, yaml\n\
        json.dump(yaml.safe_load(open(sys.argv[1], encoding='utf-8')), sys.stdout)";
    let read = python(program).arg(&path).output();
    let read = read.expect("Python can be run");
    assert!(
        read.status.success(),
        "{}",
        String::from_utf8_lossy(&read.stderr)
    );
    let theirs: Value = serde_json::from_slice(&read.stdout).expect("Python writes JSON");
    let ours: Value = serde_yaml::from_str(&document).expect("the document is YAML");
    assert!(theirs == ours, "the readers differ");
}

#[test]
fn setters_of_times_take_times_whatever_their_format() {
    let Some(pages) = corpus::find("seam/pages-next") else {
        return;
    };
    let api = generate(corpus::input(&pages, "")).api;
    let params = api
        .operations
        .values()
        .filter_map(|operation| api.parameters_of(operation));
    let fields = params.flat_map(|params| &params.fields);
    let (mut text, mut declared) = (BTreeMap::new(), 0);
    for field in fields {
        match &field.shape {
            Shape::Scalar(Scalar::TimeText) => {
                *text.entry(field.wire.as_str()).or_insert(0) += 1;
            }
            Shape::Scalar(Scalar::DateTime) => declared += 1,
            _ => {}
        }
    }
    assert_eq!(declared, 16);
    // The samples show full dates for `starts_daily_at`, too.
    let wanted = [
        ("ends_at", 7),
        ("ends_daily_at", 2),
        ("since", 1),
        ("starts_at", 7),
        ("starts_daily_at", 2),
    ];
    assert_eq!(text, wanted.into());
}

#[test]
fn its_secrets_are_known() {
    let Some(pages) = corpus::find("seam/pages-next") else {
        return;
    };
    let api = generate(corpus::input(&pages, "")).api;
    let mut secrets = BTreeSet::new();
    for (key, def) in &api.types {
        if let TypeKind::Struct(inner) = &def.kind {
            let own = inner.fields.iter().filter(|field| field.secret);
            secrets.extend(own.map(|field| format!("{key}.{}", field.wire)));
        }
    }
    let known = [
        "access_grant.client_session_token",
        "access_method.client_session_token",
        "client_session.token",
        "webhook.secret",
    ];
    assert_eq!(secrets, known.map(str::to_owned).into());
}

fn errors(output: &Output) -> Vec<String> {
    let errors = output
        .diagnostics
        .iter()
        .filter(|it| it.severity() == seamstress_codegen::diagnostic::Severity::Error);
    errors.map(|it| it.message.clone()).collect()
}

/// Address → name, of every type that is emitted.
fn named(output: &Output) -> BTreeMap<String, String> {
    let names = output
        .names
        .as_ref()
        .expect("a run without errors names everything");
    let emitted = output
        .api
        .types
        .iter()
        .filter(|(_, def)| def.usage.is_emitted());
    emitted
        .map(|(key, _)| (key.to_string(), names.ty(key).to_string()))
        .collect()
}
