//! What `cargo xtask codegen` builds: neither the review nor an HTTP client.

use anyhow::{Context as _, Result, ensure};

use crate::cargo_run;

/// Packages of the workspace, and dependencies that only they need.
const FORBIDDEN: &[&str] = &[
    "indicatif",
    "mimalloc",
    "reqwest",
    "rustls",
    "seam-api",
    "seamstress",
    "seamstress-review",
    "seamstress-runtime",
    "seamstress-sync",
    "semver",
    "ureq",
];

/// Every package that `xtask` depends on, and should not.
pub(super) fn check() -> Result<Vec<String>> {
    let tree = tree("xtask")?;
    let found = FORBIDDEN
        .iter()
        .filter(|name| tree.contains(&name.to_string()));
    Ok(found
        .map(|name| {
            format!(
                "`xtask` depends on `{name}`, which the first `cargo xtask codegen` has to build"
            )
        })
        .collect())
}

/// The names of the packages that `package` depends on, and its own.
fn tree(package: &str) -> Result<Vec<String>> {
    let output = cargo_run::cargo()
        .args(["tree", "--locked", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}", "--package", package])
        .output()
        .context("cannot run cargo")?;
    ensure!(
        output.status.success(),
        "`cargo tree` failed\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let packages = String::from_utf8_lossy(&output.stdout);
    let names = packages.lines().filter_map(|line| line.split(' ').next());
    Ok(names.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codegen_builds_neither_the_review_nor_an_http_client() {
        assert_eq!(check().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn the_binary_has_what_is_forbidden() {
        let tree = tree("seamstress").unwrap();
        for name in ["seamstress-review", "seamstress-sync", "semver", "ureq"] {
            assert!(tree.contains(&name.to_owned()), "{name}");
        }
    }
}
