//! What the API sends by itself, and whose payload a component is.

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::Lowering;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Incoming, IncomingKind, Shape, TypeKey},
    normalise::extension::PAYLOAD_OF,
    source::Origin,
};

impl Lowering<'_> {
    /// Orders what was found, and says how much it is.
    pub(super) fn incoming(&mut self, api: &mut Api) {
        let order = |it: &Incoming| (it.kind, it.name.clone());
        api.incoming.sort_by_cached_key(order);
        for kind in IncomingKind::ALL {
            let all: Vec<_> = api.incoming.iter().filter(|it| it.kind == kind).collect();
            let message = match all.len() {
                0 => continue,
                1 => format!("a {kind} is a request that the API sends"),
                count => format!("{count} {kind}s are requests that the API sends"),
            };
            let note = Diagnostic::new(Code::IncomingRequest, message);
            self.diagnostics.push(all.iter().fold(note, |note, it| {
                let label = format!("the payload of `{}`, whose type is generated", it.name);
                note.at(&it.origin, label)
            }));
        }
    }
}

/// The requests whose payload the component `name` is, which is declared at `origin`.
pub(super) fn requests(name: &str, schema: &ReferenceOr<Schema>, origin: &Origin) -> Vec<Incoming> {
    let ReferenceOr::Item(schema) = schema else {
        return Vec::new();
    };
    let marks = schema.schema_data.extensions.get(PAYLOAD_OF);
    let marks = marks.and_then(Value::as_array).into_iter().flatten();
    let requests = marks.filter_map(request).map(|(kind, request)| Incoming {
        kind,
        name: request,
        payload: Shape::Type(TypeKey::component(name)).into(),
        origin: origin.clone(),
    });
    requests.collect()
}

/// What `{"webhook": "newPet"}` means.
fn request(mark: &Value) -> Option<(IncomingKind, String)> {
    IncomingKind::ALL.into_iter().find_map(|kind| {
        let name = mark.get(kind.to_string())?.as_str()?;
        Some((kind, name.to_owned()))
    })
}
