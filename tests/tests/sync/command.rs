//! The command: what it prints, how it ends, and what is left where it is ended.

use std::{
    process::{Command, Output, Stdio},
    thread,
    time::Instant,
};

use tests::program::seamstress;

use super::*;

/// `seamstress sync` for this folder.
pub(super) fn command(specs: &Path) -> Command {
    let mut command = Command::new(seamstress());
    command.arg("sync").arg("--out").arg(specs);
    command.stdin(Stdio::null());
    command
}

fn run(desk: &Desk, arguments: &[&str]) -> Output {
    let mut command = command(desk.specs.path());
    command.arg("--index").arg(desk.site.url("/llms.txt"));
    command.args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn it_says_what_it_did_and_whether_that_was_all() {
    let desk = Desk::new(&[("a.md", &page("/a", "1"))]);
    let done = run(&desk, &[]);
    assert_eq!(done.status.code(), Some(0));
    assert!(text(&done.stdout).contains("1 new"), "{done:?}");
    assert_eq!(text(&done.stderr), "");

    desk.list(&["a.md", "b.md"]);
    let failed = run(&desk, &["--json"]);
    assert_eq!(failed.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&failed.stdout).unwrap();
    assert_eq!(report["pages"]["failed"][0]["page"], "b.md");
    assert_eq!(report["pages"]["unchanged"][0]["page"], "a.md");
}

#[test]
fn wrong_usage_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let code = |arguments: &[&str]| {
        let done = command(folder.path()).args(arguments).output().unwrap();
        (done.status.code(), text(&done.stderr))
    };
    assert_eq!(code(&["--no-such-flag"]).0, Some(2));
    let (status, message) = code(&[]);
    assert_eq!(status, Some(2));
    assert!(message.contains("--index"), "{message}");
    // Not even asked: nobody answers at this address.
    let (status, message) = code(&["--index", "http://192.0.2.1/llms.txt"]);
    assert_eq!(status, Some(2));
    assert!(message.contains("https"), "{message}");
}

#[test]
fn a_run_that_is_ended_while_it_waits_leaves_what_was_there() {
    let desk = Desk::synced(&[("a.md", &page("/a", "1")), ("b.md", &page("/b", "1"))]);
    let (files, lock) = (desk.files(), desk.lock());
    desk.publish(&[("a.md", &page("/a", "2")), ("b.md", "")]);
    desk.site.set("/b.md", Reply::hang());
    let asked = desk.site.times("/b.md");
    let mut child = command(desk.specs.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while desk.site.times("/b.md") == asked && start.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(desk.site.times("/b.md") > asked);
    assert_eq!((desk.files(), desk.lock()), (files, lock));
}

#[test]
fn a_run_that_is_ended_while_it_writes_leaves_whole_pages_and_is_taken_up() {
    let site = |version: usize| -> BTreeMap<String, String> {
        let text = |number| page(&format!("/{number}"), &version.to_string());
        let name = |number| format!("api/{number:03}.md");
        (0..200)
            .map(|number| (name(number), text(number)))
            .collect()
    };
    let pages_of = |mut files: BTreeMap<String, String>| {
        // What was about to take a page's place has a name of its own.
        files.retain(|path, _| path.ends_with(".md"));
        files
    };
    let desk = Desk::new(&[]);
    publish(&desk, &site(0));
    desk.sync();
    seamstress();

    let mut ended_between_pages = 0;
    for version in 1..=20 {
        let [old, new] = [site(version - 1), site(version)];
        publish(&desk, &new);
        let mut child = command(desk.specs.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Pages are written in order.
        let has_begun = || desk.text("api/000.md").as_ref() == new.get("api/000.md");
        while !has_begun() && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        let _ = child.kill();
        child.wait().unwrap();

        let left = pages_of(desk.files());
        for (path, text) in &left {
            let is_whole = [&old, &new].iter().any(|site| site.get(path) == Some(text));
            assert!(is_whole, "{path} is neither old nor new:\n{text}");
        }
        assert_eq!(left.len(), new.len());
        ended_between_pages += usize::from(left != old && left != new);

        let report = desk.sync();
        assert!(!report.has_failed(), "{}", report.summary());
        assert_eq!(pages_of(desk.files()), new);
        if ended_between_pages == 2 {
            return;
        }
    }
    assert!(
        ended_between_pages > 0,
        "no run was ended between two pages, so that nothing is shown"
    );
}

fn publish(desk: &Desk, site: &BTreeMap<String, String>) {
    let pages: Vec<(&str, &str)> = site.iter().map(|(path, text)| (&**path, &**text)).collect();
    desk.publish(&pages);
}
