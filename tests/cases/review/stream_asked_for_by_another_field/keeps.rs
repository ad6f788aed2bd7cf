// Asks for the stream, by whichever field.

use house::{
    House,
    runtime::http::{Response, header::CONTENT_TYPE},
    testing::MockTransport,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Response::builder()
        .header(CONTENT_TYPE, "text/event-stream")
        .body("data: {\"name\": \"Front\"}\n\n")?;
    let server = MockTransport::new().respond_with(response);
    let house = House::builder().transport(server.clone()).build()?;
    let mut events = house.doors().watch().events().await?;
    let mut names = Vec::new();
    while let Some(event) = events.next().await {
        names.push(event?.data.name);
    }
    assert_eq!(names, ["Front"]);
    let body = server.requests().remove(0).json().unwrap_or_default();
    assert!(body["stream"] == true || body["live"] == true, "{body}");
    Ok(())
}
