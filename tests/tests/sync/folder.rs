//! The folder after runs without faults.

use seamstress_codegen::{Input, generate, project::Project};

use super::*;

#[test]
fn pages_are_written_unchanged_at_the_path_of_their_url() {
    let windows = page("/dogs/feed", "1").replace('\n', "\r\n");
    let pages = [
        ("api/dogs/walk.md", page("/dogs/walk", "1")),
        ("api/dogs/feed.mdx", windows),
    ];
    let pages = pages.each_ref().map(|(path, text)| (*path, text.as_str()));
    let fixture = Fixture::synced(&pages);
    assert_eq!(fixture.files(), texts(&pages));
}

#[test]
fn a_page_that_is_listed_twice_is_fetched_once() {
    let fixture = Fixture::new(&[("a.md", &page("/a", "1"))]);
    let whole = fixture.site.url("/a.md?from=index#openapi");
    fixture.list(&["a.md", "/a.md", &whole]);
    let report = fixture.sync();
    assert_eq!((report.listed, report.count(Outcome::New)), (1, 1));
    assert_eq!(fixture.site.times("/a.md"), 1);
}

#[test]
fn pages_that_do_not_document_the_api_are_counted_and_not_kept() {
    let fixture = Fixture::new(&[
        ("a.md", &page("/a", "1")),
        ("guide.md", "# Dogs\n\nGood.\n"),
    ]);
    let report = fixture.sync();
    assert_eq!((report.listed, report.not_api), (2, 1));
    assert_eq!(fixture.text("guide.md"), None);
}

#[test]
fn pages_about_groups_of_operations_are_kept_and_document_them() {
    let object = "# The Dog Object\n\n> About dogs.\n\n## The dog Object\n\nBarks.\n";
    let fixture = Fixture::synced(&[
        ("api/dogs/feed.md", &page("/dogs/feed", "1")),
        ("api/dogs/object.md", object),
    ]);
    assert_eq!(fixture.text("api/dogs/object.md").as_deref(), Some(object));
    let input = Input {
        sources: Project::pages_in(&fixture.file("")).unwrap(),
        ..Input::default()
    };
    let output = generate(input);
    let docs = output.api.docs_of_group(&["dogs".to_owned()]);
    assert_eq!(docs.map(|docs| docs.0.as_str()), Some("Barks."));
}

#[test]
fn a_page_that_changes_between_two_runs_is_usage_error() {
    let fixture = Fixture::synced(&[("a.md", &page("/a", "1")), ("b.md", &page("/b", "1"))]);
    fixture.publish(&[("a.md", &page("/a", "2")), ("b.md", &page("/b", "1"))]);
    let report = fixture.sync();
    let changed: Vec<&str> = report
        .pages_with(Outcome::Changed)
        .map(|line| &*line.path)
        .collect();
    assert_eq!(changed, ["a.md"]);
    assert_eq!(report.count(Outcome::Unchanged), 1);
    assert_eq!(fixture.text("a.md"), Some(page("/a", "2")));
}

