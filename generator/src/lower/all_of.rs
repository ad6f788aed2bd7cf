//! Objects that consist of several schemas: `allOf`, and alternatives with common fields.

use openapiv3::{AnySchema, ObjectType, ReferenceOr, Schema, SchemaKind, Type};

use super::{
    Lowering, base::without_branches, combine::Conflict, null::is_any_value, object::ObjectParts,
};
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    ir::{Shape, TypeKind, TypeRef, Untyped, add_constraints, common_constraints},
    json_type::JsonType,
    source::Pointer,
};

/// How deeply such schemas may nest.
pub(super) const DEPTH_LIMIT: usize = 32;
/// How many fields such schemas may have in all, a part without fields counting as one: each has
/// those of its parts, so that a small document can have many.
pub(super) const FIELD_LIMIT: usize = 1_000_000;

/// The type of a field or of a part, for messages.
pub(super) fn describe(shape: &Shape) -> &'static str {
    match shape {
        Shape::Scalar(scalar) => scalar.info().json.describe(),
        Shape::List(_) => JsonType::Array.describe(),
        Shape::Map(_) => JsonType::Object.describe(),
        Shape::Inline(def) => match &def.kind {
            TypeKind::Struct(_) => JsonType::Object.describe(),
            TypeKind::Enum(_) => "an enum of strings",
            TypeKind::Union(_) => "a union",
            TypeKind::Alias(item) => describe(&item.shape),
        },
        Shape::Type(_) => "another component",
        Shape::Json(_) => "any JSON",
    }
}

/// Whether a part of an `allOf` says at most that values are objects.
fn is_any_object(part: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(part) = part else {
        return false;
    };
    match &part.schema_kind {
        SchemaKind::Type(Type::Object(object)) => *object == ObjectType::default(),
        _ => is_any_value(part),
    }
}

/// Whether the keywords next to an `allOf` add fields to those of its parts, or require them.
fn states_fields(own: &AnySchema) -> bool {
    !own.properties.is_empty()
        || !own.required.is_empty()
        || own.additional_properties.is_some()
        || !own.one_of.is_empty()
        || !own.any_of.is_empty()
}

