//! What every request builder has, and no page decides.
//!
//! Macros, because a trait would have to be imported where the methods are called. The methods are
//! inlined, so that only those that are called are compiled.

/// A request builder: its type, its operation, its call, its future, and the options that callers
/// set for single calls. What is usually decided for a whole client, as `strict`, is
/// an option of the call alone: `.call().strict(true)`.
///
/// In brackets are the specification of the operation and the field for its parameters, if it has
/// some. The rows below say which options this request builder has other than most, in this order:
/// one that has the name of a parameter is `false`, and `wait_timeout` is `true` where there is
/// work to wait for.
///
/// ```ignore
/// request_builder! {
///     /// Request builder for `GET /devices`.
///     pub struct List(LIST, params: models::DevicesListParams) -> Page<models::Device>;
///     header = false;
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! request_builder {
    (
        $(#[$attribute:meta])*
        pub struct $builder:ident($operation:ident $(, $params:ident: $ty:ty)?) -> $output:ty;
        $(deadline = $deadline:literal;)?
        $(header = $header:literal;)?
        $(param = $param:literal;)?
        $(retries = $retries:literal;)?
        $(timeout = $timeout:literal;)?
        $(wait_timeout = $wait_timeout:literal;)?
        $(with_response = $with_response:literal;)?
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        #[must_use = "a request is not sent until it is awaited"]
        pub struct $builder {
            call: $crate::Call<$output>,
            $(
                /// The parameters that are sent.
                pub $params: $ty,
            )?
        }

        impl $builder {
            #[inline]
            fn new(client: &$crate::codegen::Client $(, $params: $ty)?) -> Self {
                Self {
                    call: $crate::Call::new(client.clone(), &$operation),
                    $($params,)?
                }
            }

            /// The operation, as the key of a mock's responses.
            pub const OPERATION: &'static $crate::codegen::OperationSpec = &$operation;

            /// The call with its options, before it is sent.
            #[inline]
            pub fn call(self) -> $crate::Call<$output> {
                self.call$(.params(self.$params))?
            }

            /// Sends the request.
            #[inline]
            pub fn send(self) -> $crate::codegen::Pending<$output> {
                self.call().send()
            }

            $crate::maybe!();

            /// A parameter that no page lists, see [`Call::param`].
            $(#[cfg($param)])?
            #[inline]
            pub fn param(mut self, name: &str, value: impl Into<$crate::serde_json::Value>) -> Self {
                self.call.setup().param(name, value.into());
                self
            }

            /// A header for this call, see [`Call::header`].
            $(#[cfg($header)])?
            #[inline]
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.call.setup().header(name, value);
                self
            }

            /// How long an attempt may take, see [`Call::timeout`].
            $(#[cfg($timeout)])?
            #[inline]
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.setup().timeout(timeout);
                self
            }

            /// How long the call may take in all, see [`Call::deadline`].
            $(#[cfg($deadline)])?
            #[inline]
            pub fn deadline(mut self, deadline: ::std::time::Duration) -> Self {
                self.call.setup().deadline(deadline);
                self
            }

            /// How often the request is retried, see [`Call::retries`].
            $(#[cfg($retries)])?
            #[inline]
            pub fn retries(mut self, retries: u32) -> Self {
                self.call.setup().retries(retries);
                self
            }

            $(
                /// How long to wait for the end of the work, see [`Call::wait_timeout`].
                #[cfg($wait_timeout)]
                #[inline]
                pub fn wait_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                    self.call.setup().wait_timeout(timeout);
                    self
                }
            )?

            /// The call, which returns its response as well, see [`Call::with_response`].
            $(#[cfg($with_response)])?
            #[inline]
            pub fn with_response(self) -> $crate::Call<$crate::Response<$output>> {
                self.call().with_response()
            }
        }

        impl ::std::future::IntoFuture for $builder {
            type Output = ::std::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::codegen::Pending<$output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

/// The method `maybe`, inside of an implementation.
#[doc(hidden)]
#[macro_export]
macro_rules! maybe {
    () => {
        /// Applies `set` to the value, if there is one: `.maybe(name, Self::name)`.
        pub fn maybe<T>(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self {
            match value {
                Some(value) => set(self, value),
                None => self,
            }
        }
    };
}
