//! Parameters that are set by the names that the API has for them.

use std::time::Duration;

use seamstress_runtime::{codegen::*, testing::MockTransport, testing::RecordedRequest};
use serde_json::{Value, json};

static API: Api = Api::new("Test", "https://api.example.test");

static CREATE: OperationSpec = OperationSpec::post("/pets/create").json_body();

static UPDATE: OperationSpec = OperationSpec::put("/pets/{pet_id}").json_body().bindings(&[
    Binding::path("pet_id"),
    Binding::query("tags"),
    Binding::body_field("body_id").wire("id"),
]);

static REPLACE: OperationSpec = OperationSpec::put("/pets/{pet_id}")
    .json_body()
    .bindings(&[Binding::path("pet_id"), Binding::body("pet")]);

static GET: OperationSpec = OperationSpec::get("/pets");

fn client(server: &MockTransport) -> Client {
    let builder = Client::builder(&API).transport(server.clone());
    builder.build().unwrap()
}

async fn send(
    spec: &'static OperationSpec,
    params: Value,
    extra: &[(&str, Value)],
) -> Result<RecordedRequest, Error> {
    let server = MockTransport::new().respond(200, json!({}));
    let mut call = Call::<()>::new(client(&server), spec).params(params);
    for (name, value) in extra {
        call = call.param(name, value.clone());
    }
    call.await?;
    Ok(server.requests().remove(0))
}

#[tokio::test]
async fn it_is_a_field_of_the_body_where_there_is_one() {
    let extra = [("beta", json!({"on": [1]})), ("size", json!(2))];
    let sent = send(&CREATE, json!({"name": "Rex", "size": 1}), &extra).await;
    let body = json!({"name": "Rex", "size": 2, "beta": {"on": [1]}});
    assert_eq!(sent.unwrap().json(), Some(body));
}

#[tokio::test]
async fn it_is_in_the_query_where_the_body_has_no_fields() {
    let extra = [("beta", json!(true)), ("a&b", json!(["x", "y z"]))];
    let sent = send(&REPLACE, json!({"pet_id": "1", "pet": [1]}), &extra).await;
    let sent = sent.unwrap();
    assert_eq!(sent.path, "/pets/1?beta=true&a%26b=x&a%26b=y%20z");
    assert_eq!(sent.json(), Some(json!([1])));

    let server = MockTransport::new().respond(200, json!({}));
    let call = Call::<()>::new(client(&server), &GET);
    call.param("beta", 7).await.unwrap();
    assert_eq!(server.requests()[0].path, "/pets?beta=7");
}

#[tokio::test]
async fn a_declared_parameter_is_replaced_where_it_is_bound_to() {
    let params = json!({"pet_id": "1", "tags": ["x"], "body_id": "2", "name": "Rex"});
    let extra = [("tags", json!("y")), ("id", json!("3"))];
    let sent = send(&UPDATE, params, &extra).await.unwrap();
    assert_eq!(sent.path, "/pets/1?tags=y");
    assert_eq!(sent.json(), Some(json!({"id": "3", "name": "Rex"})));
}

#[tokio::test]
async fn a_parameter_of_the_path_is_an_error() {
    let error = send(&UPDATE, json!({"pet_id": "1"}), &[("pet_id", json!("2"))]).await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("`pet_id` is a parameter of the path"),
        "{error}"
    );
}

#[tokio::test]
async fn parameters_that_are_no_object_take_no_more() {
    let error = send(&CREATE, json!([1]), &[("beta", json!(true))]).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("so `beta` cannot be set"), "{error}");
}

#[tokio::test]
async fn a_retry_sends_it_again() {
    let server = MockTransport::new()
        .respond(503, json!({}))
        .respond(200, json!({}));
    let call = Call::<()>::new(client(&server), &GET).param("beta", "x");
    call.retries(1)
        .deadline(Duration::from_secs(60))
        .await
        .unwrap();
    let paths: Vec<String> = server.requests().into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/pets?beta=x", "/pets?beta=x"]);
}
