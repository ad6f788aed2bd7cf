//! `pages.lock`: which pages were fetched, and which version of each.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
};

use seamstress_codegen::source::digest;
use serde::Deserialize;
use toml::Value;
use url::Url;

use crate::{fetch::Validator, path_map::path_for};

/// Name of the lock file, which is next to the folder of pages.
pub const PAGES_LOCK: &str = "pages.lock";

/// The first lines of the file.
const PREAMBLE: &str = "\
# The pages that `seamstress sync` fetched: the URL of each, the SHA-256 of its
# text, and the validator for the next request. A page whose text has another
# digest was edited locally. Commit this file with the pages; do not edit it.
";

/// The pages that sync wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagesLock {
    /// The URL of the index.
    pub index: Option<String>,
    /// Path below the folder of pages → the version that was fetched.
    pub pages: BTreeMap<String, LockedPage>,
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
}

/// The file's structure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    index: Option<String>,
    #[serde(default)]
    pages: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    sha256: String,
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
        let mut pages = BTreeMap::new();
        for (url, Entry { sha256, validator }) in file.pages {
            let parsed = Url::parse(&url).map_err(|error| invalid(&format!("`{url}`: {error}")))?;
            let path =
                path_for(&parsed).map_err(|reason| invalid(&format!("`{url}`: {reason}")))?;
            let page = LockedPage {
                url,
                sha256,
                validator,
            };
            if let Some(other) = pages.insert(path, page) {
                return Err(invalid(&format!(
                    "`{}` and another URL have the same path",
                    other.url
                )));
            }
        }
        Ok(Self {
            index: file.index,
            pages,
        })
    }

    /// The file's text: one line per page, sorted by URL, so that versions of it merge line
    /// by line.
    pub fn to_text(&self) -> String {
        let mut text = format!("{PREAMBLE}\n");
        if let Some(index) = &self.index {
            let _ = writeln!(text, "index = {}\n", quoted(index));
        }
        let mut lines: Vec<String> = self.pages.values().map(line).collect();
        lines.sort();
        text.push_str("[pages]\n");
        text.push_str(&lines.concat());
        text
    }

    /// Whether `text` is the text that was fetched for the page at `path`.
    pub fn matches(&self, path: &str, text: &str) -> bool {
        let page = self.pages.get(path);
        page.is_some_and(|page| page.sha256 == digest(text))
    }
}

fn line(page: &LockedPage) -> String {
    let Validator { etag, modified } = &page.validator;
    let mut line = format!(
        "{} = {{ sha256 = {}",
        quoted(&page.url),
        quoted(&page.sha256)
    );
    for (name, value) in [("etag", etag), ("modified", modified)] {
        if let Some(value) = value {
            let _ = write!(line, ", {name} = {}", quoted(value));
        }
    }
    line.push_str(" }\n");
    line
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
        };
        PagesLock {
            index: Some("https://docs.example.com/llms.txt".to_owned()),
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
        # digest was edited locally. Commit this file with the pages; do not edit it.

        index = "https://docs.example.com/llms.txt"

        [pages]
        "https://docs.example.com/api/a.md" = { sha256 = "604006ea4e59fad20afe21e1c089d31387aeb71dcf8a53a602e96f4b6302433d" }
        "https://docs.example.com/b.md" = { sha256 = "f3df9b1545f09dbc589c7f516a3539c835412589cc1e2e865abf0f1376b6bdeb", etag = '''W/"a'\b"''' }
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
