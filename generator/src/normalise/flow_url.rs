//! The URLs of security schemes, where callers' secrets are exchanged for tokens.

use serde_json::Value;

use super::{
    context::Context,
    server::{Validity, validate},
    template::is_dot_segment,
};
use crate::{diagnostic::Code, source::Pointer};

/// A field that is a URL.
struct Field {
    name: &'static str,
    /// What it is the URL of.
    what: &'static str,
    /// What becomes of one that cannot be used.
    label: &'static str,
}

/// The client sends no request there.
const DOCUMENTED: &str = "expected `https://host/path`";

/// The client sends secrets there.
const REQUESTED: &str =
    "expected `https://host/path`; the client refuses it, unless callers set another";

const OF_SCHEMES: Field = Field {
    name: "openIdConnectUrl",
    what: "discovery",
    label: DOCUMENTED,
};

const OF_FLOWS: [Field; 3] = [
    Field {
        name: "authorizationUrl",
        what: "authorization",
        label: DOCUMENTED,
    },
    Field {
        name: "tokenUrl",
        what: "token",
        label: REQUESTED,
    },
    Field {
        name: "refreshUrl",
        what: "refresh",
        label: REQUESTED,
    },
];

/// Checks the URLs of the flows of the document's security schemes, and those of OpenID Connect.
pub(super) fn check(document: &Value, cx: &mut Context<'_>) {
    let at = Pointer::root().child("components").child("securitySchemes");
    let schemes = document.pointer(at.as_str()).and_then(Value::as_object);
    for (name, scheme) in schemes.into_iter().flatten() {
        let at = at.child(name);
        check_url(scheme, &OF_SCHEMES, &at, cx);
        let flows = scheme.get("flows").and_then(Value::as_object);
        for (kind, flow) in flows.into_iter().flatten() {
            let at = at.child("flows").child(kind);
            for field in &OF_FLOWS {
                check_url(flow, field, &at, cx);
            }
        }
    }
}

/// Reports a URL that is invalid or not encrypted. A relative one is relative to the URL of the
/// API's own server, as `token` of FastAPI is, or a path on it, and many documents leave a required
/// one empty.
fn check_url(holder: &Value, field: &Field, at: &Pointer, cx: &mut Context<'_>) {
    let Some(url) = holder.get(field.name).and_then(Value::as_str) else {
        return;
    };
    // Unlike that of a server, such a URL may have a query, of the same characters as a path.
    let path = url.replacen('?', "/", 1);
    let absolute = match is_relative_to_server(&path) {
        true => format!("/{}", below_parents(&path)),
        false => path,
    };
    let has_dots = || absolute.split('/').any(is_dot_segment);
    let reason = match validate(&absolute) {
        Validity::Relative if has_dots() => "`.` and `..` are only understood at its start",
        Validity::Valid | Validity::Relative => return,
        Validity::Insecure => "it is not encrypted",
        Validity::Invalid(reason) => reason,
    };
    let message = format!("the {} URL `{url}` cannot be used: {reason}", field.what);
    cx.report(
        Code::InvalidFlowUrl,
        message,
        &at.child(field.name),
        field.label,
    );
}

/// A relative URL without the `./` and `../` that it begins with.
fn below_parents(url: &str) -> &str {
    let mut rest = url;
    while let Some(below) = ["./", "../"].iter().find_map(|it| rest.strip_prefix(it)) {
        rest = below;
    }
    rest
}

/// Whether a URL begins with `./`, `../` or the name of a path segment: one with a colon would be a
/// scheme, and one with a dot is rather a host without a scheme.
fn is_relative_to_server(url: &str) -> bool {
    let segment = url.split('/').next().unwrap_or_default();
    matches!(segment, "." | "..") || !segment.is_empty() && !segment.contains([':', '.'])
}
