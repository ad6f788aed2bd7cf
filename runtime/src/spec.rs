//! An API as data: what generated code declares about it before any call.

mod api;
mod binding;
mod body;
mod constraint;
mod field;
mod identity;
mod operation;
mod paging;
mod response;
mod scheme;
mod server;

pub use api::Api;
pub(crate) use binding::Location;
pub use binding::{Binding, PathStyle, QueryStyle};
pub(crate) use body::BodyFormat;
pub use body::{BodySpec, PartSpec};
pub use constraint::{Constraint, Limit};
pub(crate) use field::Presence;
pub use field::{FieldKind, FieldSpec};
pub use identity::Operation;
pub use operation::{LongRunning, OperationSpec};
pub use paging::Paging;
pub(crate) use paging::{Keys, PagingStyle};
pub(crate) use response::ResponseFormat;
pub use response::ResponseSpec;
pub(crate) use scheme::CredentialLocation;
pub use scheme::Scheme;
pub use server::{Server, ServerVariable};
