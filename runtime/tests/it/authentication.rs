//! Which credential a call carries, and how.

use seamstress_runtime::{
    Api, Call, Client, ClientBuilder, Credential, Error, ErrorKind, OperationSpec, Scheme,
    testing::MockTransport,
};
use serde_json::json;

static API: Api = Api::new("Seam", "https://connect.getseam.com").schemes(&[
    API_KEY,
    TOKEN,
    TOKEN_ALONE,
    SESSION,
    WEBHOOK,
]);
const API_KEY: Scheme = Scheme::bearer("api_key")
    .prefix("seam_")
    .env("SEAM_API_KEY");
const TOKEN: Scheme = Scheme::bearer("pat_with_workspace")
    .satisfies(&["console_session_with_workspace"])
    .prefix("seam_at")
    .env("SEAM_PERSONAL_ACCESS_TOKEN")
    .companion("seam-workspace", "SEAM_WORKSPACE_ID");
const TOKEN_ALONE: Scheme = Scheme::bearer("pat_without_workspace").prefix("seam_at");
const SESSION: Scheme = Scheme::bearer("client_session")
    .satisfies(&["client_session_with_customer", "client_session_read_only"])
    .repeated_in("client-session-token")
    .prefix("seam_cst");
const WEBHOOK: Scheme = Scheme::header("webhook", "x-webhook");

static API_KEY_GIVEN: Scheme = API_KEY;
static TOKEN_GIVEN: Scheme = TOKEN;
static SESSION_GIVEN: Scheme = SESSION;
static WEBHOOK_GIVEN: Scheme = WEBHOOK;

static PARTNER: Scheme = Scheme::bearer("partner").prefix("seam_partner");

static CREATE: OperationSpec =
    OperationSpec::post("/workspaces/create").security(&[&["console_session_with_workspace"]]);
static LIST: OperationSpec = OperationSpec::post("/devices/list")
    .security(&[&["api_key"], &["client_session_with_customer"]]);

fn builder(server: &MockTransport) -> ClientBuilder {
    let server = server.clone();
    Client::builder(&API).transport(server).env(|_| None)
}

fn token(secret: &str) -> Credential {
    Credential::new(&TOKEN_GIVEN, secret).companion("w")
}

async fn call(client: &Client, spec: &'static OperationSpec) -> Result<(), Error> {
    Call::new(client.clone(), spec).await
}

