//! Tests of code that opens doors, without a server.

use seam_api::{
    Error, Seam, action_attempts, devices,
    locks::UnlockDoor,
    runtime::serde_json::json,
    testing::{Mock, MockResponse},
};

/// A client that `mock` responds to.
fn seam(mock: &Mock) -> Result<Seam, Error> {
    let builder = Seam::builder().api_key("seam_apikey1_token");
    builder.transport(mock.clone()).build()
}

#[tokio::test]
async fn every_device_of_the_samples_is_listed_once() -> Result<(), Error> {
    let mock = Seam::mock();
    let devices = seam(&mock)?.devices().list().items();
    assert!(!devices.try_collect().await?.is_empty());
    assert_eq!(mock.calls(devices::List::OPERATION).len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_door_is_unlocked_with_the_samples() -> Result<(), Error> {
    let mock = Seam::mock();
    seam(&mock)?.locks().unlock_door("device-1").await?;
    let calls = mock.calls(UnlockDoor::OPERATION);
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].json(), Some(json!({"device_id": "device-1"})));
    assert!(mock.unmatched().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_door_that_does_not_unlock_is_an_error() -> Result<(), Error> {
    let attempt = |status: &str| {
        json!({
            "action_type": "UNLOCK_DOOR",
            "action_attempt_id": "attempt-1",
            "status": status,
            "error": {"type": "device_disconnected", "message": "offline"},
            "result": {},
        })
    };
    let mock = Seam::mock()
        .on(UnlockDoor::OPERATION, attempt("pending"))
        .on(
            action_attempts::Get::OPERATION,
            MockResponse::in_turn([attempt("pending"), attempt("error")]),
        );
    let error = seam(&mock)?
        .locks()
        .unlock_door("device-1")
        .await
        .unwrap_err();
    assert!(error.is_failed());
    assert_eq!(error.code(), Some("device_disconnected"));
    assert_eq!(mock.calls(action_attempts::Get::OPERATION).len(), 2);
    Ok(())
}
