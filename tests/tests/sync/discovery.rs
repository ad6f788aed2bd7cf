//! Finding the pages of a site from its URL.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use seamstress_sync::candidate::{Candidate, Decision};

use super::*;

/// A site with these files, without an index.
fn site(files: &[(&str, &str)]) -> Fixture {
    let fixture = Fixture::new(&[]);
    fixture.site.clear();
    for (path, text) in files {
        fixture.site.set(path, Reply::page(*text));
    }
    fixture
}

/// A sitemap of these paths.
fn sitemap(fixture: &Fixture, paths: &[&str]) -> String {
    let entries = paths.iter().map(|path| {
        let url = fixture.site.url(path);
        format!("<url><loc>{url}</loc></url>")
    });
    let entries: String = entries.collect();
    format!("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{entries}</urlset>")
}

/// The candidate with this path.
fn candidate<'a>(report: &'a Report, path: &str) -> &'a Candidate {
    let mut candidates = report.candidates.iter();
    let found = candidates.find(|it| it.url.ends_with(path));
    found.unwrap_or_else(|| panic!("{path}: {:?}", report.candidates))
}

fn new_pages(report: &Report) -> Vec<&str> {
    let pages = report.pages_with(Outcome::New);
    pages.map(|page| page.path.as_str()).collect()
}

#[test]
fn the_index_of_a_site_is_found_from_its_root_and_from_any_page() {
    let fixture = site(&[
        ("/docs/llms.txt", "- [A](/docs/a.md)\n"),
        ("/docs/a.md", &page("/a", "1")),
    ]);
    for start in ["/docs", "/docs/", "/docs/deep/b?x#y", "/docs/a.md"] {
        let fixture = Fixture {
            site: DocsSite::start().unwrap(),
            specs: tempfile::tempdir().unwrap(),
        };
        fixture
            .site
            .set("/docs/llms.txt", Reply::page("- [A](/docs/a.md)\n"));
        fixture.site.set("/docs/a.md", Reply::page(page("/a", "1")));
        let report = fixture.sync_at(start).unwrap();
        assert_eq!(new_pages(&report), ["docs/a.md"], "{start}");
        assert_eq!(
            candidate(&report, "/docs/llms.txt").decision,
            Decision::Used
        );
    }
    // The root of the site is not below `/docs`.
    let error = fixture.sync_at("/").unwrap_err().to_string();
    assert!(error.contains("/llms.txt: not used (404)"), "{error}");
    assert!(error.contains("/sitemap.xml: not used (404)"), "{error}");
}