/// Why a client with this credential cannot be built.
fn refusal(credential: Credential) -> String {
    let error = builder(&MockTransport::new())
        .credential(credential)
        .build();
    let error = error.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_secret_also_satisfies_the_other_schemes_of_its_kind() {
    let server = MockTransport::new()
        .respond(200, json!({}))
        .respond(200, json!({}));
    let client = builder(&server)
        .credential(token("seam_at1"))
        .credential(Credential::new(&SESSION_GIVEN, "seam_cst1"))
        .build()
        .unwrap();
    call(&client, &CREATE).await.unwrap();
    call(&client, &LIST).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer seam_at1"));
    assert_eq!(requests[0].header("seam-workspace"), Some("w"));
    assert_eq!(requests[0].header("client-session-token"), None);
    assert_eq!(
        requests[1].header("authorization"),
        Some("Bearer seam_cst1")
    );
    assert_eq!(requests[1].header("seam-workspace"), None);
}

#[tokio::test]
async fn of_several_credentials_that_fit_the_first_is_taken() {
    for reversed in [false, true] {
        let server = MockTransport::new().respond(200, json!({}));
        let mut credentials = [
            Credential::new(&API_KEY_GIVEN, "seam_1"),
            Credential::new(&SESSION_GIVEN, "seam_cst1"),
        ];
        if reversed {
            credentials.reverse();
        }
        let all = credentials.into_iter();
        let builder = all.fold(builder(&server), ClientBuilder::credential);
        call(&builder.build().unwrap(), &LIST).await.unwrap();
        let sent = server.requests();
        let session = sent[0].header("client-session-token");
        assert_eq!(session, reversed.then_some("seam_cst1"));
    }
}

#[tokio::test]
async fn a_repeated_secret_is_bare_and_as_secret_as_the_other() {
    let server = MockTransport::new().respond(200, json!({}));
    let client = builder(&server)
        .credential(Credential::new(&SESSION_GIVEN, "seam_cst_canary"))
        .header("client-session-token", "mine")
        .build()
        .unwrap();
    call(&client, &LIST).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(
        request.header("client-session-token"),
        Some("seam_cst_canary")
    );
    assert_eq!(
        request.header("authorization"),
        Some("Bearer seam_cst_canary")
    );
    for header in ["client-session-token", "authorization"] {
        assert!(request.headers[header].is_sensitive(), "{header}");
    }
    let shown = format!("{client:?} {request:?}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[tokio::test]
async fn the_error_names_what_is_needed_and_what_there_is() {
    let server = MockTransport::new();
    let client = builder(&server)
        .credential(Credential::new(&API_KEY_GIVEN, "seam_1"))
        .credential(Credential::new(&WEBHOOK_GIVEN, "whatever"))
        .build()
        .unwrap();
    let error = call(&client, &CREATE).await.unwrap_err();
    insta::assert_snapshot!(error, @"POST /workspaces/create: the operation needs a credential of console_session_with_workspace; the client has api_key, webhook");
    assert!(matches!(error.kind(), ErrorKind::NoCredential(_)));
    assert_eq!((error.attempts(), server.requests().len()), (0, 0));
    let nobody = builder(&server).anonymous().build().unwrap();
    let error = call(&nobody, &LIST).await.unwrap_err();
    insta::assert_snapshot!(error, @"POST /devices/list: the operation needs a credential of api_key or client_session_with_customer; the client has none");
}

#[test]
fn a_secret_of_another_kind_is_refused_without_being_shown() {
    for canary in ["seam_at1_canary", "seam_cst_canary", "canary"] {
        let shown = refusal(Credential::new(&API_KEY_GIVEN, canary));
        assert!(!shown.contains("canary"), "{shown}");
    }
    let key = |secret: &str| refusal(Credential::new(&API_KEY_GIVEN, secret));
    insta::assert_snapshot!(key("seam_at1"), @"the secret of `api_key` begins with `seam_at`, as those of `pat_with_workspace` and `pat_without_workspace` do");
    insta::assert_snapshot!(key("seam_cst1"), @"the secret of `api_key` begins with `seam_cst`, as those of `client_session` do");
    insta::assert_snapshot!(key("Seam_1"), @"the secret of `api_key` does not begin with `seam_`");
    insta::assert_snapshot!(refusal(token("seam_1")), @"the secret of `pat_with_workspace` begins with `seam_`, as those of `api_key` do");
    let webhook = Credential::new(&WEBHOOK_GIVEN, "seam_1");
    insta::assert_snapshot!(refusal(webhook), @"the secret of `webhook` begins with `seam_`, as those of `api_key` do");
}

#[test]
fn a_secret_of_its_own_kind_is_taken() {
    for credential in [
        Credential::new(&API_KEY_GIVEN, "seam_1"),
        Credential::new(&API_KEY_GIVEN, "seam_a"),
        token("seam_at1"),
        Credential::new(&SESSION_GIVEN, "seam_cst1"),
        Credential::new(&WEBHOOK_GIVEN, "whatever"),
        // Of a scheme that the API does not list.
        Credential::new(&PARTNER, "seam_partner1"),
    ] {
        let built = builder(&MockTransport::new())
            .credential(credential)
            .build();
        assert!(built.is_ok(), "{built:?}");
    }
}

#[test]
fn a_secret_of_the_environment_is_held_to_the_same_and_its_variable_named() {
    let build = |variable: &'static str, secret: &'static str| {
        let read = move |name: &str| match name {
            "SEAM_WORKSPACE_ID" => Some("w".to_owned()),
            name => (name == variable).then(|| secret.to_owned()),
        };
        builder(&MockTransport::new()).env(read).build()
    };
    assert!(build("SEAM_API_KEY", "seam_1").is_ok());
    assert!(build("SEAM_PERSONAL_ACCESS_TOKEN", "seam_at1").is_ok());
    insta::assert_snapshot!(build("SEAM_API_KEY", "seam_at1").unwrap_err(), @"the secret of `api_key` begins with `seam_at`, as those of `pat_with_workspace` and `pat_without_workspace` do (from the environment variable SEAM_API_KEY)");
    insta::assert_snapshot!(build("SEAM_PERSONAL_ACCESS_TOKEN", "x").unwrap_err(), @"the secret of `pat_with_workspace` does not begin with `seam_at` (from the environment variable SEAM_PERSONAL_ACCESS_TOKEN)");
    insta::assert_snapshot!(build("SEAM_API_KEY", "seam_1\n").unwrap_err(), @"the secret of `api_key` has a character that no header can carry (is there a space or a line break at its end?) (from the environment variable SEAM_API_KEY)");
}

#[tokio::test]
async fn a_client_needs_no_credential_where_no_operation_does() {
    static OPEN: Api = Api::new("Open", "https://api.example.test")
        .schemes(&[API_KEY])
        .credential_is_optional();
    static OPTIONAL: OperationSpec = OperationSpec::get("/doors").security(&[&[], &["api_key"]]);
    for (variable, sent) in [(None, None), (Some("seam_k"), Some("Bearer seam_k"))] {
        let server = MockTransport::new().respond(200, json!({}));
        let client = Client::builder(&OPEN)
            .transport(server.clone())
            .env(move |_| variable.map(str::to_owned))
            .build()
            .unwrap();
        call(&client, &OPTIONAL).await.unwrap();
        assert_eq!(server.requests()[0].header("authorization"), sent);
    }
}
