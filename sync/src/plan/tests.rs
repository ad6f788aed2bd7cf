use url::Url;

use super::*;
use crate::{fetch::FetchError, index};

const SITE: &str = "https://docs.example.com";

/// A page that documents `operation`; `word` distinguishes versions of its text.
fn page(operation: &str, word: &str) -> String {
    format!("# {word}\n\n````yaml /openapi.json post {operation}\nopenapi: 3.1.0\n````\n")
}

/// Path → text.
fn texts(pages: &[(&str, String)]) -> BTreeMap<String, String> {
    pages
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.clone()))
        .collect()
}

/// The lock after these pages were fetched.
fn locked(pages: &[(&str, String)]) -> PagesLock {
    let page = |(path, text): &(&str, String)| {
        let locked = LockedPage {
            url: format!("{SITE}/{path}"),
            sha256: digest(text),
            validator: Validator {
                etag: Some("\"1\"".to_owned()),
                modified: None,
            },
            missing: None,
            moved_from: None,
        };
        ((*path).to_owned(), locked)
    };
    PagesLock {
        index: Some(format!("{SITE}/llms.txt")),
        pages: pages.iter().map(page).collect(),
        ..PagesLock::default()
    }
}

fn run(
    lock: &PagesLock,
    here: &[(&str, String)],
    site: &[(&str, Result<String, &str>)],
    options: &Options,
) -> Plan {
    let links: Vec<String> = site
        .iter()
        .map(|(path, _)| format!("- [{path}]({path})\n"))
        .collect();
    let index_url = Url::parse(&format!("{SITE}/llms.txt")).unwrap();
    let index = index::parse(&index_url, &links.concat());
    let collected = index.pages.iter().map(|listed| {
        let (_, text) = site.iter().find(|(path, _)| *path == listed.path).unwrap();
        let result = match text {
            Ok(text) => Ok(Response::Text {
                text: text.clone(),
                validator: Validator::default(),
            }),
            Err(reason) => Err(FetchError::new(*reason)),
        };
        Collected {
            page: listed.clone(),
            result,
        }
    });
    let collected = collected.collect();
    let pages = texts(here);
    let local = LocalState {
        lock,
        pages: &pages,
    };
    plan(index, &local, collected, options)
}

fn outcomes(plan: &Plan) -> Vec<(Outcome, &str)> {
    let pages = plan.report.pages.iter();
    pages
        .map(|page| (page.outcome, page.path.as_str()))
        .collect()
}

const PRUNE: Options = Options {
    index: None,
    dry_run: false,
    prune: true,
    force: false,
};
const FORCE: Options = Options {
    force: true,
    ..PRUNE
};

#[test]
fn the_first_run_writes_the_pages_that_document_the_api() {
    let prose = "# Guide\n".to_owned();
    let site = [("a.md", Ok(page("/a", "A"))), ("guide.md", Ok(prose))];
    let plan = run(&PagesLock::default(), &[], &site, &Options::default());
    assert_eq!(outcomes(&plan), [(Outcome::New, "a.md")]);
    assert_eq!(plan.writes, texts(&[("a.md", page("/a", "A"))]));
    assert_eq!((plan.report.not_api, plan.report.listed), (1, 2));
    assert_eq!(plan.lock.pages["a.md"].sha256, digest(&page("/a", "A")));
}

#[test]
fn before_the_first_run_a_local_page_counts_as_an_old_version() {
    let here = [("a.md", page("/a", "A")), ("b.md", page("/b", "old"))];
    let site = [
        ("a.md", Ok(page("/a", "A"))),
        ("b.md", Ok(page("/b", "new"))),
    ];
    let plan = run(&PagesLock::default(), &here, &site, &Options::default());
    let expected = [(Outcome::Changed, "b.md"), (Outcome::Unchanged, "a.md")];
    assert_eq!(outcomes(&plan), expected);
    assert_eq!(plan.writes, texts(&[("b.md", page("/b", "new"))]));
    assert_eq!(plan.lock.pages.len(), 2);
}

