//! Types of the forms that the documented API lacks: a union without a tag, one with a tag, and
//! objects that contain themselves in fields, lists and maps.
//!
//! The implementations are what the generator writes for such types.

use seamstress_runtime::codegen::types::*;

model! {
    /// An object with fields of each form.
    pub struct Node extra;
    name: String = required "name";
    parent: Option<Box<Node>> = optional "parent";
    parts: Option<Vec<Part>> = optional "parts";
    named: Option<Nullable<BTreeMap<String, Node>>> = optional "named";
    lock: Option<Lock> = optional "lock";
}

untagged_union! {
    /// A union whose branches only their forms distinguish.
    pub enum Part;
    Node(Box<Node>), 0 => Branch::object(&["name"], &["name", "parent", "parts", "named", "lock"]);
    Size(Size), 1 => Branch::object(&["width"], &["width", "name"]);
    Text(String), 2 => Branch::string();
    Count(i64), 3 => Branch::integer();
    Parts(Vec<Part>), 4 => Branch::array();
}

model! {
    /// An object whose fields a [`Node`] has too, in part.
    pub struct Size extra;
    width: f64 = required "width";
    name: Option<String> = optional "name";
}

tagged_union! {
    /// A union with a tag.
    pub enum Lock "type" kind;
    Size(Size) = "size";
    Node(Box<Node>) = "node";
}
