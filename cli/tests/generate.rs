//! What `seamstress generate` prints.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

#[test]
fn places_are_relative_to_the_folder_that_is_given() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("places");
    let pages = folder.join("docs/doors");
    fs::create_dir_all(&pages).expect("the folder can be written");
    let page = "```yaml /openapi.json post /a\nopenapi: 3.0.0\n";
    fs::write(pages.join("open.md"), page).expect("the page can be written");
    for input in ["docs", "docs/", "./docs//"] {
        let run = Command::new(env!("CARGO_BIN_EXE_seamstress"))
            .args(["generate", input, "--out", "client"])
            .current_dir(&folder)
            .output()
            .expect("the binary can be run");
        let printed = String::from_utf8_lossy(&run.stderr);
        assert!(printed.contains("--> doors/open.md:1:1\n"), "{printed}");
        assert!(!run.status.success());
    }
}

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Doors, version: '1'}
servers: [{url: 'https://api.doors.example'}]
paths:
  /doors/list:
    post:
      responses:
        '200':
          description: Doors
          content: {application/json: {schema: {type: array, items: {type: string}}}}
";

/// An operation that says less than `/doors/list` does, at a path before it.
const HEALTH: &str = "  /check:
    get:
      responses:
        '200': {description: Done, content: {application/json: {schema: {type: object}}}}
  /doors:
    get:
      responses:
        '200':
          description: Doors
          content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
";

/// A folder with a document, and the file `seamstress.toml` if there is a text for it.
fn folder(name: &str, config: Option<&str>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("runtime")).expect("the folder can be written");
    let files = [
        ("doors.yaml", Some(DOCUMENT)),
        ("runtime/Cargo.toml", Some("")),
        ("seamstress.toml", config),
    ];
    for (path, text) in files {
        if let Some(text) = text {
            fs::write(folder.join(path), text).expect("the file can be written");
        }
    }
    folder
}

/// The exit code, and what is printed as errors.
fn generate(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_seamstress"))
        .arg("generate")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the binary can be run");
    let printed = String::from_utf8_lossy(&run.stderr).into_owned();
    (run.status.code(), printed)
}

fn manifest(folder: &Path, out: &str) -> String {
    fs::read_to_string(folder.join(out).join("Cargo.toml")).expect("there is a manifest")
}

#[test]
fn the_package_has_the_given_name_and_the_runtime_is_found_from_the_crate() {
    let folder = folder("named", None);
    let arguments = [
        "doors.yaml",
        "--out",
        "a/client",
        "--name",
        "house-doors",
        "--runtime",
        "runtime",
    ];
    assert_eq!(generate(&folder, &arguments).0, Some(0));
    let text = manifest(&folder, "a/client");
    assert!(text.contains("name = \"house-doors\""), "{text}");
    assert!(text.contains("path = \"../../runtime\""), "{text}");
    let readme = fs::read_to_string(folder.join("a/client/README.md")).expect("there is a README");
    assert!(readme.contains("doors.doors().list().await?"), "{readme}");
    // The crate has that name from now on.
    let (code, printed) = generate(
        &folder,
        &["doors.yaml", "--out", "a/client", "--name", "other"],
    );
    assert_eq!(code, Some(1));
    assert!(printed.contains("which is `house-doors`"), "{printed}");
    // What belongs to the maintainers is not written again.
    fs::write(folder.join("a/client/README.md"), "mine").expect("the file can be written");
    fs::remove_file(folder.join("a/client/examples/first_call.rs")).expect("there is an example");
    assert_eq!(
        generate(&folder, &["doors.yaml", "--out", "a/client"]).0,
        Some(0)
    );
    let readme = fs::read_to_string(folder.join("a/client/README.md")).expect("there is a README");
    assert_eq!(readme, "mine");
    assert!(!folder.join("a/client/examples/first_call.rs").exists());
}

#[test]
fn a_runtime_that_is_neither_a_version_nor_a_package_is_an_error() {
    let folder = folder("runtimes", None);
    let run = |runtime| {
        generate(
            &folder,
            &["doors.yaml", "--out", "client", "--runtime", runtime],
        )
    };
    let (code, printed) = run("nowhere");
    assert_eq!(code, Some(1));
    assert!(
        printed.contains("neither a version nor the folder of a package"),
        "{printed}"
    );
    assert_eq!(run("^0.1.2").0, Some(0));
    let text = manifest(&folder, "client");
    assert!(
        text.contains("seamstress-runtime = { version = \"^0.1.2\""),
        "{text}"
    );
}

