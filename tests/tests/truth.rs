//! The types of the documents of this repository hold the instances of their schemas.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail in its helpers too"
)]

use std::{collections::BTreeSet, path::Path};

use tests::{
    node::is_skipped,
    truth::{self, Document, Kind, Outcome},
};

/// How many instances of each schema.
const COUNT: usize = 6;

/// Objects that contain themselves in a required field, of which no instance ends, and unions of
/// each other, at which json-schema-faker gives up.
const WITHOUT_INSTANCE: &[(&str, &str)] = &[
    ("kitchen-sink", "chain"),
    ("kitchen-sink", "ring"),
    ("recursion-required-cycle", "house"),
    ("recursion-required-cycle", "room"),
    ("recursion-unions-of-each-other", "exception"),
    ("recursion-unions-of-each-other", "rule"),
];

/// What is reported of instances: the document, the schema, the drift. Both kinds of ranges have
/// the same fields.
const DRIFT: &[(&str, &str, &str)] = &[
    (
        "unions-lists-and-ranges",
        "found",
        "AmbiguousVariant $.range",
    ),
    (
        "unions-lists-and-ranges",
        "query",
        "AmbiguousVariant $.between",
    ),
    ("unions-lists-and-ranges", "range", "AmbiguousVariant $"),
];

/// What ajv finds and `validate` does not: the document, the schema, the violation. The component
/// is shared with a place that does not have the constraint.
const DISAGREEMENTS: &[(&str, &str, &str)] = &[("constraints-shared", "lock", "-$.code maxLength")];

#[test]
fn instances_of_all_schemas_are_encoded_as_they_were_decoded() {
    if is_skipped("instances of schemas") {
        return;
    }
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let documents = Document::own().unwrap().into_iter();
    let outcomes: Vec<Outcome> = documents
        .map(|document| {
            let outcome = truth::examine(&document, COUNT, scratch);
            outcome.unwrap_or_else(|error| panic!("{}: {error}", document.name))
        })
        .collect();
    let is_equal = outcomes.iter().all(Outcome::is_equal);
    assert!(is_equal, "{}", truth::failures(&outcomes));
    let disagreements: BTreeSet<(&str, &str, &str)> = outcomes
        .iter()
        .flat_map(|outcome| {
            outcome.disagreements().flat_map(|verdict| {
                let violations = verdict.violations.iter();
                violations.map(|it| (&*outcome.document, &*verdict.schema, &**it))
            })
        })
        .collect();
    assert_eq!(
        disagreements.into_iter().collect::<Vec<_>>(),
        DISAGREEMENTS,
        "{}",
        truth::disagreements(&outcomes)
    );
    let violating = outcomes.iter().map(|outcome| outcome.violating.len());
    assert!(
        violating.sum::<usize>() > 100,
        "few instances violate constraints"
    );
    let drift: BTreeSet<(&str, &str, &str)> = outcomes
        .iter()
        .flat_map(|outcome| {
            let verdicts = outcome.verdicts.iter();
            verdicts.flat_map(|verdict| {
                let drift = verdict.drift.iter();
                drift.map(|drift| (&*outcome.document, &*verdict.schema, &**drift))
            })
        })
        .collect();
    assert_eq!(drift.into_iter().collect::<Vec<_>>(), DRIFT);
    let without: Vec<(&str, &str)> = outcomes
        .iter()
        .flat_map(|outcome| {
            let schemas = outcome.without_instance.iter();
            schemas.map(|(schema, _)| (outcome.document.as_str(), schema.as_str()))
        })
        .collect();
    assert_eq!(without, WITHOUT_INSTANCE);
    let verdicts = outcomes.iter().flat_map(|outcome| &outcome.verdicts);
    for kind in [Kind::Generated, Kind::Undeclared, Kind::Example] {
        let count = verdicts.clone().filter(|it| it.kind == kind).count();
        assert!(count > 0, "no instance is {kind:?}");
    }
}
