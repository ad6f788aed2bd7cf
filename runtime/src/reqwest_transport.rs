//! The transport over `reqwest`.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{
    HeaderValue, Method,
    header::CONTENT_LENGTH,
    uri::{Authority, PathAndQuery},
};
use http_body::{Frame, SizeHint};
use rustls::{ClientConfig, crypto::CryptoProvider};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    error::Error,
    response::Reception,
    transport::{Body, BodyStream, BoxError, BoxFuture, Transport, TransportError},
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Far below the number of files that a process may open: 256 or 1024 on most systems.
const MAX_EXCHANGES: usize = 100;

/// Sends requests with [`reqwest`], on a runtime of `tokio`.
///
/// Proxies are read from the environment, as `reqwest` does.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// One permit for each exchange that may be under way; `None` for any number.
    permits: Option<Arc<Semaphore>>,
}

impl ReqwestTransport {
    /// A transport that connects within 5 seconds, follows no redirect, and trusts the certificates
    /// that the system trusts. With the feature `gzip`, it asks for compressed responses.
    ///
    /// At most 100 exchanges are under way at once, see [`ReqwestTransport::max_exchanges`].
    ///
    /// It does not limit how long a response takes: the client and its calls do.
    ///
    /// # Errors
    ///
    /// If the system has no certificates to trust.
    pub fn new() -> Result<Self, Error> {
        let tls = tls().map_err(|error| Error::config(format!("TLS cannot be set up: {error}")))?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            // Whether responses are compressed is for this crate's feature to decide, not for those
            // that other crates of the program turn on.
            .no_brotli()
            .no_deflate()
            .no_zstd();
        #[cfg(not(feature = "gzip"))]
        let client = client.no_gzip();
        let client = client
            // No `read_timeout`: in reqwest 0.13 it bounds the wait for the head as well, also of
            // calls that may wait longer.
            .connect_timeout(CONNECT_TIMEOUT)
            .build();
        client
            .map(|client| Self::from(client).max_exchanges(MAX_EXCHANGES))
            .map_err(|error| Error::config(format!("the HTTP client cannot be set up: {error}")))
    }

    /// How many exchanges may be under way at once: an exchange lasts from the request to the end
    /// of the response. Further requests wait for their turn, which is part of the time that a call
    /// may take. Zero is taken as one.
    ///
    /// Streams that calls have returned are not counted, so that open ones never keep other calls
    /// waiting: their connections come on top. A program that opens many limits them itself.
    #[must_use]
    pub fn max_exchanges(self, count: usize) -> Self {
        let count = count.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            permits: Some(Arc::new(Semaphore::new(count))),
            ..self
        }
    }
}

/// A client of the caller's, with its own settings and any number of exchanges at once.
///
/// It should not follow redirects: secrets in custom headers would be sent along.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self {
            client,
            permits: None,
        }
    }
}

/// `ring`, unless the program has installed another provider.
fn tls() -> Result<ClientConfig, rustls::Error> {
    let provider = match CryptoProvider::get_default() {
        Some(provider) => Arc::clone(provider),
        None => Arc::new(rustls::crypto::ring::default_provider()),
    };
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth())
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let Self { client, permits } = self.clone();
        Box::pin(async move {
            // Only a closed semaphore has no permit, and this one is never closed.
            let permit = match permits {
                Some(permits) => permits.acquire_owned().await.ok(),
                None => None,
            };
            let reception = request.extensions().get::<Reception>().copied();
            let request = request_of(request)?;
            let response = client.execute(request).await.map_err(failure)?;
            let response = http::Response::<reqwest::Body>::from(response);
            let status = response.status().as_u16();
            // A program that holds streams while it waits for calls would wait for itself.
            let is_stream = reception.is_some_and(|it| it.is_stream(status));
            let permit = permit.filter(|_| !is_stream);
            Ok(response.map(|body| Body::stream(ResponseBody { body, permit })))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(duration))
    }

    /// The clock of `tokio`, which a test can pause.
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}

/// The request of `reqwest`. Its own conversion keeps the extensions, which nothing reads then, and
/// writes the URL in pieces.
fn request_of(request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let (scheme, authority) = (head.uri.scheme_str(), head.uri.authority());
    let parts = [
        scheme.unwrap_or_default(),
        "://",
        authority.map_or("", Authority::as_str),
        head.uri.path_and_query().map_or("", PathAndQuery::as_str),
    ];
    let url = reqwest::Url::parse(&parts.concat()).map_err(TransportError::unsendable)?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    // `hyper` writes no length of an empty body, without which servers refuse such requests
    // (RFC 9110, section 8.6).
    if body.length() == Some(0)
        && matches!(
            *request.method(),
            Method::POST | Method::PUT | Method::PATCH
        )
    {
        request
            .headers_mut()
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from_static("0"));
    }
    *request.version_mut() = head.version;
    *request.body_mut() = Some(request_body(body));
    Ok(request)
}

/// The error without the URL, which may contain personal data.
fn failure(error: reqwest::Error) -> TransportError {
    let (builder, connect) = (error.is_builder(), error.is_connect());
    let error = Described(error.without_url());
    match (builder, connect) {
        (true, _) => TransportError::unsendable(error),
        (_, true) => TransportError::not_connected(error),
        _ => TransportError::new(error),
    }
}

/// `reqwest` has the reason only in the chain of sources; this displays it on one line.
#[derive(Debug)]
struct Described(reqwest::Error);

impl std::fmt::Display for Described {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = std::error::Error::source(&self.0);
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Described {}

fn request_body(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => reqwest::Body::wrap(RequestBody {
            length: body.length(),
            stream: Mutex::new(body.into_stream()),
        }),
    }
}

/// A stream as a request body. `reqwest` requires `Sync`, which the lock provides: it is never
/// contended.
struct RequestBody {
    stream: Mutex<BodyStream>,
    length: Option<u64>,
}

impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let stream = self.get_mut().stream.get_mut();
        let stream = stream.unwrap_or_else(PoisonError::into_inner);
        Pin::new(stream)
            .poll_next(cx)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    /// An exact size is sent as `Content-Length`.
    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The body of a response as a stream.
struct ResponseBody {
    body: reqwest::Body,
    /// Ends with the body; `None` where the exchange no longer counts.
    permit: Option<OwnedSemaphorePermit>,
}

impl Stream for ResponseBody {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = http_body::Body::poll_frame(Pin::new(&mut self.body), cx);
            let frame = match frame {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(frame) => frame,
            };
            match frame {
                None => {
                    self.permit = None;
                    return Poll::Ready(None);
                }
                Some(Err(error)) => {
                    self.permit = None;
                    let error = Described(error.without_url());
                    return Poll::Ready(Some(Err(error.into())));
                }
                // Trailers are ignored.
                Some(Ok(frame)) => {
                    if let Ok(chunk) = frame.into_data() {
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                }
            }
        }
    }
}
