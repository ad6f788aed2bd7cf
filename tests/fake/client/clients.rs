//! Clients of the fake.

use std::{error::Error as StdError, time::Duration};

use seam_api::{
    Error, Seam, SeamBuilder, Transport as _,
    runtime::{ReqwestTransport, http},
};
use serde_json::Value;

use crate::report::Report;

/// Clients with each kind of credential that the fake knows.
pub(crate) struct Clients {
    url: String,
    report: Report,
    /// Whether responses are refused that the documentation does not allow.
    strict: bool,
}

impl Clients {
    /// Clients of the fake at `url` that are recorded in `report`.
    pub(crate) fn new(url: &str, report: &Report) -> Self {
        Self {
            url: url.to_owned(),
            report: report.clone(),
            strict: false,
        }
    }

    /// As [`new`](Self::new), with clients that refuse what the documentation does not allow.
    pub(crate) fn strict(url: &str, report: &Report) -> Self {
        Self {
            strict: true,
            ..Self::new(url, report)
        }
    }

    pub(crate) fn api_key(&self) -> Result<Seam, Error> {
        self.builder()?.api_key("seam_apikey1_token").build()
    }

    pub(crate) fn without_workspace(&self) -> Result<Seam, Error> {
        self.builder()?
            .personal_access_token_without_workspace("seam_at1_longtoken")
            .build()
    }

    pub(crate) fn client_session(&self, token: &str) -> Result<Seam, Error> {
        self.builder()?.client_session_token(token).build()
    }

    pub(crate) fn publishable(&self) -> Result<Seam, Error> {
        self.builder()?.publishable_key("seam_pk1_token").build()
    }

    /// Sets the behaviour of the fake: `action` is one of its own routes, which need no credential.
    pub(crate) async fn control(
        &self,
        action: &str,
        body: &Value,
    ) -> Result<(), Box<dyn StdError>> {
        let request = http::Request::post(format!("{}/_fake/{action}", self.url))
            .header("content-type", "application/json")
            .body(serde_json::to_string(body)?.into())?;
        let response = ReqwestTransport::new()?.send(request).await?;
        match response.status().as_u16() {
            200 => Ok(()),
            status => Err(format!("the fake responds {status} to {action}").into()),
        }
    }

    /// A client without a credential yet.
    pub(crate) fn builder(&self) -> Result<SeamBuilder, Error> {
        let report = self.report.clone();
        Ok(Seam::builder()
            .base_url(&self.url)
            .env(|_| None)
            .transport(self.report.recording(ReqwestTransport::new()?))
            .on_drift(move |drift| report.add(drift))
            .strict(self.strict)
            // The fake is never busy: an action attempt has ended when it is first polled.
            .poll_interval(Duration::from_millis(1)))
    }
}
