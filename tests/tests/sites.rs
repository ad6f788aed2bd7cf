//! Documentation sites from their URL to a client: discover, sync, inspect, generate, check, and
//! review after a change.
//!
//! Needs the corpus that is next to the checkout where this is developed; without it, the tests
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

/// A site on a server, and a folder for what is made of it.
struct Visit<'a> {
    site: &'a Site,
    files: Vec<(&'static str, String)>,
    server: DocsSite,
    folder: TempDir,
}

/// Follows a site from its URL to the review of a change.
fn follow(site: &Site) {
    let Some(mut visit) = Visit::new(site) else {
        return;
    };
    let kept = visit.discover();
    visit.inspect();
    let before = visit.generate();
    visit.change();
    let after = visit.output();
    let review = review(&before, &after, "").unwrap();
    assert_eq!(review.bump, site.bump, "{}", review.reason);
    // A further run has nothing to do.
    let again = visit.json(&["sync", "--out", "specs", "--json"]);
    assert_eq!(pages(&again, "unchanged"), kept, "{again:#}");
}

impl<'a> Visit<'a> {
    /// Serves the files of a site; `None` without the corpus.
    fn new(site: &'a Site) -> Option<Self> {
        let corpus = corpus::find(&format!("docs-sites/{}", site.folder))?;
        let text = |file: &str| fs::read_to_string(corpus.join(file)).unwrap();
        let visit = Self {
            site,
            files: site
                .files
                .iter()
                .map(|(file, _)| (*file, text(file)))
                .collect(),
            server: DocsSite::start().unwrap(),
            folder: tempfile::tempdir().unwrap(),
        };
        visit.publish();
        Some(visit)
    }

    /// Serves the files, and the index.
    fn publish(&self) {
        let Self { site, server, .. } = self;
        server.clear();
        for (file, text) in &self.files {
            let page = Reply::page(text.as_str()).versioned();
            server.set(&format!("{}/{file}", site.folder_on_site()), page);
        }
        let texts = self.files.iter().map(|(file, text)| (*file, text.as_str()));
        let index = site.index_text(&server.url(""), texts);
        server.set(&site.index_path(), Reply::page(index).versioned());
    }

    /// Runs a command in the folder; what it prints.
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(seamstress());
        let finished = command.args(arguments).current_dir(self.folder.path());
        printed(&finished.output().unwrap())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.run(arguments);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    fn url(&self) -> String {
        self.server.url(self.site.start)
    }

    /// Finds the index and fetches the pages; the paths of those that are kept.
    fn discover(&self) -> BTreeSet<String> {
        let synced = self.json(&["sync", "--index", &self.url(), "--out", "specs", "--json"]);
        assert_eq!(synced["index"], self.server.url(&self.site.index_path()));
        let kept = pages(&synced, "new");
        for page in expected(self.site).keys() {
            let path = page.trim_start_matches("pages/");
            assert!(kept.contains(path), "{path}: {synced:#}");
        }
        kept
    }

    /// Inspects the folder and the URL, and takes over the decisions that are proposed.
    fn inspect(&self) {
        let inspected = self.json(&["inspect", "specs", "--json"]);
        assert_eq!(operations(&inspected), expected(self.site));
        let from_url = self.json(&["inspect", &self.url(), "--json"]);
        assert_eq!(from_url["pages"], inspected["pages"]);
        let overrides = inspected["overrides"].as_str().unwrap();
        let path = self.folder.path().join("specs/overrides.toml");
        fs::write(path, overrides).unwrap();
    }

    /// Generates a crate and checks it.
    fn generate(&self) -> Output {
        let runtime = workspace().join("runtime").display().to_string();
        let arguments = ["specs", "--out", "client", "--runtime", &runtime];
        let generated = self.run(&[&["generate"], &arguments[..]].concat());
        assert!(generated.contains("0 errors, "), "{generated}");
        let output = self.output();
        let name = format!("site-{}", self.site.folder);
        let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), &name);
        crates.add(&name, &output, "").unwrap();
        let clippy = ["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"];
        crates
            .cargo(&clippy)
            .unwrap_or_else(|error| panic!("{error}"));
        output
    }

    /// What the generator makes of the folder.
    fn output(&self) -> Output {
        let project = Project {
            specs: self.folder.path().join("specs"),
            out: self.folder.path().join("client"),
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

    /// Changes a page on the site and syncs, which transfers that page alone.
    fn change(&mut self) {
        let (file, from, to) = self.site.change;
        let mut files = self.files.iter_mut();
        let (_, text) = files.find(|(name, _)| *name == file).unwrap();
        assert!(text.contains(from), "`{file}` does not contain `{from}`");
        *text = text.replacen(from, to, 1);
        let size = text.len();
        self.publish();
        let bytes = self.server.bytes();
        let synced = self.json(&["sync", "--out", "specs", "--json"]);
        assert_eq!(pages(&synced, "changed").len(), 1, "{synced:#}");
        if self.site.index != Index::FullText {
            // And the reply for `robots.txt`.
            let sent = self.server.bytes() - bytes;
            assert!(sent < size + 100, "{sent} bytes for a page of {size}");
        }
    }
}

/// The output of a command that succeeds.
fn printed(finished: &Finished) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (stdout, stderr) = (text(&finished.stdout), text(&finished.stderr));
    assert!(finished.status.success(), "{stdout}{stderr}");
    stdout
}

/// The pages with this outcome in a report of sync.
fn pages(report: &Value, outcome: &str) -> BTreeSet<String> {
    let pages = report["pages"][outcome].as_array().unwrap().iter();
    pages
        .map(|page| page["page"].as_str().unwrap().to_owned())
        .collect()
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
    let Some(visit) = Visit::new(&table::MEGALLM) else {
        return;
    };
    let commands = shown_in_readme("Another site");
    assert_eq!(commands.len(), 3);
    for (command, shown) in commands {
        let own = command.replace("https://docs.example.com", &visit.server.url("/"));
        let text = visit.run(&own.split(' ').collect::<Vec<_>>());
        let text = text.replace(&visit.server.url(""), "https://docs.example.com");
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

#[test]
fn creem_has_a_sitemap_and_pages_of_mintlifys_older_format() {
    follow(&table::CREEM);
}

#[test]
fn clickup_has_an_index_of_html_pages_and_pages_of_readme() {
    follow(&table::CLICKUP);
}

#[test]
fn kie_has_pages_of_apidog() {
    follow(&table::KIE);
}

#[test]
fn monnet_has_all_pages_of_gitbook_in_one_file() {
    follow(&table::MONNET);
}

#[test]
fn polymarket_has_apis_on_several_servers() {
    follow(&table::POLYMARKET);
}
