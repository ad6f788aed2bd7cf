//! Finds the index of a site: `llms.txt`, `llms-full.txt`, a sitemap or an OpenAPI document.

mod place;
mod sitemaps;

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use self::{
    place::{Form, folders},
    sitemaps::Links,
};
use crate::{
    candidate::Candidate,
    collect,
    error::Error,
    fetch::{Expected, Fetch, Request, Response, Validator},
    full_text,
    index::{self, Index, Kind, ListedPage},
    local::LocalState,
    path_map::is_document,
    pool,
    site::Site,
};

/// Maximum number of pages of a site.
const MAX_PAGES: usize = 10_000;

/// So many HTML pages are tried before a site counts as one without Markdown versions.
const TRIED_TWINS: usize = 5;

/// The index of a site, and what it lists.
pub(crate) struct Discovery {
    /// Its URL.
    pub(crate) url: Url,
    /// Its validator; empty where it does not change with everything that it lists.
    pub(crate) validator: Validator,
    /// The pages that it lists.
    pub(crate) index: Index,
    /// Where their texts are.
    pub(crate) texts: Texts,
}

/// Where the texts of the pages of an index are.
pub(crate) enum Texts {
    /// At their URLs.
    OnSite,
    /// In the index; the response for each page, by path.
    InIndex(BTreeMap<String, Response>),
}

/// Finds the index of the site of `start`: the file at that URL, if it is one, else the first one
/// at the usual places, in the folders of the URL from the innermost to the root.
///
/// # Errors
///
/// Where there is none. The message lists what was tried.
pub(crate) fn discover(
    start: &Url,
    site: &Site<'_>,
    local: &LocalState<'_>,
    candidates: &mut Vec<Candidate>,
) -> Result<Discovery, Error> {
    let search = Search { start, site, local };
    if let Some(form) = Form::of(start) {
        return match search.read(form, start) {
            Ok((discovery, candidate)) => {
                candidates.push(candidate);
                Ok(discovery)
            }
            Err(candidate) => Err(Error::Input(format!("{start}: {}", candidate.note))),
        };
    }
    let mut found = None;
    for (form, url) in search.places() {
        if found.is_some() {
            // Whether a document is needed is known when the pages are.
            if form != Form::Document {
                candidates.push(Candidate::not_requested(url, "another index is used"));
            }
            continue;
        }
        match search.read(form, &url) {
            Ok((discovery, candidate)) => {
                candidates.push(candidate);
                found = Some(discovery);
            }
            Err(candidate) => candidates.push(candidate),
        }
    }
    found.ok_or_else(|| {
        let tried: Vec<String> = candidates.iter().map(|it| format!("\n  {it}")).collect();
        Error::Input(format!(
            "{start}: the site has no index that can be read{}\npass the URL of its `llms.txt`, sitemap or OpenAPI document with `--index`, or generate from a folder of pages",
            tried.concat()
        ))
    })
}

/// A search for the index of a site.
struct Search<'a> {
    start: &'a Url,
    site: &'a Site<'a>,
    local: &'a LocalState<'a>,
}

/// An index that can be used, or why it cannot.
type Found = Result<(Discovery, Candidate), Candidate>;

