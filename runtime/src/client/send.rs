//! Sends one call, and retries it where that is safe; the only place that does.

use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll, time::Duration};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri,
    header::{ACCEPT, CONTENT_TYPE, LOCATION},
};

use super::{
    authorization::Authorization,
    handle::{Client, Settings},
    idempotency::idempotency_key,
    observation::Observation,
    policy::{RetryPolicy, WaitPolicy},
    retry::Deadline,
};
use crate::{
    error::{Error, ErrorKind},
    request::{BasePath, PreparedRequest, RequestBody, build, header_name},
    response::{Reception, RequestedPage, SuccessResponse, Unread},
    spec::OperationSpec,
    transport::{Body, BodyStream, BoxFuture, RawResponse, TransportError},
};

/// A call with all options resolved.
#[derive(Clone)]
pub(super) struct PreparedCall {
    pub(super) client: Client,
    pub(super) request: PreparedRequest,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) wait: WaitPolicy,
    pub(super) strict: bool,
    pub(super) reception: Reception,
}

/// Sends the request until it succeeds or must not be retried.
pub(super) async fn send(call: PreparedCall) -> Result<SuccessResponse, Error> {
    let PreparedCall {
        client,
        request,
        headers,
        timeout,
        retry,
        strict,
        reception,
        ..
    } = call;
    let settings = client.settings();
    let spec = request.spec;
    let fail = |kind| Error::new(kind, spec);
    let template = Template::new(settings, &request, headers, reception).map_err(fail)?;
    let mut authorization = Authorization::select(settings, spec).map_err(fail)?;
    let requested = requested_page(&request, template.built.uri());
    let body = template.built.body().as_ref();
    let is_repeatable = body.is_none_or(RequestBody::is_repeatable);
    let deadline = Deadline::new(&*settings.transport, retry.deadline);
    let mut backoff = retry.backoff();
    let mut attempts = 0;
    if deadline.has_passed() {
        let limit = retry.deadline.unwrap_or_default();
        return Err(Error::new(ErrorKind::Timeout(limit), spec));
    }
    loop {
        attempts += 1;
        if authorization.has_tokens() {
            let timer = Timer::start(settings, &deadline, timeout);
            let tokens = get_tokens(&mut authorization, timer).await;
            tokens.map_err(|kind| fail(kind).after(attempts - 1))?;
        }
        let mut request = template.request();
        authorization.add_to(&mut request).map_err(fail)?;
        let timer = Timer::start(settings, &deadline, timeout);
        let observation = Observation::start(settings, spec, &request, attempts);
        let error = match attempt(settings, spec, request, attempts, reception, timer).await {
            Ok((raw, unread)) => {
                observation.succeeded(&raw);
                let unread = unread.map(|body| unread_body(settings, body, timeout));
                return Ok(SuccessResponse {
                    spec,
                    raw,
                    drift_hook: settings.drift_hook.clone(),
                    strict,
                    unread,
                    requested,
                    reconnect: None,
                });
            }
            Err(error) => error,
        };
        let pause = match authorization.renew(&error) {
            true => Some(Duration::ZERO),
            false => backoff.after(&error, spec.idempotency_key.is_some()),
        };
        let pause = pause.filter(|pause| is_repeatable && deadline.allows(*pause));
        observation.failed(&error, pause);
        let Some(pause) = pause else {
            return Err(error);
        };
        if !pause.is_zero() {
            settings.transport.sleep(pause).await;
        }
        // The pause can have been longer than requested.
        if deadline.has_passed() {
            return Err(error);
        }
    }
}

/// Which page of several is requested from `url`; `None` where there are no pages.
fn requested_page(request: &PreparedRequest, url: &Uri) -> Option<RequestedPage> {
    let parameter = request.spec.paging?.parameter();
    let selector = parameter.and_then(|it| request.scalar(it));
    Some(RequestedPage::new(selector.as_ref(), url.clone()))
}

/// Gets the tokens that the credentials consist of, in the time of an attempt.
async fn get_tokens(
    authorization: &mut Authorization<'_>,
    mut timer: Timer,
) -> Result<(), ErrorKind> {
    timer.limit(authorization.get_tokens()).await?
}

/// The body of a response that is read as a stream.
fn unread_body(settings: &Settings, body: BodyStream, timeout: Duration) -> Unread {
    let transport = Arc::clone(&settings.transport);
    Unread::new(body, transport, timeout, settings.max_body)
}

/// Why a call cannot have a content type of its own.
const BOUNDARY: &str = "the client sets the header `content-type` of a multipart body itself, \
                        because it has the boundary of the parts";

/// The request of all attempts, without credentials.
struct Template<'a> {
    settings: &'a Settings,
    /// With the headers of parameters and of the body alone.
    built: Request<Option<RequestBody>>,
    /// The headers of the call.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The header that all attempts share, unless the caller has set it.
    idempotency_key: Option<(HeaderName, HeaderValue)>,
    spec: &'static OperationSpec,
    reception: Reception,
}

impl<'a> Template<'a> {
    /// The headers that are added to those of the parts: `accept` and what carries a credential.
    const OTHERS: usize = 3;

