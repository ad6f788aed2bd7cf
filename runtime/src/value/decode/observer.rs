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
    /// Whether nothing but corrections is reported.
    pub(crate) only_corrections: bool,
    pub(crate) sink: &'a mut dyn FnMut(Drift),
}

/// The drift of a response, some of which may turn out to be void.
pub(super) struct Reports<'o> {
    observer: Option<Observer<'o>>,
    /// Number of attempts that have not ended. Drift waits while there are any.
    attempts: usize,
    pending: Vec<Drift>,
}

impl<'o> Reports<'o> {
    pub(super) fn new(observer: Option<Observer<'o>>) -> Self {
        Self {
            observer,
            attempts: 0,
            pending: Vec::new(),
        }
    }

    /// Whether differences that are no corrections are of interest.
    pub(super) fn are_complete(&self) -> bool {
        let observer = self.observer.as_ref();
        observer.is_some_and(|observer| !observer.only_corrections)
    }

    pub(super) fn add(&mut self, kind: DriftKind, path: &JsonPath<'_>, content: Option<&str>) {
        let Some(observer) = &mut self.observer else {
            return;
        };
        if observer.only_corrections && !kind.is_correction() {
            return;
        }
        let drift = Drift {
            operation: observer.operation,
            path: path.to_string(),
            kind,
            content: content.filter(|_| observer.contents).map(str::to_owned),
        };
        match self.attempts {
            0 => (observer.sink)(drift),
            _ => self.pending.push(drift),
        }
    }

    /// Begins an attempt; what it returns is for [`Reports::end`].
    pub(super) fn begin(&mut self) -> usize {
        self.attempts += 1;
        self.pending.len()
    }

    /// Ends an attempt. What was added since it began is void if it failed.
    pub(super) fn end(&mut self, begin: usize, succeeded: bool) {
        self.attempts -= 1;
        if !succeeded {
            self.pending.truncate(begin);
        }
        if self.attempts == 0
            && let Some(observer) = &mut self.observer
        {
            self.pending.drain(..).for_each(&mut *observer.sink);
        }
    }
}