impl Search<'_> {
    /// Where the site may have an index, the best one first.
    fn places(&self) -> Vec<(Form, Url)> {
        let folders = folders(self.start);
        let in_folders = |form, names: &'static [&'static str]| {
            let urls = folders
                .iter()
                .flat_map(move |folder| names.iter().filter_map(|name| folder.join(name).ok()));
            urls.map(move |url| (form, url))
        };
        let listed = self.site.sitemaps().iter();
        let listed = listed.filter_map(|url| Some((Form::Sitemap, self.start.join(url).ok()?)));
        let places = in_folders(Form::Links, &["llms.txt"])
            .chain(in_folders(Form::FullText, &["llms-full.txt"]))
            .chain(listed)
            .chain(in_folders(Form::Sitemap, &["sitemap.xml"]))
            .chain(in_folders(
                Form::Document,
                &["openapi.json", "openapi.yaml"],
            ));
        let mut seen = BTreeSet::new();
        places
            .filter(|(_, url)| seen.insert(url.to_string()))
            .collect()
    }

    /// Reads the file at `url` as an index.
    fn read(&self, form: Form, url: &Url) -> Found {
        if url.origin() != self.start.origin() {
            let note = "on another site; pass it with `--index` if it has the pages";
            return Err(Candidate::not_requested(url, note));
        }
        let request = self.request(form, url);
        let response = match self.site.fetch(&request) {
            Ok(response) => response,
            Err(error) => return Err(Candidate::failed(url, &error)),
        };
        let read = match &response {
            Response::NotModified => Ok(self.unchanged(form, &request)),
            Response::Text { text, validator } => self.listed(form, url, text, validator),
        };
        match read {
            Ok((discovery, note)) => {
                let candidate = Candidate::used(url, &response, &note);
                Ok((discovery, candidate))
            }
            Err(note) => Err(Candidate::not_used(url, &response, &note)),
        }
    }

    /// What an index lists that has not changed since the last run.
    fn unchanged(&self, form: Form, request: &Request) -> (Discovery, String) {
        let index = match form {
            Form::Document => of_document(&request.url),
            Form::Links | Form::FullText | Form::Sitemap => self.known_pages(),
        };
        let paths = index.pages.iter().map(|page| page.path.clone());
        let texts = match form {
            Form::Links | Form::Sitemap => Texts::OnSite,
            Form::FullText | Form::Document => {
                Texts::InIndex(paths.map(|path| (path, Response::NotModified)).collect())
            }
        };
        let discovery = Discovery {
            url: request.url.clone(),
            validator: request.cached.clone().unwrap_or_default(),
            index,
            texts,
        };
        (discovery, "not changed since the last run".to_owned())
    }

    /// What an index lists, and what to report about it.
    fn listed(
        &self,
        form: Form,
        url: &Url,
        text: &str,
        validator: &Validator,
    ) -> Result<(Discovery, String), String> {
        let mut validator = validator.clone();
        let (index, texts) = match form {
            Form::Links => (index::parse(url, text), Texts::OnSite),
            Form::FullText => {
                let (index, texts) = full_text::split(url, text);
                let response = |text| Response::Text {
                    text,
                    validator: Validator::default(),
                };
                let texts = texts.into_iter();
                let responses = texts.map(|(path, text)| (path, response(text)));
                (index, Texts::InIndex(responses.collect()))
            }
            Form::Sitemap => {
                let wanted = |link: &str| self.is_below_start(link);
                let links = sitemaps::links(self.site, url, text, &wanted, MAX_PAGES)?;
                let Links { urls, is_nested } = links;
                if is_nested {
                    // The sitemaps that it lists change without it.
                    validator = Validator::default();
                }
                (index::of_links(url, urls.into_iter()), Texts::OnSite)
            }
            Form::Document => {
                // It is its own page, which has the validator.
                let response = Response::Text {
                    text: text.to_owned(),
                    validator: std::mem::take(&mut validator),
                };
                let index = of_document(url);
                let paths = index.pages.iter().map(|page| page.path.clone());
                let responses = paths.map(|path| (path, response.clone())).collect();
                (index, Texts::InIndex(responses))
            }
        };
        self.check(form, &index)?;
        let note = match form {
            Form::Document => "an OpenAPI document".to_owned(),
            _ => self.count(form, &index),
        };
        let discovery = Discovery {
            url: url.clone(),
            validator,
            index,
            texts,
        };
        Ok((discovery, note))
    }

    /// The request for an index, conditional where the last run read it.
    fn request(&self, form: Form, url: &Url) -> Request {
        let (expected, cached) = match form {
            Form::Document => {
                let page = ListedPage::new(url.clone(), Kind::Document).ok();
                let cached = page.and_then(|page| self.local.validator(&page));
                (Expected::Document, cached)
            }
            Form::Links => (Expected::Page, self.local.index_validator(url)),
            Form::Sitemap => (Expected::Sitemap, self.local.index_validator(url)),
            // It has the texts of all pages, so that none may be missing here.
            Form::FullText => {
                let cached = self.local.index_validator(url);
                (
                    Expected::FullText,
                    cached.filter(|_| self.local.is_intact()),
                )
            }
        };
        Request {
            cached,
            ..Request::new(url, expected)
        }
    }

    /// Whether an index can be used.
    fn check(&self, form: Form, index: &Index) -> Result<(), String> {
        let count = index.pages.len();
        if count == 0 && index.unmapped.is_empty() && index.documents.is_empty() {
            return Err(match (form, index.not_followed.first()) {
                (Form::FullText, _) => {
                    "no page in it says its URL on a line that begins with `Source:`".to_owned()
                }
                (_, Some(skipped)) => format!(
                    "the index lists no pages of this site; it links to `{}`",
                    skipped.link
                ),
                (_, None) => "the index lists no pages".to_owned(),
            });
        }
        if count > MAX_PAGES {
            return Err(format!(
                "the index lists {count} pages; the maximum is {MAX_PAGES}; pass the URL of a folder"
            ));
        }
        let is_known = !self.local.lock.pages.is_empty();
        if index.pages.iter().all(|page| page.kind == Kind::Twin) && count > 0 && !is_known {
            self.check_twins(&index.pages)?;
        }
        Ok(())
    }

    /// Whether some of the pages have a Markdown version: otherwise thousands would be requested
    /// in vain.
    fn check_twins(&self, pages: &[ListedPage]) -> Result<(), String> {
        let step = pages.len().div_ceil(TRIED_TWINS);
        let tried: Vec<Request> = pages
            .iter()
            .step_by(step.max(1))
            .map(|page| collect::request(page, self.local))
            .collect();
        let results = pool::fetch_all(self.site, &tried, &|_, _| {});
        if results.iter().any(Result::is_ok) {
            return Ok(());
        }
        let first = results.iter().find_map(|result| result.as_ref().err());
        let reason = first.map_or("", |error| &error.reason);
        Err(format!(
            "lists {} HTML pages; none of the {} that were tried has a Markdown version: {reason}",
            pages.len(),
            tried.len()
        ))
    }

    /// The pages that the lock lists.
    fn known_pages(&self) -> Index {
        let kept = self.local.lock.pages.values().map(|page| &page.url);
        let left_out = self.local.lock.left_out.values().map(|page| &page.url);
        let urls = kept.chain(left_out).filter_map(|url| Url::parse(url).ok());
        let pages = urls.filter(|url| !is_document(url));
        let pages = pages.filter_map(|url| ListedPage::new(url, Kind::Page).ok());
        index::of_pages(pages.map(|page| (page.path.clone(), page)).collect())
    }

    /// How many pages an index lists.
    fn count(&self, form: Form, index: &Index) -> String {
        let pages = match index.pages.len() {
            1 => "lists 1 page".to_owned(),
            count => format!("lists {count} pages"),
        };
        match self.scope() {
            Some(scope) if form == Form::Sitemap => format!("{pages} below `/{scope}`"),
            _ => pages,
        }
    }

    /// Whether a page of a sitemap belongs to the documentation that was asked for: a sitemap at
    /// the root lists the whole site.
    fn is_below_start(&self, link: &str) -> bool {
        let link = self.start.join(link).ok();
        link.is_some_and(|link| {
            self.scope()
                .is_none_or(|scope| first_segment(&link) == scope)
        })
    }

    /// The first segment of the URL that was asked for, unless it is the root or an index.
    fn scope(&self) -> Option<&str> {
        let segment = first_segment(self.start);
        (Form::of(self.start).is_none() && !segment.is_empty()).then_some(segment)
    }
}

/// The index of a document, which is its only page; empty where its URL has no path.
fn of_document(url: &Url) -> Index {
    let page = ListedPage::new(url.clone(), Kind::Document).ok();
    index::of_pages(
        page.map(|page| (page.path.clone(), page))
            .into_iter()
            .collect(),
    )
}

fn first_segment(url: &Url) -> &str {
    url.path().split('/').nth(1).unwrap_or_default()
}
