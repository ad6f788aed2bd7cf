//! What pages say for the other pages of their site.

use super::{
    base_url,
    evidence::{Credential, Evidence, Response},
    page::Page,
};

/// Gives operations what the pages of their site say that all have: those without a server the URL
/// of all, and those without a credential that of their page, or of the pages without operations;
/// and the errors of all, by their page, else by the only page that is about errors.
pub(super) fn complete(pages: &mut [Page]) {
    let url = only(pages.iter().filter_map(|page| page.base_url.clone()));
    let introductions = pages.iter().filter(|page| page.evidence.is_empty());
    let credential = only(introductions.filter_map(|page| page.credential.clone()));
    let errors = only_errors(pages);
    // Documents say it by themselves.
    let has_documents = pages.iter().any(|page| !page.blocks.is_empty());
    for page in pages {
        let of_page = page.credential.clone();
        let credential = of_page.or(credential.clone().filter(|_| !has_documents));
        let of_page = || (!page.errors.is_empty()).then(|| errors_of(page));
        let errors = errors.clone().or_else(of_page).filter(|_| !has_documents);
        for operation in &mut page.evidence {
            if let Some(url) = url.as_ref().filter(|_| !has_documents) {
                add_server(operation, url);
            }
            add_credential(operation, credential.as_ref());
            if let Some(errors) = &errors {
                add_errors(operation, errors);
            }
        }
    }
}

/// The response to requests that fail, as the only page shows it that does.
fn only_errors(pages: &[Page]) -> Option<Response> {
    let mut with_errors = pages.iter().filter(|page| !page.errors.is_empty());
    let page = with_errors.next()?;
    let is_shared = with_errors.next().is_none();
    is_shared.then(|| Response {
        is_shared,
        ..errors_of(page)
    })
}

fn errors_of(page: &Page) -> Response {
    Response {
        samples: page.errors.clone(),
        ..Response::empty("default")
    }
}

/// Adds the response to requests that fail to an operation that shows no other one.
fn add_errors(operation: &mut Evidence, errors: &Response) {
    let is_default = |it: &Response| it.status == errors.status;
    if !operation.responses.iter().any(is_default) {
        operation.responses.push(errors.clone());
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
