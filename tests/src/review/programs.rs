//! The outcome of programs when the crate that they use changes.
//!
//! All of a side are compiled at once: a package that depends on every crate of that
//! side has each program as an example, and those that may run as modules of one program.

use std::{collections::BTreeMap, path::Path, process::Command};

use seamstress_codegen::file_tree::FileTree;
use serde_json::Value;

use super::{
    GROUP, ReviewCase, Side,
    program::{Outcome, Program},
};
use crate::crates::Crates;

/// What all programs may use beside the crate.
const DEPENDENCIES: &str = "\
[dependencies]
serde_json = \"1\"
tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }
";

/// What the runner writes after what each program wrote.
const END: &str = "~~~";

/// Runs what is in `PROGRAMS`, and prints for each whether it succeeded.
const RUNNER: &str = r#"
fn main() {
    for (name, run) in PROGRAMS {
        let code = std::panic::catch_unwind(run);
        println!("{name} {}", code.is_ok_and(|code| code == std::process::ExitCode::SUCCESS));
        eprintln!("{END}");
    }
}
"#;

/// The outcome of each program on each side, by `<case>_<program>`.
#[derive(Debug, Default)]
pub struct Programs {
    outcomes: BTreeMap<(String, Side), Outcome>,
    /// The messages of the compiler, for programs with another outcome than expected.
    words: BTreeMap<(String, Side), String>,
}

impl Programs {
    /// Compiles the programs of all changes with the crates of both sides, and runs them.
    ///
    /// # Errors
    ///
    /// Where a crate does not compile, or what is written here does not.
    pub fn find(changes: &[ReviewCase], scratch: &Path) -> Result<Self, String> {
        let mut programs = Self::default();
        for side in Side::BOTH {
            let mut crates = crates(changes, side, scratch)?;
            let package = format!("programs-{}", side.word());
            let files = example_files(changes, side, &package);
            let added = crates.add_package(&package, &files);
            added.map_err(|error| error.to_string())?;
            programs.compile(changes, side, &crates, &package)?;
            programs.run(changes, side, &mut crates, &package)?;
        }
        Ok(programs)
    }

    /// The programs of a change with another outcome than expected.
    pub fn faults(&self, change: &ReviewCase) -> Vec<String> {
        let mut faults = Vec::new();
        for program in &change.programs {
            for side in Side::BOTH {
                let key = (name(change, program), side);
                let expected = program.outcome(side);
                let found = self.outcomes.get(&key).copied();
                // Whether it warns is asked only of those that are there to be warned of.
                let is_right = found == Some(expected)
                    || (expected == Outcome::Fine
                        && found == Some(Outcome::Warned)
                        && side == Side::After);
                if !is_right {
                    let words = self.words.get(&key).map_or("", String::as_str);
                    faults.push(format!(
                        "`{}` {}: expected {expected:?}, found {found:?}\n{words}",
                        program.path.display(),
                        side.word(),
                    ));
                }
            }
        }
        faults
    }

    fn compile(
        &mut self,
        changes: &[ReviewCase],
        side: Side,
        crates: &Crates,
        package: &str,
    ) -> Result<(), String> {
        let done = crates.run(&[
            "build",
            "--examples",
            "--keep-going",
            "--message-format",
            "json",
            "-p",
            package,
        ])?;
        let mut strange = String::from_utf8_lossy(&done.stderr).into_owned();
        let mut is_strange = true;
        for change in changes {
            for program in &change.programs {
                self.outcomes
                    .insert((name(change, program), side), Outcome::Refused);
            }
        }
        for line in String::from_utf8_lossy(&done.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let target = message["target"]["name"].as_str().unwrap_or_default();
            let key = (target.to_owned(), side);
            let level = message["message"]["level"].as_str();
            let words = message["message"]["rendered"].as_str().unwrap_or_default();
            match message["reason"].as_str() {
                Some("build-finished") => is_strange = false,
                Some("compiler-artifact") => {
                    if let Some(outcome) = self.outcomes.get_mut(&key) {
                        *outcome = (*outcome).min(Outcome::Fine).max(warned(&self.words, &key));
                    }
                }
                Some("compiler-message") if self.outcomes.contains_key(&key) => {
                    let is_deprecation = message["message"]["code"]["code"] == "deprecated";
                    if level == Some("error") || is_deprecation {
                        self.words.entry(key).or_default().push_str(words);
                    }
                }
                Some("compiler-message") if level == Some("error") => {
                    is_strange = true;
                    strange.push_str(words);
                    break;
                }
                _ => {}
            }
        }
        if is_strange {
            return Err(format!("the crates of {side:?} do not compile:\n{strange}"));
        }
        Ok(())
    }

