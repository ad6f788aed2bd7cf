//! Responses that are not one JSON value: text, nothing, one of several by status.

use bytes::Bytes;
use seamstress_runtime::{
    ByteStream, Error, ErrorKind, Events, Lines, Nullable, Output, SuccessResponse, codegen::*,
    testing::MockTransport,
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

static JSON_OR_TEXT: OperationSpec =
    OperationSpec::get("/json").responses(&[ResponseSpec::code(200).or_text()]);

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
async fn a_documented_redirect_is_a_success() {
    static DOWNLOAD: OperationSpec =
        OperationSpec::get("/download").responses(&[ResponseSpec::code(302).empty()]);
    static CLASS: OperationSpec =
        OperationSpec::get("/download").responses(&[ResponseSpec::range(3).empty()]);
    call::<()>(&DOWNLOAD, 302, None, "Found").await.unwrap();
    call::<()>(&CLASS, 307, None, "").await.unwrap();
    let unchanged = call::<()>(&CLASS, 304, None, "").await.unwrap_err();
    assert!(matches!(unchanged.kind(), ErrorKind::Api));
    static UNCHANGED: OperationSpec =
        OperationSpec::get("/download").responses(&[ResponseSpec::code(304).empty()]);
    call::<()>(&UNCHANGED, 304, None, "").await.unwrap();
    for (spec, status) in [(&DOWNLOAD, 307), (&JSON, 302)] {
        let error = call::<()>(spec, status, None, "").await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Redirect(None)));
    }
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
async fn a_string_is_json_or_text_as_its_content_type_says() {
    async fn read<T: Output>(content_type: Option<&str>, body: &'static str) -> Result<T, Error> {
        call(&JSON_OR_TEXT, 200, content_type, body).await
    }
    for (content_type, body, expected) in [
        (None, "\"a\"", "a"),
        (Some("application/json"), "\"a\"", "a"),
        (Some("text/json"), "\"a\"", "a"),
        (Some("Application/X-Amz-Json-1.1"), "\"a\"", "a"),
        (Some("text/plain; charset=utf-8"), "\"a\"", "\"a\""),
        (Some("Text/Plain"), "", ""),
    ] {
        let text: String = read(content_type, body).await.unwrap();
        assert_eq!(text, expected, "{content_type:?}");
    }
    let some: Option<String> = read(Some("text/plain"), "a").await.unwrap();
    assert_eq!(some.as_deref(), Some("a"));
    let any: serde_json::Value = read(Some("text/plain"), "1").await.unwrap();
    assert_eq!(any, json!("1"));
    let nullable: Nullable<String> = read(Some("text/plain"), "null").await.unwrap();
    assert_eq!(nullable.as_deref(), Nullable::Value("null"));
    let error = read::<String>(Some("application/yaml"), "a").await;
    assert!(matches!(
        error.unwrap_err().kind(),
        ErrorKind::ContentType(_)
    ));
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

/// The result of a call whose body has this content encoding.
async fn encoded<T: Output>(spec: &'static OperationSpec, encoding: &str) -> Result<T, Error> {
    let response = http::Response::builder().header("content-encoding", encoding);
    let server = MockTransport::new().respond_with(response.body("[1]").unwrap());
    let client = Client::builder(&API).transport(server).build()?;
    Call::<T>::new(client, spec).await
}

#[tokio::test]
async fn a_body_that_is_still_encoded_is_an_error_that_names_the_encoding() {
    fn check<T: std::fmt::Debug>(result: Result<T, Error>, path: &str, found: &str) {
        let error = result.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::ContentEncoding(_)),
            "{error}"
        );
        let is_missing = cfg!(not(feature = "gzip")) && ["gzip", "x-gzip"].contains(&found);
        let remedy = match is_missing {
            true => "turn on the feature `gzip`",
            false => "the transport does not decode it",
        };
        let expected = format!(
            "GET {path}: 200 OK, the operation has been carried out, but the body cannot be \
             read: its content encoding is {found} ({remedy})"
        );
        assert_eq!(error.to_string(), expected);
        assert!(error.is_unreadable_success() && !error.is_retryable());
    }
    for (encoding, found) in [
        ("gzip", "gzip"),
        ("X-GZIP", "x-gzip"),
        ("br", "br"),
        ("identity, zstd , GZIP", "zstd, gzip"),
    ] {
        check(encoded::<Vec<i64>>(&JSON, encoding).await, "/json", found);
        check(encoded::<String>(&TEXT, encoding).await, "/text", found);
        check(encoded::<Bytes>(&JSON, encoding).await, "/json", found);
        check(encoded::<ByteStream>(&JSON, encoding).await, "/json", found);
        check(encoded::<Lines<i64>>(&JSON, encoding).await, "/json", found);
        check(
            encoded::<Events<i64>>(&JSON, encoding).await,
            "/json",
            found,
        );
    }
    for encoding in ["", "identity", "IDENTITY,"] {
        assert_eq!(encoded::<Vec<i64>>(&JSON, encoding).await.unwrap(), [1]);
    }
    // Nobody reads this one.
    encoded::<()>(&JSON, "gzip").await.unwrap();
}

#[tokio::test]
async fn an_empty_body_in_place_of_a_value_is_an_error_that_says_so() {
    for (status, expected) in [
        (
            200,
            "GET /json: 200 OK, the operation has been carried out, but the body is empty",
        ),
        (
            202,
            "GET /json: 202 Accepted, the operation has been carried out, but the body is empty",
        ),
    ] {
        let error = call::<i64>(&JSON, status, Some("text/html"), "")
            .await
            .unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::EmptyBody));
        assert_eq!(error.to_string(), expected);
        assert!(error.is_unreadable_success() && !error.is_retryable());
    }
    let empty: String = call(&TEXT, 200, Some("text/csv"), "").await.unwrap();
    assert_eq!(empty, "");
    let empty: Bytes = call(&JSON, 200, None, "").await.unwrap();
    assert_eq!(empty, "");
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
