//! The fields of a form, and what it is where they have no names.

use openapiv3::{MediaType, ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, once::Answers};
use crate::{
    ir::{Scalar, Shape, TypeRef},
    source::Pointer,
};

impl Lowering<'_> {
    /// What callers give for a form: the fields of its object, or named parts, if no value of its
    /// schema has fields.
    pub(super) fn form_fields(&mut self, media: &MediaType, at: &Pointer) -> TypeRef {
        let Some(schema) = &media.schema else {
            let what = "the fields of a form without a schema are taken as text";
            self.warn_unsupported(at, what);
            return Shape::Map(Box::new(Shape::Scalar(Scalar::String).into())).into();
        };
        let at_schema = at.child("schema");
        if self.has_no_fields(schema, &mut Answers::default()) {
            let what = "callers name the parts of a form whose schema is not an object";
            self.warn_unsupported(&at_schema, what);
            return Shape::List(Box::new(Shape::Scalar(Scalar::FormPart).into())).into();
        }
        self.item(schema, &at_schema)
    }

    /// Whether no value of the schema is an object. One that contains itself may have fields.
    pub(super) fn has_no_fields(
        &self,
        schema: &ReferenceOr<Schema>,
        answers: &mut Answers,
    ) -> bool {
        self.answer(schema, answers, |schema, answers| {
            let mut has_none = |part: &ReferenceOr<Schema>| self.has_no_fields(part, answers);
            match &schema.schema_kind {
                SchemaKind::Type(Type::Object(_)) | SchemaKind::Not { .. } | SchemaKind::Any(_) => {
                    false
                }
                SchemaKind::Type(_) => true,
                SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                    !parts.is_empty() && parts.iter().all(&mut has_none)
                }
                SchemaKind::AllOf { all_of } => all_of.iter().any(has_none),
            }
        })
    }
}
