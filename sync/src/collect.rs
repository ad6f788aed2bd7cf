//! Fetches the files of an index.

use std::collections::BTreeMap;

use crate::{
    content::{Content, pages_to_keep},
    fetch::{Expected, Fetch, FetchError, Request, Response},
    index::{Kind, ListedPage},
    local::LocalState,
    pool,
};

/// That many Markdown versions with one text are what the site sends for any URL.
const MAX_EQUAL_TWINS: usize = 3;

/// A page or document, and the response for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// The page or document.
    pub page: ListedPage,
    /// The response.
    pub result: Result<Response, FetchError>,
}

/// Fetches pages, each only where it differs from what the last run read.
pub(crate) fn collect(
    fetch: &dyn Fetch,
    pages: &[ListedPage],
    local: &LocalState<'_>,
    on_progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Collected> {
    let requests: Vec<Request> = pages.iter().map(|page| request(page, local)).collect();
    let results = pool::fetch_all(fetch, &requests, on_progress);
    let collected = pages.iter().zip(results);
    let mut collected: Vec<Collected> = collected
        .map(|(page, result)| Collected {
            page: page.clone(),
            result,
        })
        .collect();
    reject_equal_twins(&mut collected);
    collected
}

/// Pages whose responses are in the index.
pub(crate) fn from_index(
    pages: &[ListedPage],
    mut responses: BTreeMap<String, Response>,
) -> Vec<Collected> {
    let pages = pages.iter().filter_map(|page| {
        Some(Collected {
            page: page.clone(),
            result: Ok(responses.remove(&page.path)?),
        })
    });
    pages.collect()
}

/// A request that is conditional where the last run read the page.
pub(crate) fn request(page: &ListedPage, local: &LocalState<'_>) -> Request {
    let expected = match page.kind {
        Kind::Page | Kind::Twin => Expected::Page,
        Kind::Document => Expected::Document,
    };
    Request {
        cached: local.validator(page),
        ..Request::new(&page.url, expected)
    }
}

/// Some sites respond with one text to requests for any URL that they do not have.
fn reject_equal_twins(collected: &mut [Collected]) {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let twins = collected.iter().filter(|it| it.page.kind == Kind::Twin);
    for text in twins.filter_map(Collected::text) {
        *times.entry(text).or_default() += 1;
    }
    let is_repeated: Vec<bool> = collected
        .iter()
        .map(|it| {
            let text = it.text().filter(|_| it.page.kind == Kind::Twin);
            text.is_some_and(|text| times.get(text).is_some_and(|it| *it >= MAX_EQUAL_TWINS))
        })
        .collect();
    for (it, _) in collected.iter_mut().zip(is_repeated).filter(|(_, is)| *is) {
        let reason = "the site has the same text at other URLs";
        it.result = Err(FetchError::absent(reason).with_status(200));
    }
}

/// Fetches pages that the last run left out and that are to be kept now. `collected` are all pages
/// and documents, which decide together.
pub(crate) fn fetch_left_out(
    fetch: &dyn Fetch,
    local: &LocalState<'_>,
    collected: &mut [Collected],
) {
    // Otherwise the pages to keep are those of the last run.
    if !collected.iter().any(|it| it.text().is_some()) {
        return;
    }
    let contents: BTreeMap<String, Content> = collected
        .iter()
        .filter_map(|it| Some((it.page.path.clone(), it.content(local)?)))
        .collect();
    let kept = pages_to_keep(&contents);
    for it in collected {
        let is_left_out = it.result == Ok(Response::NotModified) && local.is_left_out(&it.page);
        if is_left_out && kept.contains(it.page.path.as_str()) {
            it.result = fetch.fetch(&Request::new(&it.page.url, Expected::Page));
        }
    }
}

impl Collected {
    /// The text, where it was fetched.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.result {
            Ok(Response::Text { text, .. }) => Some(text),
            _ => None,
        }
    }

    /// What the page contains, from the site or as the last run read it; `None` where the site
    /// does not have it.
    pub(crate) fn content(&self, local: &LocalState<'_>) -> Option<Content> {
        let path = &self.page.path;
        match &self.result {
            Ok(Response::Text { text, .. }) => Some(Content::parse(path, text)),
            Ok(Response::NotModified) => match local.lock.left_out.get(path) {
                Some(left_out) => Some(Content {
                    has_lead: left_out.has_lead,
                    has_calls: left_out.has_calls,
                    ..Content::default()
                }),
                None => Some(Content::parse(path, local.pages.get(path)?)),
            },
            Err(_) => None,
        }
    }
}
