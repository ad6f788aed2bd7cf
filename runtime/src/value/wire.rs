//! The traits between Rust types and JSON.
//!
//! A generated type describes itself as a value to write ([`ValueRef`]) and as a place to fill
//! ([`ValueMut`]). The one encoder and the one decoder of this crate do the rest. Both work on
//! trait objects, so that they are compiled once, here, and not once for every generated type.

mod branch;
mod branch_match;
mod open_enum;
mod redacted;
mod std_types;
mod structure;
mod traits;

pub use crate::spec::{Constraint, FieldKind, FieldSpec, Limit};
pub use branch::Branch;
pub(crate) use branch_match::{BranchMatch, MISSING_TAG, NumberRange, Outline};
pub use open_enum::{OpenEnum, equal_enums, hash_enum};
pub use redacted::Redacted;
pub use structure::{clone_object, debug_object, equal_objects};
pub(crate) use traits::Fields;
pub use traits::{
    DynValue, FieldFiller, FieldReader, Map, Object, OptionalSlot, Seq, StringScalar, TaggedUnion,
    UntaggedUnion, ValueMut, ValueRef, Wire, WireStructure,
};
