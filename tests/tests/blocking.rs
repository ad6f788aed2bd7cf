//! Calls of a generated client without an async runtime.

#![allow(clippy::unwrap_used, reason = "tests fail where this panics")]

use seam_api::{
    Seam,
    blocking::Blocking as _,
    testing::{Mock, MockResponse},
    user_identities::Create,
};

fn seam(mock: Mock) -> Seam {
    let builder = Seam::builder().api_key("seam_test");
    builder.transport(mock).build().unwrap()
}

#[test]
fn a_call_returns_its_value_or_its_error() {
    let seam = seam(Seam::mock());
    let jane = seam
        .user_identities()
        .create()
        .full_name("Jane Doe")
        .block();
    assert!(!jane.unwrap().user_identity_id.as_str().is_empty());
    let body = seam_api::runtime::serde_json::json!({});
    let refusing = Seam::mock().on(Create::OPERATION, MockResponse::status(401, body));
    let seam = self::seam(refusing);
    let error = seam.user_identities().create().call().block().unwrap_err();
    assert!(error.is_unauthorized());
}

#[test]
fn options_of_calls_and_whole_responses_are_there_too() {
    let seam = seam(Seam::mock());
    let reply = seam.user_identities().create().with_response().block();
    assert_eq!(reply.unwrap().status.as_u16(), 200);
}
