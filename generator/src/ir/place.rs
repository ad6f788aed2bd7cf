//! Places in a type that hold a value of another type.

use std::collections::BTreeSet;

use super::{Boxing, Shape, Step, TypeDef, TypeKind};

/// A field of a struct, or a branch of a union.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    /// The step that leads to it.
    pub(crate) step: Step,
    /// The shape of its values.
    pub(crate) shape: &'a Shape,
    /// Whether a value of the type can be without one here.
    pub(crate) is_optional: bool,
    /// Whether it is in a box.
    pub(crate) boxing: Boxing,
}

impl TypeDef {
    /// The fields of a struct, or the branches of a union.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let (fields, branches) = match &self.kind {
            TypeKind::Struct(inner) => (&inner.fields[..], &[][..]),
            TypeKind::Union(inner) => (&[][..], &inner.branches[..]),
            TypeKind::Enum(_) | TypeKind::Alias(_) => (&[][..], &[][..]),
        };
        let fields = fields.iter().map(|field| Place {
            step: Step::Field(field.wire.clone()),
            shape: &field.shape,
            is_optional: !field.presence.is_required(),
            boxing: field.boxing,
        });
        let branches = branches.iter().map(|branch| Place {
            step: Step::Branch(branch.label.clone()),
            shape: &branch.shape,
            is_optional: true,
            boxing: branch.boxing,
        });
        fields.chain(branches)
    }

    /// Puts what the steps lead to in a box, or in another one.
    pub(crate) fn box_all(&mut self, steps: &BTreeSet<Step>, boxing: Boxing) {
        match &mut self.kind {
            TypeKind::Struct(inner) => {
                for field in &mut inner.fields {
                    if steps.contains(&Step::Field(field.wire.clone())) {
                        field.boxing = boxing;
                    }
                }
            }
            TypeKind::Union(inner) => {
                for branch in &mut inner.branches {
                    if steps.contains(&Step::Branch(branch.label.clone())) {
                        branch.boxing = boxing;
                    }
                }
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
}
