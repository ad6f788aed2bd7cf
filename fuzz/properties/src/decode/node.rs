//! Types of the forms that the documented API lacks: a union without a tag, one with a tag, and
//! objects that contain themselves in fields, lists and maps.
//!
//! The implementations are what the generator writes for such types.

use seamstress_runtime::codegen::types::*;

/// An object with fields of each form.
pub(super) struct Node {
    name: String,
    parent: Option<Box<Node>>,
    parts: Option<Vec<Part>>,
    named: Option<Nullable<BTreeMap<String, Node>>>,
    lock: Option<Lock>,
    extra: Extra,
}

model! {
    Node extra;
    required "name" name;
    optional "parent" parent;
    optional "parts" parts;
    optional "named" named;
    optional "lock" lock;
}

/// A union whose branches only their forms distinguish.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Node(Box<Node>),
    Size(Size),
    Text(String),
    Count(i64),
    Parts(Vec<Part>),
    Unknown(UnknownVariant),
}

impl Wire for Part {
    fn empty() -> Self {
        Self::Unknown(UnknownVariant::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Node(value) => value.to_ref(),
            Self::Size(value) => value.to_ref(),
            Self::Text(value) => value.to_ref(),
            Self::Count(value) => value.to_ref(),
            Self::Parts(value) => value.to_ref(),
            Self::Unknown(value) => value.to_ref(),
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::UntaggedUnion(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
    }
}

impl UntaggedUnion for Part {
    fn branches(&self) -> &'static [Branch] {
        const {
            &[
                Branch::object(&["name"], &["name", "parent", "parts", "named", "lock"]),
                Branch::object(&["width"], &["width", "name"]),
                Branch::string(),
                Branch::integer(),
                Branch::array(),
            ]
        }
    }

    fn select(&mut self, branch: Option<usize>) -> ValueMut<'_> {
        *self = match branch {
            Some(0) => Self::Node(Wire::empty()),
            Some(1) => Self::Size(Wire::empty()),
            Some(2) => Self::Text(Wire::empty()),
            Some(3) => Self::Count(Wire::empty()),
            Some(4) => Self::Parts(Wire::empty()),
            _ => Self::empty(),
        };
        match self {
            Self::Node(value) => value.to_mut(),
            Self::Size(value) => value.to_mut(),
            Self::Text(value) => value.to_mut(),
            Self::Count(value) => value.to_mut(),
            Self::Parts(value) => value.to_mut(),
            Self::Unknown(value) => value.to_mut(),
        }
    }
}

/// An object whose fields a [`Node`] has too, in part.
pub(super) struct Size {
    width: f64,
    name: Option<String>,
    extra: Extra,
}

model! {
    Size extra;
    required "width" width;
    optional "name" name;
}

/// A union with a tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lock {
    Size(Size),
    Node(Box<Node>),
    Unknown(UnknownVariant),
}

impl Wire for Lock {
    fn empty() -> Self {
        Self::Unknown(UnknownVariant::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Size(value) => ValueRef::Tagged("type", "size", value),
            Self::Node(value) => ValueRef::Tagged("type", "node", value),
            Self::Unknown(value) => value.to_ref(),
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::TaggedUnion(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
    }
}

impl TaggedUnion for Lock {
    fn tag_key(&self) -> &'static str {
        "type"
    }

    fn select(&mut self, tag: &str) -> ValueMut<'_> {
        *self = match tag {
            "size" => Self::Size(Wire::empty()),
            "node" => Self::Node(Wire::empty()),
            _ => Self::empty(),
        };
        match self {
            Self::Size(value) => value.to_mut(),
            Self::Node(value) => value.to_mut(),
            Self::Unknown(value) => value.to_mut(),
        }
    }
}
