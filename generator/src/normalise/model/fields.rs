//! The fields of each object.

use super::{FieldType, Kind};

impl Kind {
    /// The type of the field `name`; `None` if the object has no such field.
    pub(in crate::normalise) fn field_type(self, name: &str) -> Option<FieldType> {
        match self {
            Self::Paths => Some(FieldType::Object(Self::PathItem)),
            Self::Responses => Some(FieldType::Object(Self::Response)),
            _ => {
                let mut fields = self.fields().iter();
                let (_, ty) = fields.find(|(known, _)| *known == name)?;
                Some(*ty)
            }
        }
    }

    const fn fields(self) -> &'static [(&'static str, FieldType)] {
        use FieldType::{
            Any, AnyList, Bool, BoolOrSchema, Count, List, Map, Number, Object, Requirements,
            String, StringMap, Strings,
        };
        match self {
            // The names of their fields are data.
            Self::Paths | Self::Responses => &[],
            Self::Document => &[
                ("openapi", String),
                ("info", Object(Self::Info)),
                ("servers", List(Self::Server)),
                ("paths", Object(Self::Paths)),
                ("components", Object(Self::Components)),
                ("security", Requirements),
                ("tags", List(Self::Tag)),
                ("externalDocs", Object(Self::ExternalDocs)),
            ],
            Self::Info => &[
                ("title", String),
                ("description", String),
                ("termsOfService", String),
                ("contact", Object(Self::Contact)),
                ("license", Object(Self::License)),
                ("version", String),
            ],
            Self::Contact => &[("name", String), ("url", String), ("email", String)],
            Self::License => &[("name", String), ("url", String)],
            Self::Server => &[
                ("url", String),
                ("description", String),
                ("variables", Map(Self::ServerVariable)),
            ],
            Self::ServerVariable => &[
                ("enum", Strings),
                ("default", String),
                ("description", String),
            ],
            Self::PathItem => &[
                ("summary", String),
                ("description", String),
                ("get", Object(Self::Operation)),
                ("put", Object(Self::Operation)),
                ("post", Object(Self::Operation)),
                ("delete", Object(Self::Operation)),
                ("options", Object(Self::Operation)),
                ("head", Object(Self::Operation)),
                ("patch", Object(Self::Operation)),
                ("trace", Object(Self::Operation)),
                ("servers", List(Self::Server)),
                ("parameters", List(Self::Parameter)),
            ],
            Self::Operation => &[
                ("tags", Strings),
                ("summary", String),
                ("description", String),
                ("externalDocs", Object(Self::ExternalDocs)),
                ("operationId", String),
                ("parameters", List(Self::Parameter)),
                ("requestBody", Object(Self::RequestBody)),
                ("responses", Object(Self::Responses)),
                ("deprecated", Bool),
                ("security", Requirements),
                ("servers", List(Self::Server)),
            ],
            Self::Parameter => &[
                ("name", String),
                ("in", String),
                ("description", String),
                ("required", Bool),
                ("deprecated", Bool),
                ("allowEmptyValue", Bool),
                ("allowReserved", Bool),
                ("style", String),
                ("explode", Bool),
                ("schema", Object(Self::Schema)),
                ("content", Map(Self::MediaType)),
                ("example", Any),
                ("examples", Map(Self::Example)),
            ],
            Self::RequestBody => &[
                ("description", String),
                ("content", Map(Self::MediaType)),
                ("required", Bool),
            ],
            Self::Response => &[
                ("description", String),
                ("headers", Map(Self::Header)),
                ("content", Map(Self::MediaType)),
            ],
            Self::Header => &[
                ("description", String),
                ("required", Bool),
                ("deprecated", Bool),
                ("style", String),
                ("schema", Object(Self::Schema)),
                ("content", Map(Self::MediaType)),
                ("example", Any),
                ("examples", Map(Self::Example)),
            ],
            Self::MediaType => &[
                ("schema", Object(Self::Schema)),
                ("example", Any),
                ("examples", Map(Self::Example)),
                ("encoding", Map(Self::Encoding)),
            ],
            Self::Encoding => &[
                ("contentType", String),
                ("headers", Map(Self::Header)),
                ("style", String),
                ("explode", Bool),
                ("allowReserved", Bool),
            ],
            Self::Example => &[
                ("summary", String),
                ("description", String),
                ("value", Any),
                ("externalValue", String),
            ],
            Self::Schema => &[
                ("type", String),
                ("format", String),
                ("title", String),
                ("description", String),
                ("nullable", Bool),
                ("readOnly", Bool),
                ("writeOnly", Bool),
                ("deprecated", Bool),
                ("externalDocs", Object(Self::ExternalDocs)),
                ("example", Any),
                ("default", Any),
                ("discriminator", Object(Self::Discriminator)),
                ("enum", AnyList),
                ("pattern", String),
                ("multipleOf", Number),
                ("minimum", Number),
                ("maximum", Number),
                ("exclusiveMinimum", Bool),
                ("exclusiveMaximum", Bool),
                ("minLength", Count),
                ("maxLength", Count),
                ("properties", Map(Self::Schema)),
                ("required", Strings),
                ("additionalProperties", BoolOrSchema),
                ("minProperties", Count),
                ("maxProperties", Count),
                ("items", Object(Self::Schema)),
                ("minItems", Count),
                ("maxItems", Count),
                ("uniqueItems", Bool),
                ("oneOf", List(Self::Schema)),
                ("anyOf", List(Self::Schema)),
                ("allOf", List(Self::Schema)),
                ("not", Object(Self::Schema)),
            ],
            Self::Discriminator => &[("propertyName", String), ("mapping", StringMap)],
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
                ("type", String),
                ("description", String),
                ("name", String),
                ("in", String),
                ("scheme", String),
                ("bearerFormat", String),
                ("flows", Object(Self::OAuthFlows)),
                ("openIdConnectUrl", String),
            ],
            Self::OAuthFlows => &[
                ("implicit", Object(Self::OAuthFlow)),
                ("password", Object(Self::OAuthFlow)),
                ("clientCredentials", Object(Self::OAuthFlow)),
                ("authorizationCode", Object(Self::OAuthFlow)),
            ],
            Self::OAuthFlow => &[
                ("authorizationUrl", String),
                ("tokenUrl", String),
                ("refreshUrl", String),
                ("scopes", StringMap),
            ],
            Self::Tag => &[
                ("name", String),
                ("description", String),
                ("externalDocs", Object(Self::ExternalDocs)),
            ],
            Self::ExternalDocs => &[("description", String), ("url", String)],
        }
    }
}
