//! An API as data: what generated code knows of it before any call.

use http::Method;

use crate::page::Paging;
use crate::wait::LongRunning;

/// What is the same for every operation of an API.
#[derive(Debug)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) base_url: &'static str,
    pub(crate) endpoint_env: Option<&'static str>,
    pub(crate) request_id_header: Option<&'static str>,
    pub(crate) error_code: &'static [&'static str],
    pub(crate) error_message: &'static [&'static str],
    pub(crate) parameter_errors: &'static [&'static str],
    pub(crate) schemes: &'static [Scheme],
}

impl Api {
    /// An API, and the URL that its operations' paths follow.
    #[must_use]
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            base_url,
            endpoint_env: None,
            request_id_header: None,
            error_code: &[],
            error_message: &[],
            parameter_errors: &[],
            schemes: &[],
        }
    }

    /// The environment variable whose value replaces the base URL.
    #[must_use]
    pub const fn endpoint_env(mut self, variable: &'static str) -> Self {
        self.endpoint_env = Some(variable);
        self
    }

    /// The response header that names a request; in lower case.
    #[must_use]
    pub const fn request_id_header(mut self, header: &'static str) -> Self {
        self.request_id_header = Some(header);
        self
    }

    /// The keys that lead to the code in the body of an error.
    #[must_use]
    pub const fn error_code(mut self, keys: &'static [&'static str]) -> Self {
        self.error_code = keys;
        self
    }

    /// The keys that lead to the message in the body of an error.
    #[must_use]
    pub const fn error_message(mut self, keys: &'static [&'static str]) -> Self {
        self.error_message = keys;
        self
    }

    /// The keys that lead, in the body of an error, to what is wrong with each parameter.
    #[must_use]
    pub const fn parameter_errors(mut self, keys: &'static [&'static str]) -> Self {
        self.parameter_errors = keys;
        self
    }

    /// The ways to prove who is calling.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }
}

/// A way to prove who is calling.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) also: &'static [&'static str],
    pub(crate) carrier: Carrier,
    pub(crate) repeated_in: Option<&'static str>,
    pub(crate) prefix: Option<&'static str>,
    pub(crate) env: Option<&'static str>,
    pub(crate) companion: Option<Companion>,
}

/// Where a request carries a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Carrier {
    Bearer,
    Basic,
    Header(&'static str),
}

/// A header that goes along with a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Companion {
    pub(crate) header: &'static str,
    pub(crate) env: &'static str,
}

impl Scheme {
    /// `authorization: Bearer …`. `name` is the scheme's name in the documents.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, Carrier::Bearer)
    }

    /// `authorization: Basic …`; the secret is `user:password`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, Carrier::Basic)
    }

    /// A header of its own; its name in lower case.
    #[must_use]
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, Carrier::Header(header))
    }

    const fn new(name: &'static str, carrier: Carrier) -> Self {
        Self {
            name,
            also: &[],
            carrier,
            repeated_in: None,
            prefix: None,
            env: None,
            companion: None,
        }
    }

    /// Other schemes of the documents that the same secret satisfies.
    #[must_use]
    pub const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.also = names;
        self
    }

    /// A header that carries the bare secret too; in lower case.
    #[must_use]
    pub const fn repeated_in(mut self, header: &'static str) -> Self {
        self.repeated_in = Some(header);
        self
    }

    /// What every secret of this scheme begins with.
    ///
    /// A secret belongs to the scheme with the longest prefix that it begins with; given for another scheme, it is
    /// refused before anything is sent.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// The environment variable that holds the secret.
    #[must_use]
    pub const fn env(mut self, variable: &'static str) -> Self {
        self.env = Some(variable);
        self
    }

    /// A header that goes along with the secret, and the environment variable that holds its value.
    #[must_use]
    pub const fn companion(mut self, header: &'static str, env: &'static str) -> Self {
        self.companion = Some(Companion { header, env });
        self
    }
}

/// An operation as data.
#[derive(Debug)]
pub struct Op {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) auth: Option<&'static [&'static str]>,
    pub(crate) envelope: Option<&'static str>,
    pub(crate) beside: Option<&'static [&'static str]>,
    pub(crate) optional: bool,
    pub(crate) safe: bool,
    pub(crate) paging: Option<&'static Paging>,
    pub(crate) long_running: Option<&'static LongRunning>,
}

impl Op {
    /// An operation; its path follows the base URL and begins with `/`.
    #[must_use]
    pub const fn new(method: Method, path: &'static str) -> Self {
        Self {
            method,
            path,
            auth: None,
            envelope: None,
            beside: None,
            optional: false,
            safe: false,
            paging: None,
            long_running: None,
        }
    }

    /// A `GET`.
    #[must_use]
    pub const fn get(path: &'static str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A `POST`.
    #[must_use]
    pub const fn post(path: &'static str) -> Self {
        Self::new(Method::POST, path)
    }

    /// A `PUT`.
    #[must_use]
    pub const fn put(path: &'static str) -> Self {
        Self::new(Method::PUT, path)
    }

    /// A `PATCH`.
    #[must_use]
    pub const fn patch(path: &'static str) -> Self {
        Self::new(Method::PATCH, path)
    }

    /// A `DELETE`.
    #[must_use]
    pub const fn delete(path: &'static str) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// The schemes of which any one is enough; none if the list is empty.
    ///
    /// An operation that does not say takes whatever credential the client has.
    #[must_use]
    pub const fn auth(mut self, schemes: &'static [&'static str]) -> Self {
        self.auth = Some(schemes);
        self
    }

    /// The member of the response body that holds the value.
    #[must_use]
    pub const fn envelope(mut self, key: &'static str) -> Self {
        self.envelope = Some(key);
        self
    }

    /// The documented members of the response body that stand beside the envelope's; the drift hook is told of others.
    ///
    /// An envelope without this has none beside it. The body of an answer of `()` is looked at only with this, and
    /// need not be JSON.
    #[must_use]
    pub const fn beside(mut self, keys: &'static [&'static str]) -> Self {
        self.beside = Some(keys);
        self
    }

    /// Says that the envelope's member may be absent.
    ///
    /// Where the answer is an `Option` or a [`Nullable`](crate::Nullable), that is then no drift; any other answer
    /// needs the member all the same.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Says that the operation changes nothing, whatever its method, so that it may be sent again.
    #[must_use]
    pub const fn safe(mut self) -> Self {
        self.safe = true;
        self
    }

    /// Says that the operation answers a page at a time; the envelope's member is the list.
    #[must_use]
    pub const fn pages(mut self, paging: &'static Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Says that the server goes on working after it has answered.
    #[must_use]
    pub const fn long_running(mut self, long_running: &'static LongRunning) -> Self {
        self.long_running = Some(long_running);
        self
    }
}
