//! Cargo features of groups.

use super::{Source, changes, object, page, run, summaries};

fn get(group: &str) -> Source {
    let request = object(&["id"], "id: {type: string}");
    let door = object(&["name"], "name: {type: string}");
    page(&format!("/{group}/get"), "summary: Get", &request, &door)
}

#[test]
fn the_second_group_gets_a_feature_and_the_first_stays_without() {
    let before = run(vec![get("doors")], "", None);
    let pages = || vec![get("doors"), get("bells")];
    let after = run(pages(), "", Some(&before));
    let gained = summaries(&changes(&before, &after));
    assert_eq!(gained[0], "minor");
    assert!(gained.contains(&"added feature bells: a feature was added".to_owned()));
    assert!(!gained.iter().any(|line| line.contains("feature doors")));
    // And so it is in later runs.
    let later = run(pages(), "", Some(&after));
    assert_eq!(summaries(&changes(&after, &later)), ["none"]);
}

#[test]
fn a_feature_for_a_group_that_was_there_is_breaking_for_programs_without_the_default_ones() {
    let before = run(vec![get("doors")], "", None);
    // The lock is lost.
    let after = run(vec![get("doors"), get("bells")], "", None);
    let changes = changes(&before, &after);
    let summaries = summaries(&changes);
    assert_eq!(summaries[0], "major");
    let line = "breaking feature doors: the group is compiled with its feature only";
    assert!(summaries.contains(&line.to_owned()), "{summaries:?}");
    let change = changes.iter().find(|it| it.item == "feature doors");
    assert_eq!(
        change.unwrap().migration,
        "add `doors` to the features of the crate, where the default ones are off"
    );
}

#[test]
fn a_further_group_adds_its_feature_and_breaks_nothing() {
    let pages = || vec![get("doors"), get("bells")];
    let before = run(pages(), "", None);
    let after = [pages(), vec![get("gates")]].concat();
    let summaries = summaries(&changes(&before, &run(after, "", Some(&before))));
    assert_eq!(summaries[0], "minor");
    assert!(summaries.contains(&"added feature gates: a feature was added".to_owned()));
}

#[test]
fn a_removed_group_takes_its_feature_and_the_last_one_keeps_its_own() {
    let before = run(vec![get("doors"), get("bells")], "", None);
    let after = run(vec![get("doors")], "", Some(&before));
    let changes = changes(&before, &after);
    let features: Vec<_> = changes
        .iter()
        .filter(|it| it.item.starts_with("feature"))
        .collect();
    assert_eq!(features.len(), 1);
    assert_eq!(
        features[0].migration,
        "remove `bells` from the features of the crate"
    );
    assert_eq!(super::lines(&features[0].removed), ["bells: feature"]);
}
