//! Unions of enums of strings, which are one enum.

use super::strings::Components;
use crate::ir::{Enum, Scalar, Shape, TypeDef, TypeKey, TypeKind, Union};

/// What a branch of strings allows.
enum Strings<'a> {
    /// Any string.
    Any,
    /// The values of an enum in its place.
    Inline(&'a Enum),
    /// The values of a component.
    Component(&'a TypeKey, &'a Enum),
}

/// Makes one enum of a union whose branches are enums of strings, or any string: an enum can hold
/// values that it does not list.
///
/// Components stay apart, except beside any string, or where one of them has the empty string
/// alone, as Django writes a choice that can be left blank.
/// A union of any other value too stays one: an enum holds nothing but strings.
/// Returns whether it did.
pub(super) fn merge(def: &mut TypeDef, components: &Components) -> bool {
    let TypeKind::Union(union) = &def.kind else {
        return false;
    };
    if union.allows_others {
        return false;
    }
    let Some(branches) = of_branches(union, components) else {
        return false;
    };
    let mut is_open = false;
    let mut listed: Vec<(Option<&TypeKey>, &[String])> = Vec::new();
    for strings in &branches {
        let (key, found) = match strings {
            Strings::Any => {
                is_open = true;
                continue;
            }
            Strings::Inline(found) => (None, found),
            Strings::Component(key, found) => (Some(*key), found),
        };
        is_open |= found.allows_others;
        listed.push((key, &found.values));
    }
    let has_blank = listed.iter().any(|(_, values)| *values == [""]);
    let is_inline = listed.iter().all(|(key, _)| key.is_none());
    let kind = match &listed[..] {
        [] => return false,
        // Any string, or none.
        [(_, values)] if is_open && *values == [""] => {
            TypeKind::Alias(Shape::Scalar(Scalar::String).into())
        }
        [(Some(key), _)] if !is_open => TypeKind::Alias(Shape::Type((*key).clone()).into()),
        _ if is_open || has_blank || is_inline => {
            let mut values: Vec<String> = Vec::new();
            for value in listed.iter().flat_map(|(_, values)| *values) {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
            TypeKind::Enum(Enum {
                values,
                allows_others: is_open,
            })
        }
        _ => return false,
    };
    if is_open && matches!(kind, TypeKind::Enum(_)) {
        def.docs = def
            .docs
            .with_paragraph("Other strings are allowed as well.");
    }
    def.kind = kind;
    true
}

/// What each branch allows; `None` if one has other values than strings.
fn of_branches<'a>(union: &'a Union, components: &'a Components) -> Option<Vec<Strings<'a>>> {
    let branches = union.branches.iter().map(|branch| match &branch.shape {
        Shape::Scalar(Scalar::String) => Some(Strings::Any),
        Shape::Inline(def) => match &def.kind {
            TypeKind::Enum(inner) => Some(Strings::Inline(inner)),
            _ => None,
        },
        Shape::Type(key) => Some(Strings::Component(key, components.enum_at(key)?)),
        _ => None,
    });
    branches.collect()
}
