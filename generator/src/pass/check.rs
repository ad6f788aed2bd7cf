//! After this pass, the invariants that the emitters rely on are verified: every type
//! that is referred to exists, none is inline or an alias, and no union is
//! undecided.

use super::{Decisions, internal_error::internal_error};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Incoming, Operation, Scalar, Shape, Tagging, TypeDef, TypeKey, TypeKind},
    source::Origin,
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut bugs = Vec::new();
    for (key, def) in &api.types {
        check_type(api, key, def, &mut bugs);
    }
    for operation in api.operations.values() {
        check_operation(api, operation, &mut bugs);
    }
    for Incoming {
        payload, origin, ..
    } in &api.incoming
    {
        check_shape(api, &payload.shape, origin, &mut bugs);
    }
    bugs
}

fn check_operation(api: &Api, operation: &Operation, bugs: &mut Vec<Diagnostic>) {
    for shape in operation.bodies().chain(operation.received()) {
        check_shape(api, shape, &operation.origin, bugs);
    }
    for binding in &operation.input.bindings {
        let params = api.parameters_of(operation);
        if params.is_none_or(|it| it.field(&binding.field).is_none()) {
            let message = format!("there is no field `{}` to send", binding.field);
            bugs.push(internal_error(message, &binding.origin));
        }
    }
}

fn check_type(api: &Api, key: &TypeKey, def: &TypeDef, bugs: &mut Vec<Diagnostic>) {
    if matches!(def.kind, TypeKind::Alias(_)) {
        let message = format!("the alias `{key}` was not resolved");
        bugs.push(internal_error(message, &def.origin));
    }
    if let TypeKind::Union(inner) = &def.kind
        && matches!(inner.tagging, Tagging::Undecided(_))
    {
        let message = format!("the tagging of the union `{key}` was not decided");
        bugs.push(internal_error(message, &def.origin));
    }
    for shape in def.shapes() {
        check_shape(api, shape, &def.origin, bugs);
    }
}

fn check_shape(api: &Api, shape: &Shape, origin: &Origin, bugs: &mut Vec<Diagnostic>) {
    shape.walk(&mut |shape| match shape {
        Shape::Inline(_) => {
            let message = "an inline type was not hoisted".to_owned();
            bugs.push(internal_error(message, origin));
        }
        Shape::Type(key) if api.type_at(key).is_none() => {
            let message = format!("the type `{key}` does not exist");
            bugs.push(internal_error(message, origin));
        }
        Shape::Scalar(Scalar::Id(kind)) if !api.ids.contains(kind) => {
            let message = format!("the kind of ids `{kind}` does not exist");
            bugs.push(internal_error(message, origin));
        }
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{
        Behavior, Body, Content, Docs, Input, Lifecycle, OperationKey, Payload, Security, Signature,
    };
    use crate::source::Pointer;

    fn operation(shapes: Vec<Shape>) -> Operation {
        let contents = shapes.into_iter().map(|shape| Content {
            media: "application/json".parse().unwrap(),
            payload: Payload::Json(shape.into()),
            origin: origin(),
        });
        let contents = contents.collect();
        Operation {
            key: OperationKey::new("post", "/doors/open"),
            id: None,
            tags: Vec::new(),
            namespace: Vec::new(),
            wire: "open".to_owned(),
            docs: Docs::default(),
            lifecycle: Lifecycle::default(),
            input: Input {
                body: Some(Body {
                    docs: Docs::default(),
                    required: true,
                    can_be_omitted: false,
                    contents,
                    alike: Vec::new(),
                }),
                ..Input::default()
            },
            signature: Signature::default(),
            responses: Vec::new(),
            servers: Vec::new(),
            errors: Vec::new(),
            security: Security::default(),
            behavior: Behavior::default(),
            origin: origin(),
        }
    }

    fn origin() -> Origin {
        Origin::new("doors.md", Pointer::root())
    }

    #[test]
    fn every_content_of_a_body_is_checked() {
        let missing = Shape::Type(TypeKey::component("door"));
        let operation = operation(vec![Shape::Scalar(Scalar::String), missing]);
        let api = Api {
            operations: [(operation.key.clone(), operation)].into(),
            ..Api::default()
        };
        let mut bugs = Vec::new();
        for operation in api.operations.values() {
            check_operation(&api, operation, &mut bugs);
        }
        let messages: Vec<_> = bugs.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages, ["the type `door` does not exist"]);
    }
}
