//! `pages.lock`: which pages were fetched, and which version of each.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
};

use seamstress_codegen::{project::PAGES_LOCK, source::digest};
use serde::Deserialize;
use toml::Value;
use url::Url;

use crate::{fetch::Validator, path_map::path_for};

/// The first lines of the file.
const PREAMBLE: &str = "\
# The pages that `seamstress sync` fetched: the URL of each, the SHA-256 of its
# text, and the validator for the next request. A page whose text has another
# digest was edited locally. Pages that do not document the API are left out.
# Commit this file with the pages; do not edit it.
";

/// The version of what decides whether a page documents the API.
const READER: &str = env!("CARGO_PKG_VERSION");

/// The pages that sync wrote, and those that it left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagesLock {
    /// The URL of the index.
    pub index: Option<String>,
    /// The validator of the index, where the lock has all pages that it lists.
    pub index_validator: Validator,
    /// Path below the folder of pages → the version that was fetched.
    pub pages: BTreeMap<String, LockedPage>,
    /// Path of a page that is not kept → what the next run needs to know about it.
    pub left_out: BTreeMap<String, LeftOutPage>,
}

/// A page that does not document the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutPage {
    /// Where it was fetched from.
    pub url: String,
    /// Whether it is prose that may describe a group of operations.
    pub has_lead: bool,
    /// Whether it calls operations and describes none.
    pub has_calls: bool,
    /// The validator for the next request.
    pub validator: Validator,
}

/// A page that sync wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedPage {
    /// Where it was fetched from.
    pub url: String,
    /// The digest of its text, in hexadecimal.
    pub sha256: String,
    /// The validator for the next request.
    pub validator: Validator,
    /// Why the page is kept although the last run did not find it on the site.
    pub missing: Option<String>,
    /// The URL that it had before the last run, if that has found it at another one.
    pub moved_from: Option<String>,
}

/// The file's structure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    index: Option<String>,
    #[serde(default)]
    index_validator: Validator,
    /// The version that decided which pages are left out. Another one may decide otherwise.
    reader: Option<String>,
    #[serde(default)]
    pages: BTreeMap<String, Entry>,
    #[serde(default)]
    left_out: BTreeMap<String, LeftOutEntry>,
}

#[derive(Deserialize)]
struct Entry {
    sha256: String,
    missing: Option<String>,
    moved_from: Option<String>,
    #[serde(flatten)]
    validator: Validator,
}

#[derive(Deserialize)]
struct LeftOutEntry {
    #[serde(default)]
    lead: bool,
    #[serde(default)]
    calls: bool,
    #[serde(flatten)]
    validator: Validator,
}

impl PagesLock {
    /// Parses the file.
    ///
    /// # Errors
    ///
    /// Where the text is not what [`to_text`](Self::to_text) writes. The message says how to
    /// recover.
    pub fn parse(text: &str) -> Result<Self, String> {
        let invalid = |reason: &dyn Display| {
            format!(
                "{PAGES_LOCK} is invalid: {reason}\nrestore it from version control; or delete it, after which local edits of pages are not detected"
            )
        };
        let file: File = toml::from_str(text).map_err(|error| invalid(&error))?;
        let path = |url: &str| {
            let parsed = Url::parse(url).map_err(|error| invalid(&format!("`{url}`: {error}")))?;
            path_for(&parsed).map_err(|reason| invalid(&format!("`{url}`: {reason}")))
        };
        let mut pages = BTreeMap::new();
        for (url, entry) in file.pages {
            let path = path(&url)?;
            let page = LockedPage {
                url,
                sha256: entry.sha256,
                validator: entry.validator,
                missing: entry.missing,
                moved_from: entry.moved_from,
            };
            if let Some(other) = pages.insert(path, page) {
                return Err(invalid(&format!(
                    "`{}` and another URL have the same path",
                    other.url
                )));
            }
        }
        let mut left_out = BTreeMap::new();
        for (url, entry) in file.left_out {
            let path = path(&url)?;
            let page = LeftOutPage {
                url,
                has_lead: entry.lead,
                has_calls: entry.calls,
                validator: entry.validator,
            };
            left_out.insert(path, page);
        }
        let lock = Self {
            index: file.index,
            index_validator: file.index_validator,
            pages,
            left_out,
        };
        Ok(match file.reader.as_deref() {
            Some(READER) => lock,
            _ => lock.without_left_out(),
        })
    }

    /// The lock without what spares requests for pages that are not kept, so that the next run
    /// reads all pages.
    pub(crate) fn without_left_out(self) -> Self {
        Self {
            index_validator: Validator::default(),
            left_out: BTreeMap::new(),
            ..self
        }
    }

    /// The lock without what the last run found, which the next one finds again.
    pub(crate) fn without_findings(mut self) -> Self {
        for page in self.pages.values_mut() {
            page.missing = None;
            page.moved_from = None;
        }
        self
    }

    /// The file's text: one line per page, sorted by URL, so that versions of it merge line
    /// by line.
    pub fn to_text(&self) -> String {
        let mut text = format!("{PREAMBLE}\n");
        if let Some(index) = &self.index {
            let _ = writeln!(text, "index = {}", quoted(index));
            if let Some(validator) = self.index_validator.if_any() {
                let _ = writeln!(text, "index_validator = {{ {} }}", entry([], validator));
            }
            let _ = writeln!(text, "reader = {}\n", quoted(READER));
        }
        text.push_str("[pages]\n");
        let pages = self.pages.values();
        text.push_str(&lines(pages.map(|page| {
            let sha256 = ("sha256", Value::from(page.sha256.as_str()));
            let found = [("missing", &page.missing), ("moved_from", &page.moved_from)];
            let found = found.into_iter().filter_map(|(key, value)| {
                let value = value.as_deref()?;
                Some((key, Value::from(value)))
            });
            (
                &*page.url,
                entry([sha256].into_iter().chain(found), &page.validator),
            )
        })));
        if !self.left_out.is_empty() {
            text.push_str("\n[left_out]\n");
            let pages = self.left_out.values();
            text.push_str(&lines(pages.map(|page| {
                let kinds = [("lead", page.has_lead), ("calls", page.has_calls)];
                let kinds = kinds.into_iter().filter(|(_, is)| *is);
                let kinds = kinds.map(|(key, is)| (key, Value::from(is)));
                (&*page.url, entry(kinds, &page.validator))
            })));
        }
        text
    }

