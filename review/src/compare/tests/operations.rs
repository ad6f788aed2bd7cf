//! Operations: added, removed, moved, and who may call them.

use super::{Input, Source, changes, generate, lines, object, page, run, step, summaries};
use crate::{Change, Impact};

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

fn authorised(before: &str, after: &str) -> Vec<Change> {
    let before = run(vec![secured(before)], CREDENTIALS, None);
    let after = run(vec![secured(after)], CREDENTIALS, Some(&before));
    changes(&before, &after)
}

#[test]
fn a_client_certificate_that_is_needed_breaks() {
    let secured = |schemes: &str| {
        let mut source = secured(schemes);
        source.text = source.text.replace(
            "{type: http, scheme: basic}",
            "{type: http, scheme: mutualTLS}",
        );
        run(vec![source], "", None)
    };
    let step = |before: &str, after: &str| summaries(&changes(&secured(before), &secured(after)));
    assert_eq!(
        step("{key: []}", "{key: [], badge: []}")[..2],
        [
            "major",
            "breaking doors::Doors::get: needs a client certificate"
        ]
    );
    assert_eq!(
        step("{badge: []}", "{}")[..2],
        [
            "minor",
            "added doors::Doors::get: no longer needs a client certificate"
        ]
    );
    assert_eq!(
        step("{badge: []}", "{badge: []}, {badge: [], key: []}"),
        ["none"]
    );
}

#[test]
fn an_added_operation_explains_everything_of_its_own() {
    let before = run(vec![door("summary: Get")], "", None);
    let after = run(vec![door("summary: Get"), open()], "", Some(&before));
    let added = changes(&before, &after);
    assert_eq!(
        summaries(&added),
        ["minor", "added doors::Doors::open: new operation"]
    );
    let removed = changes(&after, &before);
    assert_eq!(
        summaries(&removed),
        ["major", "breaking doors::Doors::open: operation removed"]
    );
    assert_eq!(
        removed[0].because,
        "no page has `POST /doors/open` any more"
    );
    assert!(removed[0].location.as_ref().unwrap().is_before);
}

#[test]
fn a_namespace_is_added_with_its_first_operation() {
    let request = object(&[], "note: {type: string}");
    let gate = page(
        "/gates/shut",
        "summary: Shut",
        &request,
        &object(&["name"], "name: {type: string}"),
    );
    let before = run(vec![door("summary: Get")], "", None);
    let after = run(vec![door("summary: Get"), gate], "", Some(&before));
    let added = changes(&before, &after);
    assert_eq!(
        summaries(&added),
        [
            "minor",
            "added feature gates: a feature was added",
            "added gates::Gates::shut: new operation"
        ]
    );
    assert!(
        lines(&added[0].added)
            .iter()
            .any(|line| line.ends_with("::gates(&self) -> crate::gates::Gates"))
    );
}

#[test]
fn a_removed_operation_names_its_replacement() {
    let request = object(&["door_id"], "door_id: {type: string}");
    let other = page(
        "/gates/get",
        "summary: Get",
        &request,
        &object(&["name"], "name: {type: string}"),
    );
    let moved = step(door("summary: Get"), other);
    let removed = moved
        .iter()
        .find(|change| change.item == "doors::Doors::get")
        .unwrap();
    assert_eq!(removed.impact, Impact::Breaking);
    assert_eq!(
        removed.migration,
        "call `gates::Gates::get` instead, which is new and returns the same type"
    );
}

#[test]
fn an_operation_whose_operation_id_changes_is_the_same() {
    let changes = step(door("operationId: doorsGet"), door("operationId: getDoor"));
    assert_eq!(summaries(&changes), ["none"]);
}

#[test]
fn an_accepted_credential_is_new_and_a_rejected_one_breaks() {
    let more = authorised("{key: []}", "{key: []}, {badge: []}");
    assert_eq!(
        summaries(&more),
        ["minor", "added doors::Doors::get: accepts `badge`"]
    );
    let less = authorised("{key: []}, {badge: []}", "{key: []}");
    assert_eq!(
        summaries(&less),
        [
            "major",
            "breaking doors::Doors::get: no longer accepts `badge`"
        ]
    );
    assert!(less[0].removed.is_empty());
}

#[test]
fn the_order_of_alternatives_does_not_matter() {
    let changes = authorised("{key: []}, {badge: []}", "{badge: []}, {key: []}");
    assert_eq!(summaries(&changes), ["none"]);
}

#[test]
fn a_scheme_without_a_credential_changes_nothing_for_users() {
    let changes = authorised("{key: []}", "{key: []}, {guest: []}");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].impact, Impact::WireOnly);
}

#[test]
fn an_operation_that_needs_a_credential_now_breaks() {
    assert_eq!(
        summaries(&authorised("", "{key: []}")),
        ["major", "breaking doors::Doors::get: needs a credential"]
    );
    assert_eq!(
        summaries(&authorised("{key: []}", "")),
        [
            "minor",
            "added doors::Doors::get: no longer needs a credential"
        ]
    );
}

