//! After this pass, the package has a name, and the client has credentials, each of which
//! belongs to a security scheme that the pages declare and requests can carry.

use std::collections::BTreeSet;

use super::Decisions;
use crate::{
    case::{FILE_NAME_LIMIT, api_name, shortened, snake},
    diagnostic::{Code, Diagnostic},
    ir::{Api, Client, Companion, Credential, CredentialLocation, Scheme, Security, Tokens},
    overrides,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let decided = decisions.overrides.client.as_ref();
    let decided = decided.map(|entry| &entry.value);
    let mut diagnostics = Vec::new();
    api.client = Client {
        package: package(api, decisions, &mut diagnostics),
        endpoint_variable: decided.and_then(|client| client.endpoint_variable.clone()),
        request_id_header: decided.and_then(|client| client.request_id_header.clone()),
        error_code: decided
            .map(|client| client.error_code.clone())
            .unwrap_or_default(),
        error_message: decided
            .map(|client| client.error_message.clone())
            .unwrap_or_default(),
        parameter_errors: decided
            .map(|client| client.parameter_errors.clone())
            .unwrap_or_default(),
        credentials: credentials(api, decisions, &mut diagnostics),
    };
    find_together(api);
    diagnostics
}

/// The credentials that `overrides.toml` lists; if it lists none, one for each scheme that
/// the documents declare and the runtime supports.
fn credentials(
    api: &Api,
    decisions: &Decisions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Credential> {
    let entries = &decisions.overrides.credential;
    if entries.is_empty() {
        return api
            .schemes
            .iter()
            .filter_map(|scheme| match &scheme.location {
                CredentialLocation::Unsupported(what) => {
                    diagnostics.push(unsupported(scheme, what));
                    None
                }
                CredentialLocation::Certificate => None,
                location => Some(Credential {
                    name: scheme.wire.clone(),
                    scheme: scheme.wire.clone(),
                    also: Vec::new(),
                    prefix: None,
                    repeated_in: None,
                    location: location.clone(),
                    takes_provider: *location == CredentialLocation::Bearer,
                    together: Vec::new(),
                    variable: None,
                    companion: None,
                }),
            })
            .collect();
    }
    let mut credentials = Vec::new();
    for entry in entries {
        let wanted = &entry.value;
        let scheme = api
            .schemes
            .iter()
            .find(|scheme| scheme.wire == wanted.scheme);
        let Some(scheme) = scheme else {
            let known: Vec<_> = api
                .schemes
                .iter()
                .map(|scheme| scheme.wire.as_str())
                .collect();
            let what = format!("the pages declare these schemes: {}", known.join(", "));
            diagnostics.extend(decisions.overrides.absent(entry, what));
            continue;
        };
        if let CredentialLocation::Unsupported(what) = &scheme.location {
            diagnostics.push(unsupported(scheme, what));
            continue;
        }
        if !scheme.is_sent() {
            let what = "mutual TLS needs no credential: requests carry nothing of it".to_owned();
            diagnostics.push(decisions.overrides.unmatched(entry, what));
            continue;
        }
        if credentials
            .iter()
            .any(|other: &Credential| other.name == wanted.name)
        {
            let what = format!("an entry above already has the name `{}`", wanted.name);
            diagnostics.push(decisions.overrides.unmatched(entry, what));
            continue;
        }
        credentials.push(Credential {
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
        });
    }
    credentials
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
fn find_together(api: &mut Api) {
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

/// The package's name: the one that was given to the run, else from `overrides.toml`, else from
/// `names.lock`, else from the API's title.
fn package(api: &Api, decisions: &Decisions<'_>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let locked = decisions.lock.client.as_ref().map(|it| &it.package);
    let locked = locked.filter(|name| is_package(name));
    let client = decisions.overrides.client.as_ref();
    let decided = client.and_then(|client| client.value.package.as_deref());
    if let Some(name) = decisions.package.or(decided) {
        let place = match decisions.package {
            Some(_) => "in the arguments",
            None => "in overrides.toml",
        };
        if !is_package(name) {
            diagnostics.push(Diagnostic::new(
                Code::InvalidName,
                format!("`{name}` {place} is not a valid package name: use lower-case letters, digits and `-`, at most {FILE_NAME_LIMIT} of them"),
            ));
        } else if let Some(locked) = locked.filter(|locked| *locked != name)
            && decisions.package.is_some()
        {
            let message =
                format!("`{name}` {place} is not the name of the crate, which is `{locked}`");
            let help = "leave out the name; or rename the package in Cargo.toml and in `[client]` of names.lock first";
            diagnostics.push(Diagnostic::new(Code::InvalidName, message).help(help));
        } else {
            return name.to_owned();
        }
    }
    if let Some(locked) = locked {
        return locked.clone();
    }
    let natural = snake(&api_name(&api.title)).replace('_', "-");
    let words = shortened(&natural, FILE_NAME_LIMIT - "-client".len());
    if is_package(&words) {
        format!("{words}-client")
    } else {
        "api-client".to_owned()
    }
}

fn is_package(name: &str) -> bool {
    let mut rest = name.chars();
    name.len() <= FILE_NAME_LIMIT
        && rest.next().is_some_and(|c| c.is_ascii_lowercase())
        && rest.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
