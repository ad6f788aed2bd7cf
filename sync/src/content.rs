//! What a page contains: whether it documents the API or a group of its operations.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::{
    diagnostic::{Diagnostic, Severity},
    extract::{self, Basis, Page, extract},
    pass::groups_of_paths,
    source::{Source, SourceMap},
};

/// What the generator finds on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Whether the page documents the API. A page that the generator reports a diagnostic
    /// for counts, so that the user sees the diagnostic.
    pub is_api: bool,
    /// Whether the page describes an operation, whether or not that has an error.
    pub has_operations: bool,
    /// Whether the page shows commands that call operations, and describes none.
    pub has_calls: bool,
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

/// Whether the page describes an operation, rather than only calling some.
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
        let has_calls = pages.iter().any(|page| !page.evidence.is_empty());
        let left_out = pages.iter().flat_map(|page| &page.left_out);
        let documents = left_out.filter_map(|part| part.document.clone());
        Self {
            is_api: diagnostics.iter().any(is_problem) || has_operations,
            has_operations,
            has_calls: has_calls && !has_operations,
            operations,
            documents: documents.collect(),
            has_lead: pages.iter().any(|page| page.lead.is_some()),
        }
    }
}

/// The paths of the pages to keep: those that document the API or a group of its operations.
///
/// Where no page of the site describes an operation, those that call one are all that is known of
/// the API. Elsewhere they are guides.
pub fn pages_to_keep(contents: &BTreeMap<String, Content>) -> BTreeSet<&str> {
    let has_operations = contents.values().any(|content| content.has_operations);
    let is_kept = |content: &Content| content.is_api || (content.has_calls && !has_operations);
    let pages = contents.iter().filter(|(_, content)| is_kept(content));
    let pages = pages.map(|(path, _)| path.as_str());
    pages.chain(pages_of_groups(contents)).collect()
}

/// The paths of the pages of prose that describe a group of operations, so that the generator
/// documents the group with their leads.
///
/// Groups are the folders of the paths of operations. Of several pages about a group the one is
/// chosen that the generator reads; none where it reads none.
fn pages_of_groups(contents: &BTreeMap<String, Content>) -> BTreeSet<&str> {
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

    const CALL: &str = "# Locks\n\n```bash\ncurl https://api.example.com/locks\n```\n\n\
        ```json\n{ \"locks\": [{ \"id\": \"l1\" }] }\n```\n";

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

    #[test]
    fn a_page_that_only_calls_operations_is_kept_where_none_describes_one() {
        let call = Content::parse("call.md", CALL);
        assert!(call.has_calls && !call.is_api && !call.has_operations);
        let guide = Content::parse("guide.md", "# Guide\n\nProse.\n");
        let pages = [("call.md".to_owned(), call), ("guide.md".to_owned(), guide)];
        let mut contents = BTreeMap::from(pages);
        assert_eq!(pages_to_keep(&contents), BTreeSet::from(["call.md"]));
        let block = "# A\n\n````yaml post /a\nopenapi: 3.1.0\n````\n";
        contents.insert("a.md".to_owned(), Content::parse("a.md", block));
        assert_eq!(pages_to_keep(&contents), BTreeSet::from(["a.md"]));
    }

    #[test]
    fn documents_are_named_together_with_an_operation() {
        let documents = |text: &str| Content::parse("a.md", text).documents;
        let front = "---\ntitle: Lock\nopenapi: \"/openapi.json POST /locks\"\n---\n\n# Lock\n";
        assert_eq!(documents(front), ["/openapi.json"]);
        let fence = "# Lock\n\n````yaml api/v1.yaml post /locks\n````\n";
        assert_eq!(documents(fence), ["api/v1.yaml"]);
        assert!(!Content::parse("a.md", fence).has_operations);
        let line = "# Lock\nSource: https://docs.example.com/lock\n\nv1.yaml post /a/{lock_id}\n";
        assert_eq!(documents(line), ["v1.yaml"]);
        for text in [
            "Read openapi.json, then post /locks to it.",
            "```\nopenapi.json post /locks\n```",
            "```bash\nGET /locks\n```",
            "openapi.json fetch /locks",
            "openapi.json post locks",
            "openapi.txt post /locks",
            "---\nopenapi: get /locks/{id}\n---\n",
        ] {
            assert!(documents(text).is_empty(), "{text}");
        }
    }
}
