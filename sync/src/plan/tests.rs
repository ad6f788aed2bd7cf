use super::*;
use crate::index;

const SITE: &str = "https://docs.example.com";

/// A page of the API: the operation, and a word that makes its text another.
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

/// What sync knows after it fetched these pages.
fn locked(pages: &[(&str, String)]) -> PagesLock {
    let entry = |(path, text): &(&str, String)| {
        let entry = Entry {
            url: format!("{SITE}/{path}"),
            sha256: digest(text),
            validator: Validator {
                etag: Some("\"1\"".to_owned()),
                modified: None,
            },
        };
        ((*path).to_owned(), entry)
    };
    PagesLock {
        index: Some(format!("{SITE}/llms.txt")),
        pages: pages.iter().map(entry).collect(),
    }
}

fn run(
    lock: &PagesLock,
    here: &[(&str, String)],
    site: &[(&str, Result<String, &str>)],
    how: How,
) -> Plan {
    let links: Vec<String> = site
        .iter()
        .map(|(path, _)| format!("- [{path}]({path})\n"))
        .collect();
    let address = Url::parse(&format!("{SITE}/llms.txt")).unwrap();
    let index = index::read(&address, &links.concat());
    let answers = index.pages.iter().map(|listed| {
        let (_, text) = site.iter().find(|(path, _)| *path == listed.path).unwrap();
        match text {
            Ok(text) => Ok(Answer::Page {
                text: text.clone(),
                validator: Validator::default(),
            }),
            Err(reason) => Err(Failure::new(*reason)),
        }
    });
    let answers = answers.collect();
    let pages = texts(here);
    let known = Known {
        lock,
        pages: &pages,
    };
    plan(&address, &known, index, answers, how)
}

fn fates(plan: &Plan) -> Vec<(Fate, &str)> {
    let lines = plan.report.lines.iter();
    lines.map(|line| (line.fate, line.path.as_str())).collect()
}

const PRUNE: How = How {
    prune: true,
    force: false,
};
const FORCE: How = How {
    prune: true,
    force: true,
};

#[test]
fn the_first_run_takes_what_is_about_the_api() {
    let prose = "# Guide\n".to_owned();
    let site = [("a.md", Ok(page("/a", "A"))), ("guide.md", Ok(prose))];
    let plan = run(&PagesLock::default(), &[], &site, How::default());
    assert_eq!(fates(&plan), [(Fate::New, "a.md")]);
    assert_eq!(plan.writes, texts(&[("a.md", page("/a", "A"))]));
    assert_eq!((plan.report.prose, plan.report.listed), (1, 2));
    assert_eq!(plan.lock.pages["a.md"].sha256, digest(&page("/a", "A")));
}

#[test]
fn a_page_without_a_line_in_the_lock_is_taken_for_an_old_one() {
    let here = [("a.md", page("/a", "A")), ("b.md", page("/b", "old"))];
    let site = [
        ("a.md", Ok(page("/a", "A"))),
        ("b.md", Ok(page("/b", "new"))),
    ];
    let plan = run(&PagesLock::default(), &here, &site, How::default());
    let expected = [(Fate::Changed, "b.md"), (Fate::Unchanged, "a.md")];
    assert_eq!(fates(&plan), expected);
    assert_eq!(plan.writes, texts(&[("b.md", page("/b", "new"))]));
    assert_eq!(plan.lock.pages.len(), 2);
}

#[test]
fn a_page_that_was_edited_here_stays_unless_forced() {
    let lock = locked(&[("a.md", page("/a", "old"))]);
    let here = [("a.md", page("/a", "mine"))];
    let site = [("a.md", Ok(page("/a", "new")))];
    let kept = run(&lock, &here, &site, How::default());
    assert_eq!(fates(&kept), [(Fate::Edited, "a.md")]);
    assert!(kept.writes.is_empty() && kept.report.has_failed());
    assert_eq!(kept.lock, lock);

    let taken = run(&lock, &here, &site, FORCE);
    assert_eq!(fates(&taken), [(Fate::Changed, "a.md")]);
    assert_eq!(taken.writes, texts(&[("a.md", page("/a", "new"))]));
}

#[test]
fn an_edit_that_the_site_made_as_well_is_none() {
    let lock = locked(&[("a.md", page("/a", "old"))]);
    let here = [("a.md", page("/a", "new"))];
    let site = [("a.md", Ok(page("/a", "new")))];
    let plan = run(&lock, &here, &site, How::default());
    assert_eq!(fates(&plan), [(Fate::Unchanged, "a.md")]);
    assert!(plan.lock.holds("a.md", &page("/a", "new")));
}