#[test]
fn a_page_that_was_edited_locally_is_kept_unless_forced() {
    let lock = locked(&[("a.md", page("/a", "old"))]);
    let here = [("a.md", page("/a", "mine"))];
    let site = [("a.md", Ok(page("/a", "new")))];
    let kept = run(&lock, &here, &site, &Options::default());
    assert_eq!(outcomes(&kept), [(Outcome::Edited, "a.md")]);
    assert!(kept.writes.is_empty() && kept.report.has_failed());
    assert_eq!(kept.lock, lock);

    let taken = run(&lock, &here, &site, &FORCE);
    assert_eq!(outcomes(&taken), [(Outcome::Changed, "a.md")]);
    assert_eq!(taken.writes, texts(&[("a.md", page("/a", "new"))]));
}

#[test]
fn a_local_edit_equal_to_the_text_of_the_site_is_unchanged() {
    let lock = locked(&[("a.md", page("/a", "old"))]);
    let here = [("a.md", page("/a", "new"))];
    let site = [("a.md", Ok(page("/a", "new")))];
    let plan = run(&lock, &here, &site, &Options::default());
    assert_eq!(outcomes(&plan), [(Outcome::Unchanged, "a.md")]);
    assert!(plan.lock.matches("a.md", &page("/a", "new")));
}

#[test]
fn a_failed_page_keeps_its_text_and_the_others_are_updated() {
    let pages = [("a.md", page("/a", "A")), ("b.md", page("/b", "old"))];
    let lock = locked(&pages);
    let site = [("a.md", Err("404")), ("b.md", Ok(page("/b", "new")))];
    let plan = run(&lock, &pages, &site, &FORCE);
    let expected = [(Outcome::Changed, "b.md"), (Outcome::Failed, "a.md")];
    assert_eq!(outcomes(&plan), expected);
    assert!(plan.removes.is_empty() && plan.report.has_failed());
    assert_eq!(plan.lock.pages["a.md"], lock.pages["a.md"]);
}

#[test]
fn a_missing_page_is_kept_until_it_is_pruned() {
    let pages = [("a.md", page("/a", "A")), ("b.md", page("/b", "B"))];
    let lock = locked(&pages);
    let site = [("a.md", Ok(page("/a", "A")))];
    let kept = run(&lock, &pages, &site, &Options::default());
    assert_eq!(
        outcomes(&kept),
        [(Outcome::Missing, "b.md"), (Outcome::Unchanged, "a.md")]
    );
    assert!(kept.removes.is_empty() && !kept.report.has_failed());
    let missing = |plan: &Plan, path: &str| plan.lock.pages[path].missing.clone();
    let reason = "the index no longer lists the page";
    assert_eq!(missing(&kept, "b.md").as_deref(), Some(reason));
    assert_eq!(missing(&kept, "a.md"), None);
    let both = [site[0].clone(), ("b.md", Ok(page("/b", "B")))];
    let found = run(&kept.lock, &pages, &both, &Options::default());
    assert_eq!(missing(&found, "b.md"), None);

    let pruned = run(&lock, &pages, &site, &PRUNE);
    assert_eq!(pruned.report.pages_with(Outcome::Pruned).count(), 1);
    assert_eq!(pruned.removes, BTreeSet::from(["b.md".to_owned()]));
    assert!(!pruned.lock.pages.contains_key("b.md"));
}

#[test]
fn a_page_that_lost_its_operation_is_missing() {
    let pages = [("a.md", page("/a", "A")), ("b.md", page("/b", "B"))];
    let lock = locked(&pages);
    let site = [
        ("a.md", Ok("# We are moving\n".to_owned())),
        ("b.md", Ok(page("/b", "B"))),
    ];
    let kept = run(&lock, &pages, &site, &Options::default());
    assert_eq!(kept.report.pages_with(Outcome::Missing).count(), 1);
    assert!(kept.writes.is_empty() && kept.removes.is_empty());
    let pruned = run(&lock, &pages, &site, &PRUNE);
    assert_eq!(pruned.removes, BTreeSet::from(["a.md".to_owned()]));
}

#[test]
fn a_page_that_sync_did_not_write_is_never_removed() {
    let mine = [("mine.md", page("/mine", "M")), ("a.md", page("/a", "A"))];
    let site = [
        ("a.md", Ok("# Prose\n".to_owned())),
        ("b.md", Ok(page("/b", "B"))),
    ];
    let plan = run(&PagesLock::default(), &mine, &site, &FORCE);
    let expected = [
        (Outcome::New, "b.md"),
        (Outcome::Missing, "a.md"),
        (Outcome::Unlisted, "mine.md"),
    ];
    assert_eq!(outcomes(&plan), expected);
    assert!(plan.removes.is_empty());
}

