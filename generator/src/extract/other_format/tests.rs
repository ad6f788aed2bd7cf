//! What files in other formats are.

use super::*;
use crate::extract::top_level;

fn format(path: &str, text: &str) -> Option<OtherFormat> {
    let is_data = [".json", ".yaml"].iter().any(|end| path.ends_with(end));
    let fields = is_data.then(|| top_level::fields(text)).flatten();
    OtherFormat::of(path, text, fields.as_ref())
}

#[test]
fn extensions_and_beginnings_say_what_a_file_is() {
    for (path, text, expected) in [
        ("a.adoc", "= Doors", "AsciiDoc page"),
        ("a.rst", "Doors\n=====", "reStructuredText page"),
        (
            "a.txt",
            "Doors\n\n.. http:get:: /doors\n",
            "reStructuredText page",
        ),
        ("a.md", "= Doors\n\n----\ncurl\n----\n", "AsciiDoc page"),
        ("a.html", "<p>", "HTML page"),
        (
            "a.html",
            "<div id=\"swagger-ui\"></div>",
            "OpenAPI viewer in HTML",
        ),
        (
            "a.json",
            "{\"info\": {}, \"item\": []}",
            "Postman collection",
        ),
        ("a.yaml", "#%RAML 1.0\ntitle: a\n", "RAML document"),
        ("a.RAML", "", "RAML document"),
        ("a.graphql", "", "GraphQL schema"),
        ("a.json", "{\"data\": {\"__schema\": {}}}", "GraphQL schema"),
        (
            "a.md",
            "# A\n\n## Doors [/doors]\n\n### List [GET]\n\n+ Response 204\n",
            "API Blueprint",
        ),
        ("a.proto", "", "Protocol Buffers file"),
        (
            "a.md",
            "# A\n\nAll URIs are relative to *https://a.example*\n\n[**b**](A.md#b) | **GET** /b | B\n",
            "documentation of a generated client",
        ),
        ("a.md", "FORMAT: 1A\n\n# Doors\n", "API Blueprint"),
        (
            "a.json",
            "{\"log\": {\"entries\": []}}",
            "HTTP archive (HAR)",
        ),
        ("a.md", "# Protocol Documentation\n", "gRPC reference"),
        ("a.yaml", "asyncapi: 2.6.0\n", "AsyncAPI document"),
        (
            "a.json",
            "{\"swaggerVersion\": \"1.2\"}",
            "Swagger 1 document",
        ),
        ("a.yaml", "arazzo: 1.0.0\n", "Arazzo description"),
    ] {
        let found = format(path, text).map(OtherFormat::describe);
        assert_eq!(found, Some(expected), "{path}: {text}");
    }
}

#[test]
fn pages_documents_and_fragments_are_not_among_them() {
    for (path, text) in [
        (
            "a.md",
            "# Doors\n\n```json\n{\"info\": {}, \"item\": []}\n```\n",
        ),
        (
            "a.json",
            "{\"openapi\": \"3.0.0\", \"item\": [], \"info\": {}}",
        ),
        ("a.yaml", "type: object\nproperties: {item: {}, info: {}}\n"),
        ("a", "= Doors"),
    ] {
        assert_eq!(format(path, text), None, "{path}: {text}");
    }
}

#[test]
fn a_viewer_names_its_document() {
    for text in [
        "<redoc spec-url='/api/openapi.yaml'></redoc>",
        "SwaggerUIBundle({url: \"/api/openapi.yaml\", dom_id: \"#a\"})",
        "<link rel=\"manifest\" href=\"/app.json\">\n<redoc spec-url='/api/openapi.yaml'></redoc>",
        "<link href='/manifest.json' rel='manifest'/><redoc spec-url='/api/openapi.yaml'>",
        "load(\"/asset-manifest.json\"); SwaggerUIBundle({url: \"/api/openapi.yaml\"})",
        "<link rel=\"service-desc\" href=\"/api/openapi.yaml\">",
    ] {
        let document = OtherFormat::Viewer.document(text);
        assert_eq!(document.as_deref(), Some("/api/openapi.yaml"), "{text}");
        assert_eq!(OtherFormat::Html.document(text), None);
    }
}

#[test]
fn each_extension_is_known() {
    for extension in OtherFormat::EXTENSIONS {
        let found = format(&format!("a.{extension}"), "");
        assert!(found.is_some(), "{extension}");
    }
}
