//! Whole OpenAPI documents: which of them pages name, and where sites have them.
//!
//! A page that contains its operation needs no document. One that only names the operation, as
//! `openapi: /openapi.json POST /locks` in its front matter, is described by the document alone.

use std::collections::BTreeSet;

use url::Url;

use crate::{
    candidate::Candidate,
    collect::{self, Collected},
    fetch::{Cause, Fetch},
    index::{Index, Kind, ListedPage},
    local::LocalState,
    path_map::is_document,
};

/// Where sites have their document, below the folder of their index or at their root.
const USUAL_PLACES: [&str; 6] = [
    "openapi.json",
    "openapi.yaml",
    "openapi.yml",
    "swagger.json",
    "api-reference/openapi.json",
    "api/openapi.json",
];

/// Maximum number of requests for documents, so that pages cannot make the run endless.
const MAX_REQUESTS: usize = 100;

/// A document that is needed, at the first of these URLs that has it.
struct Wanted {
    urls: Vec<Url>,
    because: String,
}

/// Fetches the documents that the last run wrote, those that pages name without containing what
/// they describe, and, where no page describes an operation, the one at the usual places.
pub(crate) fn fetch(
    fetch: &dyn Fetch,
    index_url: &Url,
    index: &Index,
    pages: &[Collected],
    local: &LocalState<'_>,
    candidates: &mut Vec<Candidate>,
) -> Vec<Collected> {
    let mut documents = Documents {
        fetch,
        index_url,
        local,
        candidates,
        requested: pages.iter().map(|it| it.page.url.to_string()).collect(),
        requests: 0,
        collected: Vec::new(),
    };
    for page in local.lock.pages.values() {
        let url = Url::parse(&page.url).ok();
        if let Some(url) = url.filter(is_document) {
            documents.fetch_first(Wanted {
                urls: vec![url],
                because: "the last run used it".to_owned(),
            });
        }
    }
    let needs_usual = documents.fetch_named(pages);
    documents.fetch_usual(index, needs_usual);
    documents.collected
}

/// The URLs that a document may have which is named on a page: relative to the folder of the
/// index, which is the root of the documentation, or to the site.
fn places(index_url: &Url, document: &str) -> Vec<Url> {
    let below = index_url.join(document.trim_start_matches('/'));
    let at_root = index_url.join(&format!("/{}", document.trim_start_matches('/')));
    let urls = match document.contains("://") {
        true => vec![index_url.join(document)],
        false => vec![below, at_root],
    };
    let mut urls: Vec<Url> = urls.into_iter().flatten().collect();
    urls.dedup();
    urls
}

/// Fetches documents, each once.
struct Documents<'a> {
    fetch: &'a dyn Fetch,
    index_url: &'a Url,
    local: &'a LocalState<'a>,
    candidates: &'a mut Vec<Candidate>,
    requested: BTreeSet<String>,
    requests: usize,
    collected: Vec<Collected>,
}

impl Documents<'_> {
    /// Fetches the documents of operations that pages name without describing them. Returns whether
    /// no page describes an operation, as far as that is known.
    fn fetch_named(&mut self, pages: &[Collected]) -> bool {
        let mut needs_usual = true;
        let mut named: BTreeSet<String> = BTreeSet::new();
        for page in pages {
            let Some(content) = page.content(self.local) else {
                // The last run has read what this one could not fetch.
                needs_usual &= !self.local.lock.pages.contains_key(&page.page.path);
                continue;
            };
            if content.has_operations {
                needs_usual = false;
                continue;
            }
            for document in content.documents {
                let wanted = Wanted {
                    urls: places(self.index_url, &document),
                    because: format!("`{}` names an operation of it", page.page.path),
                };
                if named.insert(document) {
                    self.fetch_first(wanted);
                }
            }
        }
        needs_usual
    }

    /// Fetches the document that the index names, or that is at a usual place, where it is needed
    /// and there is no other.
    fn fetch_usual(&mut self, index: &Index, is_needed: bool) {
        let listed = index.documents.iter().cloned();
        let usual = USUAL_PLACES.iter();
        let usual = usual.flat_map(|place| places(self.index_url, place));
        let usual: Vec<Url> = listed.chain(usual).collect();
        if is_needed && self.collected.is_empty() {
            self.fetch_first(Wanted {
                urls: usual,
                because: "no page describes an operation".to_owned(),
            });
        } else if let Some(first) = usual.first() {
            let note = match is_needed {
                true => "another document is used",
                false => "the pages describe operations",
            };
            if !self.requested.contains(first.as_str()) {
                let candidate = Candidate::not_requested(first, note);
                self.candidates.push(candidate);
            }
        }
    }

    /// Fetches the document at the first of its URLs that has one.
    fn fetch_first(&mut self, wanted: Wanted) {
        for url in wanted.urls {
            if !self.requested.insert(url.to_string()) {
                continue;
            }
            let page = match ListedPage::new(url.clone(), Kind::Document) {
                Ok(_) if url.origin() != self.index_url.origin() => {
                    let note = format!("not on the site of the index; {}", wanted.because);
                    self.candidates.push(Candidate::not_requested(url, &note));
                    continue;
                }
                Ok(page) => page,
                Err(reason) => {
                    self.candidates.push(Candidate::not_requested(url, reason));
                    continue;
                }
            };
            if self.requests == MAX_REQUESTS {
                let note = format!("more than {MAX_REQUESTS} documents are named");
                self.candidates.push(Candidate::not_requested(url, &note));
                continue;
            }
            self.requests += 1;
            let request = collect::request(&page, self.local);
            let result = self.fetch.fetch(&request);
            let candidate = match &result {
                Ok(response) => Candidate::used(&url, response, &wanted.because),
                Err(error) => Candidate::failed(&url, error),
            };
            self.candidates.push(candidate);
            // What the site has but does not send now keeps its local copy, and fails the run.
            let is_local = self.local.lock.pages.contains_key(&page.path);
            let is_lost = matches!(&result, Err(error) if error.cause == Cause::Transient);
            let is_found = result.is_ok();
            if is_found || is_lost || is_local {
                self.collected.push(Collected { page, result });
            }
            if is_found || is_lost {
                return;
            }
        }
    }
}
