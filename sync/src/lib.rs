//! Docs sites to folders of pages: what `seamstress sync` does.
//!
//! It stands before the pipeline and outside of it: [`generate`](seamstress_codegen::generate)
//! reads what is in the folder, however it came there. Everything is fetched and
//! checked before the first page is written, the lock is written last, and each
//! file is replaced whole, so that a run that is killed leaves pages that are
//! old or new. What could not be fetched keeps its old text and is told.
//!
//! A page is data. Nothing in it is followed; only the index is.

pub mod check;
mod crew;
pub mod fetch;
pub mod index;
pub mod lock;
pub mod place;
pub mod plan;
pub mod report;
mod retry;
pub mod web;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, io,
    path::Path,
};

use url::Url;

use self::{
    fetch::{Answer, Fetch, Validator},
    index::{Index, Listed},
    lock::PagesLock,
    plan::{How, Known, Plan},
    report::Report,
};
use seamstress_codegen::{project::PAGES, write};

/// Name of the file beside `pages/` that says what was fetched.
pub const PAGES_LOCK: &str = "pages.lock";

/// More pages than this are not what an API is documented on.
const MOST_PAGES: usize = 10_000;

/// What a run is told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The `llms.txt` of the site. If it is left out: the one of the last run,
    /// else the one that the pages in the folder name.
    pub index: Option<String>,
    /// Writes nothing.
    pub dry_run: bool,
    /// What to do with pages that are gone from the site or were edited here.
    pub how: How,
}

/// Why nothing was fetched, or why it could not be kept.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Which index is meant cannot be told, or it is none that may be asked.
    Usage(String),
    /// The index, or the lock, is not what it should be; nothing was written.
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

/// Makes `specs/pages` what the docs site has.
///
/// `told` hears how many pages were asked for, of how many, each time one is done.
///
/// # Errors
///
/// Where the index cannot be told or read, and where a file cannot be read or
/// written. Pages that cannot be fetched are no error: the report names them.
pub fn sync(
    specs: &Path,
    options: &Options,
    fetch: &dyn Fetch,
    told: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, Error> {
    let lock = match write::read_if_there(&specs.join(PAGES_LOCK))? {
        Some(text) => PagesLock::read(&text).map_err(Error::Input)?,
        None => PagesLock::default(),
    };
    let pages = pages_in(&specs.join(PAGES))?;
    let address = address(options, &lock, &pages)?;
    let index = read_index(&address, fetch)?;

    let known = Known {
        lock: &lock,
        pages: &pages,
    };
    let asked: Vec<(Url, Option<Validator>)> = index
        .pages
        .iter()
        .map(|Listed { url, path }| (url.clone(), known.validator(url, path)))
        .collect();
    let answers = crew::fetch_all(fetch, &asked, told);
    let plan = plan::plan(&address, &known, index, answers, options.how);
    if !options.dry_run {
        carry_out(specs, &plan, &lock)?;
    }
    Ok(Report {
        is_dry: options.dry_run,
        ..plan.report
    })
}

/// New texts first and the lock last: a run that ends early is taken up by the next.
fn carry_out(specs: &Path, plan: &Plan, before: &PagesLock) -> io::Result<()> {
    let root = specs.join(PAGES);
    for (path, text) in &plan.writes {
        write::put(&root, path, text)?;
    }
    for path in &plan.removes {
        write::remove(&root, path)?;
    }
    if plan.lock != *before {
        write::put(specs, PAGES_LOCK, &plan.lock.to_text())?;
    }
    Ok(())
}

/// Path → text of the pages that are there.
fn pages_in(root: &Path) -> io::Result<BTreeMap<String, String>> {
    let sources = write::read_sources_if_there(root, &place::ENDINGS)?;
    Ok(sources
        .into_iter()
        .map(|source| (source.path, source.text))
        .collect())
}

/// Which index is meant.
fn address(
    options: &Options,
    lock: &PagesLock,
    pages: &BTreeMap<String, String>,
) -> Result<Url, Error> {
    let named: BTreeSet<&str> = match options.index.as_deref().or(lock.index.as_deref()) {
        Some(index) => BTreeSet::from([index]),
        None => pages
            .values()
            .filter_map(|text| index::named_in(text))
            .collect(),
    };
    let mut named = named.into_iter();
    let index = match (named.next(), named.next()) {
        (Some(index), None) => index,
        (None, _) => {
            return Err(Error::Usage(
                "no page here names the index of its site: give `--index URL`".to_owned(),
            ));
        }
        (Some(one), Some(other)) => {
            return Err(Error::Usage(format!(
                "the pages here name several indexes, `{one}` and `{other}`: give `--index URL`"
            )));
        }
    };
    fetch::address(index).map_err(|reason| Error::Usage(format!("`{index}` {reason}")))
}

fn read_index(address: &Url, fetch: &dyn Fetch) -> Result<Index, Error> {
    let text = match fetch.fetch(address, None) {
        Ok(Answer::Page { text, .. }) => text,
        Ok(Answer::Same) => String::new(),
        Err(failure) => return Err(Error::Input(format!("{address}: {}", failure.reason))),
    };
    let index = index::read(address, &text);
    // Every page would pass for gone otherwise.
    if index.pages.is_empty() {
        return Err(Error::Input(format!("{address}: it lists no pages")));
    }
    if index.pages.len() > MOST_PAGES {
        return Err(Error::Input(format!(
            "{address}: it lists {} pages; at most {MOST_PAGES} are fetched",
            index.pages.len()
        )));
    }
    Ok(index)
}
