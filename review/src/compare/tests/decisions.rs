//! Changed entries of `overrides.toml` are the reasons of what they decide.

use super::{Output, Source, changes, object, page, run, summaries};

fn pages() -> Vec<Source> {
    let request = object(&["door_id"], "door_id: {type: string}");
    let leaf = object(&["color"], "color: {type: string}");
    let door = object(&["leaf"], &format!("name: {{type: string}}, leaf: {leaf}"));
    vec![page("/doors/get", "summary: Get", &request, &door)]
}

/// The change and the reason of each item, from the run with `before` to that with `after`.
fn reasons(before: &str, after: &str) -> Vec<String> {
    let before = run(pages(), before, None);
    let after = run(pages(), after, Some(&before));
    let mut lines: Vec<String> = changes(&before, &after)
        .iter()
        .map(|change| format!("{}: {} ({})", change.item, change.summary, change.because))
        .collect();
    lines.sort();
    lines
}

/// An entry with a reason, two lines into the file.
fn entry(table: &str, body: &str) -> String {
    format!("# Decisions\n\n{table}\n{body}\nbecause = \"it is so\"\n")
}

fn name(rust: &str) -> String {
    entry("[[name]]", &format!("type = \"door\"\nrust = \"{rust}\""))
}

fn boxed(is_boxed: bool) -> String {
    let body = format!("member = \"door.leaf\"\nboxed = {is_boxed}");
    entry("[[boxed]]", &body)
}

#[test]
fn a_new_entry_is_the_reason_of_a_new_name() {
    let found = reasons("", &name("Gate"));
    assert!(
        found[0].starts_with("models::Gate: renamed from `Door` to `Gate`"),
        "{found:?}"
    );
    let reason = "(the new entry `[[name]]` at `specs/overrides.toml:3` decides it)";
    assert!(found[0].ends_with(reason), "{found:?}");
}

#[test]
fn a_changed_entry_is_the_reason_of_another_name() {
    let found = reasons(&name("Gate"), &name("Portal"));
    let reason = "(the changed entry `[[name]]` at `specs/overrides.toml:3` decides it)";
    assert!(found[0].ends_with(reason), "{found:?}");
}

#[test]
fn an_entry_whose_reason_is_reworded_changes_nothing() {
    let reworded = boxed(true).replace("it is so", "it is large");
    assert_eq!(reasons(&boxed(true), &reworded), [""; 0]);
}

#[test]
fn an_entry_that_was_removed_is_the_reason() {
    let safe = entry("[[safe]]", "operations = [\"POST */get\"]");
    let found = reasons(&safe, "");
    let reason = "(the entry `[[safe]]` was removed, which was at `specs/overrides.toml:3`)";
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with(reason), "{found:?}");
}

#[test]
fn each_table_is_the_reason_of_what_it_decides() {
    let cases = [
        (boxed(true), "is now boxed; the new entry `[[boxed]]`"),
        (
            entry("[[optional]]", "type = \"door\"\nmembers = [\"leaf\"]"),
            "is no longer required; the new entry `[[optional]]`",
        ),
        (
            entry("[[safe]]", "operations = [\"POST *\"]"),
            "(the new entry `[[safe]]`",
        ),
        (
            entry("[[envelope]]", "operation = \"POST /doors/get\""),
            "(the new entry `[[envelope]]`",
        ),
        (
            entry("[client]", "name = \"House\""),
            "(the new entry `[client]`",
        ),
        (
            entry(
                "[client]",
                "name = \"Doors\"\nerror_code = [\"error\", \"type\"]",
            ),
            "Error::code: is read from `error.type` (the new entry `[client]`",
        ),
        (
            entry("[client]", "name = \"Doors\"\nendpoint_variable = \"URL\""),
            "(the new entry `[client]`",
        ),
    ];
    for (overrides, reason) in cases {
        let found = reasons("", &overrides);
        let whole = format!("{reason} at `specs/overrides.toml:3` decides it)");
        assert!(found.iter().any(|it| it.contains(&whole)), "{found:?}");
    }
}

#[test]
fn an_entry_about_something_else_is_no_reason() {
    let safe = entry("[[safe]]", "operations = [\"GET *\"]\nif_present = true");
    let overrides = format!("{}{safe}", boxed(true));
    let found = reasons(&safe, &overrides);
    assert!(!found.is_empty());
    assert!(!found.iter().any(|it| it.contains("[[safe]]")), "{found:?}");
}

#[test]
fn a_value_that_gets_or_loses_its_box_is_taken_out_or_used_directly() {
    let migration = |before: &str, after: &str| {
        let before = run(pages(), before, None);
        let after = run(pages(), after, Some(&before));
        changes(&before, &after)[0].migration.clone()
    };
    assert_eq!(
        migration("", &boxed(true)),
        "dereference the box by `*`; to give a value, wrap it in `Box::new`"
    );
    assert_eq!(
        migration(&boxed(true), &boxed(false)),
        "use the value without `*` and `Box::new`: it is no longer boxed"
    );
}

/// An operation that responds with a door or with events.
fn streaming(overrides: &str) -> Output {
    let text = "openapi: 3.0.0
info: {title: Doors, version: 1.0.0}
servers: [{url: 'https://api.doors.example'}]
paths:
  /doors/watch:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {stream: {type: boolean}, live: {type: boolean}}}
      responses:
        '200':
          description: D
          content:
            application/json: {schema: {type: object, properties: {name: {type: string}}}}
            text/event-stream: {schema: {type: object, properties: {name: {type: string}}}}
";
    let text = text.to_owned().into_bytes();
    let source = Source::decode("openapi.yaml".to_owned(), text).unwrap();
    run(vec![source], overrides, None)
}

#[test]
fn an_entry_about_a_stream_is_the_reason_of_how_it_is_asked_for_and_ends() {
    let decided = |keys: &str| {
        let body = format!("operations = [\"POST *\"]\n{keys}");
        streaming(&entry("[[stream]]", &body))
    };
    let reviewed = |before: &Output, after: &Output| {
        let found = changes(before, after);
        for change in &found {
            assert!(change.because.contains("entry `[[stream]]`"), "{change:?}");
        }
        summaries(&found)
    };
    let (plain, done) = (streaming(""), decided("last_event = \"[DONE]\""));
    assert_eq!(
        reviewed(&plain, &done),
        [
            "patch",
            "wireonly doors::Doors::watch: the stream ends at the event `[DONE]`"
        ]
    );
    assert_eq!(
        reviewed(&done, &plain),
        [
            "major",
            "breaking doors::Doors::watch: the stream ends at no event, but where the response does"
        ]
    );
    assert_eq!(
        reviewed(&plain, &decided("switch = \"live\"")),
        [
            "major",
            "breaking doors::Doors::watch: the field `live` asks for the stream instead of the field `stream`"
        ]
    );
}
