//! Webhooks and callbacks.

use seamstress_codegen::source::Source;

use super::{step, summaries};
use crate::Change;

/// A document with these webhooks, and a callback with this payload.
fn document(webhooks: &str, callback: &str) -> Source {
    let text = format!(
        "
openapi: 3.1.0
info: {{title: Doors, version: '1'}}
servers: [{{url: 'https://api.doors.example'}}]
paths:
  /doors/watch:
    post:
      operationId: watch
      responses:
        '200':
          description: OK
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Door'}}}}}}
      callbacks:
        seen:
          '{{$request.query.url}}':
            post:
              requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{callback}'}}}}}}}}
              responses: {{'200': {{description: OK}}}}
webhooks: {webhooks}
components:
  schemas:
    Door: {{type: object, required: [name], properties: {{name: {{type: string}}}}}}
    Hinge: {{type: object, required: [size], properties: {{size: {{type: integer}}}}}}
"
    );
    Source::decode("openapi.yaml", text.into_bytes()).unwrap()
}

/// A webhook with a component as its payload.
fn webhook(name: &str, payload: &str) -> String {
    format!(
        "{name}: {{post: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{payload}'}}}}}}}}, responses: {{'200': {{description: OK}}}}}}}}"
    )
}

/// What a change of the webhooks means.
fn of_webhooks(before: &str, after: &str) -> Vec<String> {
    let documents = [before, after].map(|it| document(&format!("{{{it}}}"), "Door"));
    let [before, after] = documents;
    of_payloads(&step(before, after))
}

/// The bump, and what is said of payloads.
fn of_payloads(changes: &[Change]) -> Vec<String> {
    let mut found = summaries(changes);
    let mut is_first = true;
    found.retain(|line| std::mem::take(&mut is_first) || line.contains(" payload of "));
    found
}

#[test]
fn a_webhook_that_is_added_or_removed_changes_no_program() {
    let (opened, shut) = (webhook("opened", "Door"), webhook("shut", "Door"));
    let both = format!("{opened}, {shut}");
    assert_eq!(
        of_webhooks(&opened, &both),
        [
            "patch",
            "wireonly models::Door: is the payload of the webhook `shut`"
        ]
    );
    assert_eq!(
        of_webhooks(&both, &shut),
        [
            "patch",
            "wireonly models::Door: is no longer the payload of the webhook `opened`"
        ]
    );
    assert_eq!(of_webhooks(&both, &both), ["none"]);
}

#[test]
fn a_program_that_receives_a_webhook_decodes_its_payload() {
    let found = of_webhooks(&webhook("opened", "Door"), &webhook("opened", "Hinge"));
    assert_eq!(
        found,
        [
            "major",
            "breaking models::Hinge: is the payload of the webhook `opened`, which was `models::Door`"
        ]
    );
}

#[test]
fn callbacks_are_compared_as_webhooks_are() {
    let found = step(document("{}", "Door"), document("{}", "Hinge"));
    assert_eq!(
        of_payloads(&found),
        [
            "major",
            "breaking models::Hinge: is the payload of the callback `seen`, which was `models::Door`"
        ]
    );
}
