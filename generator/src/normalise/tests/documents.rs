//! Rewrites of objects other than schemas.

use super::*;

const OPERATION: &str = "/paths/~1a/post";

fn operation(to: Value) -> (Value, Vec<Code>) {
    let (normalised, diagnostics) = run(changed(OPERATION, to));
    let Some(normalised) = normalised else {
        panic!("{diagnostics:?}");
    };
    let value = normalised.value.pointer(OPERATION).unwrap().clone();
    (
        value,
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect(),
    )
}

#[test]
fn missing_responses_and_descriptions_are_filled() {
    assert_eq!(
        operation(json!({})),
        (json!({"responses": {}}), vec![Code::MissingResponses])
    );
    for response in [json!({}), json!({"description": null})] {
        let (value, codes) = operation(json!({"responses": {"200": response}}));
        assert_eq!(value["responses"], json!({"200": {"description": ""}}));
        assert_eq!(codes, [Code::MissingDescription]);
    }
}

#[test]
fn keys_of_responses_are_codes_ranges_or_default() {
    let ok = json!({"description": ""});
    let (value, codes) =
        operation(json!({"responses": {"4xx": ok, "default": ok, "200": ok, "ok": ok}}));
    let keys: Vec<_> = value["responses"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["4XX", "default", "200", "x-ok"]);
    assert_eq!(codes, [Code::InvalidStatusCode]);
}

#[test]
fn numbers_in_info_become_strings() {
    let (normalised, _) = run(changed("/info/version", json!(1.0)));
    assert_eq!(normalised.unwrap().api.info.version, "1.0");
}

#[test]
fn a_type_on_a_parameter_moves_into_its_schema() {
    let (value, codes) = operation(json!({
        "parameters": [{"name": "n", "in": "query", "type": "integer", "default": 1}],
        "responses": {},
    }));
    assert_eq!(
        value["parameters"][0]["schema"],
        json!({"type": "integer", "default": 1})
    );
    assert_eq!(codes, [Code::ParameterSchema]);
}

#[test]
fn a_parameter_without_a_schema_is_a_string() {
    let (value, codes) =
        operation(json!({"parameters": [{"name": "n", "in": "query"}], "responses": {}}));
    assert_eq!(value["parameters"][0]["schema"], json!({"type": "string"}));
    assert_eq!(codes, [Code::ParameterSchema]);
}

#[test]
fn an_unsupported_style_becomes_an_extension() {
    let schema = json!({"type": "string"});
    let (value, codes) = operation(json!({
        "parameters": [{"name": "n", "in": "query", "style": "matrix", "schema": schema}],
        "responses": {},
    }));
    assert_eq!(value["parameters"][0]["x-style"], "matrix");
    assert_eq!(codes, [Code::InvalidParameterStyle]);
}

#[test]
fn reserved_headers_are_dropped() {
    let (value, codes) = operation(json!({
        "parameters": [
            {"name": "authorization", "in": "header", "schema": {}},
            {"name": "X-Trace", "in": "header", "schema": {}},
        ],
        "responses": {},
    }));
    assert_eq!(value["parameters"].as_array().unwrap().len(), 1);
    assert_eq!(value["x-seamstress-reserved"][0]["name"], "authorization");
    assert_eq!(codes, [Code::ReservedHeader]);
}

#[test]
fn payloads_of_webhooks_become_components() {
    let request = |schema: Value| json!({"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}});
    let document = changed(
        "/webhooks",
        json!({
            "pet.found": request(json!({"type": "string"})),
            "pet lost": request(json!({"$ref": "#/components/schemas/b"})),
            "pet.seen": {"post": {"requestBody": {"content": {"image/png": {}}}}},
        }),
    );
    let (normalised, diagnostics) = run(document);
    let codes: Vec<Code> = diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::UntypedPayload]);
    let value = normalised.unwrap().value;
    let schemas = &value["components"]["schemas"];
    assert_eq!(
        schemas["pet.found_payload"],
        json!({"type": "string", "x-seamstress-payload-of": [{"webhook": "pet.found"}]})
    );
    assert_eq!(
        schemas["b"]["x-seamstress-payload-of"],
        json!([{"webhook": "pet lost"}])
    );
    let content = &value["x-webhooks"]["pet.found"]["post"]["requestBody"]["content"];
    assert_eq!(
        content["application/json"]["schema"]["$ref"],
        "#/components/schemas/pet.found_payload"
    );
}

