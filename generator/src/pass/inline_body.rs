//! After this pass, an object that an operation declares in place as its body is part of
//! the operation's parameters, where it has parameters outside of the body too.
//!
//! It runs before `hoist`, so that the object's types have the address that they would
//! have without those parameters: `POST /x request.field`.

use super::{Decisions, body::add_fields, optional_body::is_one_optional_argument};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Content, Shape, TypeKey, TypeKind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    for operation in api.operations.values_mut() {
        let params = TypeKey::request(&operation.key);
        let is_optional = is_one_optional_argument(&api.types, &operation.input);
        if operation.input.params.is_none() || is_optional {
            continue;
        }
        let Some(body) = operation.input.body.as_mut() else {
            continue;
        };
        let content = body.contents.first_mut();
        let Some(value) = content.and_then(Content::type_ref_mut) else {
            continue;
        };
        let Shape::Inline(def) = &mut value.shape else {
            continue;
        };
        let TypeKind::Struct(object) = &mut def.kind else {
            continue;
        };
        let fields = std::mem::take(&mut object.fields);
        let docs = std::mem::take(&mut def.docs);
        value.shape = Shape::Type(params.clone());
        add_fields(
            api.types.get_mut(&params),
            &mut operation.input.bindings,
            fields,
            docs,
        );
    }
    Vec::new()
}
