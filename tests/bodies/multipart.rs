//! What the client of `cases/bodies/multipart` sends.

use doors_client::{Doors, Upload, models, testing::MockTransport};
use serde_json::json;

const BOUNDARY: &str = "00000000000000000000000000000000";

fn client(server: &MockTransport) -> Doors {
    Doors::builder().transport(server.clone()).build().unwrap()
}

#[track_caller]
fn assert_parts(server: &MockTransport, parts: &[&str]) {
    let part = |part: &&str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {part}\r\n")
    };
    let requests = server.requests();
    let request = requests.last().unwrap();
    assert_eq!(
        request.header("content-type"),
        Some(format!("multipart/form-data; boundary={BOUNDARY}").as_str())
    );
    let parts: String = parts.iter().map(part).collect();
    let expected = format!("{parts}--{BOUNDARY}--\r\n");
    assert_eq!(std::str::from_utf8(&request.body).unwrap(), expected);
}

#[tokio::test(flavor = "current_thread")]
async fn fields_are_parts() {
    let server =
        MockTransport::new().respond_with(http::Response::builder().status(204).body("").unwrap());
    let photo = Upload::from("PNG").file_name("door.png").content_type("image/png").header("X-Rotation", "90");
    client(&server)
        .doors()
        .photos()
        .create("d", photo)
        .plan("PDF")
        .more(["a", "b"])
        .any(["c"])
        .title("Front")
        .tags(["x", "y"])
        .places(["p", "q"])
        .codes(["a b", "c"])
        .sizes([1, 2])
        .place(models::DoorsPhotosCreatePlace::new().floor(2))
        .await
        .unwrap();
    assert_parts(
        &server,
        &[
            "name=\"photo\"; filename=\"door.png\"\r\nContent-Type: image/png\r\nx-source: upload\r\nx-rotation: 90\r\n\r\nPNG",
            "name=\"plan\"; filename=\"blob\"\r\nContent-Type: application/pdf\r\n\r\nPDF",
            "name=\"more\"; filename=\"blob\"\r\nContent-Type: application/octet-stream\r\n\r\na",
            "name=\"more\"; filename=\"blob\"\r\nContent-Type: application/octet-stream\r\n\r\nb",
            "name=\"any\"; filename=\"blob\"\r\nContent-Type: application/octet-stream\r\n\r\nc",
            "name=\"title\"\r\n\r\nFront",
            "name=\"tags\"\r\nContent-Type: application/json\r\n\r\n[\"x\",\"y\"]",
            "name=\"places\"\r\n\r\np",
            "name=\"places\"\r\n\r\nq",
            "name=\"codes\"\r\n\r\na b,c",
            "name=\"sizes\"\r\n\r\n1|2",
            "name=\"place\"\r\nContent-Type: application/json\r\nx-version: v1\r\n\r\n{\"floor\":2}",
        ],
    );
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_received_keeps_its_strings() {
    let server = MockTransport::new().respond(200, json!({"file": "plan.pdf"}));
    let plan = client(&server).plans().create("PDF").await.unwrap();
    assert_eq!(plan.file, "plan.pdf");
    assert_parts(
        &server,
        &["name=\"file\"; filename=\"blob\"\r\nContent-Type: application/octet-stream\r\n\r\nPDF"],
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_header_of_a_part_stays_in_its_place() {
    for (name, value) in [
        ("x-rotation", "9\r\nx-evil: 1"),
        ("x-rotation", "9\n"),
        ("x\r\ny", "9"),
        ("Content-Type", "text/html"),
        ("content-disposition", "form-data; name=\"other\""),
    ] {
        let server = MockTransport::new();
        let photo = Upload::from("PNG").header(name, value);
        let error = client(&server).doors().photos().create("d", photo).await.unwrap_err();
        assert!(matches!(error.kind(), doors_client::ErrorKind::Config(_)), "{error}");
        assert_eq!(server.requests().len(), 0);
    }
}
