//! How much memory generated types take: the compiler checks it, against what the
//! generator estimates.

use std::{collections::BTreeMap, fs, path::Path};

use seamstress_codegen::{
    Input, Output, generate,
    ir::{Layouts, PARTS, TypeKind},
    project::{self, Project},
    report::Outcome,
};
use tests::{corpus, crates::Crates, workspace};

/// Types are smaller than this many bytes.
const LIMIT: u64 = 1024;

/// What the names in [`PARTS`] refer to.
const IMPORTS: &str = "\
use seamstress_runtime::codegen::{BTreeMap, DateTime, ErasedBox, Extra, Id, UnknownValue, UnknownVariant, Value};
";

#[test]
fn models_of_the_seeds_are_small_and_the_estimate_holds() {
    let specs = Project {
        specs: workspace().join("specs"),
        out: workspace().join("generated"),
        runtime: Default::default(),
    };
    check(
        "sizes-seeds",
        LIMIT,
        generate(specs.read().expect("the seeds can be read")),
    );
}

#[test]
fn no_model_of_the_kitchen_sink_is_larger_than_estimated() {
    let folder = tests::here("kitchen_sink");
    let sources = Project::pages_in(&folder).expect("the pages can be read");
    let overrides = fs::read_to_string(folder.join(project::OVERRIDES)).unwrap_or_default();
    check(
        "sizes-kitchen-sink",
        // It has structs of a hundred strings.
        u64::MAX,
        generate(Input {
            sources,
            overrides,
            lock: String::new(),
            ..Input::default()
        }),
    );
}

#[test]
fn models_of_a_whole_site_are_small_and_the_estimate_holds() {
    let Some(pages) = corpus::find("seam/pages") else {
        return;
    };
    let overrides = workspace().join("specs").join(project::OVERRIDES);
    let mut sources = Project::pages_in(&pages).expect("the corpus can be read");
    sources.retain(|source| !source.path.ends_with("llms.txt"));
    let output = generate(Input {
        sources,
        overrides: fs::read_to_string(overrides).expect("`specs/` has decisions"),
        lock: String::new(),
        ..Input::default()
    });
    let sizes = check("sizes-whole-site", LIMIT, output);
    assert!(sizes.len() > 600, "{}", sizes.len());
}

/// Compiles an assertion for each type: it is smaller than `limit`, and not larger than
/// estimated. Returns the estimates, by name.
fn check(name: &str, limit: u64, output: Output) -> BTreeMap<String, u64> {
    assert_ne!(
        output.outcome(),
        Outcome::Failed,
        "{}",
        output.rendered("", false)
    );
    let sizes = estimates(&output);
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), name);
    let client = format!("{name}-client");
    crates
        .add(&client, &output, "")
        .expect("the crate can be written");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{client} = {{ path = \"../{client}\" }}\n\
         seamstress-runtime = {{ path = {:?}, default-features = false }}\n",
        workspace().join("runtime"),
    );
    let library = output
        .names
        .as_ref()
        .map(|names| names.library().to_string());
    let source = assertions(&sizes, limit, &library.unwrap_or_default());
    let files = [
        ("Cargo.toml".to_owned(), manifest),
        ("src/lib.rs".to_owned(), source),
    ];
    crates
        .add_package(name, &files.into())
        .expect("the package can be written");
    let checked = crates.cargo(&["check", "--quiet"]);
    assert_eq!(checked.err().unwrap_or_default(), "");
    sizes
}

/// The estimated size of each public model.
fn estimates(output: &Output) -> BTreeMap<String, u64> {
    let names = output
        .names
        .as_ref()
        .expect("a run without errors names everything");
    let layouts = Layouts::estimate(&output.api.types);
    let types = output.api.types.iter();
    let emitted =
        types.filter(|(_, def)| def.usage.is_emitted() && !matches!(def.kind, TypeKind::Alias(_)));
    let sizes = emitted.map(|(key, _)| {
        let layout = layouts.get(key).expect("every type has a layout");
        (names.ty(key).to_string(), layout.size)
    });
    sizes.collect()
}

/// A module that compiles if each type is as small as it has to be.
fn assertions(sizes: &BTreeMap<String, u64>, limit: u64, library: &str) -> String {
    let mut source = format!("use {library}::models;\n{IMPORTS}");
    for (part, layout) in PARTS {
        for (ty, units) in [(part.to_string(), 0), (format!("Option<{part}>"), 1)] {
            let size = layout.with_unit_variants(units).size;
            source += &format!("const _: () = assert!(size_of::<{ty}>() == {size});\n");
        }
    }
    for (name, size) in sizes {
        let assertion = format!("size_of::<models::{name}>() <= {}", size.min(&(limit - 1)));
        source += &format!("const _: () = assert!({assertion}, {name:?});\n");
    }
    source
}
