//! After this pass, every type has an address of its own: none is inline, and none is
//! an alias. Equal unions of scalars are one shared type.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decisions, internal_error::internal_error};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{
        Api, Constraint, Content, Docs, Incoming, Operation, Presence, Shape, Step, TypeDef,
        TypeKey, TypeKind, TypeRef, Untyped, add_constraints, describe,
    },
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut hoisted = Hoisted::default();
    for (key, mut def) in std::mem::take(&mut api.types) {
        hoisted.types_within(&mut def, &key);
        hoisted.insert(key, def);
    }
    for operation in api.operations.values_mut() {
        let request = TypeKey::request(&operation.key);
        // The struct of the parameters has the address that a body has without any.
        let request = match operation.input.params {
            Some(_) => request.then(Step::Field("body".to_owned())),
            None => request,
        };
        let contents = operation
            .input
            .body
            .iter_mut()
            .flat_map(|it| &mut it.contents);
        for value in contents.filter_map(Content::type_ref_mut) {
            hoisted.shape(&mut value.shape, &request);
        }
        hoisted.responses(operation);
    }
    api.types = hoisted.types.into_iter().collect();
    let mut diagnostics = hoisted.diagnostics;
    diagnostics.extend(resolve_aliases(api));
    diagnostics
}

/// All types by address, and the addresses that two types have.
#[derive(Default)]
struct Hoisted {
    types: BTreeMap<TypeKey, TypeDef>,
    diagnostics: Vec<Diagnostic>,
}

impl Hoisted {
    /// Hoists the inline types of the responses. The first success has the address that a
    /// response has without any other, and the stream beside it has its own.
    fn responses(&mut self, operation: &mut Operation) {
        let key = &operation.key;
        let successes = operation.responses.iter_mut().enumerate();
        let errors = operation.errors.iter_mut().map(|error| (1, error));
        for (index, response) in successes.chain(errors) {
            let address = match index {
                0 => TypeKey::response(key),
                _ => TypeKey::status(key, response.status),
            };
            for (index, content) in response.contents.iter_mut().enumerate() {
                let address = match index {
                    0 => address.clone(),
                    _ => TypeKey::stream(key),
                };
                if let Some(value) = content.type_ref_mut() {
                    self.shape(&mut value.shape, &address);
                }
            }
        }
        for responses in [&mut operation.responses, &mut operation.errors] {
            for index in 0..responses.len() {
                let (earlier, later) = responses.split_at_mut(index);
                let Some(response) = later.first_mut() else {
                    continue;
                };
                let same = response.same_as.take();
                if let Some(same) = earlier.iter().find(|it| Some(it.status) == same) {
                    response.contents.clone_from(&same.contents);
                }
            }
        }
    }

    /// Hoists the inline types of `def`, whose address is `key`.
    fn types_within(&mut self, def: &mut TypeDef, key: &TypeKey) {
        for (step, shape) in def.shapes_mut() {
            let inside = match step {
                // The target of an alias has the address of the alias.
                Step::Alias => key.clone(),
                step => key.then(step),
            };
            self.shape(shape, &inside);
        }
    }

    /// Replaces the inline types of `shape` by references to their addresses.
    fn shape(&mut self, shape: &mut Shape, key: &TypeKey) {
        match shape {
            Shape::List(item) => self.shape(&mut item.shape, &key.then(Step::Items)),
            Shape::Map(item) => self.shape(&mut item.shape, &key.then(Step::Values)),
            Shape::Inline(def) => {
                let shared = scalar_labels(def).map(TypeKey::shared);
                let key = shared.as_ref().unwrap_or(key);
                let Shape::Inline(mut def) = std::mem::replace(shape, Shape::Type(key.clone()))
                else {
                    return;
                };
                if shared.is_some() {
                    generalise(&mut def);
                    self.types.entry(key.clone()).or_insert(*def);
                    return;
                }
                self.types_within(&mut def, key);
                self.insert(key.clone(), *def);
            }
            _ => {}
        }
    }

    /// Adds a type at an address of its own.
    fn insert(&mut self, key: TypeKey, def: TypeDef) {
        let origin = def.origin.clone();
        if self.types.insert(key.clone(), def).is_some() {
            let message = format!("two types have the address `{key}`");
            self.diagnostics.push(internal_error(message, &origin));
        }
    }
}

/// The labels of a union of scalars that differ in their JSON type, in an order that
/// does not depend on the document.
fn scalar_labels(def: &TypeDef) -> Option<Vec<String>> {
    let TypeKind::Union(inner) = &def.kind else {
        return None;
    };
    // Other values are declared where one of its uses has them.
    if inner.allows_others {
        return None;
    }
    let labels = inner.branches.iter().map(|branch| match &branch.shape {
        Shape::Scalar(scalar)
            if scalar.is_unconstrained() && scalar.info().label == branch.label =>
        {
            Some(branch.label.clone())
        }
        _ => None,
    });
    let mut labels: Vec<String> = labels.collect::<Option<_>>()?;
    labels.sort_by(|one, other| other.cmp(one));
    (labels.len() > 1).then_some(labels)
}

