//! `--prefer`: which page is used where pages differ.

use std::{io, path::Path};

use seamstress_codegen::merge::{ChangeDates, Preference};
use serde::Deserialize;

/// Which version is used where pages differ and `overrides.toml` does not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Prefer {
    /// That of the page that was changed last, by the dates in `pages.lock`, else in front matter.
    Newest,
    /// The longest one.
    Longest,
}

impl Prefer {
    /// The preference for the pages of the project in the folder `specs`.
    ///
    /// # Errors
    ///
    /// Where `pages.lock` cannot be read; the error names it.
    pub(crate) fn read(self, specs: &Path) -> io::Result<Preference> {
        Ok(match self {
            Self::Newest => Preference::Newest(dates(specs)?),
            Self::Longest => Preference::Longest,
        })
    }
}

/// When the pages were changed, as the site said when they were fetched.
#[cfg(feature = "sync")]
fn dates(specs: &Path) -> io::Result<ChangeDates> {
    use std::{collections::BTreeMap, fs};

    use seamstress_codegen::{extract::ChangeDate, project::PAGES};
    use seamstress_sync::{PAGES_LOCK, lock::PagesLock};

    let path = specs.join(PAGES_LOCK);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(io::Error::other(format!("{}: {error}", path.display()))),
    };
    let lock = PagesLock::parse(&text).map_err(io::Error::other)?;
    let pages = lock.pages.into_iter();
    let dates = pages.filter_map(|(page, locked)| {
        let text = locked.validator.modified?;
        let time = httpdate::parse_http_date(&text).ok()?;
        Some((format!("{PAGES}/{page}"), ChangeDate { time, text }))
    });
    Ok(dates.collect())
}

/// Only `sync` knows when pages were changed.
#[cfg(not(feature = "sync"))]
fn dates(_: &Path) -> io::Result<ChangeDates> {
    Ok(ChangeDates::new())
}
