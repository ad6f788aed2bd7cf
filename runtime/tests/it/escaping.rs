//! No value leaves its part of the request, whatever it contains.

use std::borrow::Cow;

use proptest::prelude::*;
use seamstress_runtime::{codegen::*, testing::RecordedRequest};
use serde_json::json;

use crate::{
    request_bodies::{BOUNDARY, PHOTO, photo},
    requests::send,
};

/// `text` without percent-encoding.
fn decoded(text: &str) -> Cow<'_, [u8]> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out.into()
}

fn sent(spec: &'static OperationSpec, params: impl Wire) -> Result<RecordedRequest, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(send(spec, params))
}

static QUERY: OperationSpec = OperationSpec::get("/x").bindings(&[
    Binding::query("a"),
    Binding::query("b").reserved(),
    Binding::query("c").explode(false).reserved(),
]);
static PATH: OperationSpec = OperationSpec::get("/x/{a}/y").bindings(&[Binding::path("a")]);
static HEADER: OperationSpec = OperationSpec::get("/x").bindings(&[Binding::header("a")]);
static COOKIE: OperationSpec = OperationSpec::get("/x").bindings(&[Binding::cookie("a")]);

/// The lines of the head, and the content, of each part of a multipart body.
fn parts(body: &str) -> Vec<(Vec<&str>, &str)> {
    let first = format!("--{BOUNDARY}\r\n");
    let (next, last) = (format!("\r\n{first}"), format!("\r\n--{BOUNDARY}--\r\n"));
    let parts = body
        .strip_prefix(&*first)
        .unwrap()
        .strip_suffix(&*last)
        .unwrap();
    let parts = parts.split(&*next).map(|part| {
        let (head, content) = part.split_once("\r\n\r\n").unwrap();
        (head.split("\r\n").collect(), content)
    });
    parts.collect()
}

/// Any string, and often one of the characters that delimit parts of a request.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a./?#&=+%;, \r\n\\[\\]\\\\:@~0-9]{0,12}"]
}

proptest! {
    #[test]
    fn no_value_leaves_its_path_segment(value in text()) {
        match sent(&PATH, json!({"a": value})) {
            Ok(request) => {
                let segments: Vec<_> = request.path.split('/').collect();
                prop_assert_eq!(segments.len(), 5, "{}", request.path);
                prop_assert_eq!(&*decoded(segments[3]), value.as_bytes());
                prop_assert!(!request.path.contains(['?', '#']));
            }
            Err(error) => {
                prop_assert!(["", ".", ".."].contains(&&*value), "{error}");
            }
        }
    }

    #[test]
    fn no_value_leaves_its_query_parameter(a in text(), b in text(), c in text(), d in text()) {
        let params = json!({"a": a, "b": b, "c": [c, d]});
        let request = sent(&QUERY, params).unwrap();
        let (path, query) = request.path.split_once('?').unwrap();
        prop_assert_eq!(path, "/v1/x");
        prop_assert!(!query.contains(['#', '+', ' ']));
        let mut pairs: Vec<_> = query.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
        pairs.sort_unstable();
        let names: Vec<_> = pairs.iter().map(|pair| pair.0).collect();
        prop_assert_eq!(names, ["a", "b", "c"]);
        prop_assert_eq!(&*decoded(pairs[0].1), a.as_bytes());
        prop_assert_eq!(&*decoded(pairs[1].1), b.as_bytes());
        let list: Vec<_> = pairs[2].1.split(',').map(decoded).collect();
        prop_assert_eq!(list, [c.as_bytes(), d.as_bytes()]);
    }

    #[test]
    fn no_value_leaves_its_header(value in text()) {
        let count = sent(&HEADER, json!({})).unwrap().headers.len();
        if let Ok(request) = sent(&HEADER, json!({"a": value})) {
            prop_assert_eq!(request.headers.len(), count + 1);
            prop_assert_eq!(request.headers["a"].as_bytes(), value.as_bytes());
            prop_assert!(!value.contains(['\r', '\n', '\0']));
        }
    }

    #[test]
    fn no_value_leaves_its_part(title in text(), name in text(), media in text(), note in text()) {
        let file = || Upload::from("\r\n--").file_name(name.clone());
        for file in [file(), file().content_type(media), file().header("x-note", note)] {
            let mut params = photo(file);
            params.title.clone_from(&title);
            let Ok(request) = sent(&PHOTO, params) else {
                continue;
            };
            let body = std::str::from_utf8(&request.body).unwrap();
            let [(head, content), (file_head, file)] = parts(body).try_into().unwrap();
            prop_assert_eq!(head, ["Content-Disposition: form-data; name=\"title\""]);
            prop_assert_eq!(content, &title);
            let (disposition, more) = file_head.split_first().unwrap();
            let start = "Content-Disposition: form-data; name=\"file\"; filename=\"";
            let file_name = disposition.strip_prefix(start).unwrap().strip_suffix('"').unwrap();
            prop_assert_eq!(&*decoded(file_name), &*decoded(&name));
            prop_assert!(!file_name.contains(['"', '\r', '\n']));
            let more: Vec<_> = more.iter().map(|line| line.split_once(": ").unwrap().0).collect();
            prop_assert!([&["Content-Type"][..], &["Content-Type", "x-note"]].contains(&&*more));
            prop_assert_eq!(file, "\r\n--");
        }
    }

    #[test]
    fn no_value_leaves_its_cookie(value in text()) {
        let request = sent(&COOKIE, json!({"a": value})).unwrap();
        let (name, sent) = request.header("cookie").unwrap().split_once('=').unwrap();
        prop_assert_eq!(name, "a");
        prop_assert!(!sent.contains([';', ',', ' ', '"', '\\']));
        prop_assert_eq!(&*decoded(sent), value.as_bytes());
    }
}
