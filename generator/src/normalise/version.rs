//! Whether a document is OpenAPI 3 at all.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
    yaml::Parsed,
};

/// The minor versions of OpenAPI 3 that are accepted.
const MINOR_VERSIONS: [&str; 3] = ["0", "1", "2"];
const EXPECTED: &str = "expected `openapi: 3.0.x`, `3.1.x` or `3.2.x`";

/// Checks that the document, a file of its own or a block, is one of OpenAPI 3 and has paths; else
/// why not.
pub(super) fn check(page: &Arc<str>, value: &Value, is_file: bool) -> Result<(), Box<Diagnostic>> {
    let what = if is_file { "file" } else { "block" };
    let root = Origin::new(Arc::clone(page), Pointer::root());
    let Value::Object(fields) = value else {
        let message = format!("the {what} is not an OpenAPI document: it is not an object");
        let diagnostic = Diagnostic::new(Code::NotOpenapi, message);
        return Err(Box::new(diagnostic.at(root, format!("this {what}"))));
    };
    // Swagger 2.0 has been converted.
    if let Some(version) = fields.get("swagger") {
        let message = format!("Swagger {version} is not supported");
        let diagnostic = Diagnostic::new(Code::UnsupportedVersion, message)
            .at(root.child("swagger"), "expected `swagger: '2.0'`")
            .help("convert the document to OpenAPI 3.0");
        return Err(Box::new(diagnostic));
    }
    let Some(version) = fields.get("openapi") else {
        let message = format!("the {what} is not an OpenAPI document: it has no `openapi` field");
        let label = format!("this {what}");
        let diagnostic = Diagnostic::new(Code::NotOpenapi, message).at(root, label);
        // Some docs sites write request and response in a format of their own.
        let is_site_format =
            value.pointer("/paths/path").is_some() && value.pointer("/paths/method").is_some();
        let is_typographic = |key: &String| key.starts_with(['“', '”', '‘', '’']);
        let help = if fields.keys().any(is_typographic) {
            "its names are in typographic quotes; write `\"` in place of them"
        } else if is_site_format {
            "`paths: {path, method, request, response}` is a docs site's own format; publish the OpenAPI operation"
        } else {
            "begin with `openapi: 3.0.3`"
        };
        return Err(Box::new(diagnostic.help(help)));
    };
    let text = version
        .as_str()
        .map_or_else(|| version.to_string(), str::to_owned);
    if !is_supported(&text) {
        let message = format!("OpenAPI `{text}` is not supported");
        let diagnostic = Diagnostic::new(Code::UnsupportedVersion, message)
            .at(root.child("openapi"), EXPECTED)
            .help("convert the document to OpenAPI 3.0");
        return Err(Box::new(diagnostic));
    }
    if !fields.contains_key("paths") {
        let diagnostic = Diagnostic::new(Code::MissingPaths, "the document has no `paths`");
        return Err(Box::new(diagnostic.at(root, "this document")));
    }
    Ok(())
}

/// A note for each version other than 3.0 that pages are written in: the document that they are
/// merged into has another one. A document that is not split into pages is not merged.
pub(super) fn converted(parsed: &[(Arc<str>, Parsed)]) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<String, Vec<Origin>> = BTreeMap::new();
    for (page, document) in parsed.iter().filter(|(_, it)| it.method.is_some()) {
        for (key, name) in [("openapi", "OpenAPI"), ("swagger", "Swagger")] {
            let version = document.value.get(key).and_then(Value::as_str);
            let is_converted = |version: &&str| match key {
                "openapi" => is_supported(version) && !version.starts_with("3.0"),
                _ => *version == "2.0",
            };
            if let Some(version) = version.filter(is_converted) {
                let at = Origin::new(Arc::clone(page), Pointer::root().child(key));
                let pages = pages.entry(format!("{name} {version}")).or_default();
                pages.push(at);
            }
        }
    }
    let notes = pages.into_iter().map(|(version, pages)| {
        let message = format!("{version} is converted to OpenAPI 3.0");
        let note = Diagnostic::new(Code::ConvertedVersion, message);
        pages.into_iter().fold(note, |note, at| note.at(at, ""))
    });
    notes.collect()
}

/// Whether `version` is `3`, or 3 with a minor version that is accepted.
fn is_supported(version: &str) -> bool {
    let mut numbers = version.split('.');
    let major = numbers.next();
    let minor = numbers.next();
    major == Some("3") && minor.is_none_or(|minor| MINOR_VERSIONS.contains(&minor))
}

#[cfg(test)]
mod tests {
    use super::is_supported;

    #[test]
    fn versions_are_compared_by_number() {
        for version in ["3", "3.0", "3.0.3", "3.1", "3.1.1", "3.2.0", "3.0.0-rc1"] {
            assert!(is_supported(version), "{version}");
        }
        for version in ["", "2.0", "3.3.0", "3.10.0", "3.1x", "3.", "30.0", "4.0.0"] {
            assert!(!is_supported(version), "{version}");
        }
    }
}
