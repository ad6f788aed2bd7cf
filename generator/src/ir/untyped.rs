//! Why a value is any JSON.

use std::fmt::{self, Display, Formatter};

/// Why nothing better than any JSON is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Untyped {
    /// Its `allOf` has a part that consists of itself.
    RecursiveAllOf,
    /// Its `allOf` has parts that are not objects, next to fields.
    PartsThatAreNotObjects,
    /// Its `allOf` has parts of which none is a special case of the others.
    PartsOfDifferentTypes,
    /// Its alternatives, next to fields, are not all objects.
    AlternativesThatAreNotObjects,
    /// Its branches are all any JSON.
    UntypedBranches,
    /// It is described by `not` only.
    NotOnly,
    /// Its enum has values of several types.
    ValuesOfSeveralTypes,
    /// It is always null.
    NullOnly,
    /// It has no type.
    NoType,
    /// It is an item of a list without `items`.
    UndocumentedItems,
    /// It is a field of an object without `properties`.
    UndocumentedFields,
    /// It refers to a node that is not a component.
    NotAComponent,
    /// It is a body without a schema.
    BodyWithoutSchema,
    /// It is a component that contains nothing but itself.
    ContainsItself,
}

impl Untyped {
    /// The reason, in a sentence about the value.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RecursiveAllOf => "a part of its `allOf` consists of itself",
            Self::PartsThatAreNotObjects => "its `allOf` has parts that are not objects",
            Self::PartsOfDifferentTypes => "its `allOf` has parts of different types",
            Self::AlternativesThatAreNotObjects => "its alternatives are not all objects",
            Self::UntypedBranches => "none of its branches has a type",
            Self::NotOnly => "it is described by `not` only",
            Self::ValuesOfSeveralTypes => "its values have several types",
            Self::NullOnly => "its only value is null",
            Self::NoType => "it has no type",
            Self::UndocumentedItems => "its items are not documented",
            Self::UndocumentedFields => "its fields are not documented",
            Self::NotAComponent => "it refers to a node that is not a component",
            Self::BodyWithoutSchema => "the body has no schema",
            Self::ContainsItself => "it contains itself",
        }
    }
}

impl Display for Untyped {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
