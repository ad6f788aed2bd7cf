//! When `seamstress generate` ends without generating anything.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::SystemTime,
};

const DOCUMENT: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "Doors", "version": "1" },
  "paths": {
    "/doors/{id}": {
      "get": {
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "responses": { "200": { "description": "", "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Door" } } } } }
      }
    }
  },
  "components": { "schemas": { "Door": {
    "type": "object", "properties": { "open": { "type": "boolean", "unknownKeyword": 1 } }
  } } }
}"##;

/// A document and the crate that is generated from it.
struct Project {
    folder: PathBuf,
}

impl Project {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder can be written");
        }
        fs::create_dir_all(&folder).expect("the folder can be written");
        fs::write(folder.join("doors.json"), DOCUMENT).expect("the folder can be written");
        Self { folder }
    }

    fn generate(&self, more: &[&str]) -> Output {
        let output = Command::new(env!("CARGO_BIN_EXE_seamstress"))
            .args(["generate", "doors.json", "--out", "client"])
            .args(more)
            .current_dir(&self.folder)
            .output()
            .expect("the binary can be run");
        assert!(output.status.success(), "{output:?}");
        output
    }

    fn path(&self, inner: &str) -> PathBuf {
        self.folder.join("client").join(inner)
    }

    /// Each file of the crate, the record included, and when it was written.
    fn files(&self) -> Vec<(PathBuf, SystemTime)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.join("client")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder can be read") {
                let path = entry.expect("the folder can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let modified = fs::metadata(&path)
                        .and_then(|it| it.modified())
                        .expect("the file exists");
                    files.push((path, modified));
                }
            }
        }
        files.sort();
        files
    }

    /// Whether a run generates, which writes the record again.
    fn generates(&self) -> bool {
        let record = self.path(".seamstress/last-run.json");
        let modified = || {
            fs::metadata(&record)
                .and_then(|it| it.modified())
                .expect("the file exists")
        };
        let before = modified();
        self.generate(&[]);
        modified() != before
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_second_run_writes_nothing_and_reports_the_same() {
    let project = Project::new("second_run");
    let first = project.generate(&[]);
    let files = project.files();
    let second = project.generate(&[]);
    assert_eq!(project.files(), files);
    assert_eq!(text(&second.stderr), text(&first.stderr));
    assert!(text(&second.stderr).contains("unknownKeyword"));
    assert!(text(&second.stdout).contains("nothing changed"));
    // The statistics come before the changes.
    let statistics = |output: &Output| text(&output.stdout).lines().next().map(str::to_owned);
    assert_eq!(statistics(&second), statistics(&first));
    let json: serde_json::Value =
        serde_json::from_slice(&project.generate(&["--json"]).stdout).unwrap();
    assert_eq!(json["stats"]["operations_out"], 1);
    assert_eq!(json["changes"]["added"], serde_json::json!([]));
    assert_eq!(project.files(), files);
}

#[test]
fn files_that_were_changed_are_generated_again() {
    let project = Project::new("changed_files");
    project.generate(&[]);
    assert!(!project.generates());
    for inner in ["src/lib.rs", "api.txt", "specs/openapi.yaml"] {
        let before = fs::read_to_string(project.path(inner)).unwrap();
        fs::write(project.path(inner), format!("{before}\n")).unwrap();
        assert!(project.generates(), "{inner}");
        assert_eq!(fs::read_to_string(project.path(inner)).unwrap(), before);
        fs::remove_file(project.path(inner)).unwrap();
        assert!(project.generates(), "{inner}");
        assert!(project.path(inner).exists());
        assert!(!project.generates());
    }
    fs::remove_file(project.path("Cargo.toml")).unwrap();
    assert!(project.generates());
}

#[test]
fn files_of_others_are_noticed_where_they_matter() {
    let project = Project::new("foreign_files");
    project.generate(&[]);
    fs::create_dir_all(project.path("tests")).unwrap();
    fs::write(project.path("tests/own.rs"), "// by hand").unwrap();
    assert!(!project.generates(), "users have tests of their own");
    fs::write(project.path("src/own.rs"), "// by hand").unwrap();
    for _ in 0..2 {
        let output = project.generate(&[]);
        assert!(text(&output.stdout).contains("? src/own.rs"), "{output:?}");
    }
}

#[test]
fn another_input_is_another_run() {
    let project = Project::new("another_input");
    project.generate(&[]);
    let document = DOCUMENT.replace("Doors", "Gates");
    fs::write(project.folder.join("doors.json"), document).unwrap();
    assert!(project.generates());
    assert!(!project.generates());
    project.generate(&["--strict"]);
    assert!(project.generates(), "the last run had other options");
}
