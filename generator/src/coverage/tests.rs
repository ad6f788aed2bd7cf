//! What a few pages leave out.

use crate::{Input, generate, source::Source};

const PAGE: &str = "\
# Get a door

See [how to open it](/api/doors/open), [the guide](/guides/doors) and [how to close it](close.md#now).
`GET /doors/{door_id}` returns one, `POST /doors/{door_id}/lock` locks it, `POST /doors/...` does more.

```sh
curl -X DELETE https://api.doors.example/doors/7?force=true
```

```http
GET /doors/front HTTP/1.1
```

````yaml /openapi.json get /doors/{door_id}
openapi: 3.0.3
info: {title: Doors, version: '1'}
servers: [{url: 'https://api.doors.example'}]
paths:
  /doors/{door_id}:
    get:
      description: As [a list](https://docs.doors.example/api/doors/list).
      parameters: [{name: door_id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: A door
          content:
            application/json:
              schema: {type: object, properties: {name: {type: string}}}
      x-codeSamples:
        - label: cURL
          source: |
            curl https://api.doors.example/doors/7

            # Response:
            # {\"name\": \"Front\", \"floor\": 2}
````
";

fn input(pages: &[(&str, &str)]) -> Input {
    let sources = pages.iter().map(|(path, text)| Source {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    Input {
        sources: sources.collect(),
        ..Input::default()
    }
}

#[test]
fn what_pages_name_and_do_not_describe_is_listed() {
    let close = "# Close a door\n\nIt closes. See [a door](./get).\n";
    let pages = [
        ("pages/api/doors/get.md", PAGE),
        ("pages/api/doors/close.md", close),
    ];
    let output = generate(input(&pages));
    let coverage = output.coverage;
    let operations = coverage.operations.iter().map(|(key, _)| key.to_string());
    assert_eq!(
        operations.collect::<Vec<_>>(),
        ["DELETE /doors/7", "POST /doors/{door_id}/lock"]
    );
    let pages = coverage.pages.iter().map(|(path, _)| path.as_str());
    assert_eq!(
        pages.collect::<Vec<_>>(),
        ["/api/doors/list", "/api/doors/open"]
    );
    let fields = coverage
        .fields
        .iter()
        .map(|it| (it.operation.to_string(), it.path.as_str()));
    assert_eq!(
        fields.collect::<Vec<_>>(),
        [("GET /doors/{door_id}".to_owned(), "$.floor")]
    );
    let (_, at) = &coverage.operations[0];
    let (_, range) = at.resolve(&output.sources).unwrap();
    assert!(PAGE[range].starts_with("```sh\ncurl"));
}

#[test]
fn fields_that_only_prose_names_are_listed() {
    let prose = "The `handle_side` parameter, the fields `lockCode` and `name`, and the property `hinge_id`.\n\
        `door_id` parameters, `do_not` do it, `hinge_type`. Set field `side`, or attribute `frame_id`\n";
    let page = PAGE.replace("# Get a door\n", &format!("# Get a door\n\n{prose}\n"));
    let guide = "# Guide\n\nThe `guide_only` parameter.\n";
    let output = generate(input(&[("get.md", &page), ("guide.md", guide)]));
    let named = output.coverage.named_fields.iter();
    let named: Vec<&str> = named.map(|(name, _)| name.as_str()).collect();
    assert_eq!(named, ["frame_id", "handle_side", "hinge_id", "lockCode"]);
    let mut texts = output.coverage.gaps().into_iter().map(|gap| gap.text);
    let text = "the field `handle_side` is named, and no schema has it";
    assert!(texts.any(|it| it == text));
}

/// The fields that are missing in `page`, with a sentence below its title about each of `names`.
fn missing(page: &str, names: &[&str]) -> Vec<String> {
    let prose: String = names
        .iter()
        .map(|name| format!("The field `{name}`.\n"))
        .collect();
    let page = page.replace("# Get a door\n", &format!("# Get a door\n\n{prose}\n"));
    let named = generate(input(&[("get.md", &page)])).coverage.named_fields;
    named.into_iter().map(|(name, _)| name).collect()
}

#[test]
fn lists_of_fields_and_samples_declare_what_they_name() {
    let page = "# Get a door\n\n`POST https://api.doors.example/doors`\n\n\
        ## Body\n\n- `other_door_id` (string)\n- `key_id` (string): Not a `hinge_id`.\n\n\
        ## Response\n\n- `owner` (object)\n  - `lock_code` (string)\n\n\
        ```json\n{\"frames\": [{\"frame_id\": 1}], \"note\": \"side_of\"}\n```\n";
    let declared = ["other_door_id", "key_id", "lock_code", "frame_id"];
    let others = ["door_id", "hinge_id", "request_schema", "side_of"];
    assert_eq!(missing(page, &[declared, others].concat()), others);
}

#[test]
fn documents_declare_the_names_of_all_their_fields() {
    let page = PAGE.replace(
        "            application/json:\n",
        "            application/json:\n              example: {frames: [{frame_id: 1}]}\n",
    );
    let page = page.replace(
        "\n      x-codeSamples:",
        "\n      operationId: hinge_id\n      x-fields: {properties: {lock_code: {}}}\n      x-codeSamples:",
    );
    let declared = ["door_id", "frame_id", "lock_code"];
    let others = ["hinge_id", "lock_codes", "operationId"];
    assert_eq!(missing(&page, &[declared, others].concat()), others);
}

#[test]
fn the_path_of_a_call_follows_the_longest_url_of_a_server() {
    let servers = "{url: 'https://api.doors.example'}, {url: 'https://api.doors.example/v2/'}";
    let page = PAGE.replace("{url: 'https://api.doors.example'}", servers);
    let calls =
        "`PUT https://api.doors.example/v2/doors`, `PUT https://api.doors.example.test/walls`";
    let page = page.replace("# Get a door\n", &format!("# Get a door\n\n{calls}\n"));
    let coverage = generate(input(&[("get.md", &page)])).coverage;
    let puts = coverage
        .operations
        .iter()
        .filter(|(key, _)| key.method == "PUT");
    let puts: Vec<String> = puts.map(|(key, _)| key.to_string()).collect();
    assert_eq!(puts, ["PUT /doors"]);
}

#[test]
fn an_operation_that_is_left_out_is_described() {
    let other = PAGE.replace("'200'", "'201'");
    let output = generate(input(&[("a/get.md", PAGE), ("b/get.md", &other)]));
    assert_eq!(
        output.coverage.left_out,
        ["`GET /doors/{door_id}` is left out: pages differ in it"]
    );
    let mut named = output.coverage.operations.iter();
    assert!(named.all(|(key, _)| key.path != "/doors/{door_id}"));
}

#[test]
fn a_document_leaves_nothing_out() {
    let document = PAGE
        .split("````")
        .nth(1)
        .unwrap()
        .split_once('\n')
        .unwrap()
        .1;
    let document = document.replace(", \"floor\": 2", "");
    let output = generate(input(&[("openapi.yaml", &document)]));
    assert_eq!(output.stats.operations_out, 1);
    assert_eq!(output.coverage.gaps(), []);
}
