//! `names.lock`: what is written is read back, and no name is lost.

use std::str;

use seamstress_codegen::{lock::Lock, project::LOCK, report::Outcome, source::SourceMap};

use crate::{overrides::library, pipeline::stable};

/// The text of `names.lock`, for a document that may have these names.
///
/// # Panics
///
/// Where the lock is not read back as it was written, the output is not stable, or a run loses a
/// name that was locked.
pub fn lock(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let (lock, diagnostics) = read(text);
    if diagnostics == 0 {
        let written = lock.to_text();
        assert_eq!(read(&written), (lock.clone(), 0), "{written}");
    }
    let output = stable(&library("", text));
    if output.outcome() == Outcome::Done {
        let lost = lock
            .types
            .keys()
            .find(|it| !output.lock.types.contains_key(*it));
        assert_eq!(lost, None);
    }
}

/// The lock, and the number of diagnostics.
fn read(text: &str) -> (Lock, usize) {
    let mut sources = SourceMap::default();
    let (lock, diagnostics) = Lock::read(sources.insert(LOCK, text.to_owned()));
    (lock, diagnostics.len())
}
