//! A first call, without a server and without a network: a scripted transport
//! answers. Take `.transport(server)` away, and the same code talks to Seam.
//!
//! ```text
//! cargo run -p seam-api --example first_call
//! ```

#![allow(clippy::print_stdout, reason = "an example prints")]

use seam_api::{
    Seam,
    models::UserIdentityWarning,
    runtime::serde_json::json,
    testing::MockTransport,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), seam_api::Error> {
    let server = MockTransport::new()
        .respond(200, json!({ "ok": true, "user_identity": {
            "user_identity_id": "43947360-cdc8-4db6-8b22-e079416d1d8b",
            "user_identity_key": "jane_doe",
            "display_name": "Jane Doe",
            "full_name": "Jane Doe",
            "email_address": "jane@example.com",
            "phone_number": null,
            "created_at": "2025-06-16T16:54:17.946546Z",
            "workspace_id": "b7e0a4e0-1044-4319-9a0b-42b642b68c7f",
            "acs_user_ids": [],
            "errors": [],
            "warnings": [{
                "warning_code": "a_code_that_no_page_names",
                "message": "It is kept all the same.",
                "created_at": "2025-06-16T16:54:17.946546Z",
            }],
            "a_member_that_no_page_declares": 1,
        }}))
        .respond(401, json!({ "ok": false, "error": { "type": "unauthorized", "message": "API Key not found" } }));

    let seam = Seam::builder()
        .api_key("seam_key_for_the_example")
        .transport(server)
        .on_drift(|drift| println!("drift: {:?} at {}", drift.kind, drift.path))
        .build()?;

    let jane = seam
        .user_identities()
        .create()
        .email_address("jane@example.com")
        .full_name("Jane Doe")
        .phone_number_null()
        .await?;
    println!("created {} ({})", jane.display_name, jane.user_identity_id);
    for warning in &jane.warnings {
        match warning {
            UserIdentityWarning::BeingDeleted(warning) => println!("going: {}", warning.message),
            UserIdentityWarning::Unknown(warning) => println!("unknown: {}", warning.json()),
            other => println!("warned: {other:?}"),
        }
    }

    match seam.user_identities().add_acs_user("an_acs_user_id", &jane.user_identity_id).await {
        Err(error) if error.is_unauthorized() => println!("refused: {error}"),
        outcome => println!("{outcome:?}"),
    }
    Ok(())
}
