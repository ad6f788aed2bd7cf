//! What the client of `cases/bodies/media_types` sends.

use doors_client::{Doors, models, testing::MockTransport};
use serde_json::json;

#[tokio::test(flavor = "current_thread")]
async fn each_media_type_of_another_schema_has_a_method() {
    let empty = || http::Response::builder().status(204).body("").unwrap();
    let server = MockTransport::new().respond(200, json!({"size": 1})).respond(200, json!({}));
    let server = (0..4).fold(server, |server, _| server.respond_with(empty()));
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let plan = doors.doors().plan();
    let wall = models::DoorsPlanReplaceWall::new().length(1.5);
    assert_eq!(plan.replace("d", [wall]).await.unwrap().size, Some(1));
    plan.replace_multipart("d", "PDF").await.unwrap();
    doors.doors().create("Front").await.unwrap();
    doors.photos().create("PNG").await.unwrap();
    doors.notes().create("PDF").await.unwrap();
    doors.notes().create_text("text").await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|it| {
            let media = it.header("content-type").unwrap().split(';').next().unwrap();
            (it.path.as_str(), media)
        })
        .collect();
    let expected = [
        ("/doors/d/plan", "application/json"),
        ("/doors/d/plan", "multipart/form-data"),
        ("/doors", "application/json"),
        ("/photos", "multipart/form-data"),
        ("/notes", "application/pdf"),
        ("/notes", "text/plain"),
    ];
    assert_eq!(sent, expected);
}
