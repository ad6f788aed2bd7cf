//! What becomes of the folder when nothing goes wrong.

use super::*;
use seamstress_codegen::project::Project;
use seamstress_sync::plan::How;

#[test]
fn pages_are_kept_as_they_came_at_the_path_of_their_url() {
    let windows = page("/dogs/feed", "1").replace('\n', "\r\n");
    let pages = [
        ("api/dogs/walk.md", page("/dogs/walk", "1")),
        ("api/dogs/feed.mdx", windows),
    ];
    let pages = pages.each_ref().map(|(path, text)| (*path, text.as_str()));
    let desk = Desk::synced(&pages);
    assert_eq!(desk.files(), texts(&pages));
}

#[test]
fn a_page_that_is_listed_twice_is_asked_for_once() {
    let desk = Desk::new(&[("a.md", &page("/a", "1"))]);
    let whole = desk.site.url("/a.md?from=index#openapi");
    desk.list(&["a.md", "/a.md", &whole]);
    let report = desk.sync();
    assert_eq!((report.listed, report.count(Fate::New)), (1, 1));
    assert_eq!(desk.site.times("/a.md"), 1);
}

#[test]
fn prose_is_counted_and_not_kept() {
    let desk = Desk::new(&[
        ("a.md", &page("/a", "1")),
        ("guide.md", "# Dogs\n\nGood.\n"),
    ]);
    let report = desk.sync();
    assert_eq!((report.listed, report.prose), (2, 1));
    assert_eq!(desk.text("guide.md"), None);
}

#[test]
fn a_page_that_changes_between_two_runs_is_told() {
    let desk = Desk::synced(&[("a.md", &page("/a", "1")), ("b.md", &page("/b", "1"))]);
    desk.publish(&[("a.md", &page("/a", "2")), ("b.md", &page("/b", "1"))]);
    let report = desk.sync();
    let changed: Vec<&str> = report.of(Fate::Changed).map(|line| &*line.path).collect();
    assert_eq!(changed, ["a.md"]);
    assert_eq!(report.count(Fate::Unchanged), 1);
    assert_eq!(desk.text("a.md"), Some(page("/a", "2")));
}

