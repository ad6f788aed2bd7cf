//! The folder after runs with faults.

use std::time::Instant;

use super::*;

/// A fixture with an old page, for whose new version the site sends `reply`.
fn with(reply: Reply) -> Fixture {
    let fixture = Fixture::synced(&[("a.md", &page("/a", "old")), ("b.md", &page("/b", "old"))]);
    fixture.publish(&[("a.md", ""), ("b.md", &page("/b", "new"))]);
    fixture.site.set("/a.md", reply);
    fixture
}

/// Syncs; the page that fails keeps its old text, and the other one is new.
fn fails(reply: Reply) -> String {
    let fixture = with(reply);
    let reason = fixture.failure();
    assert_eq!(
        fixture.files(),
        texts(&[("a.md", &page("/a", "old")), ("b.md", &page("/b", "new"))])
    );
    reason
}

#[test]
fn a_page_that_is_not_found_keeps_its_old_text() {
    let reason = fails(Reply::status(404));
    assert_eq!(reason, "the site responded 404 Not Found");
}

#[test]
fn a_request_to_a_busy_site_is_retried() {
    for busy in [
        Reply::status(503).header("retry-after", "0"),
        Reply::status(429),
        Reply::status(500),
    ] {
        let fixture = with(Reply::status(404));
        let new = page("/a", "new");
        fixture.site.script("/a.md", vec![busy, Reply::page(&*new)]);
        assert!(!fixture.sync().has_failed());
        assert_eq!(fixture.text("a.md"), Some(new));
    }
}

#[test]
fn retry_after_is_waited_for() {
    let fixture = with(Reply::status(404));
    let busy = Reply::status(503).header("retry-after", "1");
    let new = page("/a", "new");
    fixture.site.script("/a.md", vec![busy, Reply::page(&*new)]);
    let start = Instant::now();
    assert!(!fixture.sync().has_failed());
    assert!(start.elapsed() >= Duration::from_secs(1));
    // An hour is too long for a user who is waiting.
    let reason = fails(Reply::status(429).header("retry-after", "3600"));
    assert!(reason.contains("3600 s"), "{reason}");
}

#[test]
fn retries_are_limited() {
    let fixture = with(Reply::status(503));
    let before = fixture.site.times("/a.md");
    let reason = fixture.failure();
    assert!(reason.ends_with("(3 attempts)"), "{reason}");
    assert_eq!(fixture.site.times("/a.md") - before, 3);
}

#[test]
fn a_page_that_ends_early_is_rejected() {
    // Cut where the text before would pass for a page without an operation.
    for after in [0, 1, 40, page("/a", "new").len() - 1] {
        let reason = fails(Reply::page(page("/a", "new")).cut(after));
        assert!(reason.contains("early"), "{reason}");
    }
}

#[test]
fn html_is_rejected() {
    let html = "<!DOCTYPE html><html><body>Log in</body></html>";
    let reason = fails(Reply::page(html));
    assert!(reason.contains("HTML"), "{reason}");
    let reason = fails(Reply::page(page("/a", "new")).header("content-type", "text/html"));
    assert!(reason.contains("text/html"), "{reason}");
}

#[test]
fn invalid_utf8_is_rejected() {
    let mut bytes = page("/a", "new").into_bytes();
    bytes[3] = 0xff;
    let reason = fails(Reply::page(bytes));
    assert!(reason.contains("UTF-8"), "{reason}");
}

#[test]
fn a_page_that_is_too_large_is_not_read() {
    let reason = fails(Reply::page(vec![b'a'; (4 << 20) + 1]));
    assert_eq!(reason, "the page is larger than 4 MiB");
}

#[test]
fn compressed_pages_are_not_read() {
    let reason = fails(Reply::page(page("/a", "new")).header("content-encoding", "gzip"));
    assert!(reason.contains("gzip"), "{reason}");
}

#[test]
fn an_empty_page_is_rejected() {
    assert_eq!(fails(Reply::page("")), "the page is empty");
}

#[test]
fn a_redirect_on_the_site_is_followed() {
    let fixture = with(Reply::redirect("/moved/a.md"));
    let new = page("/a", "new");
    fixture.site.set("/moved/a.md", Reply::page(&*new));
    assert!(!fixture.sync().has_failed());
    // The page is kept where the index has it.
    assert_eq!(fixture.text("a.md"), Some(new));
    assert_eq!(fixture.text("moved/a.md"), None);
}

