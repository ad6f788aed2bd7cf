//! What a document says of the pages of a list: in extensions of code generators, and by the header
//! `Link`.

use indexmap::IndexMap;
use openapiv3::{Operation as Source, ReferenceOr, StatusCode};
use serde_json::Value;

use super::{Lowering, component};
use crate::ir::{DeclaredPaging, FieldPath, Paging, PagingStyle};

impl Lowering<'_> {
    /// Whether the document lists the header `Link` of a success.
    pub(super) fn documents_link(&self, source: &Source) -> bool {
        let responses = source.responses.responses.iter();
        let mut successes = responses.filter(|(status, _)| {
            matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
        });
        successes.any(|(_, response)| {
            let response = match response {
                ReferenceOr::Item(response) => Some(response),
                ReferenceOr::Reference { reference } => {
                    let name = component(reference, "responses").map(|(_, name)| name);
                    let components = self.api.components.as_ref();
                    let found = name.and_then(|name| components?.responses.get(&name));
                    found.and_then(ReferenceOr::as_item)
                }
            };
            let mut headers = response.iter().flat_map(|it| it.headers.keys());
            headers.any(|name| name.eq_ignore_ascii_case("link"))
        })
    }
}

/// What the extensions of an operation declare.
pub(super) fn declared(extensions: &IndexMap<String, Value>) -> Option<DeclaredPaging> {
    type Read = fn(&Value) -> Result<PagingStyle, String>;
    let known: [(&'static str, &str, Read); 3] = [
        ("x-ms-pageable", "itemName", microsoft),
        ("x-speakeasy-pagination", "outputs.results", speakeasy),
        ("x-fern-pagination", "results", fern),
    ];
    known.into_iter().find_map(|(keyword, items, read)| {
        let value = extensions.get(keyword)?;
        if value.get("nextLinkName").is_some_and(Value::is_null) {
            // The list has one page.
            return None;
        }
        let items = items
            .split('.')
            .try_fold(value, |value, key| value.get(key));
        let items = items.and_then(Value::as_str).map(response_path);
        let paging = read(value).and_then(|style| {
            if items.as_ref().is_some_and(|path| path.len() > 1) {
                return Err("the list is inside of another field".to_owned());
            }
            Ok(Paging {
                style,
                more: None,
                total: None,
                page_count: None,
            })
        });
        Some(DeclaredPaging {
            keyword,
            paging,
            items: items.and_then(|path| path.into_iter().next()),
        })
    })
}

/// `{nextLinkName: nextLink, itemName: value}`; a list without `nextLinkName` has one page.
fn microsoft(value: &Value) -> Result<PagingStyle, String> {
    let next = value["nextLinkName"].as_str();
    let next = next.ok_or("`nextLinkName` names no field")?;
    let next = response_path(next);
    Ok(PagingStyle::Url { next })
}

/// `{type: cursor, inputs: [{name: after, type: cursor}], outputs: {nextCursor: $.next}}`
fn speakeasy(value: &Value) -> Result<PagingStyle, String> {
    let output = |key: &str| value["outputs"][key].as_str().map(response_path);
    let input = |kind: &str| {
        let inputs = value["inputs"].as_array();
        let mut inputs = inputs.into_iter().flatten();
        let input = inputs.find(|input| input["type"] == kind)?;
        input["name"].as_str().map(str::to_owned)
    };
    let is_offset = value["type"] == "offsetLimit";
    match (value["type"].as_str(), input("cursor"), input("offset")) {
        (Some("cursor"), Some(parameter), _) => {
            let next = output("nextCursor").ok_or("`nextCursor` names no field")?;
            Ok(PagingStyle::Cursor { parameter, next })
        }
        (Some("url"), ..) => {
            let next = output("nextUrl").ok_or("`nextUrl` names no field")?;
            Ok(PagingStyle::Url { next })
        }
        (_, _, Some(parameter)) if is_offset => Ok(PagingStyle::Offset { parameter }),
        // Nothing says whether the first page is 0 or 1.
        _ => Err("it does not say what the first page is".to_owned()),
    }
}

/// `{cursor: $request.after, next_cursor: $response.next, results: $response.data}`
fn fern(value: &Value) -> Result<PagingStyle, String> {
    let parameter = value["cursor"]
        .as_str()
        .and_then(|text| text.strip_prefix("$request."));
    let next = value["next_cursor"].as_str().map(response_path);
    match (parameter, next) {
        (Some(parameter), Some(next)) => {
            let parameter = parameter.to_owned();
            Ok(PagingStyle::Cursor { parameter, next })
        }
        // `offset` is a number of pages or of items, and nothing says which.
        _ => Err("it does not say what `offset` counts".to_owned()),
    }
}

/// The names in `$.meta.next`, `$response.meta.next` or `next`. A name can have a point of its own,
/// as `@odata.nextLink` has.
fn response_path(text: &str) -> FieldPath {
    let rest = text.strip_prefix("$response.").or(text.strip_prefix("$."));
    match rest {
        Some(rest) => rest.split('.').map(str::to_owned).collect(),
        None => vec![text.to_owned()],
    }
}
