//! What pages say for the other pages of their site.

use super::{
    base_url,
    evidence::{Credential, Evidence},
    page::Page,
};

/// Gives operations what the pages of their site say that all have: those without a server the URL
/// of all, and those without a credential that of their page, or of the pages without operations.
pub(super) fn complete(pages: &mut [Page]) {
    let url = only(pages.iter().filter_map(|page| page.base_url.clone()));
    let introductions = pages.iter().filter(|page| page.evidence.is_empty());
    let credential = only(introductions.filter_map(|page| page.credential.clone()));
    // Documents say it by themselves.
    let has_documents = pages.iter().any(|page| !page.blocks.is_empty());
    for page in pages {
        let of_page = page.credential.clone();
        let credential = of_page.or(credential.clone().filter(|_| !has_documents));
        for operation in &mut page.evidence {
            if let Some(url) = url.as_ref().filter(|_| !has_documents) {
                add_server(operation, url);
            }
            add_credential(operation, credential.as_ref());
        }
    }
}

/// The value that all of `values` are.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

fn add_server(operation: &mut Evidence, url: &str) {
    if operation.server.is_none() {
        operation.path = base_url::below(url, &operation.path).to_owned();
        operation.server = Some(url.to_owned());
    }
}

fn add_credential(operation: &mut Evidence, credential: Option<&Credential>) {
    if operation.credentials.is_empty() && !operation.is_public {
        operation.credentials.extend(credential.cloned());
    }
}
