//! Fields next to the value in a body, and values that may be absent.

use std::sync::{Arc, Mutex};

use seamstress_runtime::{
    Api, Call, Client, Error, Nullable, OperationSpec, Output, ResponseSpec, testing::MockTransport,
};
use serde_json::{Value, json};

use crate::{
    errors::status,
    shapes::{ById, Cycle},
};

static API: Api = Api::new("Test", "https://api.example.test");
static PLAIN: OperationSpec =
    OperationSpec::get("/get").responses(&[ResponseSpec::code(200).envelope("x")]);
static BESIDE: OperationSpec = OperationSpec::get("/get").responses(&[ResponseSpec::code(200)
    .envelope("x")
    .siblings(&["ok", "pagination"])]);
static REQUIRED: OperationSpec = OperationSpec::get("/get")
    .responses(&[ResponseSpec::code(200).envelope("x").siblings(&["ok"])]);
static OPTIONAL: OperationSpec = OperationSpec::get("/get").responses(&[ResponseSpec::code(200)
    .envelope("x")
    .siblings(&["ok"])
    .optional()]);
static NOTHING: OperationSpec = OperationSpec::post("/do");
static ONLY_OK: OperationSpec =
    OperationSpec::post("/do").responses(&[ResponseSpec::code(200).siblings(&["ok"])]);

/// What a call of `spec` returns for a body, and the drift that it reports as `kind path`.
async fn answer<T: Output>(
    spec: &'static OperationSpec,
    body: &str,
) -> (Result<T, Error>, Vec<String>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&seen);
    let response = status(200).body(body.to_owned()).unwrap();
    let client = Client::builder(&API)
        .transport(MockTransport::new().respond_with(response))
        .on_drift(move |drift| {
            let shown = format!("{:?} {}", drift.kind, drift.path);
            hook.lock().unwrap().push(shown);
        })
        .build()
        .unwrap();
    let value = Call::new(client, spec).await;
    let seen = seen.lock().unwrap().clone();
    (value, seen)
}

/// The decoded value, and its drift.
async fn read<T: Output>(spec: &'static OperationSpec, body: Value) -> (T, Vec<String>) {
    let (value, drift) = answer(spec, &body.to_string()).await;
    (value.unwrap(), drift)
}

