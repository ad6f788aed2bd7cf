//! Forms whose parts callers name.

use seamstress_runtime::{ErrorKind, codegen::*};
use serde_json::json;

use crate::requests::send;

const BOUNDARY: &str = "00000000000000000000000000000000";

static MULTIPART: OperationSpec = OperationSpec::post("/doors/{id}/photos")
    .body(BodySpec::multipart(&[
        PartSpec::new("meta").media_type("application/json")
    ]))
    .bindings(&[Binding::path("id"), Binding::body("parts")]);

static FORM: OperationSpec = OperationSpec::post("/labels").body(BodySpec::form(&[]));

/// Parameters of an operation with a part in its path and parts in its body.
#[derive(Clone, Debug, PartialEq)]
struct Photos {
    id: String,
    parts: Vec<FormPart>,
}

impl Wire for Photos {
    fn empty() -> Self {
        Self {
            id: Wire::empty(),
            parts: Wire::empty(),
        }
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

impl Object for Photos {
    crate::shapes::accessors!(required id, required parts);
}

fn photos() -> Photos {
    Photos {
        id: "d 1".to_owned(),
        parts: vec![
            FormPart::file("file", Upload::from("one").file_name("1.txt")),
            FormPart::text("meta", r#"{"a":1}"#),
            FormPart::file("file", "two"),
        ],
    }
}

/// Their body.
fn body() -> String {
    let parts = [
        "name=\"file\"; filename=\"1.txt\"\r\nContent-Type: application/octet-stream\r\n\r\none",
        "name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}",
        "name=\"file\"; filename=\"blob\"\r\nContent-Type: application/octet-stream\r\n\r\ntwo",
    ];
    let parts = parts
        .map(|part| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {part}\r\n"))
        .concat();
    format!("{parts}--{BOUNDARY}--\r\n")
}

#[tokio::test]
async fn parts_are_sent_in_order_under_the_names_that_callers_give() {
    let request = send(&MULTIPART, photos()).await.unwrap();
    assert_eq!(request.path, "/v1/doors/d%201/photos");
    assert_eq!(request.body, body().into_bytes());
}

#[tokio::test]
async fn a_whole_body_of_parts_is_a_form_too() {
    let parts = vec![FormPart::text("a b", "c&d"), FormPart::text("a b", "")];
    let request = send(&FORM, parts).await.unwrap();
    assert_eq!(&*request.body, b"a%20b=c%26d&a%20b=");
    let error = send(&FORM, vec![FormPart::file("a", "b")])
        .await
        .unwrap_err();
    insta::assert_snapshot!(error, @"POST /labels: a parameter cannot be encoded: $.a: an upload can be a body or a part of one, nothing else");
}

#[tokio::test]
async fn lists_of_anything_else_have_no_names() {
    let error = send(&FORM, json!(["a"])).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    let error = send(&FORM, vec!["a".to_owned()]).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
}

#[tokio::test]
async fn a_part_is_no_json() {
    static JSON: OperationSpec = OperationSpec::post("/json").json_body();
    let error = send(&JSON, vec![FormPart::text("a", "b")])
        .await
        .unwrap_err();
    insta::assert_snapshot!(error, @"POST /json: a parameter cannot be encoded: $[0]: a part of a form can be sent in a form, nowhere else");
}
