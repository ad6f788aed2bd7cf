//! GitBook's blocks for operations: `{% swagger %}`, the older `{% api-method %}`, and
//! `{% openapi %}`, which only names a document.

use super::Found;
use crate::{
    extract::{
        address::{self, Address},
        command,
        evidence::{Evidence, Response, Sample},
        field::{Field, Place, Shape},
        left_out::{LeftOut, PageKind},
        markup::Element,
        operation::{self, Group, Parts, Request},
        section::{Outline, Section},
        words::{self, Role},
    },
    sample,
};

/// The lists of `api-method`, each with where their parameters are sent.
const LISTS: [(&str, Place); 5] = [
    ("api-method-path-parameters", Place::Path),
    ("api-method-query-parameters", Place::Query),
    ("api-method-headers", Place::Header),
    ("api-method-body-parameters", Place::Body),
    ("api-method-form-data-parameters", Place::Body),
];

/// The operations of all blocks of a page.
pub(super) fn read(outline: &Outline<'_>) -> Found {
    let mut found = Found::default();
    for element in outline.elements {
        collect(outline, element, &mut found);
    }
    found
}

fn collect(outline: &Outline<'_>, element: &Element, found: &mut Found) {
    match element.name.as_str() {
        // It names the document that it shows an operation of.
        "swagger" if element.has("src") => found.left_out.extend(reference(element)),
        "swagger" | "api-method" => match operation(outline, element) {
            Some(operation) => found.evidence.push(operation),
            None => found
                .left_out
                .push(element.left_out(PageKind::UnknownDialect)),
        },
        "openapi-webhook" => {
            let name = element.attribute("name").unwrap_or_default();
            found.left_out.push(LeftOut {
                found: format!("`{name}`"),
                ..element.left_out(PageKind::Webhook)
            });
        }
        "openapi" | "openapi-operation" => found.left_out.extend(reference(element)),
        _ => {
            let children = element.children.iter();
            children.for_each(|child| collect(outline, child, found));
        }
    }
}

fn operation(outline: &Outline<'_>, element: &Element) -> Option<Evidence> {
    let base = ["baseUrl", "host"]
        .iter()
        .find_map(|name| element.attribute(name));
    let path = element.attribute("path").unwrap_or_default();
    let section = Section {
        outline,
        range: element.range.clone(),
        request: None,
    };
    let request = Request {
        method: element.attribute("method")?.to_ascii_lowercase(),
        address: address(base.unwrap_or_default(), path)?,
        range: element.range.start..element.body.start,
    };
    let mut parts = Parts {
        title: element.attribute("summary").map(str::to_owned),
        ..Parts::default()
    };
    add_parts(outline, element, &mut parts);
    parts.title = parts.title.filter(|title| !title.is_empty()).or_else(|| {
        let above = outline.heading_above(element.range.start);
        above.map(|heading| heading.text.clone())
    });
    let matter = outline.matter;
    parts.title = parts
        .title
        .or_else(|| Some(matter.text("title")?.to_owned()));
    let commands = command::commands(&section);
    operation::evidence(&section, request, &commands, parts)
}

/// The address of a path below a base, which may have all of the path.
fn address(base: &str, path: &str) -> Option<Address> {
    let url = format!("{}{path}", base.trim_end_matches('/'));
    if let Some(address) = address::parse(&url) {
        return Some(match address::parse(path) {
            // What precedes the path is part of the server.
            Some(own) if address.server.is_some() => Address {
                server: Some(base.trim_end_matches('/').to_owned()),
                ..own
            },
            _ => address,
        });
    }
    address::parse(path)
}

/// Adds what the elements in the body of an operation say about it.
fn add_parts(outline: &Outline<'_>, element: &Element, parts: &mut Parts) {
    for child in &element.children {
        let text = || inner_text(outline, child);
        match child.name.as_str() {
            "swagger-description" | "api-method-description" => parts.description = Some(text()),
            "api-method-summary" => parts.title = Some(text()),
            "swagger-parameter" => {
                let place = child
                    .attribute("in")
                    .and_then(words::place)
                    .unwrap_or_default();
                parts.groups.extend(parameter(outline, child, place));
            }
            "swagger-response" => {
                let status = child.attribute("status").unwrap_or_default();
                let description = child.attribute("description").unwrap_or_default();
                parts
                    .responses
                    .push(response(outline, child, status, description));
            }
            "api-method-response-example" => {
                let status = child.attribute("httpCode").unwrap_or_default();
                let mut texts = child.children.iter();
                let text = texts.find(|it| it.name == "api-method-response-example-description");
                let text = text.map(|it| inner_text(outline, it)).unwrap_or_default();
                parts
                    .responses
                    .push(response(outline, child, status, &text));
            }
            name => match LISTS.iter().find(|(list, _)| *list == name) {
                Some((_, place)) => {
                    let parameters = child.children.iter();
                    let groups = parameters.filter_map(|it| parameter(outline, it, *place));
                    parts.groups.extend(groups);
                }
                None => add_parts(outline, child, parts),
            },
        }
    }
}

fn parameter(outline: &Outline<'_>, element: &Element, place: Place) -> Option<Group> {
    let wire = element.attribute("name").filter(|name| !name.is_empty())?;
    let description = inner_text(outline, element);
    // `string` where the author chose nothing else.
    let type_text = element.attribute("type").unwrap_or("string");
    let field = Field {
        wire: wire.trim_end_matches('*').to_owned(),
        place,
        type_text: Some(type_text.to_owned()),
        required: element.attribute("required").map(|text| text == "true"),
        default: words::default(&description),
        values: words::values(&description),
        description,
        range: element.range.start..element.body.start,
        ..Field::default()
    };
    Some(Group {
        role: Role::Request(Some(place)),
        shape: Shape::Object,
        fields: vec![field],
        title: None,
        is_type: false,
        is_guess: false,
    })
}

fn response(outline: &Outline<'_>, element: &Element, status: &str, text: &str) -> Response {
    let fences = outline.fences_in(&element.body).iter();
    let samples = fences.filter_map(|fence| {
        let json = sample::json(&fence.text)?;
        let range = fence.range.clone();
        Some(Sample { json, range })
    });
    let status = words::status(status);
    Response {
        description: Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        samples: samples.collect(),
        ..Response::empty(status.as_deref().unwrap_or("200"))
    }
}

/// The operation of a document that a block names.
fn reference(element: &Element) -> Option<LeftOut> {
    let names_operation = ["method", "path"].map(|name| element.attribute(name).is_some());
    let document = ["src", "spec"]
        .iter()
        .find_map(|name| element.attribute(name));
    (names_operation == [true; 2]).then(|| LeftOut {
        document: document.map(str::to_owned),
        ..element.left_out(PageKind::Reference)
    })
}

fn inner_text(outline: &Outline<'_>, element: &Element) -> String {
    let text = outline
        .file
        .text()
        .get(element.body.clone())
        .unwrap_or_default();
    text.trim().to_owned()
}
