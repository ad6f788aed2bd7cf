//! `seamstress.toml`: what `seamstress generate` is run with, for projects that run it again.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::prefer::Prefer;

/// Name of the file that is read where no input is given.
pub(crate) const FILE: &str = "seamstress.toml";

/// The arguments of `seamstress generate` by their names; paths are relative to the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Config {
    pub(crate) input: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) name: Option<String>,
    pub(crate) runtime: Option<String>,
    pub(crate) overlay: Vec<PathBuf>,
    pub(crate) ref_root: Option<PathBuf>,
    pub(crate) prefer: Option<Prefer>,
    pub(crate) strict: bool,
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or has keys or values that no argument has; the error has the
    /// position.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let error = |what: String| io::Error::other(format!("{}: {what}", path.display()));
        let text = fs::read_to_string(path).map_err(|it| error(it.to_string()))?;
        let config: Self = toml::from_str(&text).map_err(|it| error(it.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let inside = |path: PathBuf| folder.join(path);
        Ok(Self {
            input: config.input.map(inside),
            out: config.out.map(inside),
            overlay: config.overlay.into_iter().map(inside).collect(),
            ref_root: config.ref_root.map(inside),
            runtime: config
                .runtime
                .map(|it| match super::runtime::is_version(&it) {
                    true => it,
                    false => inside(it.into()).display().to_string(),
                }),
            ..config
        })
    }
}
