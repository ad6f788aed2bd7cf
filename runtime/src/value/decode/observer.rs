//! Where the decoder reports drift.

use crate::{
    spec::Operation,
    value::{
        drift::{Drift, DriftKind},
        json_path::JsonPath,
    },
};

/// Receives the drift of one response.
pub(crate) struct Observer<'a> {
    pub(crate) operation: Option<Operation>,
    /// Whether undocumented strings are reported too.
    pub(crate) contents: bool,
    pub(crate) sink: &'a mut dyn FnMut(Drift),
}

impl Observer<'_> {
    pub(super) fn report(&mut self, kind: DriftKind, path: &JsonPath<'_>, content: Option<&str>) {
        (self.sink)(Drift {
            operation: self.operation,
            path: path.to_string(),
            kind,
            content: content.filter(|_| self.contents).map(str::to_owned),
        });
    }
}
