//! Bodies of requests that are lines of JSON.

use seamstress_runtime::codegen::*;
use serde_json::{Value, json};

use crate::requests::send;

static LINES: OperationSpec =
    OperationSpec::post("/x").body(BodySpec::lines("application/x-ndjson"));
static SEQUENCE: OperationSpec =
    OperationSpec::post("/x").body(BodySpec::lines("application/json-seq"));

async fn sent(spec: &'static OperationSpec, lines: Vec<Value>) -> (String, String) {
    let request = send(spec, lines).await.unwrap();
    let media_type = request.header("content-type").unwrap().to_owned();
    (
        media_type,
        String::from_utf8(request.body.to_vec()).unwrap(),
    )
}

#[tokio::test]
async fn each_item_is_a_line() {
    let items = vec![json!({"text": "a\nb"}), json!(1), json!(null)];
    let (media_type, body) = sent(&LINES, items).await;
    assert_eq!(media_type, "application/x-ndjson");
    assert_eq!(body, "{\"text\":\"a\\nb\"}\n1\nnull\n");
    assert_eq!(sent(&LINES, Vec::new()).await.1, "");
}

#[tokio::test]
async fn each_item_of_a_sequence_follows_a_separator() {
    let (media_type, body) = sent(&SEQUENCE, vec![json!([1]), json!("x")]).await;
    assert_eq!(media_type, "application/json-seq");
    assert_eq!(body, "\u{1e}[1]\n\u{1e}\"x\"\n");
}

#[tokio::test]
async fn what_is_no_list_has_no_lines() {
    let error = send(&LINES, json!({"a": 1})).await.unwrap_err();
    assert!(
        error.to_string().contains("the body is not a list"),
        "{error}"
    );
}
