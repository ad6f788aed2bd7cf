//! The OpenAPI plugin of Docusaurus: the operation in the front matter of the page, or components
//! with parts of it as JSON in their properties.

mod encoded;

use super::Found;
use crate::extract::{
    block::Block,
    left_out::PageKind,
    markup::{Attribute, Element},
    preamble::Preamble,
    section::Outline,
};

/// The components of an operation, each with the property that has JSON and the field of the
/// operation that it is.
const PARTS: [(&str, &str, &str); 3] = [
    ("ParamsDetails", "parameters", "parameters"),
    ("RequestSchema", "body", "requestBody"),
    ("StatusCodes", "responses", "responses"),
];

/// The block of the front matter, which has all of the operation; else one for each
/// `<MethodEndpoint>` of a page, with the parts that follow it. Those of an older version of the
/// plugin, which has no JSON, are left out.
pub(super) fn read(outline: &Outline<'_>) -> Found {
    if let Some(block) = encoded::read(outline) {
        return Found {
            blocks: vec![block],
            ..Found::default()
        };
    }
    let mut elements = Vec::new();
    flatten(outline.elements, &mut elements);
    let is_endpoint = |element: &&Element| {
        element.name == "MethodEndpoint" && element.attribute("context") != Some("callback")
    };
    let mut found = Found::default();
    let mut rest = elements.as_slice();
    while let Some(start) = rest.iter().position(is_endpoint) {
        let (endpoint, below) = (rest[start], &rest[start + 1..]);
        let end = below.iter().position(is_endpoint).unwrap_or(below.len());
        match block(outline, endpoint, &below[..end]) {
            Some(block) => found.blocks.push(block),
            None => found
                .left_out
                .push(endpoint.left_out(PageKind::UnknownDialect)),
        }
        rest = &below[end..];
    }
    found
}

/// All elements, in the order of the text.
fn flatten<'a>(elements: &'a [Element], all: &mut Vec<&'a Element>) {
    for element in elements {
        all.push(element);
        flatten(&element.children, all);
    }
}

/// The document of an operation; `None` if it has no method and path, or no part is JSON although
/// the page shows some. The JSON of each part keeps its position on the page.
fn block(outline: &Outline<'_>, endpoint: &Element, below: &[&Element]) -> Option<Block> {
    let method = endpoint.attribute("method")?.to_ascii_lowercase();
    let path = endpoint.attribute("path")?.to_owned();
    let mut parts: Vec<(&str, &Attribute)> = Vec::new();
    for element in below {
        let known = PARTS.iter().find(|(name, _, _)| element.name == *name);
        let Some((_, property, field)) = known else {
            continue;
        };
        let attribute = element.attributes.iter().find(|(name, _)| name == property);
        if let Some((_, attribute)) = attribute
            && attribute.text.starts_with(['{', '['])
            && !parts.iter().any(|(known, _)| known == field)
        {
            parts.push((*field, attribute));
        }
    }
    // An older version of the plugin shows the parts in elements that have no JSON.
    let is_older = below
        .iter()
        .any(|it| matches!(it.name.as_str(), "ParamsItem" | "SchemaItem"));
    if is_older && parts.is_empty() {
        return None;
    }
    let above = outline.heading_above(endpoint.range.start);
    let title = above.map(|heading| heading.text.clone());
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text = format!(
        "{{\"openapi\":\"3.0.3\",\"info\":{{\"title\":\"\",\"version\":\"\"}},\"paths\":{{{}:{{{}:{{\"summary\":{}",
        quoted(&path),
        quoted(&method),
        quoted(title.as_deref().unwrap_or_default()),
    );
    let start = endpoint.range.start;
    let mut segments = vec![(0, start)];
    let mut end = endpoint.range.end;
    for (field, attribute) in parts {
        text.push_str(&format!(",{}:", quoted(field)));
        segments.push((text.len(), attribute.range.start));
        text.push_str(&attribute.text);
        segments.push((text.len(), attribute.range.end));
        end = end.max(attribute.range.end);
    }
    text.push_str("}}}}");
    Some(Block {
        method: Some(method),
        path: Some(path),
        file: None,
        preamble: Some(Preamble {
            title,
            ..Preamble::default()
        }),
        range: start..end,
        info: endpoint.range.clone(),
        text,
        segments,
    })
}
