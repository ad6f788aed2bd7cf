//! How much memory the types of an API take, estimated for a 64-bit target.
//!
//! The estimate follows the rules by which rustc lays out types, and is never below the
//! real size: where rustc can do better, as by storing the tag of a union inside of a
//! payload, the estimate assumes that it does not. It assumes `serde_json` without the
//! feature `preserve_order`, which triples the size of a JSON value.

use std::collections::BTreeMap;

use super::{
    Boxing, Field, Presence, RustType, Shape, Struct, TypeDef, TypeKey, TypeKind, Types, Union,
};

/// A branch of a union of more bytes is large: clippy accepts 200 more than the next smaller branch
/// has, and that of unknown values has 40.
pub const LARGE_BRANCH: u64 = 240;

/// The memory that a value takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Its size in bytes.
    pub size: u64,
    /// What its address is a multiple of.
    align: u64,
    /// How many bit patterns are not values: `Option` uses one of them for `None`.
    niches: u64,
}

/// More niches than any enum of the generated crate uses.
const MANY: u64 = 1 << 32;

const fn layout(size: u64, align: u64, niches: u64) -> Layout {
    Layout {
        size,
        align,
        niches,
    }
}

/// The types of the runtime and of the standard library that generated types consist of,
/// by name, so that a test can compare them with their real sizes.
pub const PARTS: &[(&str, Layout)] = &[
    ("bool", layout(1, 1, 254)),
    ("i64", layout(8, 8, 0)),
    ("u64", layout(8, 8, 0)),
    ("f64", layout(8, 8, 0)),
    ("String", layout(24, 8, MANY)),
    ("Vec<String>", layout(24, 8, MANY)),
    ("BTreeMap<String, String>", layout(24, 8, 0)),
    ("Box<String>", layout(8, 8, 1)),
    ("ErasedBox<String>", TEXT),
    ("DateTime", TEXT),
    ("Id<()>", TEXT),
    ("UnknownValue", TEXT),
    ("Value", layout(32, 8, 249)),
    ("UnknownVariant", layout(40, 8, 249)),
    ("Extra", layout(8, 8, 0)),
];

/// A `Box<str>`, or a box of a trait object.
const TEXT: Layout = layout(16, 8, 1);

/// The layouts of the types of an API.
#[derive(Clone, Debug, Default)]
pub struct Layouts(BTreeMap<TypeKey, Layout>);

impl Layouts {
    /// The layouts of all types.
    pub fn estimate(types: &Types) -> Self {
        let mut layouts = Self::default();
        for group in types.groups(|def| def.shapes()) {
            for key in group.keys {
                if let Some(def) = types.get(&key) {
                    layouts.add(&key, def);
                }
            }
        }
        layouts
    }

    /// The layout of the type at `key`.
    pub fn get(&self, key: &TypeKey) -> Option<Layout> {
        self.0.get(key).copied()
    }

    /// Whether a branch of the union is large and not boxed.
    pub fn has_large_branch(&self, union: &Union) -> bool {
        let mut branches = union.branches.iter();
        branches.any(|it| self.of_contents(&it.shape, it.boxing).size > LARGE_BRANCH)
    }

    /// Adds a type. What it contains without a box must have been added before.
    pub(crate) fn add(&mut self, key: &TypeKey, def: &TypeDef) {
        let layout = self.of(key, def);
        self.0.insert(key.clone(), layout);
    }

    /// The layout of a type. What it contains without a box must have been added before.
    pub(crate) fn of(&self, key: &TypeKey, def: &TypeDef) -> Layout {
        match &def.kind {
            TypeKind::Struct(inner) => self.of_struct(inner, def.keeps_others(key)),
            TypeKind::Enum(inner) => of_enum(inner.values.len()),
            TypeKind::Union(inner) => self.of_union(inner),
            TypeKind::Alias(item) => self.of_shape(&item.shape).optional_if(item.nullable),
        }
    }

    /// The layout of a value of this shape.
    pub(crate) fn of_shape(&self, shape: &Shape) -> Layout {
        match shape {
            Shape::Scalar(scalar) => part(match scalar.info().rust {
                RustType::Primitive(name) | RustType::Runtime(name) => name,
                RustType::String => "String",
                RustType::IdAlias => "Id<()>",
            }),
            Shape::Json(_) | Shape::Inline(_) => part("Value"),
            Shape::List(_) => part("Vec<String>"),
            Shape::Map(_) => part("BTreeMap<String, String>"),
            Shape::Type(key) => self.get(key).unwrap_or(layout(0, 1, 0)),
        }
    }

    /// The layout of a struct; with the undeclared fields, where it keeps them.
    fn of_struct(&self, inner: &Struct, keeps_others: bool) -> Layout {
        let fields = inner.fields.iter().map(|it| self.of_field(it, it.boxing));
        let extra = keeps_others.then(|| part("Extra"));
        let whole = fields.chain(extra).fold(layout(0, 1, 0), Layout::beside);
        whole.padded()
    }

