//! Selects the credential of a call.

use super::credential::PreparedCredential;
use crate::error::ErrorKind;
use crate::spec::OperationSpec;

/// The first of the client's credentials that the operation accepts; `None` where it needs none.
pub(super) fn select<'a>(
    held: &'a [PreparedCredential],
    spec: &OperationSpec,
) -> Result<Option<&'a PreparedCredential>, ErrorKind> {
    let Some(accepted) = spec.auth else {
        return Ok(held.first());
    };
    let found = held.iter().find(|held| satisfies(held, accepted));
    if found.is_some() || accepted.is_empty() {
        return Ok(found);
    }
    let names: Vec<_> = held.iter().map(|held| held.scheme.name).collect();
    let has = match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    };
    Err(ErrorKind::NoCredential(format!(
        "the operation needs a credential of {}; the client has {has}",
        accepted.join(" or ")
    )))
}

fn satisfies(held: &PreparedCredential, accepted: &[&str]) -> bool {
    let scheme = held.scheme;
    accepted.contains(&scheme.name) || scheme.satisfies.iter().any(|name| accepted.contains(name))
}
