//! The measured crates on disk: one workspace per API, with the dependency versions of this
//! workspace.

use std::{ffi::OsStr, fs, path::PathBuf};

use anyhow::{Context as _, Result};
use seamstress_codegen::{emit::with_features, file_tree::FileTree, write};

use super::{
    api::MeasuredApi,
    bench::{self, Style},
    cpu::Invocation,
    serde_baseline,
    values::Values,
};
use crate::{cargo_run, root};

/// Number of objects in the list that is decoded.
pub(super) const OBJECTS: usize = 1_000;
/// Number of types that are decoded.
const TYPES: usize = 4;

/// The crates of one API.
pub(super) struct Folder {
    /// The workspace.
    path: PathBuf,
    /// The prefix of the names of its packages.
    name: &'static str,
    /// The types that the bench knows; `<type>.json` holds objects of each.
    pub(super) types: Vec<String>,
}

/// The target folder of the measured crates.
pub(super) fn target() -> PathBuf {
    base().join("target")
}

/// The folder of everything that is measured.
pub(super) fn base() -> PathBuf {
    root().join("target/measure")
}

impl Folder {
    /// Writes all crates; files that do not change are not touched.
    ///
    /// # Errors
    ///
    /// If a file cannot be written, or a dependency cannot be downloaded.
    pub(super) fn write(api: &MeasuredApi) -> Result<Self> {
        cargo_run::fetch()?;
        let path = base().join(api.name);
        let structs = api.largest_responses(TYPES);
        let types: Vec<String> = structs
            .iter()
            .map(|(key, _)| api.names.ty(key).to_string())
            .collect();
        let mut values = Values::new(&api.output.api);
        let name = api.name;
        let mut tree = FileTree::from([
            ("Cargo.toml".to_owned(), WORKSPACE.to_owned()),
            (".gitignore".to_owned(), "*\n".to_owned()),
            ("floor/src/lib.rs".to_owned(), "//! Nothing.\n".to_owned()),
            ("types/src/lib.rs".to_owned(), TYPES_ALONE.to_owned()),
            (
                "baseline/src/lib.rs".to_owned(),
                serde_baseline::library(api),
            ),
            (
                "app-ours/src/main.rs".to_owned(),
                bench::application(api, Style::Ours),
            ),
            (
                "app-baseline/src/main.rs".to_owned(),
                bench::application(api, Style::Baseline),
            ),
            ("bench/src/main.rs".to_owned(), bench::bench(api, &types)),
        ]);
        for (package, dependencies) in PACKAGES {
            let dependencies = dependencies.replace("NAME", name);
            let mut manifest = format!(
                "[package]\nname = \"{name}-{package}\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
            );
            // The modules of types are part of features; all of them are on.
            if EMITTED.contains(package) {
                manifest = with_features(&manifest, &api.output.api, &api.names, &api.output.lock)?;
            }
            tree.insert(format!("{package}/Cargo.toml"), manifest);
        }
        for ((_, def), name) in structs.iter().zip(&types) {
            tree.insert(
                format!("{name}.json"),
                values.list(def, OBJECTS).to_string(),
            );
        }
        write::write(&path, &tree)?;
        write::write(&path.join("ours"), &sources(api, &["src/"]))?;
        write::write(&path.join("types"), &sources(api, &["src/models"]))?;
        let lock = root().join("Cargo.lock");
        fs::copy(&lock, path.join("Cargo.lock")).with_context(|| lock.display().to_string())?;
        Ok(Self { path, name, types })
    }

    /// `cargo <arguments> --package <package>`, without the network. The package
    /// counts as changed each time.
    pub(super) fn cargo(&self, arguments: &[&str], package: &str) -> Invocation {
        let full = format!("{}-{package}", self.name);
        let words = [arguments, &["--offline", "--quiet", "--package", &full]].concat();
        let folder = self.path.join(package).join("src");
        let library = folder.join("lib.rs");
        let root = if library.is_file() {
            library
        } else {
            folder.join("main.rs")
        };
        Invocation::cargo(&words, &self.path).touching(&root)
    }

    /// The bench on the objects of `ty`, under a tool if `tool` has words.
    pub(super) fn bench(&self, tool: &[&str], ty: &str, mode: &str, times: u32) -> Invocation {
        let program = target().join(format!("release/{}-bench", self.name));
        let file = format!("{ty}.json");
        let times = times.to_string();
        let words = tool.iter().map(OsStr::new);
        let words = words.chain([
            program.as_os_str(),
            ty.as_ref(),
            mode.as_ref(),
            times.as_ref(),
            file.as_ref(),
        ]);
        Invocation::new(words, &self.path)
    }

    /// The prefix of the names of the packages.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }
}

/// The emitted sources whose paths begin with one of `starts`.
fn sources(api: &MeasuredApi, starts: &[&str]) -> FileTree {
    let wanted = |path: &str| starts.iter().any(|start| path.starts_with(start));
    let files = &api.output.files;
    files
        .iter()
        .filter(|(path, _)| wanted(path))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// The library of the types without client and routes.
const TYPES_ALONE: &str = "\
//! The types.

#![allow(unused_imports)]

pub mod models;
";

const WORKSPACE: &str = r#"# Written by `cargo xtask measure`.

[workspace]
resolver = "3"
members = ["app-ours", "app-baseline", "bench", "floor", "ours", "baseline", "types"]

[workspace.dependencies]
seamstress-runtime = { path = "../../../runtime" }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

/// The packages with emitted sources.
const EMITTED: &[&str] = &["ours", "types"];

/// Each package, and what it depends on.
const PACKAGES: &[(&str, &str)] = &[
    (
        "floor",
        "seamstress-runtime.workspace = true\nserde.workspace = true\nserde_json.workspace = true\n",
    ),
    ("ours", "seamstress-runtime.workspace = true\n"),
    ("types", "seamstress-runtime.workspace = true\n"),
    (
        "baseline",
        "serde.workspace = true\nserde_json.workspace = true\n",
    ),
    (
        "app-ours",
        "NAME-ours = { path = \"../ours\" }\nseamstress-runtime.workspace = true\nserde_json.workspace = true\n",
    ),
    (
        "app-baseline",
        "NAME-baseline = { path = \"../baseline\" }\nserde.workspace = true\nserde_json.workspace = true\n",
    ),
    (
        "bench",
        "NAME-ours = { path = \"../ours\" }\nNAME-baseline = { path = \"../baseline\" }\n\
         seamstress-runtime = { workspace = true, features = [\"serde\"] }\n\
         serde_json.workspace = true\n",
    ),
];
