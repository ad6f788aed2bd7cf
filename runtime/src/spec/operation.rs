//! Operations as data. [`OperationSpec`] and [`LongRunning`] refer to each other, so they share a
//! file.

use http::{Method, StatusCode};

use super::{
    binding::Binding,
    body::BodySpec,
    field::{FieldKind, FieldSpec},
    identity::Operation,
    paging::Paging,
    response::{self, ResponseSpec},
    server::Server,
};

/// An operation as data.
#[derive(Debug)]
pub struct OperationSpec {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) bindings: &'static [Binding],
    pub(crate) server: Option<Server>,
    pub(crate) body: Option<BodySpec>,
    pub(crate) responses: &'static [ResponseSpec],
    pub(crate) accept: Option<&'static str>,
    pub(crate) security: Option<&'static [&'static [&'static str]]>,
    pub(crate) safe: bool,
    pub(crate) idempotency_key: Option<&'static str>,
    pub(crate) paging: Option<&'static Paging>,
    pub(crate) long_running: Option<&'static LongRunning>,
}

impl OperationSpec {
    /// An operation; its path follows the base URL, begins with `/`, and has placeholders for path
    /// parameters, as in `/pets/{pet_id}`. A query in it is sent with every request.
    #[must_use]
    pub const fn new(method: Method, path: &'static str) -> Self {
        Self {
            method,
            path,
            bindings: &[],
            server: None,
            body: None,
            responses: &[],
            accept: None,
            security: None,
            safe: false,
            idempotency_key: None,
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

    /// Where the fields of the parameters go; those without a binding are fields of the body.
    #[must_use]
    pub const fn bindings(mut self, bindings: &'static [Binding]) -> Self {
        self.bindings = bindings;
        self
    }

    /// The server of this operation, in place of the API's; a URL that users set replaces both.
    #[must_use]
    pub const fn server(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// The operation has a body of the type `application/json`, see [`OperationSpec::body`].
    #[must_use]
    pub const fn json_body(self) -> Self {
        self.body(BodySpec::JSON)
    }

    /// The operation has a body: the field that is bound to it, or an object of all fields without
    /// a binding, or the parameters themselves where they are not an object.
    #[must_use]
    pub const fn body(mut self, body: BodySpec) -> Self {
        self.body = Some(body);
        self
    }

    /// The documented responses.
    #[must_use]
    pub const fn responses(mut self, responses: &'static [ResponseSpec]) -> Self {
        self.responses = responses;
        self
    }

    /// The header `accept`: the media types of the documented successes, where they are not JSON.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = Some(media_types);
        self
    }

    /// Alternatives, any one of which is sufficient: each is a list of schemes that are needed
    /// together. No alternatives where no authentication is needed; an empty alternative where it
    /// is optional.
    ///
    /// An operation without this takes the first credential of the client, if it has one.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = Some(alternatives);
        self
    }

    /// The operation is safe whatever its method: it changes nothing, so that it may be sent again.
    #[must_use]
    pub const fn safe(mut self) -> Self {
        self.safe = true;
        self
    }

    /// The server recognizes a request that is sent again by this header. The client sets it to a
    /// random key, the same for all attempts of a call, unless the caller does.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// The operation returns a page at a time; the envelope, or else the body, is the list.
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

    /// The response that documents a success.
    pub(crate) fn success(&self) -> Option<&'static ResponseSpec> {
        self.response(StatusCode::OK)
    }

    /// The response that documents `status`.
    pub(crate) fn response(&self, status: StatusCode) -> Option<&'static ResponseSpec> {
        response::find(self.responses, status.as_u16())
    }

    /// Whether `status` is a redirect that is documented as what a successful call gets. 304 leads
    /// nowhere: it is not one by its class.
    pub(crate) fn documents_redirect(&self, status: StatusCode) -> bool {
        let code = status.as_u16();
        let is_documented = |it: &ResponseSpec| match status {
            StatusCode::NOT_MODIFIED => it.is_of_status(code),
            _ => it.is_of(code),
        };
        status.is_redirection() && self.responses.iter().any(is_documented)
    }

    pub(crate) fn identity(&'static self) -> Operation {
        Operation {
            method: &self.method,
            path: self.path,
        }
    }
}

/// A long-running operation: its response is an object with an id and a status, and another
/// operation returns the current state of that object.
#[derive(Debug)]
pub struct LongRunning {
    pub(crate) poll: &'static OperationSpec,
    /// The fields that hold the id and the status.
    pub(crate) fields: [FieldSpec; 2],
    pub(crate) parameter: &'static str,
    pub(crate) pending: &'static [&'static str],
    pub(crate) succeeded: &'static [&'static str],
    pub(crate) failed: &'static [&'static str],
    pub(crate) failure_code: &'static [&'static str],
    pub(crate) failure_message: &'static [&'static str],
}

impl LongRunning {
    /// `poll` returns, in its envelope, the current state of the object. Its only parameter is the
    /// id of the object: the string in the field `id`.
    #[must_use]
    pub const fn new(poll: &'static OperationSpec, id: &'static str) -> Self {
        Self {
            poll,
            fields: [
                FieldSpec::new(id, FieldKind::required),
                FieldSpec::new("status", FieldKind::required),
            ],
            parameter: id,
            pending: &[],
            succeeded: &[],
            failed: &[],
            failure_code: &[],
            failure_message: &[],
        }
    }

    /// The parameter of `poll` that takes the id, where it is not named `id` too.
    #[must_use]
    pub const fn parameter(mut self, field: &'static str) -> Self {
        self.parameter = field;
        self
    }

    /// The field that holds the status, and its values: the operation is pending, has succeeded,
    /// has failed.
    #[must_use]
    pub const fn status(
        mut self,
        field: &'static str,
        pending: &'static [&'static str],
        succeeded: &'static [&'static str],
        failed: &'static [&'static str],
    ) -> Self {
        self.fields[1] = FieldSpec::new(field, FieldKind::required);
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
