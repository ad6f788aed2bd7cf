//! What the API sends by itself.

use std::fmt;

use super::TypeRef;
use crate::source::Origin;

/// A request that the API sends to a URL of its user.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// How the document describes it.
    pub kind: IncomingKind,
    /// What the document calls it: `newPet`.
    pub name: String,
    /// The JSON of its body.
    pub payload: TypeRef,
    /// The schema of it.
    pub origin: Origin,
}

/// How a document describes a request that the API sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IncomingKind {
    /// For the API as a whole.
    Webhook,
    /// As what follows a call.
    Callback,
}

impl IncomingKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Webhook, Self::Callback];
}

impl fmt::Display for IncomingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Webhook => "webhook",
            Self::Callback => "callback",
        })
    }
}
