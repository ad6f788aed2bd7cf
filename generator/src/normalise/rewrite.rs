//! The rewrites: from OpenAPI 3.1, and from what people publish as 3.0, to what 3.0 can say.
//!
//! Each is a function on one object, applied before its members are visited. What 3.0 has no form
//! for is kept as an `x-` member, so that a later stage can still read it.

mod constraints;
mod document;
mod nullable;
mod parameter;
mod schema;

use serde_json::{Map, Value};

use super::model::Kind;
use super::walk::Walk;
use crate::source::Pointer;

/// One way in which a document may differ from 3.0, mended.
pub(super) struct Rewrite {
    /// The objects that it is applied to.
    pub(super) kind: Kind,
    /// Changes the object at the pointer; reports what the author should know.
    pub(super) apply: fn(&mut Map<String, Value>, &Pointer, &mut Walk<'_>),
}

/// All rewrites, in the order of application. A schema's type is settled before what depends on it.
pub(super) const REWRITES: &[Rewrite] = &[
    Rewrite {
        kind: Kind::Document,
        apply: document::missing_info,
    },
    Rewrite {
        kind: Kind::Document,
        apply: document::webhooks,
    },
    Rewrite {
        kind: Kind::Info,
        apply: document::summary,
    },
    Rewrite {
        kind: Kind::License,
        apply: document::licence_identifier,
    },
    Rewrite {
        kind: Kind::Components,
        apply: document::sections_without_effect,
    },
    Rewrite {
        kind: Kind::SecurityScheme,
        apply: document::mutual_tls,
    },
    Rewrite {
        kind: Kind::OAuthFlow,
        apply: document::missing_scopes,
    },
    Rewrite {
        kind: Kind::Operation,
        apply: document::missing_responses,
    },
    Rewrite {
        kind: Kind::Operation,
        apply: document::callbacks,
    },
    Rewrite {
        kind: Kind::Operation,
        apply: parameter::reserved_headers,
    },
    Rewrite {
        kind: Kind::PathItem,
        apply: parameter::reserved_headers,
    },
    Rewrite {
        kind: Kind::Responses,
        apply: document::status_codes,
    },
    Rewrite {
        kind: Kind::Response,
        apply: document::missing_description,
    },
    Rewrite {
        kind: Kind::Response,
        apply: document::links,
    },
    Rewrite {
        kind: Kind::Parameter,
        apply: parameter::schema_members,
    },
    Rewrite {
        kind: Kind::Parameter,
        apply: parameter::missing_schema,
    },
    Rewrite {
        kind: Kind::Parameter,
        apply: parameter::optional_in_path,
    },
    Rewrite {
        kind: Kind::Parameter,
        apply: parameter::style,
    },
    Rewrite {
        kind: Kind::Parameter,
        apply: parameter::examples,
    },
    Rewrite {
        kind: Kind::Header,
        apply: parameter::header,
    },
    Rewrite {
        kind: Kind::MediaType,
        apply: parameter::examples,
    },
    Rewrite {
        kind: Kind::Encoding,
        apply: parameter::encoding_style,
    },
    Rewrite {
        kind: Kind::Discriminator,
        apply: schema::mapping_targets,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::discriminator_text,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::const_value,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: nullable::type_list,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: nullable::null_type,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: nullable::null_branches,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::unknown_type,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::encoded_content,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::required_flags,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::quiet_keywords,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::keywords_without_form,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: constraints::exclusive_numbers,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: constraints::integer_bounds,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::default_of_another_kind,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::enum_of_another_kind,
    },
];

/// `true` allows everything, which an empty schema does too. `false` allows nothing, which 3.0
/// cannot say; it travels as `x-seamstress-never`.
pub(super) fn boolean_schema(value: &mut Value) {
    if let Value::Bool(allows) = *value {
        let mut schema = Map::new();
        if !allows {
            schema.insert("x-seamstress-never".to_owned(), Value::Bool(true));
        }
        *value = Value::Object(schema);
    }
}
