//! Credentials that a document describes only as a parameter.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::Lowering;
use crate::{
    diagnostic::{Code, Diagnostic, counted},
    ir::Scheme,
    normalise::extension::RESERVED,
    source::Pointer,
};

/// The overlay that declares what such a parameter says most often.
const OVERLAY: &str = "declare the security scheme in the document, or with `--overlay` of a file such as\n\
    overlay: 1.0.0\n\
    info: {title: Credentials, version: '1'}\n\
    actions:\n\
    \u{20} - target: $\n\
    \u{20}   update:\n\
    \u{20}     components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}\n\
    \u{20}     security: [{bearer: []}]";

impl Lowering<'_> {
    /// Reports that clients have no credential, where operations have the parameter
    /// `Authorization` and the document has no security scheme.
    pub(super) fn undeclared_credential(&mut self, schemes: &[Scheme]) {
        if !schemes.is_empty() {
            return;
        }
        let mut first = None;
        let mut count = 0_usize;
        for (path, item) in &self.api.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            let at = Pointer::root().child("paths").child(path);
            let is_in_path = takes_authorization(&item.extensions);
            for (method, operation) in item.iter() {
                if is_in_path || takes_authorization(&operation.extensions) {
                    first.get_or_insert_with(|| at.child(method));
                    count += 1;
                }
            }
        }
        let Some(first) = first else { return };
        let subject = counted(count, "operation takes", "operations take");
        let message = format!(
            "{subject} `Authorization` as a parameter, and no security scheme is declared: clients have no credential to send"
        );
        let warning = Diagnostic::new(Code::UndeclaredCredential, message);
        let warning = warning.at(self.origin(&first), "sent without `Authorization`");
        self.diagnostics.push(warning.help(OVERLAY));
    }
}

fn takes_authorization(extensions: &IndexMap<String, Value>) -> bool {
    let parameters = extensions.get(RESERVED).and_then(Value::as_array);
    let mut names = parameters
        .into_iter()
        .flatten()
        .filter_map(|parameter| parameter.get("name")?.as_str());
    names.any(|name| name.eq_ignore_ascii_case("authorization"))
}
