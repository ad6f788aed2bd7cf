//! After this pass, every choice of fields knows which of them is the id of the object that
//! its operation is about, if exactly one is: strings convert into that alternative.
//!
//! The group decides: `device_id` in `/devices/get`, `acs_user_id` in `/acs/users/get`. What
//! was decided once is locked, so that a string never comes to mean another field.

use super::Decisions;
use crate::{
    case::{singular, snake},
    diagnostic::Diagnostic,
    ir::{Api, OneOf},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    for operation in api.operations.values_mut() {
        let locked = decisions.lock.operations.get(&operation.key.to_string());
        let own_ids = own_ids(&operation.namespace);
        for one_of in &mut operation.input.one_of {
            one_of.own_id = match locked.and_then(|locked| locked.own_ids.get(&one_of.wire)) {
                // Without the locked field, strings mean nothing rather than another field.
                Some(wire) => Some(wire.clone()).filter(|wire| one_of.fields.contains(wire)),
                None => own_id(one_of, &own_ids),
            };
        }
    }
    Vec::new()
}

/// The only field that is called as one of `own_ids`.
fn own_id(one_of: &OneOf, own_ids: &[String]) -> Option<String> {
    let fields = one_of.fields.iter();
    let mut own = fields.filter(|wire| own_ids.contains(&snake(wire)));
    match (own.next(), own.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}

/// What ids of the objects of a group are called: `user_id` and `acs_user_id` for `acs.users`.
fn own_ids(namespace: &[String]) -> Vec<String> {
    let mut ids = Vec::new();
    for end in 1..=namespace.len() {
        for start in 0..end {
            let mut words: Vec<String> = namespace[start..end].iter().map(|it| snake(it)).collect();
            if let Some(last) = words.last_mut() {
                *last = singular(last);
            }
            ids.push(format!("{}_id", words.join("_")));
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(namespace: &[&str], fields: &[&str]) -> Option<String> {
        let namespace: Vec<String> = namespace.iter().map(|&it| it.to_owned()).collect();
        let one_of = OneOf {
            wire: "choice".to_owned(),
            fields: fields.iter().map(|&it| it.to_owned()).collect(),
            own_id: None,
        };
        own_id(&one_of, &own_ids(&namespace))
    }

    #[test]
    fn the_group_decides_which_id_is_its_own() {
        for (namespace, fields, own) in [
            (&["devices"][..], ["device_id", "name"], Some("device_id")),
            (
                &["devices", "unmanaged"],
                ["device_id", "name"],
                Some("device_id"),
            ),
            (
                &["acs", "users"],
                ["acs_user_id", "user_identity_id"],
                Some("acs_user_id"),
            ),
            (
                &["user_identities"],
                ["user_identity_id", "name"],
                Some("user_identity_id"),
            ),
            (&["pets"], ["petId", "name"], Some("petId")),
            (&["acs", "users"], ["acs_user_id", "user_id"], None),
            (&["locks"], ["device_id", "name"], None),
            (&[], ["device_id", "name"], None),
        ] {
            let own = own.map(str::to_owned);
            assert_eq!(decided(namespace, &fields), own, "{namespace:?}");
        }
    }
}
