//! A sitemap: the URLs of a site, or of further sitemaps.

use roxmltree::Document;

/// What a sitemap lists, as it writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sitemap {
    /// The URLs of pages.
    Pages(Vec<String>),
    /// The URLs of sitemaps.
    Sitemaps(Vec<String>),
}

/// Reads a sitemap from its XML. Its namespace is not checked, because many sites misspell it.
///
/// # Errors
///
/// Where the text is not XML, or another document.
pub(crate) fn parse(text: &str) -> Result<Sitemap, String> {
    let document = Document::parse(text.trim_start_matches('\u{feff}').trim_start())
        .map_err(|error| format!("the sitemap is not XML: {error}"))?;
    let root = document.root_element();
    let locations = |entry: &str| {
        let entries = root.children().filter(|it| it.tag_name().name() == entry);
        let locations = entries.filter_map(|it| {
            let mut fields = it.children();
            fields
                .find(|field| field.tag_name().name() == "loc")?
                .text()
        });
        locations.map(|it| it.trim().to_owned()).collect()
    };
    match root.tag_name().name() {
        "urlset" => Ok(Sitemap::Pages(locations("url"))),
        "sitemapindex" => Ok(Sitemap::Sitemaps(locations("sitemap"))),
        other => Err(format!(
            "expected `urlset` or `sitemapindex`, found `{other}`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_sitemaps_are_listed() {
        let pages = r#"<?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
              <url><loc> https://docs.example.com/a?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod></url>
              <url><lastmod>2026-01-01</lastmod></url>
            </urlset>"#;
        let expected = vec!["https://docs.example.com/a?x=1&y=2".to_owned()];
        assert_eq!(parse(pages), Ok(Sitemap::Pages(expected)));
        let index = "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>";
        assert_eq!(
            parse(index),
            Ok(Sitemap::Sitemaps(vec!["/a.xml".to_owned()]))
        );
    }

    #[test]
    fn other_documents_are_rejected() {
        let feed = parse("<rss/>").unwrap_err();
        assert_eq!(feed, "expected `urlset` or `sitemapindex`, found `rss`");
        parse("# Docs").unwrap_err();
        let bomb =
            "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><urlset>&c;</urlset>";
        parse(bomb).unwrap_err();
    }
}
