//! The README's second story: what it shows is generated, compiled, run, and printed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what all tests share fails as tests do"
)]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Command, Stdio},
};

use tests::{
    crates::Crates,
    here,
    podcasts::{AUDIO, Podcasts, TOKEN},
    program::seamstress,
    workspace,
};

/// The command as the README shows it.
const COMMAND: &str = "seamstress generate openapi.yaml --out client/";
/// The program of the user, next to the client.
const PROGRAM: &str = "castaway-program";
const MANIFEST: &str = "\
[package]
name = \"castaway-program\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
castaway-client = { path = \"../client\" }
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }
";

/// The fenced blocks of the README's section with this title: what follows the backticks, and the
/// text.
fn blocks(title: &str) -> Vec<(String, String)> {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    let heading = format!("## {title}\n");
    let (_, section) = readme.split_once(&heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let fenced = section.split("```").skip(1).step_by(2);
    let blocks = fenced.map(|block| {
        let (info, text) = block.split_once('\n').unwrap();
        (info.to_owned(), text.to_owned())
    });
    blocks.collect()
}

/// Runs the README's command on a copy of the document in `folder`; what it prints.
fn generate(folder: &Path) -> String {
    fs::create_dir_all(folder).unwrap();
    fs::copy(here("story/openapi.yaml"), folder.join("openapi.yaml")).unwrap();
    // A client that exists is updated, and the list of its files is another.
    let client = folder.join("client");
    if client.exists() {
        fs::remove_dir_all(client).unwrap();
    }
    // Until the runtime is published, a manifest needs its folder.
    let output = Command::new(seamstress())
        .args(COMMAND.split(' ').skip(1))
        .arg("--runtime")
        .arg(workspace().join("runtime"))
        .current_dir(folder)
        .output()
        .unwrap();
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{printed}");
    printed
}

#[test]
fn the_readme_shows_what_the_command_and_the_program_print() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let generated = generate(&scratch.join("story"));

    let program = fs::read_to_string(here("story/program.rs")).unwrap();
    let mut crates = Crates::new(scratch, "story");
    let files = [
        ("Cargo.toml".to_owned(), MANIFEST.to_owned()),
        ("src/main.rs".to_owned(), program.clone()),
        (
            "pilot.mp3".to_owned(),
            String::from_utf8(AUDIO.to_vec()).unwrap(),
        ),
    ];
    crates.add_package(PROGRAM, &files.into()).unwrap();
    if let Err(error) = crates.cargo(&["build", "--quiet", "--package", PROGRAM]) {
        panic!("{error}");
    }
    let printed = run(
        &crates.program(PROGRAM),
        &scratch.join("story").join(PROGRAM),
    );

    let blocks = blocks("A REST API");
    let [(_, command), (_, code), (_, output)] = &blocks[..] else {
        panic!("the section has the command, the program, and what it prints: {blocks:#?}");
    };
    assert_eq!(*code, program);
    assert_eq!(*output, printed);
    let (shown, rest) = command.split_once("…\n").unwrap();
    assert_eq!(rest, "");
    let expected = shown.strip_prefix(&format!("$ {COMMAND}\n")).unwrap();
    assert!(
        !expected.is_empty() && generated.starts_with(expected),
        "{generated}"
    );
}

/// Runs the program with the server; what it prints.
fn run(program: &Path, folder: &Path) -> String {
    let server = Podcasts::start().unwrap();
    let mut child = Command::new(program)
        .current_dir(folder)
        .env("CASTAWAY_URL", server.url())
        .env("CASTAWAY_TOKEN", TOKEN)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut printed = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        // The server sends no sentence before the program has printed the one before it.
        if line.contains(" s  ") {
            server.sentence_was_read();
        }
        printed.push_str(&line);
        printed.push('\n');
    }
    let mut errors = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut errors).unwrap();
    assert!(child.wait().unwrap().success(), "{printed}{errors}");
    printed
}