#[test]
fn arguments_are_read_from_a_file_and_those_that_are_given_go_first() {
    let config =
        "input = \"doors.yaml\"\nout = \"client\"\nname = \"from-file\"\nruntime = \"0.1\"\n";
    let folder = folder("configured", Some(config));
    assert_eq!(generate(&folder, &[]).0, Some(0));
    assert!(manifest(&folder, "client").contains("name = \"from-file\""));
    let arguments = [
        "--config",
        "../seamstress.toml",
        "--out",
        "here",
        "--name",
        "given",
    ];
    assert_eq!(generate(&folder.join("runtime"), &arguments).0, Some(0));
    assert!(manifest(&folder, "runtime/here").contains("name = \"given\""));
    fs::write(folder.join("seamstress.toml"), "output = \"client\"\n").expect("it can be written");
    let (code, printed) = generate(&folder, &[]);
    assert_eq!(code, Some(1));
    assert!(
        printed.contains("seamstress.toml") && printed.contains("line 1"),
        "{printed}"
    );
    fs::remove_file(folder.join("seamstress.toml")).expect("it exists");
    let (code, printed) = generate(&folder, &["doors.yaml"]);
    assert_eq!(code, Some(2));
    assert!(printed.contains("--help"), "{printed}");
}

/// A page with an operation on `path` that returns a door, whose schema is `door`.
fn door_page(path: &str, door: &str) -> String {
    format!(
        "# A door\n\n````yaml /openapi.json get {path}\nopenapi: 3.0.3\n\
         info: {{title: Doors, version: '1'}}\nservers: [{{url: 'https://api.doors.example'}}]\n\
         paths:\n  {path}:\n    get:\n      responses:\n        '200':\n          description: A door\n          \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/door'}}}}}}\n\
         components:\n  schemas:\n    door: {door}\n````\n"
    )
}

#[test]
#[cfg(feature = "sync")]
fn the_newest_page_is_that_with_the_last_date_in_the_lock() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("newest");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("specs/pages")).expect("the folder can be written");
    let lock = |first: &str| {
        let line = |name: &str, modified: &str| {
            let sha256 = "0".repeat(64);
            format!(
                "\"https://docs.doors.example/{name}.md\" = {{ sha256 = \"{sha256}\"{modified} }}\n"
            )
        };
        let last = ", modified = \"Wed, 04 Mar 2026 08:00:00 GMT\"";
        format!("[pages]\n{}{}", line("a", first), line("b", last))
    };
    let string = "{type: object, properties: {number: {type: string}}}";
    let integer = "{type: object, properties: {number: {type: integer}}}";
    for (path, text) in [
        ("pages/a.md", door_page("/a", string)),
        ("pages/b.md", door_page("/b", integer)),
        (
            "pages/c.md",
            door_page("/c", string)
                .replace("door:", "gate:")
                .replace("/door'", "/gate'"),
        ),
        (
            "pages.lock",
            lock(", modified = \"Tue, 03 Mar 2026 08:00:00 GMT\""),
        ),
    ] {
        fs::write(folder.join("specs").join(path), text).expect("the file can be written");
    }
    let arguments = ["specs", "--out", "client", "--prefer", "newest"];
    let (code, printed) = generate(&folder, &arguments);
    assert_eq!(code, Some(0), "{printed}");
    assert!(
        printed.contains("because it is the newest, of Wed, 04 Mar 2026 08:00:00 GMT"),
        "{printed}"
    );

    fs::write(folder.join("specs/pages.lock"), lock("")).expect("the file can be written");
    let (code, printed) = generate(&folder, &arguments);
    assert_eq!(code, Some(0), "{printed}");
    assert!(
        printed.contains("no date is known of `pages/a.md`"),
        "{printed}"
    );
    let (code, printed) = generate(&folder, &["specs", "--out", "client", "--strict"]);
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("error[merge-conflict]"), "{printed}");

    // The front matter of the page has the date that the lock does not.
    let dated = format!(
        "---\nupdatedAt: 2026-03-05\n---\n{}",
        door_page("/a", string)
    );
    fs::write(folder.join("specs/pages/a.md"), dated).expect("the file can be written");
    let (code, printed) = generate(&folder, &arguments);
    assert_eq!(code, Some(0), "{printed}");
    assert!(
        printed.contains("because it is the newest, of 2026-03-05"),
        "{printed}"
    );

    // What sync recorded about the pages is listed.
    let missing = lock(", missing = \"the site no longer has the file\"");
    fs::write(folder.join("specs/pages.lock"), missing).expect("the file can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_seamstress"));
    command.current_dir(&folder).args(["generate", "specs"]);
    let output = command.args(["--out", "client", "--json"]).output();
    let report = output.expect("the binary can be run").stdout;
    let report = String::from_utf8(report).expect("the report is UTF-8");
    let line = "\"missing\": \"the site no longer has the file\"";
    assert!(report.contains(line), "{report}");
}

