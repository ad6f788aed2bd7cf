//! What the files of types and of their JSON name, behind one import.
//!
//! The types of an API cannot have these names; they can have those of everything else in
//! [`codegen`](super).

pub use super::{
    BTreeMap, Branch, DateTime, Deserialize, Deserializer, Extra, FieldSpec, Id, Model, Nullable,
};
pub use super::{IntoF64, IntoI64, deserialize, field_at, field_at_mut, maybe, open_enum};
pub use super::{
    OpenEnum, Redacted, Serialize, Serializer, TaggedUnion, UnknownValue, UnknownVariant,
};
pub use super::{UntaggedUnion, Upload, Value, ValueMut, ValueRef, Wire, serialize, shared_field};
