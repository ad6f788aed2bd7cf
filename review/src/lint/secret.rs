//! Fields whose values `Debug` hides no longer, so that they reach users' logs.

use seamstress_codegen::{
    Output,
    ir::{Api, Field, TypeKey, TypeKind},
};

use super::{Lint, LintKind, page_location};
use crate::compare::{ChangedDecisions, Table};

/// Fields that were secrets and still exist, but are no secrets any more.
pub(super) fn shown(before: &Output, after: &Output) -> Vec<Lint> {
    let Some(names) = &after.names else {
        return Vec::new();
    };
    let was_secret = |key: &TypeKey, wire: &str| {
        let old = before.api.struct_at(key).and_then(|old| old.field(wire));
        old.is_some_and(|old| old.secret)
    };
    let decisions = ChangedDecisions::new(before, after);
    let shown =
        fields(&after.api).filter(|(key, field)| !field.secret && was_secret(key, &field.wire));
    shown
        .map(|(key, field)| {
            let (owner, name) = (names.ty(key), names.field(key, &field.wire));
            let decision = decisions.reason(Table::Secret, &format!("{key}.{}", field.wire));
            let decision = decision.unwrap_or("`[[secret]]` hides them");
            Lint::new(
                LintKind::ShownSecret,
                format!(
                    "`Debug` hid the values of `models::{}.{}` and now shows them; {decision}",
                    owner.plain(),
                    name.plain()
                ),
                page_location(after, &(&field.origin).into(), false),
            )
        })
        .collect()
}

/// Every field of an emitted type.
fn fields(api: &Api) -> impl Iterator<Item = (&TypeKey, &Field)> {
    let emitted = api.types.iter().filter(|(_, def)| def.usage.is_emitted());
    emitted.flat_map(|(key, def)| {
        let fields = match &def.kind {
            TypeKind::Struct(inner) => inner.fields.as_slice(),
            _ => &[],
        };
        fields.iter().map(move |field| (key, field))
    })
}
