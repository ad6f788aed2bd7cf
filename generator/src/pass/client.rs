//! After this pass, the client has a name, and every credential in
//! `overrides.toml` is tied to a scheme that the pages declare.

use super::{
    Decisions,
    name::{
        case::{pascal, snake},
        reserved,
    },
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ident::RustIdent,
    ir::{Api, Client, Companion, Credential, CredentialLocation},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let decided = decisions.overrides.client.as_ref();
    let mut diagnostics = Vec::new();
    let (rust, builder) = names(api, decisions, &mut diagnostics);
    api.client = Client {
        package: package(api, decisions, &mut diagnostics),
        rust,
        builder,
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
    diagnostics
}

/// What `overrides.toml` lists; where it lists nothing, one credential for each
/// scheme that the documents declare and the runtime knows.
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
                    let message =
                        format!("the security scheme `{}` cannot be used yet", scheme.wire);
                    diagnostics.push(
                        Diagnostic::new(Code::UnsupportedSecurityScheme, message)
                            .at(&scheme.origin, format!("it is of the kind `{what}`")),
                    );
                    None
                }
                location => Some(Credential {
                    rust: RustIdent::new(&snake(&scheme.wire))?,
                    scheme: scheme.wire.clone(),
                    also: Vec::new(),
                    prefix: None,
                    repeated_in: None,
                    location: location.clone(),
                    variable: None,
                    companion: None,
                }),
            })
            .collect();
    }
    let mut credentials = Vec::new();
    for entry in entries {
        let wanted = entry.get_ref();
        let scheme = api
            .schemes
            .iter()
            .find(|scheme| scheme.wire == wanted.scheme);
        let rust = RustIdent::new(&wanted.name);
        let companion = match &wanted.companion {
            None => Ok(None),
            Some(companion) => match RustIdent::new(&companion.name) {
                Some(rust) => Ok(Some(Companion {
                    header: companion.header.clone(),
                    rust,
                    variable: companion.variable.clone(),
                })),
                None => Err(()),
            },
        };
        match (scheme, rust, companion) {
            (None, ..) => {
                let known: Vec<_> = api
                    .schemes
                    .iter()
                    .map(|scheme| scheme.wire.as_str())
                    .collect();
                let what = format!("the pages declare these schemes: {}", known.join(", "));
                diagnostics.extend(decisions.overrides.absent(entry, what));
            }
            (_, None, _) | (_, _, Err(())) => diagnostics.push(
                Diagnostic::new(Code::InvalidName, "a name here is no Rust identifier")
                    .at(decisions.overrides.location(entry.span()), "in this entry"),
            ),
            (Some(scheme), Some(rust), Ok(companion)) => credentials.push(Credential {
                rust,
                scheme: scheme.wire.clone(),
                also: wanted.also.clone(),
                prefix: wanted.prefix.clone(),
                repeated_in: wanted.repeated_in.clone(),
                location: scheme.location.clone(),
                variable: wanted.variable.clone(),
                companion,
            }),
        }
    }
    credentials
}

/// The client's name and its builder's: as decided, else as given before, else from
/// the API's title.
/// Neither may be a name that generated code uses for itself.
fn names(
    api: &Api,
    decisions: &Decisions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (RustIdent, RustIdent) {
    let pair = |name: &str| {
        let builder = format!("{name}Builder");
        let is_free = |name: &str| !reserved::types().contains(&name);
        let free = is_free(name) && is_free(&builder);
        if free {
            Some((RustIdent::new(name)?, RustIdent::new(&builder)?))
        } else {
            None
        }
    };
    if let Some(decided) = &decisions.overrides.client {
        if let Some(pair) = pair(&decided.name) {
            return pair;
        }
        diagnostics.push(Diagnostic::new(
            Code::InvalidName,
            format!(
                "`{}` in overrides.toml is no Rust identifier, or one that generated code uses",
                decided.name
            ),
        ));
    }
    let title = pascal(&api.title);
    let locked = decisions.lock.client.as_ref();
    locked
        .and_then(|locked| pair(&locked.name))
        .or_else(|| pair(&title))
        .or_else(|| pair(&format!("{title}Client")))
        .or_else(|| pair("ApiClient"))
        .unwrap_or_default()
}

/// The package's name: as decided, else as given before, else from the API's title.
fn package(api: &Api, decisions: &Decisions<'_>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let is_package = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if let Some(name) = decisions
        .overrides
        .client
        .as_ref()
        .and_then(|client| client.package.as_ref())
    {
        if is_package(name) {
            return name.clone();
        }
        diagnostics.push(Diagnostic::new(
            Code::InvalidName,
            format!("`{name}` in overrides.toml is no package name: use lower-case letters, digits and `-`"),
        ));
    }
    if let Some(locked) = &decisions.lock.client
        && is_package(&locked.package)
    {
        return locked.package.clone();
    }
    let natural = snake(&api.title).replace('_', "-");
    if is_package(&natural) {
        format!("{natural}-client")
    } else {
        "api-client".to_owned()
    }
}
