//! What an operation is sent.

use super::{OneOf, TypeKey, TypeRef};
use crate::{ir::Shape, source::Origin};

/// What an operation is sent.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The body, if the operation has one.
    pub body: Option<Body>,
    /// Groups of fields of which exactly one field is given.
    pub one_of: Vec<OneOf>,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// The media types that it can be sent as; the first one is sent.
    pub contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Clone, Debug)]
pub struct Content {
    /// The media type, as the document spells it.
    pub media: String,
    /// What it holds.
    pub payload: Payload,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a body holds.
#[derive(Clone, Debug)]
pub enum Payload {
    /// A JSON value.
    Json(TypeRef),
}

impl Input {
    /// The content that is sent.
    pub fn content(&self) -> Option<&Content> {
        self.body.as_ref()?.contents.first()
    }

    /// The type of the value that callers fill in.
    pub fn params(&self) -> Option<&Shape> {
        self.content().map(|content| &content.json().shape)
    }

    /// The address of the type that callers fill in, where it is a named one.
    pub fn params_key(&self) -> Option<&TypeKey> {
        match self.params()? {
            Shape::Type(key) => Some(key),
            _ => None,
        }
    }
}

impl Content {
    /// The JSON value that it holds.
    pub fn json(&self) -> &TypeRef {
        let Payload::Json(value) = &self.payload;
        value
    }

    /// As [`json`](Self::json), to change it.
    pub fn json_mut(&mut self) -> &mut TypeRef {
        let Payload::Json(value) = &mut self.payload;
        value
    }
}
