//! The input of an operation.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Binding, Docs, DocumentedHeader, Field, Location, MediaType, OneOf, QueryStyle, Scalar, Shape,
    Struct, TypeKey, TypeRef,
};
use crate::source::Origin;

/// The input of an operation.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The struct that callers fill in, where there are parameters outside of the body:
    /// one field for each, and the body's. Without any, callers fill in the body.
    pub params: Option<Shape>,
    /// Where the fields of that struct are sent; a field without a binding is a field of
    /// the body.
    pub bindings: Vec<Binding>,
    /// The body, if the operation has one.
    pub body: Option<Body>,
    /// How callers fill in a body that is an object with a name of its own. Filled by
    /// `pass::body`.
    pub form: Option<BodyForm>,
    /// Groups of fields of which exactly one field is given.
    pub one_of: Vec<OneOf>,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its documentation.
    pub docs: Docs,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether leaving it out is meant to be usual: the document says `required: false`, or
    /// the method has no body by default. Documents leave out `required: true` more often
    /// than not where an object has required fields.
    pub can_be_omitted: bool,
    /// The media types that it can be sent as; the first one is sent.
    pub contents: Vec<Content>,
    /// The other documented media types with the schema of the one that is sent.
    pub alike: Vec<MediaType>,
}

/// How callers fill in a body that is an object with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyForm {
    /// Each of its fields for itself.
    Fields,
    /// The object, as one argument.
    Argument,
}

/// A body in one media type.
#[derive(Clone, Debug)]
pub struct Content {
    /// The media type, or a range of them.
    pub media: MediaType,
    /// The shape of its values.
    pub payload: Payload,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a body holds.
#[derive(Clone, Debug)]
pub enum Payload {
    /// A JSON value; in a request whose media type is one of lines, the list of the values that
    /// they are.
    Json(TypeRef),
    /// The fields of an object as pairs of names and values, with those that are not
    /// written as the media type has them by default.
    Form(TypeRef, Vec<PartEncoding>),
    /// The fields of an object as parts with names, with those that have a style or a media
    /// type of their own.
    Multipart(TypeRef, Vec<PartEncoding>),
    /// Text.
    Text,
    /// Bytes whose structure is not documented.
    Bytes,
    /// Server-sent events, each with data of this type.
    Events(TypeRef),
    /// JSON values of this type, one after another.
    Lines(TypeRef),
}

/// How a field of a form or a part is written: an entry of `encoding`.
#[derive(Clone, Debug)]
pub struct PartEncoding {
    /// The name of the field.
    pub field: String,
    /// How the value is written in a form or as parts, where that is not by its media type.
    pub style: Option<(QueryStyle, bool)>,
    /// The media type of the value: the first documented one, unless that is a range.
    pub media: Option<MediaType>,
    /// All documented media types.
    pub documented: Vec<MediaType>,
    /// The headers of the part, in a multipart body.
    pub headers: Vec<PartHeader>,
    /// Where it is declared.
    pub origin: Origin,
}

/// A header of a part of a multipart body.
#[derive(Clone, Debug)]
pub struct PartHeader {
    /// Its name, its documentation and what its value is.
    pub header: DocumentedHeader,
    /// Its value, where it is required and has only one.
    pub constant: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
}

impl PartEncoding {
    /// Whether the field is written as its media type has it.
    pub fn is_default(&self) -> bool {
        self.style.is_none() && self.documented.is_empty() && self.headers.is_empty()
    }
}

impl Input {
    /// Whether no body is sent where callers give none of its fields. A body that is one
    /// argument is not sent unless it is given.
    pub fn omits_empty_body(&self) -> bool {
        let mut bindings = self.bindings.iter();
        let is_whole = bindings.any(|binding| binding.location == Location::Body);
        !is_whole && self.body.as_ref().is_some_and(|body| body.can_be_omitted)
    }

    /// The content that is sent.
    pub fn content(&self) -> Option<&Content> {
        self.body.as_ref()?.contents.first()
    }

    /// As [`content`](Self::content), to change it.
    pub fn content_mut(&mut self) -> Option<&mut Content> {
        self.body.as_mut()?.contents.first_mut()
    }

