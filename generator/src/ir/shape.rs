//! What a value is made of.

use super::{Scalar, TypeDef, TypeKey};

/// What a value is made of.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A value without parts.
    Scalar(Scalar),
    /// Any JSON, and why nothing better is known.
    Json(&'static str),
    /// An array.
    List(Box<TypeRef>),
    /// An object whose keys are data.
    Map(Box<TypeRef>),
    /// A named type.
    Type(TypeKey),
    /// A type that is declared inline. None is left after `pass::hoist`.
    Inline(Box<TypeDef>),
}

/// The items of a list, or the values of a map.
#[derive(Clone, Debug)]
pub struct TypeRef {
    /// What each one is made of.
    pub shape: Shape,
    /// Whether one can be null.
    pub nullable: bool,
}

/// Whether a member can be left out, and whether it can be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null: `T`.
    Required,
    /// Always there, perhaps null: `Option<T>`, written as `null`.
    RequiredNullable,
    /// Perhaps left out, never null: `Option<T>`, left out when `None`.
    Optional,
    /// Perhaps left out, perhaps null, and the two differ: `Nullable<T>`.
    OptionalNullable,
}

impl Presence {
    /// The presence of a member that is `required` and `nullable`, or not.
    pub fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether the member must be there.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// Whether the member can be null.
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}

impl Shape {
    /// Calls `visit` with this shape and with every shape inside it, but not
    /// with what stands behind a named type.
    pub fn walk(&self, visit: &mut impl FnMut(&Shape)) {
        visit(self);
        match self {
            Self::List(item) | Self::Map(item) => item.shape.walk(visit),
            _ => {}
        }
    }

    /// As [`walk`](Self::walk), able to change what it meets.
    pub fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Shape)) {
        visit(self);
        match self {
            Self::List(item) | Self::Map(item) => item.shape.walk_mut(visit),
            _ => {}
        }
    }
}
