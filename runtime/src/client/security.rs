//! Selects the credentials of a call.

use super::credential::PreparedCredential;
use crate::{
    error::ErrorKind,
    spec::{CredentialLocation, OperationSpec},
};

/// The credentials of the first alternative that the client can satisfy, in the order of the
/// client's credentials; none where the operation needs none.
pub(super) fn select<'a>(
    held: &'a [PreparedCredential],
    spec: &OperationSpec,
) -> Result<Vec<&'a PreparedCredential>, ErrorKind> {
    let Some(alternatives) = spec.security else {
        return Ok(held.first().into_iter().collect());
    };
    let satisfied = alternatives
        .iter()
        .filter(|schemes| !schemes.is_empty())
        .filter_map(|schemes| satisfy(held, schemes));
    if let Some(indices) = satisfied.min() {
        let selected = indices.into_iter().map(|index| &held[index]).collect();
        return check_locations(selected);
    }
    let is_optional = alternatives.iter().any(|schemes| schemes.is_empty());
    if is_optional || alternatives.is_empty() {
        return Ok(Vec::new());
    }
    let needed: Vec<_> = alternatives
        .iter()
        .map(|schemes| schemes.join(" with "))
        .collect();
    let names: Vec<_> = held.iter().map(|held| held.scheme.name).collect();
    let has = match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    };
    Err(ErrorKind::NoCredential(format!(
        "the operation needs a credential of {}; the client has {has}",
        needed.join(" or ")
    )))
}

/// The indices of the credentials that satisfy all `schemes`, in ascending order.
fn satisfy(held: &[PreparedCredential], schemes: &[&str]) -> Option<Vec<usize>> {
    let mut indices = Vec::new();
    for scheme in schemes {
        indices.push(held.iter().position(|held| satisfies(held, scheme))?);
    }
    indices.sort_unstable();
    indices.dedup();
    Some(indices)
}

fn satisfies(held: &PreparedCredential, scheme: &str) -> bool {
    held.scheme.name == scheme || held.scheme.satisfies.contains(&scheme)
}

/// Fails if a request cannot carry all of the credentials, because two have the same place.
fn check_locations(
    selected: Vec<&PreparedCredential>,
) -> Result<Vec<&PreparedCredential>, ErrorKind> {
    for (index, one) in selected.iter().enumerate() {
        let before = selected.iter().take(index);
        let mut before = before.map(|other| other.scheme);
        let clash = before.find(|other| place(other.location) == place(one.scheme.location));
        if let Some(other) = clash {
            let (kind, name) = place(one.scheme.location);
            return Err(ErrorKind::Config(format!(
                "the operation needs {} with {}, but both are sent in the {kind} `{name}`",
                other.name, one.scheme.name
            )));
        }
    }
    Ok(selected)
}

fn place(location: CredentialLocation) -> (&'static str, String) {
    match location {
        CredentialLocation::Bearer | CredentialLocation::Basic => {
            ("header", "authorization".to_owned())
        }
        CredentialLocation::Header(name) => ("header", name.to_ascii_lowercase()),
        CredentialLocation::Query(name) => ("query parameter", name.to_owned()),
        CredentialLocation::Cookie(name) => ("cookie", name.to_owned()),
    }
}
