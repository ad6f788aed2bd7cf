//! Sites whose pages differ: several services, and older copies next to newer ones.
//!
//! Needs the corpus that is next to the checkout where this is developed; without it, the tests
//! print that they are skipped.

use std::{collections::BTreeMap, path::Path};

use seamstress_codegen::{
    Input, Output, diagnostic::Code, generate, merge::Preference, project::Project,
};
use tests::{corpus, crates::Crates};

/// The pages of a site, without decisions; `None` where there is no corpus.
fn site(name: &str) -> Option<Input> {
    let folder = corpus::find(&format!("docs-sites/{name}"))?;
    Some(Project::sources_at(&folder, &folder).expect("the corpus can be read"))
}

fn errors(output: &Output) -> Vec<&str> {
    let errors = output.diagnostics.iter().filter(|it| it.is_error());
    errors.map(|it| it.message.as_str()).collect()
}

fn count(output: &Output, code: Code) -> usize {
    let found = output.diagnostics.iter().filter(|it| it.code == code);
    found.count()
}

#[test]
fn several_services_are_one_client() {
    let Some(input) = site("polymarket") else {
        return;
    };
    let output = generate(input.clone());
    assert_eq!(errors(&output), [""; 0]);
    let servers = output.api.servers.iter().map(|it| it.url.as_str());
    assert_eq!(
        servers.collect::<Vec<_>>(),
        [
            "https://clob.polymarket.com",
            "https://clob-staging.polymarket.com"
        ]
    );
    let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
    for operation in output.api.operations.values() {
        let own = operation.servers.first().map_or("", |it| &it.url);
        *hosts.entry(own).or_default() += 1;
    }
    assert_eq!(
        hosts,
        BTreeMap::from([
            ("", 6),
            ("https://api.perpetuals.polymarket.com", 3),
            ("https://bridge.polymarket.com", 1),
            ("https://combos-rfq-api.polymarket.com", 1),
            ("https://data-api.polymarket.com", 3),
            ("https://gamma-api.polymarket.com", 3),
            ("https://relayer-v2.polymarket.com", 1),
        ])
    );
    // One operation differs between two versions of its page.
    let (operations, left_out) = (output.stats.operations_in, output.stats.operations_out);
    assert_eq!((operations, left_out), (19, 18));
    assert_eq!(
        output.coverage.left_out,
        ["`POST /spreads` is left out: pages differ in it"]
    );
    assert_eq!(count(&output, Code::OtherServer), 6);
    assert_eq!(count(&output, Code::UnitedSchema), 1);

    let preferred = generate(Input {
        prefer: Some(Preference::Longest),
        ..input
    });
    assert_eq!(preferred.stats.operations_out, 19);
    assert_eq!(count(&preferred, Code::PreferredPage), 1);
    check_crate("polymarket", &preferred);
}

#[test]
fn an_older_copy_costs_only_what_differs() {
    let Some(input) = site("tavily") else {
        return;
    };
    let output = generate(input.clone());
    assert_eq!(errors(&output), [""; 0]);
    assert_eq!(
        (output.stats.operations_in, output.stats.operations_out),
        (5, 3)
    );
    let preferred = generate(Input {
        prefer: Some(Preference::Longest),
        ..input
    });
    assert_eq!(preferred.stats.operations_out, 5);
    check_crate("tavily", &preferred);
}

/// Compiles the crate with warnings as errors.
fn check_crate(name: &str, output: &Output) {
    let mut crates = Crates::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "merged_sites");
    crates
        .add(name, output, "")
        .expect("the crate can be written");
    let checked = crates.cargo(&["check", "--quiet", "--package", name]);
    assert_eq!(checked.map(|_| ()), Ok(()));
}
