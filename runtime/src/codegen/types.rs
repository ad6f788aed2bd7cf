//! What the files of types name, behind one import.
//!
//! The types of an API cannot have these names; they can have those of everything else in
//! [`codegen`](super).

pub use super::{
    BTreeMap, Branch, DateTime, ErasedBox, Extra, FormPart, Id, IntoF64, IntoI64, Nullable,
    Redacted, UnknownValue, UnknownVariant, Upload, Value, Wire,
};
pub use super::{model, open_enum, setters, shared_field, tagged_union, untagged_union};
