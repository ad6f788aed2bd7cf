//! Operations come, go, move, and change who may call them.

use super::{Source, entries, object, page, run, step, told};
use crate::{Entry, Group};

fn door(extra: &str) -> Source {
    let request = object(&["door_id"], "door_id: {type: string}");
    page(
        "/doors/get",
        extra,
        &request,
        &object(&["name"], "name: {type: string}"),
    )
}

fn open() -> Source {
    let request = object(&["door_id"], "door_id: {type: string}");
    page(
        "/doors/open",
        "summary: Open",
        &request,
        &object(&["name"], "name: {type: string}"),
    )
}

const CREDENTIALS: &str = r#"
[[credential]]
name = "api_key"
scheme = "key"
if_present = true
because = "Doors open to keys."

[[credential]]
name = "badge"
scheme = "badge"
if_present = true
because = "And to badges."
"#;

fn secured(schemes: &str) -> Source {
    let mut source = door(&format!("security: [{schemes}]"));
    source.text = source.text.replace(
        "components:\n",
        "components:\n  securitySchemes:\n    key: {type: http, scheme: bearer}\n    badge: {type: http, scheme: basic}\n    guest: {type: http, scheme: bearer}\n",
    );
    source
}

fn authorised(before: &str, after: &str) -> Vec<Entry> {
    let before = run(vec![secured(before)], CREDENTIALS, None);
    let after = run(vec![secured(after)], CREDENTIALS, Some(&before));
    entries(&before, &after)
}

#[test]
fn an_operation_comes_with_all_that_is_its_own() {
    let before = run(vec![door("summary: Get")], "", None);
    let after = run(vec![door("summary: Get"), open()], "", Some(&before));
    let came = entries(&before, &after);
    assert_eq!(
        told(&came),
        ["minor", "added doors::Doors::open: new operation"]
    );
    let gone = entries(&after, &before);
    assert_eq!(
        told(&gone),
        ["major", "breaking doors::Doors::open: operation is gone"]
    );
    assert_eq!(gone[0].because, "no page has `POST /doors/open` any more");
    assert!(gone[0].place.as_ref().unwrap().is_before);
}

#[test]
fn a_group_comes_with_its_first_operation() {
    let request = object(&[], "note: {type: string}");
    let gate = page(
        "/gates/shut",
        "summary: Shut",
        &request,
        &object(&["name"], "name: {type: string}"),
    );
    let before = run(vec![door("summary: Get")], "", None);
    let after = run(vec![door("summary: Get"), gate], "", Some(&before));
    let came = entries(&before, &after);
    assert_eq!(
        told(&came),
        ["minor", "added gates::Gates::shut: new operation"]
    );
    assert!(
        came[0]
            .new
            .iter()
            .any(|line| line.ends_with("::gates(&self) -> crate::gates::Gates"))
    );
}

#[test]
fn what_an_operation_left_behind_points_to_its_heir() {
    let request = object(&["door_id"], "door_id: {type: string}");
    let other = page(
        "/gates/get",
        "summary: Get",
        &request,
        &object(&["name"], "name: {type: string}"),
    );
    let moved = step(door("summary: Get"), other);
    let gone = moved
        .iter()
        .find(|entry| entry.item == "doors::Doors::get")
        .unwrap();
    assert_eq!(gone.group, Group::Breaking);
    assert_eq!(
        gone.migrate,
        "call `gates::Gates::get` instead, which is new and answers the same"
    );
}

#[test]
fn an_operation_whose_operation_id_changes_is_the_same() {
    let entries = step(door("operationId: doorsGet"), door("operationId: getDoor"));
    assert_eq!(told(&entries), ["none"]);
}

#[test]
fn a_credential_that_opens_it_too_is_new_and_one_that_does_not_any_more_breaks() {
    let more = authorised("{key: []}", "{key: []}, {badge: []}");
    assert_eq!(
        told(&more),
        ["minor", "added doors::Doors::get: `badge` may call it"]
    );
    let less = authorised("{key: []}, {badge: []}", "{key: []}");
    assert_eq!(
        told(&less),
        [
            "major",
            "breaking doors::Doors::get: `badge` may not call it any more"
        ]
    );
    assert!(less[0].gone.is_empty());
}

#[test]
fn the_order_of_alternatives_is_no_news() {
    let entries = authorised("{key: []}, {badge: []}", "{badge: []}, {key: []}");
    assert_eq!(told(&entries), ["none"]);
}

#[test]
fn a_scheme_that_no_credential_is_changes_nothing_for_users() {
    let entries = authorised("{key: []}", "{key: []}, {guest: []}");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].group, Group::WireOnly);
}

#[test]
fn an_operation_that_needs_a_credential_now_breaks() {
    assert_eq!(
        told(&authorised("", "{key: []}")),
        ["major", "breaking doors::Doors::get: needs a credential"]
    );
    assert_eq!(
        told(&authorised("{key: []}", "")),
        ["minor", "added doors::Doors::get: needs no credential"]
    );
}

#[test]
fn an_operation_that_is_deprecated_breaks_nothing() {
    let before = door("summary: Get");
    let entries = step(before.clone(), door("deprecated: true"));
    let found: Vec<_> = entries
        .iter()
        .map(|entry| (entry.group, entry.change.as_str()))
        .collect();
    assert!(
        found.contains(&(Group::Deprecated, "deprecated")),
        "{found:?}"
    );
    assert!(entries.iter().all(|entry| entry.group != Group::Breaking));
    let entry = entries
        .iter()
        .find(|entry| entry.group == Group::Deprecated)
        .unwrap();
    assert_eq!((entry.gone.len(), entry.new.len()), (1, 1));
    let back = step(door("deprecated: true"), before);
    assert_eq!(told(&back)[0], "patch");
}

#[test]
fn what_is_not_safe_any_more_does_something_else() {
    let safe = "[[safe]]\noperations = [\"POST /doors/get\"]\nbecause = \"It only looks.\"\n";
    let before = run(vec![door("summary: Get")], safe, None);
    let after = run(vec![door("summary: Get")], "", Some(&before));
    let lost = entries(&before, &after);
    assert_eq!(
        told(&lost),
        [
            "major",
            "breaking doors::Doors::get: is not sent again where an answer fails to arrive"
        ]
    );
    assert_eq!(told(&entries(&after, &before))[0], "patch");
}
