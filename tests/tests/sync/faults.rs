//! What becomes of the folder when something does go wrong.

use super::*;
use std::time::Instant;

/// A desk with an old page, whose new version the site answers as `reply`.
fn with(reply: Reply) -> Desk {
    let desk = Desk::synced(&[("a.md", &page("/a", "old")), ("b.md", &page("/b", "old"))]);
    desk.publish(&[("a.md", ""), ("b.md", &page("/b", "new"))]);
    desk.site.set("/a.md", reply);
    desk
}

/// Syncs; the page that fails keeps its old text, and the other one is new.
fn fails(reply: Reply) -> String {
    let desk = with(reply);
    let reason = desk.failure();
    assert_eq!(
        desk.files(),
        texts(&[("a.md", &page("/a", "old")), ("b.md", &page("/b", "new"))])
    );
    reason
}

#[test]
fn a_page_that_is_not_found_keeps_its_old_text() {
    let reason = fails(Reply::status(404));
    assert_eq!(reason, "the site answers 404 Not Found");
}

#[test]
fn a_site_that_is_busy_is_asked_again() {
    for busy in [
        Reply::status(503).header("retry-after", "0"),
        Reply::status(429),
        Reply::status(500),
    ] {
        let desk = with(Reply::status(404));
        let new = page("/a", "new");
        desk.site.script("/a.md", vec![busy, Reply::page(&*new)]);
        assert!(!desk.sync().has_failed());
        assert_eq!(desk.text("a.md"), Some(new));
    }
}

#[test]
fn a_site_is_left_alone_as_long_as_it_asks_for() {
    let desk = with(Reply::status(404));
    let busy = Reply::status(503).header("retry-after", "1");
    let new = page("/a", "new");
    desk.site.script("/a.md", vec![busy, Reply::page(&*new)]);
    let start = Instant::now();
    assert!(!desk.sync().has_failed());
    assert!(start.elapsed() >= Duration::from_secs(1));
    // An hour is too long for someone who watches.
    let reason = fails(Reply::status(429).header("retry-after", "3600"));
    assert!(reason.contains("3600 s"), "{reason}");
}

#[test]
fn a_site_that_stays_busy_is_not_asked_for_ever() {
    let desk = with(Reply::status(503));
    let before = desk.site.times("/a.md");
    let reason = desk.failure();
    assert!(reason.ends_with("(asked 3 times)"), "{reason}");
    assert_eq!(desk.site.times("/a.md") - before, 3);
}

#[test]
fn a_page_that_ends_too_early_is_no_page() {
    // Cut where the text before would pass for a page without an operation.
    for after in [0, 1, 40, page("/a", "new").len() - 1] {
        let reason = fails(Reply::page(page("/a", "new")).cut(after));
        assert!(reason.contains("early"), "{reason}");
    }
}

#[test]
fn html_is_no_page() {
    let html = "<!DOCTYPE html><html><body>Log in</body></html>";
    let reason = fails(Reply::page(html));
    assert!(reason.contains("HTML"), "{reason}");
    let reason = fails(Reply::page(page("/a", "new")).header("content-type", "text/html"));
    assert!(reason.contains("text/html"), "{reason}");
}

#[test]
fn what_is_not_utf8_is_no_page() {
    let mut bytes = page("/a", "new").into_bytes();
    bytes[3] = 0xff;
    let reason = fails(Reply::page(bytes));
    assert!(reason.contains("UTF-8"), "{reason}");
}

#[test]
fn a_page_that_is_too_large_is_not_read() {
    let reason = fails(Reply::page(vec![b'a'; (4 << 20) + 1]));
    assert_eq!(reason, "it has more than 4 MiB");
}

#[test]
fn compressed_pages_are_not_read() {
    let reason = fails(Reply::page(page("/a", "new")).header("content-encoding", "gzip"));
    assert!(reason.contains("gzip"), "{reason}");
}

