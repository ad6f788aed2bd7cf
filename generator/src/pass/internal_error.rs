//! Bugs of the generator, as diagnostics.

use crate::{
    diagnostic::{Code, Diagnostic},
    source::Origin,
};

/// A broken invariant, shown at the node that triggers it.
pub(super) fn internal_error(message: String, origin: &Origin) -> Diagnostic {
    Diagnostic::new(Code::InternalError, message)
        .at(origin, "triggered by this")
        .help("this is a bug in the generator: please report it together with this page")
}