#[test]
fn an_operation_that_is_deprecated_breaks_nothing() {
    let before = door("summary: Get");
    let changes = step(before.clone(), door("deprecated: true"));
    let found: Vec<_> = changes
        .iter()
        .map(|change| (change.impact, change.summary.as_str()))
        .collect();
    assert!(
        found.contains(&(Impact::Deprecated, "deprecated")),
        "{found:?}"
    );
    assert!(
        changes
            .iter()
            .all(|change| change.impact != Impact::Breaking)
    );
    let change = changes
        .iter()
        .find(|change| change.impact == Impact::Deprecated)
        .unwrap();
    assert_eq!((change.removed.len(), change.added.len()), (1, 1));
    let back = step(door("deprecated: true"), before);
    assert_eq!(summaries(&back)[0], "patch");
}

#[test]
fn an_operation_that_loses_its_idempotency_key_behaves_differently() {
    let key = "[[idempotency]]\nheader = \"X-Key\"\noperations = [\"POST /doors/get\"]\nbecause = \"It knows keys.\"\n";
    let before = run(vec![door("summary: Get")], key, None);
    let after = run(vec![door("summary: Get")], "", Some(&before));
    assert_eq!(
        summaries(&changes(&before, &after)),
        [
            "major",
            "breaking doors::Doors::get: is no longer retried where no response arrives"
        ]
    );
    assert_eq!(
        summaries(&changes(&after, &before)),
        [
            "patch",
            "wireonly doors::Doors::get: is retried where no response arrives, with the same key"
        ]
    );
}

#[test]
fn an_operation_that_is_no_longer_safe_behaves_differently() {
    let safe = "[[safe]]\noperations = [\"POST /doors/get\"]\nbecause = \"It only looks.\"\n";
    let before = run(vec![door("summary: Get")], safe, None);
    let after = run(vec![door("summary: Get")], "", Some(&before));
    let lost = changes(&before, &after);
    assert_eq!(
        summaries(&lost),
        [
            "major",
            "breaking doors::Doors::get: is no longer retried where no response arrives"
        ]
    );
    assert_eq!(summaries(&changes(&after, &before))[0], "patch");
}

#[test]
fn scopes_and_combined_schemes_are_compared() {
    let scopes = authorised("{key: [doors]}", "{key: [doors, gates]}");
    assert_eq!(
        summaries(&scopes),
        [
            "patch",
            "wireonly doors::Doors::get: needs the scope `gates`"
        ]
    );
    assert_eq!(
        scopes[0].migration,
        "use a credential that was granted the scope `gates`"
    );
    let combined = authorised("{key: []}", "{key: []}, {badge: [], key: []}");
    assert_eq!(
        summaries(&combined),
        [
            "minor",
            "added doors::Doors::get: accepts `badge` and `key` together"
        ]
    );
    let separated = authorised("{badge: [], key: []}", "{guest: []}");
    assert_eq!(
        summaries(&separated)[..2],
        [
            "major",
            "breaking doors::Doors::get: no longer accepts `badge` and `key` together"
        ]
    );
    let foreign = authorised("{key: []}", "{key: []}, {badge: [], guest: []}");
    assert_eq!(
        summaries(&foreign),
        [
            "patch",
            "wireonly doors::Doors::get: accepts `badge` and `guest`, which the crate has no credentials for"
        ]
    );
}

#[test]
fn another_server_of_an_operation_is_breaking() {
    let before = run(vec![door("summary: Get")], "", None);
    let own = door("servers: [{url: 'https://fast.doors.example'}]\n      summary: Get");
    let after = run(vec![own], "", Some(&before));
    let moved = changes(&before, &after);
    assert_eq!(
        summaries(&moved),
        [
            "major",
            "breaking doors::Doors::get: is sent to `https://fast.doors.example`, not to the server of the API"
        ]
    );
}

#[test]
fn an_operation_that_moves_and_needs_a_credential_changes_twice() {
    let with = |path: &str, schemes: &str| {
        let mut source = secured(schemes);
        source.text = source.text.replace("/doors/get", path);
        source
    };
    let before = run(vec![with("/doors/get", "")], CREDENTIALS, None);
    let mut lock = before.lock.clone();
    let called = lock.operations.remove("POST /doors/get").unwrap();
    lock.operations
        .insert("POST /v2/doors/get".to_owned(), called);
    let after = Input {
        sources: vec![with("/v2/doors/get", "{key: []}")],
        overrides: CREDENTIALS.to_owned(),
        lock: lock.to_text(),
        ..Input::default()
    };
    assert_eq!(
        summaries(&changes(&before, &generate(after))),
        [
            "major",
            "breaking doors::Doors::get: needs a credential",
            "breaking doors::Doors::get: sends `POST /v2/doors/get` instead of `POST /doors/get`",
            "breaking doors::Doors::get: sends `V2DoorsGetParams` instead of `DoorsGetParams`",
        ]
    );
}
