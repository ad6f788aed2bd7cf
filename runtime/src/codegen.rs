//! Everything that generated code names, behind one import.
//!
//! This module is public API: a generated crate asks for a caret version of this one.

pub use std::collections::BTreeMap;
pub use std::time::Duration;

pub use crate::api::{Api, Op, Scheme};
pub use crate::auth::Credential;
pub use crate::call::{Call, Pending};
pub use crate::client::{Client, ClientBuilder};
pub use crate::date_time::DateTime;
pub use crate::decode::deserialize;
pub use crate::drift::Drift;
pub use crate::encode::serialize;
pub use crate::error::Error;
pub use crate::extra::Extra;
pub use crate::id::Id;
pub use crate::nullable::Nullable;
pub use crate::page::{Items, Page, Pages, Paging};
pub use crate::secret::Secret;
pub use crate::transport::Transport;
pub use crate::unknown::{UnknownValue, UnknownVariant};
pub use crate::wait::LongRunning;
#[cfg(feature = "webhooks")]
pub use crate::webhook::{Webhook, WebhookError};
pub use crate::wire::{Branch, Choice, Field, Model, Mut, OpenEnum, Ref, Union, Wire};
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::Value;
