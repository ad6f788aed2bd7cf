//! Real pages of docs sites of many systems: which operations each page describes, as a person
//! finds them, and whether the crates compile.
//!
//! Needs the corpus that is next to the checkout where this is developed; without it, the tests
//! print that they are skipped.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use seamstress_codegen::{
    Input, Output, PageSummary, diagnostic::Code, generate, merge::Preference, project::Project,
    report::Outcome,
};
use tests::{corpus, crates::Crates};

/// Each file, and below it what a person finds there: operations, and in parentheses what the
/// page or one of its parts is instead.
const EXPECTED: &str = include_str!("docs_sites/expected.txt");

/// The folder of the sites in the corpus.
const SITES: &str = "docs-sites";

/// What is found on each file of a site.
type Site = BTreeMap<String, BTreeSet<String>>;

#[test]
fn each_page_of_each_site_gives_what_a_person_finds() {
    let Some(root) = corpus::find(SITES) else {
        return;
    };
    let mut differences = Vec::new();
    for (site, expected) in expected() {
        let output = generate(input(&root.join(&site)));
        let summaries = output.page_summaries.iter();
        let found: Site = summaries
            .map(|it| (it.page.to_string(), shown(it)))
            .collect();
        let files: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
        for file in files {
            let (one, other) = (expected.get(file), found.get(file));
            if one != other {
                differences.push(format!(
                    "{site}/{file}\n  expected {one:?}\n  found {other:?}"
                ));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_crates_of_all_sites_compile_without_a_warning() {
    let Some(root) = corpus::find(SITES) else {
        return;
    };
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "docs-sites");
    let mut count = 0;
    for site in expected().into_keys() {
        let output = generate(input(&root.join(&site)));
        if output.outcome() == Outcome::Done {
            crates
                .add(&site, &output, "")
                .expect("the crate can be written");
            count += 1;
        } else {
            let errors: Vec<Code> = errors(&output).collect();
            assert_eq!(errors, [Code::NoOperations], "{site}");
        }
    }
    // All sites but the four indexes and the page of channels.
    assert_eq!(count, 20);
    crates
        .cargo(&["check", "--workspace", "--quiet", "--keep-going"])
        .unwrap();
}

/// The pages of a site. Some are there in several versions, of which the longest is used.
fn input(folder: &Path) -> Input {
    Input {
        prefer: Some(Preference::Longest),
        ..Project::sources_at(folder, folder).expect("the corpus can be read")
    }
}

fn errors(output: &Output) -> impl Iterator<Item = Code> {
    let errors = output.diagnostics.iter().filter(|it| it.is_error());
    errors.map(|it| it.code)
}

/// The sites of the table.
fn expected() -> BTreeMap<String, Site> {
    let mut sites: BTreeMap<String, Site> = BTreeMap::new();
    let mut found: Option<&mut BTreeSet<String>> = None;
    for line in EXPECTED.lines() {
        match (line.strip_prefix("  "), &mut found) {
            (Some(what), Some(found)) => {
                found.insert(what.to_owned());
            }
            _ => {
                let (site, file) = line.split_once('/').expect("a site and a file");
                let site = sites.entry(site.to_owned()).or_default();
                found = Some(site.entry(file.to_owned()).or_default());
            }
        }
    }
    sites
}

/// What a page contributes, in the form of the table.
fn shown(summary: &PageSummary) -> BTreeSet<String> {
    let operations = summary.operations.iter().chain(&summary.evidence);
    let left_out = summary.left_out.iter().map(|part| {
        let is_operation = part.found.contains(' ');
        let found = part.found.trim_matches('`');
        match is_operation {
            true => format!("({}) {found}", part.kind),
            false => format!("({})", part.kind),
        }
    });
    operations
        .map(ToString::to_string)
        .chain(left_out)
        .collect()
}
