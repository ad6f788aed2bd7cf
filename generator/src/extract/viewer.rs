//! Elements and directives of Markdown pages that show all of a document:
//! `<swagger-ui src="openapi.json"/>`, `[OAD(openapi.yaml)]`.

use std::{cell::OnceCell, ops::Range};

use super::{
    left_out::{LeftOut, PageKind},
    other_format::OtherFormat,
};

/// How a line begins that shows a document.
const MARKS: [&str; 16] = [
    // Elements of the viewers themselves, and of plugins for VitePress, Docusaurus and Fumadocs.
    "<swagger-ui",
    "<SwaggerUI",
    "<redoc",
    "<Redoc",
    "<elements-api",
    "<rapi-doc",
    "<openapi-explorer",
    "<ApiReference",
    "<OASpec",
    "<OAOperation",
    "<ApiDocMdx",
    "<APIPage",
    "<script id=\"api-reference\"",
    // Directives of plugins for MkDocs.
    "[OAD(",
    "!!swagger ",
    "!!swagger-http ",
];

/// The document that the line in the bytes `range` of `text` shows. `imported` is the one that the
/// page names elsewhere, once it was searched for.
pub(super) fn reference(
    text: &str,
    range: Range<usize>,
    imported: &OnceCell<Option<String>>,
) -> Option<LeftOut> {
    let line = text[range.clone()].trim();
    MARKS.iter().find(|mark| begins(line, mark))?;
    let separators = |it: char| it.is_whitespace() || "\"'(){}!".contains(it);
    let mut words = line.split(separators);
    let named = words.find(|word| OtherFormat::is_document(word));
    let imported = || imported.get_or_init(|| OtherFormat::Viewer.document(text));
    Some(LeftOut {
        kind: PageKind::Reference,
        found: "the operations".to_owned(),
        // It may be a variable that the page imports.
        document: named.map(str::to_owned).or_else(|| imported().clone()),
        range,
    })
}

/// Whether `line` begins with `mark`, and not with a longer name.
fn begins(line: &str, mark: &str) -> bool {
    let rest = line.strip_prefix(mark);
    let is_longer = |rest: &str| {
        mark.ends_with(|it: char| it.is_ascii_alphanumeric())
            && rest.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '-')
    };
    rest.is_some_and(|rest| !is_longer(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Option<Option<String>> {
        let end = text.find('\n').unwrap_or(text.len());
        reference(text, 0..end, &OnceCell::new()).map(|found| found.document)
    }

    #[test]
    fn a_line_names_the_document_or_the_page_imports_it() {
        for text in [
            "<swagger-ui src=\"./api/doors.yaml\"/>\n",
            "<redoc spec-url='./api/doors.yaml'></redoc>\n",
            "[OAD(./api/doors.yaml)]\n",
            "!!swagger ./api/doors.yaml!!\n",
            "<APIPage document={\"./api/doors.yaml\"} operations={[]} />\n",
            "<OASpec :spec=\"spec\" />\n\nimport spec from \"./api/doors.yaml\"\n",
        ] {
            assert_eq!(document(text), Some(Some("./api/doors.yaml".to_owned())));
        }
        assert_eq!(document("<ApiDocMdx id=\"doors\" />\n"), Some(None));
    }

    #[test]
    fn other_lines_show_nothing() {
        for text in [
            "The page loads <redoc spec-url=\"a.json\">.\n",
            "<redoc-theme src=\"a.json\">\n",
            "<Redocly />\n",
            "[a](a.json)\n",
        ] {
            assert_eq!(document(text), None, "{text}");
        }
    }
}