#[test]
fn what_was_tried_is_printed_with_its_status() {
    let fixture = site(&[("/llms.txt", "- [A](a.md)\n"), ("/a.md", &page("/a", "1"))]);
    let report = fixture.sync_at("/").unwrap();
    let summary = report
        .summary()
        .replace(&fixture.site.url(""), "https://docs.example.com");
    insta::assert_snapshot!(summary, @r"
    https://docs.example.com/robots.txt: not used (404): the site responded 404 Not Found
    https://docs.example.com/llms.txt: used (200): lists 1 page
    https://docs.example.com/llms-full.txt: not requested: another index is used
    https://docs.example.com/sitemap.xml: not requested: another index is used
    https://docs.example.com/openapi.json: not requested: the pages describe operations
    https://docs.example.com/llms.txt lists 1 pages, 0 of them not about the API: 1 new
    new
      a.md
    ");
}

#[test]
fn links_to_html_pages_lead_to_their_markdown_versions() {
    let fixture = site(&[
        ("/llms.txt", "- [A](/a) [B](/b/) [C](/c)\n"),
        ("/a.md", &page("/a", "1")),
        ("/b.md", &page("/b", "1")),
    ]);
    let report = fixture.sync_at("/").unwrap();
    assert_eq!(new_pages(&report), ["a.md", "b.md"]);
    assert_eq!(report.without_markdown, 1);
    assert!(!report.has_failed());
}

#[test]
fn the_pages_in_a_full_text_are_split() {
    let pages = [("/api/a", page("/a", "1")), ("/api/b", page("/b", "1"))];
    let texts = pages
        .each_ref()
        .map(|(path, text)| text.replacen("\n\n", &format!("\nSource: https://x{path}\n\n"), 1));
    let fixture = site(&[]);
    let full = texts
        .join("\n\n")
        .replace("https://x", &fixture.site.url(""));
    fixture.site.set("/llms-full.txt", Reply::page(full));
    let report = fixture.sync_at("/").unwrap();
    assert_eq!(new_pages(&report), ["api/a.md", "api/b.md"]);
    assert!(
        fixture
            .text("api/a.md")
            .unwrap()
            .contains("/openapi.json post /a\n")
    );
    assert_eq!(fixture.site.times("/api/a.md"), 0);
}

#[test]
fn a_sitemap_leads_to_the_markdown_versions_of_its_pages() {
    let fixture = site(&[
        ("/docs/a.md", &page("/a", "1")),
        ("/docs/b.md", &page("/b", "1")),
    ]);
    // The rest of the site is larger than what is read of a documentation.
    let posts: Vec<String> = (0..10_001).map(|it| format!("/blog/{it}")).collect();
    let posts: Vec<&str> = posts.iter().map(String::as_str).collect();
    let pages = ["/docs/a", "/docs/b.html", "/docs/x"];
    let text = sitemap(&fixture, &[&posts[..], &pages].concat());
    fixture.site.set("/sitemap.xml", Reply::page(text));
    let report = fixture.sync_at("/docs").unwrap();
    assert_eq!(new_pages(&report), ["docs/a.md", "docs/b.md"]);
    assert_eq!((report.listed, report.without_markdown), (3, 1));
}

#[test]
fn sitemaps_of_sitemaps_and_compressed_ones_are_read() {
    let fixture = site(&[("/a.md", &page("/a", "1")), ("/b.md", &page("/b", "1"))]);
    let url = |path| fixture.site.url(path);
    let robots = format!("User-agent: *\nSitemap: {}\n", url("/maps.xml"));
    fixture.site.set("/robots.txt", Reply::page(robots));
    let maps = ["/one.xml", "/two.xml.gz"]
        .map(|path| format!("<sitemap><loc>{}</loc></sitemap>", url(path)));
    let maps = format!("<sitemapindex>{}</sitemapindex>", maps.concat());
    fixture.site.set("/maps.xml", Reply::page(maps));
    fixture
        .site
        .set("/one.xml", Reply::page(sitemap(&fixture, &["/a"])));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(sitemap(&fixture, &["/b"]).as_bytes())
        .unwrap();
    let compressed = Reply::page(encoder.finish().unwrap());
    fixture.site.set(
        "/two.xml.gz",
        compressed.header("content-type", "application/gzip"),
    );
    let report = fixture.sync_at("/").unwrap();
    assert_eq!(new_pages(&report), ["a.md", "b.md"]);
    assert_eq!(candidate(&report, "/maps.xml").decision, Decision::Used);
}

#[test]
fn endless_and_huge_sitemaps_are_not_used() {
    let refusal = |text: &dyn Fn(&Fixture) -> String| {
        let fixture = site(&[]);
        fixture.site.set_fallback(Reply::page(text(&fixture)));
        fixture.site.set("/llms.txt", Reply::status(404));
        fixture.site.set("/llms-full.txt", Reply::status(404));
        let error = fixture.sync_at("/").unwrap_err().to_string();
        assert!(fixture.site.connections() < 60);
        error
    };
    let nested = |count: usize| {
        move |fixture: &Fixture| {
            let entry = |number| {
                let url = fixture.site.url(&format!("/{number}.xml"));
                format!("<sitemap><loc>{url}</loc></sitemap>")
            };
            let entries: String = (0..count).map(entry).collect();
            format!("<sitemapindex>{entries}</sitemapindex>")
        }
    };
    let error = refusal(&nested(1));
    assert!(
        error.contains("a sitemap in a sitemap lists further sitemaps"),
        "{error}"
    );
    let error = refusal(&nested(51));
    assert!(
        error.contains("lists 51 sitemaps; the maximum is 50"),
        "{error}"
    );
    let error = refusal(&|fixture| {
        let paths: Vec<String> = (0..10_001).map(|number| format!("/{number}")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        sitemap(fixture, &paths)
    });
    assert!(
        error.contains("lists 10001 pages; the maximum is 10000"),
        "{error}"
    );
}

#[test]
fn a_site_that_responds_with_one_text_to_everything_has_no_pages() {
    let fixture = site(&[("/a.md", &page("/a", "1"))]);
    let text = sitemap(&fixture, &["/a", "/b", "/c", "/d"]);
    fixture.site.set("/sitemap.xml", Reply::page(text));
    for path in ["/b.md", "/c.md", "/d.md"] {
        fixture
            .site
            .set(path, Reply::page("# Page not found\n\nGo home.\n"));
    }
    let report = fixture.sync_at("/").unwrap();
    assert_eq!(
        (new_pages(&report), report.without_markdown),
        (vec!["a.md"], 3)
    );

    // An application that has one HTML page for all URLs.
    let html = site(&[]);
    let page = Reply::page("<!doctype html><html></html>");
    html.site
        .set_fallback(page.header("content-type", "text/html"));
    let error = html.sync_at("/").unwrap_err().to_string();
    assert!(
        error.contains("/llms.txt: not used (200): expected Markdown, found `text/html`"),
        "{error}"
    );
    assert!(error.contains("/openapi.json: not used (200)"), "{error}");
    assert!(fixture.lock().contains("/sitemap.xml") && html.lock().is_empty());
}

#[test]
fn a_site_without_markdown_is_not_requested_page_by_page() {
    let fixture = site(&[]);
    let paths: Vec<String> = (0..500).map(|number| format!("/{number}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    fixture
        .site
        .set("/sitemap.xml", Reply::page(sitemap(&fixture, &paths)));
    let error = fixture.sync_at("/").unwrap_err().to_string();
    let expected = "lists 500 HTML pages; none of the 5 that were tried has a Markdown version";
    assert!(error.contains(expected), "{error}");
    assert!(fixture.site.connections() < 20);
}

#[test]
fn a_redirect_to_another_site_is_named() {
    let other = DocsSite::start().unwrap();
    let fixture = site(&[]);
    let target = other.url("/llms.txt");
    fixture.site.set("/llms.txt", Reply::redirect(&target));
    let error = fixture.sync_at("/").unwrap_err().to_string();
    assert!(
        error.contains(&format!("redirect to another site: `{target}`")),
        "{error}"
    );
    assert_eq!(other.connections(), 0);
}
