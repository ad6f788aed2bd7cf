//! The client as a whole.

use crate::Group;

use super::{Source, entries, object, page, run, step, told};

fn door() -> Source {
    let request = object(&["door_id"], "door_id: {type: string}");
    page(
        "/doors/get",
        "summary: Get",
        &request,
        &object(&["name"], "name: {type: string}"),
    )
}

#[test]
fn another_server_is_another_place_for_every_call() {
    let mut after = door();
    after.text = after.text.replace("api.doors.example", "doors.example");
    let entries = step(door(), after);
    assert_eq!(told(&entries)[0], "major");
    assert_eq!(
        entries[0].migrate,
        "write `.base_url(\"https://api.doors.example\")` to keep the server that it was"
    );
}

#[test]
fn a_deliberate_rename_is_one_entry_for_all_its_lines() {
    let rename = "[[name]]\ntype = \"door\"\nrust = \"Gate\"\nbecause = \"Nobody says door.\"\n";
    let before = run(vec![door()], "", None);
    let after = run(vec![door()], rename, Some(&before));
    let entries = entries(&before, &after);
    assert_eq!(entries.len(), 1, "{:?}", told(&entries));
    assert!(entries[0].change.starts_with("`Door` is called `Gate`"));
    // The old name is an alias, so that programs still compile.
    assert_eq!(entries[0].group, Group::Deprecated);
    assert!(
        entries[0]
            .new
            .iter()
            .any(|line| line == "doors::Get::send(self) -> Pending<models::Gate>")
    );
}

#[test]
fn a_member_that_becomes_an_id_brings_its_kind() {
    let door = |member: &str| {
        let request = object(&["door_id"], "door_id: {type: string}");
        page(
            "/doors/get",
            "summary: Get",
            &request,
            &object(
                &["name"],
                &format!("name: {{type: string}}, {member}: {{type: string}}"),
            ),
        )
    };
    let entries = step(door("lock"), door("lock_id"));
    let told = told(&entries);
    assert!(
        told.contains(&"added models::LockId: new kind of ids".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"added models::Door.lock_id: new: `Option<LockId>`".to_owned()),
        "{told:?}"
    );
}
