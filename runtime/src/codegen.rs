//! Everything that generated code names, behind one import.
//!
//! This module is public API: a generated crate depends on a caret version of this one.

mod constraints;
mod model;
mod modules;
mod open_enum;
mod serde_traits;
mod setters;
pub mod types;
mod union;

pub use std::collections::BTreeMap;
pub use std::time::Duration;

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::Value;

pub use crate::client::{Call, Client, ClientBuilder, Credential, Items, Pages, Pending};
pub use crate::error::Error;
pub use crate::response::Page;
pub use crate::secret::Secret;
pub use crate::spec::{Api, Binding, BodySpec, LongRunning, OperationSpec, Paging, PartSpec};
pub use crate::spec::{PathStyle, QueryStyle, ResponseSpec, Scheme, Server, ServerVariable};
pub use crate::transport::{FormPart, Transport, Upload};
pub use crate::value::wire::{Branch, FieldKind, FieldSpec, Object, OpenEnum, Redacted};
pub use crate::value::wire::{FieldFiller, FieldReader, TaggedUnion, UntaggedUnion, WireStructure};
pub use crate::value::wire::{ValueMut, ValueRef, Wire};
pub use crate::value::wire::{clone_object, debug_object, equal_enums, equal_objects, hash_enum};
pub use crate::value::{DateTime, Drift, ErasedBox, Extra, Id, IntoF64, IntoI64, Nullable};
pub use crate::value::{UnknownValue, UnknownVariant, deserialize, serialize, shared_field};
#[cfg(feature = "webhooks")]
pub use crate::webhook::{Webhook, WebhookError};
pub use crate::{model, modules, open_enum, request_builder, setters};
pub use crate::{tagged_union, untagged_union};
