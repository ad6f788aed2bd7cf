//! What is promised of the seed pages, of the crate that is made of them, and
//! of its calls.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail in its helpers too"
)]

mod calls;
mod canonical;
mod codegen;
mod credentials;
mod identities;
mod mocks;

use seam_api::{
    Drift, DriftKind,
    runtime::{decode_observed, encode, wire::Wire},
};
use serde_json::{Value, json};

/// `json` as a `T`, and what was odd about it.
fn read<T: Wire>(json: &Value) -> (T, Vec<(String, DriftKind)>) {
    let mut drift: Vec<Drift> = Vec::new();
    let value = decode_observed(json.to_string().as_bytes(), &mut drift);
    let value = value.unwrap_or_else(|error| panic!("{error}: {json:#}"));
    (
        value,
        drift
            .into_iter()
            .map(|found| (found.path, found.kind))
            .collect(),
    )
}

/// Where, and why, `json` is no `T`.
fn refused<T: Wire>(json: &Value) -> (String, String) {
    match decode_observed::<T>(json.to_string().as_bytes(), &mut Vec::new()) {
        Ok(_) => panic!("this was read: {json:#}"),
        Err(error) => (error.path().to_owned(), error.to_string()),
    }
}

/// `value` as JSON.
fn write(value: &impl Wire) -> Value {
    serde_json::from_slice(&encode(value).expect("it has a JSON form")).expect("it is JSON")
}

/// `json` with `value` at `pointer`, which has to be there.
fn with(mut json: Value, pointer: &str, value: Value) -> Value {
    let (parent, field) = pointer
        .rsplit_once('/')
        .expect("a pointer begins with a slash");
    let parent = json.pointer_mut(parent).expect("the parent is there");
    parent
        .as_object_mut()
        .expect("the parent is an object")
        .insert(field.to_owned(), value);
    json
}

/// `json` without its field `name`.
fn without(mut json: Value, name: &str) -> Value {
    json.as_object_mut()
        .and_then(|fields| fields.remove(name))
        .expect("the field is there");
    json
}

/// A user identity with every field that its page requires.
fn user_identity() -> Value {
    json!({
        "acs_user_ids": ["d73f4706-67e3-419d-899e-ec957a75ee0c"],
        "created_at": "2025-06-16T16:54:17.946546Z",
        "display_name": "Jane Doe",
        "email_address": "jane@example.com",
        "errors": [],
        "full_name": "Jane Doe",
        "phone_number": "+15551234567",
        "user_identity_id": "43947360-cdc8-4db6-8b22-e079416d1d8b",
        "user_identity_key": "jane_doe",
        "warnings": [],
        "workspace_id": "b7e0a4e0-1044-4319-9a0b-42b642b68c7f",
    })
}

/// A credential with every field that its page requires.
fn acs_credential() -> Value {
    json!({
        "access_method": "code",
        "acs_credential_id": "59c9af06-7881-46d2-8d9b-3eda964c058b",
        "acs_system_id": "c359cba2-8ef2-47fc-bee0-1c7c2a886339",
        "connected_account_id": "b7e0a4e0-1044-4319-9a0b-42b642b68c7f",
        "created_at": "2025-06-16T16:54:17.946546Z",
        "display_name": "Code",
        "errors": [],
        "is_managed": true,
        "warnings": [],
        "workspace_id": "b7e0a4e0-1044-4319-9a0b-42b642b68c7f",
    })
}
