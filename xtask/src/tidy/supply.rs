//! The packages that the workspace depends on: where they come from, their licences, their
//! versions, and the Rust that they need.
//!
//! `cargo deny` checks the same and more, and is a program that contributors would have to install.
//! What is left out is the list of all advisories, which changes without a commit.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::cargo_run;

/// Licences that ask for no more than a notice.
const LICENCES: &[&str] = &[
    "Apache-2.0",
    "CDLA-Permissive-2.0",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

/// Packages of which there are several versions, and which package needs an older one.
const SEVERAL_VERSIONS: &[(&str, &str)] = &[
    ("base64", "standardwebhooks"),
    ("cpufeatures", "sha2 0.10"),
    ("foldhash", "petgraph"),
    ("getrandom", "ring"),
    ("hashbrown", "petgraph"),
    ("similar", "insta"),
    ("syn", "derive macros"),
    ("windows-sys", "ring"),
];

/// The first version without a vulnerability, and the advisory.
const FIXED: &[(&str, &str, &str)] = &[
    ("bytes", "1.11.1", "RUSTSEC-2026-0007"),
    ("h2", "0.4.16", "RUSTSEC-2026-0258"),
    ("idna", "1.0.3", "RUSTSEC-2024-0421"),
    ("ring", "0.17.12", "RUSTSEC-2025-0009"),
    ("rustls-webpki", "0.103.13", "RUSTSEC-2026-0104"),
    ("time", "0.3.47", "RUSTSEC-2026-0009"),
];

/// The registry of all packages that are not part of the workspace.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Every package that the workspace should not depend on.
pub(super) fn check() -> Result<Vec<String>> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let (foreign, own): (Vec<Package>, Vec<Package>) =
        packages.map(Package::read).partition(|it| !it.is_own);
    let rust = own.iter().filter_map(|it| it.rust.clone()).min();
    let mut errors: Vec<String> = foreign
        .iter()
        .flat_map(|package| package.faults(rust.as_ref()))
        .collect();
    errors.extend(versions(&foreign));
    Ok(errors)
}

/// The output of `cargo metadata`, with every feature and every platform.
fn metadata() -> Result<Value> {
    let output = cargo_run::cargo()
        .args(["metadata", "--format-version", "1"])
        .args(["--locked", "--all-features"])
        .output()
        .context("cannot run cargo")?;
    ensure!(
        output.status.success(),
        "`cargo metadata` failed\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// A package of the dependency graph.
#[derive(Debug)]
struct Package {
    name: String,
    version: String,
    licence: String,
    source: String,
    /// The Rust that it needs, if it says so.
    rust: Option<Vec<u64>>,
    /// Whether it is part of the workspace.
    is_own: bool,
}

impl Package {
    fn read(value: &Value) -> Self {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        Self {
            name: text("name"),
            version: text("version"),
            licence: text("license"),
            source: text("source"),
            rust: value["rust_version"].as_str().map(numbers),
            is_own: value["source"].is_null(),
        }
    }

    fn faults(&self, rust: Option<&Vec<u64>>) -> Vec<String> {
        let Self { name, version, .. } = self;
        let mut faults = Vec::new();
        let mut fault = |what: String| faults.push(format!("{name} {version}: {what}"));
        if self.source != REGISTRY {
            fault(format!("from `{}`, and not from crates.io", self.source));
        }
        match Expression::parse_mode(&self.licence, ParseMode::LAX) {
            Ok(expression) => {
                let is_allowed =
                    expression.evaluate(|it| LICENCES.contains(&it.to_string().as_str()));
                if !is_allowed {
                    fault(format!("the licence `{}` is not accepted", self.licence));
                }
            }
            Err(error) => fault(format!("the licence cannot be read: {}", error.reason)),
        }
        for (_, fixed, advisory) in FIXED.iter().filter(|(it, ..)| it == name) {
            if numbers(version) < numbers(fixed) {
                fault(format!("{advisory} is fixed in {fixed}"));
            }
        }
        if let (Some(needed), Some(rust)) = (&self.rust, rust)
            && needed > rust
        {
            let (needed, rust) = (dotted(needed), dotted(rust));
            fault(format!("needs Rust {needed}; `rust-version` is {rust}"));
        }
        faults
    }
}

/// Packages of which there are several versions and should not be, and the reverse.
fn versions(packages: &[Package]) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let versions = versions.entry(&package.name).or_default();
        versions.push(&package.version);
    }
    let listed = |name: &str| SEVERAL_VERSIONS.iter().any(|(it, _)| *it == name);
    let new = versions.iter().filter(|(_, it)| it.len() > 1);
    let new = new
        .filter(|(name, _)| !listed(name))
        .map(|(name, versions)| format!("{name}: several versions, {}", versions.join(" and ")));
    let stale = SEVERAL_VERSIONS
        .iter()
        .filter(|(name, _)| versions.get(name).is_none_or(|it| it.len() < 2))
        .map(|(name, _)| format!("{name}: one version is left; remove it from `SEVERAL_VERSIONS`"));
    new.chain(stale).collect()
}

/// `1.88.0` → `[1, 88, 0]`, and so is `1.88`; without what follows a number.
fn numbers(version: &str) -> Vec<u64> {
    let version = version.split(['-', '+']).next().unwrap_or_default();
    let mut numbers: Vec<u64> = version.split('.').map_while(|it| it.parse().ok()).collect();
    numbers.resize(3, 0);
    numbers
}

/// `[1, 88, 0]` → `1.88.0`
fn dotted(version: &[u64]) -> String {
    let numbers: Vec<String> = version.iter().map(u64::to_string).collect();
    numbers.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(licence: &str, version: &str) -> Package {
        Package {
            name: "h2".to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
            source: REGISTRY.to_owned(),
            rust: Some(numbers("1.70")),
            is_own: false,
        }
    }

    #[test]
    fn one_of_several_licences_is_enough_and_all_of_several_are_needed() {
        let faults = |licence: &str| package(licence, "0.4.16").faults(None).len();
        for accepted in ["MIT/GPL-3.0", "(MIT OR LGPL-2.1) AND Unicode-3.0", "Zlib"] {
            assert_eq!(faults(accepted), 0, "{accepted}");
        }
        for refused in ["GPL-3.0", "MIT AND MPL-2.0", "", "Private"] {
            assert_eq!(faults(refused), 1, "{refused}");
        }
    }

    #[test]
    fn a_version_with_a_vulnerability_or_a_newer_rust_is_a_fault() {
        let old = package("MIT", "0.4.9");
        assert_eq!(
            old.faults(Some(&numbers("1.69.1"))),
            [
                "h2 0.4.9: RUSTSEC-2026-0258 is fixed in 0.4.16",
                "h2 0.4.9: needs Rust 1.70.0; `rust-version` is 1.69.1",
            ]
        );
        assert_eq!(
            package("MIT", "0.5.0-rc1").faults(Some(&numbers("1.70"))),
            [""; 0]
        );
    }

    #[test]
    fn a_second_version_is_a_fault_unless_it_is_listed() {
        let errors = versions(&[package("MIT", "0.4.16"), package("MIT", "0.5.0")]);
        assert!(errors.contains(&"h2: several versions, 0.4.16 and 0.5.0".to_owned()));
        assert_eq!(errors.len(), 1 + SEVERAL_VERSIONS.len(), "{errors:?}");
    }
}
