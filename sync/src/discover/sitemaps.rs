//! The links of a sitemap and of the sitemaps that it lists.

use url::Url;

use crate::{
    fetch::{Expected, Fetch, Request, Response},
    sitemap::{self, Sitemap},
};

/// Maximum number of sitemaps that are read: some sites list one for each day.
const MAX_SITEMAPS: usize = 50;

/// The links of a sitemap.
pub(super) struct Links {
    /// As the sitemaps spell them.
    pub(super) urls: Vec<String>,
    /// Whether they are in sitemaps that the sitemap lists.
    pub(super) is_nested: bool,
}

/// The links of the sitemap at `url`, and of those that it lists on the same site, as far as they
/// are `wanted`. Once there are more than `max_pages`, no more is read, so that a site cannot make
/// the run endless; the caller rejects so many.
///
/// # Errors
///
/// Where a sitemap cannot be read, or one in a sitemap lists sitemaps, which the protocol does not
/// allow.
pub(super) fn links(
    fetch: &dyn Fetch,
    url: &Url,
    text: &str,
    wanted: &dyn Fn(&str) -> bool,
    max_pages: usize,
) -> Result<Links, String> {
    let sitemaps = match sitemap::parse(text)? {
        Sitemap::Pages(mut urls) => {
            urls.retain(|url| wanted(url));
            return Ok(Links {
                urls,
                is_nested: false,
            });
        }
        Sitemap::Sitemaps(sitemaps) => sitemaps,
    };
    if sitemaps.len() > MAX_SITEMAPS {
        return Err(format!(
            "lists {} sitemaps; the maximum is {MAX_SITEMAPS}; pass the URL of one of them",
            sitemaps.len()
        ));
    }
    let mut urls = Vec::new();
    for sitemap in sitemaps {
        let nested = url
            .join(&sitemap)
            .map_err(|error| format!("`{sitemap}`: {error}"))?;
        if nested.origin() != url.origin() || urls.len() > max_pages {
            continue;
        }
        let error = |reason: String| format!("{nested}: {reason}");
        let response = fetch.fetch(&Request::new(&nested, Expected::Sitemap));
        let Response::Text { text, .. } = response.map_err(|it| error(it.reason))? else {
            continue;
        };
        match sitemap::parse(&text).map_err(error)? {
            Sitemap::Pages(found) => urls.extend(found.into_iter().filter(|url| wanted(url))),
            Sitemap::Sitemaps(_) => {
                let reason = "a sitemap in a sitemap lists further sitemaps";
                return Err(error(reason.to_owned()));
            }
        }
    }
    Ok(Links {
        urls,
        is_nested: true,
    })
}
