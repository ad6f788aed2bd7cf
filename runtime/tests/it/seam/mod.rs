//! What the generator emits for the page of `/user_identities/create`, written by hand.

pub(crate) mod client;
pub(crate) mod models;
