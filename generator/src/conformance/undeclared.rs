//! Fields that samples show and no schema has.

use std::collections::BTreeMap;

use super::{Contradiction, Kind, Mismatch};
use crate::{diagnostic::Location, ir::OperationKey};

/// A field that samples show and no schema has.
#[derive(Clone, Debug, PartialEq)]
pub struct Undeclared {
    /// The operation of the first sample.
    pub operation: OperationKey,
    /// The kind of that sample.
    pub kind: Kind,
    /// The JSON path of the field, with `[]` for every item of an array.
    pub path: String,
    /// That sample.
    pub location: Location,
}

pub(super) fn collect(contradictions: &[Contradiction]) -> Vec<Undeclared> {
    let mut found = BTreeMap::new();
    for contradiction in contradictions {
        if contradiction.mismatch != Mismatch::Undeclared {
            continue;
        }
        for occurrence in &contradiction.occurrences {
            let key = (occurrence.operation.clone(), occurrence.path.clone());
            found.entry(key).or_insert_with(|| Undeclared {
                operation: occurrence.operation.clone(),
                kind: occurrence.kind,
                path: occurrence.path.clone(),
                location: occurrence.location.clone(),
            });
        }
    }
    found.into_values().collect()
}