#[test]
fn payloads_of_callbacks_are_called_after_their_operations() {
    let callback = |schema: Value| json!({"{$request.body#/url}": {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}});
    let operation = |callback: Value| json!({"responses": {}, "callbacks": {"done": callback}});
    let paths = json!({
        "/a": {"post": operation(callback(json!({"type": "string"})))},
        "/b": {"post": operation(callback(json!({"type": "integer"})))},
        "/c": {"post": operation(json!({"$ref": "#/paths/~1c/post/callbacks/done"}))},
    });
    let (normalised, diagnostics) = run(changed("/paths", paths));
    let codes: Vec<Code> = diagnostics.iter().map(|it| it.code).collect();
    // The one of `/c` is a reference to itself.
    assert_eq!(codes, [Code::UntypedPayload]);
    let schemas = &normalised.unwrap().value["components"]["schemas"];
    assert_eq!(schemas["post_a_done_payload"]["type"], "string");
    assert_eq!(schemas["post_b_done_payload"]["type"], "integer");
}

#[test]
fn mutual_tls_is_left_to_the_transport() {
    let document = changed(
        "/components/securitySchemes",
        json!({"m": {"type": "mutualTLS"}}),
    );
    let (normalised, diagnostics) = run(document);
    assert_eq!(diagnostics[0].code, Code::MutualTls);
    assert_eq!(
        normalised.unwrap().value["components"]["securitySchemes"]["m"]["x-seamstress-type"],
        "mutualTLS"
    );
}

#[test]
fn a_path_parameter_is_required_and_fills_its_braces() {
    let parameter = |name: &str| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
    let paths = |parameters: Value| {
        changed(
            "/paths",
            json!({"/a/{id}": {"get": {"parameters": parameters, "responses": {}}}}),
        )
    };
    assert_eq!(findings(paths(json!([parameter("id")]))), []);
    let (_, diagnostics) = run(paths(json!([])));
    assert_eq!(diagnostics[0].code, Code::UndeclaredPathParameter);
    assert!(!diagnostics[0].is_error());

    let (normalised, diagnostics) = run(paths(json!([parameter("id"), parameter("other")])));
    assert_eq!(diagnostics[0].code, Code::UnusedPathParameter);
    let list = normalised.unwrap().value["paths"]["/a/{id}"]["get"]["parameters"].clone();
    assert_eq!(list, json!([parameter("id")]));

    let optional = json!([{"name": "id", "in": "path", "schema": {"type": "string"}}]);
    let (normalised, diagnostics) = run(paths(optional));
    assert_eq!(diagnostics[0].code, Code::OptionalPathParameter);
    assert_eq!(
        normalised.unwrap().value["paths"]["/a/{id}"]["get"]["parameters"][0]["required"],
        true
    );
}

#[test]
fn what_3_2_adds_is_kept_or_left_out_with_a_warning() {
    let mut document = changed("/openapi", json!("3.2.0"));
    document["$self"] = "https://a.test/openapi.yaml".into();
    document["tags"] = json!([{"name": "t", "summary": "T", "parent": "p", "kind": "nav"}]);
    document["paths"]["/a"]["query"] = json!({"responses": {}});
    document["paths"]["/a"]["additionalOperations"] = json!({"COPY": {"responses": {}}});
    let event = json!({"type": "object"});
    document["paths"]["/a"]["post"]["responses"]["200"]["content"] =
        json!({"text/event-stream": {"itemSchema": event}});
    let (normalised, diagnostics) = run(document);
    let codes: Vec<Code> = diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::SkippedOperation; 2]);
    let normalised = normalised.unwrap();
    assert_eq!(
        (normalised.skipped, normalised.api.operations().count()),
        (2, 1)
    );
    let content = &normalised.value["paths"]["/a"]["post"]["responses"]["200"]["content"];
    let media = &content["text/event-stream"];
    assert_eq!((&media["schema"], &media["x-itemSchema"]), (&event, &event));
}

#[test]
fn an_operation_of_all_methods_is_reported() {
    let mut document = document(&json!({}));
    document["paths"]["/a"]["x-amazon-apigateway-any-method"] = json!({"responses": {}});
    let (normalised, diagnostics) = run(document);
    let codes: Vec<Code> = diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::SkippedOperation]);
    let normalised = normalised.unwrap();
    assert_eq!(
        (normalised.skipped, normalised.api.operations().count()),
        (1, 1)
    );
}

#[test]
fn a_security_scheme_may_be_a_reference() {
    let key = json!({"type": "apiKey", "in": "header", "name": "X-Key"});
    let schemes = json!({"a": {"$ref": "#/components/securitySchemes/b"}, "b": key});
    let (normalised, diagnostics) = run(changed("/components/securitySchemes", schemes));
    assert_eq!(diagnostics, []);
    let value = normalised.unwrap().value;
    assert_eq!(value["components"]["securitySchemes"]["a"], key);
}