#[test]
fn an_empty_page_is_no_page() {
    assert_eq!(fails(Reply::page("")), "it is empty");
}

#[test]
fn a_redirect_on_the_site_is_followed() {
    let desk = with(Reply::redirect("/moved/a.md"));
    let new = page("/a", "new");
    desk.site.set("/moved/a.md", Reply::page(&*new));
    assert!(!desk.sync().has_failed());
    // The page is kept where the index has it.
    assert_eq!(desk.text("a.md"), Some(new));
    assert_eq!(desk.text("moved/a.md"), None);
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
    let desk = with(Reply::redirect("/a.md"));
    let before = desk.site.times("/a.md");
    assert!(desk.failure().contains("redirected more than 5 times"));
    assert_eq!(desk.site.times("/a.md") - before, 6);
}

#[test]
fn links_to_other_sites_are_told_and_not_followed() {
    let other = DocsSite::start().unwrap();
    let desk = Desk::new(&[("a.md", &page("/a", "1"))]);
    let theirs = other.url("/b.md");
    desk.list(&["a.md", &theirs]);
    let report = desk.sync();
    assert_eq!(report.foreign.len(), 1);
    assert_eq!(report.foreign[0].link, theirs);
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
    let desk = Desk::synced(&[("a.md", &text)]);
    let options = Options {
        index: None,
        ..desk.options()
    };
    desk.try_sync(&options).unwrap();
    assert_eq!((other.connections(), desk.site.times("/b.md")), (0, 0));
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
    let desk = Desk::new(&[]);
    desk.list(&[&["a.md"], &links[..]].concat());
    for path in links.iter().chain(&["/outside.md", "/a.md"]) {
        desk.site.set(path, Reply::page(page("/a", "1")));
    }
    let report = desk.sync();
    assert_eq!(report.count(Fate::Failed), links.len());
    assert_eq!(report.count(Fate::New), 1);
    let left: Vec<_> = files(desk.specs.path()).into_keys().collect();
    assert_eq!(left, ["pages.lock", "pages/a.md"]);
}

#[test]
fn a_site_that_hangs_is_given_up() {
    let desk = with(Reply::hang());
    let web = Web::new(Patience {
        answer: Duration::from_millis(200),
        ..PATIENCE
    });
    let report = sync(desk.specs.path(), &desk.options(), &web, &|_, _| {}).unwrap();
    let failed: Vec<_> = report.of(Fate::Failed).collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].note.contains("in time"), "{failed:?}");
    assert_eq!(desk.text("a.md"), Some(page("/a", "old")));
}

#[test]
fn an_index_that_is_none_changes_nothing() {
    let html = Reply::page("<html></html>").header("content-type", "text/html");
    for index in [
        Reply::status(404),
        html,
        Reply::page("# Docs\n"),
        Reply::page("- [a](a.md)").cut(5),
    ] {
        let desk = Desk::synced(&[("a.md", &page("/a", "1"))]);
        let (files, lock) = (desk.files(), desk.lock());
        desk.site.set("/llms.txt", index);
        let options = Options {
            how: seamstress_sync::plan::How {
                prune: true,
                force: true,
            },
            ..desk.options()
        };
        let error = desk.try_sync(&options).unwrap_err();
        assert!(matches!(error, Error::Input(_)), "{error:?}");
        assert_eq!((desk.files(), desk.lock()), (files, lock));
    }
}

#[test]
fn a_lock_that_cannot_be_read_changes_nothing() {
    let desk = with(Reply::page(page("/a", "new")));
    let files = desk.files();
    let lock = format!("<<<<<<< ours\n{}", desk.lock());
    fs::write(desk.specs.path().join("pages.lock"), lock).unwrap();
    let error = desk.try_sync(&desk.options()).unwrap_err();
    assert!(error.to_string().contains("version control"), "{error}");
    assert_eq!(desk.files(), files);
}
