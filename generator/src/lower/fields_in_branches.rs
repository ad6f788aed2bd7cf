//! Fields next to the branches of a union, some of which are not objects: each object has them.

use openapiv3::{
    AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::Value;

use super::{
    Lowering,
    own_fields::{COPY_LIMIT, declared_fields},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Pointer,
};

/// How deeply unions may nest.
const DEPTH_LIMIT: usize = 32;

/// How many unions may be in one, each as often as it is there: with two in each, their number
/// doubles from one to the next, also where they contain nothing else.
const UNION_LIMIT: usize = 2_000;

/// A branch, and where it is declared.
pub(super) type PlacedBranch = (ReferenceOr<Schema>, Pointer);

/// A union that is a branch of another one.
struct Inner {
    /// Where it is declared.
    at: Pointer,
    nullable: bool,
    /// What it declares for its own branches.
    own: AnySchema,
    branches: Vec<PlacedBranch>,
}

/// The unions that were met on the way to a branch.
struct Unions {
    /// Those that the branch is in.
    enclosing: Vec<Pointer>,
    /// How many more there may be.
    left: usize,
}

impl Lowering<'_> {
    /// The `branches`, where some are not objects: each object with the fields that `any` declares
    /// next to them, which restrict no other value; those of unions in them take their place.
    /// Where no branch is an object, the fields are one more. `None` if all are objects, which are
    /// read as one set of fields, or if there would be too many fields or unions.
    pub(super) fn with_own_fields_in_objects(
        &mut self,
        any: &AnySchema,
        branches: &[ReferenceOr<Schema>],
        keyword: &str,
        at: &Pointer,
    ) -> Option<Vec<PlacedBranch>> {
        if !branches.iter().any(|branch| self.has_other_values(branch)) {
            return None;
        }
        let branches = placed(branches, &at.child(keyword));
        let mut unions = Unions {
            enclosing: vec![at.clone()],
            left: UNION_LIMIT,
        };
        let all = self.distribute(any, branches, &mut unions)?;
        let has_object = all.iter().any(|(branch, _)| has_fields_of(branch, any));
        let fields = (!has_object).then(|| {
            self.report_no_object(at);
            let fields = SchemaKind::Any(fields_around(any, Vec::new()));
            (item(SchemaData::default(), fields), at.clone())
        });
        Some(all.into_iter().chain(fields).collect())
    }

    /// The `branches`, objects with the fields of `own`.
    fn distribute(
        &mut self,
        own: &AnySchema,
        branches: Vec<PlacedBranch>,
        unions: &mut Unions,
    ) -> Option<Vec<PlacedBranch>> {
        let has_fields = has_fields(own);
        let copied = declared_fields(own).max(1);
        let mut all = Vec::new();
        for (branch, at) in branches {
            if all.len().saturating_mul(copied) > COPY_LIMIT {
                return None;
            }
            if let Some(inner) = self.inner_union(&branch, &at, unions.enclosing.len()) {
                unions.left = unions.left.checked_sub(1)?;
                // A union that contains itself has no more values.
                if unions.enclosing.contains(&inner.at) {
                    continue;
                }
                unions.enclosing.push(inner.at);
                let within = self.distribute(&inner.own, inner.branches, unions)?;
                all.extend(self.distribute(own, within, unions)?);
                unions.enclosing.pop();
                if inner.nullable {
                    all.push((null(), at));
                }
            } else if !has_fields {
                all.push((branch, at));
            } else if self.has_other_values(&branch) {
                self.report_without_fields(&branch, &at);
                all.push((branch, at));
            } else {
                let data = branch.as_item().map(|branch| branch.schema_data.clone());
                let fields = SchemaKind::Any(fields_around(own, vec![branch]));
                all.push((item(data.unwrap_or_default(), fields), at));
            }
        }
        Some(all)
    }

    /// The union that a branch is.
    fn inner_union(
        &self,
        branch: &ReferenceOr<Schema>,
        at: &Pointer,
        depth: usize,
    ) -> Option<Inner> {
        if depth >= DEPTH_LIMIT {
            return None;
        }
        let (at, schema) = match branch {
            ReferenceOr::Item(schema) => (at.clone(), schema),
            ReferenceOr::Reference { reference } => {
                let (pointer, _, schema) = self.resolve(reference, 0)?;
                (pointer, schema)
            }
        };
        let (branches, keyword, own) = match &schema.schema_kind {
            SchemaKind::OneOf { one_of } => (one_of, "oneOf", AnySchema::default()),
            SchemaKind::AnyOf { any_of } => (any_of, "anyOf", AnySchema::default()),
            SchemaKind::AllOf { all_of } if all_of.len() == 1 => {
                return self.inner_union(&all_of[0], &at.child("allOf").index(0), depth + 1);
            }
            SchemaKind::Any(any) if any.all_of.is_empty() => {
                match (&any.one_of[..], &any.any_of[..]) {
                    ([_, ..], []) => (&any.one_of, "oneOf", any.clone()),
                    ([], [_, ..]) => (&any.any_of, "anyOf", any.clone()),
                    _ => return None,
                }
            }
            _ => return None,
        };
        if self.is_base_of(branches, &at) {
            return None;
        }
        let branches = placed(branches, &at.child(keyword));
        let branches = match &schema.schema_data.discriminator {
            Some(discriminator) => self.with_tags(branches, discriminator)?,
            None => branches,
        };
        Some(Inner {
            nullable: schema.schema_data.nullable,
            own,
            branches,
            at,
        })
    }

    /// The branches of a union with a discriminator, each object with the strings that select it:
    /// among the branches of another union, nothing else says so. `None` if an object has none.
    fn with_tags(
        &self,
        branches: Vec<PlacedBranch>,
        discriminator: &Discriminator,
    ) -> Option<Vec<PlacedBranch>> {
        let tagged = branches.into_iter().map(|(branch, at)| {
            if self.has_other_values(&branch) {
                return Some((branch, at));
            }
            let tags = self.branch_tags(discriminator, branch_reference(&branch)?)?;
            let tag = SchemaKind::Type(Type::String(StringType {
                enumeration: tags.into_iter().map(Some).collect(),
                ..StringType::default()
            }));
            let tag = ReferenceOr::boxed_item(Schema {
                schema_data: SchemaData::default(),
                schema_kind: tag,
            });
            let name = &discriminator.property_name;
            let own = AnySchema {
                properties: [(name.clone(), tag)].into_iter().collect(),
                required: vec![name.clone()],
                all_of: vec![branch],
                ..AnySchema::default()
            };
            Some((item(SchemaData::default(), SchemaKind::Any(own)), at))
        });
        tagged.collect()
    }

    /// Reports that the fields next to branches belong to none of them.
    fn report_no_object(&mut self, at: &Pointer) {
        let message = "no alternative next to `properties` is an object";
        self.diagnostics.push(
            Diagnostic::new(Code::UnsupportedFeature, message)
                .at(
                    self.origin(at),
                    "the fields are read as one more alternative",
                )
                .help("declare `properties` in an alternative that is an object"),
        );
    }

    /// Reports a branch that may have objects among its values and does not declare them.
    fn report_without_fields(&mut self, branch: &ReferenceOr<Schema>, at: &Pointer) {
        let is_plain = self
            .target_of(branch)
            .is_none_or(|schema| match &schema.schema_kind {
                SchemaKind::Type(_) => true,
                SchemaKind::Any(any) => {
                    any.all_of.is_empty() && any.one_of.is_empty() && any.any_of.is_empty()
                }
                _ => false,
            });
        if is_plain {
            return;
        }
        let message =
            "the fields next to a union are not those of an alternative that may be an object";
        self.diagnostics.push(
            Diagnostic::new(Code::LostKeyword, message)
                .at(self.origin(at), "has none of the fields of the union")
                .help("declare the fields in the alternatives that are objects"),
        );
    }
}

