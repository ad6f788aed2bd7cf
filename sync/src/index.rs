//! The index of a documentation site: which pages there are.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Parser, Tag};
use url::Url;

use crate::path_map::{is_document, is_page, path_for, twin_of};

/// Pages name the URL of their index within their first lines.
const HEADER_LINES: usize = 8;

/// The text before that URL.
const HEADER: &str = "complete documentation index at:";

/// The pages that an index lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// Pages of the site, sorted by path, without duplicates.
    pub pages: Vec<ListedPage>,
    /// Files that may be OpenAPI documents, in the order of the index.
    pub documents: Vec<Url>,
    /// Links to pages of other sites, which are not fetched.
    pub not_followed: Vec<SkippedLink>,
    /// Links to pages of the site that have no file path.
    pub unmapped: Vec<SkippedLink>,
}

/// A page that an index lists, or a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPage {
    /// Its URL, without query and fragment.
    pub url: Url,
    /// Its path below the folder of pages.
    pub path: String,
    /// What is known about it.
    pub kind: Kind,
}

/// What is known about a file before it is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Markdown page that the index lists.
    Page,
    /// The Markdown version of an HTML page that the index lists; the site may not have it.
    Twin,
    /// An OpenAPI document.
    Document,
}

/// A link that is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedLink {
    /// As the index spells it.
    pub link: String,
    /// Why it is not followed.
    pub reason: &'static str,
}

/// Reads the index at `index_url` from its Markdown.
pub fn parse(index_url: &Url, text: &str) -> Index {
    let links = Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    of_links(index_url, links)
}

/// The index of these links. Where none of them is a Markdown page, they are links to HTML pages,
/// of which many sites have a Markdown version.
pub(crate) fn of_links(index_url: &Url, links: impl Iterator<Item = String>) -> Index {
    let mut index = Index::default();
    let mut pages: BTreeMap<String, ListedPage> = BTreeMap::new();
    let mut html_pages: Vec<Url> = Vec::new();
    let mut seen = BTreeSet::new();
    for link in links {
        let Ok(mut url) = index_url.join(&link) else {
            continue;
        };
        url.set_fragment(None);
        url.set_query(None);
        if url.cannot_be_a_base() || !seen.insert(link.clone()) {
            continue;
        }
        let is_own = url.origin() == index_url.origin() && url.username().is_empty();
        if !is_page(&url) {
            if is_own && is_document(&url) && !index.documents.contains(&url) {
                index.documents.push(url);
            } else if is_own {
                html_pages.push(url);
            }
            continue;
        }
        let skip = |reason| SkippedLink {
            link: link.clone(),
            reason,
        };
        if !is_own {
            index
                .not_followed
                .push(skip("not on the site of the index"));
        } else if has_parent_segment(&link) {
            index.unmapped.push(skip("the path contains `..`"));
        } else {
            match ListedPage::new(url, Kind::Page) {
                Ok(page) => {
                    pages.insert(page.path.clone(), page);
                }
                Err(reason) => index.unmapped.push(skip(reason)),
            }
        }
    }
    if pages.is_empty() && index.unmapped.is_empty() {
        for url in html_pages {
            match twin_of(&url).map(|twin| ListedPage::new(twin, Kind::Twin)) {
                Some(Ok(page)) => {
                    pages.insert(page.path.clone(), page);
                }
                Some(Err(reason)) => index.not_followed.push(SkippedLink {
                    link: url.to_string(),
                    reason,
                }),
                None => {}
            }
        }
    }
    add_pages(pages, &mut index);
    index
}

/// The index of these pages, by path.
pub(crate) fn of_pages(pages: BTreeMap<String, ListedPage>) -> Index {
    let mut index = Index::default();
    add_pages(pages, &mut index);
    index
}

impl ListedPage {
    /// A file at the path of its URL.
    ///
    /// # Errors
    ///
    /// Where the URL has no path; the message says why.
    pub fn new(url: Url, kind: Kind) -> Result<Self, &'static str> {
        let path = path_for(&url)?;
        Ok(Self { url, path, kind })
    }
}

/// Adds pages to the index. Of pages whose paths conflict on a file system that ignores
/// case, the first one is kept: they would share a file, or one would need a folder where
/// the other needs a file.
fn add_pages(pages: BTreeMap<String, ListedPage>, index: &mut Index) {
    let mut files: BTreeSet<String> = BTreeSet::new();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for (path, page) in pages {
        let folded = path.to_ascii_lowercase();
        let parents: Vec<String> = folded
            .match_indices('/')
            .map(|(end, _)| folded[..end].to_owned())
            .collect();
        let conflicts = files.contains(&folded)
            || folders.contains(&folded)
            || parents.iter().any(|folder| files.contains(folder));
        if conflicts {
            index.unmapped.push(SkippedLink {
                link: page.url.to_string(),
                reason: "the path conflicts with that of another page where case is ignored",
            });
            continue;
        }
        folders.extend(parents);
        files.insert(folded);
        index.pages.push(page);
    }
}

