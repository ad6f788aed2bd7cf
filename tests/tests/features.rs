//! Crates with a part of their features: each compiles alone, without a warning.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what all tests share fails as tests do"
)]

use std::{collections::BTreeSet, path::Path};

use seamstress_codegen::{
    Input, Output,
    emit::with_features,
    generate,
    ir::{Feature, Owner, Shape},
    read::read_document,
};
use tests::{case::Case, corpus, crates::Crates, here};

/// Documents whose groups are compiled one by one.
const DOCUMENTS: &[&str] = &["asana.yaml", "qdrant.json"];

fn case() -> Output {
    let cases = Case::find(&here("cases")).unwrap();
    let case = cases.iter().find(|case| case.title() == "features::groups");
    let (_, output) = case.unwrap().crates().unwrap().remove(0);
    output
}

/// The features of the crate of `output` that the API decides.
fn features(output: &Output) -> BTreeSet<&str> {
    let names = output.names.as_ref().unwrap();
    let features = output.api.features.table.keys();
    features.map(|feature| names.feature(feature)).collect()
}

/// Compiles the crate of `output` with each of these sets of features.
fn check(name: &str, output: &Output, sets: &[&str]) {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), name);
    crates.add(name, output, "").unwrap();
    for set in sets {
        let arguments = [
            "check",
            "--quiet",
            "--all-targets",
            "--no-default-features",
            "--package",
            name,
            "--features",
            set,
        ];
        if let Err(error) = crates.cargo(&arguments) {
            panic!("with the features `{set}`: {error}");
        }
    }
}

#[test]
fn every_feature_compiles_alone() {
    let output = case();
    let mut sets = vec![
        "",
        "webhooks",
        "samples",
        "validate",
        "full",
        "doors,users,webhooks",
    ];
    sets.extend(features(&output));
    assert_eq!(sets.len(), 6 + 11);
    check("features-of-a-case", &output, &sets);
}

#[test]
fn every_feature_of_a_real_document_compiles_alone() {
    for document in DOCUMENTS {
        let Some(output) = real(document) else { return };
        let name = format!("features-{}", document.replace('.', "-"));
        let sets: Vec<&str> = features(&output).into_iter().chain([""]).collect();
        check(&name, &output, &sets);
    }
}

/// A crate compiles only if each file of types is there wherever one that refers to it is.
#[test]
fn what_a_type_refers_to_is_compiled_with_it() {
    let outputs = DOCUMENTS.iter().filter_map(|document| real(document));
    for output in outputs.chain([case()]) {
        let api = &output.api;
        let features = |owner: &Owner| -> BTreeSet<Feature> {
            api.features.of_owner(owner).cloned().collect()
        };
        let mut conditional = 0;
        for (owner, types) in api.types.emitted() {
            let own = features(&owner);
            conditional += usize::from(!own.is_empty());
            for shape in types.iter().flat_map(|(_, def)| def.shapes()) {
                shape.walk(&mut |shape| {
                    let Shape::Type(key) = shape else { return };
                    let other = features(&key.owner());
                    let is_there = !own.is_empty() && own.is_subset(&other);
                    assert!(other.is_empty() || is_there, "{owner:?} refers to {key}");
                });
            }
        }
        assert!(conditional > 0);
    }
}

/// The crate of a document; `None` where the corpus does not exist.
fn real(document: &str) -> Option<Output> {
    let path = corpus::find(&format!("openapi/{document}"))?;
    let (source, attachments) = read_document(&path, path.parent()?).unwrap();
    Some(generate(Input {
        sources: vec![source],
        attachments,
        ..Input::default()
    }))
}

/// The manifest `before` with the features of `output`.
fn manifest(before: &str, output: &Output) -> Result<String, String> {
    let names = output.names.as_ref().unwrap();
    let after = with_features(before, &output.api, names, &output.lock);
    after.map_err(|error| error.to_string())
}

#[test]
fn a_manifest_keeps_what_maintainers_wrote() {
    let output = case();
    let before = "\
[package]
name = \"doors\" # ours

[features]
default = [\"reqwest\"]
# Of the maintainers.
extra = []
doors = [\"extra\"]
";
    let after = manifest(before, &output).unwrap();
    assert!(after.starts_with("[package]\nname = \"doors\" # ours\n"));
    assert!(
        after.contains("default = [\"reqwest\", \"full\"]\n# Of the maintainers.\nextra = []\n")
    );
    // A group needs the one that its work is polled by.
    assert!(
        after.contains("doors = [\n    \"extra\",\n    \"attempts\",\n]"),
        "{after}"
    );
    assert!(after.contains("# Operations under `/tracing`.\ntracing_group = []\n"));
    assert_eq!(manifest(&after, &output).unwrap(), after);
    // Who takes `full` from the default features does not get it back.
    let without = after.replacen(", \"full\"]", "]", 1);
    assert_eq!(manifest(&without, &output).unwrap(), without);
}

#[test]
fn the_feature_of_a_removed_group_is_removed() {
    let output = case();
    let before = manifest("", &output).unwrap();
    let mut fewer = case();
    fewer
        .api
        .features
        .table
        .remove(&Feature::Group("keys".to_owned()));
    let after = manifest(&before, &fewer).unwrap();
    let lines = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    let removed: Vec<String> = lines(&before).difference(&lines(&after)).cloned().collect();
    assert_eq!(
        removed,
        ["    \"keys\",", "# Operations under `/keys`.", "keys = []"]
    );
    // A feature of that name is the maintainers' from now on.
    let alias = format!("{after}# Of the maintainers.\nkeys = [\"doors\"]\n");
    let alias = alias.replacen("users = [", "users = [\n    \"keys\",", 1);
    assert!(alias.contains("users = [\n    \"keys\","));
    assert_eq!(manifest(&alias, &fewer).unwrap(), alias);
}

#[test]
fn features_in_an_inline_table_get_one_of_their_own() {
    let output = case();
    let before = "features = { default = [\"extra\"], extra = [] }\n[package]\nname = \"doors\"\n";
    let after = manifest(before, &output).unwrap();
    assert!(
        after.starts_with("[features]\ndefault = [\"extra\", \"full\"]\nextra = []\n# "),
        "{after}"
    );
    assert_eq!(manifest(&after, &output).unwrap(), after);
}

#[test]
fn a_manifest_that_cannot_be_read_is_an_error_with_the_place() {
    let output = case();
    for (before, expected) in [
        ("[features", "line 1"),
        ("features = 1", "`features` is not a table"),
        (
            "[features]\nfull = true\n",
            "the feature `full` is not a list",
        ),
    ] {
        let error = manifest(before, &output).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
}