fn placed(branches: &[ReferenceOr<Schema>], at: &Pointer) -> Vec<PlacedBranch> {
    let branches = branches.iter().cloned().enumerate();
    branches
        .map(|(index, branch)| (branch, at.index(index)))
        .collect()
}

fn branch_reference(branch: &ReferenceOr<Schema>) -> Option<&String> {
    match branch {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(_) => None,
    }
}

fn has_fields(any: &AnySchema) -> bool {
    !any.properties.is_empty() || !any.required.is_empty() || any.additional_properties.is_some()
}

/// The fields of `any` and those of `parts`.
fn fields_around(any: &AnySchema, parts: Vec<ReferenceOr<Schema>>) -> AnySchema {
    AnySchema {
        properties: any.properties.clone(),
        required: any.required.clone(),
        additional_properties: any.additional_properties.clone(),
        all_of: parts,
        ..AnySchema::default()
    }
}

/// Whether a branch was given the fields of `any`.
fn has_fields_of(branch: &ReferenceOr<Schema>, any: &AnySchema) -> bool {
    matches!(
        branch.as_item().map(|branch| &branch.schema_kind),
        Some(SchemaKind::Any(own)) if own.properties == any.properties
    )
}

fn item(schema_data: SchemaData, schema_kind: SchemaKind) -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data,
        schema_kind,
    })
}

/// The schema of null alone.
fn null() -> ReferenceOr<Schema> {
    let only_null = AnySchema {
        enumeration: vec![Value::Null],
        ..AnySchema::default()
    };
    item(SchemaData::default(), SchemaKind::Any(only_null))
}
