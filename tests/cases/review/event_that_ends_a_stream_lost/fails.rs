// Reads the stream to its end.

use house::{
    House,
    runtime::http::{Response, header::CONTENT_TYPE},
    testing::MockTransport,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Response::builder()
        .header(CONTENT_TYPE, "text/event-stream")
        .body("data: {\"name\": \"Front\"}\n\ndata: [END]\n\n")?;
    let server = MockTransport::new().respond_with(response);
    let house = House::builder().transport(server.clone()).build()?;
    let mut events = house.doors().watch().events().await?;
    let mut names = Vec::new();
    while let Some(event) = events.next().await {
        names.push(event?.data.name);
    }
    assert_eq!(names, ["Front"]);
    assert_eq!(server.requests().len(), 1);
    Ok(())
}
