//! The review of a change, and whether it is right.
//!
//! Every case below `cases/review/` is a test of the report; one more compiles and
//! runs programs that use the crate before the change and after it.

use std::{path::Path, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use tests::{
    case::Case,
    here,
    review::{GROUP, Programs, ReviewCase, SemverChecks, Site},
};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut cases = Case::find(&here("cases")).expect("the folder of cases can be read");
    cases.retain(|case| case.group == GROUP);
    let mut trials: Vec<Trial> = cases
        .iter()
        .cloned()
        .map(|case| Trial::test(case.title(), move || Ok(ReviewCase::read(case)?.check()?)))
        .collect();
    let changes = cases.clone();
    trials.push(Trial::test(
        "programs_have_the_outcomes_that_the_review_predicts",
        move || programs(&read(&changes)?),
    ));
    trials.push(Trial::test("the_review_of_a_whole_site_is_complete", site));
    if let Some(semver_checks) = SemverChecks::program() {
        trials.push(Trial::test("cargo_semver_checks_agrees", move || {
            ask(&semver_checks, &read(&cases)?)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn read(cases: &[Case]) -> Result<Vec<ReviewCase>, String> {
    cases.iter().cloned().map(ReviewCase::read).collect()
}

fn programs(changes: &[ReviewCase]) -> Result<(), Failed> {
    let programs = Programs::find(changes, scratch())?;
    fail_on_any(changes.iter().flat_map(|change| programs.faults(change)))
}

fn ask(semver_checks: &Path, changes: &[ReviewCase]) -> Result<(), Failed> {
    let semver_checks = SemverChecks::ask(semver_checks, changes, scratch())?;
    fail_on_any(semver_checks.faults(changes)?)
}

fn site() -> Result<(), Failed> {
    let Some(site) = Site::read()? else {
        return Ok(());
    };
    site.show(&scratch().join("review"))?;
    let known = site.check();
    fail_on_any(site.faults().into_iter().chain(known.err()))
}

fn fail_on_any(faults: impl IntoIterator<Item = String>) -> Result<(), Failed> {
    let faults: Vec<String> = faults.into_iter().collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n").into())
    }
}

fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}
