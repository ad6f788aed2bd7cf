//! Documentation sites from their URL to a client: discover, sync, inspect, generate, check, and
//! review after a change.
//!
//! Needs the corpus that stands beside the checkout where this is developed; without it, the tests
//! print that they are skipped.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what all tests share fails as tests do"
)]

#[path = "sites/table.rs"]
mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::{Command, Output as Finished},
};

use seamstress_codegen::{Output, emit::Runtime, project::Project, report::Outcome};
use seamstress_review::review;
use serde_json::Value;
use tempfile::TempDir;
use tests::{
    corpus,
    crates::Crates,
    docs_site::{DocsSite, Reply},
    program::seamstress,
    workspace,
};

use self::table::{Index, Site};

/// The files of a site; `None` without the corpus.
fn files(site: &Site) -> Option<Vec<(&'static str, String)>> {
    let corpus = corpus::find(&format!("docs-sites/{}", site.folder))?;
    let files = site.files.iter();
    let files = files.map(|(file, _)| (*file, fs::read_to_string(corpus.join(file)).unwrap()));
    Some(files.collect())
}

/// A server with a site, and an empty folder; `None` without the corpus.
fn served(site: &Site) -> Option<(DocsSite, TempDir)> {
    let server = DocsSite::start().unwrap();
    publish(&server, site, &files(site)?);
    Some((server, tempfile::tempdir().unwrap()))
}

/// Follows a site from its URL to the review of a change.
fn follow(site: &Site) {
    let (Some(files), Some((server, folder))) = (files(site), served(site)) else {
        return;
    };
    let specs = folder.path().join("specs");
    let out = folder.path().join("client");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(seamstress());
        let finished = command.args(arguments).current_dir(folder.path());
        printed(&finished.output().unwrap())
    };

    // Discover and sync.
    let url = server.url(site.start);
    let synced = json(&run(&["sync", "--index", &url, "--out", "specs", "--json"]));
    assert_eq!(synced["index"], server.url(&site.index_path()));
    let kept = pages(&synced, "new");
    for page in expected(site).keys() {
        let path = page.trim_start_matches("pages/");
        assert!(kept.contains(path), "{path}: {synced:#}");
    }

    // Inspect, from the folder and from the URL.
    let inspected = json(&run(&["inspect", "specs", "--json"]));
    assert_eq!(operations(&inspected), expected(site));
    let from_url = json(&run(&["inspect", &url, "--json"]));
    assert_eq!(from_url["pages"], inspected["pages"]);

    // Generate with the proposed decisions, and check.
    let overrides = inspected["overrides"].as_str().unwrap();
    fs::write(specs.join("overrides.toml"), overrides).unwrap();
    let runtime = workspace().join("runtime").display().to_string();
    let generated = run(&[
        "generate",
        "specs",
        "--out",
        "client",
        "--runtime",
        &runtime,
    ]);
    assert!(generated.contains("0 errors, "), "{generated}");
    let before = read(&specs, &out);
    let mut crates = Crates::new(
        Path::new(env!("CARGO_TARGET_TMPDIR")),
        &format!("site-{}", site.folder),
    );
    crates
        .add(&format!("site-{}", site.folder), &before, "")
        .unwrap();
    let checked = crates.cargo(&["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"]);
    checked.unwrap_or_else(|error| panic!("{error}"));

    // A change of the site, and what it means.
    let (file, from, to) = site.change;
    let changed: Vec<(&str, String)> = files
        .iter()
        .map(|(name, text)| match *name == file {
            true => (*name, text.replacen(from, to, 1)),
            false => (*name, text.clone()),
        })
        .collect();
    assert_ne!(changed, files, "`{file}` does not contain `{from}`");
    publish(&server, site, &changed);
    let bytes = server.bytes();
    let synced = json(&run(&["sync", "--out", "specs", "--json"]));
    assert_eq!(pages(&synced, "changed").len(), 1, "{synced:#}");
    if site.index != Index::FullText {
        let whole: usize = files.iter().map(|(_, text)| text.len()).sum();
        let sent = server.bytes() - bytes;
        let (_, page) = changed.iter().find(|(name, _)| *name == file).unwrap();
        assert!(sent < page.len() + 1000, "{sent} of {whole} bytes");
    }
    let after = read(&specs, &out);
    let review = review(&before, &after, "").unwrap();
    assert_eq!(review.bump, site.bump, "{}", review.reason);
    // A second run has nothing to do.
    let again = json(&run(&["sync", "--out", "specs", "--json"]));
    assert_eq!(pages(&again, "unchanged"), kept, "{again:#}");
}

