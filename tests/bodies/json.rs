//! What the client of `cases/bodies/json` sends.

use doors_client::{Doors, models, testing::MockTransport};
use serde_json::json;

#[tokio::test(flavor = "current_thread")]
async fn json_is_sent_as_the_documented_media_type() {
    let empty = || http::Response::builder().status(204).body("").unwrap();
    let server = MockTransport::new()
        .respond(200, json!({"name": "Front"}))
        .respond_with(empty())
        .respond_with(empty())
        .respond_with(empty())
        .respond_with(empty());
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let lock = models::DoorsUpdateLock::new().kind_null();
    doors.doors().update("d", "Front").floor_null().lock(lock).await.unwrap();
    let remove = models::DoorsLockUpdateBody::new("remove", "/kind");
    doors.doors().lock().update("d", [remove]).await.unwrap();
    doors.locks().create("bolt").await.unwrap();
    doors.locks().any("bolt").await.unwrap();
    doors.locks().untyped(json!([1])).await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|it| (it.header("content-type").unwrap(), it.json().unwrap()))
        .collect();
    let expected = [
        (
            "application/merge-patch+json",
            json!({"name": "Front", "floor": null, "lock": {"kind": null}}),
        ),
        ("application/json-patch+json", json!([{"op": "remove", "path": "/kind"}])),
        ("application/vnd.doors.v2+json", json!({"kind": "bolt"})),
        ("application/json", json!({"kind": "bolt"})),
        ("application/json", json!([1])),
    ];
    assert_eq!(sent, expected);
}
