//! Operations as data. [`OperationSpec`] and [`LongRunning`] refer to each other, so they share a file.

use http::Method;

use super::identity::Operation;
use super::paging::Paging;

/// An operation as data.
#[derive(Debug)]
pub struct OperationSpec {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) auth: Option<&'static [&'static str]>,
    pub(crate) envelope: Option<&'static str>,
    pub(crate) siblings: Option<&'static [&'static str]>,
    pub(crate) optional: bool,
    pub(crate) safe: bool,
    pub(crate) paging: Option<&'static Paging>,
    pub(crate) long_running: Option<&'static LongRunning>,
}

impl OperationSpec {
    /// An operation; its path follows the base URL and begins with `/`.
    #[must_use]
    pub const fn new(method: Method, path: &'static str) -> Self {
        Self {
            method,
            path,
            auth: None,
            envelope: None,
            siblings: None,
            optional: false,
            safe: false,
            paging: None,
            long_running: None,
        }
    }

    /// A `GET` operation.
    #[must_use]
    pub const fn get(path: &'static str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A `POST` operation.
    #[must_use]
    pub const fn post(path: &'static str) -> Self {
        Self::new(Method::POST, path)
    }

    /// A `PUT` operation.
    #[must_use]
    pub const fn put(path: &'static str) -> Self {
        Self::new(Method::PUT, path)
    }

    /// A `PATCH` operation.
    #[must_use]
    pub const fn patch(path: &'static str) -> Self {
        Self::new(Method::PATCH, path)
    }

    /// A `DELETE` operation.
    #[must_use]
    pub const fn delete(path: &'static str) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// The schemes any one of which is sufficient; an empty list where no authentication is needed.
    ///
    /// An operation without this takes the first credential of the client, if it has one.
    #[must_use]
    pub const fn auth(mut self, schemes: &'static [&'static str]) -> Self {
        self.auth = Some(schemes);
        self
    }

    /// The field of the response body that holds the value.
    #[must_use]
    pub const fn envelope(mut self, field: &'static str) -> Self {
        self.envelope = Some(field);
        self
    }

    /// The documented fields of the response body next to the envelope; others are reported as drift.
    ///
    /// An envelope without this has none next to it. The body of a response without a value (`()`) is decoded only with
    /// this, and need not be JSON.
    #[must_use]
    pub const fn siblings(mut self, fields: &'static [&'static str]) -> Self {
        self.siblings = Some(fields);
        self
    }

    /// The envelope may be absent.
    ///
    /// Where the output is an `Option` or a [`Nullable`](crate::Nullable), that is then not drift; any other output
    /// needs the field all the same.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The operation is safe whatever its method: it changes nothing, so that it may be sent again.
    #[must_use]
    pub const fn safe(mut self) -> Self {
        self.safe = true;
        self
    }

    /// The operation returns a page at a time; the envelope is the list.
    #[must_use]
    pub const fn pages(mut self, paging: &'static Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// The server continues to work after its response.
    #[must_use]
    pub const fn long_running(mut self, long_running: &'static LongRunning) -> Self {
        self.long_running = Some(long_running);
        self
    }

    pub(crate) fn identity(&'static self) -> Operation {
        Operation {
            method: &self.method,
            path: self.path,
        }
    }
}

/// A long-running operation: its response is an object with an id and a status, and another operation returns the
/// current state of that object.
#[derive(Debug)]
pub struct LongRunning {
    pub(crate) poll: &'static OperationSpec,
    pub(crate) id: &'static str,
    pub(crate) status: &'static str,
    pub(crate) pending: &'static [&'static str],
    pub(crate) succeeded: &'static [&'static str],
    pub(crate) failed: &'static [&'static str],
    pub(crate) failure_code: &'static [&'static str],
    pub(crate) failure_message: &'static [&'static str],
}

impl LongRunning {
    /// `poll` returns, in its envelope, the current state of the object. Its only parameter is the field `id` of the
    /// object, which is a string.
    #[must_use]
    pub const fn new(poll: &'static OperationSpec, id: &'static str) -> Self {
        Self {
            poll,
            id,
            status: "status",
            pending: &[],
            succeeded: &[],
            failed: &[],
            failure_code: &[],
            failure_message: &[],
        }
    }

    /// The field that holds the status, and its values: the operation is pending, has succeeded, has failed.
    #[must_use]
    pub const fn status(
        mut self,
        field: &'static str,
        pending: &'static [&'static str],
        succeeded: &'static [&'static str],
        failed: &'static [&'static str],
    ) -> Self {
        self.status = field;
        self.pending = pending;
        self.succeeded = succeeded;
        self.failed = failed;
        self
    }

    /// The keys that lead, in the object, to the code and to the message of a failure.
    #[must_use]
    pub const fn failure(
        mut self,
        code: &'static [&'static str],
        message: &'static [&'static str],
    ) -> Self {
        self.failure_code = code;
        self.failure_message = message;
        self
    }
}
