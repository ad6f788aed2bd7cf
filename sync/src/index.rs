//! The index of a docs site: which pages there are.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Parser, Tag};
use url::Url;

use super::place::{is_page, place};

/// Pages name their index in their first lines.
const HEADER_LINES: usize = 8;

/// What stands before the URL there.
const HEADER: &str = "complete documentation index at:";

/// What an `llms.txt` lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// Its Markdown pages, sorted by path, each once.
    pub pages: Vec<Listed>,
    /// Pages of other sites, which are not fetched.
    pub foreign: Vec<Refused>,
    /// Pages of this site that cannot be kept in a folder.
    pub unplaced: Vec<Refused>,
}

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it is fetched from; without query and fragment.
    pub url: Url,
    /// Where it is kept, below the folder of pages.
    pub path: String,
}

/// A link that is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// As it is written.
    pub link: String,
    /// Why.
    pub reason: &'static str,
}

/// Reads the Markdown of the index at `address`.
pub fn read(address: &Url, text: &str) -> Index {
    let mut index = Index::default();
    let mut pages: BTreeMap<String, Url> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for event in Parser::new(text) {
        let Event::Start(Tag::Link { dest_url, .. }) = event else {
            continue;
        };
        let Ok(mut url) = address.join(&dest_url) else {
            continue;
        };
        url.set_fragment(None);
        url.set_query(None);
        if url.cannot_be_a_base() || !is_page(&url) || !seen.insert(dest_url.to_string()) {
            continue;
        }
        let refuse = |reason| Refused {
            link: dest_url.to_string(),
            reason,
        };
        if url.origin() != address.origin() || !url.username().is_empty() {
            index
                .foreign
                .push(refuse("it is not on the site of the index"));
        } else if climbs(&dest_url) {
            index.unplaced.push(refuse("its path climbs with `..`"));
        } else {
            match place(&url) {
                Ok(path) => {
                    pages.insert(path, url);
                }
                Err(reason) => index.unplaced.push(refuse(reason)),
            }
        }
    }
    keep_apart(pages, &mut index);
    index
}

/// Pages that would share a file, or need a folder where a file is, on some
/// system: the first one is kept.
fn keep_apart(pages: BTreeMap<String, Url>, index: &mut Index) {
    let mut files: BTreeSet<String> = BTreeSet::new();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for (path, url) in pages {
        let folded = path.to_ascii_lowercase();
        let above: Vec<String> = folded
            .match_indices('/')
            .map(|(end, _)| folded[..end].to_owned())
            .collect();
        let clashes = files.contains(&folded)
            || folders.contains(&folded)
            || above.iter().any(|folder| files.contains(folder));
        if clashes {
            index.unplaced.push(Refused {
                link: url.to_string(),
                reason: "another page has its file on a system that ignores case, or its folder",
            });
            continue;
        }
        folders.extend(above);
        files.insert(folded);
        index.pages.push(Listed { url, path });
    }
}

/// Whether a link has a way up in its path. Resolved, it would be harmless; but
/// no index has a reason to write one.
fn climbs(link: &str) -> bool {
    let path = link.split(['?', '#']).next().unwrap_or(link);
    let path = path.to_ascii_lowercase().replace("%2e", ".");
    path.contains('\\') || path.split('/').any(|segment| segment == "..")
}

/// The URL of the index that a page names in its first lines.
pub fn named_in(page: &str) -> Option<&str> {
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
        read(
            &Url::parse("https://docs.example.com/llms.txt").unwrap(),
            text,
        )
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
        assert!(index.foreign.is_empty() && index.unplaced.is_empty());
    }

    #[test]
    fn other_sites_are_not_followed() {
        let index = index(
            "[1](https://evil.example/a.md) [2](//evil.example/a.md) [3](http://docs.example.com/a.md)\n\
             [4](https://docs.example.com:444/a.md) [5](https://me@docs.example.com/a.md)\n\
             [6](https://docs.example.com.evil.example/a.md) [7](file:///etc/a.md)\n",
        );
        assert!(index.pages.is_empty());
        assert_eq!(index.foreign.len(), 7);
    }

    #[test]
    fn ways_up_are_refused() {
        let index = index(
            "[1](../a.md) [2](/x/%2E%2e/a.md) [3](x\\\\..\\\\a.md) [4](..%2fa.md) [5](/.git/a.md)",
        );
        assert!(index.pages.is_empty());
        assert_eq!(index.unplaced.len(), 5);
    }

    #[test]
    fn pages_that_would_share_a_file_are_kept_apart() {
        let index = index("[1](/api/a.md) [2](/API/A.md) [3](/api/a.md/b.md)");
        assert_eq!(paths(&index), ["API/A.md"]);
        assert_eq!(index.unplaced.len(), 2);
    }

    #[test]
    fn text_is_no_link() {
        let index = index("```\n[1](/a.md)\n```\n`[2](/b.md)` <https://docs.example.com/c.md>\n");
        assert_eq!(paths(&index), ["c.md"]);
    }

    #[test]
    fn a_page_names_its_index_in_its_header_only() {
        let header = "> ## Documentation Index\n> Fetch the complete documentation index at: https://docs.example.com/llms.txt\n";
        assert_eq!(named_in(header), Some("https://docs.example.com/llms.txt"));
        let prose = format!("{}{header}", "text\n".repeat(10));
        assert_eq!(named_in(&prose), None);
    }
}
