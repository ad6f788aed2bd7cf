//! A second run transfers what has changed, and little else.

use super::*;

fn operation(number: usize) -> String {
    format!("/things/get_{number}")
}

/// A site of pages with an operation each and of guides, and the number of its bytes.
fn site() -> (Fixture, usize) {
    let fixture = Fixture::new(&[]);
    let mut links = Vec::new();
    for number in 0..20 {
        let documented = page(&operation(number), &"long ".repeat(200));
        let guide = format!("# Guide {number}\n\n{}\n", "Prose. ".repeat(500));
        for (kind, text) in [("api", documented), ("guide", guide)] {
            let path = format!("/{kind}/{number}.md");
            fixture.site.set(&path, Reply::page(text).versioned());
            links.push(path);
        }
    }
    let links: Vec<String> = links
        .iter()
        .map(|link| format!("- [x]({link})\n"))
        .collect();
    let index = Reply::page(links.concat()).versioned();
    fixture.site.set("/llms.txt", index);
    let report = fixture.sync();
    assert_eq!((report.count(Outcome::New), report.not_api), (20, 20));
    let bytes = fixture.site.bytes();
    assert!(bytes > 80_000);
    (fixture, bytes)
}

#[test]
fn a_second_run_of_an_unchanged_site_transfers_almost_nothing() {
    let (fixture, first) = site();
    let (files, lock) = (fixture.files(), fixture.lock());
    let report = fixture.sync();
    assert_eq!((report.count(Outcome::Unchanged), report.not_api), (20, 20));
    assert_eq!((fixture.files(), fixture.lock()), (files, lock));
    let second = fixture.site.bytes() - first;
    // The only body is that of the missing `robots.txt`.
    assert!(second < 10, "{second} of {first} bytes");
}

#[test]
fn a_changed_page_is_transferred_alone() {
    let (fixture, first) = site();
    let new = page(&operation(3), "new");
    fixture
        .site
        .set("/api/3.md", Reply::page(&*new).versioned());
    let guide = "# Guide\n\nNew.\n";
    fixture
        .site
        .set("/guide/4.md", Reply::page(guide).versioned());
    let report = fixture.sync();
    assert_eq!(report.count(Outcome::Changed), 1);
    assert!(fixture.site.bytes() - first < new.len() + guide.len() + 10);
}

#[test]
fn a_page_that_was_left_out_is_fetched_when_it_describes_a_group() {
    let fixture = Fixture::new(&[]);
    let object = "# The Dog Object\n\n## The dog Object\n\nBarks.\n";
    let publish = |links: &[&str]| {
        for link in links {
            let text = match link.ends_with("object.md") {
                true => object.to_owned(),
                false => page(&format!("/{link}").replace(".md", ""), "1"),
            };
            fixture
                .site
                .set(&format!("/{link}"), Reply::page(text).versioned());
        }
        fixture.list(links);
    };
    publish(&["cats/feed.md", "dogs/object.md"]);
    assert_eq!(fixture.sync().not_api, 1);
    publish(&["cats/feed.md", "dogs/feed.md", "dogs/object.md"]);
    let report = fixture.sync();
    assert_eq!(report.count(Outcome::New), 2, "{}", report.summary());
    assert_eq!(fixture.text("dogs/object.md").as_deref(), Some(object));
}

#[test]
fn after_a_failure_every_listed_page_is_requested_again() {
    let (fixture, _) = site();
    fixture.site.set("/api/7.md", Reply::status(500));
    fixture.failure();
    fixture
        .site
        .set("/api/7.md", Reply::page(page(&operation(7), "back")));
    assert_eq!(fixture.sync().count(Outcome::Changed), 1);
}

#[test]
fn a_page_that_is_missing_is_missing_in_every_run() {
    let fixture = Fixture::synced(&[("a.md", &page("/a", "1")), ("b.md", &page("/b", "1"))]);
    fixture.site.clear();
    let index = Reply::page("- [a](a.md)\n").versioned();
    fixture.site.set("/llms.txt", index);
    fixture.site.set("/a.md", Reply::page(page("/a", "1")));
    for _ in 0..2 {
        let report = fixture.sync();
        assert_eq!(report.count(Outcome::Missing), 1, "{}", report.summary());
        assert!(!report.has_failed());
    }
}

#[test]
fn an_unchanged_full_text_is_not_transferred() {
    let fixture = Fixture::new(&[]);
    fixture.site.clear();
    let text = page("/a", "1").replacen("\n\n", "\nSource: /a\n\n", 1);
    let guide = "# Guide\nSource: /guide\n\nProse.\n";
    let full = Reply::page(format!("{text}\n\n{guide}")).versioned();
    fixture.site.set("/llms-full.txt", full);
    let report = fixture.sync_at("/").unwrap();
    assert_eq!((report.count(Outcome::New), report.not_api), (1, 1));
    let again = fixture.try_sync(&Options::default()).unwrap();
    assert_eq!((again.count(Outcome::Unchanged), again.not_api), (1, 1));
    assert!(again.summary().contains("not changed since the last run"));
    // A page that was edited is compared with the site's.
    fs::write(fixture.file("a.md"), "mine").unwrap();
    let edited = fixture.try_sync(&Options::default()).unwrap();
    assert_eq!(edited.count(Outcome::Edited), 1, "{}", edited.summary());
}
