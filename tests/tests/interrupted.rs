//! `seamstress generate`, interrupted at each of its changes of the file system: the crate is the
//! old one or consists of whole files, and the next run makes what an uninterrupted one makes.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a fixture of tests may panic as tests do"
)]

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    os::unix::process::ExitStatusExt as _,
    path::{Component, Path},
    process::{Command, Output, Stdio},
};

use seamstress_codegen::project;
use tempfile::TempDir;
use tests::{
    interrupt::{Interrupter, Interruption},
    program::seamstress,
    workspace,
};

/// Path → text of each file.
type Files = BTreeMap<String, String>;

/// A folder with pages and the crate that is generated from them.
struct Project {
    folder: TempDir,
}

impl Project {
    /// The first `count` of the seed pages, without a crate.
    fn new(count: usize) -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let pages = project::Project::pages_in(&workspace().join("specs/pages")).unwrap();
        for page in pages.iter().take(count) {
            project.write(&format!("specs/pages/{}", page.path), &page.text);
        }
        project
    }

    /// The crate of one page, and two pages: the next run adds files and changes others.
    fn with_another_page(crate_before: &Files) -> Self {
        let project = Self::new(2);
        for (path, text) in crate_before {
            project.write(path, text);
        }
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// `program` with the arguments that generate the crate.
    fn command(&self) -> Command {
        let mut command = Command::new(seamstress());
        command
            .args(["generate", "specs", "--out", "client"])
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn interrupted(&self, interrupter: &Interrupter, how: Interruption, call: usize) -> Output {
        let mut command = self.command();
        interrupter.interrupt(&mut command, how, call);
        command.output().unwrap()
    }

    fn generate(&self) {
        let output = self.command().output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    /// What the folder contains, other than the record of the last run.
    fn files(&self) -> Files {
        let mut files = Files::new();
        collect(self.folder.path(), self.folder.path(), &mut files);
        files
    }

    /// The folders of files that are not in their places yet.
    fn staged(&self) -> Vec<&'static str> {
        let folders = ["client/.seamstress-staging", "specs/.seamstress-staging"];
        let mut folders = folders.to_vec();
        folders.retain(|it| self.folder.path().join(it).exists());
        folders
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap();
        if path.ends_with(".seamstress-staging") || path.ends_with(".seamstress") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(name.to_owned(), fs::read_to_string(&path).unwrap());
        }
    }
}

/// The crate of one page, and of two.
fn before_and_after() -> [Files; 2] {
    let before = Project::new(1);
    before.generate();
    let before = before.files();
    let after = Project::with_another_page(&before);
    after.generate();
    [before, after.files()]
}

#[test]
fn a_run_that_is_killed_at_any_change_leaves_whole_files_and_the_next_one_completes_it() {
    let folder = tempfile::tempdir().unwrap();
    let interrupter = Interrupter::new(folder.path()).unwrap();
    let [before, after] = before_and_after();
    for call in 1.. {
        let project = Project::with_another_page(&before);
        let pages = project.files();
        let output = project.interrupted(&interrupter, Interruption::Kill, call);

        let left = project.files();
        for (path, text) in &left {
            let is_whole = [&pages, &after].iter().any(|it| it.get(path) == Some(text));
            assert!(
                is_whole,
                "call {call}: {path} is neither the old nor the new file"
            );
        }
        assert!(
            pages.keys().all(|path| left.contains_key(path)),
            "call {call}"
        );
        project.generate();
        assert_eq!(project.files(), after, "call {call}");
        assert_eq!(project.staged(), [""; 0], "call {call}");
        if output.status.success() {
            // Each file is created, written, and moved.
            assert!(call > 3 * (after.len() - before.len()), "{call}");
            return;
        }
        assert_eq!(output.status.signal(), Some(9), "call {call}: {output:?}");
    }
}