/// Whether the path of a link contains `..`. Resolving it would be harmless, but no index
/// has a reason to contain one.
fn has_parent_segment(link: &str) -> bool {
    let path = link.split(['?', '#']).next().unwrap_or(link);
    let path = path.to_ascii_lowercase().replace("%2e", ".");
    path.contains('\\') || path.split('/').any(|segment| segment == "..")
}

/// The URL of the index, where a page names it in its first lines.
pub fn index_url_in(page: &str) -> Option<&str> {
    page.lines()
        .take(HEADER_LINES)
        .filter_map(|line| line.strip_prefix('>'))
        .find_map(|line| line.split_once(HEADER))
        .map(|(_, url)| url.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(text: &str) -> Index {
        let url = Url::parse("https://docs.example.com/llms.txt").unwrap();
        parse(&url, text)
    }

    fn paths(index: &Index) -> Vec<&str> {
        index.pages.iter().map(|page| page.path.as_str()).collect()
    }

    #[test]
    fn pages_are_listed_once_and_sorted() {
        let index = index(
            "# Docs\n\n- [B](https://docs.example.com/b.md): b\n- [A](/a/a.md?x#y)\n\
             - [B again](b.md#part)\n- [API](openapi.json)\n- [Mail](mailto:a@b.md)\n",
        );
        assert_eq!(paths(&index), ["a/a.md", "b.md"]);
        assert_eq!(
            index.pages[0].url.as_str(),
            "https://docs.example.com/a/a.md"
        );
        assert!(index.not_followed.is_empty() && index.unmapped.is_empty());
    }

    #[test]
    fn pages_without_markdown_links_are_their_twins() {
        let index =
            index("[A](/a) [B](https://docs.example.com/b/) [x](https://x.example/c) [i](/i.png)");
        assert_eq!(paths(&index), ["a.md", "b.md"]);
        assert!(index.pages.iter().all(|page| page.kind == Kind::Twin));
    }

    #[test]
    fn documents_are_listed() {
        let index = index("[A](/a.md) [API](/openapi.json) [API](https://x.example/openapi.json)");
        let urls: Vec<&str> = index.documents.iter().map(Url::as_str).collect();
        assert_eq!(urls, ["https://docs.example.com/openapi.json"]);
        assert_eq!(paths(&index), ["a.md"]);
    }

    #[test]
    fn other_sites_are_not_followed() {
        let index = index(
            "[1](https://evil.example/a.md) [2](//evil.example/a.md) [3](http://docs.example.com/a.md)\n\
             [4](https://docs.example.com:444/a.md) [5](https://me@docs.example.com/a.md)\n\
             [6](https://docs.example.com.evil.example/a.md) [7](file:///etc/a.md)\n",
        );
        assert!(index.pages.is_empty());
        assert_eq!(index.not_followed.len(), 7);
    }

    #[test]
    fn parent_segments_are_rejected() {
        let index = index(
            "[1](../a.md) [2](/x/%2E%2e/a.md) [3](x\\\\..\\\\a.md) [4](..%2fa.md) [5](/.git/a.md)",
        );
        assert!(index.pages.is_empty());
        assert_eq!(index.unmapped.len(), 5);
    }

    #[test]
    fn of_pages_that_would_share_a_file_the_first_is_kept() {
        let index = index("[1](/api/a.md) [2](/API/A.md) [3](/api/a.md/b.md)");
        assert_eq!(paths(&index), ["API/A.md"]);
        assert_eq!(index.unmapped.len(), 2);
    }

    #[test]
    fn code_contains_no_links() {
        let index = index("```\n[1](/a.md)\n```\n`[2](/b.md)` <https://docs.example.com/c.md>\n");
        assert_eq!(paths(&index), ["c.md"]);
    }

    #[test]
    fn a_page_names_its_index_in_its_header_only() {
        let header = "> ## Documentation Index\n> Fetch the complete documentation index at: https://docs.example.com/llms.txt\n";
        assert_eq!(
            index_url_in(header),
            Some("https://docs.example.com/llms.txt")
        );
        let prose = format!("{}{header}", "text\n".repeat(10));
        assert_eq!(index_url_in(&prose), None);
    }
}