#[test]
fn a_page_that_fails_keeps_its_text_and_the_others_go_on() {
    let pages = [("a.md", page("/a", "A")), ("b.md", page("/b", "old"))];
    let lock = locked(&pages);
    let site = [("a.md", Err("404")), ("b.md", Ok(page("/b", "new")))];
    let plan = run(&lock, &pages, &site, FORCE);
    let expected = [(Fate::Changed, "b.md"), (Fate::Failed, "a.md")];
    assert_eq!(fates(&plan), expected);
    assert!(plan.removes.is_empty() && plan.report.has_failed());
    assert_eq!(plan.lock.pages["a.md"], lock.pages["a.md"]);
}

#[test]
fn a_page_that_is_gone_stays_until_it_is_pruned() {
    let pages = [("a.md", page("/a", "A")), ("b.md", page("/b", "B"))];
    let lock = locked(&pages);
    let site = [("a.md", Ok(page("/a", "A")))];
    let kept = run(&lock, &pages, &site, How::default());
    assert_eq!(
        fates(&kept),
        [(Fate::Gone, "b.md"), (Fate::Unchanged, "a.md")]
    );
    assert!(kept.removes.is_empty() && !kept.report.has_failed());
    assert!(kept.lock.pages.contains_key("b.md"));

    let pruned = run(&lock, &pages, &site, PRUNE);
    assert_eq!(pruned.report.of(Fate::Pruned).count(), 1);
    assert_eq!(pruned.removes, BTreeSet::from(["b.md".to_owned()]));
    assert!(!pruned.lock.pages.contains_key("b.md"));
}

#[test]
fn a_page_that_lost_its_operation_is_gone_and_told() {
    let pages = [("a.md", page("/a", "A")), ("b.md", page("/b", "B"))];
    let lock = locked(&pages);
    let site = [
        ("a.md", Ok("# We are moving\n".to_owned())),
        ("b.md", Ok(page("/b", "B"))),
    ];
    let kept = run(&lock, &pages, &site, How::default());
    assert_eq!(kept.report.of(Fate::Gone).count(), 1);
    assert!(kept.writes.is_empty() && kept.removes.is_empty());
    let pruned = run(&lock, &pages, &site, PRUNE);
    assert_eq!(pruned.removes, BTreeSet::from(["a.md".to_owned()]));
}

#[test]
fn what_sync_did_not_write_is_never_removed() {
    let mine = [("mine.md", page("/mine", "M")), ("a.md", page("/a", "A"))];
    let site = [
        ("a.md", Ok("# Prose\n".to_owned())),
        ("b.md", Ok(page("/b", "B"))),
    ];
    let plan = run(&PagesLock::default(), &mine, &site, FORCE);
    let expected = [
        (Fate::New, "b.md"),
        (Fate::Gone, "a.md"),
        (Fate::Unlisted, "mine.md"),
    ];
    assert_eq!(fates(&plan), expected);
    assert!(plan.removes.is_empty());
}

#[test]
fn a_gone_page_that_was_edited_here_is_pruned_only_by_force() {
    let lock = locked(&[("a.md", page("/a", "A")), ("b.md", page("/b", "old"))]);
    let here = [("a.md", page("/a", "A")), ("b.md", page("/b", "mine"))];
    let site = [("a.md", Ok(page("/a", "A")))];
    let kept = run(&lock, &here, &site, PRUNE);
    assert_eq!(kept.report.of(Fate::Edited).count(), 1);
    assert!(kept.removes.is_empty() && kept.lock.pages.contains_key("b.md"));
    assert_eq!(run(&lock, &here, &site, FORCE).removes.len(), 1);
}

#[test]
fn a_site_that_is_mostly_gone_prunes_nothing_unless_forced() {
    let names = ["a.md", "b.md", "c.md"];
    let pages = names.map(|name| (name, page(&format!("/{name}"), name)));
    let lock = locked(&pages);
    let site = [("a.md", Ok(pages[0].1.clone()))];
    let kept = run(&lock, &pages, &site, PRUNE);
    assert!(kept.removes.is_empty() && kept.report.has_failed());
    assert_eq!(kept.report.count(Fate::Gone), 2);
    assert_eq!(run(&lock, &pages, &site, FORCE).removes.len(), 2);
    // Pages that fail are not gone.
    let down = names.map(|name| (name, Err("503")));
    assert_eq!(run(&lock, &pages, &down, PRUNE).report.refusal, None);
}