#[test]
fn a_second_run_changes_nothing_and_requests_only_new_versions() {
    let fixture = Fixture::new(&[("a.md", &page("/a", "1")), ("b.md", &page("/b", "1"))]);
    for path in ["/a.md", "/b.md"] {
        let reply = Reply::page(page(&path[..2], "1")).header("etag", "\"v1\"");
        fixture.site.set(path, reply);
    }
    fixture.sync();
    let (lock, files) = (fixture.lock(), fixture.files());
    assert!(lock.contains(r#"etag = '"v1"'"#), "{lock}");
    let modified = || {
        fs::metadata(fixture.file("a.md"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = modified();

    let new = Reply::page(page("/b", "2")).header("etag", "\"v2\"");
    fixture.site.set("/b.md", new);
    let report = fixture.sync();
    let requests = fixture.site.requests();
    let requests = requests.iter().rfind(|request| request.path == "/a.md");
    assert_eq!(requests.unwrap().headers["if-none-match"], "\"v1\"");
    assert_eq!(report.count(Outcome::Unchanged), 1);
    assert_eq!(report.count(Outcome::Changed), 1);
    assert_eq!(modified(), before);
    assert_eq!(fixture.text("b.md"), Some(page("/b", "2")));
    assert_ne!(fixture.lock(), lock);
    assert_eq!(
        fixture.files().keys().collect::<Vec<_>>(),
        files.keys().collect::<Vec<_>>()
    );
}

#[test]
fn without_an_etag_the_date_is_sent() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let fixture = Fixture::new(&[("a.md", &page("/a", "1"))]);
    let reply = Reply::page(page("/a", "1")).header("last-modified", date);
    fixture.site.set("/a.md", reply);
    fixture.sync();
    // The site sends the whole page nevertheless, as it may.
    assert_eq!(fixture.sync().count(Outcome::Unchanged), 1);
    let requests = fixture.site.requests();
    let last = requests.last().unwrap();
    assert_eq!(last.headers["if-modified-since"], date);
    assert!(last.headers["user-agent"].starts_with("seamstress/"));
}

#[test]
fn a_page_that_was_removed_locally_is_fetched_again() {
    let fixture = Fixture::new(&[("a.md", "")]);
    let reply = Reply::page(page("/a", "1")).header("etag", "\"v1\"");
    fixture.site.set("/a.md", reply);
    fixture.sync();
    fs::remove_file(fixture.file("a.md")).unwrap();
    assert_eq!(fixture.sync().count(Outcome::New), 1);
    assert_eq!(fixture.text("a.md"), Some(page("/a", "1")));
}

#[test]
fn a_page_that_was_edited_locally_is_kept_and_usage_error() {
    let fixture = Fixture::synced(&[("a.md", &page("/a", "1"))]);
    fs::write(fixture.file("a.md"), page("/a", "mine")).unwrap();
    fixture.publish(&[("a.md", &page("/a", "2"))]);
    for _ in 0..2 {
        let report = fixture.sync();
        assert_eq!(report.count(Outcome::Edited), 1);
        assert!(report.has_failed());
        assert_eq!(fixture.text("a.md"), Some(page("/a", "mine")));
    }
    let options = Options {
        force: true,
        ..fixture.options()
    };
    assert!(!fixture.try_sync(&options).unwrap().has_failed());
    assert_eq!(fixture.text("a.md"), Some(page("/a", "2")));
    assert_eq!(fixture.sync().count(Outcome::Unchanged), 1);
}

#[test]
fn a_page_that_is_missing_is_kept_until_it_is_pruned() {
    let (a, b) = (page("/a", "1"), page("/b", "1"));
    let fixture = Fixture::synced(&[("a.md", &a), ("deep/down/b.md", &b)]);
    fs::write(fixture.file("mine.md"), "# Mine\n").unwrap();
    fixture.publish(&[("a.md", &a)]);
    let report = fixture.sync();
    assert_eq!(
        (report.count(Outcome::Missing), report.has_failed()),
        (1, false)
    );
    assert_eq!(fixture.text("deep/down/b.md"), Some(b));

    let options = Options {
        prune: true,
        ..fixture.options()
    };
    let report = fixture.try_sync(&options).unwrap();
    assert_eq!(report.count(Outcome::Pruned), 1);
    assert_eq!(report.count(Outcome::Unlisted), 1);
    assert_eq!(
        fixture.files(),
        texts(&[("a.md", &a), ("mine.md", "# Mine\n")])
    );
    assert!(!fixture.file("deep").exists());
    assert_eq!(fixture.sync().count(Outcome::Missing), 0);
}

#[test]
fn a_dry_run_reports_and_writes_nothing() {
    let fixture = Fixture::new(&[("a.md", &page("/a", "1"))]);
    let options = Options {
        dry_run: true,
        ..fixture.options()
    };
    let report = fixture.try_sync(&options).unwrap();
    assert_eq!((report.count(Outcome::New), report.is_dry_run), (1, true));
    assert_eq!(fs::read_dir(fixture.specs.path()).unwrap().count(), 0);

    fixture.sync();
    let (files, lock) = (fixture.files(), fixture.lock());
    fixture.publish(&[("b.md", &page("/b", "1"))]);
    let options = Options {
        prune: true,
        force: true,
        ..options
    };
    let report = fixture.try_sync(&options).unwrap();
    assert_eq!(
        (report.count(Outcome::New), report.count(Outcome::Pruned)),
        (1, 1)
    );
    assert_eq!((fixture.files(), fixture.lock()), (files, lock));
}

#[test]
fn three_hundred_pages_are_fetched_completely() {
    let pages: Vec<(String, String)> = (0..300)
        .map(|number| {
            let operation = format!("/dogs/{number}");
            (
                format!("api/{}/{number}.md", number % 7),
                page(&operation, "1"),
            )
        })
        .collect();
    let pages: Vec<(&str, &str)> = pages
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let fixture = Fixture::synced(&pages);
    assert_eq!(fixture.files(), texts(&pages));
    let lock = fixture.lock();
    assert_eq!(
        lock.lines()
            .filter(|line| line.contains("sha256 ="))
            .count(),
        300
    );
    assert_eq!(fixture.sync().count(Outcome::Unchanged), 300);
    assert_eq!(fixture.lock(), lock);
}

#[test]
fn the_index_is_the_one_of_the_last_run_or_the_one_that_pages_name() {
    let fixture = Fixture::new(&[]);
    let header = |site: &str| {
        format!(
            "> ## Documentation Index\n> Fetch the complete documentation index at: {site}/llms.txt\n\n"
        )
    };
    let text = format!("{}{}", header(&fixture.site.url("")), page("/a", "1"));
    fixture.publish(&[("a.md", &text)]);
    let usage_error = |options: &Options| match fixture.try_sync(options) {
        Err(Error::Usage(message)) => message,
        other => panic!("{other:?}"),
    };
    assert!(usage_error(&Options::default()).contains("--index"));

    fs::create_dir_all(fixture.file("")).unwrap();
    fs::write(fixture.file("a.md"), &text).unwrap();
    let report = fixture.try_sync(&Options::default()).unwrap();
    assert_eq!(report.count(Outcome::Unchanged), 1);

    let other = format!("{}{}", header("https://other.example.com"), page("/b", "1"));
    fs::write(fixture.file("b.md"), other).unwrap();
    let report = fixture.try_sync(&Options::default()).unwrap();
    assert_eq!(report.index, fixture.site.url("/llms.txt"));
    fs::remove_file(fixture.specs.path().join("pages.lock")).unwrap();
    assert!(usage_error(&Options::default()).contains("several"));
}

#[test]
fn the_pages_of_this_repository_are_taken_over() {
    let specs = tests::workspace().join("specs");
    let seeds = files(&specs.join("pages"));
    let fixture = Fixture::new(&[]);
    for (path, text) in &seeds {
        fs::create_dir_all(fixture.file(path).parent().unwrap()).unwrap();
        fs::write(fixture.file(path), text).unwrap();
    }
    // One of them under another name than the site's.
    let odd = fixture.file("seed.md");
    fs::rename(fixture.file("api/user_identities/create.md"), &odd).unwrap();
    let site: Vec<(&str, &str)> = seeds
        .iter()
        .filter(|(path, _)| !path.starts_with("legacy/"))
        .map(|(path, text)| (&**path, &**text))
        .collect();
    fixture.publish(&site);

    let report = fixture.sync();
    let paths = |outcome| {
        report
            .pages_with(outcome)
            .map(|line| &*line.path)
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(Outcome::Moved), ["api/user_identities/create.md"]);
    assert_eq!(
        paths(Outcome::Unlisted),
        ["legacy/api-clients/user_identities/add_acs_user.md"]
    );
    assert_eq!(report.count(Outcome::Unchanged), site.len() - 1);
    assert_eq!(fixture.files(), seeds);
    assert!(!odd.exists());
    let read = Project::pages_in(&fixture.file("")).unwrap();
    assert_eq!(read.len(), seeds.len());
}
