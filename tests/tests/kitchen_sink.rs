//! Everything that a page can hold that is hard on a generator, at once.
//!
//! The pages of `kitchen_sink/` become a crate, which has to be as clean as
//! code by hand, and to give back the JSON that it is given.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail in its helpers too"
)]

use std::{fs, path::Path};

use seamstress_codegen::{Output, emit::Runtime, generate, project::Project, report::Outcome};
use tests::{crates::Crates, here};

/// What the crate's own tests need.
const MORE: &str = "\n[dev-dependencies]\nserde_json = \"1\"\n";

fn generated() -> Output {
    let folder = here("kitchen_sink");
    let project = Project {
        specs: folder.clone(),
        out: folder,
        runtime: Runtime::default(),
    };
    generate(project.read().expect("the pages can be read"))
}

fn emitted() -> Crates {
    let output = generated();
    assert_eq!(
        output.outcome(),
        Outcome::Done,
        "{}",
        output.rendered("", false)
    );
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "kitchen_sink");
    let folder = crates
        .add("kitchen-sink", &output, MORE)
        .expect("the crate can be written");
    let source = fs::read_to_string(here("kitchen_sink/round_trip.rs")).expect("the test is there");
    seamstress_codegen::write::write(
        &folder.join("tests"),
        &[("round_trip.rs".to_owned(), source)].into(),
    )
    .expect("the test can be written");
    crates
}

#[test]
fn no_operation_is_left_out() {
    let output = generated();
    assert_eq!(output.stats.operations_out, output.stats.operations_in);
}

#[test]
fn it_is_clean_and_gives_back_the_json_that_it_is_given() {
    let crates = emitted();
    // One after another: cargo would let them wait for each other anyway.
    let clippy = ["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"];
    for command in [
        &clippy[..],
        &["doc", "--quiet", "--no-deps"],
        &["test", "--quiet"],
    ] {
        if let Err(error) = crates.cargo(command) {
            panic!("{error}");
        }
    }
    let doctests = crates
        .cargo(&["test", "--quiet", "--doc", "--", "--list"])
        .unwrap();
    let foreign: Vec<&str> = doctests
        .lines()
        .filter(|line| line.ends_with(": test") && !line.contains("src/routes/"))
        .collect();
    assert_eq!(
        foreign,
        Vec::<&str>::new(),
        "code of the pages became doctests"
    );
    let examples = doctests.matches(": test\n").count();
    let examples_of = generated().api.examples;
    let shown: Vec<String> = examples_of
        .iter()
        .filter(|(_, examples)| !examples.samples.is_empty())
        .map(|(key, _)| key.to_string())
        .collect();
    assert_eq!(
        examples,
        shown.len(),
        "not one example for each of {shown:?}:\n{doctests}"
    );
}
