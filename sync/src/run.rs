//! A run of sync, from the index to the files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, io,
    path::Path,
};

use seamstress_codegen::{project::PAGES, read, write};
use url::Url;

use crate::{
    fetch::{self, Fetch, Response},
    index::{self, Index, ListedPage},
    lock::{PAGES_LOCK, PagesLock},
    options::Options,
    path_map::EXTENSIONS,
    plan::{LocalState, Plan, plan},
    pool::{self, Request},
    report::Report,
};

/// Maximum number of pages of a site.
const MAX_PAGES: usize = 10_000;

/// Why a run did not fetch or keep the pages.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The URL of the index is missing, ambiguous or not allowed.
    Usage(String),
    /// The index or the lock is invalid; nothing was written.
    Input(String),
    /// A file cannot be read or written.
    File(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Input(message) => formatter.write_str(message),
            Self::File(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(error) => Some(error),
            Self::Usage(_) | Self::Input(_) => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

/// Updates `specs/pages` and `specs/pages.lock` from the site.
///
/// `on_progress` is called after each page, with the number of pages that are done and of
/// all pages.
///
/// # Errors
///
/// Where the index is unknown or cannot be read, and where a file cannot be read or written.
/// A page that cannot be fetched is not an error: the report names it.
pub fn sync(
    specs: &Path,
    options: &Options,
    fetch: &dyn Fetch,
    on_progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, Error> {
    let lock = match read::read_if_exists(&specs.join(PAGES_LOCK))? {
        Some(text) => PagesLock::parse(&text).map_err(Error::Input)?,
        None => PagesLock::default(),
    };
    let pages = read_pages(&specs.join(PAGES))?;
    let index_url = index_url(options, &lock, &pages)?;
    let index = fetch_index(&index_url, fetch)?;

    let local = LocalState {
        lock: &lock,
        pages: &pages,
    };
    let requests: Vec<Request> = index
        .pages
        .iter()
        .map(|ListedPage { url, path }| (url.clone(), local.validator(url, path)))
        .collect();
    let results = pool::fetch_all(fetch, &requests, on_progress);
    let plan = plan(&index_url, &local, index, results, options);
    if !options.dry_run {
        execute(specs, &plan, &lock)?;
    }
    Ok(plan.report)
}

/// Writes the pages first and the lock last, so that the next run completes one that was
/// interrupted.
fn execute(specs: &Path, plan: &Plan, before: &PagesLock) -> io::Result<()> {
    let pages = specs.join(PAGES);
    let writes: Vec<(String, &str)> = plan
        .writes
        .iter()
        .map(|(path, text)| (format!("{PAGES}/{path}"), text.as_str()))
        .collect();
    let writes = writes.iter().map(|(path, text)| (path.as_str(), *text));
    write::write_files(specs, writes)?;
    for path in &plan.removes {
        write::remove(&pages, path)?;
    }
    if plan.lock != *before {
        let text = plan.lock.to_text();
        write::write_files(specs, [(PAGES_LOCK, text.as_str())])?;
    }
    Ok(())
}

/// Path → text of the local pages.
fn read_pages(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let sources = read::read_sources_if_exists(folder, &EXTENSIONS)?;
    Ok(sources
        .into_iter()
        .map(|source| (source.path, source.text))
        .collect())
}

/// The URL of the index: from the options, the lock, or the pages.
fn index_url(
    options: &Options,
    lock: &PagesLock,
    pages: &BTreeMap<String, String>,
) -> Result<Url, Error> {
    let candidates: BTreeSet<&str> = match options.index.as_deref().or(lock.index.as_deref()) {
        Some(index) => BTreeSet::from([index]),
        None => pages
            .values()
            .filter_map(|text| index::index_url_in(text))
            .collect(),
    };
    let mut candidates = candidates.into_iter();
    let index = match (candidates.next(), candidates.next()) {
        (Some(index), None) => index,
        (None, _) => {
            return Err(Error::Usage(
                "no local page names the index of its site: pass `--index URL`".to_owned(),
            ));
        }
        (Some(one), Some(other)) => {
            return Err(Error::Usage(format!(
                "the local pages name several indexes, `{one}` and `{other}`: pass `--index URL`"
            )));
        }
    };
    fetch::parse_url(index).map_err(|reason| Error::Usage(format!("`{index}` {reason}")))
}

fn fetch_index(url: &Url, fetch: &dyn Fetch) -> Result<Index, Error> {
    let text = match fetch.fetch(url, None) {
        Ok(Response::Page { text, .. }) => text,
        Ok(Response::NotModified) => String::new(),
        Err(error) => return Err(Error::Input(format!("{url}: {}", error.reason))),
    };
    let index = index::parse(url, &text);
    // Otherwise every local page would count as missing.
    if index.pages.is_empty() {
        return Err(Error::Input(format!("{url}: the index lists no pages")));
    }
    if index.pages.len() > MAX_PAGES {
        return Err(Error::Input(format!(
            "{url}: the index lists {} pages; the maximum is {MAX_PAGES}",
            index.pages.len()
        )));
    }
    Ok(index)
}
