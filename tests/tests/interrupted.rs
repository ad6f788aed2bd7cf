//! `seamstress generate`, killed while it writes or on a disk that is full: the crate is the old
//! one or a mixture of whole files, and the next run makes what an uninterrupted one makes.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a fixture of tests may panic as tests do"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
};

use seamstress_codegen::project;
use tempfile::TempDir;
use tests::{program::seamstress, workspace};

/// Where files are before they are moved to their places.
const STAGING: &str = "client/.seamstress-staging";

/// Path → text of each file.
type Files = BTreeMap<String, String>;

/// A folder with pages and the crate that is generated from them.
struct Project {
    folder: TempDir,
}

impl Project {
    /// The crate of one of the seed pages, and then all of them: the next run adds files
    /// and changes others.
    fn with_more_pages(crate_before: &Files) -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (path, text) in crate_before {
            project.write(path, text);
        }
        project.add_pages(usize::MAX);
        project
    }

    /// Adds the first `count` of the seed pages.
    fn add_pages(&self, count: usize) {
        let pages = project::Project::pages_in(&workspace().join("specs/pages")).unwrap();
        for page in pages.iter().take(count) {
            self.write(&format!("specs/pages/{}", page.path), &page.text);
        }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// `program` with the arguments that generate the crate.
    fn command(&self, program: impl AsRef<Path>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .args(arguments)
            .args(["generate", "specs", "--out", "client"])
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn generate(&self) {
        let status = self.command(seamstress(), &[]).status().unwrap();
        assert!(status.success());
    }

    /// What the folder contains, other than files that are being staged and the record of the
    /// last run.
    fn files(&self) -> Files {
        let mut files = Files::new();
        collect(self.folder.path(), self.folder.path(), &mut files);
        files
    }

    fn staged(&self) -> usize {
        let entries = fs::read_dir(self.folder.path().join(STAGING));
        entries.map_or(0, Iterator::count)
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.path().join(path)).ok()
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

/// The crate before the other pages are added, and after it.
fn before_and_after() -> [Files; 2] {
    let before = Project {
        folder: tempfile::tempdir().unwrap(),
    };
    before.add_pages(1);
    before.generate();
    let before = before.files();
    let after = Project::with_more_pages(&before);
    after.generate();
    [before, after.files()]
}

/// Kills the run when `is_time` says so; whether it was still running.
fn kill_when(mut child: Child, is_time: impl Fn() -> bool) -> bool {
    while !is_time() && child.try_wait().unwrap().is_none() {}
    let _ = child.kill();
    !child.wait().unwrap().success()
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_one_completes_it() {
    let [before, after] = before_and_after();
    let changed: Vec<&String> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path) && path.starts_with("client/"))
        .collect();
    assert!(changed.len() > 10, "{changed:?}");

    let [mut while_staging, mut while_moving] = [0, 0];
    // Half of the runs are killed while files are staged, half while they are moved.
    for attempt in 0..2 * changed.len() {
        let project = Project::with_more_pages(&before);
        let pages = project.files();
        let child = project.command(seamstress(), &[]).spawn().unwrap();
        let step = attempt / 2;
        let was_killed = match attempt % 2 {
            0 => kill_when(child, || project.staged() > step),
            _ => kill_when(child, || {
                project.text(changed[step]).as_ref() == after.get(changed[step])
            }),
        };

        let left = project.files();
        for (path, text) in &left {
            let is_whole = [&pages, &after].iter().any(|it| it.get(path) == Some(text));
            assert!(is_whole, "{path} is neither the old nor the new file");
        }
        assert!(pages.keys().all(|path| left.contains_key(path)));
        if was_killed && project.staged() > 0 {
            let ignored = project.text(&format!("{STAGING}/.gitignore"));
            assert!(ignored.is_none_or(|text| text == "*\n"));
            match left == pages {
                true => while_staging += 1,
                false => while_moving += 1,
            }
        }

        project.generate();
        assert_eq!(project.files(), after);
        assert_eq!(project.staged(), 0);
        if while_staging >= 5 && while_moving >= 3 {
            return;
        }
    }
    assert!(
        while_staging > 0 && while_moving > 0,
        "{while_staging} runs were killed while files were staged and {while_moving} while they \
         were moved, so the test proves nothing"
    );
}

#[test]
fn a_full_disk_leaves_the_crate_as_it_was() {
    let [before, after] = before_and_after();
    let project = Project::with_more_pages(&before);
    let with_pages = project.files();
    // A limit on the size of files fails as a full disk does: a part of a file is written.
    let limited = r#"trap "" XFSZ; ulimit -f 16; exec "$0" "$@""#;
    let program = seamstress().to_str().unwrap();
    let output = project
        .command("sh", &["-c", limited, program])
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8_lossy(&output.stderr);
    let last = message.lines().last().unwrap();
    assert!(last.starts_with("error: specs/openapi.yaml: "), "{message}");
    assert_eq!(project.files(), with_pages);
    assert_eq!(project.staged(), 0);

    project.generate();
    assert_eq!(project.files(), after);
}
