//! The client as a whole.

use super::{Source, changes, lines, object, page, run, step, summaries};
use crate::Impact;

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
fn another_server_is_breaking_for_every_call() {
    let mut after = door();
    after.text = after.text.replace("api.doors.example", "doors.example");
    let changes = step(door(), after);
    assert_eq!(summaries(&changes)[0], "major");
    assert_eq!(
        changes[0].migration,
        "write `.base_url(\"https://api.doors.example\")` to keep the old server"
    );
}

#[test]
fn a_deliberate_rename_is_one_change_for_all_its_items() {
    let rename = "[[name]]\ntype = \"door\"\nrust = \"Gate\"\nbecause = \"Nobody says door.\"\n";
    let before = run(vec![door()], "", None);
    let after = run(vec![door()], rename, Some(&before));
    let changes = changes(&before, &after);
    assert_eq!(changes.len(), 1, "{:?}", summaries(&changes));
    assert!(
        changes[0]
            .summary
            .starts_with("renamed from `Door` to `Gate`")
    );
    // The old name is an alias, so that programs still compile.
    assert_eq!(changes[0].impact, Impact::Deprecated);
    assert!(
        lines(&changes[0].added)
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
    let changes = step(door("lock"), door("lock_id"));
    let lines = summaries(&changes);
    assert!(
        lines.contains(&"added models::LockId: new kind of ids".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines.contains(&"added models::Door.lock_id: new: `Option<LockId>`".to_owned()),
        "{lines:?}"
    );
}
