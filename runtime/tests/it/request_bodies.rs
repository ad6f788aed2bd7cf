//! Bodies of requests, byte by byte.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use seamstress_runtime::{
    BoxError, ErrorKind,
    codegen::*,
    testing::{MockTransport, RecordedRequest},
};
use serde_json::json;

use crate::{requests::send, shapes::accessors};

static API: Api = Api::new("Test", "https://api.example.test/v1");

/// The boundary of a mock transport.
pub(crate) const BOUNDARY: &str = "00000000000000000000000000000000";

fn spec(body: BodySpec, bindings: &[Binding]) -> &'static OperationSpec {
    let bindings = Box::leak(bindings.to_vec().into_boxed_slice());
    Box::leak(Box::new(
        OperationSpec::post("/x").body(body).bindings(bindings),
    ))
}

fn sent(request: &RecordedRequest) -> (&str, &str) {
    let body = std::str::from_utf8(&request.body).unwrap();
    (request.header("content-type").unwrap_or_default(), body)
}

/// A stream of chunks that are there already.
pub(crate) struct Chunks(pub(crate) Vec<&'static str>);

impl Stream for Chunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let is_empty = self.0.is_empty();
        Poll::Ready((!is_empty).then(|| Ok(Bytes::from(self.0.remove(0)))))
    }
}

/// A struct with a file, as generated code has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Photo {
    pub(crate) title: String,
    file: Upload,
    more: Vec<Upload>,
}

