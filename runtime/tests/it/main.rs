//! The runtime as generated code and its users see it.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "the exemption for tests does not reach the functions that tests share"
)]

mod any_branches;
mod authentication;
mod bodies;
mod calls;
mod content_types;
mod corrected_calls;
mod corrections;
mod credential_locations;
mod date_times;
mod decoding;
mod envelopes;
mod environment;
mod equal_branches;
mod errors;
mod escaping;
mod extra_parameters;
mod form_parts;
mod formats;
mod hooks;
mod idempotency;
mod laws;
mod line_bodies;
mod missing_tags;
mod mock_formats;
mod mocks;
mod numbers;
mod oauth;
mod page_styles;
mod pages;
mod parameter_errors;
mod reconnects;
mod request_bodies;
mod requests;
mod response_bodies;
mod response_streams;
mod retries;
mod retry_after;
mod seam;
mod secrets;
mod servers;
mod shapes;
mod streams;
mod tables;
mod tokens;
mod undeclared;
mod unions;
mod unsigned;
#[cfg(feature = "validate")]
mod validation;
mod values;
mod waiting;
#[cfg(feature = "webhooks")]
mod webhooks;
