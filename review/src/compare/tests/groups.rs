//! Groups: operations that move to another one, and other ways to group.

use super::{Source, changes, run, summaries};

/// A document of two operations with this tag.
fn tagged(tag: &str) -> Source {
    let operation = |id: &str| {
        format!("{{tags: [{tag}], operationId: {id}, responses: {{'204': {{description: D}}}}}}")
    };
    let text = format!(
        "openapi: 3.0.0
info: {{title: Doors, version: 1.0.0}}
servers: [{{url: 'https://api.doors.example'}}]
paths:
  /doors: {{get: {}}}
  /doors/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get: {}
",
        operation("list"),
        operation("show")
    );
    Source::decode("openapi.yaml".to_owned(), text.into_bytes()).unwrap()
}

#[test]
fn operations_that_move_to_another_group_are_called_through_it() {
    let before = run(vec![tagged("Doors")], "", None);
    let after = run(vec![tagged("Gates")], "", None);
    let moved = changes(&before, &after);
    assert_eq!(
        summaries(&moved),
        [
            "major",
            "breaking gates::Gates::list: moved from `doors::Doors` to `gates::Gates`",
            "breaking gates::Gates::show: moved from `doors::Doors` to `gates::Gates`",
            "breaking models::GatesShowParams: renamed from `DoorsShowParams` to `GatesShowParams`",
        ]
    );
    assert_eq!(
        moved[0].because,
        "it had the tag `Doors` and now has the tag `Gates`"
    );
    assert_eq!(
        moved[0].migration,
        "call it by `.gates()` instead of `.doors()`"
    );
    // The lock keeps the group.
    let locked = run(vec![tagged("Gates")], "", Some(&before));
    assert_eq!(summaries(&changes(&before, &locked)), ["none"]);
}

#[test]
fn another_grouping_is_the_reason_of_other_calls() {
    let by = |by: &str| {
        let entry = format!("[grouping]\nby = \"{by}\"\nbecause = \"So they say.\"\n");
        run(vec![tagged("Gates")], &entry, None)
    };
    let moved = changes(&by("tag"), &by("path"));
    assert_eq!(
        summaries(&moved),
        [
            "major",
            "breaking doors::Doors::get: renamed from `gates::Gates::show` to `doors::Doors::get`",
            "breaking doors::Doors::list: moved from `gates::Gates` to `doors::Doors`",
            "breaking models::DoorsGetParams: renamed from `GatesShowParams` to `DoorsGetParams`",
        ]
    );
    assert_eq!(
        moved[0].because,
        "the changed entry `[grouping]` at `specs/overrides.toml:1` decides it"
    );
    let moved = changes(&run(vec![tagged("Gates")], "", None), &by("path"));
    assert_eq!(
        moved[0].because,
        "the new entry `[grouping]` at `specs/overrides.toml:1` decides it"
    );
}
