//! Nothing is left out: neither a page nor a line of `api.txt`.

use super::{Source, entries, object, page, run, told};
use crate::{
    Group,
    pages::{PageKind, changes},
};
use seamstress_codegen::Output;

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
    let entries = entries(before, after);
    let pages = changes(before, after, &entries);
    pages
        .into_iter()
        .map(|page| (page.path, page.kind, page.entries))
        .collect()
}

#[test]
fn every_page_that_repeats_a_component_bears_its_change() {
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
fn a_page_that_only_says_less_is_changed_without_an_effect() {
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
    let pages = changes(&before, &after, &[]);
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].from.as_deref(), Some("doors/get.md"));
    assert_eq!((pages[0].lines_added, pages[0].lines_removed), (2, 0));
    assert_eq!(told(&entries(&before, &after)), ["none"]);
}

#[test]
fn lines_that_no_page_explains_are_told_apart() {
    let before = run(vec![door("/doors/get", "name: {type: string}")], "", None);
    let mut after = run(
        vec![door("/doors/get", "name: {type: string}")],
        "",
        Some(&before),
    );
    let surface = after.files.get_mut("api.txt").unwrap();
    *surface = surface.replace("models::Door.name: String", "models::Door.name: Name");
    let entries = entries(&before, &after);
    assert_eq!(
        told(&entries),
        ["major", "breaking models::Door: is not what it was"]
    );
    assert!(
        entries[0]
            .because
            .starts_with("no change of a page explains this")
    );
}

#[test]
fn every_line_of_the_surface_stands_in_one_entry() {
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
    let entries = entries(&before, &after);
    let lines = |output: &Output| -> Vec<String> {
        output.files["api.txt"].lines().map(str::to_owned).collect()
    };
    let (old, new) = (lines(&before), lines(&after));
    let mut gone: Vec<_> = entries
        .iter()
        .flat_map(|entry| entry.gone.clone())
        .collect();
    let mut came: Vec<_> = entries.iter().flat_map(|entry| entry.new.clone()).collect();
    gone.sort();
    came.sort();
    let missing = |own: &[String], other: &[String]| -> Vec<String> {
        own.iter()
            .filter(|line| !other.contains(line))
            .cloned()
            .collect()
    };
    assert_eq!(gone, missing(&old, &new));
    assert_eq!(came, missing(&new, &old));
    let breaking = entries
        .iter()
        .filter(|entry| entry.group == Group::Breaking);
    assert_eq!(breaking.flat_map(|entry| &entry.gone).count(), gone.len());
}
