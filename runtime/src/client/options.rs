//! Methods that every request builder has, and no page decides.
//!
//! Macros, because a trait would have to be imported where the methods are called.

/// The options of a request builder, which has its call in the field `call`: those that callers
/// set for single calls. What is usually decided for a whole client, as `strict`, is an option of
/// the call alone: `.call().strict(true)`.
///
/// ```ignore
/// request_options!(List -> Page<models::Device>: maybe param header timeout);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! request_options {
    ($builder:ident -> $output:ty: $($option:ident)*) => {
        impl $builder {
            $($crate::request_option!($option -> $output);)*
        }
    };
}

/// One option of a request builder.
#[doc(hidden)]
#[macro_export]
macro_rules! request_option {
    (maybe -> $output:ty) => {
        $crate::maybe!();
    };
    (param -> $output:ty) => {
        /// A parameter that no page lists, see [`Call::param`].
        pub fn param(mut self, name: &str, value: impl Into<$crate::serde_json::Value>) -> Self {
            self.call.setup().param(name, value.into());
            self
        }
    };
    (header -> $output:ty) => {
        /// A header for this call, see [`Call::header`].
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.call.setup().header(name, value);
            self
        }
    };
    (timeout -> $output:ty) => {
        /// How long an attempt may take, see [`Call::timeout`].
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.call.setup().timeout(timeout);
            self
        }
    };
    (deadline -> $output:ty) => {
        /// How long the call may take in all, see [`Call::deadline`].
        pub fn deadline(mut self, deadline: ::std::time::Duration) -> Self {
            self.call.setup().deadline(deadline);
            self
        }
    };
    (retries -> $output:ty) => {
        /// How often the request is retried, see [`Call::retries`].
        pub fn retries(mut self, retries: u32) -> Self {
            self.call.setup().retries(retries);
            self
        }
    };
    (wait_timeout -> $output:ty) => {
        /// How long to wait for the end of the work, see [`Call::wait_timeout`].
        pub fn wait_timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.call.setup().wait_timeout(timeout);
            self
        }
    };
    (with_response -> $output:ty) => {
        /// The call, which returns its response as well, see [`Call::with_response`].
        pub fn with_response(self) -> $crate::Call<$crate::Response<$output>> {
            self.call().with_response()
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
