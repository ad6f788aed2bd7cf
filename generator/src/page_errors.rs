//! What an error on a page costs: what the page describes, and nothing else.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    extract::{Block, Dialect, Page},
    normalise::{Normalised, Tolerance},
};

/// Makes warnings of the errors in `findings` that are on pages of a site, and adds a warning for
/// each operation that a block of `pages` names and none of the valid `documents` describes.
/// Errors of files that are whole documents are contained where they are found, or stay errors,
/// as all of them do where they are not tolerated.
///
/// Returns how many operations are left out.
pub(crate) fn contain(
    findings: Diagnostics,
    pages: &[Page],
    documents: &[Normalised],
    tolerance: Tolerance,
) -> (usize, Vec<Diagnostic>) {
    let mut findings = findings.into_vec();
    if tolerance == Tolerance::Strict {
        return (0, findings);
    }
    let of_site = pages
        .iter()
        .filter(|page| page.dialect != Some(Dialect::Document));
    let paths: BTreeSet<&str> = of_site.clone().map(|page| &*page.path).collect();
    for finding in findings.iter_mut().filter(|finding| finding.is_error()) {
        let first = finding.labels.first();
        if first.is_some_and(|label| paths.contains(&**label.location.path())) {
            finding.contain();
        }
    }
    let operations = documents.iter().flat_map(|document| {
        let operations = document.api.operations();
        operations.map(|(path, method, _)| (&*document.page, method, path))
    });
    let valid: BTreeSet<(&str, &str, &str)> = operations.collect();
    let before = findings.len();
    for page in of_site {
        let named = page
            .blocks
            .iter()
            .filter_map(|block| Some((block, operation(block)?)));
        for (block, (method, path)) in named {
            if !valid.contains(&(&*page.path, method, path)) {
                findings.push(left_out(page, block, method, path));
            }
        }
    }
    (findings.len() - before, findings)
}

fn operation(block: &Block) -> Option<(&str, &str)> {
    block.method.as_deref().zip(block.path.as_deref())
}

fn left_out(page: &Page, block: &Block, method: &str, path: &str) -> Diagnostic {
    let method = method.to_ascii_uppercase();
    let message = format!("`{method} {path}` is left out: its block has an error");
    let at = Location::span(&page.path, block.info.clone());
    Diagnostic::new(Code::SkippedOperation, message).at(at, "this block")
}