impl Wire for Photo {
    fn empty() -> Self {
        Self {
            title: Wire::empty(),
            file: Wire::empty(),
            more: Wire::empty(),
        }
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

impl Object for Photo {
    accessors!(required title, required file, required more);
}

pub(crate) fn photo(file: Upload) -> Photo {
    Photo {
        title: "Door".to_owned(),
        file,
        more: Vec::new(),
    }
}

pub(crate) static PHOTO: OperationSpec =
    OperationSpec::post("/photos").body(BodySpec::multipart(&[]));

#[tokio::test]
async fn json_is_sent_as_the_documented_media_type() {
    let spec = spec(BodySpec::json("application/merge-patch+json"), &[]);
    let request = send(spec, json!({"name": null})).await.unwrap();
    assert_eq!(
        sent(&request),
        ("application/merge-patch+json", r#"{"name":null}"#)
    );
}

#[tokio::test]
async fn a_form_has_a_pair_for_each_scalar_and_json_for_each_object() {
    let spec = spec(BodySpec::form(&[]), &[]);
    let params = json!({
        "a b": "c&d=é+", "flag": true, "n": 1.5, "none": null, "tags": ["x", "y z"],
        "items": [{"price": 1}, {"price": 2}], "address": {"city": "Bonn"},
    });
    let request = send(spec, params).await.unwrap();
    let (media, body) = sent(&request);
    assert_eq!(media, "application/x-www-form-urlencoded");
    let mut pairs: Vec<_> = body.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "a%20b=c%26d%3D%C3%A9%2B",
            "address=%7B%22city%22%3A%22Bonn%22%7D",
            "flag=true",
            "items=%7B%22price%22%3A1%7D",
            "items=%7B%22price%22%3A2%7D",
            "n=1.5",
            "tags=x",
            "tags=y%20z",
        ]
    );
}

#[tokio::test]
async fn a_field_of_a_form_is_sent_in_its_style() {
    const PARTS: &[PartSpec] = &[
        PartSpec::new("metadata").style(QueryStyle::DeepObject, true),
        PartSpec::new("items").style(QueryStyle::DeepObject, true),
        PartSpec::new("expand").style(QueryStyle::DeepObject, true),
        PartSpec::new("list").style(QueryStyle::Form, false),
        PartSpec::new("pipes").style(QueryStyle::PipeDelimited, false),
        PartSpec::new("whole").media_type("application/json"),
    ];
    let all: &[(serde_json::Value, &str)] = &[
        (json!({"metadata": {"key": "v"}}), "metadata[key]=v"),
        (
            json!({"items": [{"price": "p", "tax": ["a", "b"]}, {"price": "q"}]}),
            "items[0][price]=p&items[0][tax][]=a&items[0][tax][]=b&items[1][price]=q",
        ),
        (
            json!({"expand": ["customer", "a"]}),
            "expand[]=customer&expand[]=a",
        ),
        (json!({"expand": []}), ""),
        (json!({"list": ["a,b", "c"]}), "list=a%2Cb,c"),
        (json!({"pipes": ["a", "b"]}), "pipes=a%7Cb"),
        (json!({"whole": [1, 2]}), "whole=%5B1%2C2%5D"),
        (json!({"whole": "[1]"}), "whole=%5B1%5D"),
    ];
    for (params, expected) in all {
        let spec = spec(BodySpec::form(PARTS), &[]);
        let request = send(spec, params.clone()).await.unwrap();
        let names = sent(&request).1.replace("%5B", "[").replace("%5D", "]");
        assert_eq!(names, expected.replace("%5B", "[").replace("%5D", "]"));
    }
}

#[tokio::test]
async fn fields_of_a_form_are_sent_beside_parameters() {
    let bindings = &[
        Binding::query("page"),
        Binding::body_field("body_page").wire("page"),
    ];
    let spec = spec(BodySpec::form(&[]), bindings);
    let request = send(spec, json!({"page": 1, "body_page": 2}))
        .await
        .unwrap();
    assert_eq!(request.path, "/v1/x?page=1");
    assert_eq!(sent(&request).1, "page=2");
}

#[tokio::test]
async fn an_optional_body_is_not_sent_where_nothing_of_it_is_set() {
    for bindings in [&[] as &[Binding], &[Binding::query("page")]] {
        let spec = spec(BodySpec::json("application/json").optional(), bindings);
        let request = send(spec, json!({})).await.unwrap();
        assert_eq!(sent(&request), ("", ""));
        let request = send(spec, json!({"name": "x"})).await.unwrap();
        assert_eq!(sent(&request).1, r#"{"name":"x"}"#);
    }
}

#[tokio::test]
async fn a_multipart_body_has_a_part_for_each_value() {
    const PARTS: &[PartSpec] = &[
        PartSpec::new("ids").media_type("application/json"),
        PartSpec::new("meta").style(QueryStyle::DeepObject, true),
        PartSpec::new("note").media_type("text/markdown"),
        PartSpec::new("list").style(QueryStyle::Form, false),
        PartSpec::new("each").style(QueryStyle::Form, true),
        PartSpec::new("spaces").style(QueryStyle::SpaceDelimited, false),
        PartSpec::new("pipes").style(QueryStyle::PipeDelimited, false),
    ];
    let spec = spec(BodySpec::multipart(PARTS), &[]);
    let part = |head: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n")
    };
    let json = "\r\nContent-Type: application/json";
    for (params, parts) in [
        (json!({"a": 1}), vec![part("name=\"a\"", "1")]),
        (json!({"a": null, "b": []}), vec![]),
        (
            json!({"a": ["x", "y"]}),
            vec![part("name=\"a\"", "x"), part("name=\"a\"", "y")],
        ),
        (
            json!({"a": {"b": [1]}}),
            vec![part(&format!("name=\"a\"{json}"), r#"{"b":[1]}"#)],
        ),
        (
            json!({"ids": ["x", "y"]}),
            vec![part(&format!("name=\"ids\"{json}"), r#"["x","y"]"#)],
        ),
        (
            json!({"meta": {"k": "v"}}),
            vec![part("name=\"meta[k]\"", "v")],
        ),
        (
            json!({"note": "# hi"}),
            vec![part("name=\"note\"\r\nContent-Type: text/markdown", "# hi")],
        ),
        (
            json!({"list": ["a b", "c&d"]}),
            vec![part("name=\"list\"", "a b,c&d")],
        ),
        (
            json!({"list": {"k": "\u{e9}"}}),
            vec![part("name=\"list\"", "k,\u{e9}")],
        ),
        (
            json!({"each": ["x", {"k": 1}]}),
            vec![
                part("name=\"each\"", "x"),
                part(&format!("name=\"each\"{json}"), r#"{"k":1}"#),
            ],
        ),
        (json!({"each": {"a b": 1}}), vec![part("name=\"a b\"", "1")]),
        (
            json!({"spaces": ["a", "b"]}),
            vec![part("name=\"spaces\"", "a b")],
        ),
        (
            json!({"pipes": ["a", "b"]}),
            vec![part("name=\"pipes\"", "a|b")],
        ),
        (
            json!({"a\"\r\nX: y": "1"}),
            vec![part("name=\"a%22%0D%0AX: y\"", "1")],
        ),
    ] {
        let request = send(spec, params).await.unwrap();
        let (media, body) = sent(&request);
        assert_eq!(media, format!("multipart/form-data; boundary={BOUNDARY}"));
        assert_eq!(body, format!("{}--{BOUNDARY}--\r\n", parts.concat()));
    }
}

#[tokio::test]
async fn files_are_parts_with_a_name_and_a_media_type() {
    let file = Upload::stream(Chunks(vec!["\u{1}one", "", "two"]))
        .file_name("a\"\r\n\\é.bin")
        .content_type("image/png");
    let params = Photo {
        more: vec![Upload::from("x"), Upload::from(vec![b'y']).file_name("y")],
        ..photo(file)
    };
    let request = send(&PHOTO, params).await.unwrap();
    let expected = [
        "name=\"title\"\r\n\r\nDoor",
        "name=\"file\"; filename=\"a%22%0D%0A\\é.bin\"\r\nContent-Type: image/png\r\n\r\n\u{1}onetwo",
        "name=\"more\"; filename=\"blob\"\r\nContent-Type: application/octet-stream\r\n\r\nx",
        "name=\"more\"; filename=\"y\"\r\nContent-Type: application/octet-stream\r\n\r\ny",
    ]
    .map(|part| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {part}\r\n"))
    .concat();
    assert_eq!(sent(&request).1, format!("{expected}--{BOUNDARY}--\r\n"));
}

#[tokio::test]
async fn a_media_type_that_would_break_a_header_is_an_error() {
    let server = MockTransport::new();
    let client = Client::builder(&API)
        .transport(server.clone())
        .build()
        .unwrap();
    let file = Upload::from("x").content_type("a/b\r\nX: y");
    let params = photo(file.clone());
    let error = Call::<()>::new(client.clone(), &PHOTO).params(params).await;
    assert!(matches!(error.unwrap_err().kind(), ErrorKind::Config(_)));
    let raw = spec(BodySpec::raw("*/*"), &[]);
    let error = Call::<()>::new(client, raw).params(file).await;
    assert!(matches!(error.unwrap_err().kind(), ErrorKind::Config(_)));
    assert!(server.requests().is_empty());
}

async fn retried(params: impl Wire, spec: &'static OperationSpec) -> Vec<RecordedRequest> {
    let server = MockTransport::new()
        .respond(429, json!({}))
        .respond(200, json!({}));
    let client = Client::builder(&API)
        .transport(server.clone())
        .build()
        .unwrap();
    let result = Call::<()>::new(client, spec).params(params).await;
    let requests = server.requests();
    assert_eq!(result.is_ok(), requests.len() == 2, "{result:?}");
    requests
}

#[tokio::test]
async fn an_upload_is_sent_again_if_it_can_be_opened_again() {
    let raw = spec(BodySpec::raw("application/octet-stream"), &[]);
    let opened = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&opened);
    let reopen = Upload::reopen(move || {
        count.fetch_add(1, Ordering::Relaxed);
        Chunks(vec!["a", "b"])
    });
    for requests in [
        retried(reopen.clone(), raw).await,
        retried(photo(reopen), &PHOTO).await,
        retried(Upload::from("ab"), raw).await,
    ] {
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].body, requests[1].body);
        assert_eq!(requests[0].headers, requests[1].headers);
    }
    assert_eq!(opened.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let raw = spec(BodySpec::raw("application/octet-stream"), &[]);
    let stream = || Upload::stream(Chunks(vec!["a"]));
    assert_eq!(retried(stream(), raw).await.len(), 1);
    assert_eq!(retried(photo(stream()), &PHOTO).await.len(), 1);
    let file = stream();
    send(raw, file.clone()).await.unwrap();
    let error = send(raw, file).await.unwrap_err();
    insta::assert_snapshot!(error, @"POST /x: the stream of an upload was sent already; use `Upload::reopen` for what is sent more than once");
}

#[tokio::test]
async fn bytes_and_text_are_sent_as_they_are() {
    let image = spec(
        BodySpec::raw("image/*"),
        &[Binding::query("name"), Binding::body("body")],
    );
    let text = spec(BodySpec::raw("text/plain; charset=utf-8"), &[]);
    let png = Upload::from(&b"\x89PNG"[..]).content_type("image/png");
    let request = send(text, "<a>".to_owned()).await.unwrap();
    assert_eq!(sent(&request), ("text/plain; charset=utf-8", "<a>"));
    let request = send(spec(BodySpec::raw("image/*"), &[]), png)
        .await
        .unwrap();
    assert_eq!(request.header("content-type"), Some("image/png"));
    assert_eq!(&request.body[..], b"\x89PNG");
    let request = send(spec(BodySpec::raw("*/*"), &[]), Upload::from(""))
        .await
        .unwrap();
    assert_eq!(sent(&request), ("application/octet-stream", ""));
    let request = send(image, json!({"name": "n"})).await.unwrap();
    assert_eq!(sent(&request), ("", ""));
}

#[tokio::test]
async fn an_upload_has_no_form_elsewhere() {
    let json = spec(BodySpec::json("application/json"), &[]);
    let form = spec(BodySpec::form(&[]), &[]);
    for spec in [json, form] {
        let error = send(spec, photo(Upload::from("x"))).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Encode(error) if error.path() == "$.file"));
    }
}

#[test]
fn uploads_are_compared_by_their_bytes_or_their_stream_and_show_neither() {
    let stream = Upload::stream(Chunks(vec![]));
    assert_eq!(Upload::from("a"), Upload::from(vec![b'a']));
    assert_ne!(Upload::from("a"), Upload::from("a").file_name("a"));
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, Upload::stream(Chunks(vec![])));
    assert_eq!(
        format!("{:?} {:?}", Upload::from("secret"), stream.length(7)),
        "Upload { bytes: 6, file_name: None, content_type: None } \
         Upload { bytes: 7, file_name: None, content_type: None }"
    );
}
