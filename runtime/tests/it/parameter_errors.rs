//! The errors of single parameters, and the values that errors keep.

use seamstress_runtime::{
    Api, Call, Client, Error, OperationSpec, ResponseSpec, testing::MockTransport,
};
use serde_json::{Value, json};

use crate::{errors::status, seam::models::UserIdentity};

static API: Api = Api::new("Seam", "https://connect.getseam.com")
    .error_code(&["error", "type"])
    .error_message(&["error", "message"])
    .parameter_errors(&["error", "validation_errors"]);
static GET: OperationSpec =
    OperationSpec::post("/devices/get").responses(&[ResponseSpec::code(200).envelope("names")]);

async fn error(api: &'static Api, code: u16, body: &Value) -> Error {
    let response = status(code).body(body.to_string()).unwrap();
    let server = MockTransport::new().respond_with(response);
    let builder = Client::builder(api).transport(server).anonymous();
    let call = Call::<Vec<String>>::new(builder.build().unwrap(), &GET);
    call.retries(0).await.unwrap_err()
}

/// The error of a server that finds this wrong with the parameters.
async fn invalid(validation_errors: Value) -> Error {
    let body = json!({"error": {"validation_errors": validation_errors}, "ok": false});
    error(&API, 400, &body).await
}

/// Its parameter errors, one a line.
async fn found(validation_errors: Value) -> String {
    let error = invalid(validation_errors).await;
    let lines = error.parameter_errors().into_iter();
    let lines = lines.map(|found| format!("[{}] {}", found.parameter, found.messages.join(" | ")));
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn each_parameter_has_its_messages() {
    let body = json!({
        "error": {
            "type": "invalid_input", "message": "Required for \"device_id\"",
            "validation_errors": {"_errors": [], "device_id": {"_errors": ["Required"]}},
        },
        "ok": false,
    });
    let error = error(&API, 400, &body).await;
    let [only] = &error.parameter_errors()[..] else {
        panic!("{error}");
    };
    assert_eq!(
        (&*only.parameter, &*only.messages),
        ("device_id", &["Required".to_owned()][..])
    );
    assert_eq!(error.messages_for("device_id"), ["Required"]);
    assert!(error.messages_for("device").is_empty());
    assert!(error.messages_for("").is_empty());
    insta::assert_snapshot!(error, @r#"POST /devices/get: 400 Bad Request: invalid_input: Required for "device_id" (device_id: Required)"#);
}

#[tokio::test]
async fn messages_about_the_whole_have_no_parameter() {
    let text = "Either 'device_id' or 'name' is required";
    let of = |message: &str| {
        let errors = json!({"_errors": [text]});
        json!({"error": {"message": message, "validation_errors": errors}})
    };
    let found = error(&API, 400, &of(text)).await;
    assert_eq!(found.messages_for(""), [text]);
    insta::assert_snapshot!(found, @"POST /devices/get: 400 Bad Request: Either 'device_id' or 'name' is required");
    let other = error(&API, 422, &of("Invalid")).await;
    insta::assert_snapshot!(other, @"POST /devices/get: 422 Unprocessable Entity: Invalid (Either 'device_id' or 'name' is required)");
}

#[tokio::test]
async fn parameters_within_others_are_dotted_and_all_are_sorted() {
    let nested = json!({
        "zone": {"_errors": ["b", "a"]},
        "location": {
            "_errors": ["Incomplete"],
            "city": {"_errors": ["Required"]},
            "street": {"_errors": []},
        },
        "users": {"_errors": [], "10": {"name": {"_errors": ["Too long"]}}},
    });
    insta::assert_snapshot!(found(nested).await, @r"
    [location] Incomplete
    [location.city] Required
    [users.10.name] Too long
    [zone] b | a
    ");
}

#[tokio::test]
async fn messages_can_be_a_list_or_a_text() {
    insta::assert_snapshot!(found(json!({"a": ["x", "y"], "b": "z", "c": [], "_errors": "w"})).await, @r"
    [] w
    [a] x | y
    [b] z
    ");
    insta::assert_snapshot!(found(json!({"Zone": "x", "_errors": "w"})).await, @r"
    [] w
    [Zone] x
    ");
    insta::assert_snapshot!(found(json!(["x"])).await, @"[] x");
    insta::assert_snapshot!(found(json!("x")).await, @"[] x");
    insta::assert_snapshot!(found(json!({"_errors": {"_errors": ["x"]}})).await, @"[_errors] x");
}

#[tokio::test]
async fn what_is_not_a_message_is_ignored() {
    for odd in [
        json!(null),
        json!(7),
        json!([7, {}]),
        json!({"a": null, "b": {"c": [true]}}),
        json!({}),
    ] {
        assert_eq!(found(odd.clone()).await, "", "{odd}");
    }
    assert_eq!(found(json!({"a": [1, "x"]})).await, "[a] x");
    let mut deep = json!(["x"]);
    for _ in 0..100 {
        deep = json!({"a": deep});
    }
    assert_eq!(found(deep).await, "");
}

#[tokio::test]
async fn parameter_errors_need_a_documented_path() {
    static SILENT: Api = Api::new("Silent", "https://h");
    let body = json!({"error": {"validation_errors": {"a": ["x"]}}, "a": ["x"]});
    assert_eq!(error(&API, 400, &body).await.messages_for("a"), ["x"]);
    assert_eq!(error(&SILENT, 400, &body).await.parameter_errors(), []);
    // A success that cannot be read is no error of the parameters.
    assert_eq!(error(&API, 200, &body).await.parameter_errors(), []);
}

#[tokio::test]
async fn many_parameters_stay_on_one_short_line() {
    let many: serde_json::Map<_, _> = (0..500)
        .map(|n| {
            (
                format!("parameter_{n}"),
                json!([format!("Line\none of {n}")]),
            )
        })
        .collect();
    let error = invalid(many.into()).await;
    assert_eq!(error.parameter_errors().len(), 500);
    let shown = error.to_string();
    assert!(shown.chars().count() < 300, "{shown}");
    assert!(!shown.contains('\n') && shown.ends_with("…)"), "{shown}");
}

#[tokio::test]
async fn a_response_that_cannot_be_decoded_can_be_decoded_as_another_type() {
    let odd = json!({"names": [1, 2]});
    let kept = error(&API, 200, &odd).await;
    assert_eq!(kept.output_as::<Vec<i64>>(), Some(vec![1, 2]));
    assert_eq!(kept.output_as::<Vec<String>>(), None);
    // An incomplete value is better than none.
    let half = error(&API, 200, &json!({"names": {"display_name": "Jo"}})).await;
    let jo: UserIdentity = half.output_as().unwrap();
    assert_eq!((&*jo.display_name, jo.created_at.as_str()), ("Jo", ""));
    let refused = error(&API, 400, &json!({"error": {}})).await;
    assert_eq!(refused.output_as::<Vec<i64>>(), None);
    assert!(!refused.is_failed() && !refused.is_still_running());
}
