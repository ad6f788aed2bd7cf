//! `seamstress sync` against docs sites on this machine.
//!
//! Whatever a site answers, each file in the folder of pages is the old text or
//! the new one, byte for byte.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the desk that all tests share fails as tests do"
)]

#[path = "sync/command.rs"]
mod command;
#[path = "sync/corpus.rs"]
mod corpus;
#[path = "sync/faults.rs"]
mod faults;
#[path = "sync/folder.rs"]
mod folder;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use seamstress_sync::{
    Error, Options,
    report::{Fate, Report},
    sync,
    web::{Patience, Web},
};
use tempfile::TempDir;
use tests::docs_site::{DocsSite, Reply};

/// As patient as people are, in the time of tests.
const PATIENCE: Patience = Patience {
    connect: Duration::from_secs(5),
    answer: Duration::from_secs(5),
    retries: 2,
    first_wait: Duration::from_millis(5),
    longest_wait: Duration::from_millis(20),
};

/// A docs site, and the folder that is kept in step with it.
struct Desk {
    site: DocsSite,
    specs: TempDir,
}

impl Desk {
    /// A site with these pages on its index, and an empty folder.
    fn new(pages: &[(&str, &str)]) -> Self {
        let desk = Self {
            site: DocsSite::start().unwrap(),
            specs: tempfile::tempdir().unwrap(),
        };
        desk.publish(pages);
        desk
    }

    /// A desk whose folder has what the site has.
    fn synced(pages: &[(&str, &str)]) -> Self {
        let desk = Self::new(pages);
        let report = desk.sync();
        assert_eq!(report.count(Fate::New), pages.len(), "{report:?}");
        desk
    }

    /// The site has these pages now, and no others.
    fn publish(&self, pages: &[(&str, &str)]) {
        self.site.clear();
        let paths: Vec<&str> = pages.iter().map(|(path, _)| *path).collect();
        self.list(&paths);
        for (path, text) in pages {
            self.site.set(&format!("/{path}"), Reply::page(*text));
        }
    }

    /// The index lists these links now.
    fn list(&self, links: &[&str]) {
        let lines: Vec<String> = links
            .iter()
            .map(|link| format!("- [{link}]({link}): what it is\n"))
            .collect();
        let text = format!("# Docs\n\n## Pages\n\n{}", lines.concat());
        self.site.set("/llms.txt", Reply::page(text));
    }

    fn options(&self) -> Options {
        Options {
            index: Some(self.site.url("/llms.txt")),
            ..Options::default()
        }
    }

    fn sync(&self) -> Report {
        self.try_sync(&self.options()).unwrap()
    }

    fn try_sync(&self, options: &Options) -> Result<Report, Error> {
        sync(self.specs.path(), options, &Web::new(PATIENCE), &|_, _| {})
    }

    /// Syncs, and gives the one reason of the one page that failed.
    fn failure(&self) -> String {
        let report = self.sync();
        let failed: Vec<_> = report.of(Fate::Failed).collect();
        assert!(report.has_failed());
        assert_eq!(failed.len(), 1, "{failed:?}");
        failed[0].note.clone()
    }

    fn file(&self, path: &str) -> PathBuf {
        self.specs.path().join("pages").join(path)
    }

    /// The text of a page in the folder, if it is there.
    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.file(path)).ok()
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.specs.path().join("pages.lock")).unwrap_or_default()
    }

    /// Every file in the folder of pages.
    fn files(&self) -> BTreeMap<String, String> {
        files(&self.specs.path().join("pages"))
    }
}

/// Path → text of every file below `root`.
fn files(root: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                let bytes = fs::read(&path).unwrap();
                found.insert(name, String::from_utf8(bytes).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(root, root, &mut found);
    found
}

/// Path → text, as [`files`] gives it.
fn texts(pages: &[(&str, &str)]) -> BTreeMap<String, String> {
    pages
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// A page of the API; the version is told in its prose.
fn page(operation: &str, version: &str) -> String {
    format!(
        "# Keep {operation}\n\n> Version {version}.\n\n## OpenAPI\n\n\
         ````yaml /openapi.json post {operation}\nopenapi: 3.1.0\ninfo:\n  title: Kennel\n  version: 1.0.0\n\
         paths:\n  {operation}:\n    post:\n      responses:\n        '200':\n          description: OK\n\n````"
    )
}
