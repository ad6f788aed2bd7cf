//! `oneOf` and `anyOf`.

use openapiv3::{ReferenceOr, Schema};

use super::{Lowering, component};
use crate::{
    ir::{Boxing, Branch, Docs, Shape, Tagging, TypeKind, TypeRef, Union},
    source::Pointer,
};

impl Lowering<'_> {
    /// `oneOf` or `anyOf`.
    pub(super) fn union(
        &mut self,
        branches: &[ReferenceOr<Schema>],
        keyword: &str,
        schema: &Schema,
        at: &Pointer,
    ) -> TypeRef {
        let discriminator = schema.schema_data.discriminator.as_ref();
        if let ([only], None) = (branches, discriminator) {
            return self.item(only, &at.child(keyword).index(0));
        }
        let mut nullable = false;
        let mut lowered = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let pointer = at.child(keyword).index(index);
            let item = self.item(branch, &pointer);
            nullable |= item.nullable;
            if discriminator.is_none()
                && let Some(inner) = undecided(&item.shape)
            {
                // Nested unions are flattened.
                lowered.extend(inner);
                continue;
            }
            let tag = match branch {
                ReferenceOr::Reference { reference } => discriminator.and_then(|discriminator| {
                    let (_, name) = component(reference, "schemas")?;
                    let mapped = discriminator
                        .mapping
                        .iter()
                        .find(|(_, target)| *target == reference || **target == name);
                    Some(mapped.map_or(name, |(tag, _)| tag.clone()))
                }),
                ReferenceOr::Item(_) => None,
            };
            lowered.push(Branch {
                tag,
                label: String::new(),
                docs: branch_docs(branch),
                shape: item.shape,
                boxing: Boxing::None,
                origin: self.origin(&pointer),
            });
        }
        // What matches no branch is kept as JSON anyway, so that a branch of any JSON has no
        // effect; without another branch there is no union.
        lowered.retain(|branch| !matches!(branch.shape, Shape::Json(_)));
        if lowered.is_empty() {
            return TypeRef {
                nullable,
                ..Shape::Json("none of its branches has a type").into()
            };
        }
        let tagging = Tagging::Undecided(discriminator.map(|found| found.property_name.clone()));
        let union = Union {
            tagging,
            branches: lowered,
            shared: Vec::new(),
        };
        TypeRef {
            nullable,
            ..self.inline(TypeKind::Union(union), schema, at).into()
        }
    }
}

/// The branches of an inline union without a discriminator.
fn undecided(shape: &Shape) -> Option<Vec<Branch>> {
    let Shape::Inline(def) = shape else {
        return None;
    };
    match &def.kind {
        TypeKind::Union(Union {
            tagging: Tagging::Undecided(None),
            branches,
            ..
        }) => Some(branches.clone()),
        _ => None,
    }
}

fn branch_docs(branch: &ReferenceOr<Schema>) -> Docs {
    match branch {
        ReferenceOr::Item(schema) => Docs(
            schema
                .schema_data
                .description
                .clone()
                .unwrap_or_default()
                .trim()
                .to_owned(),
        ),
        ReferenceOr::Reference { .. } => Docs::default(),
    }
}
