//! Values and mocks of the clients of cases, as their users meet them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail in its helpers too"
)]

use std::{fs, path::Path};

use seamstress_codegen::surface::open_enum;
use tests::{case::Case, crates::Crates, here, workspace};

/// What the tests of a crate need.
const MORE: &str = "
[dev-dependencies]
jiff = { version = \"0.2\", default-features = false, features = [\"std\"] }
serde_json = \"1\"
tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }
";

#[test]
fn values_and_mocks_of_cases_are_as_their_users_expect() {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "values");
    for (group, name) in [
        ("constraints", "keywords"),
        ("objects", "fields_declared_twice"),
        ("objects", "fields_of_one_direction"),
        ("objects", "secrets"),
        ("arguments", "times_as_text"),
        ("conventions", "paging_styles"),
        ("responses", "streams"),
        ("unions", "several_lists"),
    ] {
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

#[test]
fn the_surface_lists_what_the_macro_of_enums_implements() {
    let path = workspace().join("runtime/src/codegen/open_enum.rs");
    let text = fs::read_to_string(path).unwrap();
    let own = |name: &str| {
        let name = name.rsplit("$crate::codegen::").next().unwrap();
        let is_listed_short = ["::std::fmt::", "::std::str::"];
        match is_listed_short.iter().any(|path| name.starts_with(path)) {
            true => name.trim_start_matches("::").to_owned(),
            false => name
                .replace("::std::convert::", "")
                .replace("::std::cmp::", "")
                .replace("::std::hash::", "")
                .replace("::std::string::", ""),
        }
    };
    let traits = text.lines().filter_map(|line| {
        let (_, rest) = line.trim().strip_prefix("impl")?.split_once(' ')?;
        Some(own(rest
            .trim_end_matches('}')
            .strip_suffix(" for $name {")?))
    });
    let derives = text.split_once("#[derive(").unwrap().1;
    let derives = derives.split_once(")]").unwrap().0.split(", ");
    // The runtime alone calls these. serde's traits are another macro, which this one calls.
    let is_public = |name: &String| !["OpenEnum", "Wire"].contains(&name.as_str());
    let traits = traits.chain(derives.map(str::to_owned));
    let mut traits: Vec<String> = traits.filter(is_public).collect();
    traits.sort();
    let mut listed = [open_enum::TRAITS, open_enum::DERIVES].concat();
    listed.sort_unstable();
    assert_eq!(traits, listed);
    let functions: Vec<_> = text
        .matches("pub fn ")
        .chain(text.matches("pub const fn "))
        .collect();
    assert_eq!(functions.len(), open_enum::FUNCTIONS.len());
    for (name, signature) in open_enum::FUNCTIONS {
        assert!(text.contains(&format!("fn {name}{signature} {{")), "{name}");
    }
}