#[test]
fn a_second_run_changes_nothing_and_asks_for_what_is_new_only() {
    let desk = Desk::new(&[("a.md", &page("/a", "1")), ("b.md", &page("/b", "1"))]);
    for path in ["/a.md", "/b.md"] {
        let reply = Reply::page(page(&path[..2], "1")).header("etag", "\"v1\"");
        desk.site.set(path, reply);
    }
    desk.sync();
    let (lock, files) = (desk.lock(), desk.files());
    assert!(lock.contains(r#"etag = '"v1"'"#), "{lock}");
    let modified = || fs::metadata(desk.file("a.md")).unwrap().modified().unwrap();
    let before = modified();

    let new = Reply::page(page("/b", "2")).header("etag", "\"v2\"");
    desk.site.set("/b.md", new);
    let report = desk.sync();
    let asked = desk.site.requests();
    let asked = asked.iter().rfind(|request| request.path == "/a.md");
    assert_eq!(asked.unwrap().headers["if-none-match"], "\"v1\"");
    assert_eq!(report.count(Fate::Unchanged), 1);
    assert_eq!(report.count(Fate::Changed), 1);
    assert_eq!(modified(), before);
    assert_eq!(desk.text("b.md"), Some(page("/b", "2")));
    assert_ne!(desk.lock(), lock);
    assert_eq!(
        desk.files().keys().collect::<Vec<_>>(),
        files.keys().collect::<Vec<_>>()
    );
}

#[test]
fn a_site_without_etags_is_asked_with_its_date() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let desk = Desk::new(&[("a.md", &page("/a", "1"))]);
    let reply = Reply::page(page("/a", "1")).header("last-modified", date);
    desk.site.set("/a.md", reply);
    desk.sync();
    // It answers the whole page nevertheless, as sites may.
    assert_eq!(desk.sync().count(Fate::Unchanged), 1);
    let requests = desk.site.requests();
    let last = requests.last().unwrap();
    assert_eq!(last.headers["if-modified-since"], date);
    assert!(last.headers["user-agent"].starts_with("seamstress/"));
}

#[test]
fn a_page_that_was_removed_here_comes_back() {
    let desk = Desk::new(&[("a.md", "")]);
    let reply = Reply::page(page("/a", "1")).header("etag", "\"v1\"");
    desk.site.set("/a.md", reply);
    desk.sync();
    fs::remove_file(desk.file("a.md")).unwrap();
    assert_eq!(desk.sync().count(Fate::New), 1);
    assert_eq!(desk.text("a.md"), Some(page("/a", "1")));
}

#[test]
fn a_page_that_was_edited_here_is_kept_and_told() {
    let desk = Desk::synced(&[("a.md", &page("/a", "1"))]);
    fs::write(desk.file("a.md"), page("/a", "mine")).unwrap();
    desk.publish(&[("a.md", &page("/a", "2"))]);
    for _ in 0..2 {
        let report = desk.sync();
        assert_eq!(report.count(Fate::Edited), 1);
        assert!(report.has_failed());
        assert_eq!(desk.text("a.md"), Some(page("/a", "mine")));
    }
    let options = Options {
        how: How {
            force: true,
            ..How::default()
        },
        ..desk.options()
    };
    assert!(!desk.try_sync(&options).unwrap().has_failed());
    assert_eq!(desk.text("a.md"), Some(page("/a", "2")));
    assert_eq!(desk.sync().count(Fate::Unchanged), 1);
}

#[test]
fn a_page_that_is_gone_stays_until_it_is_pruned() {
    let (a, b) = (page("/a", "1"), page("/b", "1"));
    let desk = Desk::synced(&[("a.md", &a), ("deep/down/b.md", &b)]);
    fs::write(desk.file("mine.md"), "# Mine\n").unwrap();
    desk.publish(&[("a.md", &a)]);
    let report = desk.sync();
    assert_eq!((report.count(Fate::Gone), report.has_failed()), (1, false));
    assert_eq!(desk.text("deep/down/b.md"), Some(b));

    let options = Options {
        how: How {
            prune: true,
            ..How::default()
        },
        ..desk.options()
    };
    let report = desk.try_sync(&options).unwrap();
    assert_eq!(report.count(Fate::Pruned), 1);
    assert_eq!(report.count(Fate::Unlisted), 1);
    assert_eq!(
        desk.files(),
        texts(&[("a.md", &a), ("mine.md", "# Mine\n")])
    );
    assert!(!desk.file("deep").exists());
    assert_eq!(desk.sync().count(Fate::Gone), 0);
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let desk = Desk::new(&[("a.md", &page("/a", "1"))]);
    let options = Options {
        dry_run: true,
        ..desk.options()
    };
    let report = desk.try_sync(&options).unwrap();
    assert_eq!((report.count(Fate::New), report.is_dry), (1, true));
    assert_eq!(fs::read_dir(desk.specs.path()).unwrap().count(), 0);

    desk.sync();
    let (files, lock) = (desk.files(), desk.lock());
    desk.publish(&[("b.md", &page("/b", "1"))]);
    let options = Options {
        how: How {
            prune: true,
            force: true,
        },
        ..options
    };
    let report = desk.try_sync(&options).unwrap();
    assert_eq!(
        (report.count(Fate::New), report.count(Fate::Pruned)),
        (1, 1)
    );
    assert_eq!((desk.files(), desk.lock()), (files, lock));
}

#[test]
fn three_hundred_pages_come_whole() {
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
    let desk = Desk::synced(&pages);
    assert_eq!(desk.files(), texts(&pages));
    let lock = desk.lock();
    assert_eq!(
        lock.lines()
            .filter(|line| line.contains("sha256 ="))
            .count(),
        300
    );
    assert_eq!(desk.sync().count(Fate::Unchanged), 300);
    assert_eq!(desk.lock(), lock);
}

#[test]
fn the_index_is_the_one_of_the_last_run_or_the_one_that_pages_name() {
    let desk = Desk::new(&[]);
    let header = |site: &str| {
        format!(
            "> ## Documentation Index\n> Fetch the complete documentation index at: {site}/llms.txt\n\n"
        )
    };
    let text = format!("{}{}", header(&desk.site.url("")), page("/a", "1"));
    desk.publish(&[("a.md", &text)]);
    let told = |options: &Options| match desk.try_sync(options) {
        Err(Error::Usage(message)) => message,
        other => panic!("{other:?}"),
    };
    assert!(told(&Options::default()).contains("--index"));

    fs::create_dir_all(desk.file("")).unwrap();
    fs::write(desk.file("a.md"), &text).unwrap();
    let report = desk.try_sync(&Options::default()).unwrap();
    assert_eq!(report.count(Fate::Unchanged), 1);

    let other = format!("{}{}", header("https://other.example.com"), page("/b", "1"));
    fs::write(desk.file("b.md"), other).unwrap();
    let report = desk.try_sync(&Options::default()).unwrap();
    assert_eq!(report.index, desk.site.url("/llms.txt"));
    fs::remove_file(desk.specs.path().join("pages.lock")).unwrap();
    assert!(told(&Options::default()).contains("several"));
}

#[test]
fn the_pages_of_this_repository_are_taken_over() {
    let specs = tests::workspace().join("specs");
    let seeds = files(&specs.join("pages"));
    let desk = Desk::new(&[]);
    for (path, text) in &seeds {
        fs::create_dir_all(desk.file(path).parent().unwrap()).unwrap();
        fs::write(desk.file(path), text).unwrap();
    }
    // One of them under another name than the site's.
    let odd = desk.file("seed.md");
    fs::rename(desk.file("api/user_identities/create.md"), &odd).unwrap();
    let site: Vec<(&str, &str)> = seeds
        .iter()
        .filter(|(path, _)| !path.starts_with("legacy/"))
        .map(|(path, text)| (&**path, &**text))
        .collect();
    desk.publish(&site);

    let report = desk.sync();
    let fates = |fate| report.of(fate).map(|line| &*line.path).collect::<Vec<_>>();
    assert_eq!(fates(Fate::Moved), ["api/user_identities/create.md"]);
    assert_eq!(
        fates(Fate::Unlisted),
        ["legacy/api-clients/user_identities/add_acs_user.md"]
    );
    assert_eq!(report.count(Fate::Unchanged), site.len() - 1);
    assert_eq!(desk.files(), seeds);
    assert!(!odd.exists());
    let read = Project::pages_in(&desk.file("")).unwrap();
    assert_eq!(read.len(), seeds.len());
}