impl Lowering<'_> {
    /// `allOf`: the type of its only part, one struct with the fields of each part, or, of parts
    /// that are not objects, the type that is the special case of the others.
    pub(super) fn all_of(
        &mut self,
        parts: &[ReferenceOr<Schema>],
        own: Option<&AnySchema>,
        whole: &Schema,
        at: &Pointer,
    ) -> TypeRef {
        if self.is_recursive(parts) {
            return Shape::Json(Untyped::RecursiveAllOf).into();
        }
        let adds_fields = own.is_some_and(states_fields);
        let is_several = parts.iter().filter(|part| !is_any_object(part)).count() > 1;
        if adds_fields || (is_several || self.extends_base(parts, at)) && self.are_objects(parts) {
            return match self.merge_all_of(parts, own, at, 0) {
                Some(merged) => TypeRef {
                    nullable: self.all_admit_null(parts, own),
                    ..self.structure(merged, whole, at).into()
                },
                None => {
                    self.report_not_objects(at);
                    Shape::Json(Untyped::PartsThatAreNotObjects).into()
                }
            };
        }
        self.narrow(parts, own, whole, at)
            .unwrap_or_else(|| Shape::Json(Untyped::PartsOfDifferentTypes).into())
    }

    /// An object with fields of its own and alternatives: one struct with all fields, required
    /// where every alternative requires them.
    pub(super) fn with_alternatives(
        &mut self,
        any: &AnySchema,
        whole: &Schema,
        at: &Pointer,
    ) -> Shape {
        match self.merge_all_of(&[], Some(any), at, 0) {
            Some(merged) => self.structure(merged, whole, at),
            None => {
                self.report_no_alternatives(at);
                Shape::Json(Untyped::AlternativesThatAreNotObjects)
            }
        }
    }

    pub(super) fn structure(
        &mut self,
        mut parts: ObjectParts,
        whole: &Schema,
        at: &Pointer,
    ) -> Shape {
        add_constraints(&mut parts.constraints, self.constraints(whole, at));
        let object = self.resolve_required(parts);
        self.inline(TypeKind::Struct(object), whole, at)
    }

    /// The fields of a schema that describes an object; `None` if it does not.
    fn parts_of(
        &mut self,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
        depth: usize,
    ) -> Option<ObjectParts> {
        if depth > DEPTH_LIMIT || self.copied_fields > self.field_limit {
            return None;
        }
        let (schema, at) = match schema {
            ReferenceOr::Item(schema) => (schema.clone(), at.clone()),
            ReferenceOr::Reference { reference } => {
                let (pointer, name, schema) = self.resolve(reference, 0)?;
                let schema = if self.is_descendant(&name, at) {
                    without_branches(schema.clone())
                } else {
                    schema.clone()
                };
                (schema, pointer)
            }
        };
        let mut parts = match &schema.schema_kind {
            SchemaKind::Type(Type::Object(kind)) => {
                let others = kind.additional_properties.as_ref();
                Some(self.declared_fields(&kind.properties, &kind.required, others, &at))
            }
            SchemaKind::OneOf { one_of } => {
                self.merge_alternatives(one_of, &at.child("oneOf"), depth)
            }
            SchemaKind::AnyOf { any_of } => {
                self.merge_alternatives(any_of, &at.child("anyOf"), depth)
            }
            SchemaKind::AllOf { all_of } => self.merge_all_of(all_of, None, &at, depth),
            SchemaKind::Any(any) => self.merge_all_of(&any.all_of, Some(any), &at, depth),
            // It is reported as a keyword; what it excludes has no fields.
            SchemaKind::Not { .. } => Some(ObjectParts::default()),
            SchemaKind::Type(_) => None,
        }?;
        add_constraints(&mut parts.constraints, self.constraints(&schema, &at));
        Some(parts)
    }

    /// The fields of all `parts`, of the schema itself, and of its alternatives.
    pub(super) fn merge_all_of(
        &mut self,
        parts: &[ReferenceOr<Schema>],
        own: Option<&AnySchema>,
        at: &Pointer,
        depth: usize,
    ) -> Option<ObjectParts> {
        let mut merged = ObjectParts::default();
        let mut conflicts = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let part = self.parts_of(part, &at.child("allOf").index(index), depth + 1)?;
            merged.add(part, &mut conflicts);
        }
        self.count_copied(merged.len().max(parts.len()), at);
        if let Some(own) = own {
            let others = own.additional_properties.as_ref();
            let fields = self.declared_fields(&own.properties, &own.required, others, at);
            merged.add(fields, &mut conflicts);
            for (branches, keyword) in [(&own.one_of, "oneOf"), (&own.any_of, "anyOf")] {
                if !branches.is_empty() {
                    let fields = self.merge_alternatives(branches, &at.child(keyword), depth)?;
                    merged.add(fields, &mut conflicts);
                }
            }
        }
        for conflict in conflicts {
            self.narrow_component(&mut merged, conflict);
        }
        Some(merged)
    }

    pub(super) fn report_conflict(&mut self, Conflict { known, other }: Conflict) {
        let wire = escape(&known.wire);
        let message = match [&known, &other].map(|field| describe(&field.shape)) {
            [one, same] if one == same => {
                format!("parts of an `allOf` declare `{wire}` with different types")
            }
            [one, other] => {
                format!("parts of an `allOf` declare `{wire}` as {one} and as {other}")
            }
        };
        self.diagnostics.push(
            Diagnostic::new(Code::ConflictingAllOf, message)
                .at(other.origin, "has no effect")
                .at(known.origin, "this type is used"),
        );
    }

    /// Reports an `allOf` that adds fields to parts which have none.
    fn report_not_objects(&mut self, at: &Pointer) {
        // The limit is reported.
        if self.copied_fields > self.field_limit {
            return;
        }
        let message = format!(
            "parts of an `allOf` with fields are not objects, or are more than {DEPTH_LIMIT} deep"
        );
        let origin = self.origin(at);
        self.diagnostics
            .push(Diagnostic::new(Code::DisjointAllOf, message).at(origin, "any JSON is read"));
    }

    /// Reports alternatives next to fields that have none.
    fn report_no_alternatives(&mut self, at: &Pointer) {
        // The limit is reported.
        if self.copied_fields > self.field_limit {
            return;
        }
        let message = format!(
            "alternatives next to `properties` are not objects, or are more than {DEPTH_LIMIT} deep"
        );
        self.diagnostics.push(
            Diagnostic::new(Code::UnsupportedFeature, message)
                .at(self.origin(at), "any JSON is read")
                .help("declare `properties` in those alternatives that are objects"),
        );
    }

    /// Counts fields that are copied into another schema; reports once that there are too many.
    pub(super) fn count_copied(&mut self, fields: usize, at: &Pointer) {
        let before = self.copied_fields;
        self.copied_fields = before.saturating_add(fields);
        if before <= self.field_limit && self.copied_fields > self.field_limit {
            let message = format!("`allOf`s copy more than {} fields", self.field_limit);
            let origin = self.origin(at);
            self.diagnostics.push(
                Diagnostic::new(Code::TooLarge, message).at(origin, "the limit is reached here"),
            );
        }
    }

    /// The fields of any of `branches`, required where all branches require them.
    fn merge_alternatives(
        &mut self,
        branches: &[ReferenceOr<Schema>],
        at: &Pointer,
        depth: usize,
    ) -> Option<ObjectParts> {
        let mut all = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let branch = self.parts_of(branch, &at.index(index), depth + 1)?;
            self.count_copied(branch.len().max(1), at);
            all.push(branch);
        }
        self.diagnostics.push(
            Diagnostic::new(
                Code::MergedAlternatives,
                "alternatives next to `properties` are read as one set of fields",
            )
            .at(
                self.origin(at),
                "which fields belong together is not enforced",
            ),
        );
        let required: Vec<(String, Pointer)> = match all.split_first() {
            Some((first, others)) => first
                .required
                .iter()
                .filter(|(wire, _)| others.iter().all(|other| other.requires(wire)))
                .cloned()
                .collect(),
            None => Vec::new(),
        };
        let constraints = all.iter().map(|it| it.constraints.as_slice());
        let constraints = common_constraints(constraints);
        let mut merged = ObjectParts::default();
        for more in all {
            merged.add_alternative(more);
        }
        merged.required = required;
        merged.constraints = constraints;
        Some(merged)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::{
        diagnostic::{Code, Diagnostic},
        extract, lower, merge,
        normalise::{self, Tolerance},
        source::{Source, SourceMap},
        yaml,
    };

    /// The diagnostics of a document with these lines of schemas.
    pub(in super::super) fn diagnostics(schemas: &[String], limit: usize) -> Vec<Diagnostic> {
        let schemas = schemas.join("\n    ");
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    {schemas}\n"
        );
        let source = Source {
            path: "a.yaml".to_owned(),
            text,
        };
        let mut sources = SourceMap::default();
        let (pages, _) = extract::extract(vec![source], &mut sources);
        let (parsed, _) = yaml::read_all(&pages, &mut sources);
        let (normalised, _) =
            normalise::normalise_all(parsed, Tolerance::SkipOperations, &mut sources);
        let decisions = merge::Decisions {
            choices: Vec::new(),
            servers: Vec::new(),
            preference: None,
            tolerance: Tolerance::SkipOperations,
        };
        let (document, _) = merge::merge(normalised, Vec::new(), &decisions);
        lower::lower_within(&document, &pages, limit).1
    }

    /// The messages about too many fields.
    fn messages(schemas: &[String], limit: usize) -> Vec<String> {
        let found = diagnostics(schemas, limit).into_iter();
        let found = found.filter(|it| it.code == Code::TooLarge);
        found.map(|it| it.message).collect()
    }

    #[test]
    fn the_number_of_copied_fields_has_a_limit() {
        let part = "Part: {type: object, properties: {x: {type: string}, y: {type: string}}}";
        let wholes = ["A", "B", "C"].map(|name| {
            format!("{name}: {{allOf: [{{$ref: '#/components/schemas/Part'}}, {{required: [x]}}]}}")
        });
        let schemas = [&[part.to_owned()][..], &wholes].concat();
        assert_eq!(messages(&schemas, 6), Vec::<String>::new());
        let message = "`allOf`s copy more than 5 fields";
        assert_eq!(messages(&schemas, 5), [message]);
    }

    /// Each schema contains the next one twice, so that there are 2¹² paths to the last one.
    #[test]
    fn parts_without_fields_count_too() {
        for keyword in ["allOf", "anyOf"] {
            let schema = |number: usize| {
                let next = format!("{{$ref: '#/components/schemas/C{}'}}", number + 1);
                format!("C{number}: {{{keyword}: [{next}, {next}]}}")
            };
            let mut schemas: Vec<String> = (0..12).map(schema).collect();
            schemas.push("C12: {type: object}".to_owned());
            let whole = "W: {allOf: [{$ref: '#/components/schemas/C0'}, {required: [x]}]}";
            schemas.push(whole.to_owned());
            let message = "`allOf`s copy more than 1000 fields";
            assert_eq!(messages(&schemas, 1_000), [message], "{keyword}");
        }
    }
}
