//! What is in the specs folder before a run.

use std::collections::BTreeMap;

use seamstress_codegen::source::digest;
use url::Url;

use crate::{fetch::Validator, index::ListedPage, lock::PagesLock};

/// What is in the specs folder before a run.
#[derive(Clone, Copy, Debug)]
pub struct LocalState<'a> {
    /// The versions that were fetched before.
    pub lock: &'a PagesLock,
    /// Path → text of every page and document.
    pub pages: &'a BTreeMap<String, String>,
}

impl LocalState<'_> {
    /// Whether the local text is the one that was fetched from `url`.
    pub fn is_current(&self, url: &Url, path: &str) -> bool {
        let locked = self.lock.pages.get(path).zip(self.pages.get(path));
        locked.is_some_and(|(locked, text)| {
            locked.url == url.as_str() && locked.sha256 == digest(text)
        })
    }

    /// Whether the last run read the page and left it out.
    pub fn is_left_out(&self, page: &ListedPage) -> bool {
        let left_out = self.lock.left_out.get(&page.path);
        left_out.is_some_and(|it| it.url == page.url.as_str())
    }

    /// The validator for a conditional request; `None` where what the last run read is not the
    /// text that the validator belongs to, or is not known any more.
    pub fn validator(&self, page: &ListedPage) -> Option<Validator> {
        let validator = if self.is_current(&page.url, &page.path) {
            &self.lock.pages.get(&page.path)?.validator
        } else if self.is_left_out(page) && !self.pages.contains_key(&page.path) {
            &self.lock.left_out.get(&page.path)?.validator
        } else {
            return None;
        };
        validator.if_any().cloned()
    }

    /// The validator of the index at `url`; `None` where the lock does not have all pages that it
    /// lists.
    pub(crate) fn index_validator(&self, url: &Url) -> Option<Validator> {
        let is_known = self.lock.index.as_deref() == Some(url.as_str());
        self.lock
            .index_validator
            .if_any()
            .filter(|_| is_known)
            .cloned()
    }

    /// Whether every page that sync wrote has the text that it wrote.
    pub(crate) fn is_intact(&self) -> bool {
        let mut pages = self.lock.pages.keys();
        pages.all(|path| {
            let text = self.pages.get(path);
            text.is_some_and(|text| self.lock.matches(path, text))
        })
    }

    /// Whether the local page differs from what sync wrote. Before the first run, every page
    /// counts as an earlier version of the site's.
    pub(crate) fn is_edited(&self, path: &str) -> bool {
        let has_run = !self.lock.pages.is_empty();
        let text = self.pages.get(path);
        has_run && text.is_some_and(|text| !self.lock.matches(path, text))
    }
}
