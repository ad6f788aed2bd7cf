//! Every changed page and every changed item of `api.txt` is accounted for.

use seamstress_codegen::{Output, surface::SurfaceItem};

use super::{Source, changes, object, page, run, summaries};
use crate::{
    Change, Impact,
    pages::{self, PageKind},
};

fn door(path: &str, properties: &str) -> Source {
    let request = object(&["door_id"], "door_id: {type: string}");
    page(
        path,
        "summary: Get",
        &request,
        &object(&["name"], properties),
    )
}

fn kinds(before: &Output, after: &Output) -> Vec<(String, PageKind, usize)> {
    let changes = changes(before, after);
    let pages = pages::changes(before, after, &changes);
    pages
        .into_iter()
        .map(|page| (page.path, page.kind, page.changes))
        .collect()
}

#[test]
fn every_page_with_a_component_counts_its_change() {
    let pages = |properties: &str| {
        vec![
            door("/doors/get", properties),
            door("/doors/find", properties),
        ]
    };
    let before = run(pages("name: {type: string}"), "", None);
    let after = run(
        pages("name: {type: string}, state: {type: string}"),
        "",
        Some(&before),
    );
    assert_eq!(
        kinds(&before, &after),
        [
            ("doors/find.md".to_owned(), PageKind::Changed, 1),
            ("doors/get.md".to_owned(), PageKind::Changed, 1),
        ]
    );
}

#[test]
fn a_page_can_change_without_an_effect() {
    let before = run(vec![door("/doors/get", "name: {type: string}")], "", None);
    let mut source = door("/doors/get", "name: {type: string}");
    source.text.push_str("\nSee also: gates.\n");
    let after = run(vec![source], "", Some(&before));
    assert_eq!(
        kinds(&before, &after),
        [("doors/get.md".to_owned(), PageKind::Changed, 0)]
    );
}

#[test]
fn a_page_that_moved_is_one_page() {
    let before = run(vec![door("/doors/get", "name: {type: string}")], "", None);
    let mut source = door("/doors/get", "name: {type: string}");
    source.path = "gates/get.md".into();
    source.text.push_str("\nMoved.\n");
    let after = run(vec![source], "", Some(&before));
    let pages = pages::changes(&before, &after, &[]);
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].from.as_deref(), Some("doors/get.md"));
    assert_eq!((pages[0].lines_added, pages[0].lines_removed), (2, 0));
    assert_eq!(summaries(&changes(&before, &after)), ["none"]);
}

#[test]
fn items_that_no_page_explains_are_a_change_of_their_own() {
    let before = run(vec![door("/doors/get", "name: {type: string}")], "", None);
    let mut after = run(
        vec![door("/doors/get", "name: {type: string}")],
        "",
        Some(&before),
    );
    let surface = after.surface.to_string();
    let surface = surface.replace("models::Door.name: String", "models::Door.name: Name");
    after.surface = surface.parse().unwrap();
    let changes = changes(&before, &after);
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::Door: items changed or were removed"
        ]
    );
    assert!(
        changes[0]
            .because
            .starts_with("no change of a page explains this")
    );
}

#[test]
fn every_item_of_the_surface_is_in_one_change() {
    let before = run(
        vec![door(
            "/doors/get",
            "name: {type: string}, state: {type: string, enum: [open]}",
        )],
        "",
        None,
    );
    let after = run(
        vec![door(
            "/doors/find",
            "name: {type: integer}, lock_id: {type: string}",
        )],
        "",
        Some(&before),
    );
    let changes = changes(&before, &after);
    let attributed = |items: fn(&Change) -> &Vec<SurfaceItem>| -> Vec<&SurfaceItem> {
        let mut items: Vec<_> = changes.iter().flat_map(items).collect();
        items.sort_by_key(|item| item.to_string());
        items
    };
    let removed = attributed(|change| &change.removed);
    assert_eq!(removed, before.surface.minus(&after.surface));
    assert_eq!(
        attributed(|change| &change.added),
        after.surface.minus(&before.surface)
    );
    let breaking = changes
        .iter()
        .filter(|change| change.impact == Impact::Breaking);
    assert_eq!(
        breaking.flat_map(|change| &change.removed).count(),
        removed.len()
    );
}
