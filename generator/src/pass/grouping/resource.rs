//! Paths as resources: what a segment says besides its resource is a segment of its own, or none.

use std::collections::BTreeSet;

use super::{is_parameter, segments};

/// The path of a resource.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Resource {
    /// `/books/{id}` of `/books/{id}.{format}`, of `/books({id})` and of `/books/{id}:lend`.
    pub(super) path: String,
    /// `lend` of `/books/{id}:lend`.
    pub(super) action: Option<String>,
}

impl Resource {
    /// `formats`: as [`formats`] finds them.
    pub(super) fn of(path: &str, formats: &BTreeSet<String>) -> Self {
        let mut rest = path;
        let action = action(path).map(|(before, action)| {
            rest = before;
            action.to_owned()
        });
        let mut resource = String::new();
        for segment in segments(rest) {
            let (name, key) = with_key(without_format(segment, formats));
            resource.push('/');
            resource.push_str(name);
            if let Some(key) = key {
                resource.push('/');
                resource.push_str(key);
            }
        }
        // The root.
        if resource.is_empty() {
            resource.push('/');
        }
        Self {
            path: resource,
            action,
        }
    }
}

/// The parameters at the end of a segment that say how a resource is written, with their braces:
/// in some path one follows another parameter, or a dot, as in `/books/{id}{format}`.
pub(super) fn formats<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let all = paths.into_iter().flat_map(segments);
    let found = all.filter_map(|segment| {
        let (before, parameter) = last_parameter(segment)?;
        before.ends_with(['}', '.']).then(|| parameter.to_owned())
    });
    found.collect()
}

/// A segment without the format at its end; one that is nothing else is a resource.
fn without_format<'a>(segment: &'a str, formats: &BTreeSet<String>) -> &'a str {
    match last_parameter(segment) {
        Some((before, parameter)) if formats.contains(parameter) => {
            let resource = before.trim_end_matches('.');
            if resource.is_empty() {
                segment
            } else {
                resource
            }
        }
        _ => segment,
    }
}

/// `{id}` and `{format}` of `{id}{format}`
fn last_parameter(segment: &str) -> Option<(&str, &str)> {
    segment
        .ends_with('}')
        .then(|| segment.rfind('{').map(|start| segment.split_at(start)))?
}

/// `books` and `('{id}')` of `books('{id}')`, as OData writes the key of a resource.
fn with_key(segment: &str) -> (&str, Option<&str>) {
    match segment.find('(') {
        Some(start) if start > 0 && segment.ends_with(')') => {
            let (name, key) = segment.split_at(start);
            if is_parameter(name) || !is_parameter(key) {
                (segment, None)
            } else {
                (name, Some(key))
            }
        }
        _ => (segment, None),
    }
}

/// `/books/{id}` and `lend` of `/books/{id}:lend`, as Google writes methods of its own.
fn action(path: &str) -> Option<(&str, &str)> {
    let (before, action) = path.rsplit_once(':')?;
    let is_word = action.starts_with(|c: char| c.is_ascii_alphabetic())
        && action
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let is_resource = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '}');
    (is_word && is_resource).then_some((before, action))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, formats: &[&str]) -> (String, Option<String>) {
        let formats = formats.iter().map(|it| (*it).to_owned()).collect();
        let Resource { path, action } = Resource::of(path, &formats);
        (path, action)
    }

    #[test]
    fn formats_are_found_where_they_follow_something() {
        let paths = [
            "/books{ext}",
            "/books/{id}{ext}",
            "/pens.{format}",
            "/v{version}/inks",
        ];
        let expected = ["{ext}", "{format}"].map(str::to_owned);
        assert_eq!(formats(paths), BTreeSet::from(expected));
    }

    #[test]
    fn a_format_is_no_part_of_a_resource() {
        let formats = ["{ext}"];
        for (path, resource) in [
            ("/books{ext}", "/books"),
            ("/books.{ext}", "/books"),
            ("/books/{id}{ext}", "/books/{id}"),
            ("/books/{ext}", "/books/{ext}"),
            ("/v{version}/books/", "/v{version}/books"),
            ("/", "/"),
        ] {
            assert_eq!(of(path, &formats), (resource.to_owned(), None), "{path}");
        }
    }

    #[test]
    fn a_key_is_a_segment() {
        for (path, resource) in [
            ("/books('{id}')/pages", "/books/('{id}')/pages"),
            ("/books({id})", "/books/({id})"),
            ("/books()", "/books()"),
            ("/({id})", "/({id})"),
        ] {
            assert_eq!(of(path, &[]), (resource.to_owned(), None), "{path}");
        }
    }

    #[test]
    fn a_word_after_a_colon_is_an_action() {
        let lend = Some("lend".to_owned());
        assert_eq!(
            of("/books/{id}:lend", &[]),
            ("/books/{id}".to_owned(), lend)
        );
        let search = Some("search".to_owned());
        assert_eq!(of("/books:search", &[]), ("/books".to_owned(), search));
        for path in ["/books/:id", "/books/{a}:{b}", "/books/1:2", "/a:b/c"] {
            assert_eq!(of(path, &[]), (path.to_owned(), None), "{path}");
        }
    }
}
