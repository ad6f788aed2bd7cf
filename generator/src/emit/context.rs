//! What every emitter reads.

use crate::ir::{Api, Names};

/// An API and its names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
}
