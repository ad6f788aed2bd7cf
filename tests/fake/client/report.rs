//! The outcomes of calls.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use seam_api::{
    Drift, Error, ErrorKind, Transport,
    runtime::{Body, BoxFuture, ReqwestTransport, TransportError, http},
};

/// The outcome of each route.
#[derive(Clone, Default)]
pub(crate) struct Report(Arc<Mutex<Record>>);

#[derive(Default)]
struct Record {
    routes: BTreeMap<String, Route>,
    /// The first route that the current call was sent to. More follow where it waits.
    current: Option<String>,
}

#[derive(Default)]
struct Route {
    outcomes: BTreeSet<String>,
    drift: BTreeSet<String>,
}

impl Report {
    /// Makes `call`, and records its outcome.
    pub(crate) async fn of<T>(&self, call: impl IntoFuture<Output = Result<T, Error>>) {
        let _ = self.got(call).await;
    }

    /// Like [`of`](Self::of), where later calls need the response.
    pub(crate) async fn got<T>(
        &self,
        call: impl IntoFuture<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        self.record().current = None;
        let response = call.await;
        let outcome = match &response {
            Ok(_) => "ok".to_owned(),
            Err(error) => outcome(error),
        };
        let mut record = self.record();
        let route = record
            .current
            .take()
            .unwrap_or_else(|| "(not sent)".to_owned());
        let route = record.routes.entry(route).or_default();
        route.outcomes.insert(outcome);
        response
    }

    /// All routes, by name, with their drift.
    pub(crate) fn all(&self) -> String {
        let record = self.record();
        let mut text = String::new();
        for (name, route) in &record.routes {
            let outcomes: Vec<&str> = route.outcomes.iter().map(String::as_str).collect();
            let _ = writeln!(text, "{name}: {}", outcomes.join(", "));
            for drift in &route.drift {
                let _ = writeln!(text, "    {drift}");
            }
        }
        text
    }

    /// The routes that failed, by name.
    pub(crate) fn failures(&self) -> String {
        let record = self.record();
        let lines = record.routes.iter().flat_map(|(name, route)| {
            let failed = route.outcomes.iter().filter(|outcome| *outcome != "ok");
            // Where in a body an error is depends on its values.
            let place = |outcome: &str| outcome.split(" (line").next().unwrap_or_default().to_owned();
            failed.map(move |outcome| format!("{name}: {}\n", without_indices(&place(outcome))))
        });
        lines.collect()
    }

    /// Adds one difference between a response and its documentation.
    pub(crate) fn add(&self, drift: &Drift) {
        let Some(operation) = drift.operation else {
            return;
        };
        let line = format!("{:?} {}", drift.kind, without_indices(&drift.path));
        let mut record = self.record();
        let route = record.routes.entry(operation.to_string()).or_default();
        route.drift.insert(line);
    }

    /// A transport that records where it sends.
    pub(crate) fn recording(&self, transport: ReqwestTransport) -> Recording {
        Recording {
            transport,
            report: self.clone(),
        }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The status and code of an error response, else the whole error.
fn outcome(error: &Error) -> String {
    match (error.kind(), error.status(), error.code()) {
        (ErrorKind::Api, Some(status), Some(code)) => format!("{} {code}", status.as_u16()),
        (ErrorKind::Api, Some(status), None) => status.as_u16().to_string(),
        _ => format!("BROKEN: {error}"),
    }
}

/// `$.devices[3].name` as `$.devices[].name`, so that equal drift is listed once.
fn without_indices(path: &str) -> String {
    let mut parts = path.split('[');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let shown = if digits.starts_with(']') {
            digits
        } else {
            part
        };
        text.push('[');
        text.push_str(shown);
    }
    text
}

/// A transport that records where it sends.
pub(crate) struct Recording {
    transport: ReqwestTransport,
    report: Report,
}

impl Transport for Recording {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let route = format!("{} {}", request.method(), request.uri().path());
        self.report.record().current.get_or_insert(route);
        self.transport.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.transport.sleep(duration)
    }
}
