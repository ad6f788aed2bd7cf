//! What the API sends by itself, and whose payload a component is.

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use crate::{
    ir::{Incoming, IncomingKind, Shape, TypeKey},
    normalise::extension::PAYLOAD_OF,
    source::Origin,
};

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
