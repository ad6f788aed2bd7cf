//! Security schemes, and which of them operations need.

use openapiv3::{Operation as Source, ReferenceOr, SecurityScheme};

use super::Lowering;
use crate::{
    ir::{CredentialLocation, Scheme, SchemeUse, Security},
    source::Pointer,
};

impl Lowering<'_> {
    /// The schemes that the document declares.
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let Some(components) = &self.api.components else {
            return Vec::new();
        };
        let root = Pointer::root().child("components").child("securitySchemes");
        let mut schemes = Vec::new();
        for (name, scheme) in &components.security_schemes {
            let ReferenceOr::Item(scheme) = scheme else {
                continue;
            };
            let origin = self.origin(&root.child(name));
            schemes.push(Scheme {
                wire: name.clone(),
                location: location(scheme),
                origin,
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

fn location(scheme: &SecurityScheme) -> CredentialLocation {
    match scheme {
        SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            CredentialLocation::Bearer
        }
        SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            CredentialLocation::Basic
        }
        SecurityScheme::HTTP { scheme, .. } => CredentialLocation::Unsupported(scheme.clone()),
        SecurityScheme::APIKey {
            location: openapiv3::APIKeyLocation::Header,
            name,
            ..
        } => CredentialLocation::Header(name.clone()),
        SecurityScheme::APIKey { .. } => CredentialLocation::Unsupported("apiKey".to_owned()),
        SecurityScheme::OAuth2 { .. } => CredentialLocation::Bearer,
        SecurityScheme::OpenIDConnect { .. } => CredentialLocation::Bearer,
    }
}
