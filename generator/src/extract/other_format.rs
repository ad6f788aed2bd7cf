//! Files that are neither pages in Markdown nor OpenAPI documents: what they are, by their
//! extension and by how they begin.

use std::collections::BTreeSet;

/// What begins a GraphQL schema.
const GRAPHQL: [&str; 5] = ["type ", "schema {", "input ", "interface ", "extend type "];

/// What the scripts of pages call that show an OpenAPI document.
const VIEWERS: [&str; 8] = [
    "SwaggerUIBundle",
    "swagger-ui",
    "<redoc",
    "Redoc.init",
    "@scalar/api-reference",
    "<rapi-doc",
    "<elements-api",
    "<openapi-explorer",
];

/// The format of a file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OtherFormat {
    /// API Blueprint: Markdown that begins with `FORMAT: 1A`.
    ApiBlueprint,
    /// Arazzo: workflows of operations that an OpenAPI document describes.
    Arazzo,
    /// AsciiDoc.
    AsciiDoc,
    /// A document of AsyncAPI.
    AsyncApi,
    /// A file with NUL characters, which no text has.
    Binary,
    /// A schema of GraphQL, or the response to an introspection query.
    GraphQl,
    /// An HTTP archive: recorded requests and responses.
    Har,
    /// The documentation of a client, as OpenAPI Generator writes it.
    ClientDocs,
    /// HTML.
    Html,
    /// An export of Insomnia.
    Insomnia,
    /// An OpenAPI Overlay.
    Overlay,
    /// A collection of Postman.
    Postman,
    /// Protocol Buffers: the services of gRPC.
    Protobuf,
    /// A page about services of gRPC, as `protoc-gen-doc` writes it.
    ProtobufPage,
    /// RAML.
    Raml,
    /// `reStructuredText`.
    ReStructuredText,
    /// A document of Swagger 1.
    Swagger1,
    /// HTML that shows an OpenAPI document: Swagger UI, Redoc, Scalar.
    Viewer,
    /// WADL.
    Wadl,
    /// WSDL.
    Wsdl,
}

/// A file whose format is in question.
struct File<'a> {
    text: &'a str,
    /// The names of the fields of the outermost object, if the file is JSON or YAML.
    fields: Option<&'a BTreeSet<String>>,
}

/// A format, and how its files are known.
struct Row {
    format: OtherFormat,
    /// In lower case; any file with one of them has the format if it `matches`.
    extensions: &'static [&'static str],
    matches: fn(&File<'_>) -> bool,
}

const MARKDOWN: &[&str] = &["md", "mdx", "markdown", "txt"];
const DATA: &[&str] = &["json", "yaml", "yml"];

/// In the order in which they are tried.
const ROWS: &[Row] = &[
    row(OtherFormat::AsciiDoc, &["adoc", "asciidoc"], |_| true),
    row(OtherFormat::ReStructuredText, &["rst"], |_| true),
    row(OtherFormat::Raml, &["raml"], |_| true),
    row(
        OtherFormat::GraphQl,
        &["graphql", "graphqls", "gql"],
        |_| true,
    ),
    row(OtherFormat::Protobuf, &["proto"], |_| true),
    row(OtherFormat::ApiBlueprint, &["apib"], |_| true),
    row(OtherFormat::Har, &["har"], |_| true),
    row(OtherFormat::Wadl, &["wadl"], |_| true),
    row(OtherFormat::Wsdl, &["wsdl"], |_| true),
    row(OtherFormat::Viewer, &["html", "htm"], |file| {
        VIEWERS.iter().any(|mark| file.text.contains(mark))
    }),
    row(OtherFormat::Html, &["html", "htm"], |_| true),
    row(OtherFormat::AsyncApi, DATA, |it| it.has(&["asyncapi"])),
    row(OtherFormat::Arazzo, DATA, |it| it.has(&["arazzo"])),
    row(OtherFormat::Overlay, DATA, |it| it.has(&["overlay"])),
    row(OtherFormat::Swagger1, DATA, |it| {
        it.has(&["swaggerVersion"])
    }),
    row(OtherFormat::Postman, DATA, |it| {
        it.has(&["info", "item"]) || it.has(&["requests", "folders"])
    }),
    row(OtherFormat::Har, DATA, |it| {
        it.has(&["log"]) && it.text.contains("\"entries\"")
    }),
    row(OtherFormat::Insomnia, DATA, |it| {
        it.has(&["_type", "resources"]) || it.text.contains("insomnia.rest/")
    }),
    row(OtherFormat::GraphQl, DATA, |it| {
        (it.has(&["data"]) || it.has(&["__schema"])) && it.text.contains("\"__schema\"")
    }),
    row(OtherFormat::Raml, DATA, |it| it.begins(&["#%RAML"])),
    row(OtherFormat::ApiBlueprint, MARKDOWN, |it| {
        it.begins(&["FORMAT: 1A"])
    }),
    row(OtherFormat::ProtobufPage, MARKDOWN, |it| {
        it.begins(&["# Protocol Documentation"])
    }),
    row(OtherFormat::Protobuf, MARKDOWN, |it| {
        it.begins(&["syntax = \"proto"])
    }),
    row(OtherFormat::ClientDocs, MARKDOWN, |it| {
        let is_of_methods =
            it.text.contains("All URIs are relative to *") && it.text.contains(" | **");
        is_of_methods || it.text.contains("[[Back to Model list]]")
    }),
    row(OtherFormat::Html, MARKDOWN, |it| {
        it.begins(&["<!DOCTYPE html", "<!doctype html", "<html"])
    }),
    row(OtherFormat::ReStructuredText, MARKDOWN, |it| {
        let mut lines = it.text.lines();
        lines.any(|line| line.starts_with(".. http:") || line.starts_with(".. toctree::"))
    }),
    row(OtherFormat::AsciiDoc, MARKDOWN, |it| {
        let mut lines = it.text.lines();
        it.begins(&["= "]) && lines.any(|line| line == "----" || line.starts_with("[source"))
    }),
    row(OtherFormat::GraphQl, &["txt"], |it| it.begins(&GRAPHQL)),
];

