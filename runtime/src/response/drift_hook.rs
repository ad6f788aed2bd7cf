//! The hook that a client reports drift to.

use std::sync::Arc;

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
}

impl DriftHook {
    pub(crate) fn install(&mut self, hook: impl Fn(&Drift) + Send + Sync + 'static) {
        self.hook = Some(Arc::new(hook));
    }

    pub(crate) fn set_contents(&mut self, contents: bool) {
        self.contents = contents;
    }

    /// Does `work` with an observer that calls the hook; without one if no hook is installed.
    pub(super) fn observe<R>(
        &self,
        operation: Operation,
        work: impl FnOnce(Option<Observer<'_>>) -> R,
    ) -> R {
        let Some(hook) = &self.hook else {
            return work(None);
        };
        let mut sink = |drift: Drift| hook(&drift);
        work(Some(Observer {
            operation: Some(operation),
            contents: self.contents,
            sink: &mut sink,
        }))
    }
}
