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

untagged_union! {
    Part;
    Node, 0 => Branch::object(&["name"], &["name", "parent", "parts", "named", "lock"]);
    Size, 1 => Branch::object(&["width"], &["width", "name"]);
    Text, 2 => Branch::string();
    Count, 3 => Branch::integer();
    Parts, 4 => Branch::array();
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

tagged_union! {
    Lock "type" kind;
    "size" Size;
    "node" Node;
}
