//! The command: its output, its exit code, and the folder after it was killed while it waited.

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

fn run(fixture: &Fixture, arguments: &[&str]) -> Output {
    let mut command = command(fixture.specs.path());
    command.arg("--index").arg(fixture.site.url("/llms.txt"));
    command.args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_exit_code_says_whether_every_page_was_fetched() {
    let fixture = Fixture::new(&[("a.md", &page("/a", "1"))]);
    let output = run(&fixture, &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("1 new"), "{output:?}");
    assert_eq!(text(&output.stderr), "");

    fixture.list(&["a.md", "b.md"]);
    let failed = run(&fixture, &["--json"]);
    assert_eq!(failed.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&failed.stdout).unwrap();
    assert_eq!(report["pages"]["failed"][0]["page"], "b.md");
    assert_eq!(report["pages"]["unchanged"][0]["page"], "a.md");
}

#[test]
fn a_usage_error_has_an_exit_code_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let code = |arguments: &[&str]| {
        let output = command(folder.path()).args(arguments).output().unwrap();
        (output.status.code(), text(&output.stderr))
    };
    assert_eq!(code(&["--no-such-flag"]).0, Some(2));
    let (status, message) = code(&[]);
    assert_eq!(status, Some(2));
    assert!(message.contains("--index"), "{message}");
    // No request is made: nothing listens on this address.
    let (status, message) = code(&["--index", "http://192.0.2.1/llms.txt"]);
    assert_eq!(status, Some(2));
    assert!(message.contains("https"), "{message}");
}

#[test]
fn a_run_that_is_killed_while_it_waits_changes_nothing() {
    let fixture = Fixture::synced(&[("a.md", &page("/a", "1")), ("b.md", &page("/b", "1"))]);
    let (files, lock) = (fixture.files(), fixture.lock());
    fixture.publish(&[("a.md", &page("/a", "2")), ("b.md", "")]);
    fixture.site.set("/b.md", Reply::hang());
    let requests = fixture.site.times("/b.md");
    let mut child = command(fixture.specs.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while fixture.site.times("/b.md") == requests && start.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(fixture.site.times("/b.md") > requests);
    assert_eq!((fixture.files(), fixture.lock()), (files, lock));
}
