//! Values of the clients of cases, as their users meet them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail in its helpers too"
)]

use std::{fs, path::Path};

use tests::{case::Case, crates::Crates, here};

/// What the tests of a crate need.
const MORE: &str = "
[dev-dependencies]
jiff = { version = \"0.2\", default-features = false, features = [\"std\"] }
serde_json = \"1\"
tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }
";

#[test]
fn secrets_are_hidden_and_times_are_accepted_as_text() {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "values");
    for (group, name) in [("objects", "secrets"), ("arguments", "times_as_text")] {
        let case = Case {
            group: group.to_owned(),
            name: name.to_owned(),
            folder: here("cases").join(group).join(name),
        };
        let test = fs::read_to_string(here("values").join(format!("{name}.rs"))).unwrap();
        for (package, output) in case.crates().unwrap() {
            let folder = crates.add(&package, &output, MORE).unwrap();
            let files = [("values.rs".to_owned(), test.clone())].into();
            seamstress_codegen::write::write(&folder.join("tests"), &files).unwrap();
        }
    }
    if let Err(error) = crates.cargo(&["test", "--quiet", "--all-features", "--test", "values"]) {
        panic!("{error}");
    }
}
