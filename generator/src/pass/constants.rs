//! Required fields of which the value is known: a value of theirs is no argument.

use std::collections::BTreeMap;

use crate::ir::{
    ConstantValue, Constraint, Field, Limit, Presence, Scalar, Shape, Tagging, TypeKey, TypeKind,
    Types, Union,
};

/// The values of such fields.
#[derive(Debug, Default)]
pub(super) struct Constants {
    /// The value of each enum of one value.
    enums: BTreeMap<TypeKey, String>,
    /// By branch and field, what unions recognise the branch by; `None` where they differ.
    tags: BTreeMap<TypeKey, BTreeMap<String, Option<ConstantValue>>>,
}

impl Constants {
    pub(super) fn new(types: &Types) -> Self {
        let mut constants = Self::default();
        for (key, def) in types {
            match &def.kind {
                TypeKind::Enum(inner) if inner.is_constant() => {
                    let value = inner.values.first().cloned().unwrap_or_default();
                    constants.enums.insert(key.clone(), value);
                }
                TypeKind::Union(inner) => constants.add_tags(types, inner),
                _ => {}
            }
        }
        constants
    }

    fn add_tags(&mut self, types: &Types, union: &Union) {
        let Tagging::Tagged(wire) = &union.tagging else {
            return;
        };
        for branch in &union.branches {
            let (Some(tag), Shape::Type(key)) = (branch.tag(), &branch.shape) else {
                continue;
            };
            let field = types.struct_at(key).and_then(|inner| inner.field(wire));
            let value = field.and_then(|field| tag_value(types, field, tag));
            let tags = self.tags.entry(key.clone()).or_default();
            let known = tags.entry(wire.clone()).or_insert_with(|| value.clone());
            if *known != value {
                *known = None;
            }
        }
    }

    /// The value of a field of the struct at `owner`, if it is required and has one value only.
    pub(super) fn value(&self, owner: &TypeKey, field: &Field) -> Option<ConstantValue> {
        if field.presence != Presence::Required {
            return None;
        }
        match &field.shape {
            Shape::Scalar(Scalar::Bool { const_value }) => const_value.map(ConstantValue::Bool),
            Shape::Scalar(Scalar::Integer | Scalar::Unsigned | Scalar::Number) => {
                only_number(field).map(ConstantValue::Number)
            }
            Shape::Type(key) if let Some(value) = self.enums.get(key) => {
                Some(ConstantValue::Variant(key.clone(), value.clone()))
            }
            _ => self.tags.get(owner)?.get(&field.wire)?.clone(),
        }
    }
}

/// The number that is the least and the greatest that the field allows, if its type has it.
fn only_number(field: &Field) -> Option<Limit> {
    let mut limits = field.constraints.iter();
    let only = limits.find_map(|it| match it {
        Constraint::Minimum(limit) => Some(*limit),
        _ => None,
    })?;
    // Some writers have two zeros where there is no limit.
    let is_zero = matches!(
        only,
        Limit::Integer(0) | Limit::Unsigned(0) | Limit::Number(0.0)
    );
    // A field of which further limits are known is left to the caller, who knows which one counts.
    let is_only = field.constraints.iter().all(|it| match it {
        Constraint::Minimum(limit) | Constraint::Maximum(limit) => *limit == only,
        _ => false,
    });
    let is_greatest = field.constraints.contains(&Constraint::Maximum(only));
    let is_held = match (&field.shape, only) {
        (Shape::Scalar(Scalar::Integer), Limit::Integer(_))
        | (Shape::Scalar(Scalar::Unsigned), Limit::Unsigned(_)) => true,
        (Shape::Scalar(Scalar::Unsigned), Limit::Integer(only)) => only >= 0,
        (Shape::Scalar(Scalar::Number), Limit::Number(only)) => only.is_finite(),
        _ => false,
    };
    (is_greatest && is_only && is_held && !is_zero).then_some(only)
}

/// The tag as a value of the field that has it.
fn tag_value(types: &Types, field: &Field, tag: &str) -> Option<ConstantValue> {
    match &field.shape {
        Shape::Scalar(scalar) if scalar.takes_any_string() => {
            Some(ConstantValue::Text(tag.to_owned()))
        }
        Shape::Type(key) => match &types.get(key)?.kind {
            TypeKind::Enum(inner) if inner.values.iter().any(|it| it == tag) => {
                Some(ConstantValue::Variant(key.clone(), tag.to_owned()))
            }
            _ => None,
        },
        _ => None,
    }
}
