//! The review: pages that stay mean nothing, and pages that change the crate mean something.

use std::str;

use seamstress_codegen::{Input, Output, generate, report::Outcome};
use seamstress_review::{
    SemverBump,
    render::{ReportContext, html, json, markdown},
    review as compare,
};

use crate::pipeline;

/// Where the pages of each side are in the archive.
const SIDES: [&str; 2] = ["before/", "after/"];

/// An archive with the pages of both sides, below `before/` and `after/`.
///
/// # Panics
///
/// Where a side that is compared with itself has changes, a change of the public items is not
/// explained, or the review cannot be rendered.
pub fn review(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let input = pipeline::read(text);
    let [before, mut after] = SIDES.map(|side| side_of(&input, side));
    let before = generate(before);
    after.lock = before.lock.to_text();
    let after = generate(after);
    if [&before, &after].map(Output::outcome) != [Outcome::Done; 2] {
        return;
    }
    for side in [&before, &after] {
        let unchanged = compare(side, side, "").expect("both sides are without errors");
        assert_eq!(unchanged.bump, SemverBump::None, "{:?}", unchanged.changes);
        assert!(unchanged.changes.is_empty(), "{:?}", unchanged.changes);
        assert!(unchanged.pages.is_empty(), "{:?}", unchanged.pages);
    }
    for (one, other) in [(&before, &after), (&after, &before)] {
        check(one, other);
    }
}

/// The input of one side.
fn side_of(input: &Input, side: &str) -> Input {
    let mut input = input.clone();
    input.sources.retain_mut(|source| {
        let path = source.path.strip_prefix(side).map(str::to_owned);
        path.map(|path| source.path = path).is_some()
    });
    input
}

fn check(before: &Output, after: &Output) {
    let review = compare(before, after, "").expect("both sides are without errors");
    if before.surface != after.surface {
        assert_ne!(review.bump, SemverBump::None, "{:?}", review.changes);
    }
    let context = ReportContext::default();
    markdown(&review, &context);
    html(&review, before, after, &context);
    json(&review);
}
