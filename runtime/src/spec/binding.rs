//! Where the fields of an operation's parameters go in the request.

/// Where one field of an operation's parameters goes in the request.
///
/// A field without a binding is a field of the body, under its own name.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The name of the field in the table of the parameters.
    pub(crate) field: &'static str,
    /// The name in the request.
    pub(crate) wire: &'static str,
    pub(crate) location: Location,
    /// Whether the value is written as JSON.
    pub(crate) json: bool,
}

/// A part of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// The placeholder `{wire}` in the path.
    Path {
        style: PathStyle,
        explode: bool,
        /// Whether reserved characters, such as slashes, are sent without percent-encoding.
        reserved: bool,
    },
    Query {
        style: QueryStyle,
        explode: bool,
        /// Whether reserved characters are sent without percent-encoding (`allowReserved`).
        reserved: bool,
    },
    /// A header in the style `simple`.
    Header { explode: bool },
    /// A cookie in the style `form`.
    Cookie { explode: bool },
    /// A field of the body under the name `wire`.
    BodyField,
    /// The whole body.
    Body,
}

/// The serialization style of a path parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `blue,black`
    Simple,
    /// `.blue,black`
    Label,
    /// `;color=blue,black`
    Matrix,
}

/// The serialization style of a query parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `color=blue&color=black`, or `color=blue,black` without explode.
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color[R]=100&color[G]=200`, with the brackets percent-encoded.
    DeepObject,
    /// A JSON value, percent-encoded.
    Json,
}

#[expect(
    clippy::panic,
    reason = "generated code calls these functions in statics, where a panic is a compile error"
)]
impl Binding {
    /// The placeholder `{field}` in the path, in the style `simple`.
    #[must_use]
    pub const fn path(field: &'static str) -> Self {
        Self::new(
            field,
            Location::Path {
                style: PathStyle::Simple,
                explode: false,
                reserved: false,
            },
        )
    }

    /// A query parameter in the style `form` with explode.
    #[must_use]
    pub const fn query(field: &'static str) -> Self {
        Self::new(
            field,
            Location::Query {
                style: QueryStyle::Form,
                explode: true,
                reserved: false,
            },
        )
    }

    /// A header.
    #[must_use]
    pub const fn header(field: &'static str) -> Self {
        Self::new(field, Location::Header { explode: false })
    }

    /// A cookie, with explode.
    #[must_use]
    pub const fn cookie(field: &'static str) -> Self {
        Self::new(field, Location::Cookie { explode: true })
    }

    /// A field of the body; needed only where its name differs, see [`Binding::wire`].
    #[must_use]
    pub const fn body_field(field: &'static str) -> Self {
        Self::new(field, Location::BodyField)
    }

    /// The whole body.
    #[must_use]
    pub const fn body(field: &'static str) -> Self {
        Self::new(field, Location::Body)
    }

    const fn new(field: &'static str, location: Location) -> Self {
        Self {
            field,
            wire: field,
            location,
            json: false,
        }
    }

    /// The value is written as JSON, whatever the style of its location.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// The name in the request, where it is not the name of the field.
    #[must_use]
    pub const fn wire(mut self, name: &'static str) -> Self {
        self.wire = name;
        self
    }

    /// The style of a path parameter.
    ///
    /// # Panics
    ///
    /// If this is not a path parameter; in a `static`, that is a compile error.
    #[must_use]
    pub const fn path_style(mut self, style: PathStyle) -> Self {
        let Location::Path {
            explode, reserved, ..
        } = self.location
        else {
            panic!("only a path parameter has a path style");
        };
        self.location = Location::Path {
            style,
            explode,
            reserved,
        };
        self
    }

    /// The style of a query parameter. Every style other than `form` begins without explode.
    ///
    /// # Panics
    ///
    /// If this is not a query parameter; in a `static`, that is a compile error.
    #[must_use]
    pub const fn query_style(mut self, style: QueryStyle) -> Self {
        let Location::Query { reserved, .. } = self.location else {
            panic!("only a query parameter has a query style");
        };
        self.location = Location::Query {
            style,
            explode: matches!(style, QueryStyle::Form),
            reserved,
        };
        self
    }

    /// Whether each element of a list, or each field of an object, is a parameter of its own.
    ///
    /// # Panics
    ///
    /// If this is part of the body; in a `static`, that is a compile error.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.location = match self.location {
            Location::Path {
                style, reserved, ..
            } => Location::Path {
                style,
                explode,
                reserved,
            },
            Location::Query {
                style, reserved, ..
            } => Location::Query {
                style,
                explode,
                reserved,
            },
            Location::Header { .. } => Location::Header { explode },
            Location::Cookie { .. } => Location::Cookie { explode },
            Location::BodyField | Location::Body => {
                panic!("a part of the body cannot be exploded")
            }
        };
        self
    }

    /// Sends reserved characters of a path or query parameter without percent-encoding, except
    /// those that would end it. A value in the path can then have slashes.
    ///
    /// # Panics
    ///
    /// If this is neither a path nor a query parameter; in a `static`, that is a compile error.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.location = match self.location {
            Location::Path { style, explode, .. } => Location::Path {
                style,
                explode,
                reserved: true,
            },
            Location::Query { style, explode, .. } => Location::Query {
                style,
                explode,
                reserved: true,
            },
            _ => panic!("only a path or query parameter can have reserved characters"),
        };
        self
    }
}