/// The output of a command that succeeds.
fn printed(finished: &Finished) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (stdout, stderr) = (text(&finished.stdout), text(&finished.stderr));
    assert!(finished.status.success(), "{stdout}{stderr}");
    stdout
}

/// Serves the files of a site, and its index.
fn publish(server: &DocsSite, site: &Site, files: &[(&str, String)]) {
    server.clear();
    for (file, text) in files {
        let page = Reply::page(text.as_str()).versioned();
        server.set(&format!("{}/{file}", site.folder_on_site()), page);
    }
    let texts = files.iter().map(|(file, text)| (*file, text.as_str()));
    let index = site.index_text(&server.url(""), texts);
    server.set(&site.index_path(), Reply::page(index).versioned());
}

/// What the generator makes of the folder.
fn read(specs: &Path, out: &Path) -> Output {
    let project = Project {
        specs: specs.to_owned(),
        out: out.to_owned(),
        runtime: Runtime::Registry,
    };
    let output = seamstress_codegen::generate(project.read().unwrap());
    assert_eq!(
        output.outcome(),
        Outcome::Done,
        "{}",
        output.rendered("", false)
    );
    output
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The pages with this outcome in a report of sync.
fn pages<'a>(report: &'a Value, outcome: &str) -> BTreeSet<&'a str> {
    let pages = report["pages"][outcome].as_array().unwrap().iter();
    pages.map(|page| page["page"].as_str().unwrap()).collect()
}

/// Page → its operations, as the report has them. A page without one says why.
fn operations(report: &Value) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for page in report["pages"].as_array().unwrap() {
        let operations = page["operations"].as_array().unwrap();
        if operations.is_empty() {
            assert_ne!(page["left_out"].as_array().map(Vec::len), Some(0), "{page}");
            continue;
        }
        let operations = operations.iter().map(|it| it.as_str().unwrap().to_owned());
        let name = page["page"].as_str().unwrap().to_owned();
        found.insert(name, operations.collect());
    }
    found
}

/// Page → its operations, as a person finds them.
fn expected(site: &Site) -> BTreeMap<String, Vec<String>> {
    let folder = site.folder_on_site();
    let files = site.files.iter();
    let files = files.filter(|(_, operations)| !operations.is_empty());
    let files = files.map(|(file, operations)| {
        let operations = operations.iter().map(|it| (*it).to_owned());
        (format!("pages{folder}/{file}"), operations.collect())
    });
    files.collect()
}

/// The README's section with this title: its commands, and the lines that each prints. `…` stands
/// for any lines.
fn shown_in_readme(title: &str) -> Vec<(String, String)> {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    let (_, section) = readme.split_once(&format!("## {title}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let blocks = section.split("```text\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap());
    let commands = blocks.flat_map(|block| block.split("$ seamstress ").skip(1));
    let commands = commands.map(|shown| {
        let (command, printed) = shown.split_once('\n').unwrap();
        (command.to_owned(), printed.to_owned())
    });
    commands.collect()
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    let site = &table::MEGALLM;
    let Some((server, folder)) = served(site) else {
        return;
    };
    let commands = shown_in_readme("Another site");
    assert_eq!(commands.len(), 3);
    for (command, shown) in commands {
        let own = command.replace("https://docs.example.com", &server.url("/"));
        let arguments: Vec<&str> = own.split(' ').collect();
        let output = Command::new(seamstress())
            .args(arguments)
            .current_dir(folder.path())
            .output();
        let text = printed(&output.unwrap()).replace(&server.url(""), "https://docs.example.com");
        for part in shown.split("…\n") {
            assert!(
                text.contains(part),
                "`{command}` prints\n{text}\nwhich lacks\n{part}"
            );
        }
    }
}

#[test]
fn megallm_has_an_index_of_markdown_pages() {
    follow(&table::MEGALLM);
}

#[test]
fn gologin_has_its_documentation_in_a_folder_of_its_site() {
    follow(&table::GOLOGIN);
}

#[test]
fn writer_has_a_sitemap() {
    follow(&table::WRITER);
}

#[test]
fn usesend_has_all_pages_in_one_file() {
    follow(&table::USESEND);
}

#[test]
fn traceloop_has_an_index_of_html_pages() {
    follow(&table::TRACELOOP);
}
