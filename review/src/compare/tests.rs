//! Every row of the change table, in both directions, on pages about doors.

mod answers;
mod client;
mod completeness;
mod operations;
mod requests;
mod texts;

use crate::{Entry, Verdict, compare, surface};
use seamstress_codegen::{Input, Output, generate, source::Source};

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
    });
    let errors: Vec<_> = output
        .diagnostics
        .iter()
        .filter(|it| it.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    output
}

pub(super) fn entries(before: &Output, after: &Output) -> Vec<Entry> {
    let mut entries = compare::entries(before, after).unwrap();
    surface::attribute(&mut entries, before, after);
    entries
}

/// `group item: change`, sorted, after the verdict.
pub(super) fn told(entries: &[Entry]) -> Vec<String> {
    let lines = entries.iter().map(|entry| {
        let group = format!("{:?}", entry.group).to_lowercase();
        format!("{group} {}: {}", entry.item, entry.change)
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    let (verdict, _) = Verdict::of(entries);
    lines.insert(0, format!("{verdict:?}").to_lowercase());
    lines
}

/// What the step from one page to another means.
pub(super) fn step(before: Source, after: Source) -> Vec<Entry> {
    let before = run(vec![before], "", None);
    let after = run(vec![after], "", Some(&before));
    entries(&before, &after)
}

/// The request changes from one schema to another.
pub(super) fn sent(before: &str, after: &str) -> Vec<Entry> {
    let door = object(&["name"], "name: {type: string}");
    let page = |request: &str| page("/doors/open", "summary: Open", request, &door);
    step(page(before), page(after))
}

/// The answer changes from one schema to another.
pub(super) fn answered(before: &str, after: &str) -> Vec<Entry> {
    let request = object(&["door_id"], "door_id: {type: string}");
    let page = |door: &str| page("/doors/get", "summary: Get", &request, door);
    step(page(before), page(after))
}
