//! Sends one request; the only place that does.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri};

use crate::api::Op;
use crate::auth::Prepared;
use crate::body::Body;
use crate::client::{Client, JSON, Settings};
use crate::error::{Error, ErrorKind, Reply};
use crate::output::Received;
use crate::transport::TransportError;

/// A call with everything settled.
pub(crate) struct Outgoing {
    pub(crate) client: Client,
    pub(crate) op: &'static Op,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Bytes>,
    pub(crate) timeout: Duration,
}

pub(crate) async fn send(outgoing: Outgoing) -> Result<Received, Error> {
    let Outgoing {
        client,
        op,
        headers,
        body,
        timeout,
    } = outgoing;
    let settings = client.settings();
    let request = request(settings, op, headers, body).map_err(|kind| Error::new(kind, op))?;
    let exchange = exchange(settings, op, request);
    let Some(reply) = within(settings, timeout, exchange).await else {
        return Err(Error::new(ErrorKind::Timeout(timeout), op));
    };
    let reply = reply?;
    if reply.status.is_success() {
        return Ok(Received { client, op, reply });
    }
    if reply.status.is_redirection() && reply.status != StatusCode::NOT_MODIFIED {
        let kind = ErrorKind::Redirect(target(&reply.headers));
        return Err(Error::reply(kind, op, reply));
    }
    Err(Error::api(settings.api, op, reply))
}

fn request(
    settings: &Settings,
    op: &Op,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Bytes>,
) -> Result<Request<Body>, ErrorKind> {
    let credential = credential(settings, op)?;
    let Some(uri) = settings.base_url.join(op.path) else {
        return Err(ErrorKind::Config(
            "the path is not part of a URL".to_owned(),
        ));
    };
    let mut request = Request::new(Body::empty());
    *request.method_mut() = op.method.clone();
    *request.uri_mut() = uri;
    let all = request.headers_mut();
    *all = settings.headers.clone();
    all.extend(headers.into_iter().map(|(name, value)| (Some(name), value)));
    if body.is_some() {
        all.insert(CONTENT_TYPE, JSON);
    }
    for (name, value) in credential.into_iter().flat_map(|held| &held.headers) {
        all.insert(name, value.clone());
    }
    *request.body_mut() = body.map(Body::from).unwrap_or_default();
    Ok(request)
}

/// The first credential of the client that the operation accepts; `None` where it needs none.
fn credential<'a>(settings: &'a Settings, op: &Op) -> Result<Option<&'a Prepared>, ErrorKind> {
    let held = &settings.credentials;
    let Some(accepted) = op.auth else {
        return Ok(held.first());
    };
    let fits = held.iter().find(|held| accepted.contains(&held.scheme));
    if fits.is_some() || accepted.is_empty() {
        return Ok(fits);
    }
    let names: Vec<_> = held.iter().map(|held| held.scheme).collect();
    let has = match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    };
    Err(ErrorKind::NoCredential(format!(
        "the operation needs a credential of {}; the client has {has}",
        accepted.join(" or ")
    )))
}

/// Sends the request and reads the response to its end.
async fn exchange(
    settings: &Settings,
    op: &'static Op,
    request: Request<Body>,
) -> Result<Reply, Error> {
    let response = settings.transport.send(request).await;
    let response = response.map_err(|error| Error::new(ErrorKind::Transport(error), op))?;
    let (head, body) = response.into_parts();
    let reply = |body| Reply {
        request_id: request_id(settings, &head.headers),
        status: head.status,
        headers: head.headers,
        body,
    };
    let error = match body.collect(settings.max_body).await {
        Ok(body) => return Ok(reply(body)),
        Err(error) => error,
    };
    let (read, source) = error.into_parts();
    let reply = reply(read);
    if !reply.status.is_success() {
        // The status says more than the rest of the body would.
        return Ok(reply);
    }
    let kind = match source {
        None => ErrorKind::BodyTooLarge(settings.max_body),
        Some(source) => ErrorKind::Transport(TransportError::new(source)),
    };
    Err(Error::reply(kind, op, reply))
}

/// What `work` answers, or `None` if that takes longer than `limit`.
async fn within<T>(
    settings: &Settings,
    limit: Duration,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    let mut sleep = settings.transport.sleep(limit);
    poll_fn(|cx| match work.as_mut().poll(cx) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => sleep.as_mut().poll(cx).map(|()| None),
    })
    .await
}

fn request_id(settings: &Settings, headers: &HeaderMap) -> Option<String> {
    let value = headers.get(settings.api.request_id_header?)?;
    value.to_str().ok().map(str::to_owned)
}

/// The host that a redirect leads to.
fn target(headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let uri: Uri = location.parse().ok()?;
    uri.host().map(str::to_owned)
}
