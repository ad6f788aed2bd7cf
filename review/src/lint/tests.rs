use seamstress_codegen::{Input, generate, source::Source};

use super::*;

const PAGE: &str = "\
# Open a door

````yaml /openapi.json post /doors/open
openapi: 3.0.0
info: {title: Doors, version: 1.0.0}
servers:
  - url: https://api.doors.example
paths:
  /doors/open:
    post:
      security:
        - key: []
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                door_id:
                  type: string
                gate_id:
                  type: string
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
    door:
      type: object
      required: [name]
      properties:
        name:
          type: string
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: door-key
````
";

const SAMPLE: &str = r##"      x-codeSamples:
        - lang: bash
          label: cURL
          source: |-
            curl --request POST "https://api.doors.example/doors/open" \
              --json @- <<EOF
            {
              "door_id": 7
            }
            EOF

            # Response:

            # {
            #   "door": {}
            # }
components:
"##;

const ENVELOPE: &str = "\
[[envelope]]
operation = \"POST /doors/open\"
because = \"Callers want to see `ok`.\"
";

fn run(page: &str, overrides: &str) -> Output {
    generate(Input {
        sources: vec![Source {
            path: "open.md".to_owned(),
            text: page.to_owned(),
        }],
        overrides: overrides.to_owned(),
        ..Input::default()
    })
}

/// The lints, one line each, when `from` on the page becomes `to`.
fn lints_of_replacement(from: &str, to: &str) -> String {
    assert!(PAGE.contains(from), "{from}");
    report(&run(PAGE, ""), &run(&PAGE.replacen(from, to, 1), ""))
}

fn report(before: &Output, after: &Output) -> String {
    let accepted = Accepted::default();
    let lints = lints(before, after, &[], &accepted);
    let lines = lints.iter().map(|lint| {
        let place = lint.location.as_ref().map_or(String::new(), |place| {
            let was = if place.is_before { "before " } else { "" };
            format!("{was}{}:{}:{} ", place.page, place.line, place.column)
        });
        let kind = lint.kind;
        let sign = if lint.is_security { "!" } else { "" };
        format!("{sign}{kind:?} {place}{}\n", lint.text)
    });
    lines.collect()
}

#[test]
fn what_does_not_change_is_not_reported() {
    assert_eq!(lints_of_replacement("# Open", "# Open"), "");
    assert_eq!(lints_of_replacement("# Open a door", "# A door opens"), "");
}

#[test]
fn another_host_is_a_security_lint() {
    insta::assert_snapshot!(lints_of_replacement("api.doors.example", "api.d00rs.example"), @"!Server open.md:7:5 `https://api.d00rs.example` is a new server");
}

#[test]
fn a_server_of_one_operation_is_reported_though_it_is_rejected() {
    let server = "    post:\n      servers:\n        - {url: 'http://elsewhere.example/v1'}\n";
    insta::assert_snapshot!(lints_of_replacement("    post:\n", server), @"!Server open.md:12:12 `http://elsewhere.example` is a new server");
}

#[test]
fn another_path_on_the_same_host_is_not_reported() {
    assert_eq!(
        lints_of_replacement("api.doors.example", "api.doors.example/v2"),
        ""
    );
}

