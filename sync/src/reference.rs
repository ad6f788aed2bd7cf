//! Which documents a page names for an operation.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::path_map::DOCUMENT_EXTENSIONS;

const METHODS: [&str; 8] = [
    "delete", "get", "head", "options", "patch", "post", "put", "trace",
];

/// The key of front matter that names an operation.
const KEY: &str = "openapi:";

/// The documents that a page names together with an operation, in its front matter, in the info
/// strings of fences, or on a line of its own, as an `llms-full.txt` does:
///
/// ```text
/// openapi: "/openapi.json POST /locks"
/// ```
pub(crate) fn documents_named(text: &str) -> Vec<String> {
    let parser = Parser::new_ext(text, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    let mut named = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => {
                let lines = text[range].lines();
                let values = lines.filter_map(|line| line.trim().strip_prefix(KEY));
                named.extend(values.filter_map(document));
            }
            Event::Start(Tag::Paragraph) => {
                named.extend(text[range].lines().filter_map(document));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let info = text[range].lines().next().unwrap_or_default();
                let info = info.trim_start_matches(['`', '~', ' ']);
                let words = info.split_once(' ').map(|(_language, words)| words);
                named.extend(words.and_then(document));
            }
            _ => {}
        }
    }
    named.into_iter().map(str::to_owned).collect()
}

/// The document in `/openapi.json POST /locks`.
fn document(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches(['"', '\'']);
    let mut words = text.split_whitespace();
    let [document, method, path] = [words.next()?, words.next()?, words.next()?];
    let extension = document.rsplit_once('.').map(|(_, extension)| extension);
    let is_document = extension.is_some_and(|it| DOCUMENT_EXTENSIONS.contains(&it));
    let is_method = METHODS.iter().any(|it| it.eq_ignore_ascii_case(method));
    let is_reference = is_document && is_method && path.starts_with('/') && words.next().is_none();
    is_reference.then_some(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_info_strings_and_lines_name_documents() {
        let front = "---\ntitle: Lock\nopenapi: \"/openapi.json POST /locks\"\n---\n\n# Lock\n";
        assert_eq!(documents_named(front), ["/openapi.json"]);
        let fence = "# Lock\n\n````yaml api/v1.yaml post /locks\n````\n";
        assert_eq!(documents_named(fence), ["api/v1.yaml"]);
        let line =
            "# Lock\nSource: https://docs.example.com/lock\n\ntcloud.yaml post /a/{lock_id}\n";
        assert_eq!(documents_named(line), ["tcloud.yaml"]);
    }

    #[test]
    fn prose_and_code_name_no_document() {
        for text in [
            "Read openapi.json, then post /locks to it.",
            "```\nopenapi.json post /locks\n```",
            "```bash\nGET /locks\n```",
            "openapi.json fetch /locks",
            "openapi.json post locks",
            "openapi.txt post /locks",
            "---\nopenapi: get /locks/{id}\n---\n",
        ] {
            assert!(documents_named(text).is_empty(), "{text}");
        }
    }
}
