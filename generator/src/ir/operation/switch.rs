//! The parameter or the field of a body that asks for a stream.

use crate::ir::{Field, Location, Operation, Presence, Scalar, Shape, TypeKey, Types};

/// What such a field is called, where the document says nothing else.
const STREAM: &str = "stream";

/// The boolean parameter of a query, or field of a body, that asks for a stream.
#[derive(Clone, Copy, Debug)]
pub struct Switch<'a> {
    /// The field of the parameters that holds the body, where the body is one of them.
    pub outer: Option<(&'a TypeKey, &'a Field)>,
    /// The struct that has the field.
    pub owner: &'a TypeKey,
    /// The field.
    pub field: &'a Field,
}

impl Operation {
    /// The field that asks for the stream of [`stream`](Self::stream), if there is one: a
    /// boolean of the query or the body, called `stream` unless an override or the media type of
    /// the stream names another. Without one, the header `accept` asks.
    pub fn switch<'a>(&'a self, types: &'a Types) -> Option<Switch<'a>> {
        let stated = self.stream()?.media.stream();
        let name = self.behavior.switch.as_deref();
        let name = name.or(stated).unwrap_or(STREAM);
        let params = self.input.params_key()?;
        let fields = &types.struct_at(params)?.fields;
        for field in fields {
            let binding = self.input.binding(&field.wire);
            match binding.map(|it| it.location) {
                None | Some(Location::BodyField | Location::Query { .. })
                    if binding.map_or(&field.wire, |it| &it.wire) == name && is_bool(field) =>
                {
                    return Some(Switch {
                        outer: None,
                        owner: params,
                        field,
                    });
                }
                Some(Location::Body) => {
                    let Shape::Type(owner) = &field.shape else {
                        continue;
                    };
                    let found = types.struct_at(owner).and_then(|body| body.field(name));
                    if let Some(found) = found.filter(|it| is_bool(it))
                        && field.presence == Presence::Required
                        && !field.boxing.is_boxed()
                    {
                        return Some(Switch {
                            outer: Some((params, field)),
                            owner,
                            field: found,
                        });
                    }
                }
                _ => {}
            }
        }
        None
    }
}

fn is_bool(field: &Field) -> bool {
    !field.boxing.is_boxed()
        && matches!(
            &field.shape,
            Shape::Scalar(Scalar::Bool { const_value: None })
        )
}
