//! Unions whose schemas declare fields for all of their branches.

use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaKind, Type,
};

use super::Lowering;
use crate::{
    ir::{Boxing, Branch, Docs, Tagging, Union},
    source::Pointer,
};

/// How many fields the branches of a union may have from the schema around them, in all: each
/// branch has its own copy of each, with the types inside.
pub(super) const COPY_LIMIT: usize = 2_000;

impl Lowering<'_> {
    /// The union of `branches`, components that are objects, each with the fields that `any`
    /// declares next to them. `None` if the values of the discriminator among these fields do not
    /// select the branches, or if there would be too many fields.
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
        let tags = branches.iter().map(|branch| match branch {
            ReferenceOr::Reference { reference } => {
                Some((reference, self.branch_tags(discriminator, reference)?))
            }
            ReferenceOr::Item(_) => None,
        });
        let tags: Vec<(&String, Vec<String>)> = tags.collect::<Option<_>>()?;
        let count: usize = tags.iter().map(|(_, tags)| tags.len()).sum();
        if count.saturating_mul(declared_fields(any)) > COPY_LIMIT {
            return None;
        }
        let mut own = any.clone();
        own.one_of.clear();
        own.any_of.clear();
        let mut lowered = Vec::new();
        for (branch, (reference, tags)) in branches.iter().zip(tags) {
            let merged = self.merge_all_of(std::slice::from_ref(branch), Some(&own), at, 0)?;
            let (pointer, _, target) = self.resolve(reference, 0)?;
            let target = target.clone();
            let shape = self.structure(merged, &target, &pointer);
            lowered.extend(tags.into_iter().map(|tag| Branch {
                tags: vec![tag],
                label: String::new(),
                docs: Docs::default(),
                shape: shape.clone(),
                boxing: Boxing::None,
                origin: self.origin(&pointer),
            }));
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

/// How many fields a schema declares, those of the types inside included. Components and its
/// branches do not count: they are no part of it.
pub(super) fn declared_fields(any: &AnySchema) -> usize {
    let mut inner: Vec<&Schema> = any.properties.values().filter_map(boxed).collect();
    inner.extend(others(any.additional_properties.as_ref()));
    let mut fields = any.properties.len();
    while let Some(schema) = inner.pop() {
        match &schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => {
                fields += object.properties.len();
                inner.extend(object.properties.values().filter_map(boxed));
                inner.extend(others(object.additional_properties.as_ref()));
            }
            SchemaKind::Type(Type::Array(list)) => {
                inner.extend(list.items.as_ref().and_then(boxed))
            }
            SchemaKind::OneOf { one_of: parts }
            | SchemaKind::AnyOf { any_of: parts }
            | SchemaKind::AllOf { all_of: parts } => {
                inner.extend(parts.iter().filter_map(ReferenceOr::as_item));
            }
            SchemaKind::Any(any) => {
                fields += any.properties.len();
                inner.extend(any.properties.values().filter_map(boxed));
                inner.extend(others(any.additional_properties.as_ref()));
                inner.extend(any.items.as_ref().and_then(boxed));
                let parts = any.all_of.iter().chain(&any.one_of).chain(&any.any_of);
                inner.extend(parts.filter_map(ReferenceOr::as_item));
            }
            SchemaKind::Type(_) | SchemaKind::Not { .. } => {}
        }
    }
    fields
}

fn boxed(schema: &ReferenceOr<Box<Schema>>) -> Option<&Schema> {
    schema.as_item().map(|schema| &**schema)
}

fn others(additional: Option<&AdditionalProperties>) -> Option<&Schema> {
    match additional? {
        AdditionalProperties::Schema(values) => values.as_item(),
        AdditionalProperties::Any(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostic::Code,
        lower::all_of::{FIELD_LIMIT, tests::diagnostics},
    };

    /// Whether a union of so many branches is read as one set of fields, where the fields next to
    /// them are objects with a field each, and the tag.
    fn is_one_struct(branches: usize, fields: usize) -> bool {
        let names = (0..branches).map(|it| format!("B{it}"));
        let mut schemas: Vec<String> = names
            .clone()
            .map(|name| format!("{name}: {{type: object, properties: {{own: {{type: string}}}}}}"))
            .collect();
        let tags = names.clone().collect::<Vec<_>>().join(", ");
        let branches = names.map(|name| format!("{{$ref: '#/components/schemas/{name}'}}"));
        let branches = branches.collect::<Vec<_>>().join(", ");
        let fields = (0..fields).map(|it| {
            format!("f{it}: {{type: array, items: {{type: object, properties: {{a: {{}}}}}}}}")
        });
        let fields = fields.collect::<Vec<_>>().join(", ");
        schemas.push(format!(
            "Whole: {{type: object, discriminator: {{propertyName: kind}}, oneOf: [{branches}], properties: {{kind: {{type: string, enum: [{tags}]}}, {fields}}}}}"
        ));
        let found = diagnostics(&schemas, FIELD_LIMIT);
        found.iter().any(|it| it.code == Code::MergedAlternatives)
    }

    #[test]
    fn a_union_that_copies_many_fields_is_a_struct() {
        assert!(!is_one_struct(30, 30));
        assert!(is_one_struct(40, 30));
    }
}
