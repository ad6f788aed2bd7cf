//! `pages.lock`: what was fetched, and what it was then.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Deserialize;
use toml::Value;
use url::Url;

use super::{fetch::Validator, place::place};
use seamstress_codegen::source::digest;

/// What the file tells a reader who opens it.
const PREAMBLE: &str = "\
# What `seamstress sync` fetched last: where from, the SHA-256 of the text, and
# what the site calls this version. A page that differs from its line was edited
# here. Commit this file with the pages, and do not edit it.
";

/// The pages that sync wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagesLock {
    /// The URL of the index that was read.
    pub index: Option<String>,
    /// Path below the folder of pages → what was fetched.
    pub pages: BTreeMap<String, Entry>,
}

/// A page that sync wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it came from.
    pub url: String,
    /// Of its text, in hexadecimal.
    pub sha256: String,
    /// What to ask the site with.
    pub validator: Validator,
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    index: Option<String>,
    #[serde(default)]
    pages: BTreeMap<String, Line>,
}

#[derive(Deserialize)]
struct Line {
    sha256: String,
    #[serde(flatten)]
    validator: Validator,
}

impl PagesLock {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Where it is not as [`to_text`](Self::to_text) writes it, and how to mend it.
    pub fn read(text: &str) -> Result<Self, String> {
        let broken = |reason: &dyn std::fmt::Display| {
            format!(
                "{} cannot be read: {reason}\nrestore it from version control, or delete it: pages that were edited here cannot be told then",
                super::PAGES_LOCK
            )
        };
        let file: File = toml::from_str(text).map_err(|error| broken(&error))?;
        let mut pages = BTreeMap::new();
        for (url, Line { sha256, validator }) in file.pages {
            let parsed = Url::parse(&url).map_err(|error| broken(&format!("`{url}`: {error}")))?;
            let path = place(&parsed).map_err(|reason| broken(&format!("`{url}`: {reason}")))?;
            let entry = Entry {
                url,
                sha256,
                validator,
            };
            if let Some(other) = pages.insert(path, entry) {
                return Err(broken(&format!("`{}` has a double", other.url)));
            }
        }
        Ok(Self {
            index: file.index,
            pages,
        })
    }

    /// The file's text: a line for each page, sorted by URL, so that versions of
    /// it merge line by line.
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

    /// Whether `text` is what was fetched for the page at `path`.
    pub fn holds(&self, path: &str, text: &str) -> bool {
        let entry = self.pages.get(path);
        entry.is_some_and(|entry| entry.sha256 == digest(text))
    }
}

fn line(entry: &Entry) -> String {
    let Validator { etag, modified } = &entry.validator;
    let mut line = format!(
        "{} = {{ sha256 = {}",
        quoted(&entry.url),
        quoted(&entry.sha256)
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
        let entry = |url: &str, etag: Option<&str>| Entry {
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
                    entry("https://docs.example.com/b.md", Some("W/\"a'\\b\"")),
                ),
                (
                    "api/a.md".to_owned(),
                    entry("https://docs.example.com/api/a.md", None),
                ),
            ]),
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(PagesLock::read(&lock().to_text()), Ok(lock()));
        let empty = PagesLock::default();
        assert_eq!(PagesLock::read(&empty.to_text()), Ok(empty));
    }

    #[test]
    fn a_page_is_a_line() {
        insta::assert_snapshot!(lock().to_text(), @r#"
        # What `seamstress sync` fetched last: where from, the SHA-256 of the text, and
        # what the site calls this version. A page that differs from its line was edited
        # here. Commit this file with the pages, and do not edit it.

        index = "https://docs.example.com/llms.txt"

        [pages]
        "https://docs.example.com/api/a.md" = { sha256 = "604006ea4e59fad20afe21e1c089d31387aeb71dcf8a53a602e96f4b6302433d" }
        "https://docs.example.com/b.md" = { sha256 = "f3df9b1545f09dbc589c7f516a3539c835412589cc1e2e865abf0f1376b6bdeb", etag = '''W/"a'\b"''' }
        "#);
    }

    #[test]
    fn a_lock_leads_nowhere_else() {
        for url in [
            "https://docs.example.com/.ssh/a.md",
            "https://docs.example.com/..%2fa.md",
            "a.md",
        ] {
            let text = format!("[pages]\n{} = {{ sha256 = \"\" }}\n", quoted(url));
            assert!(PagesLock::read(&text).unwrap_err().contains(url));
        }
        assert!(PagesLock::read("<<<<<<< ours\n").is_err());
    }
}
