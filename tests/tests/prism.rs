//! Every operation of the generated client against a server that knows nothing
//! but the merged document.

use std::{
    path::Path,
    process::ExitCode,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use libtest_mimic::{Arguments, Failed, Trial};
use seam_api::{
    Error, Seam, Transport,
    models::{AcsUserId, UserIdentitiesAddAcsUserUserIdentity, UserIdentityId},
    runtime::{Body, BoxFuture, ReqwestTransport, TransportError, http},
};
use tests::{node::is_skipped, prism::Prism, workspace};

const ID: &str = "d73f4706-67e3-419d-899e-ec957a75ee0c";

/// Started by the first test that needs it, and ended with the last.
type Server = Arc<OnceLock<Result<Prism, String>>>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if is_skipped("Prism") {
        return ExitCode::SUCCESS;
    }
    let server = Server::default();
    let trials = vec![
        trial(
            &server,
            "every_operation_returns_a_documented_response",
            every_operation,
        ),
        trial(
            &server,
            "responses_with_undeclared_fields_are_read",
            responses_with_undeclared_fields,
        ),
        trial(
            &server,
            "a_call_without_a_credential_is_unauthorized",
            without_credential,
        ),
        trial(
            &server,
            "parameters_that_the_document_forbids_are_invalid_input",
            invalid_parameters,
        ),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A test that is given a client's base URL.
fn trial(server: &Server, name: &str, test: fn(&str) -> Result<(), Failed>) -> Trial {
    let server = Arc::clone(server);
    Trial::test(name, move || {
        let start = || {
            Prism::start(
                Path::new(env!("CARGO_TARGET_TMPDIR")),
                &workspace().join("specs/openapi.yaml"),
            )
        };
        let prism = server.get_or_init(start).as_ref()?;
        test(&prism.url()).map_err(|failed| {
            let message = failed.message().unwrap_or_default();
            Failed::from(format!("{message}\nthe log of Prism:\n{}", prism.log()))
        })
    })
}

/// The drift that a client reports.
type DriftLog = Arc<Mutex<Vec<String>>>;

fn client(url: &str, drift: &DriftLog) -> Result<Seam, Error> {
    let drift = Arc::clone(drift);
    let hook = move |found: &seam_api::Drift| {
        let mut drift = drift.lock().unwrap_or_else(PoisonError::into_inner);
        drift.push(format!("{:?} at {}", found.kind, found.path));
    };
    Seam::builder()
        .api_key("seam_apikey1_token")
        .base_url(url)
        .on_drift(hook)
        .build()
}

/// Runs `calls` to its end.
fn run(calls: impl Future<Output = Result<(), Failed>>) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(60), calls)
            .await
            .map_err(|_| Failed::from("no response within a minute"))?
    })
}

fn every_operation(url: &str) -> Result<(), Failed> {
    run(async {
        let drift = DriftLog::default();
        let seam = client(url, &drift)?;
        let jane = seam
            .user_identities()
            .create()
            .email_address("jane@example.com")
            .phone_number_null()
            .await?;
        assert!(!jane.display_name.is_empty());
        assert!(jane.created_at.as_str().contains('T'), "{jane:?}");
        let by_key = UserIdentitiesAddAcsUserUserIdentity::UserIdentityKey("jane".to_owned());
        seam.user_identities().add_acs_user(ID, by_key).await?;
        seam.acs()
            .access_groups()
            .add_user(ID, UserIdentityId::from(ID))
            .await?;
        let credential = seam
            .acs()
            .credentials()
            .assign(ID, AcsUserId::from(ID))
            .await?;
        assert!(credential.is_some_and(|it| it.is_managed));
        let drift = drift.lock().map_err(|error| error.to_string())?;
        assert!(
            drift.is_empty(),
            "Prism responds as documented, but there is drift: {drift:?}"
        );
        Ok(())
    })
}

/// Asked for dynamic responses, Prism leaves out optional fields, and adds fields that are not
/// declared.
fn responses_with_undeclared_fields(url: &str) -> Result<(), Failed> {
    run(async {
        let drift = DriftLog::default();
        let seam = client(url, &drift)?;
        for _ in 0..20 {
            seam.user_identities()
                .create()
                .call()
                .header("prefer", "dynamic=true")
                .await?;
            let assign = seam
                .acs()
                .credentials()
                .assign(ID, AcsUserId::from(ID))
                .call();
            assign.header("prefer", "dynamic=true").await?;
        }
        let drift = drift.lock().map_err(|error| error.to_string())?;
        assert!(
            drift.iter().any(|found| found.starts_with("UnknownField")),
            "{drift:?}"
        );
        Ok(())
    })
}

/// Loses the credential on the way.
struct Careless(ReqwestTransport);

impl Transport for Careless {
    fn send(
        &self,
        mut request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        request.headers_mut().remove(http::header::AUTHORIZATION);
        self.0.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.0.sleep(duration)
    }
}

fn without_credential(url: &str) -> Result<(), Failed> {
    run(async {
        let careless = Careless(ReqwestTransport::new()?);
        let seam = Seam::builder()
            .api_key("seam_k")
            .base_url(url)
            .transport(careless)
            .build()?;
        let Err(error) = seam.user_identities().create().await else {
            return Err("this call was let in".into());
        };
        assert!(error.is_unauthorized(), "{error}");
        Ok(())
    })
}

fn invalid_parameters(url: &str) -> Result<(), Failed> {
    run(async {
        let seam = client(url, &DriftLog::default())?;
        let calls = [
            seam.user_identities()
                .create()
                .email_address("this is no address")
                .await
                .err(),
            seam.user_identities().create().full_name("").await.err(),
            seam.user_identities()
                .create()
                .acs_system_ids(["this is no UUID"])
                .await
                .err(),
            seam.acs()
                .access_groups()
                .add_user("this is no UUID", UserIdentityId::from(ID))
                .await
                .err(),
        ];
        for (index, error) in calls.into_iter().enumerate() {
            let Some(error) = error else {
                return Err(format!("call {index} was accepted").into());
            };
            assert!(error.is_invalid_input(), "call {index}: {error}");
            assert!(!error.is_retryable());
        }
        Ok(())
    })
}
