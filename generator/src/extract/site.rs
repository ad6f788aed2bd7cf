//! What pages say for the other pages of their site.

use super::{base_url, evidence::Evidence, page::Page};

/// Gives the operations without a server the URL that the pages of their site say is that of all.
pub(super) fn complete(pages: &mut [Page]) {
    let mut stated = pages.iter().filter_map(|page| page.base_url.clone());
    let Some(url) = stated
        .next()
        .filter(|url| stated.all(|other| other == *url))
    else {
        return;
    };
    // Documents say it by themselves.
    if pages.iter().any(|page| !page.blocks.is_empty()) {
        return;
    }
    let operations = pages.iter_mut().flat_map(|page| &mut page.evidence);
    for Evidence { server, path, .. } in operations {
        if server.is_none() {
            *path = base_url::below(&url, path).to_owned();
            *server = Some(url.clone());
        }
    }
}
