//! The command, interrupted at each of its changes of the file system.

use std::os::unix::process::ExitStatusExt as _;

use tests::interrupt::{Interrupter, Interruption};

use super::*;

/// A site of which a page was changed, one added and one removed since the folder was synced.
fn fixture() -> Fixture {
    let [a, b] = ["/a", "/b"].map(|path| page(path, "1"));
    let fixture = Fixture::synced(&[("api/a.md", &a), ("api/old/b.md", &b)]);
    let [a, c] = ["/a", "/c"].map(|path| page(path, "2"));
    fixture.publish(&[("api/a.md", &a), ("api/new/c.md", &c)]);
    fixture
}

/// Everything below the folder of specs.
fn all_files(fixture: &Fixture) -> BTreeMap<String, String> {
    files(fixture.specs.path())
}

fn complete(fixture: &Fixture) {
    let options = Options {
        prune: true,
        force: true,
        ..fixture.options()
    };
    let report = fixture.try_sync(&options).unwrap();
    assert!(!report.has_failed(), "{}", report.summary());
}

/// Interrupts the command at each call, and lets the next run complete it. `check` gets what is
/// there before, in between, and in the end.
fn interrupt_each(
    how: Interruption,
    check: impl Fn([&BTreeMap<String, String>; 3], &std::process::Output),
) {
    let folder = tempfile::tempdir().unwrap();
    let interrupter = Interrupter::new(folder.path()).unwrap();
    for call in 1.. {
        let fixture = fixture();
        let before = all_files(&fixture);
        let mut command = command::command(fixture.specs.path());
        command.args(["--prune", "--force"]);
        interrupter.interrupt(&mut command, how, call);
        let output = command.output().unwrap();
        let left = all_files(&fixture);
        complete(&fixture);
        let after = all_files(&fixture);
        assert_eq!(fixture.text("api/new/c.md"), Some(page("/c", "2")));
        assert_eq!(after.len(), 3, "call {call}: {after:?}");
        check([&before, &left, &after], &output);
        if output.status.success() {
            // Two pages and the lock are created, written and moved, and one page is removed.
            assert!(call > 10, "{call}");
            return;
        }
    }
}

#[test]
fn a_run_that_is_killed_at_any_change_leaves_whole_files_and_the_next_one_completes_it() {
    interrupt_each(Interruption::Kill, |[before, left, after], output| {
        for (path, text) in left {
            let is_staged = path.starts_with(".seamstress-staging/");
            let is_whole = [before, after].iter().any(|it| it.get(path) == Some(text));
            assert!(
                is_staged || is_whole,
                "{path} is neither the old nor the new file"
            );
        }
        let kept = before.keys().filter(|path| after.contains_key(*path));
        assert!(kept.clone().all(|path| left.contains_key(path)), "{left:?}");
        assert!(output.status.success() || output.status.signal() == Some(9));
    });
}

#[test]
fn a_disk_that_is_full_at_any_write_leaves_the_old_pages_or_the_new_ones() {
    interrupt_each(Interruption::FullDisk, |[before, left, after], output| {
        // Pages are written before the lock, so that the old lock may be with the new pages.
        let without_lock = |files: &BTreeMap<String, String>| {
            let mut files = files.clone();
            files.remove("pages.lock");
            files
        };
        let [old, now, new] = [before, left, after].map(without_lock);
        assert!(now == old || now == new, "{left:?}");
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{message}");
            assert!(message.contains(": No space left on device"), "{message}");
        }
    });
}

#[test]
fn pages_below_a_link_are_neither_written_nor_removed() {
    let fixture = fixture();
    let outside = tempfile::tempdir().unwrap();
    let pages = fixture.specs.path().join("pages");
    let moved = outside.path().join("pages");
    fs::rename(&pages, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &pages).unwrap();
    let before = files(&moved);
    // Nothing is left to write, so that a page would only be removed.
    fixture.list(&["api/a.md"]);
    fixture.site.set("/api/a.md", Reply::page(page("/a", "1")));
    let options = Options {
        prune: true,
        force: true,
        ..fixture.options()
    };
    let error = fixture.try_sync(&options).unwrap_err().to_string();
    assert!(
        error.contains("is a symbolic link, which is not followed"),
        "{error}"
    );
    assert_eq!(files(&moved), before);
}
