//! Operations by method and path, to find those that evidence is about without comparing it with
//! each of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Evidence;

/// Operations, each of which has a method and a path.
#[derive(Clone, Debug)]
pub(crate) struct OperationIndex<T>(BTreeMap<String, BTreeMap<String, BTreeSet<T>>>);

impl<T> Default for OperationIndex<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord> OperationIndex<T> {
    /// Adds the operation with this method, in any case of letters, and this path.
    pub(crate) fn insert(&mut self, method: &str, path: &str, operation: T) {
        let paths = self.0.entry(method.to_ascii_lowercase()).or_default();
        paths.entry(form(path)).or_default().insert(operation);
    }

    /// The operations that `evidence` is about: their parameters may have other names, and its
    /// path may begin with a base such as `/api/v1`, which is part of their server.
    pub(crate) fn all(&self, evidence: &Evidence) -> impl Iterator<Item = &T> {
        self.sets(evidence).into_iter().flatten()
    }

    /// The least of the operations that `evidence` is about.
    pub(crate) fn first(&self, evidence: &Evidence) -> Option<&T> {
        let sets = self.sets(evidence).into_iter();
        sets.filter_map(BTreeSet::first).min()
    }

    fn sets(&self, evidence: &Evidence) -> Vec<&BTreeSet<T>> {
        let Some(paths) = self.0.get(&evidence.method.to_ascii_lowercase()) else {
            return Vec::new();
        };
        let form = form(&evidence.path);
        let forms = std::iter::successors(Some(form.as_str()), |form| without_base(form));
        forms.filter_map(|form| paths.get(form)).collect()
    }
}

/// The path without empty segments and without the names of its parameters.
fn form(path: &str) -> String {
    let mut form = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        form.push('/');
        form.push_str(if segment.starts_with('{') {
            "{"
        } else {
            segment
        });
    }
    form
}

/// A form without its first segment, if that may be the base of all paths of an API: `api`, or a
/// version. The path of an operation has at least one segment more.
fn without_base(form: &str) -> Option<&str> {
    let rest = form.strip_prefix('/')?;
    let (base, _) = rest.split_once('/')?;
    let digits = base.strip_prefix('v').unwrap_or_default();
    let is_version =
        !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let is_base = is_version || matches!(base, "api" | "rest");
    is_base.then(|| &rest[base.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Basis, Format, Shape};

    fn is_of(of: (&str, &str), method: &str, path: &str) -> bool {
        let evidence = Evidence {
            page: "a.md".into(),
            range: 0..0,
            method: of.0.to_owned(),
            path: of.1.to_owned(),
            server: None,
            title: None,
            description: None,
            basis: Basis::Samples,
            parameters: Vec::new(),
            requests: Vec::new(),
            request_shape: Shape::Object,
            request_format: Format::Json,
            request_schema: None,
            responses: Vec::new(),
            credentials: Vec::new(),
            is_public: false,
        };
        let mut index = OperationIndex::default();
        index.insert(method, path, ());
        index.first(&evidence).is_some() && index.all(&evidence).count() == 1
    }

    #[test]
    fn names_of_parameters_and_the_start_of_the_path_do_not_matter() {
        let door = ("get", "/v1/doors/{id}");
        assert!(is_of(door, "GET", "/v1/doors/{door_id}"));
        assert!(is_of(door, "get", "/doors/{door_id}"));
        for (method, path) in [("post", "/doors/{id}"), ("get", "/"), ("get", "/doors/all")] {
            assert!(!is_of(door, method, path), "{method} {path}");
        }
        assert!(!is_of(door, "get", "/v2/v1/doors/{id}"));
        assert!(!is_of(("get", "/users/{id}/doors"), "get", "/doors"));
        assert!(!is_of(("get", "/v1"), "get", "/"));
        assert!(is_of(("get", "/v1"), "get", "/v1/"));
        assert!(is_of(("get", "/"), "get", ""));
    }
}
