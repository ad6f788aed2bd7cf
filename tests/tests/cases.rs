//! Every case below `cases/` is a test; one more compiles and lints all that they emit.

use std::{fs, path::Path, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use seamstress_codegen::{emit::starter, write};
use tests::{case::Case, crates::Crates, here, review};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut cases = Case::find(&here("cases")).expect("the folder of cases can be read");
    // These have a test of their own, which compiles them too.
    cases.retain(|case| case.group != review::GROUP);
    let mut trials: Vec<Trial> = cases
        .iter()
        .cloned()
        .map(|case| Trial::test(case.title(), move || case.check().map_err(Failed::from)))
        .collect();
    let docs: Vec<Case> = cases
        .iter()
        // Of the types in long cycles, rustdoc finds out whether they are `Send`.
        .filter(|case| case.group == "docs" || case.title() == "recursion::long_cycles")
        .cloned()
        .collect();
    trials.push(Trial::test(
        "what_the_cases_emit_compiles_without_a_warning",
        move || {
            run(
                &cases,
                "cases",
                &[
                    "clippy",
                    "--workspace",
                    "--all-targets",
                    "--quiet",
                    "--keep-going",
                ],
            )
        },
    ));
    trials.push(Trial::test(
        "what_the_cases_say_is_documented_without_a_warning",
        move || {
            run(
                &docs,
                "docs",
                &["doc", "--workspace", "--quiet", "--no-deps"],
            )
        },
    ));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The example of a new crate.
const EXAMPLE: &str = "examples/first_call.rs";

/// Writes the crates of `cases` into the workspace `name`, and runs cargo over them.
fn run(cases: &[Case], name: &str, command: &[&str]) -> Result<(), Failed> {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), name);
    for case in cases {
        for (name, output) in case.crates()? {
            let names = output.names.as_ref().ok_or("the crate has no names")?;
            let starter = starter(&output.api, names, &output.coverage);
            let folder = crates.add(&name, &output, &starter.manifest)?;
            if !starter.files.contains_key(EXAMPLE) {
                // Of an earlier run: nothing else removes it.
                let _ = fs::remove_file(folder.join(EXAMPLE));
            }
            write::write(
                &folder,
                &[starter.files, output.files.clone()]
                    .into_iter()
                    .flatten()
                    .collect(),
            )?;
        }
    }
    crates.cargo(command)?;
    Ok(())
}
