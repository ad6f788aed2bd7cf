//! What the files of types and of their JSON name, behind one import.
//!
//! The types of an API cannot have these names; they can have those of everything else in
//! [`codegen`](super).

pub use super::{
    BTreeMap, Branch, DateTime, ErasedBox, Extra, FormPart, Id, IntoF64, IntoI64, Nullable,
    OpenEnum, Redacted, WireStructure,
};
pub use super::{TaggedUnion, UnknownValue, UnknownVariant, UntaggedUnion, Upload, Value};
pub use super::{ValueMut, ValueRef, Wire, maybe, model, open_enum, shared_field, wire_serde};
