//! What the paths of an API begin with that says no more than which API it is: `/api/v1`.

use std::collections::BTreeSet;

use super::segments;

/// Segments that are not part of the groups of paths which begin with them.
pub(super) struct Prefix<'a> {
    segments: Vec<&'a str>,
}

impl<'a> Prefix<'a> {
    /// The versions that at least half of the paths begin with. Where paths have different ones,
    /// these are parts of groups, and only what they have in common is not.
    pub(super) fn of(paths: &[&'a str]) -> Self {
        let versions: Vec<Vec<&str>> = paths.iter().map(|path| versions(path)).collect();
        let versioned = || versions.iter().filter(|it| !it.is_empty());
        let longest = versioned().max_by_key(|it| it.len());
        let mut segments = longest.cloned().unwrap_or_default();
        for other in versioned() {
            let shared = segments.iter().zip(other).take_while(|(a, b)| a == b);
            let shared = shared.count();
            // `/api/health` is beside `/api/v1/doors`.
            if shared < other.len() {
                segments.truncate(shared);
            }
        }
        let prefix = Self { segments };
        let stripped: BTreeSet<Vec<&str>> = paths.iter().map(|it| prefix.strip(it)).collect();
        let distinct: BTreeSet<Vec<&str>> = paths.iter().map(|it| segments_of(it)).collect();
        match versioned().count() * 2 >= paths.len() && stripped.len() == distinct.len() {
            true => prefix,
            false => Self { segments: vec![] },
        }
    }

    /// The segments of a path that follow the prefix, at least one.
    pub(super) fn strip<'p>(&self, path: &'p str) -> Vec<&'p str> {
        let mut rest = segments_of(path);
        let shared = self.segments.iter().zip(&rest).take_while(|(a, b)| a == b);
        let shared = shared.count().min(rest.len().saturating_sub(1));
        rest.drain(..shared);
        rest
    }
}

/// The versions that a path begins with, short of the whole path.
fn versions(path: &str) -> Vec<&str> {
    let mut versions = segments_of(path);
    versions.pop();
    let count = versions.iter().take_while(|it| is_version(it)).count();
    versions.truncate(count);
    versions
}

fn segments_of(path: &str) -> Vec<&str> {
    segments(path).collect()
}

/// `api`, `v1`, `v2.1`, `v1beta3`
pub(crate) fn is_version(segment: &str) -> bool {
    let is_number = |rest: &str| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
    };
    segment == "api" || segment.strip_prefix('v').is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stripped paths, joined again.
    fn stripped(paths: &[&str]) -> Vec<String> {
        let prefix = Prefix::of(paths);
        paths
            .iter()
            .map(|path| prefix.strip(path).join("/"))
            .collect()
    }

    #[test]
    fn a_version_is_stripped_where_others_have_none() {
        assert_eq!(
            stripped(&[
                "/api/v1/doors",
                "/api/v1/keys/{key}",
                "/health",
                "/api/{version}/docs",
                "/api/v1"
            ]),
            ["doors", "keys/{key}", "health", "{version}/docs", "v1"]
        );
    }

    #[test]
    fn different_versions_stay() {
        assert_eq!(
            stripped(&["/api/v1/doors", "/api/v2/doors", "/health"]),
            ["v1/doors", "v2/doors", "health"]
        );
        assert_eq!(
            stripped(&["/v1/doors", "/v2/keys"]),
            ["v1/doors", "v2/keys"]
        );
    }

    #[test]
    fn a_version_stays_where_paths_would_be_alike_or_few_have_it() {
        assert_eq!(stripped(&["/v1/doors", "/doors"]), ["v1/doors", "doors"]);
        assert_eq!(
            stripped(&["/v2/doors", "/keys", "/locks"]),
            ["v2/doors", "keys", "locks"]
        );
    }
}
