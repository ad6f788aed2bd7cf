//! The command: what it compares, what it prints, how it ends.

use std::{
    fs,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;
use tests::{here, program::seamstress};

const PAGE: &str = "specs/pages/doors/get.md";

/// A repository with the pages of doors.
struct Desk(TempDir);

impl Desk {
    /// One commit, on `main`, with the page as it was and the crate that it makes.
    fn new() -> Self {
        let desk = Self::empty();
        desk.write(PAGE, &page("before"));
        desk.generate();
        desk.commit();
        desk
    }

    /// A repository in which nothing is committed.
    fn empty() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.git(&["init", "--quiet", "--initial-branch", "main"]);
        desk
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let who = [
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@doors.example",
            "-c",
            "commit.gpgsign=false",
        ];
        let mut git = Command::new("git");
        git.args(who).args(arguments).current_dir(self.0.path());
        tests::node::run(&mut git).unwrap();
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Change the pages"]);
    }

    fn generate(&self) {
        let mut generate = Command::new(seamstress());
        generate.args(["generate", "specs", "--out", "generated"]);
        tests::node::run(generate.current_dir(self.0.path())).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut review = Command::new(seamstress());
        review
            .arg("review")
            .args(arguments)
            .current_dir(self.0.path());
        review.output().unwrap()
    }

    /// How the command ends, and what it prints: of a failure, the last line of the complaint.
    fn review(&self, arguments: &[&str]) -> (i32, String) {
        let done = self.run(arguments);
        let code = done.status.code().unwrap();
        let text = if done.stdout.is_empty() {
            done.stderr
        } else {
            done.stdout
        };
        (code, String::from_utf8(text).unwrap())
    }

    fn json(&self) -> Value {
        let (code, text) = self.review(&["--format", "json"]);
        assert_eq!(code, 0, "{text}");
        serde_json::from_str(&text).unwrap()
    }
}

fn page(side: &str) -> String {
    fs::read_to_string(here(&format!("report/{side}/get.md"))).unwrap()
}

#[test]
fn the_work_tree_is_compared_with_the_last_commit() {
    let desk = Desk::new();
    let (code, text) = desk.review(&[]);
    assert_eq!(code, 0);
    assert!(text.contains("## none:"), "{text}");

    desk.write(PAGE, &page("after"));
    let (code, text) = desk.review(&[]);
    assert_eq!(code, 0);
    assert!(
        text.contains("## major:") && text.contains("since `HEAD ("),
        "{text}"
    );
    assert!(
        text.contains("| `models::Door.name` | `String` → `Option<String>` |"),
        "{text}"
    );
    assert!(text.contains("specs/pages/doors/get.md:"), "{text}");
    // It reads, and writes nothing.
    assert_eq!(desk.run(&[]).stdout, desk.run(&[]).stdout);
    assert!(!desk.0.path().join("generated/CHANGELOG.md").exists());
}

#[test]
fn a_branch_is_compared_with_its_merge_base() {
    let desk = Desk::new();
    desk.git(&["checkout", "--quiet", "-b", "refresh"]);
    desk.write(
        PAGE,
        &page("before").replace("A door.", "A door in a house."),
    );
    desk.commit();
    desk.git(&["checkout", "--quiet", "main"]);
    desk.write(PAGE, &page("after"));
    desk.commit();
    desk.git(&["checkout", "--quiet", "refresh"]);
    let review = desk.json();
    assert_eq!(review["bump"], "patch", "{review:#}");
    assert_eq!(review["version"], 2);
    // Against `main` itself, what happened there would be undone.
    let (_, text) = desk.review(&["--base", "main"]);
    assert!(text.contains("## major:"), "{text}");
}

