//! Bodies whose fields differ from those of the component that they name.

use std::collections::BTreeMap;

use crate::ir::{Api, Shape, Struct, TypeDef, TypeKey, TypeKind, TypeRef, Types, add_constraints};

/// How often each named type is used: by other types, inline ones too, as a body, and as what the
/// API sends by itself.
pub(super) fn uses(api: &Api) -> BTreeMap<TypeKey, usize> {
    let mut uses = BTreeMap::new();
    let all = api.types.values().flat_map(TypeDef::shapes);
    let bodies = api.operations.values().flat_map(|it| it.bodies());
    let incoming = api.incoming.iter().map(|it| &it.payload.shape);
    let all = all.chain(bodies).chain(incoming);
    all.for_each(|shape| count(shape, &mut uses));
    uses
}

fn count(shape: &Shape, uses: &mut BTreeMap<TypeKey, usize>) {
    match shape {
        Shape::Type(key) => *uses.entry(key.clone()).or_insert(0) += 1,
        Shape::List(item) | Shape::Map(item) => count(&item.shape, uses),
        Shape::Inline(def) => def.shapes().for_each(|it| count(it, uses)),
        Shape::Scalar(_) | Shape::Json(_) => {}
    }
}

/// Makes a part of a body an object that nothing else uses, if it is an object that `applies`, and
/// returns the object.
///
/// A component that something else uses stays as it is; the part is a copy of it.
pub(super) fn own_object<'a>(
    types: &'a mut Types,
    uses: &BTreeMap<TypeKey, usize>,
    part: &'a mut TypeRef,
    applies: fn(&Struct) -> bool,
) -> Option<&'a mut Struct> {
    let TypeRef {
        shape, constraints, ..
    } = part;
    let mut is_own = true;
    // Aliases that lead to themselves are reported elsewhere.
    for _ in 0..16 {
        let Shape::Type(key) = shape else { break };
        is_own &= uses.get(key) == Some(&1);
        match &types.get(key)?.kind {
            TypeKind::Alias(target) => {
                add_constraints(constraints, target.constraints.clone());
                *shape = target.shape.clone();
            }
            TypeKind::Struct(object) if !applies(object) => return None,
            TypeKind::Struct(_) if is_own => {
                return match &mut types.get_mut(key)?.kind {
                    TypeKind::Struct(object) => Some(object),
                    _ => None,
                };
            }
            TypeKind::Struct(_) => *shape = Shape::Inline(Box::new(types.get(key)?.clone())),
            _ => return None,
        }
    }
    match shape {
        Shape::Inline(def) => match &mut def.kind {
            TypeKind::Struct(object) if applies(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}
