//! Every input of `fuzz/corpus/`: small ones that reach much of the code, and those that failed.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture of tests may panic as tests do"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use seamstress_properties::PROPERTIES;

/// What is in a folder of `fuzz/`, sorted.
fn entries(folder: &str) -> Vec<PathBuf> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let entries = fs::read_dir(fuzz.join(folder)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn each_property_has_a_target_and_a_corpus() {
    let names: Vec<&str> = PROPERTIES.iter().map(|(name, _)| *name).collect();
    for folder in ["corpus", "fuzz_targets"] {
        let paths = entries(folder);
        let stems: Vec<_> = paths.iter().map(|it| it.file_stem().unwrap()).collect();
        assert_eq!(stems, names, "{folder}");
    }
}

#[test]
fn each_input_of_the_corpus_has_its_property() {
    for (name, property) in PROPERTIES {
        let inputs = entries(&format!("corpus/{name}"));
        assert!(!inputs.is_empty(), "{name} has no inputs");
        for path in inputs {
            // A property that panics does not know its input; this is shown where it does.
            println!("{}", path.display());
            property(&fs::read(&path).unwrap());
        }
    }
}
