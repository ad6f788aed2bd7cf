//! What the files of types and of their JSON name, behind one import.
//!
//! The types of an API cannot have these names; they can have those of everything else in
//! [`codegen`](super).

pub use super::{
    BTreeMap, Branch, DateTime, Deserialize, Deserializer, Extra, Field, Id, Model, Nullable,
};
pub use super::{IntoF64, IntoI64, deserialize, maybe, open_enum, serialize, shared_field};
pub use super::{
    OpenEnum, Redacted, Serialize, Serializer, TaggedUnion, UnknownValue, UnknownVariant,
};
pub use super::{UntaggedUnion, Upload, Value, ValueMut, ValueRef, Wire};
