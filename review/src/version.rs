//! The version that a crate has to have after a change.

use semver::{BuildMetadata, Prerelease, Version};
use toml_edit::{DocumentMut, value};

use super::SemverBump;

/// The version after `version` for a change that asks for `bump`, by the rules of cargo:
/// before 1.0, what breaks raises the first number that is not zero, and everything else
/// the last one. A pre-release becomes its release.
pub fn next(version: &Version, bump: SemverBump) -> Version {
    if bump == SemverBump::None {
        return version.clone();
    }
    let mut next = Version {
        pre: Prerelease::EMPTY,
        build: BuildMetadata::EMPTY,
        ..version.clone()
    };
    if !version.pre.is_empty() {
        return next;
    }
    let (major, minor) = (version.major, version.minor);
    match (major, minor, bump) {
        (0, 0, _) => next.patch += 1,
        (0, _, SemverBump::Major) => (next.minor, next.patch) = (minor + 1, 0),
        (0, ..) | (.., SemverBump::Patch) => next.patch += 1,
        (.., SemverBump::Major) => (next.major, next.minor, next.patch) = (major + 1, 0, 0),
        (..) => (next.minor, next.patch) = (minor + 1, 0),
    }
    next
}

/// Raises the version in the text of a `Cargo.toml` to what follows the one in `base`, the
/// manifest as it was before the change; also gives that version. Everything else in the
/// text stays as it is.
///
/// Doing so again changes nothing, and a version that is high enough already stays.
/// Without a `base` the crate is new, and so is its version.
///
/// # Errors
///
/// Where a manifest is not valid TOML, or has no version of its own.
pub fn bump_manifest(
    manifest: &str,
    base: Option<&str>,
    bump: SemverBump,
) -> Result<(String, Version), String> {
    let mut document = document(manifest)?;
    let current = version(&document)?;
    let Some(base) = base else {
        return Ok((manifest.to_owned(), current));
    };
    let wanted = next(&version(&self::document(base)?)?, bump);
    if current >= wanted {
        return Ok((manifest.to_owned(), current));
    }
    let mut raised = value(wanted.to_string());
    if let (Some(old), Some(new)) = (
        document["package"]["version"].as_value(),
        raised.as_value_mut(),
    ) {
        // A comment behind the version belongs to it.
        *new.decor_mut() = old.decor().clone();
    }
    document["package"]["version"] = raised;
    Ok((document.to_string(), wanted))
}

/// The version in the text of a `Cargo.toml`.
///
/// # Errors
///
/// Where the manifest is not valid TOML, or has no version of its own.
pub fn of(manifest: &str) -> Result<Version, String> {
    version(&document(manifest)?)
}

fn document(manifest: &str) -> Result<DocumentMut, String> {
    manifest
        .parse()
        .map_err(|error: toml_edit::TomlError| format!("Cargo.toml: {}", error.message()))
}

fn version(document: &DocumentMut) -> Result<Version, String> {
    let package = document.get("package");
    let text = package.and_then(|package| package.get("version")?.as_str());
    let text = text.ok_or("Cargo.toml: `[package]` has no `version = \"…\"`")?;
    Version::parse(text).map_err(|error| format!("Cargo.toml: `{text}` is not a version: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaking_changes_raise_the_first_number_that_is_not_zero() {
        for (from, patch, minor, major) in [
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("0.1.2", "0.1.3", "0.1.3", "0.2.0"),
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("2.0.0-rc.1", "2.0.0", "2.0.0", "2.0.0"),
        ] {
            let from = Version::parse(from).unwrap();
            let next = |bump| next(&from, bump).to_string();
            assert_eq!(next(SemverBump::None), from.to_string());
            assert_eq!(next(SemverBump::Patch), patch);
            assert_eq!(next(SemverBump::Minor), minor);
            assert_eq!(next(SemverBump::Major), major);
        }
    }

    const MANIFEST: &str = "\
# Ours.
[package]
name    = \"doors\"
version = \"0.1.2\" # as published

[dependencies]
";

    #[test]
    fn only_the_version_changes_and_only_once() {
        let (text, version) = bump_manifest(MANIFEST, Some(MANIFEST), SemverBump::Major).unwrap();
        assert_eq!(text, MANIFEST.replace("0.1.2", "0.2.0"));
        assert_eq!(version.to_string(), "0.2.0");
        assert_eq!(
            bump_manifest(&text, Some(MANIFEST), SemverBump::Major)
                .unwrap()
                .0,
            text
        );
    }

    #[test]
    fn a_second_run_may_raise_it_further_and_never_lowers_it() {
        let (text, _) = bump_manifest(MANIFEST, Some(MANIFEST), SemverBump::Patch).unwrap();
        let (text, _) = bump_manifest(&text, Some(MANIFEST), SemverBump::Major).unwrap();
        assert_eq!(of(&text).unwrap().to_string(), "0.2.0");
        let (text, _) = bump_manifest(&text, Some(MANIFEST), SemverBump::Patch).unwrap();
        assert_eq!(of(&text).unwrap().to_string(), "0.2.0");
    }

    #[test]
    fn a_new_crate_keeps_its_version() {
        let (text, _) = bump_manifest(MANIFEST, None, SemverBump::Major).unwrap();
        assert_eq!(text, MANIFEST);
    }

    #[test]
    fn a_missing_version_is_an_error() {
        for manifest in ["[package]\nversion.workspace = true\n", "", "[package"] {
            let error = bump_manifest(manifest, Some(MANIFEST), SemverBump::Major).unwrap_err();
            assert!(error.starts_with("Cargo.toml: "), "{error}");
        }
    }
}
