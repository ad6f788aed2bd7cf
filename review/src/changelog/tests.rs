use super::*;
use crate::{change::ChangeKind, compare::ChangeBuilder};

fn change(impact: Impact, item: &str, summary: &str, removed: &[&str], added: &[&str]) -> Change {
    let items = |names: &[&str]| {
        let lines = names.iter().map(|name| format!("{name}: struct"));
        lines.map(|line| line.parse().unwrap()).collect()
    };
    let change = ChangeBuilder::new(ChangeKind::Added, impact, item, item);
    Change {
        removed: items(removed),
        added: items(added),
        ..change.describe(summary, "").without_location()
    }
}

fn review(changes: Vec<Change>) -> Review {
    Review {
        changes,
        ..Review::default()
    }
}

fn added(item: &str) -> Review {
    review(vec![change(Impact::Added, item, "new", &[], &["x"])])
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

#[test]
fn every_kind_of_change_is_below_its_heading() {
    let mut retyped = change(
        Impact::Breaking,
        "models::Door.name",
        "`String` → `Option<String>`",
        &["a"],
        &["b"],
    );
    retyped.migration = "handle `None`".to_owned();
    let text = write(
        "",
        "",
        None,
        &review(vec![
            change(Impact::Breaking, "models::Lock", "gone", &["a"], &[]),
            retyped,
            change(Impact::Added, "models::Door.code", "new", &[], &["b"]),
            change(Impact::Added, "models::Gate.a", "new", &[], &["b"]),
            change(Impact::Added, "models::Gate.b", "new", &[], &["b"]),
            change(
                Impact::Deprecated,
                "models::Door.old",
                "deprecated",
                &[],
                &["b"],
            ),
            change(Impact::WireOnly, "models::State", "a value", &[], &[]),
            change(Impact::DocsOnly, "models::State", "docs", &[], &[]),
        ]),
    );
    insta::assert_snapshot!(text, @r"
    # Changelog

    For users of the crate.
    The format is that of Keep a Changelog, and versions follow semantic versioning as cargo reads it.

    ## Unreleased

    <!-- written by `cargo xtask review --changelog`: begin -->

    ### Added

    - `models::Door.code`: new.
    - `models::Gate`: `a`, `b`.

    ### Changed

    - **Breaking:** `models::Door.name`: `String` → `Option<String>`; handle `None`.
    - Only requests or responses: `models::State`.
    - Documentation.

    ### Deprecated

    - `models::Door.old`: deprecated.

    ### Removed

    - `models::Lock`: gone.

    <!-- written by `cargo xtask review --changelog`: end -->
    ");
}

#[test]
fn a_second_run_replaces_what_the_first_wrote_and_keeps_what_people_wrote() {
    let first = write("", "", None, &added("models::Door"));
    assert_eq!(write(&first, "", None, &added("models::Door")), first);
    let by_hand = first.replace(END, &format!("{END}\n\n### Fixed\n\n- A fault."));
    let second = write(&by_hand, "", None, &added("models::Gate"));
    assert!(second.contains("- A fault."), "{second}");
    assert!(
        second.contains("Gate") && !second.contains("Door"),
        "{second}"
    );
}

#[test]
fn what_the_base_had_not_released_stays() {
    let base = write("", "", None, &added("models::Door"));
    let text = write(&base, &base, None, &added("models::Gate"));
    assert!(
        text.contains("`models::Door`") && text.contains("`models::Gate`"),
        "{text}"
    );
    assert_eq!(write(&text, &base, None, &added("models::Gate")), text);
}

#[test]
fn what_the_base_had_released_is_left_alone() {
    let base = release(
        &write("", "", None, &added("models::Door")),
        &version("0.1.1"),
        None,
    );
    let text = write(
        &base,
        &base,
        Some(&version("0.1.1")),
        &added("models::Gate"),
    );
    let (unreleased, released) = text.split_once("## 0.1.1").unwrap();
    assert!(
        unreleased.contains("Gate") && !unreleased.contains("Door"),
        "{text}"
    );
    assert!(
        released.contains("Door") && !released.contains("Gate"),
        "{text}"
    );
}

#[test]
fn a_release_takes_what_was_unreleased_once() {
    let text = write("", "", None, &added("models::Door"));
    let released = release(&text, &version("0.2.0"), Some("2026-11-21"));
    assert!(
        released.contains("## Unreleased\n\n## 0.2.0 - 2026-11-21\n"),
        "{released}"
    );
    assert_eq!(
        release(&released, &version("0.2.0"), Some("2026-11-21")),
        released
    );
    // The same change, looked at again, still goes into the release that it makes.
    let again = write(
        &released,
        "",
        Some(&version("0.2.0")),
        &added("models::Door"),
    );
    assert_eq!(again, released);
}

#[test]
fn a_long_entry_is_cut() {
    let item = |number: usize| {
        change(
            Impact::Breaking,
            &format!("models::T{number}"),
            "gone",
            &["a"],
            &[],
        )
    };
    let text = write("", "", None, &review((0..100).map(item).collect()));
    assert!(
        text.contains("- And 40 more; `api.txt` lists every item."),
        "{text}"
    );
    let item = |number: usize| {
        change(
            Impact::Added,
            &format!("models::T{number}"),
            "new",
            &[],
            &["a"],
        )
    };
    let text = write("", "", None, &review((0..100).map(item).collect()));
    assert!(text.contains("`T11` and 88 more."), "{text}");
}

#[test]
fn nothing_new_writes_nothing() {
    assert_eq!(write("", "", None, &review(Vec::new())), NEW);
}
