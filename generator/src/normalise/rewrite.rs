//! The rewrites: from OpenAPI 3.1, and from what people publish as 3.0, to valid 3.0.
//!
//! Each is a function on one object, applied before its fields are visited. What 3.0 cannot
//! express is kept as an `x-` extension, so that a later stage can still read it.

mod all_of;
mod collection;
mod conditional;
mod constraints;
mod document;
mod implied_type;
mod keyword;
mod nullable;
mod parameter;
mod schema;
mod value;

use super::{context::Rewrite, model::Kind};

/// All rewrites, in the order of application: those that decide a schema's type come before
/// those that depend on it.
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
        kind: Kind::Document,
        apply: document::server_urls,
    },
    Rewrite {
        kind: Kind::PathItem,
        apply: document::server_urls,
    },
    Rewrite {
        kind: Kind::Operation,
        apply: document::server_urls,
    },
    Rewrite {
        kind: Kind::PathItem,
        apply: document::other_methods,
    },
    Rewrite {
        kind: Kind::MediaType,
        apply: document::streams,
    },
    Rewrite {
        kind: Kind::Tag,
        apply: document::tag,
    },
    Rewrite {
        kind: Kind::Server,
        apply: document::server,
    },
    Rewrite {
        kind: Kind::Server,
        apply: document::server_scheme,
    },
    Rewrite {
        kind: Kind::SecurityScheme,
        apply: document::scheme,
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
        apply: parameter::schema_keywords,
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
        kind: Kind::RequestBody,
        apply: parameter::optional_body,
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
        apply: schema::discriminator_name,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: nullable::null_branches,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::const_value,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: all_of::annotations,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: nullable::extension,
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
        apply: keyword::unknown_type,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: keyword::encoded_content,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: implied_type::int_or_string,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: implied_type::implied_type,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: schema::required_flags,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: collection::tuple,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: collection::pattern_properties,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: collection::dependencies,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: conditional::fields,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: keyword::of_another_type,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: keyword::beyond_model,
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
        apply: value::default_of_another_type,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: value::enum_of_items,
    },
    Rewrite {
        kind: Kind::Schema,
        apply: value::enum_of_another_type,
    },
];