#[test]
fn a_disk_that_is_full_at_any_write_leaves_the_old_crate_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let interrupter = Interrupter::new(folder.path()).unwrap();
    let [before, after] = before_and_after();
    let mut without_change = 0;
    for call in 1.. {
        let project = Project::with_another_page(&before);
        let pages = project.files();
        let output = project.interrupted(&interrupter, Interruption::FullDisk, call);
        let left = project.files();
        assert!(left == pages || left == after, "call {call}: {output:?}");
        assert_eq!(project.staged(), [""; 0], "call {call}");
        if output.status.success() {
            break;
        }
        assert_is_full(&output);
        without_change += usize::from(left == pages);
        project.generate();
        assert_eq!(project.files(), after, "call {call}");
    }
    // Each file is created and written.
    assert!(
        without_change > 2 * (after.len() - before.len()),
        "{without_change}"
    );
}

fn assert_is_full(output: &Output) {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let message = String::from_utf8_lossy(&output.stderr);
    let error = message.lines().last().unwrap();
    assert!(error.starts_with("error: "), "{message}");
    assert!(error.contains(": No space left on device"), "{message}");
}

/// Mounts a file system of `$1` KiB, which the rest of the system does not see, runs the command
/// in the project there, and copies the project back.
const IN_SMALL_FILE_SYSTEM: &str = r#"
mount -t tmpfs -o size="$1k" tmpfs /mnt && cp -R . /mnt || exit 99
project=$PWD; shift; cd /mnt; "$@"; code=$?
cp -R . "$project"; exit $code
"#;

#[test]
fn a_small_file_system_leaves_the_crate_as_it_was() {
    let [before, after] = before_and_after();
    for kib in (64..).step_by(16) {
        let project = Project::with_another_page(&before);
        let pages = project.files();
        let generate = project.command();
        let mut command = Command::new("unshare");
        command
            .args(["--map-root-user", "--mount"])
            .args(["sh", "-c", IN_SMALL_FILE_SYSTEM, "sh", &kib.to_string()])
            .arg(generate.get_program())
            .args(generate.get_args())
            .current_dir(project.folder.path());
        let is_supported = Command::new("unshare")
            .args(["--map-root-user", "--mount"])
            .args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"])
            .status();
        if !is_supported.is_ok_and(|status| status.success()) {
            // Not by `eprintln!`, which is not shown of a test that passes.
            let message = "SKIPPED: no file system can be mounted here, so that none was filled";
            writeln!(io::stderr(), "{message}").unwrap();
            return;
        }
        let output = command.output().unwrap();
        match output.status.code() {
            // Not even the pages have room.
            Some(99) => continue,
            Some(0) => {
                assert_eq!(project.files(), after);
                return;
            }
            _ => {
                assert_is_full(&output);
                assert_eq!(project.files(), pages, "{kib} KiB");
                assert_eq!(project.staged(), [""; 0], "{kib} KiB");
            }
        }
    }
}

#[test]
fn a_run_changes_nothing_outside_of_its_folders() {
    let folder = tempfile::tempdir().unwrap();
    let interrupter = Interrupter::new(folder.path()).unwrap();
    let project = Project::new(2);
    let changed = interrupter.changed_paths(&mut project.command()).unwrap();
    assert!(changed.len() > project.files().len());
    for path in changed {
        let mut parts = path.components();
        let folder = parts.next();
        assert!(
            ["client", "specs"]
                .map(|it| Some(Component::Normal(it.as_ref())))
                .contains(&folder)
                && parts.all(|part| matches!(part, Component::Normal(_))),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_next_run_removes_what_a_killed_one_left_even_if_it_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let interrupter = Interrupter::new(folder.path()).unwrap();
    let project = Project::new(1);
    project.generate();
    let page = project::Project::pages_in(&workspace().join("specs/pages")).unwrap();
    let page = &page[1].path;
    let path = format!("specs/pages/{page}");
    let text = fs::read_to_string(workspace().join(&path)).unwrap();
    project.write(&path, &text);
    project.interrupted(&interrupter, Interruption::Kill, 10);
    assert_ne!(project.staged(), [""; 0]);

    // Without the page, everything is as the last complete run left it.
    fs::remove_file(project.folder.path().join(&path)).unwrap();
    project.generate();
    assert_eq!(project.staged(), [""; 0]);
}
