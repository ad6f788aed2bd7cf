//! After this pass, the fields that `[[optional]]` lists are optional, although a page
//! requires them.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Presence, TypeKind},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &decisions.overrides.optional {
        let wanted = &entry.value;
        let found = api
            .types
            .iter_mut()
            .find(|(key, _)| key.to_string() == wanted.r#type);
        let Some((_, def)) = found else {
            diagnostics.extend(
                decisions
                    .overrides
                    .absent(entry, "the pages have no type with this address"),
            );
            continue;
        };
        let TypeKind::Struct(inner) = &mut def.kind else {
            let what = "this type has no fields";
            diagnostics.push(decisions.overrides.unmatched(entry, what));
            continue;
        };
        if wanted.members.is_empty() {
            let what = "`members` is empty: list the fields that responses may omit";
            diagnostics.push(decisions.overrides.unmatched(entry, what));
        }
        for wire in &wanted.members {
            let field = inner.fields.iter_mut().find(|field| field.wire == *wire);
            match field {
                None => {
                    let what = format!("this type has no field `{wire}`");
                    diagnostics.push(decisions.overrides.unmatched(entry, what));
                }
                Some(field) if field.presence.is_required() => {
                    field.presence = Presence::new(false, field.presence.is_nullable());
                }
                Some(_) => {
                    let what = format!("no page requires `{wire}`");
                    diagnostics.push(decisions.overrides.unmatched(entry, what));
                }
            }
        }
    }
    diagnostics
}