#[test]
fn a_page_at_a_new_place_leaves_the_old_one() {
    let old = [("old.md", page("/a", "A"))];
    let site = [("new.md", Ok(page("/a", "A, better")))];
    let plan = run(&locked(&old), &old, &site, How::default());
    assert_eq!(fates(&plan), [(Fate::Moved, "new.md")]);
    assert_eq!(plan.report.lines[0].note, "was at old.md");
    assert_eq!(plan.removes, BTreeSet::from(["old.md".to_owned()]));
    let locked: Vec<&String> = plan.lock.pages.keys().collect();
    assert_eq!(locked, ["new.md"]);
}

#[test]
fn a_page_that_sync_did_not_write_is_not_removed_for_a_new_one() {
    let here = [("mine.md", page("/a", "A"))];
    let site = [("new.md", Ok(page("/a", "A, better")))];
    for how in [How::default(), FORCE] {
        let plan = run(&PagesLock::default(), &here, &site, how);
        let expected = [(Fate::New, "new.md"), (Fate::Unlisted, "mine.md")];
        assert_eq!(fates(&plan), expected);
        assert!(plan.removes.is_empty());
    }
}

#[test]
fn a_page_written_here_since_the_last_run_is_not_overwritten() {
    let lock = locked(&[("a.md", page("/a", "A"))]);
    let here = [("a.md", page("/a", "A")), ("b.md", page("/b", "mine"))];
    let site = [("a.md", Ok(page("/a", "A"))), ("b.md", Ok(page("/b", "B")))];
    let plan = run(&lock, &here, &site, How::default());
    let expected = [(Fate::Edited, "b.md"), (Fate::Unchanged, "a.md")];
    assert_eq!(fates(&plan), expected);
    assert!(plan.writes.is_empty());
}

#[test]
fn an_edited_page_is_not_moved() {
    let lock = locked(&[("old.md", page("/a", "A"))]);
    let here = [("old.md", page("/a", "mine"))];
    let site = [("new.md", Ok(page("/a", "A")))];
    let plan = run(&lock, &here, &site, How::default());
    assert_eq!(
        fates(&plan),
        [(Fate::New, "new.md"), (Fate::Gone, "old.md")]
    );
    assert!(plan.removes.is_empty());
}

#[test]
fn pages_without_operations_are_not_taken_for_each_other() {
    // A page from before OpenAPI blocks, which has no operation by name.
    let here = [(
        "legacy.md",
        "Old\nPOST\nhttps://api.example.com/a\n".to_owned(),
    )];
    let site = [("a.md", Ok(page("/a", "A")))];
    let plan = run(&PagesLock::default(), &here, &site, FORCE);
    let expected = [(Fate::New, "a.md"), (Fate::Unlisted, "legacy.md")];
    assert_eq!(fates(&plan), expected);
}

#[test]
fn a_site_is_asked_with_its_own_words_for_the_text_that_is_here() {
    let pages = [("a.md", page("/a", "A"))];
    let lock = locked(&pages);
    let url = |site| Url::parse(&format!("{site}/a.md")).unwrap();
    let asked = |here: &[(&str, String)], site| {
        let pages = texts(here);
        let known = Known {
            lock: &lock,
            pages: &pages,
        };
        known.validator(&url(site), "a.md").is_some()
    };
    assert!(asked(&pages, SITE));
    assert!(!asked(&[], SITE));
    assert!(!asked(&[("a.md", page("/a", "mine"))], SITE));
    assert!(!asked(&pages, "https://other.example.com"));
}

#[test]
fn a_site_at_another_host_changes_no_page() {
    let pages = [("a.md", page("/a", "A"))];
    let mut lock = locked(&pages);
    for entry in lock.pages.values_mut() {
        entry.url = "https://old.example.com/a.md".to_owned();
    }
    let site = [("a.md", Ok(page("/a", "A")))];
    let plan = run(&lock, &pages, &site, PRUNE);
    assert_eq!(fates(&plan), [(Fate::Unchanged, "a.md")]);
    assert_eq!(plan.lock.pages["a.md"].url, format!("{SITE}/a.md"));
}
