//! The URLs of security schemes, where callers' secrets are exchanged for tokens.

use serde_json::Value;

use super::{
    context::Context,
    server::{Validity, validate},
};
use crate::{diagnostic::Code, source::Pointer};

/// The fields of a flow that are URLs, and what they are the URL of.
const OF_FLOWS: [(&str, &str); 3] = [
    ("authorizationUrl", "authorization"),
    ("tokenUrl", "token"),
    ("refreshUrl", "refresh"),
];

/// Checks the URLs of the flows of the document's security schemes, and those of OpenID Connect.
pub(super) fn check(document: &Value, cx: &mut Context<'_>) {
    let at = Pointer::root().child("components").child("securitySchemes");
    let schemes = document.pointer(at.as_str()).and_then(Value::as_object);
    for (name, scheme) in schemes.into_iter().flatten() {
        let at = at.child(name);
        check_url(scheme, "openIdConnectUrl", "discovery", &at, cx);
        let flows = scheme.get("flows").and_then(Value::as_object);
        for (kind, flow) in flows.into_iter().flatten() {
            let at = at.child("flows").child(kind);
            for (field, what) in OF_FLOWS {
                check_url(flow, field, what, &at, cx);
            }
        }
    }
}

/// Reports a URL that a client refuses or that is not encrypted. A relative one belongs to the
/// API's own server, and many documents leave a required one empty.
fn check_url(holder: &Value, field: &str, what: &str, at: &Pointer, cx: &mut Context<'_>) {
    let Some(url) = holder.get(field).and_then(Value::as_str) else {
        return;
    };
    let at = at.child(field);
    // Unlike that of a server, such a URL may have a query.
    let base = url.split_once('?').map_or(url, |(base, _query)| base);
    match validate(base) {
        Validity::Valid | Validity::Relative => {}
        Validity::Insecure => cx.report(
            Code::InsecureServer,
            format!("the {what} URL `{url}` is not encrypted"),
            &at,
            "credentials would be sent in clear text",
        ),
        Validity::Invalid(reason) => cx.report(
            Code::InvalidFlowUrl,
            format!("the {what} URL `{url}` is invalid: {reason}"),
            &at,
            "expected `https://host/path`; callers have to set another",
        ),
    }
}
