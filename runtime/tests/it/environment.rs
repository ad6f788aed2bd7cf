//! How clients are set up: environment, base URL, headers.

use seamstress_runtime::{Api, Client, ErrorKind, testing::MockTransport};
use serde_json::json;

use crate::seam::client::{Seam, SeamBuilder};

fn with_env(variables: &[(&str, &str)]) -> (MockTransport, SeamBuilder) {
    let variables: Vec<(String, String)> = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let env = move |name: &str| {
        let found = variables.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    let server = MockTransport::new().respond(200, json!({"ok": true}));
    let transport = server.clone();
    let builder = Seam::builder().with(|inner| inner.transport(transport).env(env));
    (server, builder)
}

/// The authorization that a client with these variables sends; else why it cannot be built.
async fn authorization(variables: &[(&str, &str)]) -> Result<String, String> {
    let (server, builder) = with_env(variables);
    let seam = builder.build().map_err(|error| {
        assert!(matches!(error.kind(), ErrorKind::Config(_)));
        error.to_string()
    })?;
    seam.user_identities().add_acs_user("u", "j").await.unwrap();
    let request = &server.requests()[0];
    let workspace = request.header("seam-workspace").unwrap_or("-");
    Ok(format!(
        "{} {workspace}",
        request.header("authorization").unwrap()
    ))
}

#[tokio::test]
async fn the_one_complete_credential_of_the_environment_is_taken() {
    assert_eq!(
        authorization(&[("SEAM_API_KEY", "k")]).await,
        Ok("Bearer k -".to_owned())
    );
    assert_eq!(
        authorization(&[
            ("SEAM_PERSONAL_ACCESS_TOKEN", "t"),
            ("SEAM_WORKSPACE_ID", "w"),
            ("SEAM_API_KEY", "")
        ])
        .await,
        Ok("Bearer t w".to_owned())
    );
}

#[tokio::test]
async fn a_doubtful_environment_is_an_error_that_names_its_variables() {
    insta::assert_snapshot!(authorization(&[]).await.unwrap_err(), @"the client of Seam has no credential: give it one, or set SEAM_API_KEY, or SEAM_PERSONAL_ACCESS_TOKEN with SEAM_WORKSPACE_ID");
    insta::assert_snapshot!(authorization(&[("SEAM_API_KEY", "k"), ("SEAM_PERSONAL_ACCESS_TOKEN", "t"), ("SEAM_WORKSPACE_ID", "w")]).await.unwrap_err(), @"both SEAM_API_KEY and SEAM_PERSONAL_ACCESS_TOKEN are set: unset one of them, or give the client a credential");
    insta::assert_snapshot!(authorization(&[("SEAM_PERSONAL_ACCESS_TOKEN", "t"), ("SEAM_WORKSPACE_ID", "")]).await.unwrap_err(), @"SEAM_PERSONAL_ACCESS_TOKEN is set, but SEAM_WORKSPACE_ID is not");
}

#[tokio::test]
async fn a_credential_that_is_given_wins_over_the_environment() {
    let (server, builder) = with_env(&[
        ("SEAM_API_KEY", "env"),
        ("SEAM_PERSONAL_ACCESS_TOKEN", "env"),
    ]);
    let seam = builder.api_key("given").build().unwrap();
    seam.user_identities().add_acs_user("u", "j").await.unwrap();
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Bearer given")
    );
}

#[test]
fn a_secret_that_no_header_can_carry_is_an_error_and_never_trimmed() {
    for secret in ["", "k\n", " k", "k ", "k k", "ключ", "k\u{0}"] {
        let (_, builder) = with_env(&[]);
        let error = builder.api_key(secret).build().unwrap_err().to_string();
        assert!(error.contains("`api_key`"), "{error}");
    }
    let (_, builder) = with_env(&[]);
    let error = builder.personal_access_token("t", "").build().unwrap_err();
    insta::assert_snapshot!(error, @"`pat_with_workspace` also needs a value for the header `seam-workspace`");
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn a_client_without_a_transport_is_an_error() {
    let error = Seam::builder().api_key("k").build().unwrap_err();
    insta::assert_snapshot!(error, @"the client has no transport: give it one, or turn on the feature `reqwest`");
}

#[tokio::test]
async fn an_anonymous_client_can_call_only_what_needs_no_credential() {
    let (server, builder) = with_env(&[]);
    let seam = builder.with(|inner| inner.anonymous()).build().unwrap();
    seam.workspaces().health().await.unwrap();
    let error = seam.user_identities().create().await.unwrap_err();
    insta::assert_snapshot!(error, @"POST /user_identities/create: the operation needs a credential of api_key or console_session_with_workspace or pat_with_workspace; the client has none");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn the_base_url_is_the_builders_then_the_environments_then_the_apis() {
    let shown = |builder: SeamBuilder| format!("{:?}", builder.build().unwrap());
    let env = [
        ("SEAM_API_KEY", "k"),
        ("SEAM_ENDPOINT", "https://env.example/v1/"),
    ];
    assert!(shown(with_env(&env[..1]).1).contains("https://connect.getseam.com,"));
    assert!(shown(with_env(&env).1).contains("https://env.example/v1,"));
    let (_, builder) = with_env(&env);
    let builder = builder.with(|inner| inner.base_url("http://127.0.0.1:3020"));
    assert!(shown(builder).contains("http://127.0.0.1:3020,"));
}

#[test]
fn an_invalid_base_url_is_an_error_that_names_its_source() {
    let (_, builder) = with_env(&[
        ("SEAM_API_KEY", "k"),
        ("SEAM_ENDPOINT", "http://example.com"),
    ]);
    insta::assert_snapshot!(builder.build().unwrap_err(), @"the base URL is http, which is not encrypted: use https (from the environment variable SEAM_ENDPOINT)");
    let (_, builder) = with_env(&[
        ("SEAM_API_KEY", "k"),
        ("SEAM_ENDPOINT", "http://example.com"),
    ]);
    assert!(builder.with(|inner| inner.allow_http(true)).build().is_ok());
}

#[test]
fn documentation_without_a_server_needs_a_base_url() {
    static NONE: Api = Api::new("Pets", "");
    static RELATIVE: Api = Api::new("Pets", "/api/v3");
    let build = |api| Client::builder(api).transport(MockTransport::new()).build();
    insta::assert_snapshot!(build(&NONE).unwrap_err(), @"the documentation names no server: set `base_url`");
    insta::assert_snapshot!(build(&RELATIVE).unwrap_err(), @"the documented server `/api/v3` has no host: set `base_url` to the whole URL");
}

#[tokio::test]
async fn headers_that_cannot_be_sent_are_refused() {
    for (name, value) in [
        ("", "v"),
        ("a b", "v"),
        ("x\n", "v"),
        ("x", "v\n"),
        ("x", " v"),
        ("x", "é"),
        ("x", "a\tb"),
        ("content-length", "1"),
        ("Host", "h"),
        ("transfer-encoding", "chunked"),
    ] {
        let (server, builder) = with_env(&[("SEAM_API_KEY", "k")]);
        let refused = builder.with(|inner| inner.header(name, value)).build();
        assert!(
            matches!(refused.unwrap_err().kind(), ErrorKind::Config(_)),
            "{name:?}: {value:?}"
        );
        let (_, builder) = with_env(&[("SEAM_API_KEY", "k")]);
        let call = builder
            .build()
            .unwrap()
            .user_identities()
            .create()
            .call()
            .header(name, value);
        assert!(
            matches!(call.await.unwrap_err().kind(), ErrorKind::Config(_)),
            "{name:?}: {value:?}"
        );
        assert!(server.requests().is_empty());
    }
}