    fn new(
        settings: &'a Settings,
        request: &PreparedRequest,
        headers: Vec<(HeaderName, HeaderValue)>,
        reception: Reception,
    ) -> Result<Self, ErrorKind> {
        let spec = request.spec;
        let base_url = settings.endpoint.of(spec).map_err(ErrorKind::Config)?;
        let built = build(request, &base_url, &*settings.transport)?;
        let is_multipart = built.body().as_ref().is_some_and(RequestBody::is_multipart);
        if is_multipart && headers.iter().any(|(name, _)| name == CONTENT_TYPE) {
            return Err(ErrorKind::Config(BOUNDARY.to_owned()));
        }
        let name = spec.idempotency_key.map(header_name).transpose();
        let name = name.map_err(ErrorKind::Config)?.filter(|name| {
            let is_set = headers.iter().any(|(set, _)| set == name)
                || built.headers().contains_key(name)
                || settings.headers.contains_key(name);
            !is_set
        });
        let idempotency_key = match name {
            Some(name) => Some((name, idempotency_key()?)),
            None => None,
        };
        Ok(Self {
            settings,
            built,
            headers,
            idempotency_key,
            spec,
            reception,
        })
    }

    /// A request of one attempt; all of them share the body.
    ///
    /// The headers of the call override the parameters', the body's and the client's.
    fn request(&self) -> Request<Option<RequestBody>> {
        let (client, own) = (&self.settings.headers, self.built.headers());
        let length = client.len() + own.len() + self.headers.len() + Self::OTHERS;
        let mut headers = HeaderMap::with_capacity(length);
        for (name, value) in client {
            headers.append(name, value.clone());
        }
        if let Some(accept) = self.reception.accept.or(self.spec.accept) {
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
        }
        for (name, value) in own {
            headers.insert(name, value.clone());
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if let Some((name, value)) = &self.idempotency_key {
            headers.insert(name, value.clone());
        }
        let mut request = Request::new(self.built.body().clone());
        *request.method_mut() = self.built.method().clone();
        *request.uri_mut() = self.built.uri().clone();
        *request.headers_mut() = headers;
        let own = self.built.extensions();
        let base_path = own.get::<BasePath>().copied().unwrap_or_default();
        request.extensions_mut().insert(base_path);
        request.extensions_mut().insert(self.spec);
        request.extensions_mut().insert(self.reception);
        request
    }
}

/// A response, and its body if it is still to be read.
type Received = (RawResponse, Option<BodyStream>);

/// Sends the request once and receives the response; an error unless it is a success.
async fn attempt(
    settings: &Settings,
    spec: &'static OperationSpec,
    request: Request<Option<RequestBody>>,
    attempts: u32,
    reception: Reception,
    timer: Timer,
) -> Result<Received, Error> {
    let (head, body) = request.into_parts();
    let body = body.map_or_else(|| Ok(Body::empty()), |body| body.open());
    let request = Request::from_parts(head, body.map_err(|kind| Error::new(kind, spec))?);
    let (response, unread) = exchange(settings, spec, request, attempts, reception, timer).await?;
    if response.status.is_success() || spec.documents_redirect(response.status) {
        return Ok((response, unread));
    }
    if response.status.is_redirection() && response.status != StatusCode::NOT_MODIFIED {
        let kind = ErrorKind::Redirect(redirect_host(&response.headers));
        return Err(Error::with_response(kind, spec, response));
    }
    Err(Error::api(settings.api, spec, response))
}

/// Sends the request and receives the response to its end, or a success that is read as a stream
/// up to its body.
async fn exchange(
    settings: &Settings,
    spec: &'static OperationSpec,
    request: Request<Body>,
    attempts: u32,
    reception: Reception,
    mut timer: Timer,
) -> Result<Received, Error> {
    let response = timer.limit(settings.transport.send(request)).await;
    let response = response.and_then(|response| response.map_err(ErrorKind::Transport));
    let response = response.map_err(|kind| Error::new(kind, spec).after(attempts))?;
    let (head, body) = response.into_parts();
    let raw = |body| RawResponse {
        request_id: request_id(settings, &head.headers),
        status: head.status,
        headers: head.headers,
        body,
        attempts,
    };
    if reception.is_stream(head.status.as_u16()) {
        return Ok((raw(Bytes::new()), Some(body.into_stream())));
    }
    let (read, kind) = match timer.limit(body.collect(settings.max_body)).await {
        Ok(Ok(body)) => return Ok((raw(body), None)),
        Ok(Err(error)) => match error.into_parts() {
            (read, None) => (read, ErrorKind::BodyTooLarge(settings.max_body)),
            (read, Some(source)) => (read, ErrorKind::Transport(TransportError::new(source))),
        },
        Err(timeout) => (Bytes::new(), timeout),
    };
    let raw = raw(read);
    if !raw.status.is_success() {
        // The status matters more than the rest of the body.
        return Ok((raw, None));
    }
    Err(Error::with_response(kind, spec, raw))
}

/// The time that is left for an attempt, from its start on.
struct Timer {
    sleep: BoxFuture<()>,
    /// The timeout or deadline that is exceeded when the time is up.
    exceeded: Duration,
}

impl Timer {
    /// The timeout of an attempt, unless the deadline is sooner.
    fn start(settings: &Settings, deadline: &Deadline<'_>, timeout: Duration) -> Self {
        let (left, exceeded) = deadline.limit(timeout);
        Self {
            sleep: settings.transport.sleep(left),
            exceeded,
        }
    }

    /// The output of `work`, or the timeout if it takes longer.
    async fn limit<T>(&mut self, work: impl Future<Output = T>) -> Result<T, ErrorKind> {
        let mut work = pin!(work);
        poll_fn(|cx| match work.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => {
                let exceeded = ErrorKind::Timeout(self.exceeded);
                self.sleep.as_mut().poll(cx).map(|()| Err(exceeded))
            }
        })
        .await
    }
}

fn request_id(settings: &Settings, headers: &HeaderMap) -> Option<String> {
    let value = headers.get(settings.api.request_id_header?)?;
    value.to_str().ok().map(str::to_owned)
}

/// The host of a redirect's location.
fn redirect_host(headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let uri: Uri = location.parse().ok()?;
    uri.host().map(str::to_owned)
}
