//! What `robots.txt` disallows, and the pace that it asks for.

use std::time::Instant;

use super::*;

#[test]
fn what_the_site_disallows_is_not_requested() {
    let fixture = Fixture::new(&[
        ("a.md", &page("/a", "1")),
        ("private/b.md", &page("/b", "1")),
    ]);
    let robots = "User-agent: *\nDisallow: /private/\n";
    fixture.site.set("/robots.txt", Reply::page(robots));
    assert_eq!(fixture.failure(), "`robots.txt` disallows it");
    assert_eq!(fixture.site.times("/private/b.md"), 0);
    assert_eq!(fixture.text("a.md"), Some(page("/a", "1")));

    fixture
        .site
        .set("/robots.txt", Reply::page("User-agent: *\nDisallow: /\n"));
    let error = fixture.sync_at("/").unwrap_err().to_string();
    assert!(
        error.contains("/llms.txt: not used: `robots.txt` disallows it"),
        "{error}"
    );
}

#[test]
fn pages_are_requested_one_at_a_time_where_the_site_asks_for_it() {
    let pages = ["a.md", "b.md", "c.md", "d.md"].map(|path| (path, page(&format!("/{path}"), "1")));
    let pages = pages.each_ref().map(|(path, text)| (*path, text.as_str()));
    let fixture = Fixture::new(&pages);
    let robots = "User-agent: *\nCrawl-delay: 0.1\n";
    fixture.site.set("/robots.txt", Reply::page(robots));
    let start = Instant::now();
    let report = fixture.sync();
    assert_eq!(report.count(Outcome::New), 4);
    // The index and four pages.
    assert!(start.elapsed() >= Duration::from_millis(500));
    assert!(
        report
            .summary()
            .contains("robots.txt: used (200): one request at a time, 0.1 s apart")
    );
}

#[test]
fn nothing_is_requested_while_the_rules_are_unknown() {
    let fixture = Fixture::new(&[("a.md", &page("/a", "1"))]);
    fixture.site.set("/robots.txt", Reply::status(503));
    let error = fixture.sync_at("/llms.txt").unwrap_err().to_string();
    assert!(error.contains("until this file can be read"), "{error}");
    assert_eq!(fixture.site.times("/llms.txt"), 0);
    // A page in place of the file has no rules.
    let html = Reply::page("<html></html>").header("content-type", "text/html");
    fixture.site.set("/robots.txt", html);
    assert_eq!(fixture.sync().count(Outcome::New), 1);
}
