//! Files that are neither pages in Markdown nor OpenAPI documents: what they are, by their
//! extension and by how they begin.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::{directive, restructured};
use crate::http_method;

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
    row(OtherFormat::ReStructuredText, &["rst"], |file| {
        !directive::has_requests(file.text) && !restructured::names_requests(file.text)
    }),
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
        it.begins(&["FORMAT: 1A"]) || it.is_blueprint()
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

    /// Whether it is API Blueprint without the line that says so: `## Doors [/doors]` or
    /// `### List [GET]`, and `+ Response 200`.
    fn is_blueprint(&self) -> bool {
        let mut lines = self
            .text
            .lines()
            .filter(|line| line.starts_with(['#', '+']));
        let is_heading = |line: &str| {
            let address = line
                .trim_end()
                .strip_suffix(']')
                .and_then(|it| it.rsplit_once('['));
            address.is_some_and(|(_, address)| {
                let first = address.split_whitespace().next().unwrap_or_default();
                first.starts_with('/') || http_method::of_capitals(first).is_some()
            })
        };
        lines.any(|line| line.starts_with('#') && is_heading(line))
            && lines.any(|line| line.starts_with("+ Response"))
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
        "raml", "wadl", "wsdl",
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