#[tokio::test]
async fn undeclared_fields_next_to_the_envelope_are_reported() {
    let body = json!({"new": {"deep": 1}, "ok": true, "pagination": {}, "x": "v", "y z": 2});
    let (value, drift) = read::<String>(&BESIDE, body.clone()).await;
    assert_eq!(value, "v");
    assert_eq!(drift, ["UnknownField $.new", r#"UnknownField $["y z"]"#]);
    let (_, drift) = read::<String>(&PLAIN, body).await;
    assert_eq!(
        drift,
        [
            "UnknownField $.new",
            "UnknownField $.ok",
            "UnknownField $.pagination",
            r#"UnknownField $["y z"]"#,
        ]
    );
}

#[tokio::test]
async fn documented_fields_next_to_the_envelope_may_be_absent() {
    let (value, drift) = read::<String>(&BESIDE, json!({"x": "v"})).await;
    assert_eq!((value.as_str(), drift), ("v", vec![]));
}

#[tokio::test]
async fn a_nullable_envelope_may_hold_null() {
    for spec in [&REQUIRED, &OPTIONAL] {
        let body = json!({"ok": true, "x": null});
        assert_eq!(
            read::<Option<ById>>(spec, body.clone()).await,
            (None, vec![])
        );
        let three = read::<Nullable<String>>(spec, body).await;
        assert_eq!(three, (Nullable::Null, vec![]));

        let body = json!({"ok": true, "x": {"again": null}});
        let (value, drift) = read::<Option<Cycle>>(spec, body).await;
        assert_eq!((value, drift), (Some(Cycle { again: None }), vec![]));
    }
}

#[tokio::test]
async fn a_missing_envelope_is_drift_unless_it_is_optional() {
    let body = json!({"ok": true});
    let missing = vec!["Missing $.x".to_owned()];
    assert_eq!(
        read::<Option<ById>>(&REQUIRED, body.clone()).await,
        (None, missing.clone())
    );
    assert_eq!(
        read::<Nullable<ById>>(&REQUIRED, body.clone()).await,
        (Nullable::Absent, missing)
    );
    assert_eq!(
        read::<Option<Vec<ById>>>(&OPTIONAL, body.clone()).await,
        (None, vec![])
    );
    assert_eq!(
        read::<Nullable<ById>>(&OPTIONAL, body).await,
        (Nullable::Absent, vec![])
    );
}

#[tokio::test]
async fn an_envelope_that_cannot_be_empty_must_be_there() {
    for spec in [&REQUIRED, &OPTIONAL] {
        let (value, _) = answer::<String>(spec, r#"{"ok":true}"#).await;
        assert_eq!(value.unwrap_err().path(), Some("$.x"));
        let (value, _) = answer::<Vec<ById>>(spec, r#"{"ok":true}"#).await;
        assert_eq!(value.unwrap_err().path(), Some("$.x"));
        let (value, _) = answer::<String>(spec, r#"{"x":null}"#).await;
        assert_eq!(value.unwrap_err().path(), Some("$.x"));
    }
    // A body that is not an object is not a response without the field.
    let (value, _) = answer::<Option<ById>>(&OPTIONAL, "null").await;
    assert_eq!(value.unwrap_err().path(), Some("$"));
}

#[tokio::test]
async fn an_output_of_unit_reports_undeclared_fields() {
    let body = json!({"new": [1], "ok": true});
    assert_eq!(
        read::<()>(&ONLY_OK, body.clone()).await.1,
        ["UnknownField $.new"]
    );
    assert_eq!(
        read::<()>(&BESIDE, json!({"ok": 1, "x": 2})).await.1,
        [""; 0]
    );
    assert_eq!(read::<()>(&NOTHING, body).await.1, [""; 0]);
}

#[tokio::test]
async fn the_body_of_an_output_of_unit_need_not_be_json() {
    for body in ["", "OK", "<p>", "[1]", "7", r#"{"new":1"#, r#"{"new":1} x"#] {
        let (value, drift) = answer::<()>(&ONLY_OK, body).await;
        assert!(value.is_ok() && drift.is_empty(), "{body}: {drift:?}");
    }
}

static RENAMED: OperationSpec = OperationSpec::get("/get").responses(&[ResponseSpec::code(200)
    .envelope("devices")
    .alternatives(&["thermostats", "things"])
    .siblings(&["ok", "thermostats", "things"])]);

#[tokio::test]
async fn a_documented_field_of_the_same_type_stands_in_for_a_missing_envelope() {
    let missing = ["Missing $.devices".to_owned()];
    for body in [
        json!({"thermostats": ["a"], "ok": true}),
        json!({"things": ["a"]}),
        json!({"ok": true, "things": ["b"], "thermostats": ["a"]}),
    ] {
        let (list, drift) = read::<Vec<String>>(&RENAMED, body).await;
        assert_eq!(list, ["a"]);
        assert_eq!(drift, missing);
    }
    let body = json!({"thermostats": ["old"], "devices": ["new"], "ok": true});
    let (list, drift) = read::<Vec<String>>(&RENAMED, body).await;
    assert_eq!(list, ["new"]);
    assert_eq!(drift, [""; 0]);
    let (result, _) = answer::<Vec<String>>(&RENAMED, r#"{"thermostats": [1]}"#).await;
    let error = result.unwrap_err().to_string();
    assert!(error.contains("$.thermostats[0]"), "{error}");
    let (result, _) = answer::<Vec<String>>(&RENAMED, r#"{"ok": true}"#).await;
    assert!(result.unwrap_err().is_unreadable_success());
}

#[tokio::test]
async fn a_strict_client_needs_the_envelope_itself() {
    let transport = MockTransport::new().respond(200, json!({"thermostats": ["a"]}));
    let client = Client::builder(&API).transport(transport).strict(true);
    let call = Call::<Vec<String>>::new(client.build().unwrap(), &RENAMED);
    assert!(call.await.unwrap_err().is_unreadable_success());
}
