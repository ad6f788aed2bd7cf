//! What is rejected.

use super::*;

#[test]
fn documents_of_other_versions_are_rejected() {
    let older = json!({"swagger": "1.2", "paths": {}});
    assert!(is_error(older, Code::UnsupportedVersion));
    assert!(is_error(json!({"info": {}}), Code::NotOpenapi));
    assert!(is_error(json!([1]), Code::NotOpenapi));
    let without_paths = json!({"openapi": "3.1.0", "webhooks": {}});
    assert!(is_error_on_page(without_paths, Code::MissingPaths));
    assert!(is_error(
        changed("/openapi", json!("4.0.0")),
        Code::UnsupportedVersion
    ));
}

#[test]
fn a_wrong_structure_is_an_error_at_its_node() {
    for (pointer, to) in [
        ("/paths/~1a/post", json!("x")),
        ("/components/schemas", json!([1])),
        ("/components/schemas/a", json!("x")),
        ("/servers", json!(7)),
        ("/security", json!([[]])),
    ] {
        assert!(is_error(changed(pointer, to), Code::WrongType), "{pointer}");
    }
    let properties = document(&json!({"properties": ["a"]}));
    assert_eq!(
        findings(properties),
        [(
            Code::WrongType,
            "/components/schemas/a/properties".to_owned()
        )]
    );
}

#[test]
fn component_names_are_checked() {
    for name in ["a b", "../../x", "", "é", "a/b", "a\"b"] {
        assert!(
            is_error_on_page(
                changed("/components/schemas", json!({name: {}})),
                Code::InvalidComponentName
            ),
            "{name}"
        );
    }
    assert_eq!(
        findings(changed("/components/schemas", json!({"A.b_c-1": {}}))),
        []
    );
}

#[test]
fn security_names_schemes_that_are_defined() {
    assert!(is_error(
        changed("/security", json!([{"ghost": []}])),
        Code::UndefinedSecurityScheme
    ));
    assert!(is_error(
        changed("/paths/~1a/post/security", json!([{"ghost": []}])),
        Code::UndefinedSecurityScheme
    ));
    assert_eq!(findings(changed("/security", json!([{}]))), []);
}

#[test]
fn names_of_headers_are_tokens() {
    let parameter = |is_required: bool| {
        let mut parameters = json!([
            {"name": "x\r\ny", "in": "header", "schema": {}},
            {"name": "q", "in": "query", "schema": {}},
        ]);
        parameters[0]["required"] = is_required.into();
        changed("/paths/~1a/post/parameters", parameters)
    };
    assert!(is_error(parameter(true), Code::InvalidParameterName));
    assert!(is_error_on_page(
        parameter(false),
        Code::InvalidParameterName
    ));
    // It is dropped where calls do without it.
    let (normalised, _) = run(parameter(false));
    let parameters = &normalised.unwrap().value["paths"]["/a"]["post"]["parameters"];
    assert_eq!(parameters.as_array().unwrap().len(), 1);
    assert_eq!(parameters[0]["name"], "q");
    for name in ["a b", "Host"] {
        let scheme = json!({"k": {"type": "apiKey", "in": "header", "name": name}});
        assert!(is_error(
            changed("/components/securitySchemes", scheme),
            Code::InvalidParameterName
        ));
    }
}

#[test]
fn servers_of_operations_are_checked_too() {
    let servers = json!([{"url": "https://user@evil.test"}]);
    assert!(is_error(
        changed("/paths/~1a/post/servers", servers.clone()),
        Code::InvalidServerUrl
    ));
    assert!(is_error(
        changed("/servers", servers),
        Code::InvalidServerUrl
    ));
}

#[test]
fn the_info_string_names_an_operation_of_the_block() {
    let fence = |method: &str, path: &str| {
        let parsed = Parsed {
            block: 0,
            info: 3..9,
            method: Some(method.to_owned()),
            path: Some(path.to_owned()),
            file: None,
            value: document(&json!({})),
            preamble: None,
            is_part: false,
            errors: Vec::new(),
            elsewhere: Default::default(),
        };
        normalise(&Arc::from(PAGE), parsed, Tolerance::Strict, &mut Vec::new()).1
    };
    assert_eq!(fence("post", "/a"), []);
    for (method, path) in [("get", "/a"), ("post", "/b")] {
        let diagnostics = fence(method, path);
        assert_eq!(diagnostics[0].code, Code::FenceMismatch);
        assert_eq!(
            diagnostics[0].labels[0].location,
            Location::span(&Arc::from(PAGE), 3..9)
        );
    }
}

#[test]
fn a_loss_in_deserialisation_is_reported() {
    // The model holds bounds of numbers as floats.
    let exact = 9_007_199_254_740_993_u64;
    let places = findings(document(&json!({"type": "number", "maximum": exact})));
    assert_eq!(
        places,
        [(
            Code::LostKeyword,
            "/components/schemas/a/maximum".to_owned()
        )]
    );
}

#[test]
fn urls_of_flows_are_those_of_the_web() {
    let findings = |url: &str| {
        let flow = json!({"authorizationUrl": "", "tokenUrl": url, "scopes": {}});
        let scheme = json!({"type": "oauth2", "flows": {"authorizationCode": flow}});
        findings(changed(
            "/components/securitySchemes",
            json!({ "o": scheme }),
        ))
    };
    let at = "/components/securitySchemes/o/flows/authorizationCode/tokenUrl".to_owned();
    for url in [
        "https://a.test/token?realm=x",
        "/token",
        "token",
        "auth/token?realm=x",
        "./token.php",
        "",
    ] {
        assert_eq!(findings(url), [], "{url}");
    }
    for url in [
        "javascript:alert(1)",
        "http://a.test/token?realm=x",
        "https://u@a.test/token",
        "https://a.test/token?x#f",
        "https://a.test/token?a b",
        "//a.test",
        "a.test/token",
    ] {
        let found = findings(url);
        assert_eq!(found, [(Code::InvalidFlowUrl, at.clone())], "{url}");
    }
}