#[test]
fn a_redirect_to_another_site_is_not_followed() {
    let other = DocsSite::start().unwrap();
    other.set("/a.md", Reply::page(page("/a", "theirs")));
    let reason = fails(Reply::redirect(&other.url("/a.md")));
    assert!(reason.contains("another site"), "{reason}");
    for target in ["http://docs.example.com/a.md", "file:///etc/passwd"] {
        assert!(fails(Reply::redirect(target)).contains("another site"));
    }
    assert_eq!(other.connections(), 0);
}

#[test]
fn a_redirect_in_circles_ends() {
    let fixture = with(Reply::redirect("/a.md"));
    let before = fixture.site.times("/a.md");
    assert!(fixture.failure().contains("more than 5 redirects"));
    assert_eq!(fixture.site.times("/a.md") - before, 6);
}

#[test]
fn links_to_other_sites_are_reported_and_not_followed() {
    let other = DocsSite::start().unwrap();
    let fixture = Fixture::new(&[("a.md", &page("/a", "1"))]);
    let theirs = other.url("/b.md");
    fixture.list(&["a.md", &theirs]);
    let report = fixture.sync();
    assert_eq!(report.not_followed.len(), 1);
    assert_eq!(report.not_followed[0].link, theirs);
    assert!(!report.has_failed());
    assert_eq!(other.connections(), 0);
}

#[test]
fn links_on_pages_are_not_followed() {
    let other = DocsSite::start().unwrap();
    let text = format!(
        "[a]({}) [b](/b.md)\n> Fetch the complete documentation index at: {}\n\n{}",
        other.url("/a.md"),
        other.url("/llms.txt"),
        page("/a", "1")
    );
    let fixture = Fixture::synced(&[("a.md", &text)]);
    let options = Options {
        index: None,
        ..fixture.options()
    };
    fixture.try_sync(&options).unwrap();
    assert_eq!((other.connections(), fixture.site.times("/b.md")), (0, 0));
}

#[test]
fn no_link_leads_out_of_the_folder() {
    let links = [
        "../outside.md",
        "/api/../../outside.md",
        "/%2e%2e/outside.md",
        "/..%2foutside.md",
        "/.git/outside.md",
        "/con.md",
    ];
    let fixture = Fixture::new(&[]);
    fixture.list(&[&["a.md"], &links[..]].concat());
    for path in links.iter().chain(&["/outside.md", "/a.md"]) {
        fixture.site.set(path, Reply::page(page("/a", "1")));
    }
    let report = fixture.sync();
    assert_eq!(report.count(Outcome::Failed), links.len());
    assert_eq!(report.count(Outcome::New), 1);
    let left: Vec<_> = files(fixture.specs.path()).into_keys().collect();
    assert_eq!(left, ["pages.lock", "pages/a.md"]);
}

#[test]
fn a_request_to_a_site_that_hangs_times_out() {
    let fixture = with(Reply::hang());
    let fetcher = HttpFetcher::new(RetryPolicy {
        request_timeout: Duration::from_millis(200),
        ..POLICY
    });
    let report = sync(
        fixture.specs.path(),
        &fixture.options(),
        &fetcher,
        &|_, _| {},
    )
    .unwrap();
    let failed: Vec<_> = report.pages_with(Outcome::Failed).collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].note.contains("in time"), "{failed:?}");
    assert_eq!(fixture.text("a.md"), Some(page("/a", "old")));
}

#[test]
fn an_invalid_index_changes_nothing() {
    let html = Reply::page("<html></html>").header("content-type", "text/html");
    for index in [
        Reply::status(404),
        html,
        Reply::page("# Docs\n"),
        Reply::page("- [a](a.md)").cut(5),
    ] {
        let fixture = Fixture::synced(&[("a.md", &page("/a", "1"))]);
        let (files, lock) = (fixture.files(), fixture.lock());
        fixture.site.set("/llms.txt", index);
        let options = Options {
            prune: true,
            force: true,
            ..fixture.options()
        };
        let error = fixture.try_sync(&options).unwrap_err();
        assert!(matches!(error, Error::Input(_)), "{error:?}");
        assert_eq!((fixture.files(), fixture.lock()), (files, lock));
    }
}

#[test]
fn a_lock_that_cannot_be_read_changes_nothing() {
    let fixture = with(Reply::page(page("/a", "new")));
    let files = fixture.files();
    let lock = format!("<<<<<<< ours\n{}", fixture.lock());
    fs::write(fixture.specs.path().join("pages.lock"), lock).unwrap();
    let error = fixture.try_sync(&fixture.options()).unwrap_err();
    assert!(error.to_string().contains("version control"), "{error}");
    assert_eq!(fixture.files(), files);
}
