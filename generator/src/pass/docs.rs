//! After this pass, every text can stand in a doc comment: rustdoc neither
//! compiles nor links nor renders anything in it that a page slipped in.

mod inline;
mod markdown;

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Docs, Kind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    make_safe(&mut api.docs);
    for def in api.types.values_mut() {
        make_safe(&mut def.docs);
        match &mut def.kind {
            Kind::Struct(inner) => {
                inner
                    .fields
                    .iter_mut()
                    .for_each(|field| make_safe(&mut field.docs));
            }
            Kind::Union(inner) => {
                inner
                    .branches
                    .iter_mut()
                    .for_each(|branch| make_safe(&mut branch.docs));
            }
            Kind::Enum(_) | Kind::Alias(_) => {}
        }
    }
    api.operations
        .iter_mut()
        .for_each(|operation| make_safe(&mut operation.docs));
    Vec::new()
}

fn make_safe(docs: &mut Docs) {
    docs.0 = markdown::safe(&docs.0);
}
