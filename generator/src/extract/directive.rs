//! Directives of Sphinx that describe requests: `.. http:get:: /doors` of reStructuredText, and the
//! info string `{http:get} /doors` of `MyST`.

use crate::http_method;

/// The directives of reStructuredText that are code.
const CODE: [&str; 3] = [".. code-block::", ".. code::", ".. sourcecode::"];

/// The info string of a block of reStructuredText in a page of `MyST`.
const EMBEDDED: &str = "{eval-rst}";

/// The method and the path in a line that begins a directive.
pub(super) fn request(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let (method, path) = match line.strip_prefix(".. http:") {
        Some(rest) => rest.split_once("::")?,
        None => {
            let info = line.trim_start_matches(['`', '~', ':']);
            let rest = info
                .strip_prefix("{http:")
                .filter(|_| info.len() < line.len());
            rest?.split_once('}')?
        }
    };
    let path = path.trim();
    let method = http_method::of_word(method.trim())?;
    path.starts_with('/')
        .then(|| (method.to_owned(), template(path)))
}

/// Whether a text has a directive of reStructuredText for a request.
pub(super) fn has_requests(text: &str) -> bool {
    text.lines().any(|line| request(line).is_some())
}

/// Whether the content of a fence with this info string is a part of the page.
pub(super) fn is_container(info: &str) -> bool {
    info.starts_with("{http:") || info == EMBEDDED
}

/// The language of the code that a line begins; empty where the line names none.
pub(super) fn language(line: &str) -> Option<&str> {
    let mut names = CODE.iter();
    names
        .find_map(|name| line.strip_prefix(name))
        .map(str::trim)
}

/// A path with its parameters in braces: `/doors/(int:id)` has the parameter `id`.
fn template(path: &str) -> String {
    let mut template = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((inner, after)) = after.split_once(')') else {
            break;
        };
        let name = inner.rsplit(':').next().unwrap_or_default();
        template.push_str(&format!("{before}{{{}}}", name.trim()));
        rest = after;
    }
    template + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_has_a_method_and_a_path() {
        for line in [
            ".. http:get:: /doors/(int:id)",
            "  .. http:GET:: /doors/(string: id)",
            "```{http:get} /doors/(id)",
            "::::{http:get} /doors/{id}",
        ] {
            let both = Some(("get".to_owned(), "/doors/{id}".to_owned()));
            assert_eq!(request(line), both, "{line}");
        }
        for line in [
            "{http:get} /doors",
            ".. http:fetch:: /doors",
            ".. http:get:: doors",
            ":http:get:`/doors`",
            ".. note:: /doors",
        ] {
            assert_eq!(request(line), None, "{line}");
        }
    }
}
