//! The objects of OpenAPI 3.0, their fields and the types of these.

mod fields;

/// An object of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Responses,
    Response,
    Header,
    MediaType,
    Encoding,
    Example,
    Schema,
    Discriminator,
    Components,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    Tag,
    ExternalDocs,
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldType {
    String,
    Bool,
    Number,
    /// A non-negative integer.
    Count,
    /// Any value: an example, a default.
    Any,
    /// An array of any values.
    AnyList,
    /// An array of strings.
    Strings,
    /// An object of strings.
    StringMap,
    /// Security requirements: an array of objects of arrays of scopes.
    Requirements,
    /// An object of the specification.
    Object(Kind),
    /// An array of such objects.
    List(Kind),
    /// Such objects by names that the document chooses.
    Map(Kind),
    /// A schema, or whether any value is allowed.
    BoolOrSchema,
}

impl Kind {
    /// Its name in sentences.
    pub(super) const fn describe(self) -> &'static str {
        match self {
            Self::Document => "an OpenAPI document",
            Self::Info => "the info object",
            Self::Contact => "a contact",
            Self::License => "a licence",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Paths => "the paths object",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::Responses => "the responses object",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Example => "an example",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Components => "the components object",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "OAuth flows",
            Self::OAuthFlow => "an OAuth flow",
            Self::Tag => "a tag",
            Self::ExternalDocs => "external documentation",
        }
    }

    /// The section of the components that references to such an object point into; `None` if a
    /// reference is not allowed in its place.
    pub(super) const fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::PathItem => "pathItems",
            _ => return None,
        })
    }

    /// The fields that the object must have.
    pub(super) const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Document => &["info", "paths"],
            Self::Info => &["title", "version"],
            Self::License | Self::Tag => &["name"],
            Self::Server | Self::ExternalDocs => &["url"],
            Self::ServerVariable => &["default"],
            Self::Parameter => &["name", "in"],
            Self::Discriminator => &["propertyName"],
            Self::SecurityScheme => &["type"],
            _ => &[],
        }
    }
}
