//! What the last run of sync found to be otherwise on the site than here, which `pages.lock`
//! records.

use std::{collections::BTreeMap, io, path::Path};

use serde::Deserialize;

use crate::{
    coverage::{SiteChange, SitePage},
    read,
};

/// Name of the file in which sync records the pages of a site.
pub const PAGES_LOCK: &str = "pages.lock";

/// The parts of the file that count here.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    pages: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    missing: Option<String>,
    moved_from: Option<String>,
}

/// The pages of `pages.lock` in the folder `specs` that were not found or were moved; none where
/// there is no such file.
pub(super) fn read(specs: &Path) -> io::Result<Vec<SitePage>> {
    let path = specs.join(PAGES_LOCK);
    let text = read::read_if_exists(&path)?.unwrap_or_default();
    parse(&text).map_err(|error| {
        let message = format!("{}: {}", path.display(), error.message());
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}

fn parse(text: &str) -> Result<Vec<SitePage>, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    let changes = file.pages.into_iter().flat_map(|(url, entry)| {
        let missing = entry.missing.map(SiteChange::Missing);
        let moved = entry.moved_from.map(SiteChange::MovedFrom);
        let changes = missing.into_iter().chain(moved);
        changes.map(move |change| SitePage {
            url: url.clone(),
            change,
        })
    });
    Ok(changes.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_missing_or_moved_are_read() {
        let text = "index = \"https://a.example\"\n[pages]\n\
            \"https://a.example/a.md\" = { sha256 = \"\" }\n\
            \"https://a.example/b.md\" = { sha256 = \"\", missing = \"not found\" }\n\
            \"https://a.example/c.md\" = { sha256 = \"\", moved_from = \"https://a.example/d.md\" }\n";
        let page = |url: &str, change| SitePage {
            url: url.to_owned(),
            change,
        };
        let expected = [
            page(
                "https://a.example/b.md",
                SiteChange::Missing("not found".to_owned()),
            ),
            page(
                "https://a.example/c.md",
                SiteChange::MovedFrom("https://a.example/d.md".to_owned()),
            ),
        ];
        assert_eq!(parse(text).unwrap(), expected);
        assert_eq!(parse("").unwrap(), []);
        assert!(parse("<<<<<<< ours\n").is_err());
    }

    #[test]
    fn a_project_without_the_file_has_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap(), []);
        std::fs::write(folder.path().join(PAGES_LOCK), "[pages").unwrap();
        let error = read(folder.path()).unwrap_err().to_string();
        assert!(error.contains(PAGES_LOCK), "{error}");
    }
}