#[test]
fn a_crate_below_the_pages_is_no_page_of_the_next_run() {
    let folder = folder("below", None);
    assert_eq!(generate(&folder, &[".", "--out", "client"]).0, Some(0));
    // So that the run does not end because nothing has changed.
    fs::write(folder.join("note.md"), "# Note\n").expect("the page can be written");
    // The document of the crate has the operations of the pages.
    let repeated = (Some(0), String::new());
    assert_eq!(generate(&folder, &[".", "--out", "client"]), repeated);
}

#[test]
fn the_folder_of_the_pages_and_a_file_are_no_folder_of_a_crate() {
    let folder = folder("no_crate", None);
    for (out, problem) in [
        (".", "this is the folder of the pages"),
        ("doors.yaml", "this is a file"),
    ] {
        let (code, printed) = generate(&folder, &[".", "--out", out]);
        assert_eq!(code, Some(1));
        let expected = format!("error: `--out {out}`: {problem}");
        assert!(printed.contains(&expected), "{printed}");
    }
}

#[test]
fn the_first_call_sets_what_the_environment_does_not_have() {
    let folder = folder("first_call", None);
    let of = |servers: &str, schemes: &str| {
        let document = DOCUMENT.replace("servers: [{url: 'https://api.doors.example'}]", servers);
        let schemes = format!("components: {{securitySchemes: {schemes}}}\n");
        fs::write(folder.join("doors.yaml"), document + &schemes).expect("it can be written");
        let _ = fs::remove_dir_all(folder.join("client"));
        assert_eq!(
            generate(&folder, &["doors.yaml", "--out", "client"]).0,
            Some(0)
        );
        let example = fs::read_to_string(folder.join("client/examples/first_call.rs"));
        let example: Vec<String> = example
            .expect("there is an example")
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        example.concat()
    };
    let example = of("servers: [{url: 'https://doors.example'}]", "{}");
    assert!(example.contains("Doors::from_env()?;"), "{example}");
    let example = of("servers: [{url: /v1}]", "{}");
    let base_url = "Doors::builder().base_url(\"https://api.example.com\").build()?;";
    assert!(example.contains(base_url), "{example}");
    let example = of(
        "security: [{other: []}, {login: [], key: []}]\nservers: [{url: 'https://doors.example'}]",
        "{key: {type: apiKey, in: header, name: x-key}, login: {type: http, scheme: basic}, other: {type: http, scheme: digest}}",
    );
    let login = "login(env::var(\"DOORS_USERNAME\")?,env::var(\"DOORS_PASSWORD\")?";
    assert!(example.contains(login), "{example}");
    assert!(
        example.contains("key(env::var(\"DOORS_KEY\")?)"),
        "{example}"
    );
}

#[test]
fn the_first_call_returns_a_type_of_the_api() {
    let folder = folder("first_call_of_a_type", None);
    let document = DOCUMENT.to_owned() + HEALTH;
    fs::write(folder.join("doors.yaml"), document).expect("it can be written");
    let (code, printed) = generate(&folder, &["doors.yaml", "--out", "client"]);
    assert_eq!(code, Some(0), "{printed}");
    let example = fs::read_to_string(folder.join("client/examples/first_call.rs"));
    let example = example.expect("there is an example");
    assert!(example.contains("doors.doors().get().await?"), "{example}");
}
