//! What a server does about one request, step by step.

use std::time::Duration;

use bytes::Bytes;

/// What a server does about one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Receive,
    Send(Bytes),
    Make(fn(&str) -> Vec<u8>),
    Drip(Bytes, Duration),
    Repeat(Bytes, usize),
    Hang,
    Close,
    Reset,
}

impl Reply {
    /// Nothing yet. It begins as soon as the connection is established, or, on one that is used
    /// again, as soon as the next request arrives.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A response with this status line and these headers, each with its line end, and this body,
    /// whose length is sent.
    pub(crate) fn response(head: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = format!("content-length: {}\r\n", body.len());
        Self::headed(&format!("{head}{length}")).send(body)
    }

    /// The head of a response, after the request.
    pub(crate) fn headed(head: &str) -> Self {
        Self::new()
            .receive()
            .send(format!("HTTP/1.1 {head}\r\n").as_bytes())
    }

    /// A success with this JSON.
    pub(crate) fn json(body: impl AsRef<[u8]>) -> Self {
        Self::response("200 OK\r\ncontent-type: application/json\r\n", body)
    }

    /// Receives a request to its end.
    pub(crate) fn receive(self) -> Self {
        self.then(Step::Receive)
    }

    pub(crate) fn send(self, bytes: &[u8]) -> Self {
        self.then(Step::Send(Bytes::copy_from_slice(bytes)))
    }

    /// Sends what is made of the request.
    pub(crate) fn make(self, make: fn(&str) -> Vec<u8>) -> Self {
        self.then(Step::Make(make))
    }

    /// Sends one byte after another, with a pause after each.
    pub(crate) fn drip(self, bytes: impl AsRef<[u8]>, pause: Duration) -> Self {
        self.then(Step::Drip(Bytes::copy_from_slice(bytes.as_ref()), pause))
    }

    /// Sends the same bytes this many times, or until the client closes the connection.
    pub(crate) fn repeat(self, bytes: impl AsRef<[u8]>, times: usize) -> Self {
        self.then(Step::Repeat(Bytes::copy_from_slice(bytes.as_ref()), times))
    }

    /// Sends nothing more until the client closes the connection.
    pub(crate) fn hang(self) -> Self {
        self.then(Step::Hang)
    }

    pub(crate) fn close(self) -> Self {
        self.then(Step::Close)
    }

    /// Closes the connection as a process does that crashes.
    pub(crate) fn reset(self) -> Self {
        self.then(Step::Reset)
    }

    fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Whether the server says that it did not process the request.
    pub(crate) fn is_rejection(&self) -> bool {
        self.steps.iter().any(|step| {
            let Step::Send(bytes) = step else {
                return false;
            };
            let text = String::from_utf8_lossy(bytes);
            text.starts_with("HTTP/1.1 429")
                || (text.starts_with("HTTP/1.1 503") && text.contains("\r\nretry-after:"))
        })
    }
}