#[test]
fn a_missing_page_that_was_edited_locally_is_pruned_only_by_force() {
    let lock = locked(&[("a.md", page("/a", "A")), ("b.md", page("/b", "old"))]);
    let here = [("a.md", page("/a", "A")), ("b.md", page("/b", "mine"))];
    let site = [("a.md", Ok(page("/a", "A")))];
    let kept = run(&lock, &here, &site, &PRUNE);
    assert_eq!(kept.report.pages_with(Outcome::Edited).count(), 1);
    assert!(kept.removes.is_empty() && kept.lock.pages.contains_key("b.md"));
    assert_eq!(run(&lock, &here, &site, &FORCE).removes.len(), 1);
}

#[test]
fn where_most_of_the_site_is_missing_nothing_is_pruned_unless_forced() {
    let names = ["a.md", "b.md", "c.md"];
    let pages = names.map(|name| (name, page(&format!("/{name}"), name)));
    let lock = locked(&pages);
    let site = [("a.md", Ok(pages[0].1.clone()))];
    let kept = run(&lock, &pages, &site, &PRUNE);
    assert!(kept.removes.is_empty() && kept.report.has_failed());
    assert_eq!(kept.report.count(Outcome::Missing), 2);
    assert_eq!(run(&lock, &pages, &site, &FORCE).removes.len(), 2);
    // A failed page is not missing.
    let down = names.map(|name| (name, Err("503")));
    assert_eq!(run(&lock, &pages, &down, &PRUNE).report.prune_refusal, None);
}

#[test]
fn a_page_with_a_new_path_replaces_the_old_one() {
    let old = [("old.md", page("/a", "A"))];
    let site = [("new.md", Ok(page("/a", "A, better")))];
    let plan = run(&locked(&old), &old, &site, &Options::default());
    assert_eq!(outcomes(&plan), [(Outcome::Moved, "new.md")]);
    assert_eq!(plan.report.pages[0].note, "from old.md");
    assert_eq!(plan.removes, BTreeSet::from(["old.md".to_owned()]));
    let locked: Vec<&String> = plan.lock.pages.keys().collect();
    assert_eq!(locked, ["new.md"]);
    let former = Some(format!("{SITE}/old.md"));
    assert_eq!(plan.lock.pages["new.md"].moved_from, former);
    let new = [("new.md", page("/a", "A, better"))];
    let again = run(&plan.lock, &new, &site, &Options::default());
    assert_eq!(again.lock.pages["new.md"].moved_from, None);
}

#[test]
fn a_page_that_sync_did_not_write_is_not_replaced_by_a_new_one() {
    let here = [("mine.md", page("/a", "A"))];
    let site = [("new.md", Ok(page("/a", "A, better")))];
    for options in [Options::default(), FORCE] {
        let plan = run(&PagesLock::default(), &here, &site, &options);
        let expected = [(Outcome::New, "new.md"), (Outcome::Unlisted, "mine.md")];
        assert_eq!(outcomes(&plan), expected);
        assert!(plan.removes.is_empty());
    }
}

#[test]
fn a_local_page_written_since_the_last_run_is_not_overwritten() {
    let lock = locked(&[("a.md", page("/a", "A"))]);
    let here = [("a.md", page("/a", "A")), ("b.md", page("/b", "mine"))];
    let site = [("a.md", Ok(page("/a", "A"))), ("b.md", Ok(page("/b", "B")))];
    let plan = run(&lock, &here, &site, &Options::default());
    let expected = [(Outcome::Edited, "b.md"), (Outcome::Unchanged, "a.md")];
    assert_eq!(outcomes(&plan), expected);
    assert!(plan.writes.is_empty());
}

#[test]
fn an_edited_page_is_not_moved() {
    let lock = locked(&[("old.md", page("/a", "A"))]);
    let here = [("old.md", page("/a", "mine"))];
    let site = [("new.md", Ok(page("/a", "A")))];
    let plan = run(&lock, &here, &site, &Options::default());
    assert_eq!(
        outcomes(&plan),
        [(Outcome::New, "new.md"), (Outcome::Missing, "old.md")]
    );
    assert!(plan.removes.is_empty());
}

