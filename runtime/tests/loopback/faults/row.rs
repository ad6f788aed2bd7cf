//! One fault: what the server does, which call it concerns, and the outcome.

use std::{
    error::Error as _,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use seamstress_runtime::{
    Attempt, AttemptOutcome, BoxFuture, ClientBuilder, Credential, Drift, Error, Output,
    ReqwestTransport, codegen::*, encode, reqwest,
};

use crate::{
    clock::Clocked,
    models::{API, Door, GET, KEY, POST},
    reply::Reply,
    server::{Server, unused_url},
};

/// The secret of every client.
pub(super) const SECRET: &str = "sentinel-4711";

/// A body without a fault.
pub(super) const DOOR: &str = r#"{"door_id":"d7"}"#;

/// A call, and its result as text.
#[derive(Clone, Copy)]
pub(super) struct Calling {
    pub(super) name: &'static str,
    pub(super) run: fn(Client) -> BoxFuture<Result<String, Error>>,
    /// Whether the result is a stream, which a deadline does not concern.
    pub(super) is_stream: bool,
}

impl Calling {
    pub(super) const fn new(
        name: &'static str,
        run: fn(Client) -> BoxFuture<Result<String, Error>>,
    ) -> Self {
        Self {
            name,
            run,
            is_stream: false,
        }
    }
}

pub(super) const GET_DOOR: Calling = Calling::new("GET", |client| Box::pin(door(client, &GET)));
pub(super) const POST_DOOR: Calling = Calling::new("POST", |client| Box::pin(door(client, &POST)));

async fn door(client: Client, spec: &'static OperationSpec) -> Result<String, Error> {
    let door = Call::<Door>::new(client, spec).await?;
    let json = encode(&door).unwrap();
    Ok(format!("`{}`", String::from_utf8(json).unwrap()))
}

pub(super) fn get<T: Output>(client: Client) -> Call<T> {
    Call::new(client, &GET)
}

pub(super) struct Row {
    pub(super) fault: &'static str,
    pub(super) calling: Calling,
    /// Without a reply, no server listens.
    pub(super) script: Vec<Reply>,
    pub(super) is_compressed: bool,
}

impl Row {
    pub(super) fn new(
        fault: &'static str,
        calling: Calling,
        script: impl IntoIterator<Item = Reply>,
    ) -> Self {
        Self {
            fault,
            calling,
            script: script.into_iter().collect(),
            is_compressed: true,
        }
    }

    /// The fault for a call that may be repeated, and for one that may not.
    pub(super) fn both<S>(fault: &'static str, script: S) -> [Self; 2]
    where
        S: IntoIterator<Item = Reply> + Clone,
    {
        [GET_DOOR, POST_DOOR].map(|calling| Self::new(fault, calling, script.clone()))
    }

    /// With a transport that does not decompress.
    pub(super) fn uncompressed(mut self) -> Self {
        self.is_compressed = false;
        self
    }

    /// What comes of the call, of a client with these settings.
    pub(super) async fn run(
        &self,
        transports: &Transports,
        set: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Outcome {
        let transport = match self.is_compressed {
            true => &transports.gzip,
            false => &transports.plain,
        };
        let transport = Clocked::new(transport.clone());
        let server = match self.script.is_empty() {
            true => None,
            false => {
                let script = self.script.iter().cloned();
                Some(Server::start(&transport.clock, script).await)
            }
        };
        let url = match &server {
            Some(server) => server.url.clone(),
            None => unused_url().await,
        };
        let drift = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&drift);
        let repeated = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&repeated);
        let client = Client::builder(&API)
            .request_hook(move |_: &Attempt, outcome: &AttemptOutcome<'_>| {
                let again = u32::from(outcome.retry_after().is_some());
                count.fetch_add(again, Ordering::Relaxed);
            })
            .base_url(url)
            .credential(Credential::new(&KEY, SECRET))
            .transport(transport.clone())
            .on_drift(move |found| seen.lock().unwrap().push(found.clone()));
        let result = (self.calling.run)(set(client).build().unwrap()).await;
        let drift = drift.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sent = *transport.sent.lock().unwrap();
        Outcome {
            result,
            drift,
            sent,
            repeated: repeated.load(Ordering::Relaxed),
            elapsed: transport.clock.elapsed(),
            pauses: transport.clock.pauses(),
            requests: server.as_ref().map_or_else(Vec::new, Server::requests),
            executed: server.as_ref().map_or(0, Server::executed),
        }
    }
}

/// What all rows of a test share: a transport reads the certificates of the system.
pub(super) struct Transports {
    gzip: ReqwestTransport,
    /// Without the feature `gzip`.
    plain: ReqwestTransport,
}

impl Transports {
    pub(super) fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let plain = reqwest::Client::builder().no_gzip().build();
        Self {
            gzip: ReqwestTransport::new().unwrap(),
            plain: ReqwestTransport::from(plain.unwrap()),
        }
    }
}

pub(super) struct Outcome {
    pub(super) result: Result<String, Error>,
    pub(super) drift: Vec<Drift>,
    /// How many requests the transport was given.
    pub(super) sent: u32,
    /// How many of them were the same request once more.
    pub(super) repeated: u32,
    pub(super) elapsed: Duration,
    /// How long each wait between two requests was; the rest of the time went by during requests.
    pub(super) pauses: Vec<Duration>,
    /// The requests that arrived as a whole.
    pub(super) requests: Vec<String>,
    /// How many of them the server did not reject.
    pub(super) executed: usize,
}

impl Outcome {
    /// Everything that a program could log of the result.
    pub(super) fn displayed(&self) -> String {
        let error = match &self.result {
            Ok(value) => return value.clone(),
            Err(error) => error,
        };
        let mut all = format!("{error} {error:?} {error:#?}");
        let mut source = error.source();
        while let Some(inner) = source {
            all.push_str(&format!(" {inner} {inner:?}"));
            source = inner.source();
        }
        all
    }
}
