//! What a call returns: what all responses of a call that went well have in common.

use crate::ir::{Content, Operation, Output, Payload, Response, Shape, TypeRef};

/// What a call returns.
#[derive(Clone, Copy, Debug)]
pub struct Returns<'a> {
    /// What it is made of.
    pub value: ReturnedValue<'a>,
    /// Whether a status is documented without a body beside one with a body.
    pub is_optional: bool,
}

/// What a call returns, where it returns something.
#[derive(Clone, Copy, Debug)]
pub enum ReturnedValue<'a> {
    /// Nothing.
    Nothing,
    /// A JSON value, or a part of one.
    Json(&'a Output),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Server-sent events.
    Events(&'a TypeRef),
    /// JSON values one after another.
    Lines(&'a TypeRef),
    /// One of several, which the status decides.
    ByStatus,
}

impl<'a> ReturnedValue<'a> {
    /// What a response holds.
    pub fn of(response: &'a Response) -> Self {
        match response.contents.first().map(|content| &content.payload) {
            None | Some(Payload::Form(..) | Payload::Multipart(..)) => Self::Nothing,
            Some(Payload::Json(_)) => response.output.as_ref().map_or(Self::Nothing, Self::Json),
            Some(Payload::Text) => Self::Text,
            Some(Payload::Bytes) => Self::Bytes,
            Some(Payload::Events(item)) => Self::Events(item),
            Some(Payload::Lines(item)) => Self::Lines(item),
        }
    }

    /// The structure of the JSON values in it.
    pub fn shape(self) -> Option<&'a Shape> {
        match self {
            Self::Json(output) => Some(&output.shape),
            Self::Events(item) | Self::Lines(item) => Some(&item.shape),
            Self::Nothing | Self::Text | Self::Bytes | Self::ByStatus => None,
        }
    }

    /// Whether the same Rust type is returned.
    pub fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Json(one), Self::Json(other)) => {
                is_same_shape(&one.shape, &other.shape) && one.presence == other.presence
            }
            (Self::Events(one), Self::Events(other)) | (Self::Lines(one), Self::Lines(other)) => {
                is_same_shape(&one.shape, &other.shape) && one.nullable == other.nullable
            }
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }
}

/// Whether both have the same Rust type.
fn is_same_shape(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::Scalar(one), Shape::Scalar(other)) => one == other,
        (Shape::Json(_), Shape::Json(_)) => true,
        (Shape::List(one), Shape::List(other)) | (Shape::Map(one), Shape::Map(other)) => {
            one.nullable == other.nullable && is_same_shape(&one.shape, &other.shape)
        }
        (Shape::Type(one), Shape::Type(other)) => one == other,
        _ => false,
    }
}

impl Operation {
    /// What a call returns.
    pub fn returns(&self) -> Returns<'_> {
        let mut values = self
            .responses
            .iter()
            .filter(|response| !response.is_empty())
            .map(ReturnedValue::of);
        let has_empty = self.responses.iter().any(Response::is_empty);
        let value = match values.next() {
            None => ReturnedValue::Nothing,
            Some(first) if values.all(|value| value.is_same(first)) => first,
            Some(_) => ReturnedValue::ByStatus,
        };
        Returns {
            value,
            is_optional: has_empty
                && matches!(
                    value,
                    ReturnedValue::Json(_) | ReturnedValue::Text | ReturnedValue::Bytes
                ),
        }
    }

    /// What a call returns that asks for a stream where the call itself does not: the
    /// second media type of the response.
    pub fn stream(&self) -> Option<&Content> {
        let contents = &self.success()?.contents;
        let mut others = contents.iter().skip(1);
        others.find(|content| matches!(content.payload, Payload::Events(_) | Payload::Lines(_)))
    }

    /// The responses that decide what a call returns, where there are several.
    pub fn responses_by_status(&self) -> &[Response] {
        match self.returns().value {
            ReturnedValue::ByStatus => &self.responses,
            _ => &[],
        }
    }

    /// The JSON values that callers receive: of successes, of streams, of errors.
    pub fn received(&self) -> impl Iterator<Item = &Shape> {
        let outputs = self
            .responses
            .iter()
            .filter_map(|it| ReturnedValue::of(it).shape());
        let streams = self.stream().and_then(Content::type_ref);
        let errors = self.errors.iter().filter_map(Response::json);
        outputs
            .chain(streams.map(|item| &item.shape))
            .chain(errors.map(|body| &body.shape))
    }
}
