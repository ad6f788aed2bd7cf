//! Sends one call, again where that is safe; the only place that does.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri};

use crate::api::Op;
use crate::auth;
use crate::body::Body;
use crate::client::{Client, JSON, Settings};
use crate::error::{Error, ErrorKind, Reply};
use crate::output::Received;
use crate::retry::{Budget, Retry};
use crate::transport::TransportError;
use crate::wait::Wait;

/// A call with everything settled.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) client: Client,
    pub(crate) op: &'static Op,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Bytes>,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) wait: Wait,
}

/// A request as often as it is needed; copies share the body.
type Template = Request<Option<Bytes>>;

/// Sends the request until there is an answer that stands, or no use in sending it again.
pub(crate) async fn send(outgoing: Outgoing) -> Result<Received, Error> {
    let Outgoing {
        client,
        op,
        headers,
        body,
        timeout,
        retry,
        ..
    } = outgoing;
    let settings = client.settings();
    let template = template(settings, op, headers, body).map_err(|kind| Error::new(kind, op))?;
    let budget = Budget::new(&*settings.transport, retry.deadline);
    let mut pauses = retry.pauses();
    let mut attempts = 0;
    if budget.is_spent() {
        let limit = retry.deadline.unwrap_or_default();
        return Err(Error::new(ErrorKind::Timeout(limit), op));
    }
    loop {
        attempts += 1;
        let (limit, exceeded) = budget.limit(timeout);
        let attempt = attempt(settings, op, template.clone(), attempts);
        let error = match within(settings, limit, attempt).await {
            Some(Ok(reply)) => return Ok(Received { client, op, reply }),
            Some(Err(error)) => error,
            None => Error::new(ErrorKind::Timeout(exceeded), op).after(attempts),
        };
        let pause = pauses.after(&error);
        let Some(pause) = pause.filter(|pause| budget.allows(*pause)) else {
            return Err(error);
        };
        settings.transport.sleep(pause).await;
        // A pause can turn out longer than it was to be.
        if budget.is_spent() {
            return Err(error);
        }
    }
}

fn template(
    settings: &Settings,
    op: &Op,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Bytes>,
) -> Result<Template, ErrorKind> {
    let credential = auth::choose(&settings.credentials, op)?;
    let Some(uri) = settings.base_url.join(op.path) else {
        return Err(ErrorKind::Config(
            "the path is not part of a URL".to_owned(),
        ));
    };
    let mut request = Request::new(None);
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
    *request.body_mut() = body;
    Ok(request)
}

/// Sends the request once, and reads the answer; an error unless it is a success.
async fn attempt(
    settings: &Settings,
    op: &'static Op,
    template: Template,
    attempts: u32,
) -> Result<Reply, Error> {
    let request = template.map(|body| body.map(Body::from).unwrap_or_default());
    let reply = exchange(settings, op, request, attempts).await?;
    if reply.status.is_success() {
        return Ok(reply);
    }
    if reply.status.is_redirection() && reply.status != StatusCode::NOT_MODIFIED {
        let kind = ErrorKind::Redirect(target(&reply.headers));
        return Err(Error::reply(kind, op, reply));
    }
    Err(Error::api(settings.api, op, reply))
}

/// Sends the request and reads the response to its end.
async fn exchange(
    settings: &Settings,
    op: &'static Op,
    request: Request<Body>,
    attempts: u32,
) -> Result<Reply, Error> {
    let response = settings.transport.send(request).await;
    let response =
        response.map_err(|error| Error::new(ErrorKind::Transport(error), op).after(attempts))?;
    let (head, body) = response.into_parts();
    let reply = |body| Reply {
        request_id: request_id(settings, &head.headers),
        status: head.status,
        headers: head.headers,
        body,
        attempts,
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
