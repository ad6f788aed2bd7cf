//! A run of sync, from the URL of the site to the files.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

use seamstress_codegen::{
    project::{PAGES, PAGES_LOCK},
    read, write,
};
use url::Url;

use crate::{
    candidate::Candidate,
    collect,
    discover::{self, Discovery, Texts},
    documents,
    error::Error,
    fetch::{self, Fetch},
    index,
    local::LocalState,
    lock::PagesLock,
    options::Options,
    path_map::EXTENSIONS,
    plan::{Plan, plan},
    report::{Outcome, Report},
    site::Site,
};

/// Updates `specs/pages` and `specs/pages.lock` from the site.
///
/// `on_progress` is called after each page, with the number of pages that are done and of
/// all pages.
///
/// # Errors
///
/// Where the site is unknown, has no index or does not let it be read, and where a file cannot be
/// read or written. A page that cannot be fetched is not an error: the report names it.
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
    let start = start_url(options, &lock, &pages)?;
    let local = LocalState {
        lock: &lock,
        pages: &pages,
    };
    let mut candidates: Vec<Candidate> = Vec::new();
    let site = Site::open(fetch, &start, &mut candidates)?;
    let Discovery {
        url,
        validator,
        index,
        texts,
    } = discover::discover(&start, &site, &local, &mut candidates)?;

    let is_on_site = matches!(texts, Texts::OnSite);
    let mut collected = match texts {
        Texts::OnSite => collect::collect(&site, &index.pages, &local, on_progress),
        Texts::InIndex(responses) => collect::from_index(&index.pages, responses),
    };
    let found = documents::fetch(&site, &url, &index, &collected, &local, &mut candidates);
    collected.extend(found);
    if is_on_site {
        collect::fetch_left_out(&site, &local, &mut collected);
    }

    let mut plan = plan(index, &local, collected, options);
    plan.report.index = url.to_string();
    plan.report.candidates = candidates;
    plan.lock.index = Some(url.to_string());
    if plan.report.has_failed() {
        // The next run must find again what this one could not fetch.
        plan.lock = plan.lock.without_left_out();
    } else if plan.report.count(Outcome::Missing) == 0 {
        // The lock has the pages that the index lists, and no others.
        plan.lock.index_validator = validator;
    }
    if !options.dry_run {
        execute(specs, &plan, &lock)?;
    }
    Ok(plan.report)
}

/// Writes the pages first and the lock last, so that the next run completes one that was
/// interrupted.
fn execute(specs: &Path, plan: &Plan, before: &PagesLock) -> io::Result<()> {
    let writes: Vec<(String, &str)> = plan
        .writes
        .iter()
        .map(|(path, text)| (format!("{PAGES}/{path}"), text.as_str()))
        .collect();
    let writes = writes.iter().map(|(path, text)| (path.as_str(), *text));
    write::write_files(specs, writes)?;
    for path in &plan.removes {
        write::remove(specs, &format!("{PAGES}/{path}"))?;
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

/// The URL of the site or its index: from the options, the lock, or the pages.
fn start_url(
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
