//! The credentials in the environment.

use super::credential::{Credential, check_secret};
use crate::{
    secret::Secret,
    spec::{Api, Scheme},
};

/// Reads an environment variable.
pub(super) type Environment = dyn Fn(&str) -> Option<String>;

/// The credential in the environment, or those that operations need together; none only where no
/// operation needs one. Empty values count as unset.
///
/// # Errors
///
/// What is wrong with the environment.
pub(super) fn credentials(api: &'static Api, env: &Environment) -> Result<Vec<Credential>, String> {
    let read = |variable: &str| env(variable).filter(|value| !value.is_empty());
    let mut found: Vec<(&str, &Scheme, Credential)> = Vec::new();
    for scheme in api.schemes {
        let Some(variable) = scheme.env else {
            continue;
        };
        let Some(secret) = read(variable) else {
            continue;
        };
        let mut others = found.iter();
        if let Some((other, ..)) = others.find(|(_, other, _)| !are_together(scheme, other)) {
            return Err(format!(
                "both {other} and {variable} are set: unset one of them, or give the client a credential"
            ));
        }
        let secret = Secret::new(secret);
        check_secret(scheme, api, &secret)
            .map_err(|error| format!("{error} (from the environment variable {variable})"))?;
        let mut credential = Credential::new(scheme, secret);
        if let Some(companion) = scheme.companion {
            let Some(value) = read(companion.env) else {
                return Err(format!("{variable} is set, but {} is not", companion.env));
            };
            credential = credential.companion(value);
        }
        found.push((variable, scheme, credential));
    }
    match found.is_empty() && api.needs_credential {
        true => Err(missing(api)),
        false => Ok(found
            .into_iter()
            .map(|(.., credential)| credential)
            .collect()),
    }
}

/// Whether operations need both.
fn are_together(one: &Scheme, other: &Scheme) -> bool {
    one.together.contains(&other.name) || other.together.contains(&one.name)
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
