//! `seamstress sync` against documentation sites on a local port.
//!
//! Whatever a site responds, each file in the folder of pages has its old text or its new one,
//! byte for byte.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a fixture of tests may panic as tests do"
)]

#[path = "sync/calls.rs"]
mod calls;
#[path = "sync/command.rs"]
mod command;
#[path = "sync/corpus.rs"]
mod corpus;
#[path = "sync/discovery.rs"]
mod discovery;
#[path = "sync/documents.rs"]
mod documents;
#[path = "sync/faults.rs"]
mod faults;
#[path = "sync/folder.rs"]
mod folder;
#[cfg(target_os = "linux")]
#[path = "sync/interrupted.rs"]
mod interrupted;
#[path = "sync/robots.rs"]
mod robots;
#[path = "sync/unchanged.rs"]
mod unchanged;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use seamstress_sync::{
    Error, Options, RetryPolicy,
    http::HttpFetcher,
    report::{Outcome, Report},
    sync,
};
use tempfile::TempDir;
use tests::docs_site::{DocsSite, Reply};

/// Short delays, so that tests are quick.
const POLICY: RetryPolicy = RetryPolicy {
    connect_timeout: Duration::from_secs(5),
    request_timeout: Duration::from_secs(5),
    max_retries: 2,
    min_delay: Duration::from_millis(5),
    max_delay: Duration::from_millis(20),
};

/// A documentation site, and the folder that is synced with it.
struct Fixture {
    site: DocsSite,
    specs: TempDir,
}

impl Fixture {
    /// A site that lists these pages, and an empty folder.
    fn new(pages: &[(&str, &str)]) -> Self {
        let fixture = Self {
            site: DocsSite::start().unwrap(),
            specs: tempfile::tempdir().unwrap(),
        };
        fixture.publish(pages);
        fixture
    }

    /// A fixture whose folder is in sync with the site.
    fn synced(pages: &[(&str, &str)]) -> Self {
        let fixture = Self::new(pages);
        let report = fixture.sync();
        assert_eq!(report.count(Outcome::New), pages.len(), "{report:?}");
        fixture
    }

    /// Replaces the pages of the site.
    fn publish(&self, pages: &[(&str, &str)]) {
        self.site.clear();
        let paths: Vec<&str> = pages.iter().map(|(path, _)| *path).collect();
        self.list(&paths);
        for (path, text) in pages {
            self.site.set(&format!("/{path}"), Reply::page(*text));
        }
    }

    /// Replaces the links of the index.
    fn list(&self, links: &[&str]) {
        let lines: Vec<String> = links
            .iter()
            .map(|link| format!("- [{link}]({link}): what it is\n"))
            .collect();
        let text = format!("# Docs\n\n## Pages\n\n{}", lines.concat());
        self.site.set("/llms.txt", Reply::page(text));
    }

    /// Syncs with the site at this path.
    fn sync_at(&self, path: &str) -> Result<Report, Error> {
        self.try_sync(&Options {
            index: Some(self.site.url(path)),
            ..Options::default()
        })
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
        sync(
            self.specs.path(),
            options,
            &HttpFetcher::new(POLICY),
            &|_, _| {},
        )
    }

    /// Syncs, and returns the reason of the only page that failed.
    fn failure(&self) -> String {
        let report = self.sync();
        let failed: Vec<_> = report.pages_with(Outcome::Failed).collect();
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

/// A page that documents `operation`; the version is part of its prose.
fn page(operation: &str, version: &str) -> String {
    format!(
        "# Keep {operation}\n\n> Version {version}.\n\n## OpenAPI\n\n\
         ````yaml /openapi.json post {operation}\nopenapi: 3.1.0\ninfo:\n  title: Kennel\n  version: 1.0.0\n\
         paths:\n  {operation}:\n    post:\n      responses:\n        '200':\n          description: OK\n\n````"
    )
}
