//! Elements and directives of Markdown pages that show all of a document:
//! `<swagger-ui src="openapi.json"/>`, `[OAD(openapi.yaml)]`.

use std::{
    cell::{LazyCell, OnceCell},
    ops::Range,
};

use super::{
    left_out::{LeftOut, PageKind},
    markdown::Fence,
    markup::Element,
    other_format::OtherFormat,
    request_line,
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

/// Words in the names of elements and directives that show a document.
const WORDS: [&str; 14] = [
    "api-explorer",
    "api-reference",
    "apidoc",
    "apiexplorer",
    "apireference",
    "elements-api",
    "oad",
    "oas",
    "openapi",
    "rapi-doc",
    "rapidoc",
    "redoc",
    "scalar",
    "swagger",
];

/// Elements that show anything, by the address that they have.
const FRAMES: [&str; 4] = ["embed", "iframe", "object", "script"];

/// What begins a directive of a site generator: shortcodes, tags of templates, macros, directives
/// of `reStructuredText` and of Markdown.
const DIRECTIVES: [&str; 8] = ["{{", "{%", "[[", "!", ".. ", "::", "@[", "[OAD("];

/// How many lines a directive has, with those of its options.
const LINE_LIMIT: usize = 10;

/// The document that the line in the bytes `range` of `text` shows. `imported` is the one that the
/// page names elsewhere, once it was searched for.
pub(super) fn reference(
    text: &str,
    range: Range<usize>,
    imported: &OnceCell<Option<String>>,
) -> Option<LeftOut> {
    let line = text[range.clone()].trim();
    let is_known = MARKS.iter().any(|mark| begins(line, mark));
    if !is_known && !line.starts_with('<') && !is_directive(line) {
        return None;
    }
    let lines = text[range.start..].lines().take(LINE_LIMIT);
    let mut lines = lines.take_while(|line| !line.trim().is_empty());
    let named = lines.find_map(document);
    if !is_known && !named.is_some_and(|named| shows(line, named)) {
        return None;
    }
    let imported = || imported.get_or_init(|| OtherFormat::Viewer.document(text));
    Some(LeftOut {
        kind: PageKind::Reference,
        found: "the operations".to_owned(),
        // It may be a variable that the page imports.
        document: named.map(str::to_owned).or_else(|| imported().clone()),
        range,
    })
}

/// The document that a block of code shows which is the source of a viewer: its language is the
/// name of one, or that of directives.
pub(super) fn of_code(fence: &Fence) -> Option<LeftOut> {
    let language = fence.info.split_whitespace().next()?;
    let name = language.trim_matches(['{', '}', '.']);
    let mut lines = fence.text.lines().filter(|line| !line.trim().is_empty());
    let is_viewer = match name {
        "eval-rst" => lines
            .clone()
            .next()
            .is_some_and(|line| is_directive(line.trim())),
        _ => has_word(name),
    };
    let mut named = document(&fence.info)
        .into_iter()
        .chain(lines.by_ref().take(LINE_LIMIT).filter_map(document));
    Some(LeftOut {
        kind: PageKind::Reference,
        found: "the operations".to_owned(),
        document: Some(named.next().filter(|_| is_viewer)?.to_owned()),
        range: fence.opening.clone(),
    })
}

/// The operations that elements name: `<EndpointRequestSnippet endpoint="GET /doors"/>`.
pub(super) fn of_elements(elements: &[Element], found: &mut Vec<LeftOut>) {
    for element in elements {
        let endpoint = element.attribute("endpoint").and_then(request_line::parse);
        found.extend(endpoint.map(|(method, url)| LeftOut {
            kind: PageKind::Reference,
            found: format!("`{} {url}`", method.to_ascii_uppercase()),
            document: None,
            range: element.range.start..element.body.start,
        }));
        of_elements(&element.children, found);
    }
}

/// The first word of `line` that is the path or the URL of a document.
fn document(line: &str) -> Option<&str> {
    let separators = |it: char| it.is_whitespace() || "\"'`(){}[]!<>=|,;".contains(it);
    let mut words = line.split(separators);
    words.find(|word| OtherFormat::is_document(word))
}

/// Whether the element or directive at the start of `line` shows `document`, and is not only a
/// link to it.
fn shows(line: &str, document: &str) -> bool {
    // One line may have many elements.
    let around = LazyCell::new(|| has_word(&line.replace(document, "")));
    if !line.starts_with('<') {
        return *around;
    }
    let names = line.split('<').skip(1).map(|rest| {
        let end =
            rest.find(|it: char| !it.is_ascii_alphanumeric() && !matches!(it, '-' | '.' | '_'));
        &rest[..end.unwrap_or(rest.len())]
    });
    let mut names = names.filter(|name| !name.is_empty());
    let is_frame = |name: &str| FRAMES.contains(&name) && *around;
    let is_viewer = |name: &str| has_word(name) && !name.ends_with("theme");
    names.any(|name| is_viewer(name) || is_frame(name))
}

fn has_word(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut words = text.split(|it: char| !it.is_ascii_alphanumeric() && it != '-');
    // These are parts of other words.
    let is_whole = |word: &str| matches!(word, "oas" | "oad");
    let is_in = |part: &str| {
        WORDS
            .iter()
            .any(|word| !is_whole(word) && part.contains(word))
    };
    words.any(|word| is_whole(word) || is_in(word))
}

fn is_directive(line: &str) -> bool {
    let is_include = line.starts_with('[') && line.contains(":include");
    is_include || DIRECTIVES.iter().any(|mark| line.starts_with(mark))
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
            "<div><redoc spec-url='./api/doors.yaml'></redoc></div>\n",
            "<elements-api\n  apiDescriptionUrl=\"./api/doors.yaml\"\n/>\n",
            "<RedocStandalone specUrl=\"./api/doors.yaml\" />\n",
            "<iframe src=\"/swagger-ui?url=\" data-url='./api/doors.yaml'></iframe>\n",
            "{{< swagger-ui \"./api/doors.yaml\" >}}\n",
            "{% include openapi.html spec=./api/doors.yaml %}\n",
            ".. openapi:: ./api/doors.yaml\n   :paths: /doors\n",
            "::: neoteroi.openapi\n    file: ./api/doors.yaml\n",
            ":::openapi{src=\"./api/doors.yaml\"}\n",
            "[[openapi file=\"./api/doors.yaml\"]]\n",
            "[API](./api/doors.yaml ':include :type=openapi')\n",
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
            "[OpenAPI](openapi.json)\n",
            "<a href=\"openapi.json\">OpenAPI</a>\n",
            "{{< button href=\"openapi.json\" >}}\n",
            "![OpenAPI](openapi.png)\n",
            "{{ site.openapi }}\n",
            "<script src=\"a.json\"></script>\n",
            "> Redoc loads openapi.json.\n",
        ] {
            assert_eq!(document(text), None, "{text}");
        }
    }

    #[test]
    fn many_elements_of_a_line_are_read_once() {
        let text = "<embed ".repeat(50_000) + "a.json\n";
        assert_eq!(document(&text), None);
    }

    #[test]
    fn code_in_the_language_of_a_viewer_names_the_document() {
        let read = |text: &str| {
            let fence = super::super::markdown::read(text, 0).fences.remove(0);
            of_code(&fence)?.document
        };
        for text in [
            "```redoc\napi/doors.yaml\n```\n",
            "```swagger-ui\nurl: api/doors.yaml\n```\n",
            "```{openapi} api/doors.yaml\n```\n",
            "```{eval-rst}\n.. openapi:: api/doors.yaml\n```\n",
        ] {
            assert_eq!(read(text).as_deref(), Some("api/doors.yaml"), "{text}");
        }
        for text in ["```sh\nredoc api/doors.yaml\n```\n", "```redoc\na\n```\n"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
