//! Responses that are not one JSON value: text, nothing, one of several by status.

use bytes::Bytes;
use seamstress_runtime::{
    Error, ErrorKind, Output, SuccessResponse, codegen::*, testing::MockTransport,
};
use serde_json::json;

static API: Api = Api::new("Test", "https://api.example.test");

static TEXT: OperationSpec = OperationSpec::get("/text")
    .responses(&[
        ResponseSpec::code(200).text(),
        ResponseSpec::code(204).empty(),
    ])
    .accept("text/csv, text/plain;q=0.9");

static JSON: OperationSpec = OperationSpec::get("/json").responses(&[
    ResponseSpec::code(200),
    ResponseSpec::code(201),
    ResponseSpec::code(204).empty(),
]);

async fn call<T: Output>(
    spec: &'static OperationSpec,
    status: u16,
    content_type: Option<&str>,
    body: impl Into<Bytes>,
) -> Result<T, Error> {
    let mut response = http::Response::builder().status(status);
    if let Some(content_type) = content_type {
        response = response.header("content-type", content_type);
    }
    let server = MockTransport::new().respond_with(response.body(body.into()).unwrap());
    let client = Client::builder(&API).transport(server.clone()).build()?;
    let result = Call::<T>::new(client, spec).await;
    let is_text = std::ptr::eq(spec, &TEXT);
    let accept = if is_text {
        "text/csv, text/plain;q=0.9"
    } else {
        "application/json"
    };
    let sent = server.requests().remove(0);
    assert_eq!(sent.header("accept"), Some(accept));
    result
}

#[tokio::test]
async fn text_is_a_string_whatever_its_content_type() {
    for content_type in [None, Some("text/csv"), Some("text/csv; charset=\"UTF-8\"")] {
        let text: String = call(&TEXT, 200, content_type, "a,\u{fc}\n").await.unwrap();
        assert_eq!(text, "a,\u{fc}\n");
    }
    let latin: String = call(&TEXT, 200, Some("text/csv;charset=ISO-8859-1"), "a,b")
        .await
        .unwrap();
    assert_eq!(latin, "a,b");
}

#[tokio::test]
async fn text_that_is_not_utf8_is_an_error_with_its_bytes() {
    for (content_type, body, message) in [
        (
            "text/csv",
            &b"a\xfc"[..],
            "GET /text: 200 OK, the operation has been carried out, but the text is not UTF-8",
        ),
        (
            "text/csv; charset=latin1",
            "\u{fc}".as_bytes(),
            "GET /text: 200 OK, the operation has been carried out, but the text is not UTF-8: its charset is latin1",
        ),
        (
            "text/csv; charset=utf-16",
            b"a\0",
            "GET /text: 200 OK, the operation has been carried out, but the text is not UTF-8: its charset is utf-16",
        ),
    ] {
        let error = call::<String>(&TEXT, 200, Some(content_type), Bytes::from_static(body))
            .await
            .unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NotUtf8(_)));
        assert_eq!(error.to_string(), message);
        assert_eq!(error.body().unwrap(), body);
    }
}

#[tokio::test]
async fn a_status_that_is_documented_without_a_body_is_none() {
    let none: Option<String> = call(&TEXT, 204, None, "").await.unwrap();
    assert_eq!(none, None);
    let none: Option<i64> = call(&JSON, 204, Some("text/html"), "ignored")
        .await
        .unwrap();
    assert_eq!(none, None);
    let some: Option<i64> = call(&JSON, 200, None, "7").await.unwrap();
    assert_eq!(some, Some(7));
    let none: Option<Bytes> = call(&JSON, 204, None, "").await.unwrap();
    assert_eq!(none, None);
    let some: Option<Bytes> = call(&JSON, 200, Some("image/png"), "x").await.unwrap();
    assert_eq!(some.unwrap(), "x");
}

#[derive(Debug)]
enum ByStatus {
    Ok(i64),
    Created(String),
    NoContent,
    Unknown(seamstress_runtime::Response<Bytes>),
}

impl Output for ByStatus {
    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        Ok(match response.status() {
            200 => Self::Ok(response.read()?),
            201 => Self::Created(response.read()?),
            204 => Self::NoContent,
            _ => Self::Unknown(response.read()?),
        })
    }
}

#[tokio::test]
async fn one_of_several_values_is_read_by_the_status() {
    let read = async |status, body: &'static str| {
        call::<ByStatus>(&JSON, status, None, body).await.unwrap()
    };
    assert!(matches!(read(200, "7").await, ByStatus::Ok(7)));
    assert!(matches!(read(201, "\"a\"").await, ByStatus::Created(text) if text == "a"));
    assert!(matches!(read(204, "").await, ByStatus::NoContent));
    let ByStatus::Unknown(raw) = read(202, "later").await else {
        panic!("202 is not documented");
    };
    assert_eq!((raw.status.as_u16(), &raw.value[..]), (202, &b"later"[..]));
    let error = call::<ByStatus>(&JSON, 201, None, json!(7).to_string()).await;
    assert!(matches!(error.unwrap_err().kind(), ErrorKind::Decode(_)));
}
