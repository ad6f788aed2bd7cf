//! After this pass, every description is safe in a doc comment: rustdoc neither
//! compiles nor links nor renders anything that a page injected.

mod inline;
mod markdown;
mod sentence;

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic, is_deceptive},
    ir::{Api, Docs, TypeKind},
    source::Origin,
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut sanitize = |docs: &mut Docs, origin: &Origin| {
        if docs
            .0
            .chars()
            .any(|c| c != '\n' && c != '\t' && is_deceptive(c))
        {
            let warning = Diagnostic::new(
                Code::HiddenCharacters,
                "this text contains invisible characters",
            );
            diagnostics.push(warning.at(
                origin,
                "they are written as code points in the documentation",
            ));
        }
        docs.0 = markdown::safe(&docs.0);
    };
    for def in api.types.values_mut() {
        sanitize(&mut def.docs, &def.origin);
        match &mut def.kind {
            TypeKind::Struct(inner) => {
                inner
                    .fields
                    .iter_mut()
                    .for_each(|field| sanitize(&mut field.docs, &field.origin));
            }
            TypeKind::Union(inner) => {
                inner
                    .branches
                    .iter_mut()
                    .for_each(|branch| sanitize(&mut branch.docs, &branch.origin));
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
    for operation in api.operations.values_mut() {
        sanitize(&mut operation.docs, &operation.origin);
    }
    api.docs.0 = markdown::safe(&api.docs.0);
    diagnostics
}
