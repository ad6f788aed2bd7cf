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

/// The format that clients read anyway.
const JSON: &str = ".json";

/// What says at the end of a segment how a resource is written: the extension of JSON, where no
/// path differs by it alone, and the parameters, with their braces, of which one follows another
/// or a dot in some path, as in `/books/{id}{format}`.
pub(super) fn formats<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let paths: BTreeSet<&str> = paths.into_iter().collect();
    let all = paths.iter().flat_map(|path| segments(path));
    let found = all.filter_map(|segment| {
        let (before, parameter) = last_parameter(segment)?;
        before.ends_with(['}', '.']).then(|| parameter.to_owned())
    });
    let mut formats: BTreeSet<String> = found.collect();
    let mut bare = paths.iter().filter_map(|path| path.strip_suffix(JSON));
    if bare.all(|path| !paths.contains(path)) {
        formats.insert(JSON.to_owned());
    }
    formats
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
        _ => match segment.strip_suffix(JSON) {
            Some(resource) if !resource.is_empty() && formats.contains(JSON) => resource,
            _ => segment,
        },
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
        let expected = [".json", "{ext}", "{format}"].map(str::to_owned);
        assert_eq!(formats(paths), BTreeSet::from(expected));
        assert_eq!(formats(["/books", "/books.json"]), BTreeSet::new());
    }

    #[test]
    fn a_format_is_no_part_of_a_resource() {
        let formats = ["{ext}", ".json"];
        for (path, resource) in [
            ("/books{ext}", "/books"),
            ("/books.{ext}", "/books"),
            ("/books/{id}{ext}", "/books/{id}"),
            ("/books/{ext}", "/books/{ext}"),
            ("/v{version}/books/", "/v{version}/books"),
            ("/books.json", "/books"),
            ("/books/{id}.json", "/books/{id}"),
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
