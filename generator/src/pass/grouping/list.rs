//! The pair `get_account` and `get_accounts` in one group: `get` and `list`.

use std::collections::{BTreeMap, BTreeSet};

use super::Call;
use crate::case::singular_words;

/// Gives `list` to the call whose function has the plural of another one's, where both are `get`
/// and nothing else in their group is one of these. `functions` are those that calls with `GET`
/// are called after.
pub(super) fn name_lists(calls: &mut [Call], functions: &[Option<&str>]) {
    let mut gets: BTreeMap<&[String], Vec<(usize, &str)>> = BTreeMap::new();
    let mut others: BTreeSet<&[String]> = BTreeSet::new();
    for (at, (call, function)) in calls.iter().zip(functions).enumerate() {
        match (call.method.as_str(), function) {
            ("get", Some(function)) => gets.entry(&call.group).or_default().push((at, function)),
            ("get" | "list", _) => {
                others.insert(&call.group);
            }
            _ => {}
        }
    }
    let pairs = gets
        .into_iter()
        .filter(|(group, _)| !others.contains(group));
    let lists: Vec<usize> = pairs.filter_map(|(_, pair)| plural(&pair)).collect();
    for at in lists {
        "list".clone_into(&mut calls[at].method);
    }
}

/// The one of two functions that is the other one in the plural.
fn plural(pair: &[(usize, &str)]) -> Option<usize> {
    let [one, other] = *pair else { return None };
    let is_plural_of = |(_, plural), (_, one)| plural != one && singular_words(plural) == one;
    if is_plural_of(one, other) {
        Some(one.0)
    } else {
        is_plural_of(other, one).then_some(other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn one_of_two_functions_is_the_other_in_the_plural() {
        let of = |one, other| plural(&[(3, one), (7, other)]);
        assert_eq!(of("get_account", "get_accounts"), Some(7));
        assert_eq!(of("get_accounts", "get_account"), Some(3));
        for (one, other) in [
            ("get_account", "get_users"),
            ("get", "get"),
            ("get_status", "get_status"),
        ] {
            assert_eq!(of(one, other), None, "{one} {other}");
        }
        assert_eq!(plural(&[(1, "get_account")]), None);
    }
}
