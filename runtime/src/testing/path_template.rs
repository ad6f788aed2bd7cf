//! The values of a path's placeholders, read from a path that was sent.

use crate::request::placeholder;

/// The placeholders of `template` and what they are in `path`, still encoded.
///
/// `None` if the path is not one of the template. `has_slashes` says of a placeholder whether its
/// value can contain slashes.
///
/// Where a path can be read in several ways, a value without slashes is as short as possible, and
/// one with slashes as long as possible.
pub(super) fn values<'a>(
    template: &'a str,
    path: &'a str,
    has_slashes: &dyn Fn(&str) -> bool,
) -> Option<Vec<(&'a str, &'a str)>> {
    let Some((before, name, after)) = placeholder(template) else {
        return (template == path).then(Vec::new);
    };
    let rest = path.strip_prefix(before)?;
    let longest = match has_slashes(name) {
        true => rest.len(),
        false => rest.find('/').unwrap_or(rest.len()),
    };
    let with_end = |end: usize| {
        let (value, rest) = rest.split_at_checked(end)?;
        let mut found = values(after, rest, has_slashes)?;
        found.insert(0, (name, value));
        Some(found)
    };
    match has_slashes(name) {
        true => (0..=longest).rev().find_map(with_end),
        false => (0..=longest).find_map(with_end),
    }
}

#[cfg(test)]
mod tests {
    use super::values;

    /// The values of a path where the placeholders that end in `+` have slashes.
    fn found(template: &str, path: &str) -> Option<Vec<(String, String)>> {
        let found = values(template, path, &|name| name.ends_with('+'))?;
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Some(found.into_iter().map(owned).collect())
    }

    fn assert_found(template: &str, path: &str, expected: &[(&str, &str)]) {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let expected: Vec<_> = expected.iter().map(owned).collect();
        assert_eq!(found(template, path), Some(expected), "{template} {path}");
    }

    #[test]
    fn a_value_with_slashes_can_follow_another_one() {
        let template = "/repos/{repo}/files/{path+}";
        let values = [("repo", "files"), ("path+", "files/a/b")];
        assert_found(template, "/repos/files/files/files/a/b", &values);
        let values = [("repo", "a"), ("ref+", "x/raw"), ("name", "b")];
        assert_found("/{repo}/{ref+}/raw/{name}", "/a/x/raw/raw/b", &values);
        assert_found("/{a+}/{b}", "/x/y/z", &[("a+", "x/y"), ("b", "z")]);
    }

    #[test]
    fn a_segment_can_have_several_values() {
        let values = [("name", "a"), ("version", "1.2")];
        assert_found("/{name}.{version}.json", "/a.1.2.json", &values);
        assert_found("/a", "/a", &[]);
        assert_found("/{a}ä", "/öä", &[("a", "ö")]);
    }

    #[test]
    fn another_path_has_no_values() {
        assert_eq!(found("/pets/{id}", "/pets/1/toys"), None);
        assert_eq!(found("/pets/{id}", "/v1/pets/1"), None);
        assert_eq!(found("/pets/{id}/toys", "/pets/1"), None);
    }
}
