use super::*;
use seamstress_codegen::{Input, generate, source::Source};

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

/// What is to be looked at, one line each, when `from` on the page becomes `to`.
fn told_of(from: &str, to: &str) -> String {
    assert!(PAGE.contains(from), "{from}");
    told(&run(PAGE, ""), &run(&PAGE.replacen(from, to, 1), ""))
}

fn told(before: &Output, after: &Output) -> String {
    let accepted = Accepted::default();
    let told = suspicions(before, after, &[], &accepted);
    let lines = told.iter().map(|suspicion| {
        let place = suspicion.place.as_ref().map_or(String::new(), |place| {
            let was = if place.is_before { "before " } else { "" };
            format!("{was}{}:{}:{} ", place.page, place.line, place.column)
        });
        let kind = suspicion.kind;
        let mark = if suspicion.is_security { "!" } else { "" };
        format!("{mark}{kind:?} {place}{}\n", suspicion.text)
    });
    lines.collect()
}

#[test]
fn what_does_not_change_is_not_told() {
    assert_eq!(told_of("# Open", "# Open"), "");
    assert_eq!(told_of("# Open a door", "# A door opens"), "");
}

#[test]
fn another_host_is_a_matter_of_security() {
    insta::assert_snapshot!(told_of("api.doors.example", "api.d00rs.example"), @"!Server open.md:7:5 `https://api.d00rs.example` is a server that no page named before");
}

#[test]
fn a_server_of_one_operation_is_seen_though_it_is_refused() {
    let server = "    post:\n      servers:\n        - {url: 'http://elsewhere.example/v1'}\n";
    insta::assert_snapshot!(told_of("    post:\n", server), @"!Server open.md:12:12 `http://elsewhere.example` is a server that no page named before");
}

#[test]
fn another_path_on_the_same_host_is_none() {
    assert_eq!(told_of("api.doors.example", "api.doors.example/v2"), "");
}

#[test]
fn a_scheme_that_comes_goes_or_moves_is_a_matter_of_security() {
    insta::assert_snapshot!(told_of("name: door-key", "name: x-door-key"), @"!SecurityScheme open.md:45:5 the secret of `key` travels in the header `x-door-key`, and did in the header `door-key`");
    let other = PAGE.replace("- key: []", "- token: []").replace(
        "key:\n      type: apiKey\n      in: header\n      name: door-key",
        "token:\n      type: http\n      scheme: bearer",
    );
    insta::assert_snapshot!(told(&run(PAGE, ""), &run(&other, "")), @r"
    !SecurityScheme open.md:45:5 `token` is a new way to authenticate: as a bearer token
    !SecurityScheme before open.md:45:5 `key` is no way to authenticate any more
    ");
}

#[test]
fn a_hidden_character_is_shown_where_it_stands() {
    insta::assert_snapshot!(told_of("# Open a door", "# Open\u{202e} a \u{200b}door"), @"!HiddenCharacters open.md:1:7 this line holds characters that are not seen: U+200B, U+202E");
    // Who wrote it before is not told again.
    let hidden = PAGE.replace("# Open", "# \u{200b}Open");
    let more = hidden.replace("info:", "tags: []\ninfo:");
    assert_eq!(told(&run(&hidden, ""), &run(&more, "")), "");
}

#[test]
fn a_sample_that_contradicts_is_told_once() {
    let contradicts = PAGE.replacen("components:\n", SAMPLE, 1);
    insta::assert_snapshot!(told(&run(PAGE, ""), &run(&contradicts, "")), @r"
    Contradiction open.md:39:11 the request sample of `POST /doors/open` has a value at `door_id` that is not a string
    Contradiction open.md:39:11 the response sample of `POST /doors/open` lacks `name`, which is required
    ");
    let run = run(&contradicts, "");
    assert_eq!(told(&run, &run), "");
}

#[test]
fn a_choice_in_prose_is_quoted() {
    let prose = "post:\n      description: You must give exactly one of `door_id` or `gate_id`.";
    insta::assert_snapshot!(told_of("post:", prose), @"UnenforcedProse open.md:11:7 “You must give exactly one of `door_id` or `gate_id`.”");
}

#[test]
fn a_place_that_loses_its_type_is_told() {
    insta::assert_snapshot!(told_of("name:\n          type: string", "name: {}"), @"RawJson open.md:42:9 `models::Door.name` holds any JSON: the page gives it no type");
}

#[test]
fn an_override_that_the_pages_say_themselves_is_told_until_it_is_gone() {
    let needless = ENVELOPE.replace("because", "member = \"door\"\nbecause");
    let after = run(PAGE, &needless);
    insta::assert_snapshot!(told(&after, &after), @"NeedlessOverride overrides.toml:1:1 this entry has no effect: the pages lead to the same result");
    let after = run(PAGE, ENVELOPE);
    assert_eq!(told(&after, &after), "");
}

#[test]
fn an_override_that_matches_nothing_any_more_is_told() {
    let moved = PAGE.replace("/doors/open", "/doors/unlock");
    insta::assert_snapshot!(told(&run(PAGE, ENVELOPE), &run(&moved, ENVELOPE)), @r"
    StaleOverride overrides.toml:1:1 this entry matches nothing: no page describes this operation
    NamesLocked 2 names are given for good: `doors.unlock`, `DoorsUnlockParams`; `[[name]]` changes one
    ");
    let fine = ENVELOPE.replace("because", "if_present = true\nbecause");
    let told = told(&run(PAGE, &fine), &run(&moved, &fine));
    assert!(
        told.starts_with("StaleOverride overrides.toml:1:1"),
        "{told}"
    );
}

#[test]
fn new_names_are_listed_once() {
    let member = "required: [name]\n      properties:\n        state:\n          type: string\n          enum: [open, shut]";
    insta::assert_snapshot!(told_of("required: [name]\n      properties:", member), @"NamesLocked `DoorState` is called so for good from now on; `[[name]]` changes it");
}

#[test]
fn an_accepted_change_that_is_none_is_told() {
    let accepted = "[[accepted]]\nfingerprint = \"3f9a0c51d2e7\"\nbecause = \"Gone.\"\n";
    let accepted = Accepted::read(accepted).unwrap();
    let run = run(PAGE, "");
    let told = suspicions(&run, &run, &[], &accepted);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind, Kind::StaleAcceptance);
}