const fn row(
    format: OtherFormat,
    extensions: &'static [&'static str],
    matches: fn(&File<'_>) -> bool,
) -> Row {
    Row {
        format,
        extensions,
        matches,
    }
}

impl File<'_> {
    fn has(&self, fields: &[&str]) -> bool {
        self.fields
            .is_some_and(|known| fields.iter().all(|field| known.contains(*field)))
    }

    fn begins(&self, marks: &[&str]) -> bool {
        let text = self.text.trim_start();
        marks.iter().any(|mark| text.starts_with(mark))
    }
}

impl OtherFormat {
    /// The extensions of the files that are in one of these formats whatever they contain, or
    /// that have to be looked into, and are no pages or documents.
    pub const EXTENSIONS: &'static [&'static str] = &[
        "adoc", "apib", "asciidoc", "gql", "graphql", "graphqls", "har", "htm", "html", "proto",
        "raml", "rst", "wadl", "wsdl",
    ];

    /// The format of the file at `path`, if it is one of these. `fields` are those of its
    /// outermost object, if it is JSON or YAML.
    pub(super) fn of(path: &str, text: &str, fields: Option<&BTreeSet<String>>) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or_default();
        let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
        let file = File { text, fields };
        if file.has(&["openapi"]) || file.has(&["swagger"]) {
            return None;
        }
        let mut rows = ROWS.iter();
        let is_it = |row: &&Row| row.extensions.contains(&&*extension) && (row.matches)(&file);
        rows.find(is_it).map(|row| row.format)
    }

    /// The OpenAPI document that a page which shows one loads: a path or a URL.
    pub(super) fn document(self, text: &str) -> Option<String> {
        if self != Self::Viewer {
            return None;
        }
        let parts = text.split("<link").enumerate();
        let parts = parts.map(|(number, part)| match part.split_once('>') {
            Some((link, rest)) if number > 0 && is_of_manifest(link) => rest,
            _ => part,
        });
        let mut quoted = parts.flat_map(|part| part.split(['"', '\'']));
        quoted.find(|it| Self::is_document(it)).map(str::to_owned)
    }

    /// Whether a text that a viewer has is the path or the URL of a document.
    pub(super) fn is_document(text: &str) -> bool {
        let path = text.split(['?', '#']).next().unwrap_or_default();
        let ends = [".json", ".yaml", ".yml"];
        ends.iter().any(|end| path.ends_with(end))
            && !path.ends_with("manifest.json")
            && !path.contains(char::is_whitespace)
    }

    /// What a file in this format is, as a noun phrase.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::ApiBlueprint => "API Blueprint",
            Self::Arazzo => "Arazzo description",
            Self::AsciiDoc => "AsciiDoc page",
            Self::AsyncApi => "AsyncAPI document",
            Self::Binary => "binary file",
            Self::GraphQl => "GraphQL schema",
            Self::Har => "HTTP archive (HAR)",
            Self::ClientDocs => "documentation of a generated client",
            Self::Html => "HTML page",
            Self::Insomnia => "Insomnia export",
            Self::Overlay => "OpenAPI Overlay",
            Self::Postman => "Postman collection",
            Self::Protobuf => "Protocol Buffers file",
            Self::ProtobufPage => "gRPC reference",
            Self::Raml => "RAML document",
            Self::ReStructuredText => "reStructuredText page",
            Self::Swagger1 => "Swagger 1 document",
            Self::Viewer => "OpenAPI viewer in HTML",
            Self::Wadl => "WADL document",
            Self::Wsdl => "WSDL document",
        }
    }

    /// Why nothing is generated from it, and what to do.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::ApiBlueprint | Self::Raml | Self::Wadl => {
                "the format is not read; convert it to OpenAPI 3"
            }
            Self::Swagger1 => "only Swagger 2.0 and OpenAPI 3 are read; convert it to OpenAPI 3",
            Self::Postman | Self::Insomnia => "the format is not read; export it as OpenAPI 3",
            Self::AsciiDoc | Self::ReStructuredText => {
                "the format is not read; convert it to Markdown, or use the OpenAPI document of the API"
            }
            Self::ClientDocs => {
                "it has the names of fields in the client's language, and not those on the wire; use the OpenAPI document that the client was made from"
            }
            Self::Html => "only its Markdown version is read, or the OpenAPI document of the API",
            Self::Viewer => "the page has no operations; put the document that it loads here",
            Self::Har => {
                "recorded requests are no description; use the OpenAPI document of the API"
            }
            Self::AsyncApi => "channels of messages are not generated",
            Self::Binary => "it has NUL characters; only text is read",
            Self::GraphQl => "clients of GraphQL are not generated",
            Self::Protobuf | Self::ProtobufPage => {
                "clients of gRPC are not generated; use the OpenAPI document of its HTTP gateway"
            }
            Self::Wsdl => "clients of SOAP are not generated",
            Self::Arazzo => "workflows describe no operation",
            Self::Overlay => "an overlay is applied with `--overlay FILE`",
        }
    }
}

/// Whether the attributes of a `<link>` are those of the manifest of a web app.
fn is_of_manifest(attributes: &str) -> bool {
    let attributes = attributes.to_ascii_lowercase().replace(['"', '\''], "");
    attributes.split_whitespace().any(|it| it == "rel=manifest")
}

#[cfg(test)]
mod tests {
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
}