    /// Runs those that compile.
    fn run(
        &mut self,
        changes: &[ReviewCase],
        side: Side,
        crates: &mut Crates,
        package: &str,
    ) -> Result<(), String> {
        let mut modules = String::new();
        let mut table = String::new();
        let mut count = 0;
        for change in changes {
            for program in change.programs.iter().filter(|program| program.runs) {
                let name = name(change, program);
                if self.outcomes.get(&(name.clone(), side)) == Some(&Outcome::Refused) {
                    continue;
                }
                let source = source(change, program);
                modules.push_str(&format!(
                    "mod {name} {{\n{source}pub fn run() -> std::process::ExitCode {{ std::process::Termination::report(main()) }}\n}}\n"
                ));
                table.push_str(&format!("    ({name:?}, {name}::run),\n"));
                count += 1;
            }
        }
        let runner = format!(
            "{modules}\nconst PROGRAMS: &[(&str, fn() -> std::process::ExitCode)] = &[\n{table}];\n\
             const END: &str = {END:?};\n{RUNNER}"
        );
        crates
            .add_package(package, &[("src/main.rs".to_owned(), runner)].into())
            .map_err(|error| error.to_string())?;
        crates.cargo(&["build", "--quiet", "--bins", "-p", package])?;
        let done = Command::new(crates.program(package))
            .env("RUST_BACKTRACE", "0")
            .output()
            .map_err(|error| format!("the programs of {side:?} do not run: {error}"))?;
        let [results, words] =
            [&done.stdout, &done.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
        for (line, words) in results.lines().zip(words.split(END)) {
            if let Some(name) = line.strip_suffix(" false") {
                let key = (name.to_owned(), side);
                self.outcomes.insert(key.clone(), Outcome::Failed);
                self.words.insert(key, words.to_owned());
            }
        }
        let ran = results.lines().count();
        if ran == count {
            Ok(())
        } else {
            Err(format!("{ran} of {count} programs of {side:?} ran"))
        }
    }
}

/// The crates of one side of all changes.
///
/// # Errors
///
/// Where one cannot be written.
pub(super) fn crates(changes: &[ReviewCase], side: Side, scratch: &Path) -> Result<Crates, String> {
    let mut crates = Crates::new(scratch, &format!("{GROUP}-{}", side.word()));
    for change in changes {
        if let Some(output) = change.sides.get(&side) {
            let added = crates.add(&package(change, side), output, "");
            added.map_err(|error| error.to_string())?;
        }
    }
    Ok(crates)
}

/// Whether the compiler warned about something deprecated.
fn warned(words: &BTreeMap<(String, Side), String>, key: &(String, Side)) -> Outcome {
    if words.contains_key(key) {
        Outcome::Warned
    } else {
        Outcome::Fine
    }
}

/// `value_added_keeps`
fn name(change: &ReviewCase, program: &Program) -> String {
    format!("{}_{}", change.case.name, program.kind.word())
}

/// `review-value-added-before`
fn package(change: &ReviewCase, side: Side) -> String {
    let name = change.case.name.replace('_', "-");
    format!("{GROUP}-{name}-{}", side.word())
}

/// The program, as a file that knows which crate it is about.
fn source(change: &ReviewCase, program: &Program) -> String {
    format!(
        "extern crate {} as house;\ninclude!({:?});\n",
        change.case.name, program.path,
    )
}

/// A package with all programs of a side as examples.
fn example_files(changes: &[ReviewCase], side: Side, package_name: &str) -> FileTree {
    let mut files = FileTree::from([("src/lib.rs".to_owned(), String::new())]);
    let mut manifest = format!(
        "[package]\nname = {package_name:?}\nedition = \"2024\"\nautoexamples = false\n\n{DEPENDENCIES}"
    );
    let mut examples = String::new();
    for change in changes {
        let (case, package) = (&change.case.name, package(change, side));
        // Some programs read and write models with serde.
        manifest.push_str(&format!(
            "{case} = {{ package = {package:?}, path = \"../{package}\", features = [\"serde\"] }}\n"
        ));
        for program in &change.programs {
            let name = name(change, program);
            // A library is not linked, which takes longer than to compile it.
            examples.push_str(&format!(
                "\n[[example]]\nname = {name:?}\npath = \"examples/{name}.rs\"\ncrate-type = [\"lib\"]\n"
            ));
            files.insert(format!("examples/{name}.rs"), source(change, program));
        }
    }
    files.insert("Cargo.toml".to_owned(), format!("{manifest}{examples}"));
    files
}
