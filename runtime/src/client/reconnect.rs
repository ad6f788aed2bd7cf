//! Streams of events that continue after their connection has ended.

use std::{future::ready, time::Duration};

use http::{HeaderName, HeaderValue, Method};

use super::send::{PreparedCall, send};
use crate::{
    error::{Error, ErrorKind},
    response::{Continuation, Reconnect, Resume, SuccessResponse},
};

/// The longest pause that a server can ask for.
const MAX_PAUSE: Duration = Duration::from_secs(60);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Sends the request of a stream that connects again.
pub(super) async fn send_and_reconnect(call: PreparedCall) -> Result<SuccessResponse, Error> {
    let spec = call.request.spec;
    if spec.method != Method::GET && !spec.safe {
        let message = "`reconnect` sends the request again, which is allowed for `GET` and for \
                       operations that are declared as safe";
        return Err(Error::new(ErrorKind::Config(message.to_owned()), spec));
    }
    let again = call.clone();
    let mut response = send(call).await?;
    response.reconnect = Some(Reconnect::new(move |resume| continuation(&again, resume)));
    Ok(response)
}

/// Requests what follows; `None` where the stream ends instead.
fn continuation(call: &PreparedCall, resume: Resume) -> Option<Continuation<SuccessResponse>> {
    let pause = call.retry.pause(resume.failures)?;
    let pause = match resume.pause {
        Some(requested) if requested > MAX_PAUSE => return None,
        // Zero is not obeyed: all clients would connect at the same moment.
        Some(requested) if !requested.is_zero() => requested,
        _ => pause,
    };
    let mut call = call.clone();
    if let Some(id) = resume.last_id {
        let Ok(id) = HeaderValue::from_bytes(id.as_bytes()) else {
            let message = format!("the id {id:?} of the last event cannot be sent in a header");
            let error = Error::new(ErrorKind::Config(message), call.request.spec);
            return Some(Box::pin(ready(Err(error))));
        };
        call.headers.retain(|(name, _)| *name != LAST_EVENT_ID);
        call.headers.push((LAST_EVENT_ID, id));
    }
    Some(Box::pin(async move {
        let transport = &call.client.settings().transport;
        transport.sleep(pause).await;
        send(call).await
    }))
}