#[test]
fn only_unaccepted_changes_fail_the_run() {
    let desk = Desk::new();
    assert_eq!(desk.review(&["--fail-on", "patch"]).0, 0);
    desk.write(PAGE, &page("after"));
    assert_eq!(desk.review(&["--fail-on", "breaking"]).0, 1);
    let review = desk.json();
    let breaking = review["changes"].as_array().unwrap().iter();
    let accepted: String = breaking
        .filter(|entry| entry["impact"] == "breaking")
        .map(|entry| {
            let fingerprint = entry["fingerprint"].as_str().unwrap();
            format!(
                "[[accepted]]\nfingerprint = \"{fingerprint}\"\nbecause = \"Nobody reads it.\"\n"
            )
        })
        .collect();
    desk.write("specs/accepted.toml", &accepted);
    assert_eq!(desk.review(&["--fail-on", "breaking"]).0, 0);
    assert_eq!(desk.review(&["--fail-on", "minor"]).0, 1);
    let (_, text) = desk.review(&[]);
    assert!(
        text.contains("## major:") && text.contains("Accepted (Breaking): Nobody reads it."),
        "{text}"
    );

    desk.write(
        "specs/accepted.toml",
        "[[accepted]]\nfingerprint = \"x\"\nbecause = \"\"\n",
    );
    let (code, text) = desk.review(&[]);
    assert_eq!(code, 1);
    assert!(
        text.contains("accepted.toml: line 2: `x` is not a fingerprint"),
        "{text}"
    );
}

#[test]
fn a_base_without_pages_makes_everything_new() {
    let desk = Desk::empty();
    desk.write("README.md", "# House\n");
    desk.commit();
    desk.write(PAGE, &page("before"));
    let review = desk.json();
    assert_eq!(review["bump"], "minor");
    let entries = review["changes"].as_array().unwrap();
    assert!(
        entries
            .iter()
            .any(|entry| entry["item"] == "doors::Doors::get")
    );
    let mut impacts = entries.iter().map(|entry| &entry["impact"]);
    assert!(
        impacts.all(|impact| impact == "added" || impact == "wire_only"),
        "{review:#}"
    );
}

#[test]
fn pages_with_errors_are_shown_and_not_compared() {
    let desk = Desk::new();
    desk.write(PAGE, &page("after").replace("openapi: 3.0.0", "openapi: ["));
    let (code, text) = desk.review(&[]);
    assert_eq!(code, 1);
    assert!(text.contains("specs/pages/doors/get.md:"), "{text}");
    assert!(
        text.ends_with("the pages of the work tree have errors, so there is nothing to compare\n"),
        "{text}"
    );
    // Nor are those of the base.
    desk.commit();
    desk.write(PAGE, &page("after"));
    let (code, text) = desk.review(&[]);
    assert_eq!(code, 1);
    assert!(text.contains("the pages of HEAD ("), "{text}");
}

#[test]
fn usage_errors_have_their_own_exit_code() {
    let desk = Desk::new();
    let (code, text) = desk.review(&["--base", "v9"]);
    assert_eq!(
        (code, text.as_str()),
        (2, "error: no such revision: `v9`\n")
    );
    // What looks like an option of git is none.
    assert_eq!(desk.review(&["--base=--all"]).0, 2);
    assert_eq!(desk.review(&["--format", "pdf"]).0, 2);
    assert_eq!(desk.review(&["--specs", "nowhere"]).0, 2);

    let empty = Desk::empty();
    empty.write(PAGE, &page("before"));
    let (code, text) = empty.review(&[]);
    assert_eq!(
        (code, text.as_str()),
        (2, "error: the repository has no commit\n")
    );

    let outside = tempfile::tempdir().unwrap();
    let review = |path: Option<&str>| {
        let mut review = Command::new(seamstress());
        review
            .args(["review", "--specs", "."])
            .current_dir(outside.path());
        // Folders above the temporary one are nobody's repository here.
        review.env("GIT_CEILING_DIRECTORIES", outside.path().parent().unwrap());
        if let Some(path) = path {
            review.env("PATH", path);
        }
        let done = review.output().unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    };
    let (code, text) = review(None);
    assert_eq!(code, Some(2));
    assert!(text.contains("not a git repository"), "{text}");
    let (code, text) = review(Some("/nowhere"));
    assert_eq!(code, Some(2));
    assert!(text.starts_with("error: cannot run `git`"), "{text}");
}

