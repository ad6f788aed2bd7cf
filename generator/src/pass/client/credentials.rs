//! The credentials of the client.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Companion, Credential, CredentialLocation, Scheme, Security, Tokens},
    overrides::{self, Entry},
    pass::Decisions,
};

/// The credentials that `overrides.toml` lists; if it lists none, one for each scheme that
/// the documents declare and the runtime supports.
pub(super) fn credentials(
    api: &Api,
    decisions: &Decisions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Credential> {
    let entries = &decisions.overrides.credential;
    let mut credentials = Vec::new();
    if entries.is_empty() {
        for scheme in &api.schemes {
            match declared(scheme) {
                Ok(credential) => credentials.extend(credential),
                Err(error) => diagnostics.push(error),
            }
        }
    }
    for entry in entries {
        match decided(api, decisions, entry, &credentials) {
            Ok(credential) => credentials.push(credential),
            Err(error) => diagnostics.extend(error),
        }
    }
    credentials
}

/// The credential of a scheme about which nothing is decided; `None` for one that needs none.
fn declared(scheme: &Scheme) -> Result<Option<Credential>, Diagnostic> {
    if let CredentialLocation::Unsupported(what) = &scheme.location {
        return Err(unsupported(scheme, what));
    }
    Ok(scheme.is_sent().then(|| Credential {
        name: scheme.wire.clone(),
        scheme: scheme.wire.clone(),
        also: Vec::new(),
        prefix: None,
        repeated_in: None,
        location: scheme.location.clone(),
        takes_provider: scheme.location == CredentialLocation::Bearer,
        together: Vec::new(),
        variable: None,
        companion: None,
    }))
}

/// The credential of an entry of `overrides.toml`, which comes after `others`; otherwise why there
/// is none, unless the entry allows that.
fn decided(
    api: &Api,
    decisions: &Decisions<'_>,
    entry: &Entry<overrides::Credential>,
    others: &[Credential],
) -> Result<Credential, Option<Diagnostic>> {
    let wanted = &entry.value;
    let mut schemes = api.schemes.iter();
    let Some(scheme) = schemes.find(|scheme| scheme.wire == wanted.scheme) else {
        let known = api.schemes.iter().map(|scheme| scheme.wire.as_str());
        let known: Vec<_> = known.collect();
        let what = format!("the pages declare these schemes: {}", known.join(", "));
        return Err(decisions.overrides.absent(entry, what));
    };
    let unmatched = |what| Err(Some(decisions.overrides.unmatched(entry, what)));
    if let CredentialLocation::Unsupported(what) = &scheme.location {
        return Err(Some(unsupported(scheme, what)));
    }
    if !scheme.is_sent() {
        return unmatched(
            "mutual TLS needs no credential: requests carry nothing of it".to_owned(),
        );
    }
    if others.iter().any(|other| other.name == wanted.name) {
        return unmatched(format!(
            "an entry above already has the name `{}`",
            wanted.name
        ));
    }
    Ok(Credential {
        name: wanted.name.clone(),
        scheme: scheme.wire.clone(),
        also: wanted.also.clone(),
        prefix: wanted.prefix.clone(),
        repeated_in: wanted.repeated_in.clone(),
        location: scheme.location.clone(),
        takes_provider: takes_provider(scheme, wanted),
        together: Vec::new(),
        variable: wanted.variable.clone(),
        companion: wanted.companion.as_ref().map(|companion| Companion {
            header: companion.header.clone(),
            name: companion.name.clone(),
            variable: companion.variable.clone(),
        }),
    })
}

/// Whether tokens of the scheme can come from a provider. A bearer token whose form is decided by
/// hand is a fixed key.
fn takes_provider(scheme: &Scheme, wanted: &overrides::Credential) -> bool {
    let is_key =
        wanted.prefix.is_some() || wanted.repeated_in.is_some() || wanted.companion.is_some();
    scheme.location == CredentialLocation::Bearer
        && (!is_key || scheme.tokens != Tokens::Undocumented)
}

/// Finds the credentials that operations need together.
pub(super) fn find_together(api: &mut Api) {
    let mut pairs: BTreeSet<(String, String)> = BTreeSet::new();
    for operation in api.operations.values() {
        let Security::AnyOf(alternatives) = &operation.security else {
            continue;
        };
        for alternative in alternatives {
            let credentials = api.client.credentials.iter();
            let needed: Vec<&Credential> = credentials
                .filter(|it| {
                    alternative
                        .iter()
                        .any(|needed| it.satisfies(&needed.scheme))
                })
                .collect();
            for one in &needed {
                let others = needed.iter().filter(|other| {
                    // Two credentials of one scheme are alternatives.
                    alternative
                        .iter()
                        .any(|it| other.satisfies(&it.scheme) && !one.satisfies(&it.scheme))
                });
                pairs.extend(others.map(|other| (one.name.clone(), other.scheme.clone())));
            }
        }
    }
    for credential in &mut api.client.credentials {
        let own = pairs.iter().filter(|(name, _)| *name == credential.name);
        credential.together = own.map(|(_, scheme)| scheme.clone()).collect();
    }
}

/// The client cannot send the secrets of a scheme: without knowing where they belong, it
/// would send them to the wrong place.
fn unsupported(scheme: &Scheme, what: &str) -> Diagnostic {
    let message = format!("the security scheme `{}` is not supported yet", scheme.wire);
    Diagnostic::new(Code::UnsupportedSecurityScheme, message)
        .at(&scheme.origin, format!("its type is `{what}`"))
}
