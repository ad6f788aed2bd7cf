//! After this pass, every operation stands in a group, and every group above
//! it exists.
//!
//! The path tells both: `/acs/access_groups/add_user` is `add_user` in
//! `acs/access_groups`, as in the API's own SDKs.

use super::Decisions;
use crate::{diagnostic::Diagnostic, ir::Api};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    for operation in api.operations.values_mut() {
        let mut segments: Vec<String> = operation
            .key
            .path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned)
            .collect();
        operation.wire = segments
            .pop()
            .unwrap_or_else(|| operation.key.method.to_lowercase());
        for depth in 1..=segments.len() {
            api.namespaces.insert(segments[..depth].to_vec());
        }
        operation.namespace = segments;
    }
    Vec::new()
}