#[test]
fn pages_without_operations_are_never_moved() {
    // A page from before OpenAPI blocks, which has no operation by name.
    let here = [(
        "legacy.md",
        "Old\nPOST\nhttps://api.example.com/a\n".to_owned(),
    )];
    let site = [("a.md", Ok(page("/a", "A")))];
    let plan = run(&PagesLock::default(), &here, &site, &FORCE);
    let expected = [(Outcome::New, "a.md"), (Outcome::Unlisted, "legacy.md")];
    assert_eq!(outcomes(&plan), expected);
}

#[test]
fn a_validator_is_sent_only_for_the_text_that_it_belongs_to() {
    let pages = [("a.md", page("/a", "A"))];
    let lock = locked(&pages);
    let url = |site| Url::parse(&format!("{site}/a.md")).unwrap();
    let is_conditional = |here: &[(&str, String)], site| {
        let pages = texts(here);
        let local = LocalState {
            lock: &lock,
            pages: &pages,
        };
        let page = ListedPage::new(url(site), Kind::Page).unwrap();
        local.validator(&page).is_some()
    };
    assert!(is_conditional(&pages, SITE));
    assert!(!is_conditional(&[], SITE));
    assert!(!is_conditional(&[("a.md", page("/a", "mine"))], SITE));
    assert!(!is_conditional(&pages, "https://other.example.com"));
}

#[test]
fn a_site_on_another_host_changes_no_page() {
    let pages = [("a.md", page("/a", "A"))];
    let mut lock = locked(&pages);
    for page in lock.pages.values_mut() {
        page.url = "https://old.example.com/a.md".to_owned();
    }
    let site = [("a.md", Ok(page("/a", "A")))];
    let plan = run(&lock, &pages, &site, &PRUNE);
    assert_eq!(outcomes(&plan), [(Outcome::Unchanged, "a.md")]);
    assert_eq!(plan.lock.pages["a.md"].url, format!("{SITE}/a.md"));
}

/// A page of prose about something.
fn prose(word: &str) -> String {
    format!("# {word}\n\nIt is about {word}.\n")
}

#[test]
fn prose_is_kept_where_it_describes_a_group_of_operations() {
    let site = [
        ("api/doors/open.md", Ok(page("/doors/open", "A"))),
        ("api/doors/object.md", Ok(prose("doors"))),
        ("api/doors/overview.md", Ok(prose("an overview of doors"))),
        ("api/doors/events.md", Ok(prose("events"))),
        ("api/gates/lift.md", Ok(page("/gates/lift", "A"))),
        ("api/gates/object.md", Ok("# Gates\n".to_owned())),
        ("guides/object.md", Ok(prose("guides"))),
    ];
    let plan = run(&PagesLock::default(), &[], &site, &Options::default());
    let written: Vec<&str> = plan.writes.keys().map(String::as_str).collect();
    let expected = [
        "api/doors/object.md",
        "api/doors/open.md",
        "api/gates/lift.md",
    ];
    assert_eq!(written, expected);
    assert_eq!((plan.report.not_api, plan.report.listed), (4, 7));
    assert_eq!(plan.lock.pages.len(), 3);
}

#[test]
fn prose_describes_the_groups_of_pages_that_were_not_fetched() {
    let here = [("api/doors/open.md", page("/doors/open", "A"))];
    let site = [
        ("api/doors/open.md", Err("the site responded 500")),
        ("api/doors/object.md", Ok(prose("doors"))),
    ];
    let plan = run(&locked(&here), &here, &site, &Options::default());
    let expected = [
        (Outcome::New, "api/doors/object.md"),
        (Outcome::Failed, "api/doors/open.md"),
    ];
    assert_eq!(outcomes(&plan), expected);
}

#[test]
fn prose_whose_group_was_removed_is_missing() {
    let here = [
        ("api/doors/open.md", page("/doors/open", "A")),
        ("api/doors/object.md", prose("doors")),
    ];
    let site = [
        ("api/gates/lift.md", Ok(page("/gates/lift", "A"))),
        ("api/doors/object.md", Ok(prose("doors"))),
    ];
    let plan = run(&locked(&here), &here, &site, &Options::default());
    let expected = [
        (Outcome::New, "api/gates/lift.md"),
        (Outcome::Missing, "api/doors/object.md"),
        (Outcome::Missing, "api/doors/open.md"),
    ];
    assert_eq!(outcomes(&plan), expected);
}
