//! Security schemes, and which of them operations need.

use openapiv3::{Operation as Source, ReferenceOr, SecurityScheme};

use super::Lowering;
use crate::{
    diagnostic::{Code, Diagnostic},
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
    pub(super) fn security(&mut self, source: &Source, at: &Pointer) -> Security {
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
        let security = Security::AnyOf(alternatives.iter().map(needs).collect());
        if security.single_schemes().is_none()
            && alternatives.iter().any(|alternative| alternative.len() > 1)
        {
            let message =
                "several security schemes at once cannot be checked before a call is sent";
            self.diagnostics
                .push(Diagnostic::new(Code::CombinedSecurity, message).at(
                    self.origin(&at.child("security")),
                    "every alternative needs several",
                ));
        }
        security
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
