//! `llms-full.txt`: all pages of a site in one file.
//!
//! A page begins with its title and says its URL on the next line with a text:
//!
//! ```text
//! # List locks
//! Source: https://docs.example.com/locks/list
//! ```

use std::collections::BTreeMap;

use url::Url;

use crate::{
    index::{self, Index, Kind, ListedPage},
    path_map::twin_of,
};

/// What the line with the URL of a page begins with.
const LABELS: [&str; 2] = ["Source:", "URL:"];

/// The pages of an `llms-full.txt`, and the text of each by its path, as the file has it. Where a
/// URL occurs twice, the first page is used; pages of other sites are left out.
pub(crate) fn split(file_url: &Url, text: &str) -> (Index, BTreeMap<String, String>) {
    let mut pages = BTreeMap::new();
    let mut texts = BTreeMap::new();
    let starts = starts(text);
    let ends = starts.iter().skip(1).map(|(start, _)| *start);
    for ((start, source), end) in starts.iter().zip(ends.chain([text.len()])) {
        let url = file_url.join(source).ok();
        let url = url.filter(|url| url.origin() == file_url.origin());
        let page = url.and_then(|url| ListedPage::new(twin_of(&url)?, Kind::Page).ok());
        let Some(page) = page.filter(|page| !pages.contains_key(&page.path)) else {
            continue;
        };
        texts.insert(page.path.clone(), text[*start..end].to_owned());
        pages.insert(page.path.clone(), page);
    }
    (index::of_pages(pages), texts)
}

/// The offset and the URL of each page.
fn starts(text: &str) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let mut heading = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let line = line.trim_end();
        if line.starts_with("# ") {
            heading = Some(start);
        } else if !line.is_empty()
            && let Some(heading) = heading.take()
            && let Some(url) = LABELS.iter().find_map(|label| line.strip_prefix(label))
        {
            starts.push((heading, url.trim()));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(text: &str) -> Vec<(String, String)> {
        let url = Url::parse("https://docs.example.com/llms-full.txt").unwrap();
        let (index, texts) = split(&url, text);
        assert_eq!(index.pages.len(), texts.len());
        texts.into_iter().collect()
    }

    #[test]
    fn the_pages_are_split_at_their_urls() {
        let b = "# B\nSource: https://docs.example.com/api/b\n\n```bash\n# a comment\nSource code\n```\n\n";
        let a = "# A\n\nURL: /a/\n\n# A second heading\n\nText.\n";
        let text = format!("# Docs\n\nAbout.\n\n{b}{a}");
        let expected = [("a.md", a), ("api/b.md", b)];
        assert_eq!(
            pages(&text),
            expected.map(|(path, text)| (path.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn pages_without_a_url_on_this_site_are_left_out() {
        assert!(pages("# A\n\nText.\n").is_empty());
        assert!(pages("# A\nSource: https://evil.example/a\n").is_empty());
        assert!(pages("# A\nSource: https://docs.example.com/.git/a\n").is_empty());
        let twice = pages("# A\nSource: /a\n\nfirst\n# A\nSource: /a\n\nsecond\n");
        assert_eq!(twice.len(), 1);
        assert!(twice[0].1.contains("first"));
    }
}
