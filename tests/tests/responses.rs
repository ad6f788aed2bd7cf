//! The responses that every page of a docs site shows, and 10,000s that differ from them, through
//! the generated types.
//!
//! Needs the corpus, like `whole_site.rs`.

use std::{collections::BTreeSet, fs, path::Path};

use seamstress_codegen::{Output, generate, stats::Stats, write};
use tests::{corpus, crates::Crates, here};

#[test]
fn every_documented_response_is_read_and_none_is_refused_for_what_it_lacks() {
    // All, as documented, corrected, refused, and refused by a strict client. What is refused lacks
    // a value, or has one of another type outside of a union.
    for (site, rows) in [
        ("pages", ["Shown 98 51 45 2 14", "NoEnvelope 10 0 10 0 0"]),
        (
            "pages-next",
            ["Shown 98 51 45 2 14", "NoEnvelope 10 0 10 0 0"],
        ),
    ] {
        let Some(pages) = corpus::find(&format!("seam/{site}")) else {
            continue;
        };
        let output = generate(corpus::input(&pages, ""));
        let printed = match check(site, &output) {
            Ok(printed) => printed,
            Err(error) => panic!("{error}"),
        };
        println!("{site}:\n{printed}");
        let lines = printed
            .lines()
            .map(|line| Vec::from_iter(line.split_whitespace()).join(" "));
        let lines: Vec<String> = lines.collect();
        for row in rows {
            assert!(lines.iter().any(|line| line == row), "{row}");
        }
        let refused = lines.iter().filter_map(|line| {
            let (operation, reason) = line.strip_prefix("strict ")?.split_once(": ")?;
            let is_about_absence =
                reason.contains("missing required field") || reason.contains("found null");
            is_about_absence.then_some(operation)
        });
        let refused: BTreeSet<&str> = refused.collect();
        let Stats {
            failing_calls,
            failing_calls_if_strict,
            ..
        } = output.stats;
        assert_eq!(
            failing_calls + failing_calls_if_strict,
            refused.len(),
            "the calls that codegen announces, and those that fail: {refused:#?}"
        );
    }
}

/// Runs the generated tests with `whole_site/responses.rs` in the place of `Samples`, as one test.
fn check(site: &str, output: &Output) -> Result<String, String> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut crates = Crates::new(scratch, &format!("responses_{site}"));
    let folder = crates
        .add(&format!("responses-{site}"), output, "")
        .expect("the crate can be written");
    let generated = &output.files["tests/samples.rs"];
    let tests = generated
        .lines()
        .filter_map(|line| line.strip_prefix("fn "));
    let calls: String = tests
        .filter_map(|line| Some(format!("    {}();\n", line.strip_suffix("() {")?)))
        .collect();
    let program = generated
        .replace(
            "use seam_api::testing::Samples;",
            "mod harness;\nuse harness::Samples;",
        )
        .replace("#[test]\n", "");
    let program =
        format!("{program}\n#[test]\nfn responses() {{\n{calls}    harness::print_table();\n}}\n");
    let harness = fs::read_to_string(here("whole_site/responses.rs")).expect("it is there");
    let files = [
        ("responses.rs".to_owned(), program),
        ("harness/mod.rs".to_owned(), harness),
    ];
    write::write(&folder.join("tests"), &files.into()).expect("the test can be written");
    let run = [
        "test",
        "--quiet",
        "--test",
        "responses",
        "--",
        "--nocapture",
    ];
    crates.cargo(&run)
}