#[test]
fn changes_of_schemes_are_security_lints() {
    insta::assert_snapshot!(lints_of_replacement("name: door-key", "name: x-door-key"), @"!SecurityScheme open.md:45:5 the secret of `key` was sent in the header `door-key` and is now sent in the header `x-door-key`");
    let other = PAGE.replace("- key: []", "- token: []").replace(
        "key:\n      type: apiKey\n      in: header\n      name: door-key",
        "token:\n      type: http\n      scheme: bearer",
    );
    insta::assert_snapshot!(report(&run(PAGE, ""), &run(&other, "")), @r"
    !SecurityScheme open.md:45:5 `token` is a new security scheme, sent as a bearer token
    !SecurityScheme before open.md:45:5 the security scheme `key` was removed
    ");
}

#[test]
fn a_field_that_is_no_secret_any_more_is_a_security_lint() {
    let password = "name:\n          type: string\n          format: password";
    let secret = PAGE.replacen("name:\n          type: string", password, 1);
    let shown = "[[secret]]\ntype = \"door\"\nmembers = [\"name\"]\nshown = true\nbecause = \"It is painted on it.\"\n";
    insta::assert_snapshot!(report(&run(&secret, ""), &run(&secret, shown)), @"!ShownSecret open.md:42:9 `Debug` hid the values of `models::Door.name` and now shows them; the new entry `[[secret]]` at `specs/overrides.toml:1` decides it");
    insta::assert_snapshot!(report(&run(&secret, ""), &run(PAGE, "")), @"!ShownSecret open.md:42:9 `Debug` hid the values of `models::Door.name` and now shows them; `[[secret]]` hides them");
    // One that becomes a secret, and one that is removed, show nothing.
    assert_eq!(report(&run(PAGE, ""), &run(&secret, "")), "");
    let removed = PAGE.replace(
        "name:\n          type: string",
        "number:\n          type: string",
    );
    assert_eq!(report(&run(&secret, ""), &run(&removed, "")), "");
}

#[test]
fn an_invisible_character_has_its_location() {
    insta::assert_snapshot!(lints_of_replacement("# Open a door", "# Open\u{202e} a \u{200b}door"), @"!InvisibleCharacters open.md:1:7 this line has invisible characters: U+200B, U+202E");
    // What the page had before is not reported again.
    let hidden = PAGE.replace("# Open", "# \u{200b}Open");
    let more = hidden.replace("info:", "tags: []\ninfo:");
    assert_eq!(report(&run(&hidden, ""), &run(&more, "")), "");
}

#[test]
fn a_contradicting_sample_is_reported_once() {
    let contradicts = PAGE.replacen("components:\n", SAMPLE, 1);
    insta::assert_snapshot!(report(&run(PAGE, ""), &run(&contradicts, "")), @r"
    Contradiction open.md:39:11 the request sample of `POST /doors/open` has a value at `door_id` that is not a string
    Contradiction open.md:39:11 the response sample of `POST /doors/open` lacks `name`, which is required
    ");
    let run = run(&contradicts, "");
    assert_eq!(report(&run, &run), "");
}

#[test]
fn a_rule_in_prose_is_quoted() {
    let prose = "post:\n      description: You must give exactly one of `door_id` or `gate_id`.";
    insta::assert_snapshot!(lints_of_replacement("post:", prose), @"UnenforcedProse open.md:11:7 “You must give exactly one of `door_id` or `gate_id`.”");
}

#[test]
fn an_item_that_loses_its_type_is_reported() {
    insta::assert_snapshot!(lints_of_replacement("name:\n          type: string", "name: {}"), @"RawJson open.md:42:9 `models::Door.name` is raw JSON: it has no type");
}

#[test]
fn a_redundant_override_is_reported_until_it_is_deleted() {
    let needless = ENVELOPE.replace("because", "member = \"door\"\nbecause");
    let after = run(PAGE, &needless);
    insta::assert_snapshot!(report(&after, &after), @"RedundantOverride overrides.toml:1:1 this entry has no effect: the pages lead to the same result");
    let after = run(PAGE, ENVELOPE);
    assert_eq!(report(&after, &after), "");
}

#[test]
fn an_override_that_no_longer_matches_is_reported() {
    let moved = PAGE.replace("/doors/open", "/doors/unlock");
    insta::assert_snapshot!(report(&run(PAGE, ENVELOPE), &run(&moved, ENVELOPE)), @r"
    StaleOverride overrides.toml:1:1 this entry matches nothing: no page describes this operation
    NamesLocked 2 names are locked from now on: `doors.unlock`, `DoorsUnlockParams`; `[[name]]` changes one
    ");
    let fine = ENVELOPE.replace("because", "if_present = true\nbecause");
    let text = report(&run(PAGE, &fine), &run(&moved, &fine));
    assert!(
        text.starts_with("StaleOverride overrides.toml:1:1"),
        "{text}"
    );
}

#[test]
fn new_names_are_reported_once() {
    let member = "required: [name]\n      properties:\n        state:\n          type: string\n          enum: [open, shut]";
    insta::assert_snapshot!(lints_of_replacement("required: [name]\n      properties:", member), @"NamesLocked the name `DoorState` is locked from now on; `[[name]]` changes it");
}

#[test]
fn an_accepted_change_that_does_not_exist_is_reported() {
    let accepted = "[[accepted]]\nfingerprint = \"3f9a0c51d2e7\"\nbecause = \"Gone.\"\n";
    let accepted = Accepted::read(accepted).unwrap();
    let run = run(PAGE, "");
    let lints = lints(&run, &run, &[], &accepted);
    assert_eq!(lints.len(), 1);
    assert_eq!(lints[0].kind, LintKind::StaleAcceptance);
}
