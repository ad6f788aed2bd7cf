//! The clients of `cases/parameters` and `cases/bodies` send what the OpenAPI specification
//! defines, and those of `cases/responses` return what was sent to them.

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
http = \"1\"
serde_json = \"1\"
tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }
";

/// The cases whose clients are run.
const CASES: &[(&str, &str)] = &[
    ("bodies", "constants"),
    ("bodies", "form"),
    ("bodies", "json"),
    ("bodies", "media_types"),
    ("bodies", "multipart"),
    ("bodies", "optional"),
    ("bodies", "raw"),
    ("parameters", "bodies"),
    ("parameters", "content"),
    ("parameters", "objects_with_lists"),
    ("parameters", "routes"),
    ("parameters", "same_name_in_two_locations"),
    ("parameters", "slashes"),
    ("parameters", "styles"),
    ("responses", "headers"),
    ("responses", "stream_by_status"),
    ("responses", "watched_lists"),
];

#[test]
fn each_parameter_and_body_is_sent_as_the_specification_says() {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "parameters");
    for (group, name) in CASES {
        let case = Case {
            group: (*group).to_owned(),
            name: (*name).to_owned(),
            folder: here("cases").join(group).join(name),
        };
        let test = fs::read_to_string(here(group).join(format!("{name}.rs"))).unwrap();
        for (package, output) in case.crates().unwrap() {
            let package = format!("{package}-sent");
            let folder = crates.add(&package, &output, MORE).unwrap();
            let files = [("sent.rs".to_owned(), test.clone())].into();
            seamstress_codegen::write::write(&folder.join("tests"), &files).unwrap();
        }
    }
    if let Err(error) = crates.cargo(&["test", "--quiet", "--test", "sent"]) {
        panic!("{error}");
    }
}
