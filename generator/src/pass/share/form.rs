//! What types are on the wire, without words: two types of one form are equal.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ir::{
        Access, Presence, Root, Scalar, Shape, Tagging, TypeDef, TypeKey, TypeKind, TypeRef, Types,
        Usage,
    },
    pass::one_direction::presence,
};

/// The number of a form.
pub(super) type FormId = usize;

/// A type without its documentation; whether only requests have a field is part of it. Fields,
/// values and branches are in the order of their names, unless their own order decides how a
/// value is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Name, presence, whether it is write-only, and type of each field.
    Struct(Vec<(String, Presence, bool, Part)>),
    /// The values, and whether others are allowed.
    Enum(Vec<String>, bool),
    /// The branches, and whether any other value is allowed.
    Union(Tagging, Vec<(Vec<String>, String, Part)>, bool),
    Alias(Part),
}

/// A value inside a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Scalar(Scalar),
    Json,
    List(Box<Part>, bool),
    Map(Box<Part>, bool),
    /// A type that has a name in the document: nothing else is that type.
    Named(TypeKey),
    /// An inline type.
    Inline(FormId),
}

/// The types, and the directions in which their values are sent.
type Facts<'a> = (&'a Types, &'a BTreeMap<TypeKey, Usage>);

/// The forms of all types.
#[derive(Debug, Default)]
pub(super) struct Forms {
    ids: BTreeMap<Form, FormId>,
    forms: Vec<Form>,
    heights: Vec<usize>,
    of: BTreeMap<TypeKey, FormId>,
    /// The types whose form is being read.
    enclosing: BTreeSet<TypeKey>,
}

impl Forms {
    pub(super) fn new(types: &Types, usages: &BTreeMap<TypeKey, Usage>) -> Self {
        let mut forms = Self::default();
        for (key, def) in types {
            forms.read((types, usages), key, def);
        }
        forms
    }

    /// The form of the type at `key`.
    pub(super) fn of(&self, key: &TypeKey) -> Option<FormId> {
        self.of.get(key).copied()
    }

    /// How deep inline types are nested in a form.
    pub(super) fn height(&self, form: FormId) -> usize {
        self.heights.get(form).copied().unwrap_or_default()
    }

    /// Whether every value of the form `narrow` is one of the form `wide`, and both have the
    /// same fields: where `narrow` has one value, `wide` may have any string or boolean, and its
    /// enums may have more values.
    pub(super) fn fits(&self, narrow: FormId, wide: FormId) -> bool {
        if narrow == wide {
            return true;
        }
        match (self.forms.get(narrow), self.forms.get(wide)) {
            (Some(Form::Enum(narrow, is_open)), Some(Form::Enum(wide, allows_others))) => {
                (*allows_others || !is_open) && narrow.iter().all(|value| wide.contains(value))
            }
            (Some(Form::Struct(narrow)), Some(Form::Struct(wide))) => {
                let mut pairs = narrow.iter().zip(wide);
                narrow.len() == wide.len()
                    && pairs.all(|((wire, presence, is_write_only, part), wide)| {
                        (wire, presence, is_write_only) == (&wide.0, &wide.1, &wide.2)
                            && self.part_fits(part, &wide.3)
                    })
            }
            _ => false,
        }
    }

    fn part_fits(&self, narrow: &Part, wide: &Part) -> bool {
        match (narrow, wide) {
            (Part::Inline(narrow), Part::Inline(wide)) => self.fits(*narrow, *wide),
            (Part::Inline(narrow), Part::Scalar(Scalar::String)) => {
                matches!(self.forms.get(*narrow), Some(Form::Enum(values, false)) if values.len() == 1)
            }
            (
                Part::Scalar(Scalar::Bool { .. }),
                Part::Scalar(Scalar::Bool { const_value: None }),
            ) => true,
            (Part::List(narrow, nullable), Part::List(wide, as_wide))
            | (Part::Map(narrow, nullable), Part::Map(wide, as_wide)) => {
                nullable == as_wide && self.part_fits(narrow, wide)
            }
            _ => narrow == wide,
        }
    }

    /// Every type is read once, so that this is linear in the size of the document.
    fn read(&mut self, api: Facts<'_>, key: &TypeKey, def: &TypeDef) -> FormId {
        if let Some(known) = self.of.get(key) {
            return *known;
        }
        self.enclosing.insert(key.clone());
        let mut height = 0;
        let usage = api.1.get(key).copied().unwrap_or_default();
        let mut part = |shape: &Shape| self.part(api, shape, &mut height);
        let form = match &def.kind {
            TypeKind::Struct(inner) => {
                let fields = inner.fields.iter();
                let mut fields: Vec<_> = fields
                    .map(|it| {
                        // A type that requires a field of one direction is not equal to one of
                        // the other direction, in which the field is optional in the end.
                        let presence = presence(it, usage);
                        let is_write_only = it.access == Access::WriteOnly;
                        (it.wire.clone(), presence, is_write_only, part(&it.shape))
                    })
                    .collect();
                fields.sort();
                Form::Struct(fields)
            }
            TypeKind::Enum(inner) => {
                let mut values = inner.values.clone();
                values.sort();
                Form::Enum(values, inner.allows_others)
            }
            TypeKind::Union(inner) => {
                let branches = inner.branches.iter();
                let mut branches: Vec<_> = branches
                    .map(|it| (it.tags.clone(), it.label.clone(), part(&it.shape)))
                    .collect();
                if matches!(inner.tagging, Tagging::Tagged(_)) {
                    branches.sort();
                }
                Form::Union(inner.tagging.clone(), branches, inner.allows_others)
            }
            TypeKind::Alias(target) => Form::Alias(part(&target.shape)),
        };
        self.enclosing.remove(key);
        let next = self.heights.len();
        let id = *self.ids.entry(form.clone()).or_insert(next);
        if id == next {
            self.forms.push(form);
            self.heights.push(height);
        }
        self.of.insert(key.clone(), id);
        id
    }

    fn part(&mut self, api: Facts<'_>, shape: &Shape, height: &mut usize) -> Part {
        match shape {
            Shape::Scalar(scalar) => Part::Scalar(scalar.clone()),
            Shape::Json(_) | Shape::Inline(_) => Part::Json,
            Shape::List(item) => Part::List(self.item(api, item, height), item.nullable),
            Shape::Map(item) => Part::Map(self.item(api, item, height), item.nullable),
            Shape::Type(key) => match api.0.get(key) {
                Some(def) if is_inline(key) && !self.enclosing.contains(key) => {
                    let id = self.read(api, key, def);
                    *height = (*height).max(self.height(id) + 1);
                    Part::Inline(id)
                }
                _ => Part::Named(key.clone()),
            },
        }
    }

    fn item(&mut self, api: Facts<'_>, item: &TypeRef, height: &mut usize) -> Box<Part> {
        Box::new(self.part(api, &item.shape, height))
    }
}

/// Whether the document gives the type no name.
pub(super) fn is_inline(key: &TypeKey) -> bool {
    match key.root() {
        Root::Component(_) | Root::SharedResponse(_) | Root::Request(_) => !key.steps().is_empty(),
        Root::Response(_) | Root::Status(..) | Root::Stream(_) => true,
        Root::Shared(_) | Root::Role(_) => false,
    }
}
