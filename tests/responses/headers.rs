//! The headers of the client of `cases/responses/headers`, as the types that its documentation
//! names.

use doors_client::{DateTime, Doors, Error, Response, testing::MockTransport};

async fn list(response: http::response::Builder, body: &str) -> Result<Response<Vec<String>>, Error> {
    let server = MockTransport::new().respond_with(response.body(body.to_owned()).unwrap());
    let client = Doors::builder().transport(server).retries(0).build().unwrap();
    client.doors().list().list().call().with_response().await
}

#[tokio::test(flavor = "current_thread")]
async fn documented_headers_are_values_of_their_types() {
    let response = http::Response::builder()
        .header("content-type", "application/json")
        .header("x-total-count", "12")
        .header("x-rates", "1, 0.5")
        .header("x-rates", "2")
        .header("x-until", "2025-06-16T16:54:17Z");
    let response = list(response, "[\"front\"]").await.unwrap();
    assert_eq!(response.header_as::<i64>("x-total-count"), Ok(Some(12)));
    assert_eq!(response.header_as("x-rates"), Ok(Some(vec![1.0, 0.5, 2.0])));
    let until = DateTime::from("2025-06-16T16:54:17Z");
    assert_eq!(response.header_as("x-until"), Ok(Some(until)));
    assert_eq!(response.header_as::<String>("link"), Ok(None));
    let error = response.header_as::<bool>("x-total-count").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the header `x-total-count` is \"12\", expected `true` or `false`"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn documented_headers_of_errors_are_values_too() {
    let response = http::Response::builder().status(429).header("retry-after", "30");
    let error = list(response, "").await.unwrap_err();
    assert_eq!(error.header_as::<i64>("retry-after"), Ok(Some(30)));
    assert!(error.header_as::<bool>("retry-after").is_err());
}
