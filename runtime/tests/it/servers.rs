//! The servers that requests are sent to.

use std::sync::{Arc, Mutex};

use seamstress_runtime::{
    Body, BoxFuture, ClientBuilder, ErrorKind, TransportError, codegen::*, http,
};

static API: Api = Api::new("Test", "https://{region}.example.test/v1")
    .variables(&[ServerVariable::new("region", "eu").values(&["eu", "us"])])
    .endpoint_env("TEST_ENDPOINT");

const SANDBOX: Server = Server::new("https://sandbox.example.test");

static LIST: OperationSpec = OperationSpec::get("/pets");
static UPLOAD: OperationSpec = OperationSpec::post("/pets").server(
    Server::new("https://upload.{region}.example.test")
        .variables(&[ServerVariable::new("region", "eu")]),
);

/// Responds 200 to everything, and records the URLs.
#[derive(Clone, Default)]
struct Urls(Arc<Mutex<Vec<String>>>);

impl Transport for Urls {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        self.0.lock().unwrap().push(request.uri().to_string());
        Box::pin(async { Ok(http::Response::new(Body::from("{}"))) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<()> {
        Box::pin(async {})
    }
}

/// The URLs of one call of each operation.
async fn urls(settings: fn(ClientBuilder) -> ClientBuilder) -> Result<Vec<String>, Error> {
    let urls = Urls::default();
    let builder = Client::builder(&API).env(|_| None).transport(urls.clone());
    let client = settings(builder).build()?;
    for spec in [&LIST, &UPLOAD] {
        Call::<()>::new(client.clone(), spec).await?;
    }
    let urls = urls.0.lock().unwrap().clone();
    Ok(urls)
}

#[tokio::test]
async fn an_operation_is_sent_to_its_own_server_or_to_that_of_the_api() {
    assert_eq!(
        urls(|builder| builder).await.unwrap(),
        [
            "https://eu.example.test/v1/pets",
            "https://upload.eu.example.test/pets"
        ]
    );
}

#[tokio::test]
async fn a_variable_is_set_in_the_urls_of_all_servers() {
    assert_eq!(
        urls(|builder| builder.server_variable("region", "us"))
            .await
            .unwrap(),
        [
            "https://us.example.test/v1/pets",
            "https://upload.us.example.test/pets"
        ]
    );
}

#[tokio::test]
async fn another_documented_server_replaces_that_of_the_api() {
    assert_eq!(
        urls(|builder| builder.server(SANDBOX)).await.unwrap(),
        [
            "https://sandbox.example.test/pets",
            "https://upload.eu.example.test/pets"
        ]
    );
}

#[tokio::test]
async fn a_url_that_users_set_replaces_every_server() {
    let local = ["http://127.0.0.1:1/pets", "http://127.0.0.1:1/pets"];
    let set = urls(|builder| builder.base_url("http://127.0.0.1:1"));
    assert_eq!(set.await.unwrap(), local);
    let in_environment = urls(|builder| {
        builder.env(|name| (name == "TEST_ENDPOINT").then(|| "http://127.0.0.1:1".to_owned()))
    });
    assert_eq!(in_environment.await.unwrap(), local);
}

#[tokio::test]
async fn undocumented_values_of_variables_are_errors_before_anything_is_sent() {
    let error = urls(|builder| builder.server_variable("region", "moon"))
        .await
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)));
    assert!(error.to_string().contains("`eu`, `us`"), "{error}");
    // Only the server of the operation has no list of values.
    let error = urls(|builder| {
        builder
            .server(SANDBOX)
            .server_variable("region", "evil.test/")
    });
    let error = error.await.unwrap_err();
    assert!(error.to_string().contains("`region`"), "{error}");
}
