//! Fields that a union requires and its branches do not.

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, once::Answers};
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    source::Pointer,
};

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
            let mut answers = Answers::default();
            let mut branches = branches.iter();
            if branches.all(|branch| self.requires(branch, wire, &mut answers)) {
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
    fn requires(&self, schema: &ReferenceOr<Schema>, wire: &str, answers: &mut Answers) -> bool {
        self.answer(schema, answers, |schema, answers| {
            let names = |required: &[String]| required.iter().any(|name| name == wire);
            let mut requires = |part: &ReferenceOr<Schema>| self.requires(part, wire, answers);
            let mut all = |parts: &[ReferenceOr<Schema>]| {
                !parts.is_empty() && parts.iter().all(&mut requires)
            };
            match &schema.schema_kind {
                SchemaKind::Type(Type::Object(kind)) => names(&kind.required),
                SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                    all(parts)
                }
                SchemaKind::AllOf { all_of } => all_of.iter().any(requires),
                SchemaKind::Any(any) => {
                    names(&any.required)
                        || all(&any.one_of)
                        || all(&any.any_of)
                        || any.all_of.iter().any(requires)
                }
                SchemaKind::Type(_) | SchemaKind::Not { .. } => false,
            }
        })
    }
}
