//! Documents of pages without blocks.

use super::*;
use crate::extract::Credential;

fn field(wire: &str, type_text: &str, required: Option<bool>) -> Field {
    Field {
        wire: wire.to_owned(),
        type_text: Some(type_text.to_owned()),
        required,
        ..Field::default()
    }
}

fn response(status: &str, samples: &[Value]) -> Response {
    Response {
        samples: samples.iter().map(sample).collect(),
        ..Response::empty(status)
    }
}

fn sample(json: &Value) -> Sample {
    let json = json.clone();
    Sample { json, range: 0..0 }
}

fn evidence() -> Evidence {
    let request = json!({
        "thing_id": "123e4567-e89b-12d3-a456-426614174000",
        "at": "2025-01-01T00:00:00.000Z",
        "tags": ["text"],
        "count": 1,
    });
    let thing = Field {
        description: "ID of the thing".to_owned(),
        ..field("thing_id", "String (UUID)", Some(true))
    };
    Evidence {
        page: "a.md".into(),
        range: 0..0,
        method: "post".to_owned(),
        path: "/things/tag".to_owned(),
        server: Some("https://api.example.test".to_owned()),
        title: Some("Tag a Thing".to_owned()),
        description: None,
        basis: Basis::Samples,
        parameters: vec![
            thing,
            field("ids", "Array of strings (UUIDs)", Some(false)),
            field("count", "Integer", None),
        ],
        requests: vec![sample(&request)],
        request_format: Format::Json,
        request_shape: Shape::Object,
        request_schema: None,
        responses: vec![response("200", &[json!({"ok": true, "o": {"x": null}})])],
        credentials: vec![Credential::Bearer],
        is_public: false,
    }
}

fn operation(evidence: &Evidence) -> Value {
    document(evidence)["paths"]["/things/tag"]["post"].clone()
}

#[test]
fn types_come_from_samples_and_required_from_the_table() {
    let body = &operation(&evidence())["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(
        *body,
        json!({
            "type": "object",
            "required": ["thing_id"],
            "properties": {
                "thing_id": {"type": "string", "format": "uuid", "description": "ID of the thing"},
                "at": {"type": "string", "format": "date-time"},
                "tags": {"type": "array", "items": {"type": "string"}},
                "count": {"type": "integer"},
                "ids": {"type": "array", "items": {"type": "string", "format": "uuid"}},
            },
        })
    );
}

#[test]
fn an_operation_from_samples_is_marked_as_inferred() {
    let inferred = document(&evidence());
    let operation = &inferred["paths"]["/things/tag"]["post"];
    assert_eq!(operation["x-seamstress-confidence"], "low");
    assert_eq!(inferred["servers"][0]["url"], "https://api.example.test");
    assert_eq!(operation["security"], json!([{ "bearer": [] }]));
    let listed = Evidence {
        basis: Basis::Fields,
        ..evidence()
    };
    let operation = self::operation(&listed);
    assert!(operation.get("x-seamstress-confidence").is_none());
}

#[test]
fn a_page_without_samples_has_no_body() {
    let bare = Evidence {
        requests: Vec::new(),
        request_shape: Shape::Object,
        request_schema: None,
        responses: Vec::new(),
        parameters: Vec::new(),
        ..evidence()
    };
    let inferred = operation(&bare);
    assert!(inferred.get("requestBody").is_none());
    assert!(inferred["responses"]["200"].get("content").is_none());
}

#[test]
fn what_a_page_gets_without_a_sample_is_any_json() {
    let bare = Evidence {
        method: "get".to_owned(),
        responses: Vec::new(),
        ..evidence()
    };
    let inferred = document(&bare);
    let success = &inferred["paths"]["/things/tag"]["get"]["responses"]["200"];
    assert_eq!(success["content"], json!({ "application/json": {} }));
    let redirect = Evidence {
        responses: vec![response("302", &[])],
        ..bare
    };
    let inferred = document(&redirect);
    let success = &inferred["paths"]["/things/tag"]["get"]["responses"]["200"];
    assert!(success.get("content").is_none());
}

#[test]
fn fields_have_values_defaults_and_fields_of_their_own() {
    let mode = Field {
        values: vec!["1".to_owned(), "2".to_owned()],
        default: Some("1".to_owned()),
        deprecated: true,
        ..field("mode", "integer", None)
    };
    let list = Field {
        fields: vec![mode],
        ..field("doors", "object[]", Some(true))
    };
    let listed = Evidence {
        parameters: vec![list],
        requests: Vec::new(),
        request_shape: Shape::Object,
        request_schema: None,
        ..evidence()
    };
    let request = &operation(&listed)["requestBody"];
    assert_eq!(request["required"], true);
    let items = &request["content"]["application/json"]["schema"]["properties"]["doors"]["items"];
    assert_eq!(
        items["properties"]["mode"],
        json!({ "type": "integer", "enum": [1, 2], "default": 1, "deprecated": true })
    );
}

#[test]
fn parameters_are_where_the_page_says() {
    let query = Field {
        place: Place::Query,
        ..field("limit", "integer", Some(true))
    };
    let path = Field {
        place: Place::Path,
        ..field("id", "", None)
    };
    let listed = Evidence {
        parameters: vec![path, query],
        ..evidence()
    };
    assert_eq!(
        operation(&listed)["parameters"],
        json!([
            { "name": "id", "in": "path", "required": true, "schema": {} },
            { "name": "limit", "in": "query", "required": true, "schema": { "type": "integer" } },
        ])
    );
}
