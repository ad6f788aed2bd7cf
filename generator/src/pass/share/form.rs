//! What types are on the wire, without words: two types of one form are equal.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Presence, Root, Scalar, Shape, Tagging, TypeDef, TypeKey, TypeKind, TypeRef, Types,
};

/// The number of a form.
pub(super) type FormId = usize;

/// A type without words. Fields, values and branches are in the order of their names, unless
/// their own order decides how a value is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Struct {
        fields: Vec<(String, Presence, Part)>,
        declares_others: bool,
    },
    Enum(Vec<String>),
    Union(Tagging, Vec<(Option<String>, String, Part)>),
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
    pub(super) fn new(types: &Types) -> Self {
        let mut forms = Self::default();
        for (key, def) in types {
            forms.read(types, key, def);
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
    /// same fields: where `narrow` has one value, `wide` may have any string or boolean, its enums
    /// may have more values, and it may declare that there are other fields.
    pub(super) fn fits(&self, narrow: FormId, wide: FormId) -> bool {
        if narrow == wide {
            return true;
        }
        match (self.forms.get(narrow), self.forms.get(wide)) {
            (Some(Form::Enum(narrow)), Some(Form::Enum(wide))) => {
                narrow.iter().all(|value| wide.contains(value))
            }
            (
                Some(Form::Struct {
                    fields: narrow,
                    declares_others,
                }),
                Some(Form::Struct {
                    fields: wide,
                    declares_others: as_wide,
                }),
            ) => {
                let mut pairs = narrow.iter().zip(wide);
                narrow.len() == wide.len()
                    && declares_others <= as_wide
                    && pairs.all(|((wire, presence, part), (other, as_wide, wide))| {
                        wire == other && presence == as_wide && self.part_fits(part, wide)
                    })
            }
            _ => false,
        }
    }

    fn part_fits(&self, narrow: &Part, wide: &Part) -> bool {
        match (narrow, wide) {
            (Part::Inline(narrow), Part::Inline(wide)) => self.fits(*narrow, *wide),
            (Part::Inline(narrow), Part::Scalar(Scalar::String)) => {
                matches!(self.forms.get(*narrow), Some(Form::Enum(values)) if values.len() == 1)
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
    fn read(&mut self, types: &Types, key: &TypeKey, def: &TypeDef) -> FormId {
        if let Some(known) = self.of.get(key) {
            return *known;
        }
        self.enclosing.insert(key.clone());
        let mut height = 0;
        let mut part = |shape: &Shape| self.part(types, shape, &mut height);
        let form = match &def.kind {
            TypeKind::Struct(inner) => {
                let fields = inner.fields.iter();
                let mut fields: Vec<_> = fields
                    .map(|it| (it.wire.clone(), it.presence, part(&it.shape)))
                    .collect();
                fields.sort();
                Form::Struct {
                    fields,
                    declares_others: inner.declares_others,
                }
            }
            TypeKind::Enum(inner) => {
                let mut values = inner.values.clone();
                values.sort();
                Form::Enum(values)
            }
            TypeKind::Union(inner) => {
                let branches = inner.branches.iter();
                let mut branches: Vec<_> = branches
                    .map(|it| (it.tag.clone(), it.label.clone(), part(&it.shape)))
                    .collect();
                if matches!(inner.tagging, Tagging::Tagged(_)) {
                    branches.sort();
                }
                Form::Union(inner.tagging.clone(), branches)
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

    fn part(&mut self, types: &Types, shape: &Shape, height: &mut usize) -> Part {
        match shape {
            Shape::Scalar(scalar) => Part::Scalar(scalar.clone()),
            Shape::Json(_) | Shape::Inline(_) => Part::Json,
            Shape::List(item) => Part::List(self.item(types, item, height), item.nullable),
            Shape::Map(item) => Part::Map(self.item(types, item, height), item.nullable),
            Shape::Type(key) => match types.get(key) {
                Some(def) if is_inline(key) && !self.enclosing.contains(key) => {
                    let id = self.read(types, key, def);
                    *height = (*height).max(self.height(id) + 1);
                    Part::Inline(id)
                }
                _ => Part::Named(key.clone()),
            },
        }
    }

    fn item(&mut self, types: &Types, item: &TypeRef, height: &mut usize) -> Box<Part> {
        Box::new(self.part(types, &item.shape, height))
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
