//! The credential in the environment.

use super::credential::{Credential, PreparedCredential};
use crate::spec::Api;

/// Reads an environment variable.
pub(super) type Environment = dyn Fn(&str) -> Option<String>;

/// The one credential in the environment. Empty values count as unset.
///
/// # Errors
///
/// What is wrong with the environment.
pub(super) fn credential(
    api: &'static Api,
    env: &Environment,
) -> Result<PreparedCredential, String> {
    let read = |variable: &str| env(variable).filter(|value| !value.is_empty());
    let mut found: Option<(&str, Credential)> = None;
    for scheme in api.schemes {
        let Some(variable) = scheme.env else {
            continue;
        };
        let Some(secret) = read(variable) else {
            continue;
        };
        if let Some((other, _)) = found {
            return Err(format!(
                "both {other} and {variable} are set: unset one of them, or give the client a credential"
            ));
        }
        let mut credential = Credential::new(scheme, secret);
        if let Some(companion) = scheme.companion {
            let Some(value) = read(companion.env) else {
                return Err(format!("{variable} is set, but {} is not", companion.env));
            };
            credential = credential.companion(value);
        }
        found = Some((variable, credential));
    }
    let (variable, credential) = found.ok_or_else(|| missing(api))?;
    credential
        .check_secret(api)
        .map_err(|error| format!("{error} (from the environment variable {variable})"))?;
    credential.prepare(api)
}

/// That no credential is set, and which variables would set one.
fn missing(api: &Api) -> String {
    let variables: Vec<_> = api
        .schemes
        .iter()
        .filter_map(|scheme| {
            let variable = scheme.env?;
            Some(match scheme.companion {
                None => variable.to_owned(),
                Some(companion) => format!("{variable} with {}", companion.env),
            })
        })
        .collect();
    match variables.is_empty() {
        true => format!("the client of {} has no credential: give it one", api.name),
        false => format!(
            "the client of {} has no credential: give it one, or set {}",
            api.name,
            variables.join(", or ")
        ),
    }
}