#[test]
fn a_report_goes_to_a_file_and_the_bump_to_the_terminal() {
    let desk = Desk::new();
    desk.write(PAGE, &page("after"));
    let (code, text) = desk.review(&["--format", "html", "--out", "out/review.html"]);
    assert_eq!(code, 0);
    assert!(
        text.starts_with("version bump: major (1 breaking"),
        "{text}"
    );
    assert!(text.ends_with("see out/review.html\n"), "{text}");
    assert!(desk.read("out/review.html").starts_with("<!doctype html>"));
}

#[test]
fn a_report_replaces_its_file_as_a_whole() {
    let desk = Desk::new();
    let last = "the report of the last run";
    desk.write("review.md", last);
    let path = |name| desk.0.path().join(name);
    // A second name of the old file: it would have the new text if that were written into the file.
    fs::hard_link(path("review.md"), path("open.md")).unwrap();
    assert_eq!(desk.review(&["--out", "review.md"]).0, 0);
    assert_ne!(desk.read("review.md"), last);
    assert_eq!(desk.read("open.md"), last);
    // A folder is not replaced.
    assert_eq!(desk.review(&["--out", "specs"]).0, 1);
    assert!(path("specs").is_dir());
}

#[test]
fn the_cause_of_each_file_is_explained() {
    let desk = Desk::new();
    desk.write(PAGE, &page("after"));
    let (_, text) = desk.review(&["--explain"]);
    let model = text
        .lines()
        .find(|line| line.ends_with("src/models/door.rs"));
    assert_eq!(
        model.and_then(|line| line.split(' ').next()),
        Some("pages"),
        "{text}"
    );
    assert!(!desk.review(&[]).1.contains("--explain"));

    // As if an older generator had written the crate.
    let old = desk.read("generated/src/models/door.rs");
    desk.git(&["checkout", "--quiet", "--", PAGE]);
    desk.write(
        "generated/src/models/door.rs",
        &old.replace("A door.", "The door."),
    );
    desk.commit();
    let (_, text) = desk.review(&["--explain"]);
    assert!(text.contains("generator  src/models/door.rs"), "{text}");
    desk.write(PAGE, &page("after"));
    let (_, text) = desk.review(&[]);
    assert!(
        text.contains("Both the pages and the generator changed the crate"),
        "{text}"
    );
}

#[test]
fn the_version_and_the_changelog_are_raised_once() {
    let desk = Desk::new();
    desk.write(PAGE, &page("after"));
    let version = || {
        let manifest = desk.read("generated/Cargo.toml");
        let line = manifest.lines().find(|line| line.starts_with("version"));
        line.map(str::to_owned)
    };
    let before = version();
    let written = || {
        (
            desk.read("generated/Cargo.toml"),
            desk.read("generated/CHANGELOG.md"),
            desk.read("specs/names.lock"),
        )
    };
    assert_eq!(desk.review(&["--changelog", "--bump"]).0, 0);
    let first = written();
    assert_ne!(version(), before);
    assert!(first.1.contains("models::Door.name"), "{}", first.1);
    assert_eq!(desk.review(&["--changelog", "--bump"]).0, 0);
    assert_eq!(written(), first);
}

#[test]
fn the_keys_of_the_json_report_are_documented() {
    let desk = Desk::new();
    desk.write(PAGE, &page("after"));
    let review = desk.json();
    let docs = fs::read_to_string(tests::workspace().join("docs/review.md")).unwrap();
    let objects = [&review, &review["pages"][0], &review["changes"][0]];
    for key in objects
        .into_iter()
        .flat_map(|it| it.as_object().unwrap().keys())
    {
        assert!(docs.contains(&format!("`{key}`")), "{key}");
    }
}
