//! What each page of a run is: the operations that it describes, or why there are none.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use crate::{
    extract::{Basis, Dialect, LeftOut, OperationIndex, Page, PageKind},
    ir::{Api, OperationKey},
    normalise::Normalised,
};

/// What a page contributes to the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSummary {
    /// The path of the page, as in [`Page::path`].
    pub page: Arc<str>,
    /// The title of the page, as in [`Page::title`].
    pub title: Option<String>,
    /// The documentation system whose format the page has; `None` for prose and for formats
    /// that are not read.
    pub dialect: Option<Dialect>,
    /// The operations of the crate that the page describes.
    pub operations: BTreeSet<OperationKey>,
    /// The operations of the crate that another page describes, and this one illustrates with
    /// samples or an older list of fields.
    pub evidence: BTreeSet<OperationKey>,
    /// The parts from which nothing is generated, in the order of the text; at least one where
    /// `operations` and `evidence` are empty.
    pub left_out: Vec<LeftOut>,
}

impl PageSummary {
    /// What the page is if it contributes nothing.
    pub fn kind_if_empty(&self) -> Option<PageKind> {
        let is_empty = self.operations.is_empty() && self.evidence.is_empty();
        let first = self.left_out.first().filter(|_| is_empty)?;
        Some(first.kind)
    }

    /// The whole documents that the page refers to, as it writes them.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.left_out
            .iter()
            .filter_map(|part| part.document.as_deref())
    }
}

/// The operations that the documents of each page declare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Declared<'a> {
    /// By page.
    operations: BTreeMap<&'a str, BTreeSet<OperationKey>>,
    /// The pages with a document that is valid and has no operation.
    without: BTreeSet<&'a str>,
}

impl<'a> Declared<'a> {
    /// What the blocks of `pages` name, whether or not they are valid, and what their documents
    /// contain.
    pub(crate) fn new(pages: &'a [Page], documents: &[Normalised]) -> Self {
        let mut declared: BTreeMap<&str, BTreeSet<OperationKey>> = BTreeMap::new();
        let mut without = BTreeSet::new();
        for page in pages {
            let keys = declared.entry(&page.path).or_default();
            for block in &page.blocks {
                if let (Some(method), Some(path)) = (&block.method, &block.path) {
                    keys.insert(OperationKey::new(method, path));
                }
            }
        }
        for document in documents {
            let page = declared.get_key_value(&*document.page);
            let Some(page) = page.map(|(page, _)| *page) else {
                continue;
            };
            let mut operations = document.api.operations().peekable();
            if operations.peek().is_none() && document.skipped == 0 {
                without.insert(page);
            }
            let keys = operations.map(|(path, method, _)| OperationKey::new(method, path));
            declared.entry(page).or_default().extend(keys);
        }
        Self {
            operations: declared,
            without,
        }
    }

    /// What each of `pages`, which are those of [`new`](Self::new), contributes to `api`.
    pub(crate) fn summaries(&self, pages: &[Page], api: &Api) -> Vec<PageSummary> {
        let mut index = Index::default();
        for (page, keys) in self.operations.values().enumerate() {
            for key in keys {
                index.declared.insert(&key.method, &key.path, (page, key));
            }
        }
        for key in api.operations.keys().filter(|key| key.media.is_none()) {
            index.generated.insert(&key.method, &key.path, key);
        }
        let summaries = pages.iter().map(|page| self.summary(page, api, &index));
        summaries.collect()
    }

    fn summary(&self, page: &Page, api: &Api, index: &Index<'_>) -> PageSummary {
        let mut summary = PageSummary {
            page: Arc::clone(&page.path),
            title: page.title.clone(),
            dialect: page.dialect,
            operations: BTreeSet::new(),
            evidence: BTreeSet::new(),
            left_out: page.left_out.clone(),
        };
        let declared = self.operations.get(&*page.path).into_iter().flatten();
        let named = named(page);
        for key in declared {
            if api.operations.contains_key(key) {
                summary.operations.insert(key.clone());
            } else {
                let range = named.get(key).cloned().unwrap_or_default();
                summary.left_out.push(invalid(format!("`{key}`"), range));
            }
        }
        for evidence in &page.evidence {
            let key = OperationKey::new(&evidence.method, &evidence.path);
            if let Some((_, declared)) = index.declared.first(evidence) {
                summary.evidence.insert((*declared).clone());
            } else if let Some(generated) = index.generated.first(evidence) {
                summary.operations.insert((*generated).clone());
            } else {
                let kind = match evidence.basis {
                    Basis::Calls => PageKind::OtherApi,
                    Basis::Fields | Basis::Samples => PageKind::Invalid,
                };
                summary.left_out.push(LeftOut {
                    kind,
                    ..invalid(format!("`{key}`"), evidence.range.clone())
                });
            }
        }
        let has_nothing = summary.operations.is_empty() && summary.evidence.is_empty();
        if has_nothing && summary.left_out.is_empty() {
            let kind = match page.blocks.is_empty() {
                true => PageKind::Guide,
                false if self.without.contains(&*page.path) => PageKind::NoOperations,
                false => PageKind::Invalid,
            };
            summary.left_out.push(LeftOut {
                kind,
                ..invalid(String::new(), 0..0)
            });
        }
        summary
    }
}

/// The operations that info strings of a page name, each with the first of them.
fn named(page: &Page) -> BTreeMap<OperationKey, Range<usize>> {
    let mut named = BTreeMap::new();
    for block in &page.blocks {
        if let (Some(method), Some(path)) = (&block.method, &block.path) {
            let key = OperationKey::new(method, path);
            named.entry(key).or_insert_with(|| block.info.clone());
        }
    }
    named
}

/// The operations that evidence may be about.
#[derive(Default)]
struct Index<'a> {
    /// Those of documents, each with the number of the page that declares it.
    declared: OperationIndex<(usize, &'a OperationKey)>,
    /// Those of the crate.
    generated: OperationIndex<&'a OperationKey>,
}

fn invalid(found: String, range: Range<usize>) -> LeftOut {
    LeftOut {
        kind: PageKind::Invalid,
        found,
        document: None,
        range,
    }
}