    /// Whether `text` is the text that was fetched for the page at `path`.
    pub fn matches(&self, path: &str, text: &str) -> bool {
        let page = self.pages.get(path);
        page.is_some_and(|page| page.sha256 == digest(text))
    }
}

/// A line for each URL and its entry, sorted.
fn lines<'a>(entries: impl Iterator<Item = (&'a str, String)>) -> String {
    let lines = entries.map(|(url, entry)| match &*entry {
        "" => format!("{} = {{}}\n", quoted(url)),
        entry => format!("{} = {{ {entry} }}\n", quoted(url)),
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines.concat()
}

/// The keys of an entry, without the braces.
fn entry(keys: impl IntoIterator<Item = (&'static str, Value)>, validator: &Validator) -> String {
    let Validator { etag, modified } = validator;
    let validators = [("etag", etag), ("modified", modified)];
    let validators = validators
        .into_iter()
        .filter_map(|(key, value)| Some((key, Value::from(value.as_deref()?))));
    let keys = keys.into_iter().chain(validators);
    let keys: Vec<String> = keys
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    keys.join(", ")
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> PagesLock {
        let page = |url: &str, etag: Option<&str>| LockedPage {
            url: url.to_owned(),
            sha256: digest(url),
            validator: Validator {
                etag: etag.map(str::to_owned),
                modified: None,
            },
            missing: etag.map(|_| "the site no longer has the file".to_owned()),
            moved_from: etag.is_none().then(|| format!("{url}x")),
        };
        PagesLock {
            index: Some("https://docs.example.com/llms.txt".to_owned()),
            index_validator: Validator {
                etag: None,
                modified: Some("Sun, 06 Nov 1994 08:49:37 GMT".to_owned()),
            },
            pages: BTreeMap::from([
                (
                    "b.md".to_owned(),
                    page("https://docs.example.com/b.md", Some("W/\"a'\\b\"")),
                ),
                (
                    "api/a.md".to_owned(),
                    page("https://docs.example.com/api/a.md", None),
                ),
            ]),
            left_out: BTreeMap::from([
                (
                    "c.md".to_owned(),
                    left_out("https://docs.example.com/c.md", true),
                ),
                (
                    "d.md".to_owned(),
                    left_out("https://docs.example.com/d.md", false),
                ),
            ]),
        }
    }

    fn left_out(url: &str, has_lead: bool) -> LeftOutPage {
        LeftOutPage {
            url: url.to_owned(),
            has_lead,
            has_calls: !has_lead,
            validator: Validator {
                etag: has_lead.then(|| "\"1\"".to_owned()),
                modified: None,
            },
        }
    }

    #[test]
    fn another_version_reads_the_pages_again_that_were_left_out() {
        let text = lock().to_text();
        for other in [
            text.replace(&format!("reader = \"{READER}\""), "reader = \"0.0.1\""),
            text.replace(&format!("reader = \"{READER}\"\n"), ""),
        ] {
            assert_eq!(PagesLock::parse(&other), Ok(lock().without_left_out()));
        }
    }

    #[test]
    fn a_written_lock_is_read_back() {
        assert_eq!(PagesLock::parse(&lock().to_text()), Ok(lock()));
        let empty = PagesLock::default();
        assert_eq!(PagesLock::parse(&empty.to_text()), Ok(empty));
    }

    #[test]
    fn each_page_is_one_line() {
        insta::assert_snapshot!(lock().to_text(), @r#"
        # The pages that `seamstress sync` fetched: the URL of each, the SHA-256 of its
        # text, and the validator for the next request. A page whose text has another
        # digest was edited locally. Pages that do not document the API are left out.
        # Commit this file with the pages; do not edit it.

        index = "https://docs.example.com/llms.txt"
        index_validator = { modified = "Sun, 06 Nov 1994 08:49:37 GMT" }
        reader = "0.1.0"

        [pages]
        "https://docs.example.com/api/a.md" = { sha256 = "604006ea4e59fad20afe21e1c089d31387aeb71dcf8a53a602e96f4b6302433d", moved_from = "https://docs.example.com/api/a.mdx" }
        "https://docs.example.com/b.md" = { sha256 = "f3df9b1545f09dbc589c7f516a3539c835412589cc1e2e865abf0f1376b6bdeb", missing = "the site no longer has the file", etag = '''W/"a'\b"''' }

        [left_out]
        "https://docs.example.com/c.md" = { lead = true, etag = '"1"' }
        "https://docs.example.com/d.md" = { calls = true }
        "#);
    }

    #[test]
    fn a_lock_with_an_unsafe_path_is_rejected() {
        for url in [
            "https://docs.example.com/.ssh/a.md",
            "https://docs.example.com/..%2fa.md",
            "a.md",
        ] {
            let text = format!("[pages]\n{} = {{ sha256 = \"\" }}\n", quoted(url));
            assert!(PagesLock::parse(&text).unwrap_err().contains(url));
        }
        assert!(PagesLock::parse("<<<<<<< ours\n").is_err());
    }
}
