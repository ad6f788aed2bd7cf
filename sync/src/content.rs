//! What a page contains: whether it documents the API or a group of its operations.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::{
    diagnostic::{Diagnostic, Severity},
    extract::{self, Basis, Page, extract},
    pass::groups_of_paths,
    source::{Source, SourceMap},
};

use crate::reference::documents_named;

/// What the generator finds on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Whether the page documents the API. A page that the generator reports a diagnostic
    /// for counts, so that the user sees the diagnostic.
    pub is_api: bool,
    /// Whether the page describes an operation, whether or not that has an error.
    pub has_operations: bool,
    /// Method and path of each OpenAPI block, sorted.
    pub operations: Vec<(String, String)>,
    /// The documents that the page names together with an operation, as it spells them.
    pub documents: Vec<String>,
    /// Whether the page is prose with a lead, which may describe a group of operations.
    pub has_lead: bool,
}

/// Whether the author of the page seems to expect that something is read from it.
fn is_problem(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity() != Severity::Note
}

/// Whether the page describes an operation; guides only call those that other pages describe.
fn describes_operation(page: &Page) -> bool {
    let mut evidence = page.evidence.iter();
    !page.blocks.is_empty() || evidence.any(|evidence| evidence.basis != Basis::Calls)
}

impl Content {
    /// Reads the page with the given path and text.
    pub fn parse(path: &str, text: &str) -> Self {
        let source = Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let (pages, diagnostics) = extract(vec![source], &mut SourceMap::default());
        let mut operations: Vec<(String, String)> = pages
            .iter()
            .flat_map(|page| &page.blocks)
            .filter_map(|block| Some((block.method.clone()?, block.path.clone()?)))
            .collect();
        operations.sort();
        let has_operations = pages.iter().any(describes_operation);
        Self {
            is_api: diagnostics.iter().any(is_problem) || has_operations,
            has_operations,
            operations,
            documents: documents_named(text),
            has_lead: pages.iter().any(|page| page.lead.is_some()),
        }
    }
}

/// The paths of the pages of prose that describe a group of operations, so that the generator
/// documents the group with their leads.
///
/// Groups are the folders of the paths of operations. Of several pages about a group the one is
/// chosen that the generator reads; none where it reads none.
pub fn pages_of_groups(contents: &BTreeMap<String, Content>) -> BTreeSet<&str> {
    let operations = contents.values().flat_map(|content| &content.operations);
    let groups = groups_of_paths(operations.map(|(_, path)| path.as_str()));
    let prose = contents.iter().filter(|(_, content)| content.has_lead);
    let paths = prose.map(|(path, _)| path.as_str());
    extract::pages_of_groups(&groups, paths)
        .into_values()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_a_block_documents_the_api() {
        let block = "````yaml /openapi.json post /a\nopenapi: 3.1.0\n";
        let content = Content::parse("a.md", &format!("# A\n\n{block}````\n"));
        assert!(content.is_api);
        assert_eq!(content.operations, [("post".to_owned(), "/a".to_owned())]);
        let prose = Content::parse("a.md", "# A\n\nProse.\n");
        assert!(!prose.is_api && prose.has_lead);
        assert_eq!(Content::parse("a.md", "# A\n"), Content::default());
        // The block is not closed, which the generator reports.
        assert!(Content::parse("a.md", block).is_api);
    }
}
