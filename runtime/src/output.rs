//! What calls answer.

use std::fmt;

use http::header::CONTENT_TYPE;

use crate::api::Op;
use crate::call::Response;
use crate::client::Client;
use crate::decode::{Cursor, Decoding, Envelope, Observer, observe_members};
use crate::drift::Drift;
use crate::error::{Error, ErrorKind, Reply};
use crate::wire::{Mut, Wire};

/// What a call can answer: nothing, a value that has a JSON form, or one of them in its [`Response`].
pub trait Output: Sized + Send + 'static {
    /// Reads the answer from a response that is a success.
    ///
    /// # Errors
    ///
    /// If the body is not what it should be.
    #[doc(hidden)]
    fn read(received: &Received) -> Result<Self, Error>;
}

/// A response that is a success, before its body is read.
pub struct Received {
    pub(crate) client: Client,
    pub(crate) op: &'static Op,
    pub(crate) reply: Reply,
}

/// Whatever the body is, it is no error.
impl Output for () {
    fn read(received: &Received) -> Result<Self, Error> {
        received.observe_siblings();
        Ok(())
    }
}

impl<T: Wire> Output for T {
    fn read(received: &Received) -> Result<Self, Error> {
        let mut value = T::blank();
        received.fill(value.to_mut(), None)?;
        Ok(value)
    }
}

impl<T: Output> Output for Response<T> {
    fn read(received: &Received) -> Result<Self, Error> {
        let value = T::read(received)?;
        let reply = received.reply.clone();
        Ok(Self {
            value,
            status: reply.status,
            headers: reply.headers,
            request_id: reply.request_id,
            body: reply.body,
        })
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("path", &self.op.path)
            .field("status", &self.reply.status)
            .finish_non_exhaustive()
    }
}

impl Received {
    /// Fills `target` with the answer, and `cursor` with what the body says of the page that follows.
    pub(crate) fn fill(&self, target: Mut<'_>, cursor: Option<&mut Cursor>) -> Result<(), Error> {
        self.check_type()?;
        let op = self.op;
        let envelope = op.envelope.map(|member| Envelope {
            member,
            beside: Some(op.beside.unwrap_or_default()),
            optional: op.optional,
        });
        let filled = self.observe(|observer| {
            let decoding = Decoding {
                observer,
                lenient: false,
                envelope,
                paging: op.paging.zip(cursor),
            };
            decoding.fill(target, &self.reply.body)
        });
        filled.map_err(|error| self.error(ErrorKind::Decode(error)))
    }

    /// Tells the drift hook what a body has beside the members that are documented, if they are.
    fn observe_siblings(&self) {
        let Some(beside) = self.op.beside else {
            return;
        };
        let known: Vec<_> = beside.iter().copied().chain(self.op.envelope).collect();
        self.observe(|observer| {
            if let Some(observer) = observer {
                observe_members(&self.reply.body, observer, &known);
            }
        });
    }

    /// Does `work` with an observer that tells the drift hook, if there is one.
    fn observe<R>(&self, work: impl FnOnce(Option<Observer<'_>>) -> R) -> R {
        let settings = self.client.settings();
        let Some(hook) = &settings.on_drift else {
            return work(None);
        };
        let mut sink = |drift: Drift| hook(&drift);
        work(Some(Observer {
            operation: Some(self.op.into()),
            contents: settings.drift_contents,
            sink: &mut sink,
        }))
    }

    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        Error::reply(kind, self.op, self.reply.clone())
    }

    /// Fails if the server says that the body is no JSON.
    pub(crate) fn check_type(&self) -> Result<(), Error> {
        match self.other_type() {
            Some(other) => Err(self.error(ErrorKind::ContentType(other))),
            None => Ok(()),
        }
    }

    /// The content type, if it is not JSON.
    fn other_type(&self) -> Option<String> {
        let value = self.reply.headers.get(CONTENT_TYPE)?;
        let text = String::from_utf8_lossy(value.as_bytes());
        let essence = text.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        let json = essence == "application/json" || essence.ends_with("+json");
        (!json).then(|| text.into_owned())
    }
}