    fn of_field(&self, field: &Field, boxing: Boxing) -> Layout {
        let value = self.of_contents(&field.shape, boxing);
        match field.presence {
            Presence::Required => value,
            Presence::RequiredNullable | Presence::Optional => value.with_unit_variants(1),
            Presence::OptionalNullable => value.with_unit_variants(2),
        }
    }

    /// By how many bytes a field that is in no box becomes smaller in one.
    pub(crate) fn saved(&self, field: &Field) -> i64 {
        let [free, boxed] = [Boxing::None, Boxing::Box].map(|it| self.of_field(field, it).size);
        i64::try_from(free).unwrap_or(i64::MAX) - i64::try_from(boxed).unwrap_or(i64::MAX)
    }

    fn of_union(&self, inner: &Union) -> Layout {
        let branches = inner.branches.iter();
        let payloads = branches.map(|branch| self.of_contents(&branch.shape, branch.boxing));
        let largest = payloads.fold(part("UnknownVariant"), Layout::or);
        largest.with_tag(inner.branches.len() as u64 + 1)
    }

    fn of_contents(&self, shape: &Shape, boxing: Boxing) -> Layout {
        match boxing {
            Boxing::None => self.of_shape(shape),
            Boxing::Box => part("Box<String>"),
            Boxing::Erased => part("ErasedBox<String>"),
        }
    }
}

/// An enum of strings; the unknown string is the one variant with contents.
fn of_enum(values: usize) -> Layout {
    part("UnknownValue").with_unit_variants(values as u64)
}

/// The type in [`PARTS`] with this name.
fn part(name: &str) -> Layout {
    let mut parts = PARTS.iter();
    let found = parts.find(|(other, _)| *other == name);
    found.map_or(layout(MANY, 1, 0), |(_, layout)| *layout)
}

impl Layout {
    /// An enum of this value and of `count` variants without contents.
    pub fn with_unit_variants(self, count: u64) -> Self {
        if count <= self.niches {
            return layout(self.size, self.align, self.niches - count);
        }
        self.with_tag(count + 1)
    }

    fn optional_if(self, is_optional: bool) -> Self {
        self.with_unit_variants(u64::from(is_optional))
    }

    /// An enum of `variants` with a tag, of which this is the largest.
    fn with_tag(self, variants: u64) -> Self {
        let (tag, values): (u64, u64) = match variants {
            0..=0x100 => (1, 1 << 8),
            0x101..=0x1_0000 => (2, 1 << 16),
            _ => (4, 1 << 32),
        };
        let align = self.align.max(tag);
        let size = self.size.saturating_add(align);
        layout(size, align, values.saturating_sub(variants)).padded()
    }

    /// Both, one after the other; rustc orders fields so that there is no space between.
    fn beside(self, other: Self) -> Self {
        layout(
            self.size.saturating_add(other.size),
            self.align.max(other.align),
            self.niches.max(other.niches),
        )
    }

    /// Either.
    fn or(self, other: Self) -> Self {
        layout(self.size.max(other.size), self.align.max(other.align), 0)
    }

    /// With the space behind it that the next value of its type needs to be aligned.
    fn padded(self) -> Self {
        layout(
            self.size.div_ceil(self.align).saturating_mul(self.align),
            self.align,
            self.niches,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Scalar;

    #[test]
    fn an_option_uses_a_niche_where_there_is_one() {
        let size = |name: &str, units| part(name).with_unit_variants(units).size;
        assert_eq!((size("String", 1), size("String", 2)), (24, 24));
        assert_eq!((size("DateTime", 1), size("DateTime", 2)), (16, 24));
        assert_eq!((size("f64", 1), size("f64", 2)), (16, 16));
        assert_eq!((size("bool", 1), size("bool", 2)), (1, 1));
        assert_eq!(size("BTreeMap<String, String>", 1), 32);
    }

    #[test]
    fn fields_are_laid_out_without_space_between_them() {
        let [flag, number] = ["bool", "i64"].map(part);
        let whole = [flag, number, flag]
            .into_iter()
            .fold(layout(0, 1, 0), Layout::beside);
        assert_eq!(whole.padded().size, 16);
    }

    #[test]
    fn every_scalar_has_a_layout() {
        for scalar in [
            Scalar::BOOL,
            Scalar::Integer,
            Scalar::Unsigned,
            Scalar::Number,
            Scalar::String,
            Scalar::DateTime,
            Scalar::Id("door_id".to_owned()),
        ] {
            let size = Layouts::default().of_shape(&Shape::Scalar(scalar)).size;
            assert!((1..=24).contains(&size), "{size}");
        }
    }
}
