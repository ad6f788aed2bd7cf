//! How the body of a request is written.

use super::binding::QueryStyle;

/// How the body of a request is written: its media type, and the form of its fields.
#[derive(Clone, Copy, Debug)]
pub struct BodySpec {
    pub(crate) media_type: &'static str,
    pub(crate) format: BodyFormat,
    pub(crate) optional: bool,
}

/// The form of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BodyFormat {
    /// A JSON value.
    Json,
    /// The items of a list, each as a line of JSON.
    Lines,
    /// The fields of an object as pairs of names and values, as in a query.
    Form(&'static [PartSpec]),
    /// The fields of an object as parts with names.
    Multipart(&'static [PartSpec]),
    /// The bytes of a string or of an [`Upload`](crate::Upload).
    Raw,
}

/// How one field of a form, or one part, is written.
#[derive(Clone, Copy, Debug)]
pub struct PartSpec {
    pub(crate) field: &'static str,
    pub(crate) style: Option<(QueryStyle, bool)>,
    pub(crate) media_type: Option<&'static str>,
    /// Names and values.
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

impl BodySpec {
    /// `application/json`
    pub(crate) const JSON: Self = Self::json("application/json");

    /// A JSON value, sent as `media_type`.
    #[must_use]
    pub const fn json(media_type: &'static str) -> Self {
        Self::new(media_type, BodyFormat::Json)
    }

    /// The items of a list, each as a line of JSON, or as a record of a sequence where
    /// `media_type` is `application/json-seq` (RFC 7464).
    #[must_use]
    pub const fn lines(media_type: &'static str) -> Self {
        Self::new(media_type, BodyFormat::Lines)
    }

    /// The fields of an object, or [`FormPart`](crate::FormPart)s, as
    /// `application/x-www-form-urlencoded`; `parts` has those that are not written by default.
    #[must_use]
    pub const fn form(parts: &'static [PartSpec]) -> Self {
        Self::new("application/x-www-form-urlencoded", BodyFormat::Form(parts))
    }

    /// The fields of an object, or [`FormPart`](crate::FormPart)s, as `multipart/form-data`;
    /// `parts` has those that are not written by default.
    #[must_use]
    pub const fn multipart(parts: &'static [PartSpec]) -> Self {
        Self::new("multipart/form-data", BodyFormat::Multipart(parts))
    }

    /// A string or an [`Upload`](crate::Upload) as it is. An upload may have another media type;
    /// it has to where `media_type` is a range.
    #[must_use]
    pub const fn raw(media_type: &'static str) -> Self {
        Self::new(media_type, BodyFormat::Raw)
    }

    /// The body is not sent where none of its fields is set.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Whether the body can be an object of fields.
    pub(crate) fn has_fields(self) -> bool {
        !matches!(self.format, BodyFormat::Raw | BodyFormat::Lines)
    }

    const fn new(media_type: &'static str, format: BodyFormat) -> Self {
        Self {
            media_type,
            format,
            optional: false,
        }
    }
}

impl PartSpec {
    /// The field, by its name in the body.
    #[must_use]
    pub const fn new(field: &'static str) -> Self {
        Self {
            field,
            style: None,
            media_type: None,
            headers: &[],
        }
    }

    /// The style of the value, as of a query parameter.
    #[must_use]
    pub const fn style(mut self, style: QueryStyle, explode: bool) -> Self {
        self.style = Some((style, explode));
        self
    }

    /// The headers of the part that have one value only, by name.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// The media type of the value. A value of a JSON type is JSON, lists too.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }
}