/// Replaces the docs of a shared union, which are about one of its uses, and sorts its
/// branches, whose order may differ between uses.
fn generalise(def: &mut TypeDef) {
    if let TypeKind::Union(inner) = &mut def.kind {
        for branch in &mut inner.branches {
            branch.docs = Docs::default();
        }
        inner
            .branches
            .sort_by(|one, other| other.label.cmp(&one.label));
        let names = inner
            .branches
            .iter()
            .filter_map(|branch| match &branch.shape {
                Shape::Scalar(scalar) => Some(scalar.info().name),
                _ => None,
            });
        let names: Vec<_> = names.collect();
        let names = describe::with_article(&names.join(" or "));
        def.docs = Docs(format!("A{}.", &names[1..]));
    }
}

/// Replaces each reference to an alias by the target of the alias.
fn resolve_aliases(api: &mut Api) -> Vec<Diagnostic> {
    let mut aliases = Aliases::default();
    for (key, def) in &api.types {
        match &def.kind {
            TypeKind::Alias(target) => {
                aliases.targets.insert(key.clone(), target.clone());
            }
            TypeKind::Union(union) if !union.constraints.is_empty() => {
                let constraints = union.constraints.clone();
                aliases.unions.insert(key.clone(), constraints);
            }
            _ => {}
        }
    }
    if aliases.targets.is_empty() && aliases.unions.is_empty() {
        return Vec::new();
    }
    for def in api.types.values_mut() {
        match &mut def.kind {
            TypeKind::Struct(inner) => {
                for field in &mut inner.fields {
                    let nullable = aliases.resolve(&mut field.shape, &mut field.constraints)
                        || field.presence.is_nullable();
                    field.presence = Presence::new(field.presence.is_required(), nullable);
                }
            }
            TypeKind::Union(_) | TypeKind::Enum(_) => {
                for (_, shape) in def.shapes_mut() {
                    aliases.resolve(shape, &mut Vec::new());
                }
            }
            TypeKind::Alias(_) => {}
        }
    }
    for operation in api.operations.values_mut() {
        for body in operation.bodies_mut() {
            aliases.resolve(&mut body.shape, &mut body.constraints);
        }
    }
    for Incoming { payload, .. } in &mut api.incoming {
        payload.nullable |= aliases.resolve(&mut payload.shape, &mut payload.constraints);
    }
    let diagnostics = aliases.endless.iter().filter_map(|key| {
        let def = api.type_at(key)?;
        Some(contains_itself(key, def))
    });
    let diagnostics = diagnostics.collect();
    api.types
        .retain(|key, _| !aliases.targets.contains_key(key));
    diagnostics
}

fn contains_itself(key: &TypeKey, def: &TypeDef) -> Diagnostic {
    let message = format!("`{key}` contains itself through lists and maps only");
    Diagnostic::new(Code::UnsupportedFeature, message)
        .at(&def.origin, "the inner values are raw JSON")
        .help("give the items a schema of their own: an object with a field for the inner values")
}

/// The targets of all aliases, and what was found while they were resolved.
#[derive(Default)]
struct Aliases {
    targets: BTreeMap<TypeKey, TypeRef>,
    /// What the values of unions satisfy.
    unions: BTreeMap<TypeKey, Vec<Constraint>>,
    /// The aliases that are being resolved.
    enclosing: Vec<TypeKey>,
    /// The aliases whose target contains the alias: no Rust type is that.
    endless: BTreeSet<TypeKey>,
}

impl Aliases {
    /// Replaces the aliases in `shape`, and adds to `constraints` what those require that `shape`
    /// itself is, and what a union requires. Returns whether one of them leads to a nullable
    /// schema.
    fn resolve(&mut self, shape: &mut Shape, constraints: &mut Vec<Constraint>) -> bool {
        let depth = self.enclosing.len();
        let mut nullable = false;
        while let Shape::Type(key) = shape
            && let Some(target) = self.targets.get(key)
        {
            if self.enclosing.contains(key) {
                self.endless.insert(key.clone());
                *shape = Shape::Json(Untyped::ContainsItself);
                break;
            }
            self.enclosing.push(key.clone());
            nullable |= target.nullable;
            add_constraints(constraints, target.constraints.clone());
            *shape = target.shape.clone();
        }
        if let Shape::Type(key) = shape
            && let Some(more) = self.unions.get(key)
        {
            add_constraints(constraints, more.clone());
        }
        if let Shape::List(item) | Shape::Map(item) = shape {
            item.nullable |= self.resolve(&mut item.shape, &mut item.constraints);
        }
        self.enclosing.truncate(depth);
        nullable
    }
}
