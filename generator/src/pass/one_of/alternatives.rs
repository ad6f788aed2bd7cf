//! Bodies whose schema says by itself that exactly one of several fields is
//! given: `oneOf` objects that each have one other field, and require it.

use crate::ir::{
    Field, Operation, Presence, Shape, Step, Struct, Tagging, TypeKey, TypeKind, Types,
};

/// Makes such a body one set of fields, and says which of them to choose from.
///
/// A caller would have to build a union, a struct and an id to say what one
/// argument can say.
pub(super) fn rewrite(types: &mut Types, operation: &Operation) -> Option<Vec<String>> {
    let key = operation.input.params_key()?;
    if *key != TypeKey::request(&operation.key) {
        return None;
    }
    let fields = flat(types, key)?;
    let wires = fields.iter().map(|field| field.wire.clone()).collect();
    types.get_mut(key)?.kind = TypeKind::Struct(Struct::new(fields));
    // The branches are nobody else's, unless they are components.
    types.retain(|branch, _| {
        branch.root() != key.root() || !matches!(branch.steps(), [Step::Branch(_)])
    });
    Some(wires)
}

/// The fields, now optional, if each branch is an object of one that it requires.
fn flat(types: &Types, key: &TypeKey) -> Option<Vec<Field>> {
    let TypeKind::Union(union) = &types.get(key)?.kind else {
        return None;
    };
    if union.tagging != Tagging::Untagged(Vec::new()) || union.branches.len() < 2 {
        return None;
    }
    let mut fields: Vec<Field> = Vec::new();
    for branch in &union.branches {
        let Shape::Type(branch) = &branch.shape else {
            return None;
        };
        let [only] = &types.struct_at(branch)?.fields[..] else {
            return None;
        };
        let is_known = fields.iter().any(|known| known.wire == only.wire);
        if !only.presence.is_required() || is_known {
            return None;
        }
        fields.push(Field {
            presence: Presence::new(false, only.presence.is_nullable()),
            ..only.clone()
        });
    }
    Some(fields)
}
