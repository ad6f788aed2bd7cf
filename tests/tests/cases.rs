//! Every case below `cases/` is a test; one more compiles all that they emit.

use std::{path::Path, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use tests::{case::Case, crates::Crates, here};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let cases = match Case::find(&here("cases")) {
        Ok(cases) => cases,
        Err(error) => {
            eprintln!("the cases cannot be read: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut trials: Vec<Trial> = cases
        .iter()
        .cloned()
        .map(|case| Trial::test(case.title(), move || case.check().map_err(Failed::from)))
        .collect();
    trials.push(Trial::test("what_the_cases_emit_compiles", move || {
        compile(&cases)
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn compile(cases: &[Case]) -> Result<(), Failed> {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "cases");
    for case in cases {
        for (name, output) in case.crates()? {
            crates.add(&name, &output, "")?;
        }
    }
    crates.cargo(&["check", "--workspace", "--quiet"])?;
    Ok(())
}
