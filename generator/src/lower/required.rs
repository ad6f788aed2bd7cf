//! Fields that a union requires and its branches do not.

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::Lowering;
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    source::Pointer,
};

/// How deeply branches may nest. One that contains itself requires nothing.
const DEPTH_LIMIT: usize = 32;

impl Lowering<'_> {
    /// Reports each of the `required` fields of a union that some branch does not require: it
    /// is optional there.
    pub(super) fn report_lost_required(
        &mut self,
        required: &[String],
        branches: &[ReferenceOr<Schema>],
        at: &Pointer,
    ) {
        for (index, wire) in required.iter().enumerate() {
            if branches.iter().all(|branch| self.requires(branch, wire, 0)) {
                continue;
            }
            let message = format!(
                "`{}` is not required by each branch of the union",
                escape(wire)
            );
            let place = self.origin(&at.child("required").index(index));
            self.diagnostics.push(
                Diagnostic::new(Code::LostKeyword, message)
                    .at(
                        place,
                        "has no effect on the branches that do not require it",
                    )
                    .help("declare and require the field in each branch"),
            );
        }
    }

    /// Whether every value of `schema` has the field.
    fn requires(&self, schema: &ReferenceOr<Schema>, wire: &str, depth: usize) -> bool {
        let schema = match schema {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { reference } => {
                self.resolve(reference, 0).map(|(_, _, schema)| schema)
            }
        };
        let Some(schema) = schema.filter(|_| depth < DEPTH_LIMIT) else {
            return false;
        };
        let requires = |part: &ReferenceOr<Schema>| self.requires(part, wire, depth + 1);
        let some = |parts: &[ReferenceOr<Schema>]| parts.iter().any(requires);
        let all = |parts: &[ReferenceOr<Schema>]| !parts.is_empty() && parts.iter().all(requires);
        let names = |required: &[String]| required.iter().any(|name| name == wire);
        match &schema.schema_kind {
            SchemaKind::Type(Type::Object(kind)) => names(&kind.required),
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => all(parts),
            SchemaKind::AllOf { all_of } => some(all_of),
            SchemaKind::Any(any) => {
                names(&any.required) || some(&any.all_of) || all(&any.one_of) || all(&any.any_of)
            }
            SchemaKind::Type(_) | SchemaKind::Not { .. } => false,
        }
    }
}
