//! Setters of times that the document declares as plain strings.

use std::{borrow::Cow, time::SystemTime};

use doors_client::{DateTime, Doors, testing::MockTransport};
use serde_json::{Value, json};

/// What is sent when `starts_at` and `until` are given.
async fn sent(start: impl Into<DateTime>, until: impl Into<DateTime>) -> Value {
    let server = MockTransport::new().respond(200, json!({"ok": true}));
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    doors.doors().schedule(start).until(until).await.unwrap();
    server.requests()[0].json().unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn text_is_sent_unchanged() {
    let text = " Tomorrow, 8 o'clock ";
    let wanted = json!({"starts_at": text, "until": text});
    let owned = text.to_owned();
    assert_eq!(sent(text, owned.clone()).await, wanted);
    assert_eq!(sent(&owned, Cow::from(text)).await, wanted);
    assert_eq!(sent(owned.clone().into_boxed_str(), owned.clone().as_mut_str()).await, wanted);
}

#[tokio::test(flavor = "current_thread")]
async fn times_are_sent_as_rfc_3339() {
    let date: DateTime = "2025-06-16T18:54:17.10+02:00".parse().unwrap();
    let wanted = json!({"starts_at": date.as_str(), "until": date.as_str()});
    assert_eq!(sent(&date, date.clone()).await, wanted);
    let epoch: jiff::Timestamp = "1970-01-01T00:00:00Z".parse().unwrap();
    let wanted = json!({"starts_at": "1970-01-01T00:00:00Z", "until": "1970-01-01T00:00:00Z"});
    assert_eq!(sent(SystemTime::UNIX_EPOCH, epoch).await, wanted);
}

#[tokio::test(flavor = "current_thread")]
async fn times_in_documents_of_both_kinds_have_equal_setters() {
    let server = MockTransport::new().respond(200, json!({"ok": true}));
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let time = SystemTime::UNIX_EPOCH;
    let call = doors.doors().schedule(time).ends_at(time).notified_at("2025-01-01T00:00:00Z");
    // What the samples show otherwise stays a string.
    call.opens_daily_at("07:30").note("-").await.unwrap();
    let sent = server.requests()[0].json().unwrap();
    assert_eq!(sent["ends_at"], sent["starts_at"]);
    assert_eq!(sent["opens_daily_at"], "07:30");
}

#[test]
fn the_field_stays_a_string() {
    let params = doors_client::models::DoorsScheduleParams::new("now");
    let text: String = params.starts_at;
    assert_eq!(text, "now");
}
