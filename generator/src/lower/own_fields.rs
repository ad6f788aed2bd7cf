//! Unions whose schemas declare fields for all of their branches.

use openapiv3::{AnySchema, Discriminator, ReferenceOr, Schema};

use super::{Lowering, component};
use crate::{
    ir::{Boxing, Branch, Docs, Tagging, Union},
    source::Pointer,
};

impl Lowering<'_> {
    /// The union of `branches`, components that are objects, each with the fields that `any`
    /// declares next to them. `None` if the values of the discriminator among these fields do not
    /// select the branches.
    pub(super) fn with_own_fields(
        &mut self,
        any: &AnySchema,
        branches: &[ReferenceOr<Schema>],
        discriminator: &Discriminator,
        at: &Pointer,
    ) -> Option<Union> {
        if !self.has_tags(any, discriminator, branches) || !self.are_all_objects(branches) {
            return None;
        }
        let mut own = any.clone();
        own.one_of.clear();
        own.any_of.clear();
        let mut lowered = Vec::new();
        for branch in branches {
            let ReferenceOr::Reference { reference } = branch else {
                return None;
            };
            let (_, name) = component(reference, "schemas")?;
            let tag = self.tag(discriminator, reference, name);
            let merged = self.merge_all_of(std::slice::from_ref(branch), Some(&own), at, 0)?;
            let (pointer, _, target) = self.resolve(reference, 0)?;
            let target = target.clone();
            lowered.push(Branch {
                tag: Some(tag),
                label: String::new(),
                docs: Docs::default(),
                shape: self.structure(merged, &target, &pointer),
                boxing: Boxing::None,
                origin: self.origin(&pointer),
            });
        }
        Some(Union {
            tagging: Tagging::Undecided(Some(discriminator.property_name.clone())),
            branches: lowered,
            allows_others: false,
            shared: Vec::new(),
            constraints: Vec::new(),
        })
    }

    /// Whether each of the schemas is that of objects.
    fn are_all_objects(&self, schemas: &[ReferenceOr<Schema>]) -> bool {
        let mut schemas = schemas.iter();
        schemas.all(|schema| self.are_objects(std::slice::from_ref(schema)))
    }
}
