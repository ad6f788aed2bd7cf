//! What OpenAPI 3.0 documents are made of: which members each object has, and what they hold.

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

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Bool,
    Number,
    /// A whole number that is not negative.
    Count,
    /// Any value: an example, a default.
    Value,
    Values,
    Texts,
    /// Names to texts.
    TextMap,
    /// A list of names to lists of scopes.
    Requirements,
    One(Kind),
    List(Kind),
    Map(Kind),
    /// A schema, or whether anything goes.
    BoolOrSchema,
}

type Members = &'static [(&'static str, Holds)];

impl Kind {
    /// What to call it in a sentence.
    pub(super) const fn noun(self) -> &'static str {
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

    /// The section of the components that references to such an object point into.
    ///
    /// `None` if it cannot be a reference.
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

    /// The members without which the object means nothing.
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

    /// The members by name; `None` for an object whose member names are data.
    pub(super) const fn members(self) -> Option<Members> {
        use Holds::{
            Bool, BoolOrSchema, Count, List, Map, Number, One, Requirements, Text, TextMap, Texts,
            Value, Values,
        };
        Some(match self {
            Self::Paths | Self::Responses => return None,
            Self::Document => &[
                ("openapi", Text),
                ("info", One(Self::Info)),
                ("servers", List(Self::Server)),
                ("paths", One(Self::Paths)),
                ("components", One(Self::Components)),
                ("security", Requirements),
                ("tags", List(Self::Tag)),
                ("externalDocs", One(Self::ExternalDocs)),
            ],
            Self::Info => &[
                ("title", Text),
                ("description", Text),
                ("termsOfService", Text),
                ("contact", One(Self::Contact)),
                ("license", One(Self::License)),
                ("version", Text),
            ],
            Self::Contact => &[("name", Text), ("url", Text), ("email", Text)],
            Self::License => &[("name", Text), ("url", Text)],
            Self::Server => &[
                ("url", Text),
                ("description", Text),
                ("variables", Map(Self::ServerVariable)),
            ],
            Self::ServerVariable => &[("enum", Texts), ("default", Text), ("description", Text)],
            Self::PathItem => &[
                ("summary", Text),
                ("description", Text),
                ("get", One(Self::Operation)),
                ("put", One(Self::Operation)),
                ("post", One(Self::Operation)),
                ("delete", One(Self::Operation)),
                ("options", One(Self::Operation)),
                ("head", One(Self::Operation)),
                ("patch", One(Self::Operation)),
                ("trace", One(Self::Operation)),
                ("servers", List(Self::Server)),
                ("parameters", List(Self::Parameter)),
            ],
            Self::Operation => &[
                ("tags", Texts),
                ("summary", Text),
                ("description", Text),
                ("externalDocs", One(Self::ExternalDocs)),
                ("operationId", Text),
                ("parameters", List(Self::Parameter)),
                ("requestBody", One(Self::RequestBody)),
                ("responses", One(Self::Responses)),
                ("deprecated", Bool),
                ("security", Requirements),
                ("servers", List(Self::Server)),
            ],
            Self::Parameter => &[
                ("name", Text),
                ("in", Text),
                ("description", Text),
                ("required", Bool),
                ("deprecated", Bool),
                ("allowEmptyValue", Bool),
                ("allowReserved", Bool),
                ("style", Text),
                ("explode", Bool),
                ("schema", One(Self::Schema)),
                ("content", Map(Self::MediaType)),
                ("example", Value),
                ("examples", Map(Self::Example)),
            ],
            Self::RequestBody => &[
                ("description", Text),
                ("content", Map(Self::MediaType)),
                ("required", Bool),
            ],
            Self::Response => &[
                ("description", Text),
                ("headers", Map(Self::Header)),
                ("content", Map(Self::MediaType)),
            ],
            Self::Header => &[
                ("description", Text),
                ("required", Bool),
                ("deprecated", Bool),
                ("style", Text),
                ("schema", One(Self::Schema)),
                ("content", Map(Self::MediaType)),
                ("example", Value),
                ("examples", Map(Self::Example)),
            ],
            Self::MediaType => &[
                ("schema", One(Self::Schema)),
                ("example", Value),
                ("examples", Map(Self::Example)),
                ("encoding", Map(Self::Encoding)),
            ],
            Self::Encoding => &[
                ("contentType", Text),
                ("headers", Map(Self::Header)),
                ("style", Text),
                ("explode", Bool),
                ("allowReserved", Bool),
            ],
            Self::Example => &[
                ("summary", Text),
                ("description", Text),
                ("value", Value),
                ("externalValue", Text),
            ],
            Self::Schema => &[
                ("type", Text),
                ("format", Text),
                ("title", Text),
                ("description", Text),
                ("nullable", Bool),
                ("readOnly", Bool),
                ("writeOnly", Bool),
                ("deprecated", Bool),
                ("externalDocs", One(Self::ExternalDocs)),
                ("example", Value),
                ("default", Value),
                ("discriminator", One(Self::Discriminator)),
                ("enum", Values),
                ("pattern", Text),
                ("multipleOf", Number),
                ("minimum", Number),
                ("maximum", Number),
                ("exclusiveMinimum", Bool),
                ("exclusiveMaximum", Bool),
                ("minLength", Count),
                ("maxLength", Count),
                ("properties", Map(Self::Schema)),
                ("required", Texts),
                ("additionalProperties", BoolOrSchema),
                ("minProperties", Count),
                ("maxProperties", Count),
                ("items", One(Self::Schema)),
                ("minItems", Count),
                ("maxItems", Count),
                ("uniqueItems", Bool),
                ("oneOf", List(Self::Schema)),
                ("anyOf", List(Self::Schema)),
                ("allOf", List(Self::Schema)),
                ("not", One(Self::Schema)),
            ],
            Self::Discriminator => &[("propertyName", Text), ("mapping", TextMap)],
            Self::Components => &[
                ("schemas", Map(Self::Schema)),
                ("responses", Map(Self::Response)),
                ("parameters", Map(Self::Parameter)),
                ("examples", Map(Self::Example)),
                ("requestBodies", Map(Self::RequestBody)),
                ("headers", Map(Self::Header)),
                ("securitySchemes", Map(Self::SecurityScheme)),
            ],
            Self::SecurityScheme => &[
                ("type", Text),
                ("description", Text),
                ("name", Text),
                ("in", Text),
                ("scheme", Text),
                ("bearerFormat", Text),
                ("flows", One(Self::OAuthFlows)),
                ("openIdConnectUrl", Text),
            ],
            Self::OAuthFlows => &[
                ("implicit", One(Self::OAuthFlow)),
                ("password", One(Self::OAuthFlow)),
                ("clientCredentials", One(Self::OAuthFlow)),
                ("authorizationCode", One(Self::OAuthFlow)),
            ],
            Self::OAuthFlow => &[
                ("authorizationUrl", Text),
                ("tokenUrl", Text),
                ("refreshUrl", Text),
                ("scopes", TextMap),
            ],
            Self::Tag => &[
                ("name", Text),
                ("description", Text),
                ("externalDocs", One(Self::ExternalDocs)),
            ],
            Self::ExternalDocs => &[("description", Text), ("url", Text)],
        })
    }
}
