//! Every kind of change, in both directions, on pages about doors.

mod bodies;
mod client;
mod completeness;
mod decisions;
mod documentation;
mod feature;
mod groups;
mod incoming;
mod media;
mod operations;
mod requests;
mod responses;
mod servers;

use seamstress_codegen::{Input, Output, generate, source::Source, surface::SurfaceItem};

use crate::{Change, SemverBump, compare, surface};

/// A page of one operation, whose request and whose door have these schemas.
pub(super) fn page(path: &str, extra: &str, request: &str, door: &str) -> Source {
    let text = format!(
        "# A call

## OpenAPI

````yaml /openapi.json post {path}
openapi: 3.0.0
info:
  title: Doors
  version: 1.0.0
servers:
  - url: https://api.doors.example
paths:
  {path}:
    post:
      {extra}
      requestBody:
        content:
          application/json:
            schema: {request}
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                type: object
                required: [door, ok]
                properties:
                  door:
                    $ref: '#/components/schemas/door'
                  ok:
                    type: boolean
components:
  schemas:
    door: {door}
````
"
    );
    let name = format!("{}.md", path.trim_start_matches('/'));
    Source::decode(name, text.into_bytes()).unwrap()
}

/// An object whose members are these, of which the first so many are required.
pub(super) fn object(required: &[&str], properties: &str) -> String {
    let required = match required.is_empty() {
        true => String::new(),
        false => format!("required: [{}], ", required.join(", ")),
    };
    format!("{{type: object, {required}properties: {{{properties}}}}}")
}

/// A run over these pages, with the names of an earlier one.
pub(super) fn run(sources: Vec<Source>, overrides: &str, before: Option<&Output>) -> Output {
    let output = generate(Input {
        sources,
        overrides: overrides.to_owned(),
        lock: before
            .map(|before| before.lock.to_text())
            .unwrap_or_default(),
        ..Input::default()
    });
    let errors: Vec<_> = output
        .diagnostics
        .iter()
        .filter(|it| it.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    output
}

pub(super) fn changes(before: &Output, after: &Output) -> Vec<Change> {
    let mut changes = compare::changes(before, after).unwrap();
    surface::attribute(&mut changes, before, after);
    changes
}

/// The bump, and a line `impact item: summary` for each change, sorted.
pub(super) fn summaries(changes: &[Change]) -> Vec<String> {
    let lines = changes.iter().map(|change| {
        let impact = format!("{:?}", change.impact).to_lowercase();
        format!("{impact} {}: {}", change.item, change.summary)
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    let (bump, _) = SemverBump::for_changes(changes);
    lines.insert(0, format!("{bump:?}").to_lowercase());
    lines
}

/// The lines of items.
pub(super) fn lines(items: &[SurfaceItem]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// What the step from one page to another means.
pub(super) fn step(before: Source, after: Source) -> Vec<Change> {
    let before = run(vec![before], "", None);
    let after = run(vec![after], "", Some(&before));
    changes(&before, &after)
}

/// The request changes from one schema to another.
pub(super) fn request_changes(before: &str, after: &str) -> Vec<Change> {
    let door = object(&["name"], "name: {type: string}");
    let page = |request: &str| page("/doors/open", "summary: Open", request, &door);
    step(page(before), page(after))
}

/// The response changes from one schema to another.
pub(super) fn response_changes(before: &str, after: &str) -> Vec<Change> {
    let request = object(&["door_id"], "door_id: {type: string}");
    let page = |door: &str| page("/doors/get", "summary: Get", &request, door);
    step(page(before), page(after))
}
