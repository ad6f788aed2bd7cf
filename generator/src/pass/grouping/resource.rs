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
    /// `formats`: those of all paths.
    pub(super) fn of(path: &str, formats: &Formats) -> Self {
        let mut rest = path;
        let action = action(path).map(|(before, action)| {
            rest = before;
            action.to_owned()
        });
        let mut resource = String::new();
        let mut segments = segments(rest).peekable();
        while let Some(segment) = segments.next() {
            let segment = match segments.peek() {
                Some(_) => segment,
                None => formats.strip(segment),
            };
            let (name, key) = with_key(segment);
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

/// The extension of the format that clients read anyway.
const JSON: &str = ".json";

/// What the last segments of paths say at their ends about how a resource is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Formats {
    /// The parameters, with their braces, of which one follows another or a dot in some path, as
    /// in `/books/{id}{format}`.
    parameters: BTreeSet<String>,
    /// Whether [`JSON`] says nothing: no path differs from another by it alone.
    has_json: bool,
}

impl Formats {
    pub(super) fn of<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let paths: BTreeSet<&str> = paths.into_iter().collect();
        let last = paths.iter().filter_map(|path| segments(path).last());
        let parameters = last.filter_map(|segment| {
            let (before, parameter) = last_parameter(segment)?;
            before.ends_with(['}', '.']).then(|| parameter.to_owned())
        });
        let mut bare = paths.iter().filter_map(|path| path.strip_suffix(JSON));
        Self {
            parameters: parameters.collect(),
            has_json: bare.all(|path| !paths.contains(path)),
        }
    }

    /// A segment without the format at its end; one that is nothing else is a resource.
    fn strip<'a>(&self, segment: &'a str) -> &'a str {
        let resource = match last_parameter(segment) {
            Some((before, parameter)) if self.parameters.contains(parameter) => {
                Some(before.trim_end_matches('.'))
            }
            _ => segment.strip_suffix(JSON).filter(|_| self.has_json),
        };
        resource.filter(|it| !it.is_empty()).unwrap_or(segment)
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

    fn of(path: &str, parameters: &[&str]) -> (String, Option<String>) {
        let formats = Formats {
            parameters: parameters.iter().map(|it| (*it).to_owned()).collect(),
            has_json: true,
        };
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
        let formats = Formats::of(paths);
        let expected = ["{ext}", "{format}"].map(str::to_owned);
        assert_eq!(formats.parameters, BTreeSet::from(expected));
        assert!(formats.has_json);
        assert!(!Formats::of(["/books", "/books.json"]).has_json);
    }

    #[test]
    fn a_format_is_no_part_of_a_resource() {
        let formats = ["{ext}"];
        for (path, resource) in [
            ("/books{ext}", "/books"),
            ("/books.{ext}", "/books"),
            ("/books/{id}{ext}", "/books/{id}"),
            ("/books/{ext}", "/books/{ext}"),
            ("/v{ext}/books", "/v{ext}/books"),
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
