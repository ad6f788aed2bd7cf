//! The structure of values.

use super::{Constraint, Scalar, TypeDef, TypeKey, Untyped, constraint::common_constraints};

/// The structure of a value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A value without parts.
    Scalar(Scalar),
    /// Any JSON, and why nothing better is known.
    Json(Untyped),
    /// An array.
    List(Box<TypeRef>),
    /// An object whose keys are data.
    Map(Box<TypeRef>),
    /// A named type.
    Type(TypeKey),
    /// A type that is declared inline. None is left after `pass::hoist`.
    Inline(Box<TypeDef>),
}

/// The type of a list's items, of a map's values, of a body.
#[derive(Clone, Debug)]
pub struct TypeRef {
    /// Its structure.
    pub shape: Shape,
    /// Whether null is allowed.
    pub nullable: bool,
    /// What the values satisfy beyond their shape.
    pub constraints: Vec<Constraint>,
}

impl From<Shape> for TypeRef {
    /// The type of values of this shape: not of null, and not restricted further.
    fn from(shape: Shape) -> Self {
        Self {
            shape,
            nullable: false,
            constraints: Vec::new(),
        }
    }
}

/// Whether a field can be absent, and whether it can be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Always present, never null: `T`.
    Required,
    /// Always present, may be null: `Option<T>`, encoded as `null`.
    RequiredNullable,
    /// May be absent, never null: `Option<T>`, omitted when `None`.
    Optional,
    /// May be absent, may be null, and the two differ: `Nullable<T>`.
    OptionalNullable,
}

impl Presence {
    /// The presence of a field that is `required` and `nullable`, or not.
    pub fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether the field must be present.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// Whether the field can be null.
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}

impl Shape {
    /// Whether the value is always null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Json(Untyped::NullOnly))
    }

    /// Calls `visit` with this shape and with every shape inside it; named types are not
    /// entered.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Shape)) {
        visit(self);
        match self {
            Self::List(item) | Self::Map(item) => item.shape.walk(visit),
            _ => {}
        }
    }

    /// The named type that the value is, or that the items of its lists and maps are.
    pub fn named(&self) -> Option<&TypeKey> {
        match self {
            Self::Type(key) => Some(key),
            Self::List(item) | Self::Map(item) => item.shape.named(),
            Self::Scalar(_) | Self::Json(_) | Self::Inline(_) => None,
        }
    }

    /// Whether it is the parts of a form that the document has no names for.
    pub fn is_form_parts(&self) -> bool {
        matches!(self, Self::List(item) if matches!(item.shape, Self::Scalar(Scalar::FormPart)))
    }

    /// Removes the constraints of items and values that `other`, a shape of the same structure,
    /// lacks.
    pub(crate) fn keep_common_constraints(&mut self, other: &Self) {
        if let (Self::List(item), Self::List(other)) | (Self::Map(item), Self::Map(other)) =
            (self, other)
        {
            let places = [&item.constraints[..], &other.constraints[..]];
            item.constraints = common_constraints(places.into_iter());
            item.shape.keep_common_constraints(&other.shape);
        }
    }

    /// How many lists and maps are inside of each other.
    pub fn depth(&self) -> usize {
        match self {
            Self::List(item) | Self::Map(item) => item.shape.depth() + 1,
            _ => 0,
        }
    }

    /// As [`walk`](Self::walk), with mutable shapes.
    pub fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Shape)) {
        visit(self);
        match self {
            Self::List(item) | Self::Map(item) => item.shape.walk_mut(visit),
            _ => {}
        }
    }
}
