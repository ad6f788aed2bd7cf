//! The hook that a client reports drift to.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{
    spec::Operation,
    value::{Drift, Observer},
};

type Hook = dyn Fn(&Drift) + Send + Sync;

/// The hook that a client reports drift to, if one is installed.
#[derive(Clone, Default)]
pub(crate) struct DriftHook {
    hook: Option<Arc<Hook>>,
    /// Whether undocumented strings are reported too.
    contents: bool,
    /// Where corrections are collected too.
    corrections: Option<Corrections>,
}

/// The corrections of one response; clones share them.
#[derive(Clone, Default)]
pub(super) struct Corrections(Arc<Mutex<Vec<Drift>>>);

impl DriftHook {
    pub(crate) fn install(&mut self, hook: impl Fn(&Drift) + Send + Sync + 'static) {
        self.hook = Some(Arc::new(hook));
    }

    pub(crate) fn set_contents(&mut self, contents: bool) {
        self.contents = contents;
    }

    /// The same hook, which also adds corrections to `corrections`.
    pub(super) fn collecting(mut self, corrections: Corrections) -> Self {
        self.corrections = Some(corrections);
        self
    }

    /// The same hook, which adds corrections to nothing.
    pub(super) fn without_corrections(mut self) -> Self {
        self.corrections = None;
        self
    }

    /// Does `work` with an observer that calls the hook; without one if nobody observes.
    pub(super) fn observe<R>(
        &self,
        operation: Operation,
        work: impl FnOnce(Option<Observer<'_>>) -> R,
    ) -> R {
        if self.hook.is_none() && self.corrections.is_none() {
            return work(None);
        }
        let mut sink = |drift: Drift| {
            if let Some(hook) = &self.hook {
                hook(&drift);
            }
            if let Some(corrections) = &self.corrections
                && drift.kind.is_correction()
            {
                corrections.add(drift);
            }
        };
        work(Some(Observer {
            operation: Some(operation),
            contents: self.contents,
            only_corrections: self.hook.is_none(),
            sink: &mut sink,
        }))
    }
}

impl Corrections {
    fn add(&self, drift: Drift) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(drift);
    }

    pub(super) fn take(&self) -> Vec<Drift> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut all)
    }
}