    /// The type of the value that callers fill in.
    pub fn params(&self) -> Option<&Shape> {
        let body = self.content().map(Content::sent_shape);
        self.params.as_ref().or(body)
    }

    /// The type of the body, where it has one of its own: the fields of a body may be
    /// among those of the parameters.
    pub fn body_shape(&self) -> Option<&Shape> {
        let body = &self.content()?.type_ref()?.shape;
        match (&self.params, body) {
            (Some(Shape::Type(params)), Shape::Type(body)) if params == body => None,
            _ => Some(body),
        }
    }

    /// The members of a body whose fields are among those of the parameters, called as
    /// in the body.
    pub fn body_object(&self, params: &Struct) -> Struct {
        let fields = params.fields.iter().filter_map(|field| {
            let binding = self.binding(&field.wire);
            let is_member = binding.is_none_or(|it| it.location == Location::BodyField);
            is_member.then(|| Field {
                wire: binding.map_or(&field.wire, |it| &it.wire).clone(),
                ..field.clone()
            })
        });
        Struct::new(fields.collect())
    }

    /// The JSON of a body as JSON of the parameters: under the names of their fields,
    /// without what is sent outside of the body.
    pub fn body_as_params(&self, params: &Struct, body: &Value) -> Value {
        if self.bindings.is_empty() {
            return body.clone();
        }
        let fields = params.fields.iter().filter_map(|field| {
            let value = match self.binding(&field.wire) {
                None => body.get(&field.wire)?,
                Some(binding) => match binding.location {
                    Location::BodyField => body.get(&binding.wire)?,
                    Location::Body => body,
                    _ => return None,
                },
            };
            Some((field.wire.clone(), value.clone()))
        });
        Value::Object(fields.collect())
    }

    /// Where the field `wire` of the parameters is sent, if it is not a field of the
    /// body under its own name.
    pub fn binding(&self, wire: &str) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.field == wire)
    }

    /// The address of the type that callers fill in, where it is a named one.
    pub fn params_key(&self) -> Option<&TypeKey> {
        match self.params()? {
            Shape::Type(key) => Some(key),
            _ => None,
        }
    }
}

/// What callers give, to send text.
static STRING: Shape = Shape::Scalar(Scalar::String);

/// What callers give, to send bytes.
static UPLOAD: Shape = Shape::Scalar(Scalar::Upload);

impl Content {
    /// The JSON value that it holds, if it is JSON.
    pub fn json(&self) -> Option<&TypeRef> {
        match &self.payload {
            Payload::Json(value) => Some(value),
            _ => None,
        }
    }

    /// The media type that is sent. Text and JSON of a range are sent as the plain one.
    pub fn sent_media(&self) -> String {
        match &self.payload {
            Payload::Json(_) if self.media.is_range() => "application/json".to_owned(),
            Payload::Text if self.media.is_range() => "text/plain".to_owned(),
            _ => self.media.to_string(),
        }
    }

    /// The shape of the value that callers give, to send it.
    pub fn sent_shape(&self) -> &Shape {
        match (self.type_ref(), &self.payload) {
            (Some(value), _) => &value.shape,
            (None, Payload::Text) => &STRING,
            (None, _) => &UPLOAD,
        }
    }

    /// The documented type of what it holds, if it has one: a value, the fields of a
    /// form, each item of a stream.
    pub fn type_ref(&self) -> Option<&TypeRef> {
        match &self.payload {
            Payload::Json(value)
            | Payload::Form(value, _)
            | Payload::Multipart(value, _)
            | Payload::Events(value)
            | Payload::Lines(value) => Some(value),
            Payload::Text | Payload::Bytes => None,
        }
    }

    /// As [`type_ref`](Self::type_ref), to change it.
    pub fn type_ref_mut(&mut self) -> Option<&mut TypeRef> {
        match &mut self.payload {
            Payload::Json(value)
            | Payload::Form(value, _)
            | Payload::Multipart(value, _)
            | Payload::Events(value)
            | Payload::Lines(value) => Some(value),
            Payload::Text | Payload::Bytes => None,
        }
    }
}
