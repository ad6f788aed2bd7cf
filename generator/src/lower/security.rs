//! Security schemes, and which of them operations need.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, OAuth2Flows, Operation as Source, ReferenceOr, SecurityScheme};

use super::{Lowering, component};
use crate::{
    ir::{CredentialLocation, Docs, Flow, FlowKind, Scheme, SchemeUse, Security, Tokens},
    source::Pointer,
};

/// How many references may follow each other.
const MAX_REFERENCES: usize = 32;

impl Lowering<'_> {
    /// The schemes that the document declares.
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let Some(components) = &self.api.components else {
            return Vec::new();
        };
        let root = Pointer::root().child("components").child("securitySchemes");
        let mut schemes = Vec::new();
        for (name, scheme) in &components.security_schemes {
            let (location, tokens, docs) = match resolve(&components.security_schemes, scheme) {
                Ok(scheme) => (location(scheme), tokens(scheme), docs(scheme)),
                Err(reference) => {
                    let location = CredentialLocation::Unsupported(reference.to_owned());
                    (location, Tokens::Undocumented, Docs::default())
                }
            };
            schemes.push(Scheme {
                wire: name.clone(),
                docs,
                location,
                tokens,
                origin: self.origin(&root.child(name)),
            });
        }
        schemes
    }

    /// Who may call the operation.
    pub(super) fn security(&self, source: &Source) -> Security {
        let Some(alternatives) = source.security.as_ref().or(self.api.security.as_ref()) else {
            return Security::Unspecified;
        };
        let needs = |alternative: &openapiv3::SecurityRequirement| {
            let uses = alternative.iter().map(|(scheme, scopes)| SchemeUse {
                scheme: scheme.clone(),
                scopes: scopes.clone(),
            });
            uses.collect::<Vec<_>>()
        };
        Security::AnyOf(alternatives.iter().map(needs).collect())
    }
}

/// The scheme that is referred to; the reference if it leads nowhere.
fn resolve<'a>(
    schemes: &'a IndexMap<String, ReferenceOr<SecurityScheme>>,
    mut scheme: &'a ReferenceOr<SecurityScheme>,
) -> Result<&'a SecurityScheme, &'a str> {
    let mut last = "";
    for _ in 0..MAX_REFERENCES {
        match scheme {
            ReferenceOr::Item(scheme) => return Ok(scheme),
            ReferenceOr::Reference { reference } => {
                last = reference;
                let found = component(reference, "securitySchemes");
                let next = found.and_then(|(_, name)| schemes.get(&name));
                scheme = next.ok_or(last)?;
            }
        }
    }
    Err(last)
}

fn location(scheme: &SecurityScheme) -> CredentialLocation {
    match scheme {
        SecurityScheme::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "bearer" => CredentialLocation::Bearer,
            "basic" => CredentialLocation::Basic,
            // As `normalise` writes what 3.0 has no type for.
            "mutualtls" => CredentialLocation::Certificate,
            _ => CredentialLocation::Unsupported(scheme.clone()),
        },
        SecurityScheme::APIKey { location, name, .. } => match location {
            APIKeyLocation::Header => CredentialLocation::Header(name.clone()),
            APIKeyLocation::Query => CredentialLocation::Query(name.clone()),
            APIKeyLocation::Cookie => CredentialLocation::Cookie(name.clone()),
        },
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
            CredentialLocation::Bearer
        }
    }
}

fn docs(scheme: &SecurityScheme) -> Docs {
    let (SecurityScheme::HTTP { description, .. }
    | SecurityScheme::APIKey { description, .. }
    | SecurityScheme::OAuth2 { description, .. }
    | SecurityScheme::OpenIDConnect { description, .. }) = scheme;
    Docs(description.clone().unwrap_or_default())
}

fn tokens(scheme: &SecurityScheme) -> Tokens {
    match scheme {
        SecurityScheme::OAuth2 { flows, .. } => Tokens::OAuth(self::flows(flows)),
        SecurityScheme::OpenIDConnect {
            open_id_connect_url,
            ..
        } => Tokens::OpenId(open_id_connect_url.clone()),
        SecurityScheme::HTTP { .. } | SecurityScheme::APIKey { .. } => Tokens::Undocumented,
    }
}

fn flows(source: &OAuth2Flows) -> Vec<Flow> {
    let mut flows = Vec::new();
    if let Some(it) = &source.client_credentials {
        let flow = flow(FlowKind::ClientCredentials, &it.refresh_url, &it.scopes);
        flows.push(Flow {
            token_url: written(&it.token_url),
            ..flow
        });
    }
    if let Some(it) = &source.authorization_code {
        let flow = flow(FlowKind::AuthorizationCode, &it.refresh_url, &it.scopes);
        flows.push(Flow {
            authorization_url: written(&it.authorization_url),
            token_url: written(&it.token_url),
            ..flow
        });
    }
    if let Some(it) = &source.password {
        let flow = flow(FlowKind::Password, &it.refresh_url, &it.scopes);
        flows.push(Flow {
            token_url: written(&it.token_url),
            ..flow
        });
    }
    if let Some(it) = &source.implicit {
        let flow = flow(FlowKind::Implicit, &it.refresh_url, &it.scopes);
        flows.push(Flow {
            authorization_url: written(&it.authorization_url),
            ..flow
        });
    }
    flows
}

fn flow(kind: FlowKind, refresh_url: &Option<String>, scopes: &IndexMap<String, String>) -> Flow {
    let scopes = scopes.iter();
    let scopes = scopes.map(|(name, docs)| (name.clone(), Docs(docs.clone())));
    Flow {
        kind,
        authorization_url: None,
        token_url: None,
        refresh_url: refresh_url.as_deref().and_then(written),
        scopes: scopes.collect(),
    }
}

/// Documents leave required URLs empty.
fn written(url: &str) -> Option<String> {
    (!url.is_empty()).then(|| url.to_owned())
}
